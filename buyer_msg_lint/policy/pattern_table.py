"""The patterns of a policy by number, each made when it is first asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple, overload

from buyer_msg_lint.policy.matching import Pattern, Phrase, Phrases, Regex

_PARTED = "\0"
"""What parts the phrases in a long text; none holds it."""


class _Kept(NamedTuple):
    """A table as it is kept: the phrases in one text, an empty one in the place of each regex."""

    texts: str
    books: tuple[Phrases, ...]
    book_of: bytes
    """The number of each phrase's book."""
    regexes: dict[int, Regex]


class PatternTable(Sequence[Pattern]):
    """Patterns by number; a table that was kept makes phrases of a long text as they are looked for."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self._made: dict[int, Pattern] = dict(enumerate(patterns))
        self._length = len(self._made)
        self._kept: _Kept | None = None

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, number: int) -> Pattern: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[Pattern]: ...
    def __getitem__(self, number: int | slice) -> Pattern | Sequence[Pattern]:
        if isinstance(number, slice):
            return [self[one] for one in range(*number.indices(self._length))]
        made = self._made.get(number)
        if made is None:
            made = self._made[number] = self._make(number)
        return made

    def _make(self, number: int) -> Phrase:
        if self._kept is None or not 0 <= number < self._length:
            raise IndexError(number)
        return Phrase(self._texts[number], self._kept.books[self._kept.book_of[number]])

    @cached_property
    def _texts(self) -> list[str]:
        return self._kept.texts.split(_PARTED) if self._kept else []

    def __iter__(self) -> Iterator[Pattern]:
        return map(self.__getitem__, range(self._length))

    def __getstate__(self) -> _Kept:
        phrases = [one if isinstance(one, Phrase) else None for one in self]
        books = tuple(dict.fromkeys(phrase.book for phrase in phrases if phrase))
        return _Kept(
            _PARTED.join(phrase.text if phrase else "" for phrase in phrases),
            books,
            bytes(books.index(phrase.book) if phrase else 0 for phrase in phrases),
            {number: one for number, one in enumerate(self) if isinstance(one, Regex)},
        )

    def __setstate__(self, kept: _Kept) -> None:
        self._length = len(kept.book_of)
        self._made = dict(kept.regexes)
        self._kept = kept
