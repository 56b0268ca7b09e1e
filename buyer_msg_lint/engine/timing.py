"""Where the time of a message goes: by stage, detector, and rule, so that a slow rule is seen.

What several rules share is counted where it is first needed: a detector by itself, a phrase in the first
of the rules that hold it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from time import thread_time
from typing import TYPE_CHECKING, NamedTuple

from buyer_msg_lint.document import Document
from buyer_msg_lint.engine import Plan, check_context
from buyer_msg_lint.engine.message import Message

if TYPE_CHECKING:
    from buyer_msg_lint.context import Context


class Timing(NamedTuple):
    """The processor time, in seconds, that a part of the work took."""

    stage: str
    """``views``, ``message-type``, ``detector``, ``rule`` or ``limits``."""
    name: str
    """Which detector or rule; empty for other stages."""
    seconds: float


def timings(plan: Plan, document: Document, context: Context) -> Iterator[Timing]:
    """Yield what each part of judging a document takes; the branches of a template count together.

    Raises NotCheckedError if a pattern runs past its time limit, UsageError as ``check_context`` does.
    """
    message = Message(plan, document, context, check_context(plan, context))
    yield _timed("views", "", lambda: [scan.possible for scan in message.scans])
    yield _timed("message-type", "", lambda: message.facts)
    for detector in plan.detectors_of(message.standing.holding):
        yield _timed("detector", detector, partial(message.finds, detector))
    for suspect in message.suspects():
        yield _timed("rule", suspect.planned.rule.id, partial(message.judged_by, suspect))
    yield _timed("limits", "", message.limits)


def _timed(stage: str, name: str, do: Callable[[], object]) -> Timing:
    start = thread_time()
    do()
    return Timing(stage, name, thread_time() - start)
