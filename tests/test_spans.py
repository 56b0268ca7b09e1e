"""Positions: maps tile their text or are refused, rewritings compose, and lines end as they should."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buyer_msg_lint.spans import BySource, LineIndex, MappedText, Position, Rewriter, Span, Tile, joined

TEXTS = st.text(st.sampled_from("ab \n\r\u2028é😀"), max_size=20)


@pytest.mark.parametrize(
    ("text", "tiles"),
    [
        pytest.param("ab", (), id="no tiles for a text"),
        pytest.param("", (Tile(0, 0, 0, 0),), id="an empty tile"),
        pytest.param("ab", (Tile(0, 1, 0, 1),), id="the end is left out"),
        pytest.param("ab", (Tile(1, 2, 1, 2),), id="the start is left out"),
        pytest.param("abc", (Tile(0, 1, 0, 1), Tile(2, 3, 2, 3)), id="a gap between tiles"),
        pytest.param("ab", (Tile(0, 2, 0, 2), Tile(1, 2, 1, 2)), id="tiles overlap"),
        pytest.param("ab", (Tile(1, 2, 1, 2), Tile(0, 1, 0, 1)), id="tiles are out of order"),
        pytest.param("ab", (Tile(0, 3, 0, 3),), id="a tile goes past the end"),
        pytest.param("a", (Tile(0, 1, -1, 0),), id="a source before its start"),
        pytest.param("a", (Tile(0, 1, 2, 1),), id="a source range that runs backwards"),
    ],
)
def test_a_map_that_does_not_tile_its_text_is_refused(text: str, tiles: tuple[Tile, ...]) -> None:
    with pytest.raises(ValueError, match="map"):
        MappedText(text, tiles)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        pytest.param(-1, 1, id="before the start"),
        pytest.param(0, 4, id="past the end"),
        pytest.param(2, 1, id="backwards"),
    ],
)
def test_a_range_outside_the_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="outside"):
        MappedText.identity("abc").source_span(start, end)


def test_another_length_is_refused_as_the_same_map() -> None:
    with pytest.raises(ValueError, match="map"):
        MappedText.identity("abc").with_text("ab")


@pytest.mark.parametrize(
    ("start", "end", "source"),
    [
        pytest.param(0, 5, Span(10, 15), id="the whole"),
        pytest.param(1, 3, Span(11, 13), id="a part"),
        pytest.param(2, 2, Span(12, 12), id="a point inside"),
        pytest.param(0, 0, Span(10, 10), id="the point at the start"),
        pytest.param(5, 5, Span(15, 15), id="the point at the end"),
    ],
)
def test_an_identity_map_may_start_anywhere_in_the_source(start: int, end: int, source: Span) -> None:
    assert MappedText.identity("hello", 10).source_span(start, end) == source


def test_an_empty_text_maps_to_the_start() -> None:
    assert MappedText.identity("").source_span(0, 0) == Span(0, 0)


def test_tiles_of_equal_length_map_character_by_character_and_others_as_a_whole() -> None:
    mapped = MappedText("abXYcd", (Tile(0, 2, 0, 2), Tile(2, 4, 2, 3), Tile(4, 6, 3, 5)))

    assert mapped.source_span(1, 2) == Span(1, 2)
    assert mapped.source_span(2, 3) == Span(2, 3)
    assert mapped.source_span(3, 5) == Span(2, 4)
    assert mapped.source_span(3, 3) == Span(2, 2)


def test_a_range_over_text_out_of_order_reaches_from_its_first_to_its_last_source_character() -> None:
    mapped = MappedText("cba", (Tile(0, 1, 2, 3), Tile(1, 2, 1, 2), Tile(2, 3, 0, 1)))

    assert mapped.source_span(0, 2) == Span(1, 3)
    assert mapped.source_span(0, 3) == Span(0, 3)


def test_a_span_tells_what_it_overlaps_and_covers() -> None:
    assert Span(0, 3).overlaps(Span(2, 5))
    assert not Span(0, 3).overlaps(Span(3, 5))
    assert Span(0, 3).covers(Span(1, 3))
    assert not Span(0, 3).covers(Span(2, 4))


def test_a_rewriter_leaves_out_what_is_neither_kept_nor_replaced() -> None:
    pen = Rewriter(MappedText.identity("w-e c"))
    pen.keep(0, 1)
    pen.keep(2, 3)
    pen.replace(3, 4, "_")
    pen.keep(4, 5)
    done = pen.done()

    assert done.text == "we_c"
    assert done.source_span(0, 2) == Span(0, 3)
    assert done.source_span(2, 3) == Span(3, 4)
    assert done.source_span(1, 4) == Span(2, 5)


def test_a_longer_replacement_maps_to_the_whole_of_what_it_replaces() -> None:
    pen = Rewriter(MappedText.identity("a½b"))
    pen.keep(0, 1)
    pen.replace(1, 2, "1/2")
    pen.keep(2, 3)
    done = pen.done()

    assert done.text == "a1/2b"
    assert [done.source_span(at, at + 1) for at in range(5)] == [
        Span(0, 1),
        Span(1, 2),
        Span(1, 2),
        Span(1, 2),
        Span(2, 3),
    ]


def test_keeping_or_writing_nothing_adds_nothing() -> None:
    pen = Rewriter(MappedText.identity("abc"))
    pen.keep(1, 1)
    pen.replace(0, 2, "")

    assert pen.done() == MappedText("", ())


def test_neighbours_that_were_kept_make_one_tile() -> None:
    pen = Rewriter(MappedText.identity("abc"))
    for at in range(3):
        pen.keep(at, at + 1)

    assert pen.done() == MappedText.identity("abc")


def test_a_source_before_its_start_is_refused_for_an_identity_map() -> None:
    with pytest.raises(ValueError, match="map"):
        MappedText.identity("abc", -1)


@st.composite
def rewritings(draw: st.DrawFn) -> tuple[str, MappedText]:
    """A source and the text left of it after some rewritings, one over the other."""
    source = draw(TEXTS)
    mapped = MappedText.identity(source)
    for _ in range(draw(st.integers(0, 4))):
        pen, at = Rewriter(mapped), 0
        while at < len(mapped.text):
            end = draw(st.integers(at + 1, len(mapped.text)))
            match draw(st.sampled_from(("keep", "replace", "leave out"))):
                case "keep":
                    pen.keep(at, end)
                case "replace":
                    pen.replace(at, end, draw(st.text("XY", max_size=4)))
                case _:
                    pass
            at = end
        mapped = pen.done()
    return source, mapped


@settings(max_examples=60)
@given(rewritings(), st.data())
def test_ranges_stay_inside_the_source_and_grow_with_the_text(
    rewriting: tuple[str, MappedText], data: st.DataObject
) -> None:
    source, mapped = rewriting
    start = data.draw(st.integers(0, len(mapped.text)))
    end = data.draw(st.integers(start, len(mapped.text)))
    span = mapped.source_span(start, end)

    assert 0 <= span.start <= span.end <= len(source)
    if start < end:
        assert mapped.source_span(0, len(mapped.text)).covers(span)


@settings(max_examples=60)
@given(rewritings(), rewritings(), st.integers(0, 3))
def test_maps_that_are_made_without_a_look_at_every_tile_tile_their_text(
    one: tuple[str, MappedText], other: tuple[str, MappedText], offset: int
) -> None:
    source, mapped = one
    made = (
        mapped,
        mapped.with_text(mapped.text.upper() if mapped.text.isascii() else mapped.text),
        joined([mapped, other[1]], "\n"),
        MappedText.identity(source, offset),
    )
    for text in made:
        assert MappedText(text.text, text.tiles) == text


@settings(max_examples=60)
@given(rewritings())
def test_a_character_that_was_only_kept_maps_to_itself(rewriting: tuple[str, MappedText]) -> None:
    source, mapped = rewriting
    for at, character in enumerate(mapped.text):
        if character not in "XY":
            span = mapped.source_span(at, at + 1)
            assert source[span.start : span.end] == character


@pytest.mark.parametrize(
    ("source", "offset", "position"),
    [
        pytest.param("a\u2028b", 2, Position(1, 3), id="a line separator is no line end"),
        pytest.param("a\u2029b", 2, Position(1, 3), id="a paragraph separator is no line end"),
        pytest.param("a\fb", 2, Position(1, 3), id="a form feed is no line end"),
        pytest.param("a\vb", 2, Position(1, 3), id="a vertical tab is no line end"),
        pytest.param("a\x85b", 2, Position(1, 3), id="a next-line control is no line end"),
        pytest.param("a\x1cb", 2, Position(1, 3), id="a file separator is no line end"),
        pytest.param("😀b", 1, Position(1, 2), id="an emoji is one column"),
        pytest.param("", 0, Position(1, 1), id="an empty source has a first line"),
        pytest.param("a\nb", 1, Position(1, 2), id="a line feed belongs to the line that it ends"),
        pytest.param("a\nb", 2, Position(2, 1), id="line feed"),
        pytest.param("a\r\nb", 2, Position(1, 3), id="between carriage return and line feed"),
        pytest.param("a\r\nb", 3, Position(2, 1), id="carriage return and line feed are one line end"),
        pytest.param("a\rb", 2, Position(2, 1), id="carriage return alone"),
        pytest.param("a\n\rb", 3, Position(3, 1), id="line feed and carriage return are two line ends"),
        pytest.param("a\n", 2, Position(2, 1), id="the end after a line end is a new line"),
    ],
)
def test_lines_end_at_line_feeds_and_carriage_returns_only(
    source: str, offset: int, position: Position
) -> None:
    assert LineIndex(source).position(offset) == position


@pytest.mark.parametrize("offset", [pytest.param(-1, id="before"), pytest.param(4, id="after")])
def test_an_offset_outside_the_source_is_refused(offset: int) -> None:
    with pytest.raises(ValueError, match="outside"):
        LineIndex("abc").position(offset)


@pytest.mark.parametrize(
    ("source", "line", "span"),
    [
        pytest.param("ab", 1, Span(0, 2), id="the only line"),
        pytest.param("ab\ncd", 1, Span(0, 2), id="without its line feed"),
        pytest.param("ab\r\ncd", 1, Span(0, 2), id="without carriage return and line feed"),
        pytest.param("ab\r\ncd", 2, Span(4, 6), id="the last line"),
        pytest.param("ab\n", 2, Span(3, 3), id="the empty line at the end"),
        pytest.param("\n\nb", 2, Span(1, 1), id="an empty line"),
    ],
)
def test_a_line_has_a_range_without_its_end(source: str, line: int, span: Span) -> None:
    assert LineIndex(source).line_span(line) == span


@pytest.mark.parametrize("line", [pytest.param(0, id="line zero"), pytest.param(3, id="past the last")])
def test_a_line_that_is_not_there_is_refused(line: int) -> None:
    with pytest.raises(ValueError, match="line"):
        LineIndex("a\nb").line_span(line)


@settings(max_examples=60)
@given(TEXTS)
def test_every_offset_lies_in_the_line_that_it_is_said_to_lie_in(source: str) -> None:
    lines = LineIndex(source)
    before = Position(1, 0)
    for offset in range(len(source) + 1):
        position = lines.position(offset)
        assert position > before
        assert lines.line_span(position.line).start + position.column - 1 == offset
        before = position


@given(st.lists(st.text(max_size=5), max_size=5))
def test_texts_that_are_joined_keep_their_places(texts: list[str]) -> None:
    starts = [7 * number for number in range(len(texts))]
    whole = joined([MappedText.identity(*one) for one in zip(texts, starts, strict=True)], "\n\n")
    assert whole.text == "\n\n".join(filter(None, texts))
    at = 0
    for text, start in zip(texts, starts, strict=True):
        if text:
            assert whole.source_span(at, at + len(text)) == (start, start + len(text))
            at += len(text) + len("\n\n")


@pytest.mark.parametrize(
    ("span", "text"),
    [
        pytest.param(Span(0, 4), "cdab", id="all, in the order of the text"),
        pytest.param(Span(1, 3), "cb", id="a piece of two"),
        pytest.param(Span(2, 4), "cd", id="what comes first in the text"),
        pytest.param(Span(4, 9), "x", id="what stands for several characters"),
        pytest.param(Span(9, 9), "", id="nothing"),
    ],
)
def test_what_stands_for_a_range_of_the_source_is_found(span: Span, text: str) -> None:
    mapped = MappedText("cdabx", (Tile(0, 2, 2, 4), Tile(2, 4, 0, 2), Tile(4, 5, 5, 8)))
    assert BySource(mapped).text_over(span) == text
