"""The patterns of a policy by number, each made when it is first asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import overload

from buyer_msg_lint.policy.matching import Pattern, Phrase, PhraseNodes, Regex

_PARTED = "\0"
"""What parts the phrases in a long text; none holds it."""

_Kept = tuple[int, list[tuple[PhraseNodes, str, str]], dict[int, Regex]]


class PatternTable(Sequence[Pattern]):
    """Patterns by number; a table that was kept makes phrases of a long text as they are looked for."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self._made: dict[int, Pattern] = dict(enumerate(patterns))
        self._length = len(self._made)
        self._regexes = {number: one for number, one in self._made.items() if isinstance(one, Regex)}
        self._kept: dict[int, tuple[str, PhraseNodes]] = {}

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
            if not 0 <= number < self._length:
                raise IndexError(number)
            made = self._made[number] = Phrase(*self._kept[number])
        return made

    def __iter__(self) -> Iterator[Pattern]:
        return map(self.__getitem__, range(self._length))

    def regexes(self) -> list[int]:
        """Return the numbers of the patterns that are no phrases."""
        return list(self._regexes)

    def __getstate__(self) -> _Kept:
        phrases: dict[PhraseNodes, list[tuple[int, str]]] = defaultdict(list)
        for number, pattern in enumerate(self):
            if isinstance(pattern, Phrase):
                phrases[pattern.compiler].append((number, pattern.text))
        kept = [
            (compiler, " ".join(str(number) for number, _ in some), _PARTED.join(text for _, text in some))
            for compiler, some in phrases.items()
        ]
        return self._length, kept, self._regexes

    def __setstate__(self, state: _Kept) -> None:
        self._length, kept, self._regexes = state
        self._made = dict(self._regexes)
        self._kept = {}
        for compiler, numbers, texts in kept:
            phrases = zip(map(int, numbers.split()), texts.split(_PARTED), strict=True)
            self._kept |= {number: (text, compiler) for number, text in phrases}
