"""Text for people: each violation with its line, the place underlined, and what to write instead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from buyer_msg_lint.document import SegmentKind
from buyer_msg_lint.formats import Run
from buyer_msg_lint.formats._screen import CUT, Cells, cells, columns, cropped, shortened, visible
from buyer_msg_lint.spans import LineIndex, Origin, Span
from buyer_msg_lint.verdict import Finding, Outcome, Severity, Summary, Verdict

_COLORS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}
_BOLD, _DIM, _GREEN, _RED = "1", "2", "32", "31"
_LEAST_WIDTH = 40
_READING_ROOM = 80
_MOST_LINES = 3
_MOST_NAMES = 2
_MOST_PATHS = 3
_MOST_OPEN = 3
_MOST_FIELDS = 3
_OPTIONS = {"message_type": "--type", "tracking_numbers": "--tracking-number"}
_IN_FILE_ONLY = ("earlier_messages", "attachments", "seller_names", "seller_domains")
"""Fields of the context that no option gives."""

_LABELS = {
    "en": {
        "error": "error",
        "warning": "warning",
        "info": "info",
        "remark": "{label}: {text}",
        "disguised": "{text} ({how})",
        "instead": "instead",
        "reads_as": "reads as",
        "stands_in": "stands in",
        "branch": "branch",
        "filled_with": "filled with",
        "open": "cannot be checked before it is filled: {items}",
        "open_items": "{what} ({names})",
        "note": "note",
        "link": "a link",
        "signature": "a signature",
        "include": "another file",
        "checked_as": "checked as",
        "checked_as_hint": "{type} (--type TYPE if it is another)",
        "clean": "{messages} checked, clean",
        "passing": "{messages} checked, none fails",
        "messages": "{n} message|{n} messages",
        "errors": "{n} error|{n} errors",
        "warnings": "{n} warning|{n} warnings",
        "infos": "{n} info|{n} infos",
        "not_checked": "{n} not checked|{n} not checked",
        "of": "{violations} of {messages} with violations",
        "nothing": "nothing was checked",
        "explain": "why a rule is there: lint --explain RULE",
        "undecided": "not evaluated: {items}",
        "undecided_rules": "{rules} (needs {option})",
        "undecided_many": "{n} rules that need more (a --context file, or {options})",
        "undecided_type": "{rules}{places} (type not recognised; give it with --type)",
        "topic": "{n} {topic}/* rules",
        "places": " in {paths}",
        "paths_more": "{paths} and {n} more",
        "row": "row {row}",
        "list": ", ",
        "items": "; ",
    },
    "zh": {
        "error": "错误",
        "warning": "警告",
        "info": "提示",
        "remark": "{label}：{text}",
        "disguised": "{text}（{how}）",
        "instead": "建议",
        "reads_as": "实际含义",
        "stands_in": "所在位置",
        "branch": "分支",
        "filled_with": "填充数据",
        "open": "填充之前无法检查：{items}",
        "open_items": "{what}（{names}）",
        "note": "说明",
        "link": "链接",
        "signature": "签名",
        "include": "其他文件",
        "checked_as": "消息类型",
        "checked_as_hint": "{type}（如不符，请用 --type 指定）",
        "clean": "已检查 {messages}，未发现问题",
        "passing": "已检查 {messages}，均通过",
        "messages": "{n} 条消息|{n} 条消息",
        "errors": "{n} 个错误|{n} 个错误",
        "warnings": "{n} 个警告|{n} 个警告",
        "infos": "{n} 个提示|{n} 个提示",
        "not_checked": "{n} 条未检查|{n} 条未检查",
        "of": "{messages}中有 {violations} 条违规",
        "nothing": "没有检查任何内容",
        "explain": "查看规则说明：lint --explain 规则名 --locale zh",
        "undecided": "未评估：{items}",
        "undecided_rules": "{rules}（需要 {option}）",
        "undecided_many": "{n} 条规则需要更多信息（--context 文件，或 {options}）",
        "undecided_type": "{rules}{places}（未能识别消息类型，请用 --type 指定）",
        "topic": "{topic}/* 共 {n} 条",
        "places": "，文件 {paths}",
        "paths_more": "{paths} 等另外 {n} 个",
        "row": "第 {row} 行",
        "list": "，",
        "items": "；",
    },
}

DISGUISES_ZH = {
    "compatibility-characters": "变体字符",
    "invisible-characters": "隐形字符",
    "leet": "数字或符号代替字母",
    "respelled": "错拼或加注音符号",
    "look-alikes": "形近字符",
    "reversed": "反向文字",
    "spelled-digits": "数字写成文字",
    "spelled-signs": "符号写成文字",
    "split-letters": "拆字",
    "stretched": "重复字母",
    "strike-through": "删除线",
}
_ELSEWHERE = {
    "en": {
        SegmentKind.HIDDEN: "text that a reader does not see",
        SegmentKind.ALTERNATIVE: "text in the place of an image, a field, or HTML",
        SegmentKind.LINK: "where a link leads",
        SegmentKind.IMAGE: "where an image comes from",
        SegmentKind.FILE_NAME: "the name of a file",
        SegmentKind.ATTACHMENT: "an attached file",
    },
    "zh": {
        SegmentKind.HIDDEN: "读者看不到的文字",
        SegmentKind.ALTERNATIVE: "图片、输入框或HTML的替代文字",
        SegmentKind.LINK: "链接地址",
        SegmentKind.IMAGE: "图片地址",
        SegmentKind.FILE_NAME: "文件名",
        SegmentKind.ATTACHMENT: "附件",
    },
}


def render(run: Run) -> Iterator[str]:
    """Yield each message's violations, then a summary of the run."""
    pen = _Pen(run)
    summary = Summary()
    undecided = _Undecided()
    for report, source in run.messages:
        yield from pen.message(report, source)
        summary = summary.plus(report)
        undecided.add(report)
    yield from pen.end(summary, undecided)


class _Undecided:
    """The rules that could not be decided in a run, by the context field that was missing."""

    def __init__(self) -> None:
        self.rules: dict[str, dict[str, None]] = {}
        self.paths: dict[str, dict[str, None]] = {}

    def add(self, report: Verdict) -> None:
        for skipped in report.not_evaluated:
            self.rules.setdefault(skipped.missing, {})[skipped.rule] = None
            self.paths.setdefault(skipped.missing, {})[_path(report)] = None


class _Place(NamedTuple):
    """Where a violation is, with what is needed to draw it."""

    span: Span
    source: str
    lines: LineIndex
    color: str
    lines_above: int = 0
    """How many lines of the file come before the source."""

    def line_numbers(self) -> tuple[int, int]:
        """Return the first and the last line that the span touches."""
        first = self.lines.position(self.span.start).line
        return first, max(first, self.lines.position(max(self.span.start, self.span.end - 1)).line)

    def parts(self, number: int, room: int) -> tuple[Cells, Cells, Cells]:
        """Return a line before, inside and after the span; of one far longer than ``room``, what is near."""
        most = 2 * room
        line = self.lines.line_span(number)
        start = min(max(line.start, self.span.start), line.end)
        end = max(min(line.end, self.span.end), start)
        before = cells(self.source[max(line.start, start - most) : start])
        after = cells(self.source[end : min(line.end, end + most)])
        # What is wider than the room is cut, and marked as cut, anyway.
        if line.start < start - most and columns(before) <= room:
            before.insert(0, CUT)
        if end + most < line.end and columns(after) <= room:
            after.append(CUT)
        return before, cells(self.source[start : min(end, start + most)]), after


class _Pen(NamedTuple):
    run: Run

    def message(self, report: Verdict, source: str | None) -> Iterator[str]:
        lines = LineIndex(source) if source is not None and report.violations else None
        typed = False
        for violation in report.violations:
            yield self._header(report, violation)
            if violation.part is not None and violation.excerpt is not None:
                yield self._excerpt(violation.excerpt, violation.line or 1, _COLORS[violation.severity])
            elif lines is not None and violation.start is not None and violation.end is not None:
                origin = report.record.origin if report.record else Origin()
                span = Span(violation.start - origin.offset, violation.end - origin.offset)
                color = _COLORS[violation.severity]
                yield self._snippet(_Place(span, source or "", lines, color, origin.line - 1))
            yield self._remarks(violation)
            if report.filled_with is not None:
                yield self._remark("filled_with", visible(report.filled_with))
            if violation.start is None and report.message_type and not typed:
                typed = True
                hint = self._label("checked_as_hint").format(type=visible(report.message_type))
                yield self._remark("checked_as", hint)
            yield "\n"
        if report.unverifiable:
            yield self._open(report) + "\n\n"

    def _open(self, report: Verdict) -> str:
        """Return one line on all that a template leaves open."""
        items = []
        for one in report.unverifiable:
            names = [*map(visible, one.names[:_MOST_OPEN]), *([CUT] if one.names[_MOST_OPEN:] else [])]
            said = self._label("list").join(names)
            items.append(self._label("open_items").format(what=self._label(one.what), names=said))
        first = min((one.line, one.column) for one in report.unverifiable)
        place = self._paint(f"{_path(report)}:{first[0]}:{first[1]}:", _BOLD)
        text = self._label("open").format(items=self._label("items").join(items))
        return f"{place} {self._label('note')}: {text}"

    def end(self, summary: Summary, undecided: _Undecided) -> Iterator[str]:
        if undecided.rules:
            yield self._paint(self._undecided(undecided, summary), _DIM) + "\n"
        if summary.errors or summary.warnings or summary.infos:
            yield self._paint(self._label("explain"), _DIM) + "\n"
        yield self._summary(summary) + "\n"

    def _header(self, report: Verdict, violation: Finding) -> str:
        part = "" if violation.part is None else f" {visible(violation.part)}:"
        place = self._paint(f"{_path(report)}:{part}{violation.line or 1}:{violation.column or 1}:", _BOLD)
        severity = self._paint(self._label(violation.severity.value), _COLORS[violation.severity])
        rule = self._paint(violation.rule, _BOLD)
        return f"{place}{self._record(report)} {severity} {rule}: {visible(violation.message)}\n"

    def _record(self, report: Verdict) -> str:
        """Return which row of a table a message is, "" for a file that is one."""
        record = report.record
        if record is None:
            return ""
        name = self._label("row").format(row=record.row)
        pieces = [piece for piece in (record.sheet, name, record.column) if piece is not None]
        return f" {visible(self._label('list').join(pieces))}:"

    def _excerpt(self, excerpt: str, first: int, color: str) -> str:
        """Draw what was found in a part, whose own text is not at hand, by itself."""
        source = "\n" * (first - 1) + excerpt
        return self._snippet(_Place(Span(first - 1, len(source)), source, LineIndex(source), color))

    def _snippet(self, place: _Place) -> str:
        first, last = place.line_numbers()
        shown = range(first, min(last, first + _MOST_LINES - 1) + 1)
        gutter = len(str(shown[-1] + place.lines_above))
        text = "".join(self._line(place, number, gutter) for number in shown)
        return text if shown[-1] == last else text + f" {'':{gutter}} {self._bar()} {CUT}\n"

    def _line(self, place: _Place, number: int, gutter: int) -> str:
        room = max(_LEAST_WIDTH, self.run.width) - gutter - 4
        before, marked, after = cropped(*place.parts(number, room), room)
        drawn = "".join((*before, *marked, *after))
        text = (
            f" {self._paint(f'{number + place.lines_above:{gutter}}', _DIM)} {self._bar()} {drawn}".rstrip()
            + "\n"
        )
        if not marked and number != place.line_numbers()[0]:
            return text
        underline = self._paint("^" * max(1, columns(marked)), place.color)
        return text + f" {'':{gutter}} {self._bar()} {'':{columns(before)}}{underline}\n"

    def _remarks(self, violation: Finding) -> str:
        text = ""
        if violation.segment in _ELSEWHERE[self.run.locale]:
            text += self._remark("stands_in", _ELSEWHERE[self.run.locale][violation.segment])
        if violation.reads_as is not None:
            reading = "".join(shortened(cells(" ".join(violation.reads_as.split())), _READING_ROOM))
            names = DISGUISES_ZH if self.run.locale == "zh" else {}
            how = self._label("list").join(names.get(name, name) for name in violation.disguise)
            text += self._remark(
                "reads_as", self._label("disguised").format(text=reading, how=how) if how else reading
            )
        if violation.branch is not None:
            text += self._remark("branch", visible(violation.branch))
        return text + self._remark("instead", visible(violation.instead))

    def _remark(self, label: str, text: str) -> str:
        name = self._paint(self._label(label), _BOLD)
        return f"   {self._paint('=', _DIM)} {self._label('remark').format(label=name, text=text)}\n"

    def _undecided(self, undecided: _Undecided, summary: Summary) -> str:
        items = []
        if "message_type" in undecided.rules:
            rules = self._label("list").join(self._by_topic(list(undecided.rules["message_type"])))
            places = self._places(list(undecided.paths["message_type"])) if summary.messages > 1 else ""
            items.append(self._label("undecided_type").format(rules=rules, places=places))
        items += self._unknown(
            {field: rules for field, rules in undecided.rules.items() if field != "message_type"}
        )
        return self._label("undecided").format(items=self._label("items").join(items))

    def _unknown(self, rules: dict[str, dict[str, None]]) -> Iterator[str]:
        """Yield the rules of each field that is not known; of many fields, only how many rules they keep."""
        options = [field if field in _IN_FILE_ONLY else _option(field) for field in rules]
        if len(rules) > _MOST_FIELDS:
            count = len({rule for of_field in rules.values() for rule in of_field})
            named = self._label("list").join(sorted(options))
            yield self._label("undecided_many").format(n=count, options=named)
            return
        for option, of_field in zip(options, rules.values(), strict=True):
            named = self._label("list").join(self._by_topic(list(of_field)))
            yield self._label("undecided_rules").format(rules=named, option=option)

    def _by_topic(self, rules: list[str]) -> Iterator[str]:
        topics = Counter(rule.partition("/")[0] for rule in rules)
        for topic, count in topics.items():
            if count > _MOST_NAMES:
                yield self._label("topic").format(topic=topic, n=count)
            else:
                yield from (rule for rule in rules if rule.partition("/")[0] == topic)

    def _places(self, paths: list[str]) -> str:
        shown = self._label("list").join(paths[:_MOST_PATHS])
        if len(paths) > _MOST_PATHS:
            shown = self._label("paths_more").format(paths=shown, n=len(paths) - _MOST_PATHS)
        return self._label("places").format(paths=shown)

    def _summary(self, summary: Summary) -> str:
        if not summary.messages:
            return self._paint(self._label("nothing"), _RED)
        parts = []
        counts = [(name, getattr(summary, name)) for name in ("errors", "warnings", "infos")]
        if summary.violations:
            messages = self._count("messages", summary.messages)
            parts.append(self._label("of").format(violations=summary.violations, messages=messages))
        elif summary.clean:
            label = "passing" if any(count for _, count in counts) else "clean"
            parts.append(self._label(label).format(messages=self._count("messages", summary.clean)))
        counts.append(("not_checked", summary.not_checked))
        parts += [self._count(name, count) for name, count in counts if count]
        color = _GREEN if summary.outcome is Outcome.CLEAN else _RED
        return self._paint(self._label("list").join(parts), color)

    def _count(self, label: str, count: int) -> str:
        one, many = self._label(label).split("|")
        return (one if count == 1 else many).format(n=count)

    def _label(self, name: str) -> str:
        return _LABELS[self.run.locale][name]

    def _bar(self) -> str:
        return self._paint("|", _DIM)

    def _paint(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.run.color else text


def _path(report: Verdict) -> str:
    return visible(report.path or "<text>")


def _option(field: str) -> str:
    """Return the option of the command that gives a field of the context."""
    return _OPTIONS.get(field, f"--{field.replace('_', '-')}")
