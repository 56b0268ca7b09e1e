"""Digits and signs that stand for letters are read; codes, models and measures stay."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buyer_msg_lint.spans import MappedText
from buyer_msg_lint.views import unleet as view
from tests.views.reading import assert_left_alone, assert_tiles, places, read

ORDINARY = (
    "hello anna, your order 112-1234567-1234567 from amazon.com was sent on 3/4/2024 at 2 p.m. with ups "
    "(tracking 1z999aa10123456784). it is a 5-star product for $19.99! please check the box, e.g. the label; "
    "if it's broken, write to us and we'll send a new one."
)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("12v 4k 3pcs 10x", id="measures"),
        pytest.param("0kg 0mm 0hz 0db", id="measures of nothing"),
        pytest.param("1st 2nd 3rd 24th", id="ordinals"),
        pytest.param("5-star and 5stars", id="stars"),
        pytest.param("mp3 ps5 h264 v2", id="models"),
        pytest.param("order b0abc12345", id="an article number"),
        pytest.param("1z999aa10123456784", id="a tracking number"),
        pytest.param("112-1234567-1234567", id="an order number"),
        pytest.param("great! thanks!", id="exclamation marks"),
        pytest.param("$20 or 20€", id="prices"),
        pytest.param("info@example.com", id="an address"),
        pytest.param("covid19 iphone15", id="a name with a number"),
        pytest.param("30days 2weeks", id="times"),
        pytest.param("a+ grade, 5+ items", id="plus signs"),
        pytest.param("2 | 3", id="a bar"),
        pytest.param("", id="nothing"),
    ],
)
def test_ordinary_text_stays(text: str) -> None:
    assert view.rewrite(MappedText.identity(text)).text == text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(ORDINARY, id="a message"),
        pytest.param("great! thanks!", id="exclamation marks"),
        pytest.param("info@example.com", id="an address"),
        pytest.param("12v 4k", id="measures"),
    ],
)
def test_it_leaves_ordinary_text_alone(text: str) -> None:
    assert_left_alone(view, text)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        pytest.param("leave a rev1ew", "leave a review", id="one for i"),
        pytest.param("wh4ts4pp", "whatsapp", id="fours"),
        pytest.param("f33dback", "feedback", id="threes"),
        pytest.param("5tar", "star", id="a digit in front"),
        pytest.param("p@ypal", "paypal", id="an at sign"),
        pytest.param("$kype", "skype", id="a dollar sign in front"),
        pytest.param("1nstagram", "instagram", id="one in front of a consonant"),
        pytest.param("|ine", "line", id="a bar in front of a vowel"),
        pytest.param("gmai1", "gmail", id="one at the end"),
        pytest.param("te1egram", "telegram", id="one between vowels"),
        pytest.param("p1ease", "please", id="one after p"),
        pytest.param("l1nk", "link", id="one after l"),
        pytest.param("yah00", "yahoo", id="zeros at the end"),
        pytest.param("ph0ne", "phone", id="zero"),
        pytest.param("574r5", "stars", id="hardly a letter left"),
        pytest.param("0wn", "own", id="zero before two letters"),
        pytest.param("exper!ence", "experience", id="an exclamation mark inside"),
        pytest.param("m3ss4ge", "message", id="several"),
        pytest.param("goo9le", "google", id="nine"),
        pytest.param("con+act", "contact", id="a plus sign"),
        pytest.param("6mail", "gmail", id="six"),
    ],
)
def test_disguised_text_is_read(text: str, plain: str) -> None:
    assert view.applies(text)
    assert read(view, text) == plain


@pytest.mark.parametrize(
    ("text", "word", "place"),
    [
        pytest.param("a rev1ew b", "review", "rev1ew", id="a digit inside"),
        pytest.param("a $kype b", "skype", "$kype", id="a sign in front"),
    ],
)
def test_a_word_maps_to_exactly_its_disguise(text: str, word: str, place: str) -> None:
    assert places(view, text, word) == place


def test_one_is_read_both_ways() -> None:
    assert view.rewrite(MappedText.identity("rev1ew")).text == "review\nrevlew"


@given(
    st.text(
        st.one_of(st.sampled_from("abi13405@$|!+ .\n"), st.characters(exclude_categories=["Cs"])), max_size=30
    )
)
@settings(max_examples=200)
def test_any_text_tiles_and_stays_inside_its_source(text: str) -> None:
    assert_tiles(view, text)
