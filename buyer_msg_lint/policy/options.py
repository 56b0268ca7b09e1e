"""The options of a choice or word list, each compiled only when a text meets what it needs.

What each option needs is known without compiling it: by each literal of its rarest set, which options need
it. A list of hundreds of entries so costs a text one look at its literals, and the entries that it meets.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain
from typing import Generic, NamedTuple, TypeVar

from buyer_msg_lint.policy.matching import is_of_words
from buyer_msg_lint.policy.rarity import OPEN_END
from buyer_msg_lint.policy.word_order import Held, is_cjk

_MOST_SETS = 3
"""So many of the sets that an option needs are looked at."""

_OPTION, _SET, _LITERAL = "\0", "\1", "\2"
"""What parts options, the sets that one needs, and the literals of a set; no literal holds them."""

Sets = Sequence[frozenset[str]]
"""Sets of literals of which one each is wherever an option is, the rarest first."""


class Needed(NamedTuple):
    """What options need, by their numbers, as few long texts, which load many times faster than many small.

    ``literals`` are those of the rarest sets, ``holders`` the numbers of the options that need each;
    ``others`` of the options that need nothing; ``further`` are the other sets of each option.
    """

    literals: str
    holders: str
    others: str
    further: str

    @classmethod
    def of(cls, options: Iterable[Sets]) -> Needed:
        """Return what options need, by the sets of each."""
        holders: dict[str, list[str]] = defaultdict(list)
        others: list[str] = []
        further: list[str] = []
        for number, sets in enumerate(options):
            if not sets:
                others.append(str(number))
            for literal in sets[0] if sets else ():
                holders[literal].append(str(number))
            further.append(_SET.join(map(_LITERAL.join, sets[1:_MOST_SETS])))
        return cls(
            _LITERAL.join(holders),
            _LITERAL.join(map(" ".join, holders.values())),
            " ".join(others),
            _OPTION.join(further),
        )


class _Need(NamedTuple):
    """Literals of which one is there: words and pairs of words, texts as they are, and those in CJK."""

    words: frozenset[str]
    parts: tuple[str, ...]
    cjk: tuple[str, ...]

    @classmethod
    def of(cls, literals: Iterable[str]) -> _Need:
        words = frozenset(filter(is_of_words, literals))
        parts = [literal for literal in literals if literal not in words]
        return cls(
            words,
            tuple(part for part in parts if not is_cjk(part)),
            tuple(filter(is_cjk, parts)),
        )

    def parts_in(self, held: Held) -> Iterator[str]:
        """Yield those of the literals that are no words and that a text holds."""
        for part in chain(self.parts, self.cjk) if held.cjk else self.parts:
            if part.removesuffix(OPEN_END) in held.text:
                yield part


_Made = TypeVar("_Made")


class Options(Generic[_Made]):
    """The options of a choice by their numbers; ``make`` compiles one."""

    def __init__(self, needed: Needed, make: Callable[[int], _Made]) -> None:
        self._needed = needed
        self._make = make
        self._made: dict[int, _Made] = {}
        self._numbers: dict[str, tuple[int, ...]] = {}
        self._needs: dict[int, tuple[_Need, ...]] = {}

    @cached_property
    def _holders(self) -> dict[str, str]:
        literals, holders = self._needed.literals, self._needed.holders
        return dict(zip(literals.split(_LITERAL), holders.split(_LITERAL), strict=True)) if literals else {}

    @cached_property
    def _first(self) -> _Need:
        return _Need.of(self._holders)

    @cached_property
    def _others(self) -> list[int]:
        return list(map(int, self._needed.others.split()))

    @cached_property
    def _further(self) -> list[str]:
        return self._needed.further.split(_OPTION)

    def all(self) -> Iterator[_Made]:
        """Yield every option."""
        return map(self._option, range(len(self._further)))

    def met_by(self, held: Held) -> Sequence[_Made]:
        """Return the options whose needs are met."""
        literals = held.literals
        numbers = set(self._others)
        for literal in self._known & literals:
            numbers.update(self._numbers.get(literal) or self._decode(literal))
        if self._signs:
            for literal in self._first.parts_in(held):
                numbers.update(self._numbers.get(literal) or self._decode(literal))
        if not numbers:
            return ()
        found: list[_Made] = []
        for number in numbers:
            needs = self._needs.get(number)
            for need in self._needs_of(number) if needs is None else needs:
                if need.words.isdisjoint(literals) and not any(need.parts_in(held)):
                    break
            else:
                found.append(self._option(number))
        return found

    @cached_property
    def _known(self) -> frozenset[str]:
        return self._first.words

    @cached_property
    def _signs(self) -> bool:
        """Whether some of the literals are no words."""
        return bool(self._first.parts or self._first.cjk)

    def _decode(self, literal: str) -> tuple[int, ...]:
        numbers = self._numbers[literal] = tuple(map(int, self._holders[literal].split()))
        return numbers

    def _needs_of(self, number: int) -> tuple[_Need, ...]:
        needs = self._needs.get(number)
        if needs is None:
            further = self._further[number]
            sets = further.split(_SET) if further else ()
            needs = self._needs[number] = tuple(_Need.of(one.split(_LITERAL)) for one in sets)
        return needs

    def _option(self, number: int) -> _Made:
        made = self._made.get(number)
        if made is None:
            made = self._made[number] = self._make(number)
        return made
