from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buyer_msg_lint.document import sentences
from buyer_msg_lint.spans import Span

LONG = "This line is written by a program that breaks lines at a width"


@pytest.mark.parametrize(
    "parts",
    [
        # one sentence
        pytest.param(["no end"], id="text without an end"),
        pytest.param(["The price is 4.50 dollars."], id="a decimal point"),
        pytest.param(["See example.com now."], id="a dot in a host"),
        pytest.param(["Use e.g. water, i.e. no oil."], id="abbreviations"),
        pytest.param(["Dear Mr. Lund and Ms. Ek, hello."], id="titles"),
        pytest.param(["Order no. 5 was sent."], id="no. before a number"),
        pytest.param(["Write to J. Lund."], id="an initial"),
        pytest.param(["This goes\non here."], id="a line that goes on in lower case"),
        pytest.param(["This goes\r\non here."], id="a Windows line that goes on in lower case"),
        pytest.param(["This goes\n  on here."], id="an indented line that goes on in lower case"),
        pytest.param([f"{LONG}\nBerlin and Paris."], id="a wrapped line that goes on with a name"),
        pytest.param([f"{LONG}\r\nBerlin and Paris."], id="a wrapped Windows line"),
        # several
        pytest.param(["One.", " Two!", " Three?"], id="stops"),
        pytest.param(["Really?!", " Yes..."], id="stops in a row"),
        pytest.param(['He said "yes."', " Fine."], id="a quote mark after the stop"),
        pytest.param(["(One.)", " Two."], id="a bracket after the stop"),
        pytest.param(["**One.**", " Two."], id="emphasis after the stop"),
        pytest.param(["One.", "\n\nTwo."], id="a paragraph after a stop"),
        pytest.param(["One.", "\nTwo."], id="a line break after a stop"),
        pytest.param(["Hello Ana,\n\n", "two."], id="a paragraph without a stop"),
        pytest.param(["Hello Ana,\r\n\r\n", "two."], id="a Windows paragraph without a stop"),
        pytest.param(["Hello Ana,\r\r", "two."], id="an old Mac paragraph"),
        pytest.param(["Hello Ana,\n \t\n", "two."], id="a paragraph of blanks"),
        pytest.param(["Hello Ana,\n", "We are here."], id="a short line before a capital"),
        pytest.param(["Hello Ana,\r\n", "We are here."], id="a short Windows line before a capital"),
        pytest.param(["Things:\n", "- one\n", "- two"], id="a list"),
        pytest.param(["Things:\n", "• one\n", "• two"], id="a list with bullets"),
        pytest.param([f"{LONG}\n", "- one"], id="a list after a long line"),
        pytest.param([f"{LONG}\n", "5 pieces"], id="a number after a long line"),
        pytest.param(["你好。", "谢谢！", "好吗？", "好"], id="Chinese stops need no blanks"),
        pytest.param(["「はい。」", "です。"], id="a Japanese quote mark after the stop"),
        pytest.param(["One.", " Two.  \n "], id="blanks at the end belong to the last"),
        pytest.param(["  One.", " Two."], id="blanks at the beginning belong to the first"),
        pytest.param(["..."], id="stops only"),
        pytest.param(["   "], id="blanks only"),
        pytest.param([""], id="nothing"),
    ],
)
def test_a_text_is_split_into_sentences(parts: list[str]) -> None:
    text = "".join(parts)
    assert [text[one.start : one.end] for one in sentences(text)] == parts


@given(st.text(st.sampled_from("aB.!?。\"')\r\n -5•"), max_size=40) | st.text(max_size=40))
def test_sentences_tile_the_text(text: str) -> None:
    found = sentences(text)
    assert found[0].start == 0
    assert found[-1].end == len(text)
    assert all(before.end == after.start for before, after in pairwise(found))
    assert found == (Span(0, len(text)),) or all(text[one.start : one.end].strip() for one in found)
