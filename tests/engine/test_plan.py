from __future__ import annotations

from typing import Any

import pytest

from buyer_msg_lint.context import Context
from buyer_msg_lint.engine import Plan
from buyer_msg_lint.engine.facts import Facts
from buyer_msg_lint.errors import NotCheckedError
from buyer_msg_lint.policy import matching
from buyer_msg_lint.policy.bits import numbers_in
from buyer_msg_lint.policy.matching import Regex


def possible(plan: Plan, text: str) -> set[str]:
    """Return the patterns that could match, as they are written."""
    patterns = [plan.patterns[number] for number in numbers_in(plan.look_over(text).possible)]
    return {pattern.source if isinstance(pattern, Regex) else pattern.text for pattern in patterns}


PHRASES = ["forbidden word", "recommend*", "好评", "please (alpha|beta)", "bad ... good"]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        pytest.param("", set(), id="nothing"),
        pytest.param("a quiet day", set(), id="no word of any"),
        pytest.param("forbiddenly worded", set(), id="longer words"),
        pytest.param("the word", set(), id="one of the words that a phrase needs"),
        pytest.param("a word that is forbidden", set(), id="neighbours that stand apart"),
        pytest.param("a forbidden-word", {0}, id="neighbours with a mark between"),
        pytest.param("good and bad", {4}, id="words parted by a gap, in any order"),
        pytest.param("recommending", {1}, id="the beginning of a word"),
        pytest.param("请给好评", {2}, id="words without blanks"),
        pytest.param("alpha or beta", set(), id="a choice without the word beside it"),
        pytest.param("please - alpha or beta", {3}, id="one of a choice, a mark before it"),
        pytest.param("please beta forbidden word recommend 好评", {0, 1, 2, 3}, id="several of them"),
    ],
)
def test_only_what_a_text_holds_the_words_of_is_tried(folder: Any, text: str, numbers: set[int]) -> None:
    folder.rule(find={"phrases": PHRASES})
    assert possible(folder.plan(), text) == {PHRASES[number] for number in numbers}


@pytest.mark.parametrize(
    ("phrase", "text", "tried"),
    [
        pytest.param("bad ... thing", "a bad day. nothing but a thing", 0, id="needs in two sentences"),
        pytest.param("bad ... thing", "a bad day, nothing but a thing", 1, id="needs in one sentence"),
        pytest.param("bad e.g. thing", "a bad e.g. thing", 1, id="a point in the phrase"),
        pytest.param("bad {point} thing", "a bad e.g. thing", 1, id="a point in a list that it names"),
        pytest.param("bad {outer} thing", "a bad e.g. thing", 1, id="a point in a list of a list"),
    ],
)
def test_a_phrase_needs_all_in_one_sentence_unless_it_may_stand_over_an_end(
    folder: Any, phrase: str, text: str, tried: int
) -> None:
    folder.words("point", "e.g.", "say")
    folder.words("outer", "{point}", "such as")
    folder.rule(find={"phrases": [phrase]})
    assert list(possible(folder.plan(), text)) == [phrase] * tried


def test_a_pattern_is_always_tried(folder: Any) -> None:
    folder.rule(find={"regex": ["x+"]})
    assert possible(folder.plan(), "") == {"x+"}


def test_a_beginning_and_the_word_itself_are_both_looked_for(folder: Any) -> None:
    folder.rule(find={"phrases": ["recommend it", "recommend*"]})
    assert possible(folder.plan(), "recommend it") == {"recommend it", "recommend*"}
    assert possible(folder.plan(), "recommended") == {"recommend*"}


def test_a_plan_without_patterns_tries_nothing(folder: Any) -> None:
    folder.rule(find={"detector": "link"})
    assert possible(folder.plan(), "any text") == set()


def test_a_phrase_of_two_rules_is_one_pattern(folder: Any) -> None:
    folder.rule("house/a", find={"phrases": ["bad word"]})
    folder.rule("house/b", find={"phrases": ["bad word"]}, unless={"message": ["bad word"]})
    assert len(folder.plan().patterns) == 1


def test_a_pattern_past_its_time_limit_is_never_clean(folder: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Regex, "time_limit", 0.05)
    folder.rule(find={"regex": ["(?:a|aa)+$"]})
    with pytest.raises(NotCheckedError, match=r"a pattern ran past its time limit: \(\?:a\|aa\)\+\$"):
        list(folder.plan().spans(0, "a" * 5_000 + "!", ()))


def test_phrases_past_their_time_limit_are_never_clean(folder: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.rule()
    monkeypatch.setattr(matching, "TIME_LIMIT", -1.0)
    with pytest.raises(NotCheckedError, match="a pattern ran past its time limit"):
        folder.lint("a forbidden word")


def judged(plan: Plan, text: str, *found: str, marked: bool = False) -> list[str]:
    """Return the rules that are judged where these detectors find something; all of them hold."""
    possible, all_hold = plan.look_over(text).possible, (1 << len(plan.rules)) - 1
    suspects = plan.suspects(possible, all_hold, found.__contains__, marked=marked)
    return [suspect.planned.rule.id for suspect in suspects]


@pytest.mark.parametrize(
    ("look", "where"),
    [
        pytest.param({"find": {"phrases": ["forbidden word"]}}, ["words"], id="phrases"),
        pytest.param({"find": {"detector": "link"}}, ["link"], id="a detector"),
        pytest.param({"find": {"placeholders": ["order-id"]}}, ["placeholder"], id="placeholders"),
        pytest.param({"find": {"marks": ["font-color"]}}, ["marks"], id="marks"),
        pytest.param(
            {"find": {"detector": "link", "phrases": ["forbidden word"]}},
            ["words", "link"],
            id="a detector or phrases",
        ),
        pytest.param(
            {"require": {"phrases": ["forbidden word"]}, "message": {"en": "Lacks it", "zh": "缺"}},
            ["nothing", "words", "link", "placeholder", "marks"],
            id="required",
        ),
        pytest.param(
            {
                "find": {
                    "together": [
                        {
                            "within": "message",
                            "parts": {"one": {"detector": "link"}, "two": {"phrases": ["forbidden word"]}},
                        }
                    ]
                }
            },
            ["words"],
            id="a detector beside phrases",
        ),
        pytest.param(
            {
                "find": {
                    "together": [
                        {
                            "within": "message",
                            "parts": {"one": {"detector": "link"}, "two": {"detector": "emoji"}},
                        }
                    ]
                }
            },
            ["link"],
            id="detectors side by side",
        ),
    ],
)
def test_a_rule_is_judged_where_it_could_be_broken(
    folder: Any, look: dict[str, Any], where: list[str]
) -> None:
    folder.rule(**look)
    plan = folder.plan()
    found = {
        "nothing": judged(plan, "another text", "emoji"),
        "words": judged(plan, "a forbidden word"),
        "link": judged(plan, "", "link"),
        "placeholder": judged(plan, "", "placeholder"),
        "marks": judged(plan, "", marked=True),
    }
    assert [name for name, rules in found.items() if rules] == where


def test_which_rules_hold_is_worked_out_once_for_all_messages_alike(folder: Any) -> None:
    folder.type("note")
    folder.rule("house/a", when={"message_type": ["note"]})
    folder.rule("house/b")
    plan = folder.plan()
    kind = plan.types[0].outline
    unknown, known = (Facts(Context(), one, None, template=False) for one in (None, kind))
    assert plan.standing(unknown).holding == 0b10
    assert [one.missing for one in plan.standing(unknown).undecided] == ["message_type"]
    assert plan.standing(known).holding == 0b11
    assert plan.standing(known) is plan.standing(Facts(Context(), kind, None, template=False))


def test_rules_are_judged_in_order(folder: Any) -> None:
    for name in ("c", "a", "d", "b"):
        folder.rule(f"house/{name}", find={"phrases": [f"word {name}" if name != "b" else "word x"]})
    assert judged(folder.plan(), "word d, word a, word c") == ["house/a", "house/c", "house/d"]
