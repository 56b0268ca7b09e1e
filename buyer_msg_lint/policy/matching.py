"""How compiled phrases are found in a text: over its words, each place and list looked at once.

A phrase is a sequence of nodes. From an offset, a node tells where it can end, the preferred end first; what
it told is remembered, so that lists which many phrases share cost one look a place. The work is bounded
by the length of the text times the length of the phrase; nothing backtracks.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from time import monotonic
from typing import Protocol

import regex

from buyer_msg_lint.spans import Span

CJK = r"\u0e00-\u0e7f\u1100-\u11ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff"
"""Characters of the scripts that put no blanks between words, as a range for patterns."""

_CJK = re.compile(f"[{CJK}]")
_WORD = re.compile(rf"[^\W_{CJK}]+")
_MARKS = r" \t\-*_\"'~()\[\]"
_BLANK = re.compile(f"[{_MARKS}]{{1,8}}")
_GAP_WORD = re.compile(rf"[,:]?[{_MARKS}]{{1,8}}(?:[^\s.!?;。！？；]|\.(?=\w)){{1,60}}")
_CLAUSE_WORD = re.compile(rf"[{_MARKS}]{{1,8}}(?:[^\s.,:!?;。，、：！？；]|[.,:](?=\w)){{1,60}}(?![,:])")
_GAP_CHAR = re.compile(rf"[\w{CJK}，、：,: ]")
_NUMBER = re.compile(r"(?<![\d.])\d{1,9}(?:[.,]\d{1,3}){0,3}(?!\d)")
_LONGEST_ENDING = 20

Ends = tuple[int, ...]


OPEN_END = "*"
"""What a literal ends with that words may go on from."""


def is_cjk(text: str) -> bool:
    """Tell whether there is a character of a script without blanks in a text."""
    return _CJK.search(text) is not None


def word_at_start(text: str) -> str:
    """Return the word that a text begins with, or nothing."""
    word = _WORD.match(text)
    return word[0] if word else ""


TIME_LIMIT = 10.0
"""Seconds that all phrases together may take on one text, from when it is indexed."""


def deadline() -> float:
    """Return when looking that begins now must have ended."""
    return monotonic() + TIME_LIMIT


class WordIndex:
    """A folded text with its words, made once for all phrases that are looked for in it.

    ``until`` is when looking ends, by ``monotonic()``; ``deadline()`` if it is not given.
    """

    def __init__(self, text: str, until: float | None = None) -> None:
        self.text = text
        self.told: dict[tuple[Choice, int], Ends] = {}
        self._blanks: dict[int, int] = {}
        self._until = deadline() if until is None else until

    @cached_property
    def word_at(self) -> dict[int, str]:
        """Each word by the offset where it begins."""
        return {found.start(): found[0] for found in _WORD.finditer(self.text)}

    @cached_property
    def starts(self) -> dict[str, list[int]]:
        """The offsets where each word begins."""
        starts: dict[str, list[int]] = defaultdict(list)
        for at, word in self.word_at.items():
            starts[word].append(at)
        return starts

    @cached_property
    def ends(self) -> frozenset[int]:
        """The offsets where a word ends."""
        return frozenset(at + len(word) for at, word in self.word_at.items())

    def check_time(self) -> None:
        """Raise TimeoutError past the time limit."""
        if monotonic() > self._until:
            raise TimeoutError

    @cached_property
    def cjk(self) -> bool:
        """Whether the text holds a script without blanks."""
        return not self.text.isascii() and is_cjk(self.text)

    def after_blank(self, at: int) -> int:
        """Return where the blanks and marks that begin at an offset end; -1 if there are none."""
        if at not in self._blanks:
            blank = _BLANK.match(self.text, at)
            self._blanks[at] = blank.end() if blank else -1
        return self._blanks[at]

    def touches_cjk(self, at: int) -> bool:
        """Tell whether a script without blanks stands before or after an offset."""
        return self.cjk and is_cjk(self.text[max(0, at - 1) : at + 1])


@dataclass(frozen=True, slots=True)
class Firsts:
    """What a node can begin with: whole words, beginnings of words, other texts, a number."""

    words: frozenset[str] = frozenset()
    prefixes: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()
    number: bool = False

    def __or__(self, other: Firsts) -> Firsts:
        return Firsts(
            self.words | other.words,
            self.prefixes | other.prefixes,
            self.texts | other.texts,
            self.number or other.number,
        )

    @property
    def begin_word(self) -> bool:
        """Whether a node that begins so may begin with a word or a number."""
        return bool(self.words or self.prefixes) or self.number

    def places(self, index: WordIndex) -> list[int]:
        """Return the offsets where the node could begin, in order."""
        starts = index.starts
        places = {at for word in self.words & starts.keys() for at in starts[word]}
        if self.prefixes or self.number:
            prefixes = tuple(self.prefixes)
            for word, at in starts.items():
                if word.startswith(prefixes) or (self.number and word[0].isdecimal()):
                    places.update(at)
        for text in self.texts:
            places.update(_occurrences(text, index.text))
        return sorted(places)


def _occurrences(part: str, text: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


@dataclass(frozen=True, slots=True, eq=False)
class Literal:
    """A text that stands there as it is; ``open_end`` lets its last word go on."""

    text: str
    open_end: bool = False

    @property
    def firsts(self) -> Firsts:
        """What it begins with."""
        word = word_at_start(self.text)
        if not word:
            return Firsts(texts=frozenset({self.text}))
        if self.open_end and word == self.text:
            return Firsts(prefixes=frozenset({word}))
        return Firsts(words=frozenset({word}))

    def ends_from(self, index: WordIndex, at: int) -> Ends:
        """Return where it ends if it stands at an offset."""
        if not index.text.startswith(self.text, at) or not self._begins_word(index, at):
            return ()
        end = at + len(self.text)
        if self.open_end:
            ending = _WORD.match(index.text, end, end + _LONGEST_ENDING)
            return (ending.end() if ending else end,)
        ends_in_word = _WORD.match(self.text[-1]) is not None
        return () if ends_in_word and end not in index.ends else (end,)

    def _begins_word(self, index: WordIndex, at: int) -> bool:
        return at in index.word_at or _WORD.match(self.text[0]) is None


@dataclass(frozen=True, slots=True, eq=False)
class Number:
    """Digits, with a decimal point or thousands marks."""

    @property
    def firsts(self) -> Firsts:
        """What it begins with."""
        return Firsts(number=True)

    def ends_from(self, index: WordIndex, at: int) -> Ends:
        """Return where the number at an offset ends."""
        number = _NUMBER.match(index.text, at)
        return (number.end(),) if number else ()


class Choice:
    """One of several sequences, the longest first; single words are looked up, never tried."""

    def __init__(self, words: Iterable[str], options: Iterable[Sequence]) -> None:
        self._words = frozenset(words)
        self._by_first: dict[str, list[Sequence]] = defaultdict(list)
        self._cjk: list[Sequence] = []
        self._other: list[Sequence] = []
        self.firsts = Firsts(words=self._words)
        for option in options:
            self._sort_in(option)
            self.firsts |= option.firsts
        others = [option.firsts for option in self._other]
        self._beginnings = tuple(
            text for firsts in others for text in firsts.prefixes | firsts.texts | firsts.words
        )
        self._numbers = any(firsts.number for firsts in others)

    def _sort_in(self, option: Sequence) -> None:
        firsts = option.firsts
        for word in firsts.words:
            self._by_first[word].append(option)
        if firsts.prefixes or firsts.number or any(not is_cjk(text[0]) for text in firsts.texts):
            self._other.append(option)
        elif firsts.texts:
            self._cjk.append(option)

    def ends_from(self, index: WordIndex, at: int) -> Ends:
        """Return where any option that stands at an offset ends, the longest first."""
        key = (self, at)
        if key not in index.told:
            index.told[key] = self._look(index, at)
        return index.told[key]

    def _look(self, index: WordIndex, at: int) -> Ends:
        word = index.word_at.get(at)
        ends = {at + len(word)} if word in self._words and word is not None else set()
        for options in self._options(index, at, word):
            for option in options:
                ends.update(option.ends_from(index, at))
        return tuple(sorted(ends, reverse=True)) if ends else ()

    def _options(self, index: WordIndex, at: int, word: str | None) -> Iterator[list[Sequence]]:
        """Yield the options that could stand at an offset, where this word begins, if one does."""
        if index.text.startswith(self._beginnings, at) or (
            self._numbers and index.text[at : at + 1].isdecimal()
        ):
            yield self._other
        if word in self._by_first and word is not None:
            yield self._by_first[word]
        elif word is None and self._cjk and index.cjk:
            yield self._cjk


@dataclass(frozen=True, slots=True)
class Gap:
    """Up to so many words of the same sentence, or of the same clause, as few as will do."""

    words: int
    over_commas: bool = True

    def places(self, index: WordIndex, at: int, *, cjk: bool) -> Iterator[int]:
        """Yield where the text after the gap can begin to be looked for, the nearest first."""
        place = at
        for _ in range(self.words + 1):
            yield place
            if self.over_commas and index.text[place : place + 1] in (",", ":"):
                yield place + 1
            word = (_GAP_WORD if self.over_commas else _CLAUSE_WORD).match(index.text, place)
            if word is None:
                break
            place = word.end()
        if cjk and index.cjk:
            yield from self._characters(index, at)

    def _characters(self, index: WordIndex, at: int) -> Iterator[int]:
        for place in range(at, min(at + 2 * self.words, len(index.text))):
            if _GAP_CHAR.match(index.text, place) is None:
                break
            yield place + 1


Node = Literal | Number | Choice


@dataclass(frozen=True, slots=True)
class Item:
    """A node of a sequence: whether it may be left out, whether it follows without a blank."""

    node: Node | Gap
    optional: bool
    glued: bool


class Sequence:
    """Items one after the other; ``cjk`` lets them follow without blanks in scripts that have none."""

    def __init__(self, items: tuple[Item, ...], *, cjk: bool) -> None:
        self._items = items
        self._cjk = cjk
        self.firsts = Firsts()
        for item in items:
            if isinstance(item.node, Gap):
                break
            self.firsts |= item.node.firsts
            if not item.optional:
                break

    def ends_from(self, index: WordIndex, at: int) -> Ends:
        """Return where the sequence can end if it begins at an offset, the preferred end first."""
        states: dict[tuple[int, bool], None] = {(at, False): None}
        for item in self._items:
            states = dict.fromkeys(
                following
                for place, begun in states
                for following in self._follow(index, item, place, begun=begun)
            )
            if not states:
                return ()
        return tuple(dict.fromkeys(place for place, begun in states if begun))

    def _follow(self, index: WordIndex, item: Item, place: int, *, begun: bool) -> Iterator[tuple[int, bool]]:
        if isinstance(item.node, Gap):
            for after in item.node.places(index, place, cjk=self._cjk):
                yield after, begun
            return
        for start in (place,) if item.glued or not begun else self._starts(index, place):
            for end in item.node.ends_from(index, start):
                yield end, True
        if item.optional:
            yield place, begun

    def _starts(self, index: WordIndex, place: int) -> Ends:
        after = index.after_blank(place)
        if self._cjk and index.touches_cjk(place):
            return (place,) if after < 0 else (after, place)
        return () if after < 0 else (after,)


def words_of(text: str) -> set[str]:
    """Return the words of a text, each once."""
    return set(_WORD.findall(text))


class PhraseNodes(Protocol):
    """What compiles a phrase's text to nodes when they are first needed."""

    def nodes(self, text: str) -> Sequence:
        """Return the nodes of a phrase."""
        ...


class Phrase:
    """A phrase, and sets of literals of which one each is in every text that it matches.

    The sets stand in order, those that fewest texts hold first. A literal that is one word is there as a
    whole word; one that ends with ``*`` begins a word; any other is there as it is. The nodes are compiled
    when the phrase is first looked for.
    """

    def __init__(self, text: str, required: tuple[frozenset[str], ...], compiler: PhraseNodes) -> None:
        self.text = text
        self.required = required
        self._compiler = compiler

    @cached_property
    def sequence(self) -> Sequence:
        """The compiled phrase."""
        return self._compiler.nodes(self.text)

    def __getstate__(self) -> dict[str, object]:
        return {"text": self.text, "required": self.required, "_compiler": self._compiler}

    def spans(self, index: WordIndex) -> Iterator[Span]:
        """Yield where the phrase stands in a text, in order, without overlaps; raises TimeoutError."""
        free = 0
        for at in self.sequence.firsts.places(index):
            index.check_time()
            if at < free:
                continue
            ends = self.sequence.ends_from(index, at)
            if ends:
                free = ends[0]
                yield Span(at, free)


class Regex:
    """A pattern of the ``regex`` package over folded text, compiled when it is first looked for.

    ``spans`` raises TimeoutError past ``time_limit`` seconds.
    """

    # Counted while other threads run too, so it must leave room for them.
    time_limit = TIME_LIMIT

    def __init__(self, source: str, required: tuple[frozenset[str], ...] = ()) -> None:
        self.source = source
        self.required = required

    def __getstate__(self) -> dict[str, object]:
        return {"source": self.source, "required": self.required}

    @cached_property
    def compiled(self) -> regex.Pattern[str]:
        """The compiled pattern; raises regex.error if it is none."""
        return regex.compile(self.source, regex.VERSION1)

    def spans(self, text: str) -> Iterator[Span]:
        """Yield where the pattern matches, in order; empty matches are none."""
        for match in list(self.compiled.finditer(text, timeout=self.time_limit)):
            if match.end() > match.start():
                yield Span(match.start(), match.end())


Pattern = Phrase | Regex
