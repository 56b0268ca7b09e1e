"""Phrases as they are written, read into what they say.

The language is described in docs/writing-rules.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple
from unicodedata import decimal, normalize

from buyer_msg_lint.policy.matching import word_at_start

MAX_GAP = 12
_DEFAULT_GAP = 4
_TOKEN = re.compile(
    # An apostrophe at the edge of a word is what parts it from the next: "'ll", "l' avis", "sellers' day".
    r"(?P<blank>[\s\-'’]+)|(?P<gap>\.\.(?P<on>\.?)(?P<size>\d*))|\{(?P<list>[a-z0-9\-]+)\}|(?P<sign>[\[\](){}|])"
    r"|(?P<number>\#)|(?P<word>[^\s\-\[\](){}|*\#]+?(?P<open>\*)?"
    r"(?=\.\.|[\s\-\[\](){}|*\#]|['’]+(?![\w*])|$))",
)
_APOSTROPHES = ("'", "’")
_MAX_DEPTH = 12
_SHORTEST_WITHOUT_ACCENTS = 4
_AT_ANY_LENGTH = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه"}
    | dict.fromkeys("\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652", "")
)
"""The last are the vowel signs of Arabic, which few write."""
_NOT_COMPOSED = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe"})


class PhraseError(ValueError):
    """A phrase that cannot be read.

    ``unknown_list`` names a word list that is not there; ``in_list`` the list that has the mistake, where it
    is not the phrase's own.
    """

    def __init__(self, problem: str, *, unknown_list: str | None = None, in_list: str | None = None) -> None:
        super().__init__(problem)
        self.unknown_list = unknown_list
        self.in_list = in_list


class CircleError(PhraseError):
    """Word lists that name each other; told at each phrase, since no single list has the mistake."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word, or another text without blanks; with an open end, its last word may go on."""

    text: str
    open_end: bool = False


@dataclass(frozen=True, slots=True)
class Number:
    """Any number."""


@dataclass(frozen=True, slots=True)
class List:
    """An entry of a word list."""

    name: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Up to so many words."""

    words: int
    over_commas: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several sequences."""

    options: tuple[Sequence, ...]
    optional: bool

    @property
    def key(self) -> tuple[str, ...]:
        """What it is one of, the same for all choices that hold the same."""
        return tuple(option.text for option in self.options)


Node = Word | Number | List | Gap | Choice


class Item(NamedTuple):
    """What stands at one place of a phrase."""

    node: Node
    glued: bool
    """Whether it follows the item before it without a blank."""

    @property
    def optional(self) -> bool:
        """Whether it may be left out."""
        return isinstance(self.node, Choice) and self.node.optional


@dataclass(frozen=True, slots=True, eq=False)
class Sequence:
    """Items one after the other; its text says the same again."""

    items: tuple[Item, ...]
    text: str
    single_word: str
    """Its word, if it is one plain word; else nothing."""

    @classmethod
    def of(cls, items: tuple[Item, ...], text: str) -> Sequence:
        """Return the sequence of these items."""
        node = items[0].node if len(items) == 1 else None
        return cls(items, text, node.text if isinstance(node, Word) and is_plain(node) else "")


def is_plain(word: Word) -> bool:
    """Tell whether something written is one whole word."""
    if word.text.isascii():
        return not word.open_end and word.text.isalnum()
    return not word.open_end and word_at_start(word.text) == word.text


def read(phrase: str) -> Sequence:
    """Return what a phrase says; raises PhraseError if it cannot be read."""
    if phrase.isalnum():  # as most entries of word lists are
        return Sequence.of((Item(Word(_fold(phrase)), glued=False),), phrase)
    return _Reader(phrase).read()


class _Reader:
    """Reads one phrase into items, left to right."""

    def __init__(self, phrase: str) -> None:
        self._phrase = phrase
        self._at = 0

    def read(self) -> Sequence:
        sequence, sign = self._sequence(0)
        if sign:
            raise PhraseError(f"'{sign}' closes nothing in “{self._phrase}”")
        return sequence

    def _sequence(self, depth: int) -> tuple[Sequence, str]:
        if depth > _MAX_DEPTH:
            raise PhraseError("brackets are nested too deep")
        items: list[Item] = []
        glued = False
        start = self._at
        while self._at < len(self._phrase):
            token = self._next()
            if token.lastgroup == "blank":
                glued = False
                continue
            if token.lastgroup == "sign" and token[0] in ")]|}":
                return Sequence.of(tuple(items), self._phrase[start : token.start()].strip()), token[0]
            if token.lastgroup == "sign" and self._phrase.startswith(_APOSTROPHES, token.end()):
                glued = False
            node = self._node(token, depth)
            items.append(Item(node, glued))
            glued = not isinstance(node, Gap)
        return Sequence.of(tuple(items), self._phrase[start:].strip()), ""

    def _next(self) -> re.Match[str]:
        token = _TOKEN.match(self._phrase, self._at)
        if token is None:
            raise PhraseError(f"“{self._phrase[self._at :]}” cannot be read")
        self._at = token.end()
        return token

    def _node(self, token: re.Match[str], depth: int) -> Node:
        kind = token.lastgroup
        if kind == "word":
            return Word(_fold(token[0].removesuffix("*")), bool(token["open"]))
        if kind == "gap":
            words = int(token["size"] or _DEFAULT_GAP)
            if not 1 <= words <= MAX_GAP:
                raise PhraseError(f"a gap holds 1 to {MAX_GAP} words, not {words}")
            return Gap(words, over_commas=bool(token["on"]))
        if kind == "list":
            return List(token["list"])
        return Number() if kind == "number" else self._choice(token[0], depth)

    def _choice(self, opening: str, depth: int) -> Choice:
        closing = {"[": "]", "(": ")", "{": "}"}[opening]
        if opening == "{":
            raise PhraseError("a word list's name in braces holds a-z, 0-9 and '-' only")
        options: list[Sequence] = []
        while True:
            option, sign = self._sequence(depth + 1)
            if not option.items:
                raise PhraseError(f"an empty choice in “{self._phrase}”")
            options.append(option)
            if sign == closing:
                return Choice(tuple(options), optional=opening == "[")
            if sign != "|":
                raise PhraseError(f"'{opening}' is not closed in “{self._phrase}”")


@cache
def spellings(word: str) -> tuple[str, ...]:
    """Return a word as it may be written: with its accents, without them, or with ae for ä.

    A short word that loses its accents may be another one (``où``, ``ou``), so it keeps them. A dotless i is
    an i where the folded view finds a text that is not Turkish.
    """
    if word.isascii():
        return (word,)
    spellings = [word, word.replace("ı", "i"), word.translate(_AT_ANY_LENGTH)]
    if len(word) >= _SHORTEST_WITHOUT_ACCENTS:
        spellings.append("".join(map(_without_accent, word.translate(_NOT_COMPOSED))))
    return tuple(dict.fromkeys(spellings))


def _without_accent(letter: str) -> str:
    """Return a Latin letter without its accent; those of other scripts stay."""
    base = normalize("NFD", letter)[0]
    return base if base.isascii() else letter


@cache
def _fold(word: str) -> str:
    """Return a word of a phrase as the folded view would show it."""
    if word.isascii():
        return word.lower()
    plain = normalize("NFKC", word).replace("’", "'").replace("İ", "i").lower()
    return "".join(str(decimal(letter)) if letter.isdecimal() else letter for letter in plain)
