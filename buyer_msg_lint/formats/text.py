"""Text for people: each violation with its line, the place underlined, and what to write instead."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from wcwidth import wcswidth

from buyer_msg_lint.formats import Run
from buyer_msg_lint.report import Outcome, Report, Severity, Summary, Violation
from buyer_msg_lint.spans import LineIndex, Span

_COLORS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}
_BOLD, _DIM, _GREEN = "1", "2", "32"
_TAB = "    "
_LEAST_WIDTH = 40
_JOINERS = "\u200d\ufe0f"

_LABELS = {
    "en": {
        "error": "error",
        "warning": "warning",
        "info": "info",
        "instead": "instead",
        "reads_as": "reads as",
        "undecided": "not evaluated, since {field} is not known: {rules}",
        "type_hint": " (give it with --type)",
        "clean": "{messages} checked, clean",
        "messages": "{n} message|{n} messages",
        "errors": "{n} error|{n} errors",
        "warnings": "{n} warning|{n} warnings",
        "infos": "{n} note|{n} notes",
        "not_checked": "{n} not checked|{n} not checked",
        "of": "{violations} of {messages} with violations",
        "nothing": "nothing was checked",
        "separator": ", ",
    },
    "zh": {
        "error": "错误",
        "warning": "警告",
        "info": "提示",
        "instead": "建议",
        "reads_as": "实际含义",
        "undecided": "未评估（缺少 {field}）：{rules}",
        "type_hint": "（可用 --type 指定）",
        "clean": "已检查{messages}，未发现问题",
        "messages": "{n} 条消息|{n} 条消息",
        "errors": "{n} 个错误|{n} 个错误",
        "warnings": "{n} 个警告|{n} 个警告",
        "infos": "{n} 个提示|{n} 个提示",
        "not_checked": "{n} 条未检查|{n} 条未检查",
        "of": "{messages}中有 {violations} 条违规",
        "nothing": "没有检查任何内容",
        "separator": "，",
    },
}


def render(run: Run) -> Iterator[str]:
    """Yield each message's violations, then a summary of the run."""
    pen = _Pen(run)
    summary = Summary()
    for report, source in run.messages:
        yield from pen.message(report, source)
        summary = summary.plus(report)
    yield pen.summary(summary)


def visible(text: str) -> str:
    """Return a text that is safe to print on one line: control and invisible characters are spelled out."""
    if text.isascii() and text.isprintable():
        return text
    shown = [_visible_char(text, index) for index in range(len(text))]
    return "".join(shown)


def _visible_char(text: str, index: int) -> str:
    char = text[index]
    if char == "\t":
        return _TAB
    category = unicodedata.category(char)
    if char in _JOINERS and index and unicodedata.category(text[index - 1]) in ("So", "Sk"):
        return char
    if category in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"):
        return f"<U+{ord(char):04X}>"
    if category in ("Mn", "Me") and index == 0:
        return "\u25cc" + char
    return char


def columns(text: str) -> int:
    """Return how many columns of a terminal a visible text takes."""
    return max(0, wcswidth(text))


@dataclass(frozen=True, slots=True)
class _Pen:
    run: Run

    def message(self, report: Report, source: str | None) -> Iterator[str]:
        lines = LineIndex(source) if source is not None and report.violations else None
        for violation in report.violations:
            yield self._violation(report, violation, source or "", lines)
        if report.not_evaluated:
            yield self._undecided(report)

    def _violation(self, report: Report, violation: Violation, source: str, lines: LineIndex | None) -> str:
        place = f"{visible(report.path or '<text>')}:{violation.line or 1}:{violation.column or 1}:"
        severity = self._paint(self._label(violation.severity.value), _COLORS[violation.severity])
        rule = self._paint(violation.rule, _BOLD)
        text = f"{self._paint(place, _BOLD)} {severity} {rule}: {visible(violation.message)}\n"
        if lines is not None and violation.start is not None and violation.end is not None:
            text += self._snippet(Span(violation.start, violation.end), source, lines)
        if violation.reads_as is not None:
            text += self._remark("reads_as", f"{visible(violation.reads_as)} ({', '.join(violation.disguise)})")
        return text + self._remark("instead", visible(violation.instead)) + "\n"

    def _snippet(self, span: Span, source: str, lines: LineIndex) -> str:
        line = lines.position(span.start).line
        whole = lines.line_span(line)
        number = str(line)
        gutter = " " * len(number)
        before = visible(source[whole.start : span.start])
        marked = visible(source[span.start : min(span.end, whole.end)])
        after = visible(source[min(span.end, whole.end) : whole.end])
        before, marked, after = _cropped(before, marked, after, max(_LEAST_WIDTH, self.run.width) - len(number) - 4)
        underline = " " * columns(before) + "^" * max(1, columns(marked))
        bar = self._paint("|", _DIM)
        return (
            f" {self._paint(number, _DIM)} {bar} {before}{marked}{after}\n"
            f" {gutter} {bar} {self._paint(underline, _COLORS[Severity.ERROR])}\n"
        )

    def _remark(self, label: str, text: str) -> str:
        return f"   {self._paint('=', _DIM)} {self._paint(self._label(label) + ':', _BOLD)} {text}\n"

    def _undecided(self, report: Report) -> str:
        text = ""
        fields = dict.fromkeys(skipped.missing for skipped in report.not_evaluated)
        for field in fields:
            rules = ", ".join(skipped.rule for skipped in report.not_evaluated if skipped.missing == field)
            hint = self._label("type_hint") if field == "message_type" else ""
            note = self._label("undecided").format(field=field, rules=rules) + hint
            text += self._paint(f"{visible(report.path or '<text>')}: {note}", _DIM) + "\n"
        return text

    def summary(self, summary: Summary) -> str:
        if not summary.messages:
            return self._label("nothing") + "\n"
        parts = []
        if summary.violations:
            parts.append(
                self._label("of").format(
                    violations=summary.violations, messages=self._count("messages", summary.messages)
                )
            )
        elif summary.clean:
            parts.append(self._label("clean").format(messages=self._count("messages", summary.clean)))
        for name in ("errors", "warnings", "infos", "not_checked"):
            count = getattr(summary, name)
            if count:
                parts.append(self._count(name, count))
        color = _GREEN if summary.outcome is Outcome.CLEAN else _COLORS[Severity.ERROR]
        return self._paint(self._label("separator").join(parts), color) + "\n"

    def _count(self, label: str, count: int) -> str:
        one, many = self._label(label).split("|")
        return (one if count == 1 else many).format(n=count)

    def _label(self, name: str) -> str:
        return _LABELS[self.run.locale][name]

    def _paint(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.run.color else text


def _cropped(before: str, marked: str, after: str, room: int) -> tuple[str, str, str]:
    """Cut a line that is wider than ``room`` columns around its marked part."""
    if columns(before + marked + after) <= room:
        return before, marked, after
    marked = _head(marked, room)
    left = (room - columns(marked)) // 2
    before = _tail(before, max(left, room - columns(marked) - columns(after)))
    return before, marked, _head(after, room - columns(before) - columns(marked))


def _head(text: str, room: int) -> str:
    if columns(text) <= room:
        return text
    while text and columns(text) > room - 1:
        text = text[: min(len(text) - 1, room)]
    return text + "…" if room > 0 else ""


def _tail(text: str, room: int) -> str:
    if columns(text) <= room:
        return text
    while text and columns(text) > room - 1:
        text = text[max(1, len(text) - room) :]
    return "…" + text if room > 0 else ""
