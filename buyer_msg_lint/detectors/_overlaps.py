"""Keeps the hits of several searches from lying over each other."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from buyer_msg_lint.detectors import Hit


def without_overlaps(hits: Iterable[Hit]) -> list[Hit]:
    """Return the hits in order of start; of those that share a character, the one that came first stays."""
    starts: list[int] = []
    kept: list[Hit] = []
    for hit in hits:
        at = bisect_left(starts, hit.start)
        clear_before = at == 0 or kept[at - 1].end <= hit.start
        clear_after = at == len(kept) or hit.end <= kept[at].start
        if clear_before and clear_after:
            starts.insert(at, hit.start)
            kept.insert(at, hit)
    return kept
