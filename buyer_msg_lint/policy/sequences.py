"""Sequences and choices of compiled phrases, and how they are found in a text: all matches at once.

In a text with an order of words, a node tells its matches: by how many tokens they are long, where they
begin, as the bits of one number. Those of a sequence are joined from those of its steps, by a shift and a
mask each. What a choice told is remembered with the text, for all phrases that hold it.

Where tokens do not tell, the phrase is walked: in scripts without blanks; for what begins or ends inside a
word or at a mark, or could be of very many lengths; to tell which of several ends is preferred. ``ends_from``
tells where a node can end that begins at an offset, the preferred end first. Both are bounded by the length
of the text times the length of the phrase; nothing backtracks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import takewhile
from operator import attrgetter
from typing import NamedTuple

from buyer_msg_lint.policy.matching import Ends, WordIndex
from buyer_msg_lint.policy.nodes import NONE, Gap, Matches, Node, begins_of, merge
from buyer_msg_lint.policy.options import Options
from buyer_msg_lint.policy.word_order import WordOrder, places_in
from buyer_msg_lint.spans import Span

_MOST_LENGTHS = 12
"""What may be of more lengths is walked: each costs every step before it."""

_TOO_MANY: Matches = ((0, 0),) * (_MOST_LENGTHS + 1)
"""Stands for matches that would be of more lengths."""

_Told = tuple[Matches, list[tuple[int, "Sequence"]]]
"""What a choice found out about a text: its matches; the sequences that match, or may, and where."""


class Choice:
    """One of several words or sequences, the longest first; sequences only where their needs are met."""

    def __init__(self, words: Iterable[str], options: Options[Sequence]) -> None:
        self._words = frozenset(words)
        self._options = options

    def matches(self, order: WordOrder) -> Matches:
        """Return where any of the options stands."""
        told: _Told = order.told.get(self) or self._look(order)
        return told[0]

    def _look(self, order: WordOrder) -> _Told:
        words = order.of(self._words)
        found: Matches = ((1, words),) if words else NONE
        options: list[tuple[int, Sequence]] = []
        for option in self._options.met_by(order):
            matches = option.matches(order)
            if matches:
                found = merge([*found, *matches]) if found else matches
                options.append((begins_of(matches), option))
            if option in order.odd:
                options.append((0, option))
                order.note_as_odd(self, option)
        told = order.told[self] = found, options
        return told

    def beginnings(self, index: WordIndex) -> Iterable[int]:
        """Return the offsets where an option could begin."""
        found = {at for word in self._words & index.starts.keys() for at in index.starts[word]}
        return found.union(*(option.beginnings(index) for option in self._options_in(index)))

    def _options_in(self, index: WordIndex) -> Iterable[Sequence]:
        return self._options.met_by(index.held) if index.quick else self._options.all()

    def ends_from(self, index: WordIndex, at: int) -> Ends:
        """Return where any option that stands at an offset ends, the longest first."""
        told: dict[int, Ends] = index.told.get(self) or index.told.setdefault(self, {})
        ends = told.get(at)
        if ends is None:
            ends = told[at] = self._ends(index, at)
        return ends

    def _ends(self, index: WordIndex, at: int) -> Ends:
        word = index.words.get(at)
        ends = {at + len(word)} if word in self._words and word is not None else set()
        for option in self._options_at(index, at):
            ends.update(option.ends_from(index, at))
        return tuple(sorted(ends, reverse=True))

    def _options_at(self, index: WordIndex, at: int) -> Iterable[Sequence]:
        """Return the options that could stand at an offset."""
        order = index.order
        if order is None:
            return [option for option in self._options_in(index) if at in option.beginnings(index)]
        told: _Told = order.told.get(self) or self._look(order)
        place = order.beginning_at.get(at, 0)
        return [
            option
            for begins, option in told[1]
            if begins & place or (not begins and at in option.beginnings(index))
        ]


class Step(NamedTuple):
    """A node of a sequence, and the gaps before it."""

    gaps: tuple[Gap, ...]
    node: Node
    optional: bool
    glued: bool
    """Whether it follows without a blank."""


class Sequence:
    """Steps one after the other; ``cjk`` lets them follow without blanks in scripts that have none."""

    def __init__(self, steps: tuple[Step, ...], *, cjk: bool) -> None:
        self._steps = steps
        self._backwards = steps[::-1]
        self._cjk = cjk
        self._walked = not _gaps_lead_on(steps)
        self._only = steps[0].node if len(steps) == 1 else None

    def matches(self, order: WordOrder) -> Matches:
        """Return where the sequence stands."""
        if self._walked:
            order.note_odd(self)
            return NONE
        if self._only is None:
            return self._join(order)
        matches = self._only.matches(order)
        if self._only in order.odd:
            order.note_as_odd(self, self._only)
        return matches

    def _join(self, order: WordOrder) -> Matches:
        """Return where the sequence stands, joined from its last step to its first."""
        found = NONE
        following: list[_Following] = []
        may_end = True
        for gaps, node, optional, glued in self._backwards:
            matches = node.matches(order)
            if node in order.odd and (may_end or node in order.beside):
                # After what ends inside a word comes no blank, and no sign.
                order.note_as_odd(self, node)
            if matches and following:
                matches = _led(order, matches, following, may_end=may_end)
                if len(matches) > _MOST_LENGTHS:
                    order.note_odd(self)
                    return NONE
            if not (matches or optional):
                return NONE
            if not optional:
                found, following, may_end = NONE, [], False
            if matches:
                found = merge([*found, *matches]) if found else matches
                following.append((None, order.touching if glued else order.after_blank, matches))
            if gaps:
                following = [(gaps[0], link, after) for _, link, after in following]
        return found

    def beginnings(self, index: WordIndex) -> frozenset[int]:
        """Return the offsets where it could begin."""
        if self not in index.begun:
            index.begun[self] = frozenset(self._beginnings(index))
        return index.begun[self]

    def _beginnings(self, index: WordIndex) -> Iterator[int]:
        for step in self._steps:
            yield from step.node.beginnings(index)
            if not step.optional:
                break

    def spans(self, index: WordIndex) -> Iterator[Span]:
        """Yield where it stands in a text, in order, without overlaps; raises TimeoutError."""
        order = index.order
        if order is None:
            return self._walk(index)
        matches = self.matches(order)
        if self in order.odd:
            return self._walk(index)
        return self._ranges(index, order, matches) if matches else iter(())

    def _ranges(self, index: WordIndex, order: WordOrder, matches: Matches) -> Iterator[Span]:
        free = 0
        begins, ends = order.begins, order.ends
        for place in places_in(begins_of(matches)):
            start = begins[place]
            if start >= free:
                lengths = [length for length, places in matches if places >> place & 1]
                one = ends[place - lengths[0] + 1]
                free = one if len(lengths) == 1 else self.ends_from(index, start)[0]
                yield Span(start, free)

    def _walk(self, index: WordIndex) -> Iterator[Span]:
        free = 0
        for at in sorted(self.beginnings(index)):
            index.check_time()
            ends = self.ends_from(index, at) if at >= free else ()
            if ends:
                free = ends[0]
                yield Span(at, free)

    def ends_from(self, index: WordIndex, at: int) -> Ends:
        """Return where the sequence can end if it begins at an offset, the preferred end first."""
        # A place before which nothing of the sequence stands is written as its complement, below zero.
        states: Iterable[int] = (~at,)
        for gaps, node, optional, glued in self._steps:
            for gap in gaps:
                states = dict.fromkeys(_over(gap, index, states))
            found: dict[int, None] = {}
            for state in states:
                for start in self._starts(index, state, glued=glued):
                    found |= dict.fromkeys(node.ends_from(index, start))
                if optional:
                    found[state] = None
            states = found
        return tuple(state for state in states if state >= 0)

    def _starts(self, index: WordIndex, state: int, *, glued: bool) -> Ends:
        if state < 0:
            return (~state,)
        if glued:
            return (state,)
        return index.after_or_beside(state) if self._cjk and index.cjk else index.steps.after[state]


def _over(gap: Gap, index: WordIndex, states: Iterable[int]) -> Iterator[int]:
    """Yield where a gap leads from these states; before which nothing stands, there is none."""
    for state in states:
        if state < 0:
            yield state
        else:
            yield from gap.ends(index, state)


def _gaps_lead_on(steps: tuple[Step, ...]) -> bool:
    """Tell whether each gap stands alone before something that is always there, and leads to a blank."""
    for number, step in enumerate(steps):
        if step.gaps:
            following = steps[number:]
            left_out = sum(1 for _ in takewhile(attrgetter("optional"), following))
            reached = following[1 : left_out + 1]
            if (
                len(step.gaps) > 1
                or left_out == len(following)
                or any(one.gaps or one.glued for one in reached)
            ):
                return False
    return True


_Following = tuple[Gap | None, int, Matches]
"""What follows in a sequence: the gap before it, the places where it may begin, its matches."""


def _led(order: WordOrder, before: Matches, following: list[_Following], *, may_end: bool) -> Matches:
    """Return matches with what may follow, as wholes, and alone if nothing need follow."""
    found = list(before) if may_end else []
    for gap, link, after in following:
        if gap is not None:
            if len(before) * len(after) > _MOST_LENGTHS:
                return _TOO_MANY
            found += gap.before(order, before, after, link)
            continue
        for length, places in before:
            for further, places_after in after:
                both = places & (places_after & link) << length
                if both:
                    found.append((length + further, both))
    return found if len(found) <= 1 else merge(found)
