from __future__ import annotations

import pickle

import pytest

from buyer_msg_lint.policy.needs import LEVELS, Needs, text_of
from buyer_msg_lint.policy.phrase import PhraseCompiler

PHRASES = ("leave (a|one) review", "recommend*", "好评", "thank you")


def needs() -> Needs:
    compiler = PhraseCompiler({})
    return Needs([compiler.compile(phrase) for phrase in PHRASES])


def test_each_literal_meets_the_needs_of_its_patterns() -> None:
    made = needs()
    phrases = [getattr(pattern, "text", None) for pattern in made.patterns]
    assert {phrases[number] for number, _ in made.met_by("review")} == {"leave (a|one) review"}
    assert {phrases[number] for number, _ in made.met_by("thank you")} == {"thank you"}
    assert {text_of(part) for part in made.parts} == {"recommend", "好评"}
    assert {"review", "a review", "one review", "thank you"} <= set(made.words)


@pytest.mark.parametrize(
    ("phrase", "sure"),
    [
        ("thank you", []),
        ("review*", []),
        ("[a] review", []),
        ("(review|a rating)", []),
        ("好评", []),
        ("review", [0]),
        ("(review|rating)", [0]),
    ],
)
def test_words_alone_are_sure_to_match(phrase: str, sure: list[int]) -> None:
    assert Needs([PhraseCompiler({}).compile(phrase)]).sure() == sure


def test_patterns_that_more_messages_may_hold_come_first() -> None:
    texts = [getattr(pattern, "text", None) for pattern in needs().patterns]
    assert texts.index("thank you") < texts.index("recommend*") < texts.index("好评")


def test_every_pattern_has_each_level_once() -> None:
    made = needs()
    levels = {
        *made.met_by_all(),
        *(need for one in (*made.words, *made.parts) for need in made.met_by(one)),
    }
    assert levels == {(number, level) for number in range(len(PHRASES)) for level in range(LEVELS)}


def test_needs_are_the_same_once_kept() -> None:
    made = needs()
    kept = pickle.loads(pickle.dumps(made))  # noqa: S301 - our own
    assert sorted(kept.words) == sorted(made.words)
    assert [sorted(kept.met_by(word)) for word in made.words] == [
        sorted(made.met_by(word)) for word in made.words
    ]
    texts = [getattr(pattern, "text", None) for pattern in made.patterns]
    assert [getattr(pattern, "text", None) for pattern in kept.patterns] == texts
    assert all(texts)


def test_no_patterns_need_nothing() -> None:
    kept = pickle.loads(pickle.dumps(Needs([])))  # noqa: S301 - our own
    assert list(kept.words) == list(kept.parts) == list(kept.met_by_all()) == []
