"""Limits: the time between two moments, the size of a message, its attachments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import NamedTuple

from buyer_msg_lint.document import AttachedFile, Document, SegmentKind
from buyer_msg_lint.engine.facts import Facts, unknown_moment
from buyer_msg_lint.moments import Duration, is_past, is_within, stretch
from buyer_msg_lint.policy.outline import Bound, RuleOutline
from buyer_msg_lint.spans import Span
from buyer_msg_lint.verdict import Severity

_NO_BOUND = "∞"


class Exceeded(NamedTuple):
    """A limit that is not kept: where, if at a place, and what the rule's message may name."""

    rule: RuleOutline
    fields: dict[str, str | Duration]
    place: Span | None = None
    severity: Severity | None = None


_NO_FIELDS: Mapping[str, str | Duration] = {}


class _Bounds(NamedTuple):
    """The least and the most of what is measured; None for no bound."""

    least: int | None = None
    most: int | None = None
    fields: Mapping[str, str | Duration] = _NO_FIELDS

    def keep(self, measured: int) -> bool:
        return (self.least is None or measured >= self.least) and (self.most is None or measured <= self.most)


def is_told_by_facts(limit: Bound, facts: Facts) -> bool:
    """Tell whether all messages with the same outline miss the same for a limit."""
    if limit.since is not None:
        return unknown_moment(limit, facts) is not None
    return limit.measure == "message-length" or facts.files is None


def bounds_anything(limit: Bound, facts: Facts) -> bool:
    """Tell whether a limit, for which nothing is missing, is one for messages of the type."""
    return limit.since is not None or limit.measure == "attachment-type" or _is_bounded(limit, facts)


def missing_for(limit: Bound, facts: Facts) -> str | None:
    """Return the context field without which a limit cannot be decided, if it is missing or too inexact."""
    if limit.since is not None:
        return _missing_moment(limit, limit.since, facts)
    if limit.measure == "message-length":
        return "message_type" if not _is_bounded(limit, facts) and facts.kind is None else None
    if not _is_bounded(limit, facts) and limit.measure != "attachment-type":
        return None if facts.kind else "message_type"
    files = facts.files
    unknown = files is None or (limit.measure == "attachment-size" and _size_is_open(limit, facts, files))
    return "attachments" if unknown else None


def _size_is_open(limit: Bound, facts: Facts, files: tuple[AttachedFile, ...]) -> bool:
    """Tell whether a file of unknown size leaves open what no file of known size decides."""
    bounds = _bounds(limit, facts)
    sizes = [file.size for file in files]
    return None in sizes and all(size is None or bounds.keep(size) for size in sizes)


def judge_limit(rule: RuleOutline, limit: Bound, facts: Facts, document: Document) -> Iterator[Exceeded]:
    """Yield where a limit, for which nothing is missing, is not kept."""
    if limit.since is not None:
        yield from _time(rule, limit, limit.since, facts)
    elif limit.measure == "message-length":
        yield from _length(rule, _bounds(limit, facts), document)
    else:
        yield from _attachments(rule, limit, facts, facts.files or ())


def _missing_moment(limit: Bound, since: str, facts: Facts) -> str | None:
    unknown = unknown_moment(limit, facts)
    if unknown is not None:
        return unknown
    start, end = getattr(facts.context, since), getattr(facts.context, limit.until)
    kept = [is_within(start, end, limit.longest), is_past(start, end, limit.shortest)]
    if False in kept or None not in (*kept, is_within(start, end, limit.warn_after)):
        return None
    return limit.until if stretch(end).first != stretch(end).last else since


def _time(rule: RuleOutline, limit: Bound, since: str, facts: Facts) -> Iterator[Exceeded]:
    start, end = getattr(facts.context, since), getattr(facts.context, limit.until)
    most, least, warn = limit.longest, limit.shortest, limit.warn_after
    fields: dict[str, str | Duration] = {"since": str(start), "until": str(end)}
    fields |= {"most": most} if most else {}
    fields |= {"least": least} if least else {}
    if is_within(start, end, most) is False or is_past(start, end, least) is False:
        yield Exceeded(rule, fields)
    elif is_within(start, end, warn) is False:
        yield Exceeded(rule, fields, severity=Severity.WARNING)


def _is_bounded(limit: Bound, facts: Facts) -> bool:
    own = limit.most is not None or limit.least is not None
    return own or (facts.kind is not None and limit.measure in facts.kind.limits)


def _bounds(limit: Bound, facts: Facts) -> _Bounds:
    """Return the narrower of the rule's own bounds and those of the message type."""
    of_type = facts.kind.limits.get(limit.measure) if facts.kind and limit.measure else None
    least = [] if limit.least is None else [limit.least]
    most = [] if limit.most is None else [limit.most]
    if of_type is not None:
        least, most = [*least, of_type[0]], [*most, of_type[1]]
    bounds = max(least, default=None), min(most, default=None)
    lower, upper = f"{bounds[0] or 0:,}", _NO_BOUND if bounds[1] is None else f"{bounds[1]:,}"
    spoken = lower if lower == upper else f"{lower}–{upper}"
    return _Bounds(*bounds, {"least": lower, "most": upper, "bounds": spoken})


def _length(rule: RuleOutline, bounds: _Bounds, document: Document) -> Iterator[Exceeded]:
    bodies = [segment.content for segment in document.segments if segment.kind is SegmentKind.BODY]
    length = sum(len(body.text) for body in bodies)
    if document.path is not None and bodies:
        length -= len(_last_line_break(bodies[-1].text))
    if bounds.keep(length):
        return
    place = None
    if len(bodies) == 1 and bounds.most is not None and length > bounds.most:
        place = bodies[0].source_span(bounds.most, length)
    yield Exceeded(rule, {**bounds.fields, "actual": f"{length:,}"}, place)


def _last_line_break(text: str) -> str:
    """Return the line break that ends a text; editors end every file with one that nobody sends."""
    return next((end for end in ("\r\n", "\n", "\r") if text.endswith(end)), "")


def _attachments(
    rule: RuleOutline, limit: Bound, facts: Facts, files: tuple[AttachedFile, ...]
) -> Iterator[Exceeded]:
    bounds = _bounds(limit, facts)
    if limit.measure == "attachment-count" and not bounds.keep(len(files)):
        yield Exceeded(rule, {**bounds.fields, "actual": f"{len(files):,}"})
    allowed = frozenset(ending.lower().removeprefix(".") for ending in limit.among)
    for file in files:
        if limit.measure == "attachment-size" and file.size is not None and not bounds.keep(file.size):
            yield Exceeded(rule, {**bounds.fields, "actual": f"{file.size:,}", "name": file.name})
        ending = PurePath(file.name).suffix.removeprefix(".").lower()
        if limit.measure == "attachment-type" and ending not in allowed:
            yield Exceeded(rule, {"name": file.name, "actual": ending or "-", "most": ", ".join(limit.among)})
