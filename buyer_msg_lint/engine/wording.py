"""From a broken rule to a violation: places, what it reads as, the text for people, the repair."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from itertools import chain
from typing import Any

from buyer_msg_lint.branching import Piece
from buyer_msg_lint.document import Document, Mark, Part, SegmentKind
from buyer_msg_lint.engine.judge import Broken
from buyer_msg_lint.engine.limits import Exceeded
from buyer_msg_lint.engine.scan import Match, Scan
from buyer_msg_lint.moments import Duration, spoken
from buyer_msg_lint.policy.outline import MESSAGE_FIELD, RuleOutline
from buyer_msg_lint.spans import LineIndex, MappedText, Origin, Span, Tile
from buyer_msg_lint.verdict import Change, Finding, Mending
from buyer_msg_lint.views import disguises

_MOST_SHOWN = 80
_WRITTEN_KINDS = frozenset(SegmentKind) - {SegmentKind.FILE_NAME, SegmentKind.IMAGE, SegmentKind.LINK}


class Wording:
    """Words the violations of one document in one locale."""

    def __init__(self, document: Document, locale: str) -> None:
        self._document = document
        self._locale = locale
        self._lines: dict[Part | None, LineIndex] = {}
        self._origin = document.record.origin if document.record else Origin()

    def exceeded(self, exceeded: Exceeded) -> Finding:
        """Return the violation of a limit that is not kept."""
        rule = exceeded.rule
        fields = {name: self._said(field) for name, field in exceeded.fields.items()}
        common = self._common(rule) | ({"severity": exceeded.severity} if exceeded.severity else {})
        place: dict[str, Any] = {}
        if exceeded.place is not None:
            place = self._place(exceeded.place)
        return Finding(message=_filled(rule.message.speak(self._locale), fields), **common, **place)

    def _said(self, field: str | Duration) -> str:
        return field if isinstance(field, str) else spoken(field, self._locale)

    def _common(self, rule: RuleOutline) -> dict[str, Any]:
        return {
            "rule": rule.id,
            "category": rule.category,
            "severity": rule.severity,
            "why": rule.why.speak(self._locale),
            "instead": rule.instead.speak(self._locale),
            "source": rule.source,
        }

    def violation(self, broken: Broken) -> Finding:
        """Return the violation of a broken rule."""
        violation = self._of(broken)
        return violation if broken.branch is None else violation._replace(branch=broken.branch)

    def _of(self, broken: Broken) -> Finding:
        if broken.mark is not None:
            return self._marked(broken.rule, broken.mark)
        if broken.match is not None and broken.scan is not None:
            return self._matched(broken.rule, broken.match, broken.scan)
        return Finding(
            message=_filled(broken.rule.message.speak(self._locale), {}), **self._common(broken.rule)
        )

    def _marked(self, rule: RuleOutline, mark: Mark) -> Finding:
        place = self._place(mark.span, mark.part)
        fields = {"match": _shown(place["excerpt"]), **mark.traits}
        message = _filled(rule.message.speak(self._locale), fields)
        return Finding(message=message, **self._common(rule), **place)

    @cached_property
    def _pieces(self) -> tuple[Piece, ...]:
        return self._document.branches.pieces() if self._document.branches else ()

    def _whole(self, fix: Mending | None) -> Mending | None:
        """Return a fix that leaves the blocks of a template alone; None if it would cut through them."""
        if fix is None or not self._pieces:
            return fix
        touched = [
            (piece, edit) for edit in fix.edits for piece in self._pieces if self._changes(edit, piece)
        ]
        if len({piece.span for piece, _ in touched}) != 1:
            return None
        return Mending(edits=tuple(_within(piece.span, edit) for piece, edit in touched), safe=fix.safe)

    def _changes(self, edit: Change, piece: Piece) -> bool:
        """Tell whether an edit changes more than blanks in a piece of a template."""
        inside = _within(piece.span, edit)
        return bool(self._document.source[inside.start : max(inside.start, inside.end)].strip())

    def _matched(self, rule: RuleOutline, match: Match, scan: Scan) -> Finding:
        segment = scan.segment
        # What a file writes as an escape is no disguise; the text that it stands for may be.
        written = scan.by_source.text_over(match.span)
        disguise = _disguise(match, scan)
        reads_as = _undisguised(match, written) if disguise else None
        fields = dict(match.hit.traits) if match.hit else {}
        fields["match"] = _shown(reads_as or written)
        return Finding(
            message=_filled(rule.message.speak(self._locale), fields),
            **self._common(rule),
            **self._place(match.span, segment.part),
            reads_as=reads_as,
            disguise=disguise,
            segment=segment.kind,
            branch=segment.branch,
            # A part does not stand in the file as such; there is nothing to edit.
            fix=self._in_file(self._whole(self._fix(rule, match, scan))) if segment.part is None else None,
        )

    def _fix(self, rule: RuleOutline, match: Match, scan: Scan) -> Mending | None:
        """Return the edits that repair a violation; an address alone is nothing that could be cut out."""
        recipe, source = rule.fix, self._document.source
        if recipe is None or scan.segment.kind not in _WRITTEN_KINDS:
            return None
        text = scan.by_source
        if recipe.replace is not None:
            # Where a file writes something for the text, the replacement would have to be written so too.
            is_plain = text.text_over(match.span) == source[match.span.start : match.span.end]
            edit = Change(start=match.span.start, end=match.span.end, text=recipe.replace)
            return Mending(edits=(edit,), safe=recipe.safe) if is_plain else None
        span = match.span
        if recipe.remove == "sentence":
            touched = scan.sentences_of(match.span)
            span = Span(scan.sentences[touched[0]].start, scan.sentences[touched[-1]].end)
        cuts = _without_tags(text.tiles_over(span), span, source)
        if not cuts:
            return None
        cuts[-1] = Span(cuts[-1].start, _with_blanks(source, Span(cuts[0].start, cuts[-1].end)))
        edits = tuple(Change(start=cut.start, end=cut.end, text="") for cut in cuts)
        return Mending(edits=edits, safe=recipe.safe)

    def _in_file(self, fix: Mending | None) -> Mending | None:
        """Return edits of the source as edits of the file that it stands in."""
        offset = self._origin.offset
        if fix is None or not offset:
            return fix
        edits = tuple(
            Change(start=edit.start + offset, end=edit.end + offset, text=edit.text) for edit in fix.edits
        )
        return Mending(edits=edits, safe=fix.safe)

    def _source(self, part: Part | None) -> str:
        return part.source if part else self._document.source

    def _lines_of(self, part: Part | None) -> LineIndex:
        if part not in self._lines:
            self._lines[part] = LineIndex(self._source(part))
        return self._lines[part]

    def _place(self, span: Span, part: Part | None = None) -> dict[str, Any]:
        lines = self._lines_of(part)
        origin = Origin() if part else self._origin
        start = origin.position(lines.position(span.start))
        end = origin.position(lines.position(span.end))
        return {
            "part": part.name if part else None,
            "excerpt": self._source(part)[span.start : span.end],
            "start": span.start + origin.offset,
            "end": span.end + origin.offset,
            "line": start.line,
            "column": start.column,
            "end_line": end.line,
            "end_column": end.column,
        }


def _disguise(match: Match, scan: Scan) -> tuple[str, ...]:
    """Return how a match is disguised; of several side by side, how any of them is."""
    told = (disguises(scan.by_source.text_over(one.span), one.reads) for one in match.parts or (match,))
    return tuple(dict.fromkeys(chain.from_iterable(told)))


def _undisguised(match: Match, excerpt: str) -> str:
    """Return what a disguised match reads; one found in the text as written is read in plain characters."""
    if match.reads != excerpt:
        return match.reads
    from buyer_msg_lint.views.plain import plain

    return plain(MappedText.identity(excerpt)).text


def _filled(template: str, fields: dict[str, str]) -> str:
    """Put fields in the place of their names; text of a message is never read as a template."""
    return MESSAGE_FIELD.sub(lambda name: fields.get(name[1], ""), template)


def _shown(text: str) -> str:
    """Return a text on one line, cut to a length that a message can show."""
    line = " ".join(text.split())
    return line if len(line) <= _MOST_SHOWN else line[: _MOST_SHOWN - 1] + "…"


def _without_tags(tiles: Iterable[Tile], span: Span, source: str) -> list[Span]:
    """Return the ranges of the source under a range that are text, and no tags between or instead of it."""
    cuts: list[Span] = []
    for tile in tiles:
        start, end = max(tile.source_start, span.start), min(tile.source_end, span.end)
        if start >= end or (not tile.linear and source.startswith("<", tile.source_start)):
            continue
        if cuts and cuts[-1].end == start:
            start = cuts.pop().start
        cuts.append(Span(start, end))
    return cuts


def _within(span: Span, edit: Change) -> Change:
    return Change(start=max(span.start, edit.start), end=min(span.end, edit.end), text=edit.text)


def _with_blanks(source: str, span: Span) -> int:
    """Return the end of a range, one blank after it included where there is one before it."""
    before = span.start == 0 or source[span.start - 1].isspace()
    after = span.end < len(source) and source[span.end] in " \t"
    return span.end + (before and after)
