"""Where the time of a draft goes, as ``--timing`` prints it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from buyer_msg_lint.api import Linter, shown_path
from buyer_msg_lint.context import Context

_MOST_ROUNDS = 5


def table(path: Path, linter: Linter, context: Context, defaults: Context) -> Iterator[str]:
    """Yield the lines on a draft: the parts of the work, the longest first, then all together.

    The first time counts what is compiled and loaded then; after that, the shortest of some rounds counts.
    Raises NotCheckedError for a draft that cannot be read, UsageError for a context that cannot be.
    """
    rounds = [
        {(stage, name): seconds for stage, name, seconds in linter.timings(path, context, defaults)}
        for _ in range(1 + _MOST_ROUNDS)
    ]
    first, warm = rounds[0], {part: min(one[part] for one in rounds[1:]) for part in rounds[0]}
    yield f"{shown_path(path)}: microseconds of processor time, the first time and then"
    for part in sorted(warm, key=warm.__getitem__, reverse=True):
        yield f"{_micro(first[part])} {_micro(warm[part])}  {' '.join(filter(None, part))}"
    yield f"{_micro(sum(first.values()))} {_micro(sum(warm.values()))}  all together"


def _micro(seconds: float) -> str:
    return f"{seconds * 1e6:10,.0f}"
