from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Lint


@pytest.fixture
def template() -> str:
    Path("m.j2").write_text("Thank you, {{ name }}, for your question about the lid.\n", encoding="utf-8")
    return "m.j2"


@pytest.fixture
def orders() -> str:
    Path("o.csv").write_text("name\nAnna\nwww.example.com\nEve\n", encoding="utf-8")
    return "o.csv"


def test_a_template_is_linted_and_then_filled_with_each_row(lint: Lint, template: str, orders: str) -> None:
    told = json.loads(lint(template, "--values", orders, "--format", "json").out)
    assert [message["filled_with"] for message in told["messages"]] == [
        None,
        "o.csv row 2",
        "o.csv row 3",
        "o.csv row 4",
    ]
    assert [message["outcome"] for message in told["messages"]] == ["clean", "clean", "violations", "clean"]
    [link] = [one for one in told["messages"][2]["violations"] if one["rule"] == "contact/link"]
    assert (link["line"], link["column"], link["excerpt"]) == (1, 12, "{{ name }}")
    assert "www.example.com" in link["message"]


def test_the_text_names_the_row(lint: Lint, template: str, orders: str) -> None:
    result = lint(template, "--values", orders)
    assert result.status == 1
    assert "m.j2:1:12: error contact/link: Holds a link: “www.example.com”" in result.out
    assert "   = filled with: o.csv row 3\n" in result.out


def test_what_the_template_has_itself_is_told_once(lint: Lint, orders: str) -> None:
    Path("m.j2").write_text("Hello {{ name }}, write to help@example.com.\n", encoding="utf-8")
    out = lint("m.j2", "--values", orders).out
    assert out.count("contact/email-address") == 1


def test_a_row_without_a_value_is_not_checked(lint: Lint, template: str) -> None:
    Path("v.yaml").write_text("- {name: Anna}\n- {nam: Eve}\n", encoding="utf-8")
    result = lint(template, "--values", "v.yaml")
    assert result.status == 2
    assert result.err == "m.j2: not checked: v.yaml set 2: cannot be rendered: 'name' is undefined\n"


def test_front_matter_holds_for_the_rows_too(lint: Lint, orders: str) -> None:
    Path("m.j2").write_text(
        "---\ntype: question-reply\n---\nHello {{ name }}, it is glass.\n", encoding="utf-8"
    )
    told = json.loads(lint("m.j2", "--values", orders, "--format", "json").out)
    assert {message["message_type"] for message in told["messages"]} == {"question-reply"}


@pytest.mark.parametrize(
    ("args", "error"),
    [
        (("m.j2", "--values", "nowhere.yaml"), "nowhere.yaml:1:1: there is no such file\n"),
        (("-", "--values", "o.csv"), "lint: --values fills templates in files, not on standard input\n"),
    ],
)
def test_values_that_cannot_be_used_are_told(
    lint: Lint, template: str, orders: str, args: tuple[str, ...], error: str
) -> None:
    assert {template, orders} == {"m.j2", "o.csv"}
    result = lint(*args)
    assert (result.status, result.err) == (2, error)


def test_a_draft_that_is_no_template_is_not_filled(lint: Lint, good: str, orders: str) -> None:
    result = lint(good, "--values", orders)
    assert result.err == "good.txt: not checked: is no template; there is nothing to fill with values\n"
