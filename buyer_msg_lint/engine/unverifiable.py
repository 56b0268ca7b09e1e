"""What a template leaves open: a link, a signature, another file, of which nobody knows what it will be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from buyer_msg_lint.document import Document, Part, SegmentKind
from buyer_msg_lint.engine.scan import Match, Scan
from buyer_msg_lint.patterns import lazy_pattern
from buyer_msg_lint.spans import LineIndex, Span
from buyer_msg_lint.verdict import Finding, LeftOpen

_LEADS_TO = lazy_pattern(
    r"(?i)(?:(?:href|src)\s?=\s?[\"']?|\]\(|https?://|www\."
    r"|\b(?:visit|link|click|here|website|url|go to|(?:more|details|online|find it|see it) at)\b[:\s]{1,3})$"
)
_BEFORE = 24


def left_open(
    document: Document, scans: Iterable[Scan], violations: Iterable[Finding]
) -> tuple[LeftOpen, ...]:
    """Return what a template leaves open, each kind once; what breaks a rule as it stands is not among it."""
    if not document.template:
        return ()
    offset = 0 if document.record is None else document.record.origin.offset
    told = {
        (one.part, Span(one.start - offset, one.end - offset))
        for one in violations
        if one.start is not None and one.end is not None
    }
    places: dict[str, dict[tuple[Span, Part | None], None]] = {"link": {}, "signature": {}, "include": {}}
    places["include"] |= dict.fromkeys((span, None) for span in document.elsewhere)
    for scan in scans:
        part = scan.segment.part
        for what, match in _of(scan):
            if not any(
                name == (part.name if part else None) and span.overlaps(match.span) for name, span in told
            ):
                places[what][match.span, part] = None
    return tuple(_said(what, list(found), document) for what, found in places.items() if found)


def _of(scan: Scan) -> Iterator[tuple[str, Match]]:
    for match in scan.found("placeholder"):
        names = match.hit.traits["names"] if match.hit else "unknown"
        if names in ("link", "signature"):
            yield names, match
        elif names == "unknown" and match.hit and match.hit.traits["syntax"] != "control":
            if scan.segment.kind is SegmentKind.LINK or _leads_to(match, scan):
                yield "link", match
            elif _signs(match, scan):
                yield "signature", match


def _leads_to(match: Match, scan: Scan) -> bool:
    """Tell whether a placeholder stands where a link would, or in one."""
    before = scan.by_source.text_over(Span(max(0, match.span.start - _BEFORE), match.span.start))
    return _LEADS_TO.search(before) is not None or any(
        link.span.overlaps(match.span) for link in scan.found("link")
    )


def _signs(match: Match, scan: Scan) -> bool:
    """Tell whether a placeholder stands alone on the last line of the message."""
    text = scan.segment.content.text.rstrip()
    last = text[max(text.rfind("\n"), text.rfind("\r")) + 1 :].strip()
    return (
        scan.segment.kind is SegmentKind.BODY
        and "\n" in text
        and last == scan.by_source.text_over(match.span).strip()
        and match.span.end >= scan.segment.content.source_span(0, len(text)).end
    )


def _said(what: str, places: list[tuple[Span, Part | None]], document: Document) -> LeftOpen:
    places.sort(key=lambda place: (place[1] is not None, place[0]))
    sources = [part.source if part else document.source for _, part in places]
    first = LineIndex(sources[0]).position(places[0][0].start)
    if document.record and places[0][1] is None:
        first = document.record.origin.position(first)
    written = (source[slice(*span)] for (span, _), source in zip(places, sources, strict=True))
    names = tuple(dict.fromkeys(" ".join(text.split()) for text in written))
    return LeftOpen(what=what, names=names, line=first.line, column=first.column)
