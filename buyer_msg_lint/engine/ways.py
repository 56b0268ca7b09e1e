"""A template that goes several ways: what breaks a rule on any of them, and what is required on all.

A rule that finds something is broken where it is found on one way. One that requires something is broken if
a way lacks it: a few ways are looked at, and what is found on them, with the conditions of the pieces in
which it stands, tells whether another lacks it; such a way is looked at next, until none is left.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from buyer_msg_lint.branching import (
    Condition,
    Path,
    apart,
    choose_paths,
    holds,
    joined,
    listed,
    path_against,
)
from buyer_msg_lint.document import Branches, Document, Part
from buyer_msg_lint.engine.facts import missing_fact, ruled_out
from buyer_msg_lint.engine.judge import Broken, required_matches
from buyer_msg_lint.engine.limits import Exceeded
from buyer_msg_lint.engine.message import Judged, Message
from buyer_msg_lint.engine.plan import Plan, in_order
from buyer_msg_lint.engine.planned import PlannedRule
from buyer_msg_lint.errors import NotCheckedError
from buyer_msg_lint.known import AUTO, Marketplace
from buyer_msg_lint.spans import Span, SpanSet

if TYPE_CHECKING:
    from buyer_msg_lint.context import Context

_MOST_MORE = 64
"""How many ways are looked at for one rule beside those that are looked at for all."""


class Ways:
    """A template under a plan."""

    def __init__(
        self,
        plan: Plan,
        document: Document,
        branches: Branches,
        context: Context,
        marketplace: Marketplace | None,
    ) -> None:
        self._plan = plan
        self._document = document
        self._branches = branches
        self._context = context
        self._marketplace = marketplace
        self._pieces = branches.pieces()
        self._paths = choose_paths(self._pieces, branches.questions)
        self._messages: dict[tuple[bool, ...], Message] = {}

    def judged(self) -> Judged:
        """Judge all ways; raises NotCheckedError if they are too many, or a pattern takes too long."""
        judged = [self._message(path).judged() for path in self._paths]
        types = {one.message_type for one in judged}
        return Judged(
            types.pop() if len(types) == 1 else None,
            (*self._found(judged), *self._lacking()),
            tuple(_exceeded(judged)),
            in_order(dict.fromkeys(undecided for one in judged for undecided in one.undecided)),
            tuple(scan for one in judged for scan in one.scans),
        )

    def _message(self, path: Path) -> Message:
        shown = tuple(holds(piece.condition, path) for piece in self._pieces)
        if shown not in self._messages:
            content = self._branches.read(path)
            document = self._document._replace(segments=content.segments, marks=content.marks)
            self._messages[shown] = Message(self._plan, document, self._context, self._marketplace)
        return self._messages[shown]

    def _found(self, judged: list[Judged]) -> Iterator[Broken]:
        """Yield what is broken at a place on any way; a place counts once for a rule."""
        taken: Mapping[tuple[str, Part | None], SpanSet] = defaultdict(SpanSet)
        for path, one in zip(self._paths, judged, strict=True):
            for broken in one.broken:
                place = broken.place
                if place is None:
                    continue
                of_rule = taken[broken.rule.id, place.part]
                if not of_rule.overlaps(place.span):
                    of_rule.add(place.span)
                    branch = None if place.part else self._branch(place.span, path)
                    yield broken._replace(branch=branch)

    def _branch(self, span: Span, path: Path) -> str | None:
        """Return the branches of a way that a range of the source stands in."""
        first, last = self._touched(span)
        shown = (piece for piece in self._pieces[first : last + 1] if holds(piece.condition, path))
        return listed(dict.fromkeys(piece.branch for piece in shown if piece.branch))

    def _lacking(self) -> Iterator[Broken]:
        for planned in self._plan.rules:
            if planned.rule.look.required:
                conditions = self._conditions(planned)
                lacking = next((path for path, found in conditions if not found), None)
                if lacking is not None:
                    kept = [condition for _, found in conditions for condition in found]
                    yield Broken(planned.rule, branch=self._said(lacking, kept))

    def _conditions(self, planned: PlannedRule) -> list[tuple[Path, list[Condition]]]:
        """Return the ways that were looked at, each with conditions under which the rule is kept there."""
        looked_at = [(path, self._kept(planned, path)) for path in self._paths]
        for _ in range(_MOST_MORE):
            kept = [condition for _, found in looked_at for condition in found]
            if not all(found for _, found in looked_at):
                return looked_at
            path = path_against(kept, self._branches.questions)
            if path is None:
                return looked_at
            looked_at.append((path, self._kept(planned, path)))
        rule = planned.rule.id
        raise NotCheckedError(f"goes too many ways to decide {rule} on each; split the template")

    def _kept(self, planned: PlannedRule, path: Path) -> list[Condition]:
        """Return conditions, all given on a way, under each of which a rule is kept; none if it is not."""
        message = self._message(path)
        rule = planned.rule
        if ruled_out(rule, message.facts) or missing_fact(rule, message.facts) is not None:
            return [{question: frozenset({path[question]}) for question in self._type_questions}]
        return [
            self._around(match.span, path)
            for match in required_matches(planned, message.scans, message.facts)
        ]

    def _around(self, span: Span, path: Path) -> Condition:
        """Return what makes a way show the text of a range, and what stands beside it, as this way does."""
        first, last = self._touched(span)
        shown = [holds(piece.condition, path) for piece in self._pieces]
        if span.start <= self._pieces[first].span.start:
            first = next((at for at in range(first - 1, -1, -1) if shown[at]), 0)
        if span.end >= self._pieces[last].span.end:
            last = next((at for at in range(last + 1, len(shown)) if shown[at]), len(shown) - 1)
        condition: Condition = {}
        for at in range(first, last + 1):
            wanted = self._pieces[at].condition
            if not shown[at]:
                wanted = next(one for one in apart(wanted, self._branches.questions) if holds(one, path))
            condition = joined(condition, wanted) or condition
        return condition

    def _touched(self, span: Span) -> tuple[int, int]:
        """Return the numbers of the first and the last piece that a range of the source touches."""
        first = bisect_right(self._pieces, span.start, key=lambda piece: piece.span.start) - 1
        last = bisect_left(self._pieces, span.end, key=lambda piece: piece.span.start) - 1
        return max(0, first), max(0, first, last)

    @cached_property
    def _type_questions(self) -> tuple[str, ...]:
        """The questions on which the type of the message depends."""
        if self._context.message_type != AUTO:
            return ()
        spans = {
            match.span
            for path in self._paths
            for scan in self._message(path).scans
            for kind in self._plan.types
            for match in scan.matches(kind.recognise | kind.unless)
        }
        found: dict[str, None] = {}
        for span in sorted(spans):
            first, last = self._touched(span)
            for piece in self._pieces[first : last + 1]:
                found |= dict.fromkeys(piece.condition)
        return tuple(found)

    def _said(self, path: Path, kept: list[Condition]) -> str | None:
        """Return how people read what a way answers to the questions that matter."""
        told: dict[str, None] = {}
        for condition in kept:
            against = [question for question, answers in condition.items() if path[question] not in answers]
            if told.keys().isdisjoint(against):
                told |= dict.fromkeys(against[:1])
        questions = self._branches.questions
        return listed(questions[question].answers[path[question]] for question in told)


def _exceeded(judged: list[Judged]) -> Iterator[Exceeded]:
    """Yield the limits that are not kept on any way, each once for a rule and a file."""
    met = set()
    for one in judged:
        for exceeded in one.exceeded:
            key = (exceeded.rule.id, exceeded.fields.get("name"))
            if key not in met:
                met.add(key)
                yield exceeded
