from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from buyer_msg_lint.detectors import Hit
from buyer_msg_lint.detectors._overlaps import without_overlaps


def test_the_first_to_come_stays() -> None:
    first, over, apart = Hit(4, 8, "first"), Hit(0, 5, "over"), Hit(0, 4, "apart")
    assert without_overlaps([first, over, apart]) == [apart, first]


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 6)), max_size=20))
def test_nothing_overlaps_and_nothing_is_dropped_without_reason(places: list[tuple[int, int]]) -> None:
    hits = [Hit(start, start + length, "") for start, length in places]
    kept = without_overlaps(hits)
    assert all(one.end <= other.start for one, other in pairwise(kept))
    assert all(any(hit.span.overlaps(stays.span) for stays in kept) for hit in hits)
