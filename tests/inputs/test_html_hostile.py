"""Hostile HTML is read or refused, in time that grows with its size and not with the square of it."""

from __future__ import annotations

import gc
from time import process_time

import pytest

from buyer_msg_lint.errors import NotCheckedError
from buyer_msg_lint.inputs.html import segments_of
from buyer_msg_lint.spans import MappedText

_LENGTH = 6_000
_TIMES = 4
_AT_WORST = 9
"""What the time may be multiplied by where the length is by four; the square of it would be sixteen."""
_NOISE = 0.05

PIECES = (
    *(
        "<b>",
        "<p>x",
        "<p><b>",
        "<b><p></b>",
        "<a href=x>",
        "<table>",
        "<table><td>",
        "</td>",
        "<ul><li>",
        "<svg>",
    ),
    *(
        "<b><i></b></i>",
        "<select><option>",
        "<bdo dir=rtl>x</bdo>",
        "<p hidden>x</p>",
        "<img src=http://x/a.gif>",
    ),
    *(
        "<!--",
        "<!-- x -->",
        "<!--[if mso]>",
        "<!--[if mso]><p>x<![endif]-->",
        "<!x>",
        "</",
        "<",
        "<a b='",
        "<title>",
    ),
    *(
        "<script><!--<script>",
        "<svg><![CDATA[",
        "&",
        "&#",
        "&#x",
        "&notit;",
        "&am",
        " \n",
        "a  ",
        "<br>",
        "<pre>\n",
    ),
)
FRAMES = (
    ("<a ", "b=1 ", ">"),
    ("<img srcset='", "a, ", "'>"),
    ("<a href='https://", "%41", "'>"),
    ("<p style='", "color:red;", "'>"),
    ("<p style='", "(", "'>"),
    ("<p style='clip-path:polygon(", "0 ", "x'>"),
    ("<p style='font:", "a ", "'>"),
    ("<p style='filter:", "opacity(0", "'>"),
    ("<meta http-equiv=refresh content='", "0;", "'>"),
    ("<style>", "a{b:c}", ""),
    ("<style>", "{", ""),
    ("<style>", "a,", ""),
    ("<style>", "a[b=c] ", "{}"),
    ("<style>", "@media x{", ""),
    ("<style>", "url(", ""),
    ("<style>", "/*", ""),
    ("<style>", "content:'", ""),
    ("<div><object>" + "<span>" * 200, "</div>", ""),
    ("<zz><object>" + "<span>" * 200, "</zz>", ""),
    ("<b>" * 100, "<p>x", ""),
    ("<style>a a a a b{color:red}</style>" + "<div>" * 200, "<b></b>", ""),
)


def seconds(html: str) -> float:
    gc.disable()  # looking for garbage among all that other tests left would count here
    start = process_time()
    try:
        segments_of(MappedText.identity(html))
    except NotCheckedError as error:
        assert str(error)  # noqa: PT017 - one of two right ways
    finally:
        gc.enable()
    return process_time() - start


@pytest.mark.parametrize(("before", "piece", "after"), [*(("", piece, "") for piece in PIECES), *FRAMES])
def test_the_time_does_not_grow_with_the_square_of_the_length(before: str, piece: str, after: str) -> None:
    short, long = (before + piece * (length // len(piece)) + after for length in (_LENGTH, _TIMES * _LENGTH))
    least = min(seconds(short) for _ in range(3))
    assert seconds(long) < least * _AT_WORST + _NOISE


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        pytest.param("<i>" * 300, "nests elements more than 256 deep", id="nested too deep"),
        pytest.param("<br>" * 100_001, "opens more than 100000 elements", id="too many elements"),
        pytest.param(
            "<style>" + "p{}" * 20_000 + "</style>" + "<p>" * 300,
            "has more style rules than can be applied",
            id="too many style rules",
        ),
        pytest.param(
            "<iframe srcdoc='<iframe srcdoc=&quot;<iframe srcdoc=&amp;quot;"
            "<iframe srcdoc=x>&amp;quot;>&quot;>'>",
            "holds HTML in HTML in HTML",
            id="pages in pages",
        ),
    ],
)
def test_what_would_take_too_long_is_refused_with_the_reason(html: str, reason: str) -> None:
    with pytest.raises(NotCheckedError, match=reason):
        segments_of(MappedText.identity(html))
