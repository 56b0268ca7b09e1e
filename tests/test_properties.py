"""Whatever the text, a report is sound: no crash, places inside the text, the same report each time."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buyer_msg_lint import Context, Linter, Outcome, Report

LINTER = Linter("amazon-replacement", locale="en")
CONTEXTS = (
    Context(),
    Context(marketplace="amazon.de", message_type="refund"),
    Context(
        marketplace="US",
        message_type="replacement-shipped",
        order_id="112-1234567-7654321",
        tracking_numbers=("1Z",),
    ),
    Context(template=True, message_type="review-request"),
)
PIECES = (
    "please leave us a 5-star review",
    "if you are happy",
    "w h a t s a p p",
    "wh4tsapp",
    "whаtѕapp",
    "微信",
    "加我微信号",
    "ＷｅＣｈａｔ",
    "https://example.com/a?b=c#d",
    "hxxp://example[.]com",
    "example . com",
    "help@example.com",
    "help (at) example (dot) net",
    "+1 (206) 555-0134",
    "206.555.0178",
    "two zero six five five five",
    "112-1234567-7654321",
    "113 - 7654321 - 1234567",
    "1Z999AA10123456784",
    "UPS tracking number",
    "{{order_id}}",
    "[Buyer Name]",
    "${x}",
    "None",
    "undefined",
    "Hello ,",
    "👍🏽",
    "👨‍👩‍👧",
    "1️⃣",
    "🇺🇸",
    "🇼🇪",
    "❤",
    "Bewertung",
    "Mit freundlichen Grüßen",
    "отзыв",
    "レビュー",
    "리뷰",
    "مرحبا",
    "שלום",
    "e\u0301\u0336",
    "r\u200be\u200dv\u00adiew",
    "\u202ewollof\u202c",
    "\u202e.moc.elpmaxe ta",
    "\u2066x\u2069",
    "İı ŞĞ",
    "ﬁ",
    "½",
    "Ⅷ",
    "\ufeff",
    "«»",
    "\\1",
    "%s",
    "\x1b[31m",
    "\x85",
    "\u2028",
)
BREAKS = (" ", " ", "", "\n", "\r\n", "\r", "\n\n", ". ", "。", ", ", "\t", "\u00a0", "\u3000")
MIXED = st.lists(
    st.tuples(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), st.sampled_from(BREAKS)), max_size=14
).map(lambda parts: "".join(piece + end for piece, end in parts))


def place(text: str, offset: int) -> tuple[int, int]:
    """Return line and column, counted character by character."""
    line = column = 1
    for at in range(offset):
        if text[at] == "\n" or (text[at] == "\r" and text[at + 1 : at + 2] != "\n"):
            line, column = line + 1, 1
        else:
            column += 1
    return line, column


def check(text: str, report: Report) -> None:
    assert "the linter failed" not in (report.not_checked or "")
    assert (report.outcome is Outcome.NOT_CHECKED) == (report.not_checked is not None)
    if report.outcome is Outcome.NOT_CHECKED:
        assert not report.violations
        return
    keys = []
    for one in report.violations:
        keys.append((-1 if one.start is None else one.start, -1 if one.end is None else one.end, one.rule))
        assert one.message
        if one.start is None or one.end is None:
            assert (one.start, one.end, one.line, one.column, one.excerpt, one.fix) == (None,) * 6
            continue
        assert 0 <= one.start < one.end <= len(text)
        assert one.excerpt == text[one.start : one.end]
        assert (one.line, one.column) == place(text, one.start)
        assert (one.end_line, one.end_column) == place(text, one.end)
        edits = one.fix.edits if one.fix else ()
        assert all(0 <= edit.start <= edit.end <= len(text) for edit in edits)
    assert keys == sorted(keys)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80))
def test_a_report_on_any_text_is_sound(text: str) -> None:
    check(text, LINTER.lint(text))


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(categories=["Cs", "Lu", "Zs"]), max_size=10))
def test_half_a_pair_is_never_clean(text: str) -> None:
    report = LINTER.lint(text)
    check(text, report)
    if any("\ud800" <= char <= "\udfff" for char in text):
        assert report.outcome is Outcome.NOT_CHECKED


@settings(max_examples=200, deadline=None)
@given(MIXED, st.sampled_from(CONTEXTS))
def test_a_report_on_what_rules_look_for_is_sound(text: str, context: Context) -> None:
    report = LINTER.lint(text, context)
    check(text, report)
    assert LINTER.lint(text, context) == report


@settings(max_examples=40, deadline=None)
@given(MIXED.filter(str.strip))
def test_a_file_of_a_text_is_reported_as_the_text_is(text: str) -> None:
    text = text.removeprefix("\ufeff")
    expected = LINTER.lint(text)
    if "half a surrogate" in (expected.not_checked or ""):
        return
    found = LINTER.linted_bytes(text.encode(), "m.txt").report
    assert found.violations == expected.violations
    assert found.not_checked == expected.not_checked


@pytest.mark.parametrize("piece", PIECES)
def test_a_report_on_a_single_piece_is_sound(piece: str) -> None:
    for text in (piece, f"{piece} {piece}", f"Hello,\r\n{piece}\r\n\r\nBye. {piece}"):
        check(text, LINTER.lint(text))
