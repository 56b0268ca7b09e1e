"""Where the time of a draft goes, as ``--timing`` prints it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from buyer_msg_lint.api import Linter

if TYPE_CHECKING:
    from buyer_msg_lint.context import Context

_MOST_ROUNDS = 5
_STAGES = {
    "reading": "reading the file",
    "views": "views: disguises undone, words looked up",
    "message-type": "message type, and which rules hold for it",
    "limits": "limits of length, size and time",
}
"""Stages that have no rule or detector to be named by."""


def table(data: bytes, name: str, linter: Linter, context: Context, defaults: Context) -> Iterator[str]:
    """Yield the lines on a draft: the parts of the work, the longest first, then all together.

    The first time counts what is compiled and loaded then; after that, the shortest of some rounds counts.
    Raises NotCheckedError for a draft that cannot be read, UsageError for a context that cannot be.
    """
    rounds = [
        {(stage, part): seconds for stage, part, seconds in linter.timings(data, name, context, defaults)}
        for _ in range(1 + _MOST_ROUNDS)
    ]
    first, later = rounds[0], {part: min(one[part] for one in rounds[1:]) for part in rounds[0]}
    whole = sum(later.values())
    yield f"{name}: microseconds of processor time (the first time, phrases are compiled and modules loaded)"
    yield f"{'later':>10} {'share':>7} {'first time':>12}  where"
    for stage, part in sorted(later, key=later.__getitem__, reverse=True):
        where = f"{stage} {part}" if part else _STAGES.get(stage, stage)
        yield _line(later[stage, part], whole, first[stage, part], where)
    yield _line(whole, whole, sum(first.values()), "all together")


def _line(later: float, whole: float, first: float, where: str) -> str:
    share = later / whole if whole else 0
    return f"{later * 1e6:10,.0f} {share:7.1%} {first * 1e6:12,.0f}  {where}"
