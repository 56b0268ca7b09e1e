"""How much is looked at of a file, so that none takes all memory or time."""

from __future__ import annotations

from dataclasses import dataclass, field
from time import monotonic

MOST_SECONDS = 40.0
"""How long the files of one message are looked at, all together."""


class OutOfTimeError(Exception):
    """Looking at a file took too long."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """The moment at which looking at files ends."""

    seconds: float = MOST_SECONDS
    _end: float = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_end", monotonic() + self.seconds)

    def left(self) -> float:
        """Return the seconds that are left. Raises OutOfTimeError if the time is up."""
        self.check()
        return max(0.1, self._end - monotonic())

    def check(self) -> None:
        """Raise OutOfTimeError if the time is up."""
        if monotonic() > self._end:
            raise OutOfTimeError
