"""Lists, explanations, and the examples of one's own rules."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import buyer_msg_lint
from buyer_msg_lint import Linter
from buyer_msg_lint.cli.arguments import parser
from buyer_msg_lint.detectors import detector_names

Lint = Callable[..., Any]


def test_version(lint: Lint) -> None:
    result = lint("--version")
    assert (result.status, result.out) == (0, f"lint {buyer_msg_lint.__version__}\n")


def test_help_names_every_option(lint: Lint) -> None:
    asked = lint("--help").out
    known = [option for action in parser("lint", "0")._actions for option in action.option_strings]
    assert [option for option in known if option not in asked] == []
    assert len(known) > 20


def test_list_rules_names_the_rules_of_the_policy_with_their_severity(lint: Lint) -> None:
    result = lint("--list-rules", "--policy", "amazon")
    lines = result.out.rstrip("\n").split("\n")
    rules = Linter("amazon").rules
    assert result.status == 0
    assert [line.split()[:2] for line in lines] == [[rule.id, rule.severity.value] for rule in rules]
    assert "contact/qr-code                      warning  " in result.out


def test_list_rules_heeds_select_and_the_locale(lint: Lint) -> None:
    result = lint("--list-rules", "--select", "contact/email-address", "--locale", "zh")
    title = next(rule.title.zh for rule in Linter().rules if rule.id == "contact/email-address")
    assert result.out == f"contact/email-address                错误     {title}\n"


def test_list_types(lint: Lint) -> None:
    lines = lint("--list-types").out.rstrip("\n").split("\n")
    assert "replacement-shipped         A replacement that has been shipped" in lines
    assert "confirmCustomizationDetails Confirm the details of a customised item (Messaging API)" in lines


def test_list_detectors_names_each_with_its_traits(lint: Lint) -> None:
    lines = lint("--list-detectors").out.rstrip("\n").split("\n")
    assert [line for line in lines if not line.startswith(" ")] == list(detector_names())
    assert any(line.startswith("    host: ") for line in lines)


def test_explain_tells_all_about_a_rule(lint: Lint) -> None:
    result = lint("--explain", "required/order-id")
    assert result.status == 0
    headings = [line for line in result.out.split("\n") if line and not line.startswith(" ")]
    assert headings[0].startswith("required/order-id: ")
    assert headings[1] == "error; the marketplace says so"
    assert headings[2].startswith("for messages of type: replacement, ")
    assert headings[3:] == ["Why", "Instead", "Source", "Breaks it", "Does not break it"]


def test_explain_speaks_chinese(lint: Lint) -> None:
    assert "\n原因\n" in lint("--explain", "contact/link", "--locale", "zh").out


def test_explain_says_when_the_policy_does_not_hold_the_rule(lint: Lint) -> None:
    out = lint("--explain", "reviews/solicitation", "--policy", "amazon").out
    assert "\nnot held by policy amazon\n" in out


def test_explain_tells_when_a_rule_holds_as_the_policy_has_it(lint: Lint) -> None:
    out = lint("--explain", "required/order-id", "--policy", "amazon").out
    assert "\nfor messages that the seller starts\n" in out


def test_explain_tells_the_bounds_of_a_limit_and_what_its_examples_know(lint: Lint) -> None:
    lines = lint("--explain", "timing/proactive-window").out.split("\n")
    assert lines[2:4] == [
        "for messages that the seller starts",
        "at most 30 days from the completion of the order to the sending of the message",
    ]
    assert any(line.startswith("        with initiative proactive, completed_at 2026-") for line in lines)


def test_explain_of_a_rule_that_is_not_there_names_the_nearest(lint: Lint) -> None:
    result = lint("--explain", "contact/links")
    assert (result.status, result.out) == (2, "")
    assert result.err == "lint: there is no rule 'contact/links'; did you mean 'contact/link'?\n"


RULE = """\
id: shop/kettle
title: {en: Names a kettle, zh: 提到水壶}
severity: error
basis: house
message: {en: Names a kettle, zh: 提到水壶}
why: {en: We sell no kettles., zh: 本店不卖水壶。}
instead: {en: Name the lid., zh: 请写盖子。}
source: [{name: House style}]
find: {phrases: [kettle]}
examples:
  violates: ["The «kettle» is new.", "A «kettle» is here.", "%s"]
  complies: ["The lid is new.", "A lid.", "One lid."]
since: "1.0"
"""


@pytest.mark.parametrize(
    ("example", "status", "out"),
    [
        pytest.param("One «kettle».", 0, "6 examples, 0 wrong\n", id="all as the rule says"),
        pytest.param(
            "One «old kettle».",
            1,
            "shop/kettle: Breaks it:\n"
            "    One «old kettle».\n"
            "    -> found “kettle”, expected “old kettle”\n"
            "6 examples, 1 wrong\n",
            id="one is found at another place",
        ),
    ],
)
def test_test_rules_runs_the_examples_of_ones_own_rules(
    lint: Lint, example: str, status: int, out: str
) -> None:
    path = Path("rules/shop/kettle.yaml")
    path.parent.mkdir(parents=True)
    path.write_text(RULE % example, encoding="utf-8")
    result = lint("--test-rules", "--rules", "rules")
    assert (result.status, result.out, result.err) == (status, out, "")


def test_test_rules_without_rules_is_2(lint: Lint) -> None:
    result = lint("--test-rules")
    assert result.status == 2
    assert result.err == "lint: --test-rules needs --rules DIR with rules in it\n"
