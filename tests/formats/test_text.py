"""The text that people read, compared as a whole."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import dedent
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wcwidth import wcswidth

from buyer_msg_lint.formats import Run
from buyer_msg_lint.formats.text import DISGUISES_ZH, render
from buyer_msg_lint.spans import LineIndex
from buyer_msg_lint.verdict import Finding, LeftOpen, Outcome, Severity, Undecided, Verdict
from buyer_msg_lint.views import load_view, view_names


def violation(source: str, marked: str | None = None, **fields: Any) -> Finding:
    place: dict[str, Any] = {}
    if marked is not None:
        start = source.index(marked)
        end = start + len(marked)
        lines = LineIndex(source)
        first, last = lines.position(start), lines.position(end)
        place = {
            "start": start,
            "end": end,
            "line": first.line,
            "column": first.column,
            "end_line": last.line,
            "end_column": last.column,
            "excerpt": marked,
        }
    given: dict[str, Any] = {
        "rule": "contact/link",
        "category": "contact",
        "severity": Severity.ERROR,
        "message": "Holds a link",
        "why": "Links are forbidden.",
        "instead": "Reply to this message.",
        "source": (),
    }
    return Finding(**(given | place | fields))


def report(*violations: Finding, **fields: Any) -> Verdict:
    fails = any(one.severity is Severity.ERROR for one in violations)
    given: dict[str, Any] = {
        "path": "draft.txt",
        "outcome": Outcome.VIOLATIONS if fails else Outcome.CLEAN,
        "violations": violations,
    }
    return Verdict(**(given | fields))


def shown(
    messages: Iterable[tuple[Verdict, str | None]],
    *,
    locale: str = "en",
    color: bool = False,
    width: int = 80,
) -> str:
    run = Run(tuple(messages), "0.1.0", "amazon", ("contact/link",), locale, color, width)
    return "".join(render(run))


def snippet(source: str, marked: str, width: int = 80) -> str:
    """Return the lines between the header and the advice."""
    text = shown([(report(violation(source, marked)), source)], width=width)
    return text.partition("\n")[2].partition("   = ")[0]


def block(text: str) -> str:
    return dedent(text).lstrip("\n")


def test_a_violation_has_its_place_its_rule_its_line_and_the_advice() -> None:
    source = "Hello,\nsee example.com now.\n"
    assert shown([(report(violation(source, "example.com")), source)]) == block("""
        draft.txt:2:5: error contact/link: Holds a link
         2 | see example.com now.
           |     ^^^^^^^^^^^
           = instead: Reply to this message.

        why a rule is there: lint --explain RULE
        1 of 1 message with violations, 1 error
        """)


def test_everything_around_the_rules_own_texts_is_chinese_in_the_chinese_locale() -> None:
    source = "see exampIe.com"
    one = violation(source, "exampIe.com", reads_as="example.com", disguise=("look-alikes",))
    skipped = Undecided(rule="identifiers/order-id-mismatch", missing="order_id")
    assert shown([(report(one, not_evaluated=(skipped,)), source)], locale="zh") == block("""
        draft.txt:1:5: 错误 contact/link: Holds a link
         1 | see exampIe.com
           |     ^^^^^^^^^^^
           = 实际含义：example.com（形近字符）
           = 建议：Reply to this message.

        未评估：identifiers/order-id-mismatch（需要 --order-id）
        查看规则说明：lint --explain 规则名 --locale zh
        1 条消息中有 1 条违规，1 个错误
        """)


def test_a_disguised_place_is_told_in_plain_words() -> None:
    source = "add w e c h a t"
    one = violation(source, "w e c h a t", reads_as="wechat", disguise=("split-letters",))
    assert "   = reads as: wechat (split-letters)\n" in shown([(report(one), source)])


def test_every_disguise_that_a_view_undoes_has_a_chinese_name() -> None:
    assert {load_view(name).DISGUISE for name in view_names()} <= set(DISGUISES_ZH)


def test_a_violation_of_the_whole_message_stands_at_the_first_line_without_underline() -> None:
    source = "Hello\n"
    one = violation(source, rule="required/order-id", message="The order number is missing")
    text = shown([(report(one, one, message_type="refund"), source)])
    assert text == block("""
        draft.txt:1:1: error required/order-id: The order number is missing
           = instead: Reply to this message.
           = checked as: refund (--type TYPE if it is another)

        draft.txt:1:1: error required/order-id: The order number is missing
           = instead: Reply to this message.

        why a rule is there: lint --explain RULE
        1 of 1 message with violations, 2 errors
        """)


@pytest.mark.parametrize(
    ("source", "marked", "expected"),
    [
        pytest.param("a x b", "x", " 1 | a x b\n   |   ^\n", id="plain ASCII"),
        pytest.param(
            "你好 微信 ok", "微信", " 1 | 你好 微信 ok\n   |      ^^^^\n", id="wide Chinese characters"
        ),
        pytest.param(
            "cafe\u0301 x", "x", " 1 | cafe\u0301 x\n   |      ^\n", id="a combining mark takes no column"
        ),
        pytest.param("\u0301x", "x", " 1 | ◌\u0301x\n   |  ^\n", id="a mark alone gets a circle to stand on"),
        pytest.param("👍 x", "x", " 1 | 👍 x\n   |    ^\n", id="an emoji takes two columns"),
        pytest.param("👩\u200d👧 x", "x", " 1 | 👩\u200d👧 x\n   |    ^\n", id="joined emoji are one"),
        pytest.param("\tx", "x", " 1 |     x\n   |     ^\n", id="a tab"),
        pytest.param(
            "what\u200bsapp",
            "what\u200bsapp",
            " 1 | what<U+200B>sapp\n   | ^^^^^^^^^^^^^^^^\n",
            id="zero width",
        ),
        pytest.param("\u202ex", "x", " 1 | <U+202E>x\n   |         ^\n", id="a bidi override is spelled out"),
        pytest.param(
            "\x1b[2Jx", "x", " 1 | <U+001B>[2Jx\n   |            ^\n", id="terminal escapes never pass"
        ),
        pytest.param("\x9b31mx", "x", " 1 | <U+009B>31mx\n   |            ^\n", id="nor the eight-bit ones"),
        pytest.param(
            "\u2028x", "x", " 1 | <U+2028>x\n   |         ^\n", id="a line separator is no line end"
        ),
        pytest.param("\x0bx", "x", " 1 | <U+000B>x\n   |         ^\n", id="nor a vertical tab"),
        pytest.param("\u3164x", "x", " 1 | <U+3164>x\n   |         ^\n", id="a letter that is never seen"),
        pytest.param("a\ufe0fx", "x", " 1 | a<U+FE0F>x\n   |          ^\n", id="a selector without an emoji"),
        pytest.param("a\u200dx", "x", " 1 | a<U+200D>x\n   |          ^\n", id="a joiner between letters"),
        pytest.param("\U000e0041x", "x", " 1 | <U+E0041>x\n   |          ^\n", id="a tag character"),
        pytest.param("a\r\nb x\r\n", "x", " 2 | b x\n   |   ^\n", id="a Windows line"),
        pytest.param("a\rb x", "x", " 2 | b x\n   |   ^\n", id="an old Mac line"),
        pytest.param("a\n", "\n", " 1 | a\n   |  ^\n", id="a line break itself"),
    ],
)
def test_the_underline_stands_under_the_place(source: str, marked: str, expected: str) -> None:
    assert snippet(source, marked) == expected


def test_a_place_over_two_lines_is_underlined_in_both() -> None:
    assert snippet("please leave\na review now", "leave\na review") == (
        " 1 | please leave\n   |        ^^^^^\n 2 | a review now\n   | ^^^^^^^^\n"
    )


def test_a_place_over_many_lines_is_shown_by_its_first_three() -> None:
    source = "\n".join("abcdefgh")
    assert snippet(source, source) == (" 1 | a\n   | ^\n 2 | b\n   | ^\n 3 | c\n   | ^\n   | …\n")


def test_an_empty_line_inside_a_place_has_no_underline() -> None:
    assert snippet("a\n\nb", "a\n\nb") == " 1 | a\n   | ^\n 2 |\n 3 | b\n   | ^\n"


def test_line_numbers_of_different_width_stand_in_one_column() -> None:
    source = "\n" * 8 + "a\nb"
    assert snippet(source, "a\nb") == "  9 | a\n    | ^\n 10 | b\n    | ^\n"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param("", "", " 1 | PLACE\n   | ^^^^^\n", id="a short line is whole"),
        pytest.param(
            "a" * 100,
            "b" * 100,
            " 1 | …aaaaaaaaaaaaaaPLACEbbbbbbbbbbbbbb…\n   |                ^^^^^\n",
            id="in the middle of a long line",
        ),
        pytest.param(
            "",
            "b" * 100,
            " 1 | PLACEbbbbbbbbbbbbbbbbbbbbbbbbbbbbb…\n   | ^^^^^\n",
            id="at the start of a long line",
        ),
        pytest.param(
            "a" * 100,
            "",
            " 1 | …aaaaaaaaaaaaaaaaaaaaaaaaaaaaaPLACE\n   |                               ^^^^^\n",
            id="at the end of a long line",
        ),
        pytest.param(
            "中" * 100,
            "中" * 100,
            " 1 | …中中中中中中中PLACE中中中中中中中…\n   |                ^^^^^\n",
            id="among wide characters",
        ),
    ],
)
def test_long_lines_are_cut_around_the_place(before: str, after: str, expected: str) -> None:
    assert snippet(before + "PLACE" + after, "PLACE", width=40) == expected


def test_a_place_wider_than_the_terminal_is_cut_but_keeps_what_stands_before_it() -> None:
    assert snippet("please " + "x" * 100, "x" * 100, width=40) == (
        " 1 | please xxxxxxxxxxxxxxxxxxxxxxxxxxx…\n   |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n"
    )


def test_a_line_of_a_megabyte_is_drawn_at_once() -> None:
    source = "中" * 500_000 + "PLACE" + "\u0301" * 500_000
    assert "PLACE" in snippet(source, "PLACE")


def test_a_terminal_narrower_than_forty_columns_counts_as_forty() -> None:
    assert snippet("a" * 20 + "x", "x", width=1) == f" 1 | {'a' * 20}x\n   | {' ' * 20}^\n"


def test_the_path_cannot_write_to_the_terminal_either() -> None:
    source = "x"
    text = shown([(report(violation(source, "x"), path="\x1b[31m\n.txt"), source)])
    assert text.startswith("<U+001B>[31m<U+000A>.txt:1:1: error")


def test_text_without_a_path_is_called_text() -> None:
    assert shown([(report(violation("x", "x"), path=None), "x")]).startswith("<text>:1:1:")


def test_colour_is_there_when_asked_for_and_only_then() -> None:
    one = violation("x", "x", severity=Severity.WARNING)
    plain = shown([(report(one), "x")])
    colored = shown([(report(one), "x")], color=True)
    assert "\x1b" not in plain
    assert "\x1b[33mwarning\x1b[0m" in colored
    assert "\x1b[33m^\x1b[0m" in colored


@pytest.mark.parametrize(
    ("reports", "last"),
    [
        pytest.param([], "nothing was checked", id="nothing"),
        pytest.param([report()], "1 message checked, clean", id="one clean message"),
        pytest.param([report(), report()], "2 messages checked, clean", id="two clean messages"),
        pytest.param(
            [report(violation("x", severity=Severity.WARNING))],
            "1 message checked, none fails, 1 warning",
            id="a warning does not fail",
        ),
        pytest.param(
            [report(), report(violation("x"), violation("x", severity=Severity.INFO))],
            "1 of 2 messages with violations, 1 error, 1 info",
            id="violations",
        ),
        pytest.param(
            [report(), Verdict(path="a", outcome=Outcome.NOT_CHECKED, not_checked="is empty")],
            "1 message checked, clean, 1 not checked",
            id="one not checked",
        ),
        pytest.param(
            [Verdict(path="a", outcome=Outcome.NOT_CHECKED, not_checked="is empty")],
            "1 not checked",
            id="none checked",
        ),
    ],
)
def test_the_last_line_sums_up(reports: list[Verdict], last: str) -> None:
    assert shown([(one, "x") for one in reports]).rstrip("\n").split("\n")[-1] == last


def skipping(path: str, missing: str, *rules: str) -> Verdict:
    return report(path=path, not_evaluated=tuple(Undecided(rule=rule, missing=missing) for rule in rules))


def test_what_could_not_be_evaluated_is_one_line_a_run() -> None:
    required = ("required/order-id", "required/problem", "required/resolution")
    reports = [skipping(f"{name}.txt", "message_type", *required) for name in "abcde"]
    reports += [skipping("f.txt", "order_id", "identifiers/order-id-mismatch")]
    reports += [skipping("g.txt", "tracking_numbers", "identifiers/tracking-number-mismatch")]
    assert shown([(one, "x") for one in reports]) == (
        "not evaluated: 3 required/* rules in a.txt, b.txt, c.txt and 2 more"
        " (type not recognised; give it with --type);"
        " identifiers/order-id-mismatch (needs --order-id);"
        " identifiers/tracking-number-mismatch (needs --tracking-number)\n"
        "7 messages checked, clean\n"
    )


def test_the_note_on_a_single_message_does_not_repeat_its_name() -> None:
    assert shown([(skipping("a.txt", "message_type", "required/order-id"), "x")]) == (
        "not evaluated: required/order-id (type not recognised; give it with --type)\n"
        "1 message checked, clean\n"
    )


@given(st.text(max_size=60), st.text(min_size=1, max_size=40), st.text(max_size=60), st.integers(20, 90))
@settings(max_examples=60, deadline=None)
def test_any_text_is_drawn_in_bounds_and_harmlessly(before: str, marked: str, after: str, width: int) -> None:
    source = before + marked + after
    lines = LineIndex(source)
    start, end = len(before), len(before) + len(marked)
    first, last = lines.position(start), lines.position(end)
    one = violation(
        source,
        start=start,
        end=end,
        line=first.line,
        column=first.column,
        end_line=last.line,
        end_column=last.column,
        excerpt=marked,
    )
    text = shown([(report(one), source)], width=width)
    assert all(
        char == "\n" or char.isprintable() or char in " \u200d\u3000" or char.isspace() for char in text
    )
    drawn = text.partition("\n")[2].partition("   = ")[0].split("\n")
    assert all(wcswidth(line) <= max(width, 40) + 1 for line in drawn)


def test_the_branch_of_a_template_is_told() -> None:
    source = "{% if late %}see example.com{% endif %}\n"
    text = shown([(report(violation(source, "example.com", branch="if late")), source)])
    assert "   = branch: if late\n   = instead: Reply" in text


def test_what_a_template_leaves_open_is_one_line() -> None:
    left = (
        LeftOpen(what="link", names=tuple(f"{{{{ {name} }}}}" for name in "abcd"), line=3, column=7),
        LeftOpen(what="signature", names=("{{ \x1b }}",), line=9, column=1),
        LeftOpen(what="include", names=("{% include 'x' %}",), line=2, column=1),
    )
    messages = [(report(unverifiable=left), "")]
    assert shown(messages) == block("""
        draft.txt:2:1: note: cannot be checked before it is filled: a link ({{ a }}, {{ b }}, {{ c }}, …); \
a signature ({{ <U+001B> }}); another file ({% include 'x' %})

        1 message checked, clean
    """)
    assert "说明: 填充之前无法检查：链接（{{ a }}" in shown(messages, locale="zh")
