"""Rows of spelled digits become figures; number words of prose stay."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buyer_msg_lint.spans import MappedText
from buyer_msg_lint.views import numerals as view
from tests.views.reading import assert_left_alone, assert_tiles, places, read

ORDINARY = (
    "hello anna, your order 112-1234567-1234567 from amazon.com was sent on 3/4/2024 at 2 p.m. with ups "
    "(tracking 1z999aa10123456784). it is a 5-star product for $19.99! please check the box, e.g. the label; "
    "if it's broken, write to us and we'll send a new one."
)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("one of the two items", id="single words"),
        pytest.param("five stars", id="stars"),
        pytest.param("two or three days", id="an alternative"),
        pytest.param("one, two or three", id="an enumeration"),
        pytest.param("one, two, three", id="counting"),
        pytest.param("one two three four five", id="counting further"),
        pytest.param("someone phoned, often done", id="parts of words"),
        pytest.param("two 5 star hotels", id="a word and a figure"),
        pytest.param("order 112-1234567-1234567 one", id="a word after an order number"),
        pytest.param("twenty five days", id="a number of days"),
        pytest.param("two hundred items", id="hundreds"),
        pytest.param("uno dos tres", id="counting in Spanish"),
        pytest.param("es una de dos", id="Spanish prose"),
        pytest.param("une ou deux", id="French prose"),
        pytest.param("eins zwei drei", id="counting in German"),
        pytest.param("一二三", id="counting in Chinese"),
        pytest.param("第一", id="an ordinal in Chinese"),
        pytest.param("二十 items", id="twenty in Chinese"),
        pytest.param("o, oh no", id="an exclamation"),
    ],
)
def test_ordinary_text_stays(text: str) -> None:
    assert view.rewrite(MappedText.identity(text)).text == text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(ORDINARY, id="a message"),
        pytest.param("one of the two items arrived", id="single words"),
        pytest.param("someone phoned", id="parts of words"),
    ],
)
def test_it_leaves_ordinary_text_alone(text: str) -> None:
    assert_left_alone(view, text)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        pytest.param("five five five zero one four two", "5550142", id="words with blanks"),
        pytest.param("two,zero,nine,five", "2095", id="words with commas"),
        pytest.param("(1three4) 555 four oh five", "(134) 555 405", id="words among figures"),
        pytest.param("5 5 5 zero one four two", "5550142", id="single figures and words"),
        pytest.param("fivefivefiveohone", "55501", id="words without gaps"),
        pytest.param("double five, triple 0, four", "550004", id="doubled and tripled"),
        pytest.param("eight hundred five five five", "800555", id="hundred in a number"),
        pytest.param("fifty-five fifty five oh one forty two", "55550142", id="tens"),
        pytest.param("555 o one 4 two", "555 0142", id="the letter o"),
        pytest.param("五五五零一四二", "5550142", id="Chinese"),
        pytest.param("一三八〇零零", "138000", id="Chinese with two zeros"),
        pytest.param("cinco cinco cinco cero uno cuatro dos", "5550142", id="Spanish"),
        pytest.param("fünf fünf fünf null eins vier zwei", "5550142", id="German"),
        pytest.param("cinq cinq cinq zéro un quatre deux", "5550142", id="French"),
        pytest.param("lima lima lima nol satu empat dua", "5550142", id="Indonesian"),
        pytest.param("пять пять пять ноль один четыре два", "5550142", id="Russian"),
    ],
)
def test_disguised_text_is_read(text: str, plain: str) -> None:
    assert view.applies(text)
    assert read(view, text) == plain


@pytest.mark.parametrize(
    ("text", "word", "place"),
    [
        pytest.param("call five five five zero now", "5550", "five five five zero", id="a row"),
        pytest.param("call five five five zero now", "0", "zero", id="one digit"),
        pytest.param("call double five nine nine now", "55", "double five", id="a doubled digit"),
    ],
)
def test_a_word_maps_to_exactly_its_disguise(text: str, word: str, place: str) -> None:
    assert places(view, text, word) == place


@given(
    st.text(
        st.one_of(st.sampled_from("one two5five -,.()oh一二\n"), st.characters(exclude_categories=["Cs"])),
        max_size=30,
    )
)
@settings(max_examples=200)
def test_any_text_tiles_and_stays_inside_its_source(text: str) -> None:
    assert_tiles(view, text)
