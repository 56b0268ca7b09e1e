"""When a rule holds, and what a limit bounds, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from buyer_msg_lint.document import SegmentKind
from buyer_msg_lint.formats._rule_page.pieces import Code, Line, codes, filled, joined
from buyer_msg_lint.formats._rule_page.words import WORDS
from buyer_msg_lint.moments import read_duration, spoken
from buyer_msg_lint.policy.model import Limit, MessageType, When, read_number
from buyer_msg_lint.policy.outline import TEXT_KINDS


def conditions(when: When, locale: str) -> Iterator[Line]:
    """Yield a line for each thing that a rule asks of the message and its context."""
    words = WORDS[locale]
    for key in When.model_fields:
        value = getattr(when, key)
        if isinstance(value, tuple):
            yield filled(words[f"when {key}"], names=codes(value))
        elif value is not None:
            yield (words[f"when {key} {value}"],)


def segments(kinds: tuple[SegmentKind, ...], locale: str) -> Iterator[Line]:
    """Yield in which segments a rule looks, if not in the usual ones."""
    words = WORDS[locale]
    if set(kinds) != set(TEXT_KINDS):
        names = ", ".join(words.get(kind.value, kind.value) for kind in kinds)
        yield filled(words["applies_to"], names=(names,))


def bounds(limit: Limit, types: Iterable[MessageType], locale: str) -> Line:
    """Return what a limit bounds, and its own bounds."""
    words = WORDS[locale]
    told = joined(tuple(_own_bounds(limit, locale)))
    if limit.since is not None:
        since, until = words[limit.since], words[limit.until]
        line = filled(words["from to"], bounds=told, since=(since,), until=(until,))
        warning = (
            (words["warn"].format(bound=_bound(limit, limit.warn_after, locale)),) if limit.warn_after else ()
        )
        return joined((line, warning), "; ") if warning else line
    if type_bounds(limit, types, locale):
        told = joined((told, (words["by type"],)), "; ") if told else (words["by type"],)
    return filled(words["measured"], measure=(words[limit.measure or ""],), bounds=told)


def type_bounds(limit: Limit, types: Iterable[MessageType], locale: str) -> tuple[Line, ...]:
    """Return the bounds that message types set for what a limit measures."""
    return tuple(_type_bounds(limit, types, WORDS[locale]))


def _type_bounds(limit: Limit, types: Iterable[MessageType], words: Mapping[str, str]) -> Iterator[Line]:
    for kind in sorted(types, key=lambda kind: kind.id):
        if limit.measure is not None and limit.measure in kind.limits:
            least, most = kind.limits[limit.measure]
            text = words["range"].format(least=f"{least:,}", most=f"{most:,}") if most else "0"
            yield (Code(kind.id), f": {text}")


def _own_bounds(limit: Limit, locale: str) -> Iterator[Line]:
    words = WORDS[locale]
    for key, bound in (("at least", limit.least), ("at most", limit.most)):
        if bound is not None:
            yield (words[key].format(bound=_bound(limit, bound, locale)),)
    if limit.among:
        yield filled(words["among"], names=codes(limit.among))


def _bound(limit: Limit, bound: str, locale: str) -> str:
    if limit.since is not None:
        return spoken(read_duration(bound), locale)
    return bound if " " in bound else f"{read_number(bound):,}"
