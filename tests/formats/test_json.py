"""The object that programs read."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from buyer_msg_lint.formats import Run
from buyer_msg_lint.formats.json import render
from buyer_msg_lint.report import report_of
from buyer_msg_lint.verdict import Basis, Change, Finding, Mending, Outcome, Severity, Undecided, Verdict

VIOLATION = Finding(
    rule="contact/link",
    category="contact",
    severity=Severity.ERROR,
    message="Holds a link: “例.com”",
    start=4,
    end=9,
    line=1,
    column=5,
    end_line=1,
    end_column=10,
    excerpt="例.com",
    reads_as="例.com",
    disguise=("look-alikes",),
    fix=Mending(edits=(Change(start=0, end=9, text=""),), safe=False),
    why="Links are forbidden.",
    instead="Reply to this message.",
    source=(Basis(name="Guidelines", url="https://example.com/", read="2024-12"),),
)


def shown(*reports: Verdict, rules: tuple[str, ...] = ("contact/link",)) -> str:
    run = Run(tuple((one, None) for one in reports), "0.1.0", "amazon", rules, "en", color=True, width=80)
    return "".join(render(run))


def read(*reports: Verdict) -> Any:
    return json.loads(shown(*reports))


def test_a_run_is_one_object_with_every_field() -> None:
    skipped = Undecided(rule="identifiers/order-id-mismatch", missing="order_id")
    first = Verdict(
        path="a.txt",
        outcome=Outcome.VIOLATIONS,
        message_type="refund",
        violations=(VIOLATION,),
        not_evaluated=(skipped,),
    )
    second = Verdict(path="b.txt", outcome=Outcome.NOT_CHECKED, not_checked="is empty")
    assert read(first, second) == {
        "schema": 1,
        "tool": {"name": "buyer_msg_lint", "version": "0.1.0"},
        "policy": "amazon",
        "rules": ["contact/link"],
        "messages": [
            {
                "path": "a.txt",
                "record": None,
                "outcome": "violations",
                "not_checked": None,
                "message_type": "refund",
                "violations": [
                    {
                        "rule": "contact/link",
                        "category": "contact",
                        "severity": "error",
                        "message": "Holds a link: “例.com”",
                        "start": 4,
                        "end": 9,
                        "line": 1,
                        "column": 5,
                        "end_line": 1,
                        "end_column": 10,
                        "excerpt": "例.com",
                        "reads_as": "例.com",
                        "disguise": ["look-alikes"],
                        "segment": None,
                        "part": None,
                        "branch": None,
                        "fix": {"edits": [{"start": 0, "end": 9, "text": ""}], "safe": False},
                        "why": "Links are forbidden.",
                        "instead": "Reply to this message.",
                        "source": [{"name": "Guidelines", "url": "https://example.com/", "read": "2024-12"}],
                    }
                ],
                "not_evaluated": [{"rule": "identifiers/order-id-mismatch", "missing": "order_id"}],
                "filled_with": None,
                "unverifiable": [],
            },
            {
                "path": "b.txt",
                "record": None,
                "outcome": "not_checked",
                "not_checked": "is empty",
                "message_type": None,
                "violations": [],
                "not_evaluated": [],
                "filled_with": None,
                "unverifiable": [],
            },
        ],
        "summary": {
            "messages": 2,
            "clean": 0,
            "violations": 1,
            "not_checked": 1,
            "errors": 1,
            "warnings": 0,
            "infos": 0,
        },
    }


def test_a_run_of_nothing_is_a_whole_object_too() -> None:
    text = shown(rules=())
    assert json.loads(text)["messages"] == []
    assert json.loads(text)["summary"]["messages"] == 0
    assert text.endswith("}\n")


def test_a_message_is_what_the_report_dumps() -> None:
    one = Verdict(path="a.txt", outcome=Outcome.VIOLATIONS, violations=(VIOLATION,))
    assert read(one)["messages"] == [report_of(one).model_dump(mode="json")]


def test_it_is_laid_out_as_json_lays_it_out() -> None:
    one = Verdict(path="a.txt", outcome=Outcome.VIOLATIONS, violations=(VIOLATION,))
    text = shown(one, one)
    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n"


def test_it_has_no_colour() -> None:
    assert "\x1b" not in shown(Verdict(path="a.txt", outcome=Outcome.VIOLATIONS, violations=(VIOLATION,)))


@given(st.text(), st.text())
@settings(max_examples=50)
def test_any_text_comes_back_as_it_went_in(path: str, reason: str) -> None:
    message = read(Verdict(path=path, outcome=Outcome.NOT_CHECKED, not_checked=reason))["messages"][0]
    assert (message["path"], message["not_checked"]) == (path, reason)
