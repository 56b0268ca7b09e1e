"""How compiled phrases are found in a text: over its words, each place and list looked at once.

A phrase is a sequence of nodes. From an offset, a node tells where it can end, the preferred end first; what
it told is remembered, so that lists which many phrases share cost one look a place. The work is bounded
by the length of the text times the length of the phrase; nothing backtracks.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, reduce
from itertools import chain, islice, pairwise, takewhile
from operator import itemgetter, or_
from time import monotonic
from typing import Protocol

import regex

from buyer_msg_lint.policy.rarity import OPEN_END, is_pair, share_of
from buyer_msg_lint.policy.word_order import ANYWHERE, CJK, MARKS, WordOrder, places_in
from buyer_msg_lint.spans import Span

_CJK = re.compile(f"[{CJK}]")
_WORD = re.compile(rf"[^\W_{CJK}]+")
_BLANK = re.compile(f"[{MARKS}]{{1,8}}")
_GAP_WORD = re.compile(rf"[,:]?[{MARKS}]{{1,8}}(?:[^\s.!?;。！？；]|\.(?=\w)){{1,60}}")
_CLAUSE_WORD = re.compile(rf"[{MARKS}]{{1,8}}(?:[^\s.,:!?;。，、：！？；]|[.,:](?=\w)){{1,60}}(?![,:])")
_GAP_CHAR = re.compile(rf"[\w{CJK}，、：,: ]")
_NUMBER = re.compile(r"(?<![\d.])\d{1,9}(?:[.,]\d{1,3}){0,3}(?!\d)")
_ASCII_WORD = re.compile("[A-Za-z0-9]+")
_LETTER = re.compile(rf"[^\W_{CJK}]")
_LONGEST_ENDING = 20
_MOST_NEEDS = 3
_WORDS = re.compile(rf"[^\W_{CJK}]+(?:[{MARKS}]+[^\W_{CJK}]+)*+")

Ends = tuple[int, ...]


def is_cjk(text: str) -> bool:
    """Tell whether there is a character of a script without blanks in a text."""
    return _CJK.search(text) is not None


def word_at_start(text: str) -> str:
    """Return the word that a text begins with, or nothing."""
    word = _WORD.match(text)
    return word[0] if word else ""


def is_of_words(literal: str) -> bool:
    """Tell whether a literal is a word, or two side by side; not part of a word, nor other signs."""
    if literal.isascii():
        return literal.isalnum() or is_pair(literal)
    return word_at_start(literal) == literal or is_pair(literal)


TIME_LIMIT = 30.0
"""Seconds that all phrases together may take on one text, from when it is indexed."""


def deadline() -> float:
    """Return when looking that begins now must have ended."""
    return monotonic() + TIME_LIMIT


class WordIndex:
    """A folded text with its words, made once for all phrases that are looked for in it.

    ``until`` is when looking ends, by ``monotonic()``; else ``deadline()``. Without ``quick``,
    phrases are tried wherever they could begin; with it, only where the order of the words lets them stand.
    """

    def __init__(self, text: str, until: float | None = None, *, quick: bool = True) -> None:
        self.text = text
        self._quick = quick
        self.told: dict[tuple[Choice, int], Ends] = {}
        self._blanks: dict[int, int] = {}
        self._words: dict[int, str | None] = {}
        self._until = deadline() if until is None else until

    def word_at(self, at: int) -> str | None:
        """Return the word that begins at an offset, if one does."""
        if at not in self._words:
            word = None if at and self.goes_on(at - 1) else _WORD.match(self.text, at)
            self._words[at] = word[0] if word else None
        return self._words[at]

    @cached_property
    def order(self) -> WordOrder | None:
        """The order of the words; None where it must not be gone by, as in scripts without blanks."""
        return WordOrder(self.text) if self._quick and not self.cjk else None

    @cached_property
    def offsets(self) -> dict[int, int]:
        """The offset where the word at each place of the order begins."""
        pattern = _ASCII_WORD if self.text.isascii() else _WORD
        places = self.order.word_places() if self.order else ()
        return dict(zip(places, (found.start() for found in pattern.finditer(self.text)), strict=True))

    @cached_property
    def places(self) -> dict[int, int]:
        """The place in the order of the word that begins at each offset."""
        return {offset: place for place, offset in self.offsets.items()}

    @cached_property
    def starts(self) -> dict[str, list[int]]:
        """The offsets where each word begins."""
        starts: dict[str, list[int]] = defaultdict(list)
        for found in _WORD.finditer(self.text):
            starts[found[0]].append(found.start())
        return starts

    def goes_on(self, at: int) -> bool:
        """Tell whether a word goes on, or begins, at an offset."""
        return _LETTER.match(self.text, at) is not None

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

    @property
    def begin_otherwise(self) -> bool:
        """Whether a node that begins so may begin with neither a whole word nor CJK."""
        return bool(self.prefixes) or self.number or any(not is_cjk(text[0]) for text in self.texts)

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


@dataclass(frozen=True, eq=False)
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

    @cached_property
    def words(self) -> tuple[str, ...] | None:
        """Its words, or None if other signs than blanks stand between or around them."""
        words = _WORD.findall(self.text)
        return tuple(words) if words and _WORDS.fullmatch(self.text) else None

    @property
    def required(self) -> frozenset[str]:
        """The literal without which it is not there: its one word, two words of it, or all of it as it is."""
        if self.words is None or self.open_end:
            return frozenset({self.text + OPEN_END * self.open_end})
        pairs = (f"{one} {other}" for one, other in pairwise(self.words))
        return frozenset({min(pairs, key=lambda pair: share_of([pair]), default=self.text)})

    @property
    def first(self) -> frozenset[str] | None:
        """The word that it begins with, or what else is there; None if that is not told."""
        if self.words is not None:
            return None if self.open_end and len(self.words) == 1 else frozenset(self.words[:1])
        return self.required if is_cjk(self.text) else None

    @property
    def last(self) -> frozenset[str] | None:
        """The word that it ends with, or what else is there; None if that is not told."""
        if self.words is not None:
            return None if self.open_end else frozenset(self.words[-1:])
        return self.required if is_cjk(self.text) else None

    @property
    def may_end_in_sign(self) -> bool:
        """Whether something else than a word may be at its end, in a text without CJK."""
        return self.words is None and not is_cjk(self.text)

    def could_start(self, order: WordOrder, ends: int) -> int:
        """Return where it could begin in a text, so that it ends at one of these places."""
        if self.words is None:
            return ANYWHERE if self.text in order.text else 0
        *others, last = self.words
        starts = (order.beginning_with(last) if self.open_end else order.place(last)) & ends
        for word in reversed(others):
            starts = order.before(starts) & order.place(word)
        return starts

    def ends_from(self, index: WordIndex, at: int) -> Ends:
        """Return where it ends if it stands at an offset."""
        if not index.text.startswith(self.text, at) or not self._begins_word(index, at):
            return ()
        end = at + len(self.text)
        if self.open_end:
            ending = _WORD.match(index.text, end, end + _LONGEST_ENDING)
            return (ending.end() if ending else end,)
        inside_word = index.goes_on(end) and _LETTER.match(self.text[-1]) is not None
        return () if inside_word else (end,)

    def _begins_word(self, index: WordIndex, at: int) -> bool:
        return at == 0 or not index.goes_on(at - 1) or _LETTER.match(self.text) is None


@dataclass(frozen=True, eq=False)
class Number:
    """Digits, with a decimal point or thousands marks."""

    may_end_in_sign: bool = False

    @property
    def firsts(self) -> Firsts:
        """What it begins with."""
        return Firsts(number=True)

    def could_start(self, order: WordOrder, ends: int) -> int:
        """Return where it could begin in a text, so that it ends at one of these places."""
        return order.in_reach(order.numbers, ends)

    def ends_from(self, index: WordIndex, at: int) -> Ends:
        """Return where the number at an offset ends."""
        number = _NUMBER.match(index.text, at)
        return (number.end(),) if number else ()


Told = tuple[int, int, list[tuple["Sequence", int]]]
"""What a choice found out about a text: where single words stand, where sequences could begin, and which."""


class Choice:
    """One of several sequences, the longest first; single words are looked up, never tried."""

    def __init__(self, words: Iterable[str], options: Iterable[Sequence]) -> None:
        self._words = frozenset(words)
        self._sequences = tuple(options)

    @cached_property
    def firsts(self) -> Firsts:
        """What it can begin with."""
        return reduce(or_, (option.firsts for option in self._sequences), Firsts(words=self._words))

    @cached_property
    def may_end_in_sign(self) -> bool:
        """Whether something else than a word may be at its end, in a text without CJK."""
        return any(option.may_end_in_sign for option in self._sequences)

    @cached_property
    def _by_first(self) -> Mapping[str, list[Sequence]]:
        by_first: dict[str, list[Sequence]] = defaultdict(list)
        for option in self._sequences:
            for word in option.firsts.words:
                by_first[word].append(option)
        return by_first

    @cached_property
    def _other(self) -> list[Sequence]:
        """The options that may begin with something else than a whole word or CJK."""
        return [option for option in self._sequences if option.firsts.begin_otherwise]

    @cached_property
    def _cjk(self) -> list[Sequence]:
        """The options that may begin with CJK, and with nothing of the others."""
        return [
            option for option in self._sequences if option.firsts.texts and not option.firsts.begin_otherwise
        ]

    @cached_property
    def _beginnings(self) -> tuple[str, ...]:
        others = [option.firsts for option in self._other]
        return tuple(text for firsts in others for text in firsts.prefixes | firsts.texts | firsts.words)

    @cached_property
    def _numbers(self) -> bool:
        return any(option.firsts.number for option in self._other)

    def could_start(self, order: WordOrder, ends: int) -> int:
        """Return where an option could begin in a text, so that it ends at one of these places."""
        words, sequences, _ = order.told.get(self) or self._told(order)
        if not sequences:
            return words & ends
        return words & ends | order.in_reach(sequences, ANYWHERE if self.may_end_in_sign else ends)

    def _told(self, order: WordOrder) -> Told:
        """Return where single words stand, where options could begin, and which could at which places."""
        told = order.told.get(self)
        if told is None:
            options = list(self._could_start(order)) if self._sequences else []
            starts = reduce(or_, map(itemgetter(1), options), 0)
            told = order.told[self] = (order.of(self._words), starts, options)
        return told

    def _could_start(self, order: WordOrder) -> Iterator[tuple[Sequence, int]]:
        known, by_need, others = self._by_need
        met = dict.fromkeys(option for word in known & order.literals for option in by_need[word])
        for option in chain(met, others):
            if order.holds_all(option.needs):
                starts = option.could_start(order, ANYWHERE)
                if starts:
                    yield option, starts

    @cached_property
    def _by_need(self) -> tuple[frozenset[str], dict[str, list[Sequence]], list[Sequence]]:
        """The options by each literal of the rarest set that they need, and those that need none."""
        by_need: dict[str, list[Sequence]] = defaultdict(list)
        others: list[Sequence] = []
        for option in self._sequences:
            if not option.needs:
                others.append(option)
            for literal in option.needs[0] if option.needs else ():
                by_need[literal].append(option)
        return frozenset(by_need), by_need, others

    def ends_from(self, index: WordIndex, at: int) -> Ends:
        """Return where any option that stands at an offset ends, the longest first."""
        key = (self, at)
        if key not in index.told:
            index.told[key] = self._look(index, at)
        return index.told[key]

    def _look(self, index: WordIndex, at: int) -> Ends:
        word = index.word_at(at)
        ends = {at + len(word)} if word in self._words and word is not None else set()
        for option in self._options(index, at, word):
            ends.update(option.ends_from(index, at))
        return tuple(sorted(ends, reverse=True)) if ends else ()

    def _options(self, index: WordIndex, at: int, word: str | None) -> Iterable[Sequence]:
        """Return the options that could stand at an offset, where this word begins, if one does."""
        if index.order is None or word is None:
            return chain.from_iterable(self._options_by_first(index, at, word))
        options = self._told(index.order)[2]
        if not options:
            return ()
        place = 1 << index.places[at]
        return [option for option, starts in options if starts & place]

    def _options_by_first(self, index: WordIndex, at: int, word: str | None) -> Iterator[list[Sequence]]:
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


@cache
def _told_by_words(literals: frozenset[str]) -> frozenset[str] | None:
    """Return the literals of which a text without CJK holds one, as its words tell; None if they do not."""
    told = frozenset(literal for literal in literals if not is_cjk(literal))
    return told if all(map(is_of_words, told)) else None


def _may_be_left_out(item: Item) -> bool:
    return item.optional or isinstance(item.node, Gap)


def _left_out_at_end(nodes: list[tuple[Node, bool]]) -> int:
    """Return how many nodes may be left out at the end."""
    return sum(1 for _ in takewhile(itemgetter(1), reversed(nodes)))


class Sequence:
    """Items one after the other; ``cjk`` lets them follow without blanks in scripts that have none.

    ``required`` are sets of literals of which one each is in every text that it matches, the rarest first.
    """

    def __init__(
        self, items: tuple[Item, ...], *, cjk: bool, required: Iterable[frozenset[str]] = ()
    ) -> None:
        self._items = items
        self._cjk = cjk
        self._required = tuple(required)

    # Most sequences of a policy are never looked for, so what looking takes is made at the first look.

    @cached_property
    def needs(self) -> tuple[frozenset[str], ...]:
        """The rarest of the sets of literals that it needs, as words of a text without CJK tell them."""
        return tuple(islice(filter(None, map(_told_by_words, self._required)), _MOST_NEEDS))

    @cached_property
    def firsts(self) -> Firsts:
        """What it can begin with."""
        firsts = Firsts()
        for item in self._items:
            if isinstance(item.node, Gap):
                break
            firsts |= item.node.firsts
            if not item.optional:
                break
        return firsts

    @cached_property
    def _backwards(self) -> tuple[Item, ...]:
        return self._items[::-1]

    @cached_property
    def _begins_with_gap(self) -> bool:
        return any(isinstance(item.node, Gap) for item in takewhile(_may_be_left_out, self._items))

    @cached_property
    def may_end_in_sign(self) -> bool:
        """Whether something else than a word may be at its end, in a text without CJK."""
        nodes = [(item.node, item.optional) for item in self._items if not isinstance(item.node, Gap)]
        return any(node.may_end_in_sign for node, _ in nodes[-1 - _left_out_at_end(nodes) :])

    def could_start(self, order: WordOrder, ends: int) -> int:
        """Return where it could begin in a text, so that it ends at one of these places."""
        starts, all_optional = 0, True
        for item in self._backwards:
            if isinstance(item.node, Gap):
                ends = ANYWHERE if all_optional else order.anywhere_before(starts)
                continue
            found = item.node.could_start(order, ends)
            if item.optional:
                starts |= found
                ends |= order.before(found)
            elif found:
                starts, all_optional = found, False
                ends = order.before(found)
            else:
                return 0
            if item.glued:
                ends = ANYWHERE
        return starts

    def places(self, index: WordIndex) -> list[int]:
        """Return the offsets where it could begin, in order."""
        if index.order is None or self._begins_with_gap:
            return self.firsts.places(index)
        starts = self.could_start(index.order, ANYWHERE)
        if starts == ANYWHERE:
            return self.firsts.places(index)
        return [index.offsets[place] for place in places_in(starts)]

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


class PhraseNodes(Protocol):
    """What compiles a phrase's text to nodes when they are first needed."""

    def nodes(self, text: str) -> Sequence:
        """Return the nodes of a phrase."""
        ...

    def required(self, text: str) -> tuple[frozenset[str], ...]:
        """Return the sets of literals of which one each is wherever a phrase is, the rarest first."""
        ...


class Phrase:
    """A phrase; its nodes, and the literals that it needs, are compiled when they are first asked for.

    A literal that is one word is there as a whole word; two words with a blank between stand side by side;
    one that ends with ``*`` begins a word; any other is there as it is.
    """

    def __init__(self, text: str, compiler: PhraseNodes) -> None:
        self.text = text
        self.compiler = compiler

    @cached_property
    def required(self) -> tuple[frozenset[str], ...]:
        """Sets of literals of which one each is in every text that it matches."""
        return self.compiler.required(self.text)

    @cached_property
    def sequence(self) -> Sequence:
        """The compiled phrase."""
        return self.compiler.nodes(self.text)

    def __reduce__(self) -> tuple[type[Phrase], tuple[str, PhraseNodes]]:
        return Phrase, (self.text, self.compiler)

    def spans(self, index: WordIndex) -> Iterator[Span]:
        """Yield where the phrase stands in a text, in order, without overlaps; raises TimeoutError."""
        free = 0
        index.check_time()
        for at in self.sequence.places(index):
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

    def __reduce__(self) -> tuple[type[Regex], tuple[str, tuple[frozenset[str], ...]]]:
        return Regex, (self.source, self.required)

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
