"""Everything that can keep a message from being checked, as exceptions with one-line texts for people."""

from __future__ import annotations

from typing import NamedTuple


class Mistake(NamedTuple):
    """One mistake in a rule, word list, policy, or configuration file.

    ``line`` and ``column`` are 1-based; both are 1 where the whole file is meant.
    """

    file: str
    line: int
    column: int
    problem: str

    @property
    def place(self) -> str:
        """Where it is: ``file:line:column``."""
        return f"{self.file}:{self.line}:{self.column}"

    def __str__(self) -> str:
        return f"{self.place}: {self.problem}"


class BuyerMsgLintError(Exception):
    """Base of all errors this package raises on purpose; its text is one clear line or several."""


class NotCheckedError(BuyerMsgLintError):
    """A message could not be checked; the text says why, and what to do."""


class PolicyError(BuyerMsgLintError):
    """The rules, word lists, or policies have mistakes; all of them are in ``mistakes``."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        super().__init__("\n".join(map(str, mistakes)))
        self.mistakes = mistakes

    def __reduce__(self) -> tuple[type[PolicyError], tuple[tuple[Mistake, ...]]]:
        return (type(self), (self.mistakes,))


class UsageError(BuyerMsgLintError):
    """The caller asked for something that does not exist: a policy, rule, type, marketplace, or option."""


def nearest(name: str, known: list[str] | tuple[str, ...]) -> str:
    """Return ``"; did you mean 'x'?"`` for the known name nearest to ``name``, or what there is."""
    from difflib import get_close_matches

    close = get_close_matches(name, known, n=1, cutoff=0.6)
    if close:
        return f"; did you mean '{close[0]}'?"
    return f"; known: {', '.join(sorted(known))}" if 0 < len(known) <= 30 else ""  # noqa: PLR2004 - a line's worth
