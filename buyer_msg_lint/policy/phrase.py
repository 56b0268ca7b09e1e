"""Phrases for people who write policy, compiled to bounded patterns.

The language is described in docs/writing-rules.md. A phrase becomes one pattern for the folded view, and
the literals without which it cannot match, so that the engine can pass it over at no cost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from unicodedata import normalize

import regex

MAX_GAP = 12
_DEFAULT_GAP = 4
_CJK = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}"
_WORD = rf"[\w--[{_CJK}]]"
_BEFORE = rf"(?<!{_WORD})"
_AFTER = rf"(?!{_WORD})"
_MARKS = r" \t\-*_\"'~()\[\]"
_BLANK = rf"[{_MARKS}]{{1,4}}"
_BLANK_OR_CJK = rf"(?:{_BLANK}|(?<=[{_CJK}])|(?=[{_CJK}]))"
_GAP_WORD = r"(?>(?:[^\s.!?;。！？；]|[.](?=\w))+)"
_NUMBER = r"\d{1,9}(?:[.,]\d{1,3}){0,3}"
_FLAGS = regex.VERSION1
_IS_CJK = regex.compile(rf"[{_CJK}]", _FLAGS)
_IS_WORD = regex.compile(_WORD, _FLAGS)
_TOKEN = regex.compile(
    r"(?P<blank>[\s\-]+)|(?P<gap>\.\.\.(?P<size>\d*))|\{(?P<list>[a-z0-9\-]+)\}|(?P<sign>[\[\](){}|])"
    r"|(?P<number>\#)|(?P<word>[^\s\-\[\](){}|*\#]+?(?P<open>\*)?(?=\.\.\.|[\s\-\[\](){}|*\#]|$))",
    _FLAGS,
)
_MAX_DEPTH = 12
_COMMON = frozenset(
    "a an and any are as at be been but by can did do does for from get give had has have he her here how i "
    "if in is it its just like make me more my no not now of on or our please so some that the them then "
    "there they this to up us was we were what when will with would you your".split()
)


class PhraseError(ValueError):
    """A phrase that cannot be read; ``unknown_list`` names a word list that is not there."""

    def __init__(self, problem: str, *, unknown_list: str | None = None) -> None:
        super().__init__(problem)
        self.unknown_list = unknown_list


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern for the folded view, and sets of literals of which one each must be in the text."""

    source: str
    required: tuple[frozenset[str], ...]


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


@dataclass(frozen=True, slots=True)
class _Choice:
    options: tuple[_Sequence, ...]
    optional: bool


@dataclass(frozen=True, slots=True)
class _Item:
    node: _Word | _Number | _List | _Gap | _Choice
    glued: bool
    """Whether it follows the item before it without a blank."""


@dataclass(frozen=True, slots=True)
class _Sequence:
    items: tuple[_Item, ...]


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
        while self._at < len(self._phrase):
            token = self._next()
            if token["blank"]:
                glued = False
                continue
            sign = token["sign"]
            if sign and sign in ")]|}":
                return _Sequence(tuple(items)), sign
            items.append(_Item(self._node(token, depth), glued))
            glued = True
        return _Sequence(tuple(items)), ""

    def _next(self) -> regex.Match[str]:
        token = _TOKEN.match(self._phrase, self._at)
        if token is None:
            raise PhraseError(f"“{self._phrase[self._at :]}” cannot be read")
        self._at = token.end()
        return token

    def _node(self, token: regex.Match[str], depth: int) -> _Word | _Number | _List | _Gap | _Choice:
        if token["gap"]:
            words = int(token["size"] or _DEFAULT_GAP)
            if not 1 <= words <= MAX_GAP:
                raise PhraseError(f"a gap holds 1 to {MAX_GAP} words, not {words}")
            return _Gap(words)
        if token["list"]:
            return _List(token["list"])
        if token["number"]:
            return _Number()
        if token["word"]:
            return _Word(_fold(token["word"].removesuffix("*")), bool(token["open"]))
        return self._choice(token["sign"], depth)

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
    """A compiled item: its pattern, the literals one of which it needs, whether it may touch CJK text."""

    source: str
    literals: frozenset[str] | None
    cjk: bool


class PhraseCompiler:
    """Compiles phrases over word lists, given as list name to entries."""

    def __init__(self, lists: Mapping[str, tuple[str, ...]]) -> None:
        self._lists = lists
        self._pieces: dict[str, _Piece] = {}
        self._open: list[str] = []

    def compile(self, phrase: str) -> Pattern:
        """Return the pattern of a phrase; raises PhraseError if it cannot be read or would match anything."""
        sequence = _Reader(phrase).read()
        source, sets, _ = self._sequence(sequence)
        if not sets:
            raise PhraseError(f"“{phrase}” holds no word that is always there")
        return Pattern(source, tuple(_telling(sets)))

    def _sequence(self, sequence: _Sequence) -> tuple[str, list[frozenset[str]], bool]:
        """Return the pattern, the sets of literals of its items that are always there, whether CJK."""
        pieces = [self._piece(item.node) for item in sequence.items]
        blank = _BLANK_OR_CJK if any(piece.cjk for piece in pieces) else _BLANK
        parts: list[str] = []
        sets: list[frozenset[str]] = []
        begun = False
        for item, piece in zip(sequence.items, pieces, strict=True):
            node = item.node
            between = "" if item.glued else blank
            if isinstance(node, _Gap):
                parts.append(_gap(node.words, cjk=blank is _BLANK_OR_CJK))
            elif not (isinstance(node, _Choice) and node.optional):
                parts.append(between * begun + piece.source)
                begun = True
            elif begun:
                parts.append(f"(?:{between}{piece.source})?")
            else:
                parts.append(f"(?:{piece.source}{blank})?")
            if piece.literals is not None:
                sets.append(piece.literals)
        if sequence.items and isinstance(sequence.items[-1].node, _Gap):
            raise PhraseError("a gap must stand between words")
        if not begun:
            raise PhraseError("holds no word that is always there")
        return "".join(parts), sets, any(piece.cjk for piece in pieces)

    def _piece(self, node: _Word | _Number | _List | _Gap | _Choice) -> _Piece:
        if isinstance(node, _Word):
            return _word(node)
        if isinstance(node, _Number):
            return _Piece(rf"(?<![\d.]){_NUMBER}(?!\d)", None, cjk=False)
        if isinstance(node, _Gap):
            return _Piece("", None, cjk=False)
        if isinstance(node, _List):
            return self._list(node.name)
        return self._options(node.options, optional=node.optional)

    def _list(self, name: str) -> _Piece:
        if name in self._pieces:
            return self._pieces[name]
        if name not in self._lists:
            raise PhraseError(f"unknown word list '{name}'", unknown_list=name)
        if name in self._open:
            raise PhraseError(f"word lists name each other in a circle: {' -> '.join([*self._open, name])}")
        self._open.append(name)
        try:
            entries = [_Reader(entry).read() for entry in self._lists[name]]
            piece = self._pieces[name] = self._options(tuple(entries), optional=False)
        finally:
            self._open.pop()
        return piece

    def _options(self, options: tuple[_Sequence, ...], *, optional: bool) -> _Piece:
        plain = [_plain_words(option) for option in options]
        compiled = [self._sequence(option) for option, words in zip(options, plain, strict=True) if not words]
        literals: set[str] | None = None if optional else set()
        for _, sets, _ in compiled:
            if not sets:
                literals = None
            if literals is not None:
                literals |= _best(sets)
        words = sorted({word for word in plain if word}, key=lambda word: (-len(word), word))
        if literals is not None:
            literals |= {_longest_word(word) for word in words}
            literals = {one for one in literals if not any(other != one and other in one for other in literals)}
        sources = [source for source, _, _ in compiled]
        sources += _alternation(words, cjk=any(map(_IS_CJK.search, words)))
        cjk = any(cjk for _, _, cjk in compiled) or any(map(_IS_CJK.search, words))
        return _Piece(
            f"(?:{'|'.join(sources)})", frozenset(literals) if literals is not None else None, cjk=cjk
        )


def _fold(word: str) -> str:
    """Return a word of a phrase as the folded view would show it."""
    return normalize("NFKC", word).replace("’", "'").lower()


def _word(node: _Word) -> _Piece:
    text = node.text
    source = regex.escape(text, literal_spaces=True)
    before = _BEFORE if _IS_WORD.match(text[0]) else ""
    after = r"\w{0,20}" if node.open_end else _AFTER if _IS_WORD.match(text[-1]) else ""
    return _Piece(before + source + after, frozenset({text}), cjk=bool(_IS_CJK.search(text)))


def _gap(words: int, *, cjk: bool) -> str:
    spaced = rf"(?:[,:]?{_BLANK}{_GAP_WORD}){{0,{words}}}?[,:]?"
    return rf"(?:{spaced}|[{_CJK}\w，、：,: ]{{0,{2 * words}}}?)" if cjk else spaced


def _plain_words(sequence: _Sequence) -> str:
    """Return the words of a sequence that is words only, parted by blanks; else nothing."""
    words: list[str] = []
    for item in sequence.items:
        if not isinstance(item.node, _Word) or item.node.open_end or item.glued:
            return ""
        words.append(item.node.text)
    return " ".join(words)


def _alternation(words: list[str], *, cjk: bool) -> Iterator[str]:
    """Yield patterns for plain entries, grouped by the borders they need, longest first."""

    def borders(text: str) -> tuple[bool, bool]:
        return bool(_IS_WORD.match(text[0])), bool(_IS_WORD.match(text[-1]))

    blank = _BLANK_OR_CJK if cjk else _BLANK
    for (starts, ends), group in groupby(sorted(words, key=borders), key=borders):
        entries = sorted(group, key=lambda word: (-len(word), word))
        escaped = [blank.join(map(regex.escape, entry.split(" "))) for entry in entries]
        yield f"{_BEFORE * starts}(?:{'|'.join(escaped)}){_AFTER * ends}"


def _longest_word(entry: str) -> str:
    return max(entry.split(" "), key=lambda word: (word not in _COMMON, len(word)))


def _best(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return min(sets, key=_commonness)


def _commonness(literals: frozenset[str]) -> tuple[int, int, int]:
    """Order sets of literals by how little they let pass: no common word, long words, few of them."""
    return (
        sum(literal in _COMMON for literal in literals),
        -min(len(literal) * (4 if _IS_CJK.search(literal) else 1) for literal in literals),
        len(literals),
    )


def _telling(sets: list[frozenset[str]]) -> list[frozenset[str]]:
    """Return the two sets of literals that let the fewest texts pass, without those of common words."""
    best = sorted(set(sets), key=_commonness)
    rare = [one for one in best if not one & _COMMON]
    return (rare or best[:1])[:2]
