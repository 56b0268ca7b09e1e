"""The nodes of compiled phrases that are made of no others, and how each is found in a text.

``sequences`` tells how phrases are found by them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Sequence as Sequence_
from typing import Final, Protocol

from buyer_msg_lint.patterns import lazy_re
from buyer_msg_lint.policy.matching import Ends, WordIndex, word_at_start
from buyer_msg_lint.policy.word_order import CJK, WordOrder, is_letter_at, places_in, words_of

_GAP_CHAR = lazy_re(rf"[\w{CJK}，、：,: ]")
_NUMBER = lazy_re(r"(?<![\d.])\d{1,9}(?:[.,]\d{1,3}){0,3}(?!\d)")
_LONGEST_ENDING = 20

Matches = Sequence_[tuple[int, int]]
"""How many tokens long, and the places where matches so long begin; each length once."""

NONE: Final[Matches] = ()


class Node(Protocol):
    """One thing that stands in a phrase."""

    def matches(self, order: WordOrder) -> Matches:
        """Return all its matches that begin and end with a token.

        If there may be others, the node is added to ``odd``; and to ``beside`` unless they end inside a word.
        """
        ...

    def beginnings(self, index: WordIndex) -> Iterable[int]:
        """Return the offsets where it could begin, to be walked from."""
        ...

    def ends_from(self, index: WordIndex, at: int) -> Ends:
        """Return where it can end if it begins at an offset, the preferred end first."""
        ...


class AnyWord:
    """One of several words, looked up and never tried."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = frozenset(words)

    def places(self, order: WordOrder) -> int:
        """Return where one of them stands."""
        told: int | None = order.told.get(self)
        if told is None:
            told = order.told[self] = order.of(self.words)
        return told

    def matches(self, order: WordOrder) -> Matches:
        """Return where one of them stands."""
        places = self.places(order)
        return ((1, places),) if places else NONE

    def beginnings(self, index: WordIndex) -> Iterable[int]:
        """Return where one of them begins."""
        return (at for word in self.words & index.starts.keys() for at in index.starts[word])

    def ends_from(self, index: WordIndex, at: int) -> Ends:
        """Return where one of them ends if it stands at an offset."""
        word = index.words.get(at)
        return (at + len(word),) if word in self.words and word is not None else ()


class Words:
    """Whole words one after the other, each one of several, with blanks or marks between them."""

    def __init__(self, words: tuple[AnyWord, ...]) -> None:
        self._words = words
        *before, self._last = words
        self._backwards = before[::-1]
        self._length = len(words)

    def matches(self, order: WordOrder) -> Matches:
        """Return where they stand."""
        found = self._last.places(order)
        for words in self._backwards:
            found = (found & order.after_blank) << 1 & words.places(order)
            if not found:
                return NONE
        return ((self._length, found),) if found else NONE

    def beginnings(self, index: WordIndex) -> Iterable[int]:
        """Return where their first word begins."""
        return self._words[0].beginnings(index)

    def ends_from(self, index: WordIndex, at: int) -> Ends:
        """Return where they end if they stand at an offset."""
        start, end = at, -1
        for words in self._words:
            if end >= 0:
                start = next(iter(index.steps.after[end]), -1)
            word = index.words.get(start, "")
            if word not in words.words:
                return ()
            end = start + len(word)
        return (end,)


class Literal:
    """A text that stands there as it is; ``open_end`` lets its last word go on."""

    def __init__(self, text: str, *, open_end: bool = False) -> None:
        self._text = text
        self._open_end = open_end
        self._first = word_at_start(text)
        self._ends_word = is_letter_at(text, len(text) - 1)

    def matches(self, order: WordOrder) -> Matches:
        """Return where it stands; it may begin or end with a mark, which is no token."""
        if self._text not in order.text:
            return NONE
        ranges = [(at, self._end(order.text, at)) for at in self._occurrences(order.text)]
        return _located(self, order, ranges)

    def beginnings(self, index: WordIndex) -> Iterable[int]:
        """Return where it stands, perhaps inside a word."""
        return self._occurrences(index.text)

    def ends_from(self, index: WordIndex, at: int) -> Ends:
        """Return where it ends if it stands at an offset."""
        end = self._end(index.text, at) if index.text.startswith(self._text, at) else -1
        return () if end < 0 else (end,)

    def _occurrences(self, text: str) -> Iterator[int]:
        at = text.find(self._text)
        while at >= 0:
            yield at
            at = text.find(self._text, at + 1)

    def _end(self, text: str, at: int) -> int:
        """Return where it ends if it begins at an offset; -1 if it stands there inside a word."""
        if self._first and at and is_letter_at(text, at - 1):
            return -1
        end = at + len(self._text)
        if self._open_end:
            # Cut out, since which pattern will do is told by looking at all of a text.
            following = text[end : end + _LONGEST_ENDING]
            ending = words_of(following).match(following)
            return end + ending.end() if ending else end
        return -1 if self._ends_word and is_letter_at(text, end) else end


class Number:
    """Digits, with a decimal point or thousands marks."""

    def matches(self, order: WordOrder) -> Matches:
        """Return where numbers stand; one may go on in letters, inside a token."""
        told: Matches | None = order.told.get(self)
        if told is None:
            told = order.told[self] = _located(self, order, self._ranges(order))
        return told

    def _ranges(self, order: WordOrder) -> Iterator[tuple[int, int]]:
        for word in order.words:
            if word[0].isdecimal():
                for place in places_in(order.places[word]):
                    at = order.begins[place]
                    yield at, self._end(order.text, at)

    def beginnings(self, index: WordIndex) -> Iterable[int]:
        """Return where words begin with a digit."""
        return (at for at, word in index.words.items() if word[0].isdecimal())

    def ends_from(self, index: WordIndex, at: int) -> Ends:
        """Return where the number at an offset ends."""
        end = self._end(index.text, at)
        return () if end < 0 else (end,)

    def _end(self, text: str, at: int) -> int:
        number = _NUMBER.match(text, at)
        return number.end() if number else -1


def _located(node: Node, order: WordOrder, ranges: Iterable[tuple[int, int]]) -> Matches:
    """Return ranges of the text as matches of a node; those with an end below zero are none."""
    found: list[tuple[int, int]] = []
    for at, end in ranges:
        if end < 0:
            continue
        begins, last = order.beginning_at.get(at), order.ending_at.get(end)
        if begins is None or last is None:
            inside_word = is_letter_at(order.text, end - 1) and is_letter_at(order.text, end)
            order.note_odd(node, cut=begins is not None and inside_word)
        else:
            found.append((begins.bit_length() - last, begins))
    return merge(found)


class Gap:
    """Up to so many words of the same sentence, or of the same clause, as few as will do."""

    def __init__(self, words: int, *, over_commas: bool, cjk: bool) -> None:
        self._words = words
        self._over_commas = over_commas
        self._cjk = cjk
        """Whether it may go over characters of a script without blanks."""

    def before(self, order: WordOrder, before: Matches, after: Matches, link: int) -> Matches:
        """Return matches that lead over the gap to others that begin at a link, as wholes."""
        begins = begins_of(after) & link
        if not begins:
            return NONE
        could = order.anywhere_before(begins)
        leads: dict[int, int] = order.told.get(self) or order.told.setdefault(self, {})
        found: list[tuple[int, int]] = []
        for length, places in before:
            for place in places_in(places & could << length - 1):
                last = place - length + 1
                led = leads.get(last)
                if led is None:
                    led = leads[last] = self._leads_to(order, last)
                if led & begins:
                    for to in places_in(led & begins):
                        found += [(place - to + further, 1 << place) for further, at in after if at >> to & 1]
        return found if len(found) <= 1 else merge(found)

    def _leads_to(self, order: WordOrder, last: int) -> int:
        """Return the places that may follow, after the gap and a blank, on a token."""
        found, at = 0, order.ends[last]
        steps = order.gap_step if self._over_commas else order.clause_step
        for _ in range(self._words + 1):
            places, at = steps[at]
            found |= places
            if at < 0:
                break
        return found

    def ends(self, index: WordIndex, at: int) -> Iterator[int]:
        """Yield where the text after the gap can begin to be looked for, the nearest first."""
        place = at
        following = index.steps.after_gap_word if self._over_commas else index.steps.after_clause_word
        for _ in range(self._words + 1):
            yield place
            if self._over_commas and index.text[place : place + 1] in (",", ":"):
                yield place + 1
            place = following[place]
            if place < 0:
                break
        if self._cjk and index.cjk:
            yield from self._characters(index, at)

    def _characters(self, index: WordIndex, at: int) -> Iterator[int]:
        for place in range(at, min(at + 2 * self._words, len(index.text))):
            if _GAP_CHAR.match(index.text, place) is None:
                break
            yield place + 1


def merge(matches: list[tuple[int, int]]) -> Matches:
    """Return matches with each length once."""
    merged: dict[int, int] = {}
    for length, places in matches:
        merged[length] = merged.get(length, 0) | places
    return tuple(merged.items())


def begins_of(matches: Matches) -> int:
    """Return where any of the matches begins."""
    if len(matches) == 1:
        return matches[0][1]
    begins = 0
    for _, places in matches:
        begins |= places
    return begins
