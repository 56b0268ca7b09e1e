from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buyer_msg_lint.detectors._evidence import Evidence, has_digit, meeting, windows

EVIDENCE = Evidence({"day": ["day", "天"], "short": ["day", "ab", "b"]})


@pytest.mark.parametrize(
    ("text", "places"),
    [
        pytest.param("", {}, id="nothing"),
        pytest.param("nothing here", {}, id="no word of any kind"),
        pytest.param("a day", {"day": [(2, 5)], "short": [(2, 5)]}, id="a word of two kinds"),
        pytest.param("ab", {"short": [(0, 2), (1, 2)]}, id="a word inside another"),
        pytest.param("😀三天", {"day": [(2, 3)]}, id="places in code points"),
    ],
)
def test_words_are_found_by_kind(text: str, places: dict[str, list[tuple[int, int]]]) -> None:
    found = EVIDENCE.places(text)
    assert {kind: sorted(spans) for kind, spans in found.items()} == places
    assert EVIDENCE.is_in(text) == bool(places)
    assert EVIDENCE.kinds(text) == set(places)


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param([(10, 12)], [(5, 15)], id="one place"),
        pytest.param([(1, 2)], [(0, 5)], id="near the beginning"),
        pytest.param([(97, 99)], [(92, 100)], id="near the end"),
        pytest.param([(30, 31), (10, 12), (19, 20)], [(5, 23), (25, 34)], id="near ones are joined"),
    ],
)
def test_windows_reach_back_and_on(places: list[tuple[int, int]], expected: list[tuple[int, int]]) -> None:
    assert list(windows(places, 5, 3, 100)) == expected


@settings(max_examples=100)
@given(st.text(alphabet="a1 ٣²é", max_size=12))
def test_a_digit_of_any_script_is_a_digit(text: str) -> None:
    assert has_digit(text) == any(character.isdecimal() for character in text)


RANGES = st.lists(st.integers(0, 30), max_size=8, unique=True).map(
    lambda ends: list(zip(*[iter(sorted(ends)[: len(ends) // 2 * 2])] * 2, strict=True))
)


@settings(max_examples=200)
@given(RANGES, RANGES)
def test_ranges_meet_where_both_rows_have_them(
    one: list[tuple[int, int]], other: list[tuple[int, int]]
) -> None:
    def covered(ranges: list[tuple[int, int]]) -> set[int]:
        return {at for start, end in ranges for at in range(start, end)}

    assert covered(list(meeting(one, other))) == covered(one) & covered(other)
