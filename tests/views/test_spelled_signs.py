"""Spelled signs of addresses are written; prose with the same words stays."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buyer_msg_lint.spans import MappedText
from buyer_msg_lint.views import spelled_signs as view
from tests.views.reading import assert_left_alone, assert_tiles, places, read

ORDINARY = (
    "hello anna, your order 112-1234567-1234567 from amazon.com was sent on 3/4/2024 at 2 p.m. with ups "
    "(tracking 1z999aa10123456784). it is a 5-star product for $19.99! please check the box, e.g. the label; "
    "if it's broken, write to us and we'll send a new one."
)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("look at our store", id="at in prose"),
        pytest.param("available at amazon.com", id="at before a host"),
        pytest.param("look at yahoo", id="at before a provider in prose"),
        pytest.param("contact support at live chat", id="at after support"),
        pytest.param("sold at 163 dollars", id="at before a number"),
        pytest.param("at this point, com", id="point in prose"),
        pytest.param("at this point be patient", id="point before a country's letters"),
        pytest.param("in our store. shop now", id="a sentence that starts with a domain's word"),
        pytest.param("polka dot shop, red dot store", id="dot in prose"),
        pytest.param("echo dot in stock", id="a product"),
        pytest.param("a dot on the box", id="a dot"),
        pytest.param("arrived. it was good . we", id="full stops with blanks"),
        pytest.param("au point de vente", id="French prose"),
        pytest.param("punto de venta", id="Spanish prose"),
        pytest.param("ein punkt an dem", id="German prose"),
        pytest.param("shop at 5 . the", id="a stop after a number"),
        pytest.param("price . . .", id="dots"),
        pytest.param("name@example.com https://example.com", id="plain addresses"),
        pytest.param("the lot (at home)", id="a bracket"),
        pytest.param("the www is the web", id="a name of the web"),
        pytest.param("www is it org or com", id="a question about domains"),
    ],
)
def test_ordinary_text_stays(text: str) -> None:
    assert view.rewrite(MappedText.identity(text)).text == text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(ORDINARY, id="a message"),
        pytest.param("at this point we look at our store", id="prose"),
        pytest.param("name@example.com", id="a plain address"),
    ],
)
def test_it_leaves_ordinary_text_alone(text: str) -> None:
    assert_left_alone(view, text)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        pytest.param("name (at) example (dot) com", "name@example.com", id="round brackets"),
        pytest.param("name [at] example [dot] com", "name@example.com", id="square brackets"),
        pytest.param("name at yahoo dot com", "name@yahoo.com", id="bare words"),
        pytest.param("example dot com", "example.com", id="a host"),
        pytest.param("mybrand dot store", "mybrand.store", id="a host with a word for a domain"),
        pytest.param("example . com", "example.com", id="blanks around the dot"),
        pytest.param("example .com", "example.com", id="a blank before the dot"),
        pytest.param("example. com", "example.com", id="a blank after the dot"),
        pytest.param("example[.]com", "example.com", id="a dot in brackets"),
        pytest.param("hxxps://example.com", "https://example.com", id="a broken scheme"),
        pytest.param("w w w . example . com", "www.example.com", id="letters apart"),
        pytest.param("www example com", "www.example.com", id="blanks for dots"),
        pytest.param("www  example  org now", "www.example.org now", id="two blanks for dots"),
        pytest.param("name at gmail", "name@gmail", id="a provider alone"),
        pytest.param("john @ example . com", "john@example.com", id="blanks around the at sign"),
        pytest.param("name at 163 dot com", "name@163.com", id="a provider named by a number"),
        pytest.param("visit us at example dot com", "visit us at example.com", id="a host after at in prose"),
        pytest.param("example dot com slash shop", "example.com/shop", id="a slash"),
        pytest.param("wechat点com", "wechat.com", id="Chinese"),
        pytest.param("beispiel punkt de", "beispiel.de", id="German"),
        pytest.param("name ät beispiel punkt de", "name@beispiel.de", id="German address"),
        pytest.param("nom arobase exemple point fr", "nom@exemple.fr", id="French"),
        pytest.param("nombre arroba ejemplo punto com", "nombre@ejemplo.com", id="Spanish"),
        pytest.param("nome chiocciola esempio punto it", "nome@esempio.it", id="Italian"),
        pytest.param("nome arroba exemplo ponto com", "nome@exemplo.com", id="Portuguese"),
        pytest.param("nazwa małpa przyklad kropka pl", "nazwa@przyklad.pl", id="Polish"),
    ],
)
def test_disguised_text_is_read(text: str, plain: str) -> None:
    assert view.applies(text)
    assert read(view, text) == plain


@pytest.mark.parametrize(
    ("text", "word", "place"),
    [
        pytest.param(
            "mail name (at) example (dot) com!",
            "name@example.com",
            "name (at) example (dot) com",
            id="an address",
        ),
        pytest.param("see example dot com now", "example.com", "example dot com", id="a host"),
        pytest.param("see example dot com now", ".com", " dot com", id="the sign and the domain"),
    ],
)
def test_a_word_maps_to_exactly_its_disguise(text: str, word: str, place: str) -> None:
    assert places(view, text, word) == place


@given(
    st.text(
        st.one_of(st.sampled_from("ab @.[](){}<>dotatcom gmail\n"), st.characters(exclude_categories=["Cs"])),
        max_size=30,
    )
)
@settings(max_examples=200)
def test_any_text_tiles_and_stays_inside_its_source(text: str) -> None:
    assert_tiles(view, text)
