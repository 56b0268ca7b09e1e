from __future__ import annotations

from typing import Any

import pytest

from buyer_msg_lint.engine import Plan
from buyer_msg_lint.engine.plan import Probe
from buyer_msg_lint.errors import NotCheckedError
from buyer_msg_lint.policy import matching
from buyer_msg_lint.policy.matching import Regex


def possible(plan: Plan, text: str) -> set[int]:
    """Return the numbers of the probes that could match, in the order of the rule's phrases."""
    numbers = {probe: number for number, probe in enumerate(plan.all_probes())}
    return {numbers[probe] for probe in plan.possible(text)[1]}


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        pytest.param("", set(), id="nothing"),
        pytest.param("a quiet day", set(), id="no word of any"),
        pytest.param("forbiddenly worded", set(), id="longer words"),
        pytest.param("the word", set(), id="one of the words that a phrase needs"),
        pytest.param("a word that is forbidden", {0}, id="the words in any order"),
        pytest.param("recommending", {1}, id="the beginning of a word"),
        pytest.param("请给好评", {2}, id="words without blanks"),
        pytest.param("alpha or beta", set(), id="a choice without the word beside it"),
        pytest.param("please: alpha or beta", {3}, id="one of a choice"),
        pytest.param("please beta forbidden word recommend 好评", {0, 1, 2, 3}, id="all of them"),
    ],
)
def test_only_what_a_text_holds_the_words_of_is_tried(folder: Any, text: str, numbers: set[int]) -> None:
    folder.rule(find={"phrases": ["forbidden word", "recommend*", "好评", "please (alpha|beta)"]})
    assert possible(folder.plan(), text) == numbers


def test_a_pattern_is_always_tried(folder: Any) -> None:
    folder.rule(find={"regex": ["x+"]})
    assert possible(folder.plan(), "") == {0}


def test_a_beginning_and_the_word_itself_are_both_looked_for(folder: Any) -> None:
    folder.rule(find={"phrases": ["recommend it", "recommend*"]})
    assert possible(folder.plan(), "recommend it") == {0, 1}
    assert possible(folder.plan(), "recommended") == {1}


def test_a_plan_without_patterns_tries_nothing(folder: Any) -> None:
    folder.rule(find={"detector": "link"})
    assert possible(folder.plan(), "any text") == set()


def test_a_phrase_of_two_rules_is_one_probe(folder: Any) -> None:
    folder.rule("house/a", find={"phrases": ["bad word"]})
    folder.rule("house/b", find={"phrases": ["bad word"]}, unless={"message": ["bad word"]})
    assert len(folder.plan().all_probes()) == 1


def test_a_pattern_past_its_time_limit_is_never_clean(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Regex, "time_limit", 0.05)
    probe = Probe(Regex("(?:a|aa)+$"), frozenset())
    with pytest.raises(NotCheckedError, match=r"a pattern ran past its time limit: \(\?:a\|aa\)\+\$"):
        list(probe.spans("a" * 5_000 + "!", ()))


def test_phrases_past_their_time_limit_are_never_clean(folder: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.rule()
    monkeypatch.setattr(matching, "TIME_LIMIT", -1.0)
    with pytest.raises(NotCheckedError, match="a pattern ran past its time limit"):
        folder.lint("a forbidden word")
