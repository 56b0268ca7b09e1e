"""One message, or one way of a template, judged by every rule of a plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property, reduce
from operator import or_
from typing import TYPE_CHECKING, NamedTuple

from buyer_msg_lint.document import Document
from buyer_msg_lint.engine.facts import Facts, attached
from buyer_msg_lint.engine.judge import Broken, judge, recognise, waits_for_earlier
from buyer_msg_lint.engine.leads import Suspect
from buyer_msg_lint.engine.limits import Exceeded, judge_limit, missing_for
from buyer_msg_lint.engine.plan import Plan, Standing, in_order
from buyer_msg_lint.engine.scan import Scan
from buyer_msg_lint.known import AUTO, Marketplace
from buyer_msg_lint.policy.outline import TEXT_KINDS, TypeOutline
from buyer_msg_lint.verdict import Undecided

if TYPE_CHECKING:
    from buyer_msg_lint.context import Context


class Judged(NamedTuple):
    """What rules came to: the type that the message was judged as, what is broken, what is undecided."""

    message_type: str | None
    broken: tuple[Broken, ...]
    exceeded: tuple[Exceeded, ...]
    undecided: tuple[Undecided, ...]
    scans: tuple[Scan, ...]


class Message:
    """A document under a plan: what is found in it, and what is known of it."""

    def __init__(
        self, plan: Plan, document: Document, context: Context, marketplace: Marketplace | None
    ) -> None:
        self._plan = plan
        self._document = document
        segments = document.segments + document.beside.segments
        self._marks = document.marks + document.beside.marks
        self.scans = tuple(Scan(plan, segment, context, marketplace) for segment in segments)
        self._context = context
        self._marketplace = marketplace

    @cached_property
    def facts(self) -> Facts:
        """What is known of the message, its type among it."""
        kind = _kind(self._plan, self._context, self.scans)
        files = attached(self._context, self._document)
        return Facts(self._context, kind, self._marketplace, self._document.template, files)

    @cached_property
    def standing(self) -> Standing:
        """Which rules hold for the message, and which cannot be decided whatever it says."""
        return self._plan.standing(self.facts)

    def judged(self) -> Judged:
        """Judge it; raises NotCheckedError if a pattern runs past its time limit."""
        broken, undecided = self._rules()
        exceeded, open_limits = self.limits()
        open_, standing = (*undecided, *open_limits), self.standing.undecided
        return Judged(
            self.facts.message_type,
            tuple(broken),
            tuple(exceeded),
            in_order((*standing, *open_)) if open_ else standing,
            self.scans,
        )

    def _rules(self) -> tuple[list[Broken], list[Undecided]]:
        broken: list[Broken] = []
        undecided: list[Undecided] = []
        for suspect in self.suspects():
            found, waits = self.judged_by(suspect)
            broken += found
            if waits:
                undecided.append(Undecided(suspect.planned.rule.id, "earlier_messages"))
        return broken, undecided

    def suspects(self) -> Iterator[Suspect]:
        """Yield the rules that hold for the message and could be broken by it."""
        possible = reduce(or_, [scan.possible for scan in self.scans], 0)
        return self._plan.suspects(possible, self.standing.holding, self.finds, marked=bool(self._marks))

    def judged_by(self, suspect: Suspect) -> tuple[list[Broken], bool]:
        """Return where a rule is broken, and whether that depends on earlier messages nobody knows of."""
        found = list(judge(suspect, self.scans, self.facts, self._marks))
        return found, waits_for_earlier(suspect, self.scans, self.facts)

    def finds(self, detector: str) -> bool:
        """Tell whether a detector finds anything in the message."""
        for scan in self.scans:  # noqa: SIM110 - asked for every detector of every message
            if scan.found(detector):
                return True
        return False

    def limits(self) -> tuple[list[Exceeded], list[Undecided]]:
        """Return which limits are not kept, and which cannot be decided."""
        exceeded: list[Exceeded] = []
        undecided: list[Undecided] = []
        for rule, limit in self.standing.limits:
            missing = missing_for(limit, self.facts)
            if missing is not None:
                undecided.append(Undecided(rule.id, missing))
            else:
                exceeded += judge_limit(rule, limit, self.facts, self._document)
        return exceeded, undecided


def _kind(plan: Plan, context: Context, scans: Iterable[Scan]) -> TypeOutline | None:
    """Return the message type that the context names, or the one that is recognised in what a buyer reads."""
    if context.message_type == AUTO:
        return recognise(plan.types, [scan for scan in scans if scan.segment.kind in TEXT_KINDS])
    return next(kind.outline for kind in plan.types if kind.outline.id == context.message_type)
