"""From a broken rule to a violation: places, what it reads as, the text for people, the repair."""

from __future__ import annotations

from typing import Any

from buyer_msg_lint.document import Document
from buyer_msg_lint.engine.judge import Broken
from buyer_msg_lint.engine.limits import Exceeded
from buyer_msg_lint.engine.scan import Match, Scan
from buyer_msg_lint.moments import Duration, spoken
from buyer_msg_lint.policy.model import MESSAGE_FIELD, Rule
from buyer_msg_lint.report import Edit, Fix, Violation
from buyer_msg_lint.spans import LineIndex, MappedText, Span
from buyer_msg_lint.views import disguises

_MOST_SHOWN = 80


class Wording:
    """Words the violations of one document in one locale."""

    def __init__(self, document: Document, locale: str) -> None:
        self._document = document
        self._locale = locale
        self._lines: LineIndex | None = None

    def exceeded(self, exceeded: Exceeded) -> Violation:
        """Return the violation of a limit that is not kept."""
        rule = exceeded.rule
        fields = {name: self._said(field) for name, field in exceeded.fields.items()}
        common = self._common(rule) | ({"severity": exceeded.severity} if exceeded.severity else {})
        place: dict[str, Any] = {}
        if exceeded.place is not None:
            excerpt = self._document.source[exceeded.place.start : exceeded.place.end]
            place = {**self._place(exceeded.place), "excerpt": excerpt}
        return Violation(message=_filled(rule.message.speak(self._locale), fields), **common, **place)

    def _said(self, field: str | Duration) -> str:
        return field if isinstance(field, str) else spoken(field, self._locale)

    def _common(self, rule: Rule) -> dict[str, Any]:
        return {
            "rule": rule.id,
            "category": rule.category,
            "severity": rule.severity,
            "why": rule.why.speak(self._locale),
            "instead": rule.instead.speak(self._locale),
            "source": rule.source,
        }

    def violation(self, broken: Broken) -> Violation:
        """Return the violation of a broken rule."""
        rule, match = broken.rule, broken.match
        common = self._common(rule)
        if match is None or broken.scan is None:
            return Violation(message=_filled(rule.message.speak(self._locale), {}), **common)
        excerpt = self._document.source[match.span.start : match.span.end]
        # What a file writes as an escape is no disguise; the text that it stands for may be.
        written = broken.scan.segment.content.text_over(match.span)
        disguise = disguises(written, match.reads)
        reads_as = _undisguised(match, written) if disguise else None
        fields = dict(match.hit.traits) if match.hit else {}
        fields["match"] = _shown(reads_as or written)
        return Violation(
            message=_filled(rule.message.speak(self._locale), fields),
            **common,
            **self._place(match.span),
            excerpt=excerpt,
            reads_as=reads_as,
            disguise=disguise,
            fix=_fix(rule, match, broken.scan, self._document.source),
        )

    def _place(self, span: Span) -> dict[str, int]:
        if self._lines is None:
            self._lines = LineIndex(self._document.source)
        start, end = self._lines.position(span.start), self._lines.position(span.end)
        return {
            "start": span.start,
            "end": span.end,
            "line": start.line,
            "column": start.column,
            "end_line": end.line,
            "end_column": end.column,
        }


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


def _fix(rule: Rule, match: Match, scan: Scan, source: str) -> Fix | None:
    recipe = rule.fix
    if recipe is None:
        return None
    if recipe.replace is not None:
        return Fix(
            edits=(Edit(start=match.span.start, end=match.span.end, text=recipe.replace),), safe=recipe.safe
        )
    span = match.span
    if recipe.remove == "sentence":
        touched = scan.sentences_of(match.span)
        span = Span(scan.sentences[touched[0]].start, scan.sentences[touched[-1]].end)
    return Fix(edits=(Edit(start=span.start, end=_with_blanks(source, span), text=""),), safe=recipe.safe)


def _with_blanks(source: str, span: Span) -> int:
    """Return the end of a range, one blank after it included where there is one before it."""
    before = span.start == 0 or source[span.start - 1].isspace()
    after = span.end < len(source) and source[span.end] in " \t"
    return span.end + (before and after)
