"""Letters drawn out are shortened; what has three letters by nature stays."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buyer_msg_lint.spans import MappedText
from buyer_msg_lint.views import unstretched as view
from tests.views.reading import assert_left_alone, assert_tiles, places, read

ORDINARY = (
    "hello anna, your order 112-1234567-1234567 from amazon.com was sent on 3/4/2024 at 2 p.m. with ups "
    "(tracking 1z999aa10123456784). it is a 5-star product for $19.99! please check the box, e.g. the label; "
    "if it's broken, write to us and we'll send a new one."
)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("www.example.com", id="a host"),
        pytest.param("iii and xxx", id="a row of one letter"),
        pytest.param("aaa batteries", id="a size"),
        pytest.param("feel free, coffee", id="double letters"),
        pytest.param("wait... 1000 !!!", id="dots, digits and marks"),
        pytest.param("ㅋㅋㅋ 哈哈哈", id="laughing in Korean and Chinese"),
        pytest.param("zzz", id="sleep"),
    ],
)
def test_ordinary_text_stays(text: str) -> None:
    assert view.rewrite(MappedText.identity(text)).text == text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(ORDINARY, id="a message"),
        pytest.param("www.example.com", id="a host"),
        pytest.param("wait...", id="dots"),
    ],
)
def test_it_leaves_ordinary_text_alone(text: str) -> None:
    assert_left_alone(view, text)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        pytest.param("revieeeew", "review", id="an e"),
        pytest.param("pleeease", "please", id="another e"),
        pytest.param("5 staaaar", "5 star", id="an a"),
        pytest.param("sooo goood", "so god", id="two words"),
        pytest.param("réééponse", "réponse", id="an accented letter"),
        pytest.param("отзыыыв", "отзыв", id="a Cyrillic letter"),
    ],
)
def test_disguised_text_is_read(text: str, plain: str) -> None:
    assert view.applies(text)
    assert read(view, text) == plain


@pytest.mark.parametrize(
    ("text", "word", "place"),
    [
        pytest.param("a revieeeew b", "review", "revieeeew", id="a word"),
        pytest.param("a feeeedback b", "feedback", "feeeedback", id="the reading with two letters"),
    ],
)
def test_a_word_maps_to_exactly_its_disguise(text: str, word: str, place: str) -> None:
    assert places(view, text, word) == place


def test_a_letter_is_read_once_and_twice() -> None:
    assert view.rewrite(MappedText.identity("my feeeedback")).text == "my fedback\nmy feedback"


@given(st.text(st.one_of(st.sampled_from("abe. é\n"), st.characters(exclude_categories=["Cs"])), max_size=30))
@settings(max_examples=200)
def test_any_text_tiles_and_stays_inside_its_source(text: str) -> None:
    assert_tiles(view, text)
