from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buyer_msg_lint.inputs._html.colours import Colour, is_readable, parse_colour, parse_old_colour
from buyer_msg_lint.inputs._html.css import addresses, declarations, generated, rules, without_comments
from buyer_msg_lint.inputs._html.lengths import pixels, share_of_room, size_of_font
from buyer_msg_lint.inputs._html.selectors import parse_selectors
from buyer_msg_lint.inputs.html import segments_of
from buyer_msg_lint.spans import MappedText


def declared(css: str) -> list[tuple[str, str, str, bool]]:
    """Return what a style attribute declares: name, value, source, whether it is important."""
    found = declarations(MappedText.identity(css))
    return [(one.name, one.value, css[slice(*one.span)], one.important) for one in found]


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param(";;a;:b;", [], id="nothing that declares"),
        pytest.param("Color : RED ;", [("color", "red", "Color : RED", False)], id="one"),
        pytest.param("a:b;c:d", [("a", "b", "a:b", False), ("c", "d", "c:d", False)], id="two"),
        pytest.param("a:b!important", [("a", "b", "a:b!important", True)], id="important"),
        pytest.param(
            "a:url(x;y);b:'c;d'",
            [("a", "url(x;y)", "a:url(x;y)", False), ("b", "'c;d'", "b:'c;d'", False)],
            id="semicolons inside",
        ),
        pytest.param("c\\6flor:r\\65 d", [("color", "red", "c\\6flor:r\\65 d", False)], id="escapes"),
    ],
)
def test_declarations_keep_their_places(css: str, expected: list[tuple[str, str, str, bool]]) -> None:
    assert declared(css) == expected


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        pytest.param("p{a:b}", [(1, ["a"], False)], id="one"),
        pytest.param("p,b{a:b;c:d}", [(2, ["a", "c"], False)], id="for several"),
        pytest.param("<!-- p{a:b} -->", [(1, ["a"], False)], id="in signs of a comment"),
        pytest.param("@import 'x'; @charset 'y'; p{a:b", [(1, ["a"], False)], id="never ended"),
        pytest.param("@media screen{p{a:b}}b{c:d}", [(1, ["a"], False), (1, ["c"], False)], id="on screens"),
        pytest.param("@media print{p{a:b}}", [(1, ["a"], True)], id="on paper"),
        pytest.param("@font-face{src:url(x)}p{a:b}", [(1, ["a"], False)], id="no rule"),
        pytest.param("p:hover{a:b} p+b{a:b} {a:b}", [], id="for no element that is known"),
    ],
)
def test_rules_are_read(css: str, expected: list[tuple[int, list[str], bool]]) -> None:
    found = rules(MappedText.identity(css))
    assert [
        (len(one.selectors), [part.name for part in one.declarations], one.conditional) for one in found
    ] == expected


def test_comments_addresses_and_texts_of_a_style_sheet_are_found() -> None:
    css = "/* a */ @import 'b'; p{background:url( c )} q::before{content:'d' \"\\65\"} r{x:'/* no */'}"
    sheet, comments = without_comments(MappedText.identity(css))
    assert [one.text for one in comments] == [" a "]
    assert [one.text.strip() for one in addresses(sheet)] == ["b", "c"]
    assert [one.text for one in generated(sheet)] == ["d", "e"]


class Part:
    """An element as selectors ask about it."""

    def __init__(self, name: str, **values: str) -> None:
        self.name = name
        self.values = {key.removesuffix("_"): value for key, value in values.items()}
        self.classes = frozenset(self.values.get("class", "").split())


PATH = (Part("body"), Part("div", id="m", class_="x y"), Part("table"), Part("p", class_="z", title="a-b c"))


@pytest.mark.parametrize(
    ("selector", "fits"),
    [
        pytest.param("b", False, id="another name"),
        pytest.param("p.x", False, id="another class"),
        pytest.param("p > div", False, id="the wrong way round"),
        pytest.param("div > p", False, id="not directly"),
        pytest.param("table div p", False, id="in the wrong order"),
        pytest.param("[title=a]", False, id="another value"),
        pytest.param("P", True, id="the name"),
        pytest.param("*", True, id="any"),
        pytest.param("p.z[title]", True, id="name, class and attribute"),
        pytest.param("#m p", True, id="in an id"),
        pytest.param("div.x.y>table p", True, id="in, and directly"),
        pytest.param("body div p", True, id="in one in one"),
        pytest.param("[title~=c]", True, id="one word"),
        pytest.param("[title|=a]", True, id="a beginning with a hyphen"),
        pytest.param("[title^='a-'][title$=c][title*=b]", True, id="pieces"),
        pytest.param("b, p", True, id="one of two"),
        pytest.param("p:hover, p:first-child", False, id="states that are not known"),
    ],
)
def test_selectors_choose_elements(selector: str, *, fits: bool) -> None:
    assert any(one.fits(PATH) for one in parse_selectors(selector)) is fits


@pytest.mark.parametrize(
    ("html", "hidden"),
    [
        pytest.param(
            "<style>p{display:none}#a{display:block}</style><p id=a>x", False, id="an id is stronger"
        ),
        pytest.param(
            "<style>#a{display:none}p{display:block}</style><p id=a>x", True, id="whatever comes last"
        ),
        pytest.param("<style>p{display:block}p{display:none}</style><p>x", True, id="of equals the last"),
        pytest.param(
            "<style>p{display:none}</style><p style='display:block'>x", False, id="the element's own"
        ),
        pytest.param(
            "<style>p{display:none!important}</style><p style='display:block'>x", True, id="unless important"
        ),
        pytest.param("<style>p{display:none}p{display:bogus}</style><p>x", True, id="what is no value"),
    ],
)
def test_the_strongest_declaration_wins(html: str, *, hidden: bool) -> None:
    segments = {one.kind: one.content.text for one in segments_of(MappedText.identity(html)).segments}
    assert ("hidden" in segments) is hidden


@pytest.mark.parametrize(
    ("value", "colour"),
    [
        pytest.param("", None, id="nothing"),
        pytest.param("reddish", None, id="no colour"),
        pytest.param("#12", None, id="too few digits"),
        pytest.param("rgb(1,2)", None, id="too few parts"),
        pytest.param("red", Colour(255, 0, 0), id="a name"),
        pytest.param("#fff", Colour(255, 255, 255), id="three digits"),
        pytest.param("#ff000080", Colour(255, 0, 0, 128 / 255), id="eight digits"),
        pytest.param("rgb(255, 0, 10%)", Colour(255, 0, 25.5), id="parts"),
        pytest.param("rgba(0 0 0 / 50%)", Colour(0, 0, 0, 0.5), id="parts with a share"),
        pytest.param("hsl(120, 100%, 50%)", Colour(0, 255, 0), id="hue"),
        pytest.param("transparent", Colour(0, 0, 0, 0), id="none at all"),
    ],
)
def test_colours_are_read(value: str, colour: Colour | None) -> None:
    assert parse_colour(value) == colour


@pytest.mark.parametrize(
    ("value", "colour"),
    [
        pytest.param(" ", None, id="nothing"),
        pytest.param("White", Colour(255, 255, 255), id="a name"),
        pytest.param("fff", Colour(15, 15, 15), id="three digits alone"),
        pytest.param("#fff", Colour(255, 255, 255), id="three digits"),
        pytest.param("ffffff", Colour(255, 255, 255), id="six digits alone"),
        pytest.param("chucknorris", Colour(192, 0, 0), id="no colour at all"),
    ],
)
def test_old_attributes_take_any_text_for_a_colour(value: str, colour: Colour | None) -> None:
    assert parse_old_colour(value) == colour


@given(st.text(max_size=20))
def test_any_text_is_a_colour_or_none(value: str) -> None:
    for colour in (parse_colour(value), parse_old_colour(value)):
        assert colour is None or all(0 <= part <= 255 for part in colour)


@pytest.mark.parametrize(
    ("text", "behind", "readable"),
    [
        pytest.param("#767676", "#fff", True, id="grey on white"),
        pytest.param("#ccc", "#fff", True, id="faint on white"),
        pytest.param("#000", "#333", True, id="black on dark grey"),
        pytest.param("#eee", "#fff", False, id="nearly white on white"),
        pytest.param("#000", "#0a0a0a", False, id="black on nearly black"),
        pytest.param("transparent", "#000", False, id="nothing on anything"),
    ],
)
def test_what_cannot_be_read_on_a_colour_is_told(text: str, behind: str, *, readable: bool) -> None:
    one, other = parse_colour(text), parse_colour(behind)
    assert one is not None
    assert other is not None
    assert is_readable(one, other) is readable


def test_lengths_are_read_in_pixels() -> None:
    assert [pixels(one) for one in ("0", "12", "3px", "12pt", "1em", "-1in", "x", "50%")] == [
        *(0.0, None, 3.0, 16.0, 16.0, -96.0, None, None),
    ]
    assert pixels("50%", whole=200) == 100
    assert share_of_room("30px", font_size=16, room=100) == 30
    assert share_of_room("25vw", font_size=16, room=None) == 25
    assert [size_of_font(one, 20) for one in ("2em", "50%", "smaller", "large", "-1px", "red")] == [
        *(40.0, 10.0, 20 / 1.2, 18.0, None, None),
    ]
