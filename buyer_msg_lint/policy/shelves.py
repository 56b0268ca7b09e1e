"""Many short texts by name, kept as a few long ones by how the names begin, and read as they are asked for.

A run that lints one message asks for a few hundred of tens of thousands of names, and reads their shelves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from threading import Lock

_PARTED = "\0"
"""What parts names, and texts; neither holds it."""
_SHELF = 2
"""Names that begin with the same so many characters stand on one shelf."""

_Kept = dict[str, tuple[str, str]]


class Shelves:
    """Texts by name; no name is empty."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = dict(texts)
        self._names = set(texts)
        self._unread: _Kept = {}
        self._asked = False
        self._lock = Lock()

    def read_for(self, names: Iterable[frozenset[str]]) -> None:
        """Read the shelves of all names that are asked for next."""
        if self._unread:
            # Whoever asks a second time goes on asking.
            self._read(self._unread if self._asked else {name[:_SHELF] for some in names for name in some})
            self._asked = True

    def among(self, names: frozenset[str]) -> frozenset[str]:
        """Return which of these names, whose shelves were read, there are."""
        return names & self._names

    def __getitem__(self, name: str) -> str:
        """Return the text of a name; raises KeyError if there is none."""
        if self._unread:
            self._read((name[:_SHELF],))
        return self._texts[name]

    def unread(self) -> frozenset[str]:
        """Return how the names begin that nobody asked for yet."""
        return frozenset(self._unread)

    def __iter__(self) -> Iterator[str]:
        self._read(self._unread)
        return iter(self._names)

    def _read(self, shelves: Iterable[str]) -> None:
        with self._lock:
            for shelf in self._unread.keys() & set(shelves):
                names, texts = (kept.split(_PARTED) for kept in self._unread[shelf])
                self._texts.update(zip(names, texts, strict=True))
                self._names.update(names)
                # Last, since other threads go by it without the lock.
                del self._unread[shelf]

    def __getstate__(self) -> _Kept:
        self._read(self._unread)
        shelves: dict[str, list[str]] = defaultdict(list)
        for name in sorted(self._names):
            shelves[name[:_SHELF]].append(name)
        return {
            shelf: (_PARTED.join(names), _PARTED.join(map(self._texts.__getitem__, names)))
            for shelf, names in shelves.items()
        }

    def __setstate__(self, kept: _Kept) -> None:
        self.__init__({})  # type: ignore[misc] # nothing is read yet
        self._unread = kept
