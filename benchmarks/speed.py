"""One message after the other, warm: how many times faster than langdetect alone on the same message."""

from __future__ import annotations

from collections.abc import Iterator

import langdetect

from benchmarks.messages import MESSAGES
from benchmarks.timing import best_times
from buyer_msg_lint import Linter

_POLICIES = ("amazon", "amazon-replacement")
_LONG = 5_000


def rows() -> Iterator[tuple[str, ...]]:
    """Yield the table: a row a message, with the ratio under each policy."""
    yield ("message", "characters", *(f"`{policy}`" for policy in _POLICIES))
    langdetect.DetectorFactory.seed = 0
    linters = [Linter(policy, locale="en") for policy in _POLICIES]
    for name, message in MESSAGES.items():
        yield name, f"{len(message):,}", *_ratios(linters, message)


def _ratios(linters: list[Linter], message: str) -> Iterator[str]:
    for linter in linters:
        own, other = best_times(
            lambda linter=linter: linter.lint(message),  # type: ignore[misc] # bound here, called here
            lambda: langdetect.detect(message),
            rounds=3 if len(message) > _LONG else 20,
        )
        yield f"{other / own:.1f}"
