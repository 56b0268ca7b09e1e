"""Lower case on one line, of the same length; paragraphs stay apart."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buyer_msg_lint.spans import MappedText
from buyer_msg_lint.views.folded import folded


@pytest.mark.parametrize(
    ("source", "text"),
    [
        pytest.param("plain text", "plain text", id="nothing to fold"),
        pytest.param("a\u2028b\fc", "a\u2028b\fc", id="no line ends"),
        pytest.param("Hello YOU", "hello you", id="capitals"),
        pytest.param(
            "GRÖSSE ÉTÉ ПРИВЕТ", "grösse été привет", id="capitals with accents and of other scripts"
        ),
        pytest.param("İstanbul", "istanbul", id="a capital with a longer small letter stays one character"),
        pytest.param("ẞ", "ß", id="a capital sharp s"),
        pytest.param("leave\na review", "leave a review", id="a line feed"),
        pytest.param("leave\r\na review", "leave  a review", id="carriage return and line feed"),
        pytest.param("leave\ra review", "leave a review", id="a carriage return"),
        pytest.param("one\n\ntwo", "one\n two", id="a paragraph"),
        pytest.param("one\r\n\r\ntwo", "one\n   two", id="a paragraph with carriage returns"),
        pytest.param("one\r\rtwo", "one\n two", id="a paragraph of carriage returns only"),
        pytest.param("one\n \t\ntwo", "one\n   two", id="a line of blanks makes a paragraph"),
        pytest.param("one\n\n\n\ntwo", "one\n   two", id="many empty lines make one paragraph"),
        pytest.param("one  \n  two", "one     two", id="blanks around a single line end"),
        pytest.param("a\nb\n\nc\r\nd", "a b\n c  d", id="mixed line ends"),
    ],
)
def test_text_is_folded(source: str, text: str) -> None:
    assert folded(MappedText.identity(source)).text == text


def test_text_that_is_folded_already_comes_back_as_the_very_same_object() -> None:
    mapped = MappedText.identity("folded already")

    assert folded(mapped) is mapped


def test_every_character_stays_one_character() -> None:
    every = "".join(chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code <= 0xDFFF)

    assert len(folded(MappedText.identity(every)).text) == len(every)


@given(st.text(st.sampled_from("aB \t\n\rİΣ\u2028"), max_size=30))
@settings(max_examples=200)
def test_length_and_places_stay(source: str) -> None:
    view = folded(MappedText.identity(source))

    assert len(view.text) == len(source)
    assert view.tiles == MappedText.identity(source).tiles
    assert "\r" not in view.text
    assert folded(view).text.count("\n") == 0 or "\n\n" not in view.text
