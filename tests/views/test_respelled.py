"""Misspelt names of services are read as their owners spell them; words of prose stay."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buyer_msg_lint.views import respelled as view
from tests.views.reading import assert_left_alone, assert_tiles, places, read


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("what app do you use with the lamp", id="an app, asked for"),
        pytest.param("that's a pump, what a pity", id="letters of it over several words"),
        pytest.param("we chat with the carrier every day", id="to chat"),
        pytest.param("the program and the grammar", id="ends of a name"),
        pytest.param("vibration and vibrant colours, a fiber", id="begins alike"),
        pytest.param("please wrap it asap; the strap is zapped", id="ends alike"),
        pytest.param("skip the step, snap the cap on", id="other vowels"),
        pytest.param("the clock goes tick tock", id="a clock"),
        pytest.param("whatsapp, wechat, viber and skype", id="spelled rightly"),
        pytest.param("see telegramm.example.com/wattsap", id="parts of an address"),
        pytest.param("@wechatt", id="a handle"),
    ],
)
def test_leaves_words_that_are_no_misspelt_name(text: str) -> None:
    assert_left_alone(view, text)
    assert read(view, text) == text


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("whatsápp", "whatsapp"),
        ("ŵĥàţśãpp", "whatsapp"),
        ("wattsap", "whatsapp"),
        ("whattsapp", "whatsapp"),
        ("what s app", "whatsapp"),
        ("vvhatsapp", "whatsapp"),
        (r"\/\/hatsapp", "whatsapp"),
        ("wwhhaattssaapp", "whatsapp"),
        ("wassapp", "whatsapp"),
        ("wechatt", "wechat"),
        ("wéchat", "wechat"),
        ("wei xin", "wechat"),
        ("tele gram", "telegram"),
        ("télégram", "telegram"),
        ("telegrarn", "telegram"),
        ("vibber", "viber"),
        ("snap chat", "snapchat"),
        ("lnstagram", "instagram"),
        ("faceboook", "facebook"),
        ("tictok", "tiktok"),
        ("pay-pal", "paypal"),
    ],
)
def test_reads_a_misspelt_name_and_maps_it_to_its_place(written: str, name: str) -> None:
    text = f"write to us on {written}, please"
    assert read(view, text) == f"write to us on {name}, please"
    assert places(view, text, name) == written


@pytest.mark.parametrize(
    ("text", "reads"),
    [("leáve us a revìew", "leave us a review"), ("on yoútube", "on youtube")],
)
def test_takes_accents_off_words_of_the_rules(text: str, reads: str) -> None:
    assert view.applies(text)
    assert read(view, text) == reads


@pytest.mark.parametrize("text", ["nguyễn văn đức", "søren, zoë and josé", "jalapeño und müller", "où est à"])
def test_leaves_accents_of_names_and_other_words(text: str) -> None:
    assert_left_alone(view, text)


def test_parts_an_app_that_is_stuck_to_a_name() -> None:
    assert read(view, "our viberapp name") == "our viber app name"


@settings(max_examples=200)
@given(st.text(alphabet="whatsapecgrmtlvibrsky '.-*é4@\n ", max_size=60))
def test_maps_every_character_and_changes_nothing_that_the_look_passed_over(text: str) -> None:
    assert_tiles(view, text)
