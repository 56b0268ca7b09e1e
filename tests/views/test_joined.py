"""Words and numbers set apart are closed up; lists, initials and links stay."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buyer_msg_lint.spans import MappedText
from buyer_msg_lint.views import joined as view
from tests.views.reading import assert_left_alone, assert_tiles, places, read

ORDINARY = (
    "hello anna, your order 112-1234567-1234567 from amazon.com was sent on 3/4/2024 at 2 p.m. with ups "
    "(tracking 1z999aa10123456784). it is a 5-star product for $19.99! please check the box, e.g. the label; "
    "if it's broken, write to us and we'll send a new one."
)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("sizes a, b, c", id="a list of letters"),
        pytest.param("s / m / l", id="a list with slashes"),
        pytest.param("rate 1 2 3 4 5", id="a scale"),
        pytest.param("5 4 3 2 1", id="a scale downwards"),
        pytest.param("1-2-3", id="steps"),
        pytest.param("j. k. rowling", id="initials"),
        pytest.param("e.g. this, i.e. that", id="abbreviations"),
        pytest.param("at 5 p.m. or 6 a.m.", id="times"),
        pytest.param("it is a 5 star", id="single words in prose"),
        pytest.param("item(s) and (s)he", id="an optional ending"),
        pytest.param("www.example.com and shop.example.co.uk", id="hosts"),
        pytest.param("see file.pdf", id="a file"),
        pytest.param("{{buyer_name}} [order_id] ${item.name}", id="placeholders"),
        pytest.param("https://example.com/a_b/c_d", id="a link"),
        pytest.param("**bold** and _slanted_ words", id="emphasis"),
        pytest.param("and/or his/her well-known", id="compounds"),
        pytest.param("3.50 or 1,000", id="numbers"),
        pytest.param("don't", id="an apostrophe"),
        pytest.param("col", id="a short word"),
        pytest.param("我 们的", id="Chinese with one blank"),
    ],
)
def test_ordinary_text_stays(text: str) -> None:
    assert view.rewrite(MappedText.identity(text)).text == text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(ORDINARY, id="a message"),
        pytest.param("no review needed", id="a sentence"),
        pytest.param("well-known and/or", id="compounds"),
        pytest.param("**bold**", id="emphasis"),
        pytest.param("{{buyer_name}}", id="a placeholder"),
    ],
)
def test_it_leaves_ordinary_text_alone(text: str) -> None:
    assert_left_alone(view, text)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        pytest.param("add me on w h a t s a p p now", "add me on whatsapp now", id="blanks"),
        pytest.param("w.e.c.h.a.t", "wechat", id="dots"),
        pytest.param("r-e-v-i-e-w us", "review us", id="hyphens"),
        pytest.param("r_e_v_i_e_w", "review", id="low lines"),
        pytest.param("g . m . a . i . l", "gmail", id="dots with blanks"),
        pytest.param("w-e.c h_a t", "wechat", id="mixed separators"),
        pytest.param("(w)(e)(c)(h)(a)(t)", "(wechat)", id="brackets around each"),
        pytest.param("w✨e✨c✨h✨a✨t", "wechat", id="emoji between"),
        pytest.param("l e a v e   a   r e v i e w", "leave a review", id="wider gaps between words"),
        pytest.param("l.e.a.v.e a r.e.v.i.e.w", "leave a review", id="blanks between dotted words"),
        pytest.param("r e v i e w", "review", id="gaps all alike"),
        pytest.param("whats a p p", "whats app", id="a word in part"),
        pytest.param("5.5.5.0.1.4.2", "5550142", id="digits with dots"),
        pytest.param("5/5/5/0/1/4/2", "5550142", id="digits with slashes"),
        pytest.param("5 5 5 - 0 1 4 2", "555-0142", id="digits with a hyphen among blanks"),
        pytest.param("n a m e @ g m a i l . c o m", "name@gmail.com", id="an address"),
        pytest.param("w w w . e x a m p l e . c o m", "www.example.com", id="a link"),
        pytest.param("h t t p : / / x . y", "http://x.y", id="a scheme"),
        pytest.param("x  y  z  a  .  c  o  m", "xyza.com", id="Windows line ends, which are two blanks"),
        pytest.param("h  t  t  p  :  /  /  x  .  y", "http://x.y", id="a scheme over Windows lines"),
        pytest.param("rev*iew sha~re", "review share", id="marks inside words"),
        pytest.param("we_chat", "wechat", id="a low line inside a word"),
        pytest.param("tele.gram me", "telegram me", id="a dot inside a word"),
        pytest.param("re(v)iew", "review", id="a letter in brackets"),
        pytest.param("rev❤iew", "review", id="an emoji inside a word"),
        pytest.param("加 微 信 好友", "加微信 好友", id="Chinese with blanks"),
        pytest.param("微-信", "微信", id="Chinese with a mark"),
        pytest.param("$ k y p e", "$kype", id="a sign for a letter"),
    ],
)
def test_disguised_text_is_read(text: str, plain: str) -> None:
    assert view.applies(text)
    assert read(view, text) == plain


@pytest.mark.parametrize(
    ("text", "word", "place"),
    [
        pytest.param("add w h a t s a p p now", "whatsapp", "w h a t s a p p", id="blanks"),
        pytest.param("l e a v e   a   r e v i e w!", "review", "r e v i e w", id="a word between wider gaps"),
        pytest.param("a tele.gram", "telegram", "tele.gram", id="a dot inside"),
        pytest.param("x r*e*v*i*e*w y", "review", "r*e*v*i*e*w", id="marks"),
        pytest.param("call 5.5.5.0.1.4.2.", "5550142", "5.5.5.0.1.4.2", id="digits"),
    ],
)
def test_a_word_maps_to_exactly_its_disguise(text: str, word: str, place: str) -> None:
    assert places(view, text, word) == place


def test_a_first_letter_that_may_be_an_article_is_read_both_ways() -> None:
    rewritten = view.rewrite(MappedText.identity("leave a r e v i e w"))

    assert rewritten.text == "leave areview\nleave a review"
    at = rewritten.text.index("review", 14)
    assert rewritten.source_span(at, at + 6) == (8, 19)


@given(
    st.text(
        st.one_of(st.sampled_from("ab1 .-_*(@\n微✨:/"), st.characters(exclude_categories=["Cs"])),
        max_size=30,
    )
)
@settings(max_examples=200)
def test_any_text_tiles_and_stays_inside_its_source(text: str) -> None:
    assert_tiles(view, text)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("please g i v e u s f i v e s t a r s soon", "give us five stars"),
        ("w h a t s a p p m e", "whatsapp me"),
        ("l.e.a.v.e.u.s.a.r.e.v.i.e.w", "leave us a review"),
        ("leave us a r e v 1 e w", "a rev1ew"),
        ("w. h_a-t s.a p*p", "whatsapp"),
    ],
)
def test_words_without_wider_gaps_between_them_are_told_apart_too(written: str, words: str) -> None:
    assert words in view.rewrite(MappedText.identity(written)).text
    assert view.applies(written)
