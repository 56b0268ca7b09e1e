"""The engine: a document goes in with a plan and a context, a report comes out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce
from operator import or_

from buyer_msg_lint.context import AUTO, Context, Marketplace
from buyer_msg_lint.document import Document, Mark
from buyer_msg_lint.engine.facts import Facts, missing_fact, ruled_out
from buyer_msg_lint.engine.judge import Broken, judge, recognise, waits_for_earlier
from buyer_msg_lint.engine.limits import Exceeded, judge_limit, missing_for
from buyer_msg_lint.engine.plan import Plan
from buyer_msg_lint.engine.scan import Scan
from buyer_msg_lint.engine.wording import Wording
from buyer_msg_lint.errors import UsageError
from buyer_msg_lint.policy.compiled import CompiledType
from buyer_msg_lint.policy.model import TEXT_KINDS
from buyer_msg_lint.policy.yaml_file import nearest
from buyer_msg_lint.report import NotEvaluated, Outcome, Report, Severity, Violation

__all__ = ["Plan", "check", "check_context"]


def check_context(plan: Plan, context: Context) -> Marketplace | None:
    """Return the marketplace that the context names, if it names one.

    Raises UsageError if the plan does not know the marketplace, a message type, or what a placeholder stands
    for, and if the order number has none of the marketplace's forms.
    """
    types = tuple(kind.compiled.id for kind in plan.types)
    if context.message_type != AUTO:
        _check_type(context.message_type, (AUTO, *types))
    for message in context.earlier_messages or ():
        _check_type(message.message_type, types)
    if context.placeholders:
        _check_placeholders(context.placeholders)
    marketplace = _marketplace(plan, context)
    if context.order_id is not None:
        _check_order_id(context.order_id, (marketplace,) if marketplace else plan.policy.marketplaces)
    return marketplace


def _check_type(name: str, known: tuple[str, ...]) -> None:
    if name not in known:
        raise UsageError(f"there is no message type '{name}'{nearest(name, known)}")


def _check_placeholders(placeholders: Mapping[str, str]) -> None:
    from buyer_msg_lint.detectors.placeholder import meanings

    for name, meaning in placeholders.items():
        if meaning not in meanings():
            hint = nearest(meaning, meanings())
            raise UsageError(f"placeholder '{name}' cannot stand for '{meaning}'{hint}")


def _check_order_id(order_id: str, marketplaces: tuple[Marketplace, ...]) -> None:
    """Raise UsageError if an order number cannot be one; a marketplace of unknown forms takes any."""
    if not marketplaces or not all(marketplace.order_ids for marketplace in marketplaces):
        return
    forms = dict.fromkeys(form for marketplace in marketplaces for form in marketplace.order_ids)
    if not any(form.fits(order_id) for form in forms):
        accepted = ", ".join(form.example for form in forms)
        raise UsageError(f"order_id '{order_id}' is no order number; accepted forms: {accepted}")


def _marketplace(plan: Plan, context: Context) -> Marketplace | None:
    if context.marketplace is None:
        return None
    for marketplace in plan.policy.marketplaces:
        if marketplace.answers_to(context.marketplace):
            return marketplace
    domains = tuple(marketplace.domain for marketplace in plan.policy.marketplaces)
    raise UsageError(
        f"there is no marketplace '{context.marketplace}'{nearest(context.marketplace, domains)}"
    )


def check(plan: Plan, document: Document, context: Context, *, locale: str, fail_on: Severity) -> Report:
    """Judge a document by every rule of the plan.

    Raises NotCheckedError if a pattern runs past its time limit, UsageError as ``check_context`` does.
    """
    marketplace = check_context(plan, context)
    scans = [Scan(plan, segment, context, marketplace) for segment in document.segments]
    facts = Facts(context, _kind(plan, context, scans), marketplace, document.template)
    wording = Wording(document, locale)
    broken, undecided = _judge_all(plan, scans, facts, document.marks)
    exceeded, open_limits = _judge_limits(plan, document, facts)
    violations = tuple(
        sorted((*map(wording.violation, _once(broken)), *map(wording.exceeded, exceeded)), key=_order)
    )
    return Report(
        path=document.path,
        outcome=_outcome(document, violations, fail_on),
        not_checked="; ".join(document.unchecked) or None,
        message_type=facts.message_type,
        violations=violations,
        not_evaluated=tuple(sorted((*undecided, *open_limits), key=lambda one: one.rule)),
    )


def _outcome(document: Document, violations: Iterable[Violation], fail_on: Severity) -> Outcome:
    """Return what a message comes to; one that was looked at in part only is not checked."""
    if document.unchecked:
        return Outcome.NOT_CHECKED
    fails = any(violation.severity.at_least(fail_on) for violation in violations)
    return Outcome.VIOLATIONS if fails else Outcome.CLEAN


def _kind(plan: Plan, context: Context, scans: list[Scan]) -> CompiledType | None:
    """Return the message type that the context names, or the one that is recognised in what a buyer reads."""
    if context.message_type == AUTO:
        return recognise(plan.types, [scan for scan in scans if scan.segment.kind in TEXT_KINDS])
    return next(kind.compiled for kind in plan.types if kind.compiled.id == context.message_type)


def _judge_all(
    plan: Plan, scans: list[Scan], facts: Facts, marks: tuple[Mark, ...]
) -> tuple[list[Broken], list[NotEvaluated]]:
    broken: list[Broken] = []
    undecided: list[NotEvaluated] = []
    for planned in plan.rules_for(reduce(or_, (scan.possible for scan in scans), 0)):
        rule = planned.compiled.rule
        if ruled_out(rule, facts):
            continue
        missing = missing_fact(rule, facts)
        if missing is not None:
            undecided.append(NotEvaluated(rule=rule.id, missing=missing))
        else:
            broken += judge(planned, scans, facts, marks)
            if waits_for_earlier(planned, scans, facts):
                undecided.append(NotEvaluated(rule=rule.id, missing="earlier_messages"))
    return broken, undecided


def _once(broken: Iterable[Broken]) -> Iterable[Broken]:
    """Keep one of several findings of a rule at one place, the last: text may stand in two segments."""
    kept: dict[object, Broken] = {}
    for number, one in enumerate(broken):
        if one.match and one.scan:
            segment = one.scan.segment
            kept[one.rule.id, one.match.span, segment.part, segment.branch] = one
        else:
            kept[number] = one
    return kept.values()


def _judge_limits(plan: Plan, document: Document, facts: Facts) -> tuple[list[Exceeded], list[NotEvaluated]]:
    exceeded: list[Exceeded] = []
    undecided: list[NotEvaluated] = []
    for rule in plan.limits:
        if rule.limit is None or ruled_out(rule, facts):
            continue
        missing = missing_fact(rule, facts) or missing_for(rule.limit, facts, document)
        if missing is not None:
            undecided.append(NotEvaluated(rule=rule.id, missing=missing))
        else:
            exceeded += judge_limit(rule, rule.limit, facts, document)
    return exceeded, undecided


def _order(violation: Violation) -> tuple[str, int, int, str]:
    start = -1 if violation.start is None else violation.start
    end = -1 if violation.end is None else violation.end
    return (violation.part or "", start, end, violation.rule)
