"""A service's name is found however its letters are disguised, each in a way of its own, two ways at once."""

from __future__ import annotations

import random
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from buyer_msg_lint import Context, Linter
from tests import disguises

NAMES = ("whatsapp", "wechat", "telegram", "viber", "skype", "instagram", "facebook", "youtube")
LETTER_WAYS = (
    disguises.fullwidth,
    disguises.circled,
    disguises.mathematical,
    disguises.small_capitals,
    disguises.look_alikes,
    disguises.struck_out,
)
"""Each keeps a letter in its place and says the same."""
JOINTS = ("", "\u200b", " ", ".", "-", "_", "*", "\u200b ", "\n")
SENTENCES = ("Please write to us on {} today.", "You can reach us on {}, any time.")


@cache
def linter() -> Linter:
    return Linter(locale="en", select=["off-platform"])


@st.composite
def mixtures(draw: st.DrawFn) -> str:
    """Draw a name in which each letter has a way of its own, and between all stands the same joint."""
    name, chance = draw(st.sampled_from(NAMES)), random.Random(draw(st.integers(0, 2**16)))  # noqa: S311
    ways = [draw(st.sampled_from(LETTER_WAYS)) for _ in name]
    return draw(st.sampled_from(JOINTS)).join(
        way(letter, chance) for way, letter in zip(ways, name, strict=True)
    )


@settings(max_examples=60, deadline=None)
@given(mixtures(), st.sampled_from(SENTENCES))
def test_a_name_is_found_through_two_disguises_at_once(name: str, sentence: str) -> None:
    text = sentence.format(name)
    start = sentence.index("{")
    report = linter().lint(text, context=Context(message_type="question-reply"))
    assert report.not_checked is None
    assert any(
        found.start is not None
        and found.end is not None
        and found.start < start + len(name)
        and found.end > start
        for found in report.violations
    )
