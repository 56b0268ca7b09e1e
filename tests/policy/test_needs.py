from __future__ import annotations

import pickle
from functools import reduce
from itertools import chain
from operator import or_

import pytest

from buyer_msg_lint.policy.bits import bits_of, numbers_in
from buyer_msg_lint.policy.needs import LEVELS, Met, Needs, text_of
from buyer_msg_lint.policy.phrase import PhraseCompiler

PHRASES = ("leave (a|one) review", "recommend*", "好评", "thank you")


def needs() -> Needs:
    compiler = PhraseCompiler({})
    return Needs([compiler.compile(phrase) for phrase in PHRASES])


def met(needs: Met) -> set[int]:
    """Return the patterns any of whose needs are met."""
    return set(chain.from_iterable(map(numbers_in, needs)))


def test_each_literal_meets_the_needs_of_its_patterns() -> None:
    made = needs()
    phrases = [getattr(pattern, "text", None) for pattern in made.patterns]
    assert [phrases[number] for number in met(made.met_by("review"))] == ["leave (a|one) review"]
    assert [phrases[number] for number in met(made.met_by("thank you"))] == ["thank you"]
    assert {text_of(part) for part in (*made.plain_parts, *made.other_parts)} == {"recommend", "好评"}
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
    assert Needs([PhraseCompiler({}).compile(phrase)]).sure == bits_of(sure)


def test_patterns_that_more_messages_may_hold_come_first() -> None:
    texts = [getattr(pattern, "text", None) for pattern in needs().patterns]
    assert texts.index("thank you") < texts.index("recommend*") < texts.index("好评")


def test_every_pattern_has_each_level() -> None:
    made = needs()
    for level in range(LEVELS):
        met = [
            made.met_by_all[level],
            *(made.met_by(one)[level] for one in (*made.words, *made.plain_parts, *made.other_parts)),
        ]
        assert reduce(or_, met) == (1 << len(PHRASES)) - 1


def test_needs_are_the_same_once_kept() -> None:
    made = needs()
    kept = pickle.loads(pickle.dumps(made))  # noqa: S301 - our own
    assert sorted(kept.words) == sorted(made.words)
    assert [kept.met_by(word) for word in made.words] == [made.met_by(word) for word in made.words]
    for name in ("plain_parts", "other_parts", "met_by_all", "sure", "regexes", "over_breaks"):
        assert getattr(kept, name) == getattr(made, name)
    texts = [getattr(pattern, "text", None) for pattern in made.patterns]
    assert [getattr(pattern, "text", None) for pattern in kept.patterns] == texts
    assert all(texts)


def test_no_patterns_need_nothing() -> None:
    kept = pickle.loads(pickle.dumps(Needs([])))  # noqa: S301 - our own
    assert (list(kept.words), kept.plain_parts, kept.other_parts, kept.met_by_all) == ([], {}, {}, (0, 0, 0))
