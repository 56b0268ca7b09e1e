"""Phrases for people who write policy, read and compiled.

The language is described in docs/writing-rules.md. A phrase is compiled over the word lists that it names,
with the literals without which it cannot match, so that the engine can pass it over at no cost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from threading import Lock
from typing import NamedTuple
from unicodedata import normalize

from buyer_msg_lint.policy import matching
from buyer_msg_lint.policy.matching import (
    Choice,
    Item,
    Literal,
    Number,
    Phrase,
    is_cjk,
    word_at_start,
)
from buyer_msg_lint.policy.rarity import OPEN_END, share_of

MAX_GAP = 12
_DEFAULT_GAP = 4
_TOKEN = re.compile(
    r"(?P<blank>[\s\-]+)|(?P<gap>\.\.(?P<on>\.?)(?P<size>\d*))|\{(?P<list>[a-z0-9\-]+)\}|(?P<sign>[\[\](){}|])"
    r"|(?P<number>\#)|(?P<word>[^\s\-\[\](){}|*\#]+?(?P<open>\*)?(?=\.\.|[\s\-\[\](){}|*\#]|$))",
)
_MAX_DEPTH = 12
_MOST_NEIGHBOURS = 48
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


class _CircleError(PhraseError):
    """Word lists that name each other; told at each phrase, since no single list has the mistake."""


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    open_end: bool = False


@dataclass(frozen=True, slots=True)
class _Number:
    pass


@dataclass(frozen=True, slots=True)
class _List:
    name: str


@dataclass(frozen=True, slots=True)
class _Gap:
    words: int
    over_commas: bool


@dataclass(frozen=True, slots=True)
class _Choice:
    options: tuple[_Sequence, ...]
    optional: bool


class _Item(NamedTuple):
    node: _Word | _Number | _List | _Gap | _Choice
    glued: bool
    """Whether it follows the item before it without a blank."""


@dataclass(frozen=True, slots=True, eq=False)
class _Sequence:
    items: tuple[_Item, ...]
    text: str


class _Reader:
    """Reads one phrase into items, left to right."""

    def __init__(self, phrase: str) -> None:
        self._phrase = phrase
        self._at = 0

    def read(self) -> _Sequence:
        sequence, sign = self._sequence(0)
        if sign:
            raise PhraseError(f"'{sign}' closes nothing in “{self._phrase}”")
        return sequence

    def _sequence(self, depth: int) -> tuple[_Sequence, str]:
        if depth > _MAX_DEPTH:
            raise PhraseError("brackets are nested too deep")
        items: list[_Item] = []
        glued = False
        start = self._at
        while self._at < len(self._phrase):
            token = self._next()
            if token.lastgroup == "blank":
                glued = False
                continue
            if token.lastgroup == "sign" and token[0] in ")]|}":
                return _Sequence(tuple(items), self._phrase[start : token.start()].strip()), token[0]
            node = self._node(token, depth)
            items.append(_Item(node, glued))
            glued = not isinstance(node, _Gap)
        return _Sequence(tuple(items), self._phrase[start:].strip()), ""

    def _next(self) -> re.Match[str]:
        token = _TOKEN.match(self._phrase, self._at)
        if token is None:
            raise PhraseError(f"“{self._phrase[self._at :]}” cannot be read")
        self._at = token.end()
        return token

    def _node(self, token: re.Match[str], depth: int) -> _Word | _Number | _List | _Gap | _Choice:
        kind = token.lastgroup
        if kind == "word":
            return _Word(_fold(token[0].removesuffix("*")), bool(token["open"]))
        if kind == "gap":
            words = int(token["size"] or _DEFAULT_GAP)
            if not 1 <= words <= MAX_GAP:
                raise PhraseError(f"a gap holds 1 to {MAX_GAP} words, not {words}")
            return _Gap(words, over_commas=bool(token["on"]))
        if kind == "list":
            return _List(token["list"])
        return _Number() if kind == "number" else self._choice(token[0], depth)

    def _choice(self, opening: str, depth: int) -> _Choice:
        closing = {"[": "]", "(": ")", "{": "}"}[opening]
        if opening == "{":
            raise PhraseError("a word list's name in braces holds a-z, 0-9 and '-' only")
        options: list[_Sequence] = []
        while True:
            option, sign = self._sequence(depth + 1)
            if not option.items:
                raise PhraseError(f"an empty choice in “{self._phrase}”")
            options.append(option)
            if sign == closing:
                return _Choice(tuple(options), optional=opening == "[")
            if sign != "|":
                raise PhraseError(f"'{opening}' is not closed in “{self._phrase}”")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A compiled item, the literals of which it needs one (None: none), whether it holds CJK text.

    ``first`` and ``last`` are the words that may be its first and last ones, or literals that are there
    instead; None where that cannot be told.
    """

    node: matching.Node
    literals: frozenset[str] | None
    cjk: bool
    first: frozenset[str] | None = None
    last: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    """A compiled sequence, and sets of literals of which one each is always there; ends as of a piece."""

    sequence: matching.Sequence
    sets: tuple[frozenset[str], ...]
    cjk: bool
    first: frozenset[str] | None
    last: frozenset[str] | None


class PhraseCompiler:
    """Compiles phrases over word lists, given as list name to entries."""

    def __init__(self, lists: Mapping[str, tuple[str, ...]]) -> None:
        self._lists = lists
        self._pieces: dict[str, _Piece] = {}
        self._made_choices: dict[tuple[bool | str, ...], _Piece] = {}
        self._open: list[str] = []
        self._lock = Lock()
        self._read: dict[str, tuple[_Sequence, ...]] = {}
        # What was read is kept, so that each sequence is itself its key, and compiled once.
        self._sequences: dict[str, _Sequence] = {}
        self._lines: dict[_Sequence, _Line] = {}
        self._phrases: dict[_Sequence, Phrase] = {}

    def compile(self, phrase: str) -> Phrase:
        """Return a phrase compiled; raises PhraseError if it cannot be read or would match anything."""
        return self._phrase(self._sequence(phrase))

    def branches(self, phrase: str) -> tuple[Phrase, ...]:
        """Return a phrase as the alternatives that it is at its top, each with literals of its own.

        Together they match what the phrase matches; a list of requests is tried entry by entry, and only the
        entries whose words are in the text. Raises PhraseError as ``compile`` does.
        """
        return tuple(self._branches(self._sequence(phrase)))

    def _sequence(self, phrase: str) -> _Sequence:
        if phrase not in self._sequences:
            self._sequences[phrase] = _one_word(phrase) if phrase.isalnum() else _Reader(phrase).read()
        return self._sequences[phrase]

    def _branches(self, sequence: _Sequence) -> Iterator[Phrase]:
        options = self._choices(sequence)
        if options is None:
            yield self._phrase(sequence)
            return
        words = [option.text for option in options if _single_word(option)]
        if words:
            yield self._phrase(self._sequence(f"({'|'.join(words)})"))
        for option in options:
            if not _single_word(option):
                yield from self._branches(option)

    def _choices(self, sequence: _Sequence) -> tuple[_Sequence, ...] | None:
        """Return the options of a sequence that is nothing but a choice or a list of several words."""
        node = sequence.items[0].node if len(sequence.items) == 1 else None
        if not isinstance(node, _List | _Choice):
            return None
        options = self._entries(node.name) if isinstance(node, _List) else node.options
        return None if all(map(_single_word, options)) else options

    def _phrase(self, sequence: _Sequence) -> Phrase:
        if sequence not in self._phrases:
            line = self._line(sequence)
            if not line.sets:
                raise PhraseError("holds no word that is always there")
            self._phrases[sequence] = Phrase(sequence.text, self)
        return self._phrases[sequence]

    def _entries(self, name: str) -> tuple[_Sequence, ...]:
        """Return a list's entries; raises PhraseError if it, or one that it names, cannot be compiled."""
        self._list(name)
        return self._read[name]

    def nodes(self, text: str) -> matching.Sequence:
        """Return the nodes of a phrase, to be found in texts; raises PhraseError if it cannot be read."""
        # Several threads may look for a phrase for the first time; lists are compiled by one at a time.
        with self._lock:
            return self._line(self._sequence(text)).sequence

    def required(self, text: str) -> tuple[frozenset[str], ...]:
        """Return the sets of literals of which one each is wherever a phrase is, the rarest first."""
        with self._lock:
            return self._line(self._sequence(text)).sets

    def __getstate__(self) -> dict[str, tuple[str, ...]]:
        return dict(self._lists)

    def __setstate__(self, lists: dict[str, tuple[str, ...]]) -> None:
        self.__init__(lists)  # type: ignore[misc] # what was compiled is compiled again when it is needed

    def check_entry(self, entry: str) -> None:
        """Raise PhraseError if an entry of a word list cannot be read."""
        sequence = self._sequence(entry)
        if not _single_word(sequence):
            self._line(sequence)

    def _line(self, sequence: _Sequence) -> _Line:
        if sequence not in self._lines:
            self._lines[sequence] = self._compiled_line(sequence)
        return self._lines[sequence]

    def _compiled_line(self, sequence: _Sequence) -> _Line:
        if not sequence.items:
            raise PhraseError("holds no word that is always there")
        if isinstance(sequence.items[0].node, _Gap) or isinstance(sequence.items[-1].node, _Gap):
            raise PhraseError("a gap must stand between words")
        items: list[Item] = []
        steps: list[_Step] = []
        cjk = in_word = False
        for item in sequence.items:
            if isinstance(item.node, _Gap):
                items.append(
                    Item(
                        matching.Gap(item.node.words, item.node.over_commas), optional=False, glued=item.glued
                    )
                )
                steps.append(_Step(None, optional=False, glued=False))
                continue
            piece = self._piece(item.node)
            if item.glued and in_word and piece.node.firsts.begin_word:
                raise PhraseError(
                    "two words touch; part them by a blank, or write each form out: (review|reviews)"
                )
            in_word = self._ends_in_word(item.node)
            optional = isinstance(item.node, _Choice) and item.node.optional
            items.append(Item(piece.node, optional, item.glued))
            steps.append(_Step(piece, optional, item.glued))
            cjk = cjk or piece.cjk
        if all(item.optional for item in items):
            raise PhraseError("holds no word that is always there")
        sets = tuple(sorted(set(_always_there(steps)), key=_rarity))
        return _Line(
            matching.Sequence(tuple(items), cjk=cjk, required=sets),
            sets,
            cjk,
            _edge(steps, lambda piece: piece.first),
            _edge(steps[::-1], lambda piece: piece.last),
        )

    def _ends_in_word(self, node: _Word | _Number | _List | _Gap | _Choice) -> bool:
        if isinstance(node, _Word):
            return bool(word_at_start(node.text[-1]))
        if isinstance(node, _List | _Choice):
            options = self._read[node.name] if isinstance(node, _List) else node.options
            return any(self._ends_in_word(option.items[-1].node) for option in options)
        return isinstance(node, _Number)

    def _piece(self, node: _Word | _Number | _List | _Choice) -> _Piece:
        if isinstance(node, _Word):
            return _word(node)
        if isinstance(node, _Number):
            return _Piece(Number(), None, cjk=False)
        if isinstance(node, _List):
            return self._list(node.name)
        return self._choice(node)

    def _choice(self, node: _Choice) -> _Piece:
        """Compile a choice; many phrases hold the same ones."""
        key: tuple[bool | str, ...] = (node.optional, *(option.text for option in node.options))
        if key not in self._made_choices:
            self._made_choices[key] = self._options(node.options, optional=node.optional)
        return self._made_choices[key]

    def _list(self, name: str) -> _Piece:
        if name in self._pieces:
            return self._pieces[name]
        if name not in self._lists:
            raise PhraseError(f"unknown word list '{name}'", unknown_list=name)
        if name in self._open:
            raise _CircleError(f"word lists name each other in a circle: {' -> '.join([*self._open, name])}")
        self._open.append(name)
        try:
            entries = self._read[name] = tuple(map(self._sequence, self._lists[name]))
            piece = self._pieces[name] = self._options(entries, optional=False)
        except _CircleError:
            raise
        except PhraseError as error:
            raise PhraseError(str(error), in_list=name) from None
        finally:
            self._open.pop()
        return piece

    def _options(self, options: tuple[_Sequence, ...], *, optional: bool) -> _Piece:
        words = frozenset(
            spelling for word in map(_single_word, options) if word for spelling in _spellings(word)
        )
        lines = [self._line(option) for option in options if not _single_word(option)]
        literals: set[str] | None = set(words)
        for line in lines:
            if not line.sets:
                literals = None
            if literals is not None:
                literals |= line.sets[0]
        return _Piece(
            Choice(words, [line.sequence for line in lines]),
            None if optional or literals is None else _shortest(literals),
            cjk=any(line.cjk for line in lines),
            first=_united([words, *(line.first for line in lines)]),
            last=_united([words, *(line.last for line in lines)]),
        )


@cache
def _word(node: _Word) -> _Piece:
    literals = [Literal(spelling, node.open_end) for spelling in _spellings(node.text)]
    return _Piece(
        literals[0] if len(literals) == 1 else _one_of(literals),
        _united(literal.required for literal in literals),
        is_cjk(node.text),
        _united(literal.first for literal in literals),
        _united(literal.last for literal in literals),
    )


def _one_of(literals: list[Literal]) -> Choice:
    if not literals[0].open_end and all(literal.words == (literal.text,) for literal in literals):
        return Choice([literal.text for literal in literals], ())
    return Choice(
        (),
        [matching.Sequence((Item(literal, optional=False, glued=False),), cjk=False) for literal in literals],
    )


@dataclass(frozen=True, slots=True)
class _Step:
    """A piece of a line, None for a gap."""

    piece: _Piece | None
    optional: bool
    glued: bool


_Literals = frozenset[str] | None


def _united(sets: Iterable[_Literals]) -> _Literals:
    """Return all that is in any of the sets; None if one of them cannot be told."""
    united: frozenset[str] = frozenset()
    for one in sets:
        if one is None:
            return None
        united |= one
    return united


def _edge(steps: Sequence[_Step], of: Callable[[_Piece], _Literals]) -> _Literals:
    """Return what may stand at the beginning of steps, up to the first that is always there."""
    found: list[_Literals] = []
    for step in steps:
        found.append(of(step.piece) if step.piece else None)
        if not step.optional:
            return _united(found)
    return None


def _always_there(steps: Sequence[_Step]) -> Iterator[frozenset[str]]:
    """Yield the sets of literals of which a line needs one each: of its pieces, and of its neighbours."""
    for number, step in enumerate(steps):
        if step.piece is None or step.optional:
            continue
        if step.piece.literals is not None:
            yield step.piece.literals
        following = steps[number + 1 :]
        if following and not following[0].glued:
            pairs = _neighbours(step.piece.last, _edge(following, lambda piece: piece.first))
            if pairs:
                yield pairs


def _neighbours(before: _Literals, after: _Literals) -> _Literals:
    """Return the pairs of words side by side where two pieces meet, if there are not too many."""
    if before is None or after is None or len(before) * len(after) > _MOST_NEIGHBOURS:
        return None
    words = [word for word in after if word_at_start(word) == word]
    return frozenset(
        chain(
            (one for one in (*before, *after) if word_at_start(one) != one),
            (f"{one} {other}" for one in before if word_at_start(one) == one for other in words),
        )
    )


@cache
def _spellings(word: str) -> tuple[str, ...]:
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


def _one_word(phrase: str) -> _Sequence:
    """Return a phrase of letters and digits, as most entries of word lists are, read."""
    return _Sequence((_Item(_Word(_fold(phrase)), glued=False),), phrase)


def _single_word(sequence: _Sequence) -> str:
    """Return the word of a sequence that is one plain word; else nothing."""
    node = sequence.items[0].node if len(sequence.items) == 1 else None
    if not isinstance(node, _Word) or node.open_end:
        return ""
    return node.text if word_at_start(node.text) == node.text else ""


@cache
def _fold(word: str) -> str:
    """Return a word of a phrase as the folded view would show it."""
    return normalize("NFKC", word).replace("’", "'").replace("İ", "i").lower()


def _shortest(literals: set[str]) -> frozenset[str]:
    """Leave out words that begin as an open literal does: where they are, that one is."""
    open_ends = tuple(one.removesuffix(OPEN_END) for one in literals if one.endswith(OPEN_END))
    return frozenset(one for one in literals if one.endswith(OPEN_END) or not one.startswith(open_ends))


@cache
def _rarity(literals: frozenset[str]) -> tuple[float, int, list[str]]:
    """Order sets of literals by how few texts hold any of them."""
    return share_of(literals), len(literals), sorted(literals)
