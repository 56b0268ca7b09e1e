"""The engine: a document goes in with a plan and a context, a report comes out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from buyer_msg_lint.document import Document
from buyer_msg_lint.engine.judge import Broken
from buyer_msg_lint.engine.message import Judged, Message
from buyer_msg_lint.engine.plan import Plan
from buyer_msg_lint.engine.unverifiable import left_open
from buyer_msg_lint.engine.ways import Ways
from buyer_msg_lint.errors import NotCheckedError, UsageError, nearest
from buyer_msg_lint.known import AUTO, Marketplace
from buyer_msg_lint.verdict import Finding, Outcome, Severity, Verdict

if TYPE_CHECKING:
    from buyer_msg_lint.context import Context

__all__ = ["Plan", "check", "check_context"]


def check_context(plan: Plan, context: Context) -> Marketplace | None:
    """Return the marketplace that the context names, if it names one.

    Raises UsageError if the plan does not know the marketplace, a message type, or what a placeholder stands
    for, and if the order number has none of the marketplace's forms.
    """
    if not context.model_fields_set:
        return None
    types = tuple(kind.outline.id for kind in plan.types)
    if context.message_type != AUTO:
        _check_type(context.message_type, (AUTO, *types))
    for message in context.earlier_messages or ():
        _check_type(message.message_type, types)
    if context.placeholders:
        _check_placeholders(context.placeholders)
    marketplace = _marketplace(plan, context)
    if context.order_id is not None:
        _check_order_id(context.order_id, (marketplace,) if marketplace else plan.marketplaces)
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
    for marketplace in plan.marketplaces:
        if marketplace.answers_to(context.marketplace):
            return marketplace
    places = plan.marketplaces
    hint = nearest(context.marketplace, tuple(place.domain for place in places))
    forms = f"a domain ({places[0].domain}), a country ({places[0].country}), or an id ({places[0].id})"
    raise UsageError(f"there is no marketplace '{context.marketplace}'{hint}; give {forms}")


def check(plan: Plan, document: Document, context: Context, *, locale: str, fail_on: Severity) -> Verdict:
    """Judge a document by every rule of the plan.

    Raises NotCheckedError if the document is empty or a pattern runs past its time limit, UsageError as
    ``check_context`` does.
    """
    marketplace = check_context(plan, context)
    if document.is_blank and not _takes_no_text(plan, context.message_type):
        raise NotCheckedError("is empty; there is nothing to check")
    judged = _judged(plan, document, context, marketplace)
    violations = _violations(document, judged, locale)
    return Verdict(
        path=document.path,
        record=document.record,
        outcome=_outcome(document, violations, fail_on),
        not_checked="; ".join(document.unchecked) or None,
        message_type=judged.message_type,
        violations=violations,
        not_evaluated=judged.undecided,
        unverifiable=left_open(document, judged.scans, violations),
    )


def _violations(document: Document, judged: Judged, locale: str) -> tuple[Finding, ...]:
    if not judged.broken and not judged.exceeded:
        return ()
    # What words violations is loaded for those messages that have any.
    from buyer_msg_lint.engine.wording import Wording

    wording = Wording(document, locale)
    broken = map(wording.violation, _once(judged.broken))
    return tuple(sorted((*broken, *map(wording.exceeded, judged.exceeded)), key=_order))


def _takes_no_text(plan: Plan, message_type: str) -> bool:
    """Tell whether messages of a type consist of attachments alone."""
    limits = (kind.outline.limits for kind in plan.types if kind.outline.id == message_type)
    return any(bounds.get("message-length") == (0, 0) for bounds in limits)


def _outcome(document: Document, violations: Iterable[Finding], fail_on: Severity) -> Outcome:
    """Return what a message comes to; one that was looked at in part only is not checked."""
    if document.unchecked:
        return Outcome.NOT_CHECKED
    fails = any(violation.severity.at_least(fail_on) for violation in violations)
    return Outcome.VIOLATIONS if fails else Outcome.CLEAN


def _once(broken: Iterable[Broken]) -> Iterable[Broken]:
    """Keep one of several findings of a rule at one place, the last: text may stand in two segments."""
    kept: dict[object, Broken] = {}
    for number, one in enumerate(broken):
        if one.match and one.scan:
            segment = one.scan.segment
            kept[one.rule.id, one.match.span, segment.part, one.branch] = one
        else:
            kept[number] = one
    return kept.values()


def _judged(plan: Plan, document: Document, context: Context, marketplace: Marketplace | None) -> Judged:
    if document.branches is None or not document.branches.questions:
        return Message(plan, document, context, marketplace).judged()
    return Ways(plan, document, document.branches, context, marketplace).judged()


def _order(violation: Finding) -> tuple[str, int, int, str]:
    start = -1 if violation.start is None else violation.start
    end = -1 if violation.end is None else violation.end
    return (violation.part or "", start, end, violation.rule)
