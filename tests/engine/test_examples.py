from __future__ import annotations

from typing import Any

import pytest

from buyer_msg_lint.engine.examples import run_examples, unmarked
from buyer_msg_lint.spans import Span

FINE: dict[str, list[Any]] = {"violates": ["a «forbidden word»"] * 3, "complies": ["a word"] * 3}


def problems(folder: Any, **examples: list[Any]) -> list[tuple[str, str, str]]:
    folder.rule(examples=FINE | examples, when={"message_type": ["refund", "reply"], "template": True})
    folder.type("refund")
    folder.type("reply")
    return [
        (one.kind, one.text, one.problem) for one in run_examples(folder.pack(), "house/rule") if one.problem
    ]


def three(kind: str, example: Any) -> list[Any]:
    return [example, *FINE[kind][:2]]


@pytest.mark.parametrize(
    ("kind", "example", "problem"),
    [
        pytest.param("violates", "a «forbidden word»", None, id="found as marked"),
        pytest.param("violates", "«forbidden word», «forbidden word»", None, id="found twice as marked"),
        pytest.param("violates", "a «word»", "found nothing, expected “word”", id="not found"),
        pytest.param(
            "violates",
            "«a forbidden word»",
            "found “forbidden word”, expected “a forbidden word”",
            id="found at another place",
        ),
        pytest.param(
            "violates",
            "«forbidden word», forbidden word",
            "found “forbidden word”, “forbidden word”, expected “forbidden word”",
            id="found once more",
        ),
        pytest.param(
            "violates",
            "a forbidden word",
            "marks no place; put « and » around what is found",
            id="no place marked",
        ),
        pytest.param("complies", "a word", None, id="nothing is found"),
        pytest.param(
            "complies", "a forbidden word", "found “forbidden word”, expected nothing", id="a false alarm"
        ),
        pytest.param("misses", "a forbiden word", None, id="still missed"),
        pytest.param(
            "misses", "a forbidden word", "is found now; move it to 'violates'", id="missed no longer"
        ),
    ],
)
def test_an_example_is_as_the_rule_says_or_told(
    folder: Any, kind: str, example: str, problem: str | None
) -> None:
    found = problems(folder, **{kind: [example] if kind == "misses" else three(kind, example)})
    assert found == ([] if problem is None else [(kind, example, problem)])


def test_an_example_has_a_context_of_its_own(folder: Any) -> None:
    example = {"text": "a forbidden word", "context": {"template": False}}
    assert problems(folder, complies=three("complies", example)) == []


def test_an_example_that_was_never_evaluated_shows_nothing(folder: Any) -> None:
    find = {"detector": "order-id", "differs_from": "order_id"}
    examples = {
        "violates": [{"text": "Order «113-7654321-1234567»", "context": {"order_id": "112-1234567-7654321"}}]
        * 3,
        "complies": ["Order 113-7654321-1234567"] * 3,
    }
    folder.rule(find=find, examples=examples)
    assert {one.problem for one in run_examples(folder.pack(), "house/rule")} == {
        None,
        "is not evaluated: its context lacks order_id",
    }


def test_what_is_required_is_missing_in_the_whole_message(folder: Any) -> None:
    look = {"require": {"phrases": ["order number"]}, "message": {"en": "None", "zh": "没有"}}
    folder.rule(**look, examples={"violates": ["a", "b", "order number"], "complies": ["order number"] * 3})
    found = [one.problem for one in run_examples(folder.pack(), "house/rule") if one.problem]
    assert found == ["found nothing, expected the whole message"]


def test_marks_are_taken_out_and_told_by_their_places() -> None:
    assert unmarked("a «b» c «de»") == ("a b c de", [Span(2, 3), Span(6, 8)])
    assert unmarked("nothing") == ("nothing", [])
