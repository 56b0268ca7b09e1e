"""The engine: a document goes in with a plan and a context, a report comes out."""

from __future__ import annotations

from buyer_msg_lint.context import AUTO, Context, Marketplace
from buyer_msg_lint.document import Document
from buyer_msg_lint.engine.judge import Broken, Facts, judge, missing_fact, recognise, ruled_out
from buyer_msg_lint.engine.plan import Plan
from buyer_msg_lint.engine.scan import Scan
from buyer_msg_lint.engine.wording import Wording
from buyer_msg_lint.errors import UsageError
from buyer_msg_lint.policy.yaml_file import nearest
from buyer_msg_lint.report import NotEvaluated, Outcome, Report, Severity, Violation

__all__ = ["Plan", "check", "check_context"]


def check_context(plan: Plan, context: Context) -> Marketplace | None:
    """Return the marketplace that the context names, if it names one.

    Raises UsageError if the plan does not know the marketplace or the message type.
    """
    types = tuple(kind.compiled.id for kind in plan.types)
    if context.message_type not in (AUTO, *types):
        hint = nearest(context.message_type, (AUTO, *types))
        raise UsageError(f"there is no message type '{context.message_type}'{hint}")
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
    given = None if context.message_type == AUTO else context.message_type
    facts = Facts(
        context=context,
        message_type=given or recognise(plan.types, scans),
        marketplace=marketplace,
        template=document.template,
    )
    broken, undecided = _judge_all(plan, scans, facts)
    wording = Wording(document, locale)
    violations = tuple(sorted(map(wording.violation, broken), key=_order))
    fails = any(violation.severity.at_least(fail_on) for violation in violations)
    return Report(
        path=document.path,
        outcome=Outcome.VIOLATIONS if fails else Outcome.CLEAN,
        message_type=facts.message_type,
        violations=violations,
        not_evaluated=tuple(undecided),
    )


def _judge_all(plan: Plan, scans: list[Scan], facts: Facts) -> tuple[list[Broken], list[NotEvaluated]]:
    broken: list[Broken] = []
    undecided: list[NotEvaluated] = []
    for planned in plan.rules:
        rule = planned.compiled.rule
        if ruled_out(rule, facts):
            continue
        missing = missing_fact(rule, facts)
        if missing is not None:
            undecided.append(NotEvaluated(rule=rule.id, missing=missing))
        else:
            broken += judge(planned, scans)
    return broken, undecided


def _order(violation: Violation) -> tuple[int, int, str]:
    start = -1 if violation.start is None else violation.start
    end = -1 if violation.end is None else violation.end
    return (start, end, violation.rule)
