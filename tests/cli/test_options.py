"""What is checked: policy, type, marketplace, rules of one's own, and names that do not exist."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Lint = Callable[..., Any]

KETTLE = """\
id: shop/kettle
title: {en: Names a kettle, zh: 提到水壶}
severity: error
basis: house
message: {en: "Names a kettle: “{match}”", zh: "提到水壶：“{match}”"}
why: {en: We sell no kettles., zh: 本店不卖水壶。}
instead: {en: Name the lid., zh: 请写盖子。}
source: [{name: House style}]
find: {phrases: [kettle]}
examples:
  violates: ["The «kettle» is new.", "A «kettle» is here.", "One «kettle»."]
  complies: ["The lid is new.", "A lid.", "One lid."]
since: "1.0"
"""
POLICY = """\
id: shop
title: {en: Our shop, zh: 本店}
rules: {shop/kettle: true}
"""


@pytest.fixture
def shop() -> Path:
    """A folder with one rule and a policy that holds it alone."""
    folder = Path("shop-rules")
    for name, text in (("shop/kettle.yaml", KETTLE), ("policies/shop.yaml", POLICY)):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def rules(out: str) -> list[str]:
    """Return the rules that are broken in a JSON output, in order."""
    return [
        violation["rule"] for message in json.loads(out)["messages"] for violation in message["violations"]
    ]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        pytest.param(
            ["--policy", "amazn"], "there is no policy 'amazn'; did you mean 'amazon'?", id="a policy"
        ),
        pytest.param(
            ["--type", "refnd"], "there is no message type 'refnd'; did you mean 'refund'?", id="a type"
        ),
        pytest.param(
            ["--marketplace", "amazon.con"],
            "there is no marketplace 'amazon.con'; did you mean 'amazon.com'?; give a domain (amazon.com), "
            "a country (US), or an id (ATVPDKIKX0DER)",
            id="a marketplace",
        ),
        pytest.param(
            ["--select", "contact/lnk"],
            "there is no rule or topic 'contact/lnk'; did you mean 'contact/link'?",
            id="a selected rule",
        ),
        pytest.param(
            ["--ignore", "reviws"],
            "there is no rule or topic 'reviws'; did you mean 'reviews'?",
            id="an ignored topic",
        ),
        pytest.param(
            ["--select", "contact/link", "--ignore", "contact"],
            "no rule of policy 'amazon-replacement' is left to check; nothing would be checked",
            id="no rule is left",
        ),
        pytest.param(
            ["--rules", ""], "--rules needs a folder; its name is empty", id="a folder without a name"
        ),
        pytest.param(
            ["--order-id", " "], "--order-id ' ': String should have at least 1 character", id="no order"
        ),
        pytest.param(["--type", ""], "--type '': String should have at least 1 character", id="no type"),
        pytest.param(
            ["--tracking-number", ""],
            "--tracking-number '': String should have at least 1 character",
            id="no tracking number",
        ),
        pytest.param(
            ["--list-rules"],
            "lists and explanations take no files; ask for them apart from linting",
            id="a list",
        ),
    ],
)
def test_a_mistake_in_the_options_is_one_line_and_2_in_every_format(
    lint: Lint, bad: str, args: list[str], said: str
) -> None:
    for output in (["--format", "text"], ["--format", "json"]):
        result = lint(*args, *output, bad)
        assert (result.status, result.err) == (2, f"lint: {said}\n")
    found = json.loads(result.out)
    assert [message["outcome"] for message in found["messages"]] == ["not_checked"]
    assert found["messages"][0]["not_checked"] == said
    assert found["messages"][0]["path"] == bad
    assert found["summary"]["not_checked"] == 1


def test_standard_input_keeps_its_name_when_nothing_could_be_checked(lint: Lint) -> None:
    result = lint("-", "--stdin-filename", "a.txt", "--format", "json", "--policy", "amazn")
    assert [message["path"] for message in json.loads(result.out)["messages"]] == ["a.txt"]


@pytest.mark.parametrize(
    "args",
    [
        pytest.param(["--format", "xml"], id="a format"),
        pytest.param(["--locale", "de"], id="a locale"),
        pytest.param(["--fail-on", "never"], id="a severity"),
        pytest.param(["--max-bytes", "0"], id="no bytes"),
        pytest.param(["--max-bytes", "-1"], id="fewer than no bytes"),
        pytest.param(["--max-bytes", "1e6"], id="bytes that are no number"),
        pytest.param(["--max-bytes", "٣²"], id="bytes in odd digits"),
        pytest.param(["--pol", "amazon"], id="an option cut short"),
        pytest.param(["--policy"], id="an option without its value"),
        pytest.param(["--list-rules", "--list-types"], id="two lists at once"),
    ],
)
def test_what_the_command_line_does_not_take_is_one_line_and_2(lint: Lint, bad: str, args: list[str]) -> None:
    result = lint(bad, *args)
    assert (result.status, result.out) == (2, "")
    assert result.err.startswith("lint: ")
    assert result.err.endswith("; see lint --help\n")
    assert result.err.count("\n") == 1


def test_select_and_ignore_take_rules_and_topics(lint: Lint) -> None:
    Path("a.txt").write_text("Write to help@example.com or see www.example.com\n", encoding="utf-8")
    asked = ["--format", "json", "a.txt"]
    assert rules(lint("--select", "contact/link", *asked).out) == ["contact/link"]
    assert rules(lint("--select", "contact", *asked).out) == ["contact/email-address", "contact/link"]
    assert rules(lint("--select", "contact/*", *asked).out) == ["contact/email-address", "contact/link"]
    without = ["--select", "contact", "--ignore", "contact/link"]
    assert rules(lint(*without, *asked).out) == ["contact/email-address"]
    assert json.loads(lint(*without, *asked).out)["rules"] == [
        "contact/email-address",
        "contact/handle",
        "contact/insecure-image",
        "contact/misleading-link",
        "contact/phone-number",
        "contact/qr-code",
        "contact/tracking-pixel",
    ]


def test_the_policy_says_which_rules_hold(lint: Lint) -> None:
    Path("a.txt").write_text("Your order: https://www.amazon.com/your-orders\n", encoding="utf-8")
    asked = ["--select", "contact/link", "--format", "json", "a.txt"]
    assert rules(lint("--policy", "amazon", *asked).out) == []
    assert rules(lint(*asked).out) == ["contact/link"]


def test_the_type_says_which_fields_are_required(lint: Lint, good: str) -> None:
    asked = ["--select", "required/order-id", "--format", "json", good]
    assert rules(lint("--type", "refund", *asked).out) == ["required/order-id"]
    assert rules(lint("--type", "question-reply", *asked).out) == []
    assert rules(lint("--type", "auto", *asked).out) == []


def test_a_rule_that_needs_the_type_is_named_when_the_type_is_not_recognised(lint: Lint) -> None:
    Path("a.txt").write_text("The lid is blue.\n", encoding="utf-8")
    result = lint("--select", "required/order-id", "a.txt")
    assert result.status == 0
    assert result.out == (
        "not evaluated: required/order-id (type not recognised; give it with --type)\n"
        "1 message checked, clean\n"
    )


def test_the_marketplace_says_which_languages_are_allowed(lint: Lint) -> None:
    text = "Wenn der neue Deckel nicht passt, antworten Sie bitte einfach auf diese Nachricht.\n"
    Path("a.txt").write_text(text, encoding="utf-8")
    asked = ["--select", "language", "--format", "json", "a.txt"]
    assert rules(lint("--marketplace", "amazon.com", *asked).out) == ["language/not-allowed"]


def test_another_order_than_the_one_given_is_a_violation(lint: Lint) -> None:
    Path("a.txt").write_text("This is about order 112-5550134-5550178.\n", encoding="utf-8")
    asked = ["--select", "identifiers/order-id-mismatch", "--format", "json", "a.txt"]
    assert rules(lint("--order-id", "112-5550134-5550178", *asked).out) == []
    assert rules(lint("--order-id", "112-5550134-5550179", *asked).out) == ["identifiers/order-id-mismatch"]


def test_other_tracking_numbers_than_those_given_are_violations(lint: Lint) -> None:
    text = "UPS 1Z999AA10123456784 and 1Z12345E0205271688 are on their way.\n"
    Path("a.txt").write_text(text, encoding="utf-8")
    asked = ["--select", "identifiers/tracking-number-mismatch", "--format", "json", "a.txt"]
    one = ["--tracking-number", "1Z999AA10123456784"]
    both = [*one, "--tracking-number", "1Z 123 45E 02 0527 1688"]
    assert rules(lint(*one, *asked).out) == ["identifiers/tracking-number-mismatch"]
    assert rules(lint(*both, *asked).out) == []


def test_placeholders_are_fine_in_a_template_only(lint: Lint) -> None:
    text = "Thank you for your question, {{ buyer_name }}.\n"
    for name in ("a.txt", "a.j2", "a.j2.txt"):
        Path(name).write_text(text, encoding="utf-8")
    asked = ["--select", "template/unfilled-placeholder", "--format", "json"]
    broken = ["template/unfilled-placeholder"]
    assert rules(lint(*asked, "a.txt").out) == broken
    assert rules(lint(*asked, "a.txt", "--template").out) == []
    assert rules(lint(*asked, "a.j2", "a.j2.txt").out) == []
    assert rules(lint(*asked, "a.j2", "--no-template").out) == broken


def test_rules_of_ones_own_are_added_and_a_policy_may_hold_them_alone(lint: Lint, shop: Path) -> None:
    Path("a.txt").write_text("The kettle: help@example.com\n", encoding="utf-8")
    result = lint("--rules", shop, "--policy", "shop", "a.txt")
    assert (result.status, result.err) == (1, "")
    assert "a.txt:1:5: error shop/kettle: Names a kettle: “kettle”\n" in result.out
    assert result.out.endswith("1 of 1 message with violations, 1 error\n")


def test_every_mistake_in_rules_of_ones_own_is_told_at_its_place(lint: Lint, shop: Path, good: str) -> None:
    mistaken = KETTLE.replace("severity: error", "severity: grave").replace("basis: house", "bases: house")
    (shop / "shop/kettle.yaml").write_text(mistaken, encoding="utf-8")
    (shop / "policies/shop.yaml").write_text(POLICY + "rulez: {}\n", encoding="utf-8")
    for output in ("text", "json"):
        result = lint("--rules", shop, "--policy", "shop", "--format", output, good)
        assert result.status == 2
        lines = result.err.rstrip("\n").split("\n")
        places = [":".join(line.split(":")[:3]) for line in lines]
        assert places == [
            "shop-rules/policies/shop.yaml:4:1",
            "shop-rules/shop/kettle.yaml:1:1",
            "shop-rules/shop/kettle.yaml:3:11",
            "shop-rules/shop/kettle.yaml:4:1",
        ]
    assert json.loads(result.out)["messages"][0]["not_checked"] == "; ".join(lines)


def test_a_folder_of_rules_that_is_not_there_is_2(lint: Lint, good: str) -> None:
    result = lint("--rules", "gone", good)
    assert (result.status, result.err) == (2, "gone:1:1: is not a folder of rules\n")


def test_the_output_speaks_the_language_asked_for(
    lint: Lint, bad: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    english, chinese = lint(bad).out, lint("--locale", "zh", bad).out
    assert "error contact/email-address" in english
    assert "错误 contact/email-address" in chinese
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert lint(bad).out == chinese
    assert lint("--locale", "en", bad).out == english
