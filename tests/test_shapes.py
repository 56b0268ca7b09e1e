"""Shapes of texts: one byte a character, whatever the character."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from buyer_msg_lint.shapes import Shape, places_of


def test_what_is_not_named_becomes_a_blank() -> None:
    assert Shape({"ab": "x", "1": "0"}).of("a1-b?é") == b"x0 x  "


def test_what_is_not_ascii_and_the_question_mark_become_what_is_asked_for() -> None:
    assert Shape({"ab": "x"}, other="o").of("a?é😀-") == b"xooo "


@settings(max_examples=100)
@given(st.text(max_size=30))
def test_a_shape_is_as_long_as_its_text(text: str) -> None:
    encodable = text.encode("utf-8", "ignore").decode()
    assert len(Shape({"a": "x"}).of(encodable)) == len(encodable)


@settings(max_examples=100)
@given(st.text("0 ", max_size=20), st.integers(1, 4))
def test_pieces_are_found_in_order_and_apart(text: str, length: int) -> None:
    shape, piece = text.encode(), b"0" * length
    assert places_of(piece, shape) == [found.span() for found in re.finditer(piece, shape)]
