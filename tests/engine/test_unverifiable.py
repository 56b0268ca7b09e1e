from __future__ import annotations

import pytest

from buyer_msg_lint.context import Context
from buyer_msg_lint.engine import Plan, check
from buyer_msg_lint.inputs.text import from_text
from buyer_msg_lint.verdict import LeftOpen, Severity, Verdict
from tests.conftest import RuleFolder


@pytest.fixture
def plan(folder: RuleFolder) -> Plan:
    folder.rule("house/address", find={"placeholders": ["email-address"]})
    folder.rule("house/found", find={"phrases": ["bad"]})
    return folder.plan()


@pytest.fixture
def strict(folder: RuleFolder) -> Plan:
    folder.rule("house/link", find={"detector": "link", "placeholders": ["link"]})
    return folder.plan()


def report(plan: Plan, text: str, *, template: bool = True) -> Verdict:
    document = from_text(text, "m.j2", template=template)
    return check(plan, document, Context(), locale="en", fail_on=Severity.ERROR)


def left_open(plan: Plan, text: str) -> tuple[LeftOpen, ...]:
    return report(plan, text).unverifiable


@pytest.mark.parametrize(
    "text",
    [
        "Hello {{ buyer_name }}, order {{ order_id }} is on its way.",
        "Hello {{ x }}, your parcel is here.",
        "It was left at {{ x }} and is sent to {{ y }}.",
        "Hello,\n{{ greeting }}\nyour parcel is here.",
        "Your order is here.\n{{ agent_name }}",
        "No placeholder at all.\n",
    ],
)
def test_what_can_be_known_is_not_told(plan: Plan, text: str) -> None:
    assert left_open(plan, text) == ()


@pytest.mark.parametrize(
    ("text", "what", "names"),
    [
        ("Hello,\n\nKind regards\n{{ signature }}", "signature", ("{{ signature }}",)),
        ("Hello,\n\nKind regards\n{{ closing }}\n", "signature", ("{{ closing }}",)),
        ("Read it [here]({{ target }}) today.", "link", ("{{ target }}",)),
        ('Read it <a href="{{ target }}">here</a> today.', "link", ("{{ target }}",)),
        ("Please visit {{ target }} today.", "link", ("{{ target }}",)),
        ("Please go to {{ target }} today.", "link", ("{{ target }}",)),
        ("You find more at {{ target }} today.", "link", ("{{ target }}",)),
        ("Hello.\n{% include 'footer.j2' %}\n", "include", ("{% include 'footer.j2' %}",)),
    ],
)
def test_what_nobody_can_know_is_told_with_its_place(
    plan: Plan, text: str, what: str, names: tuple[str, ...]
) -> None:
    [told] = left_open(plan, text)
    line = text[: text.index(names[0])].count("\n") + 1
    assert (told.what, told.names, told.line) == (what, names, line)


def test_each_kind_is_told_once(plan: Plan) -> None:
    text = "Visit {{ a }}.\n{% if x %}Visit {{ a }}.{% else %}Visit {{ b }}.{% endif %}\nVisit {{ a }}.\n"
    assert left_open(plan, text) == (LeftOpen(what="link", names=("{{ a }}", "{{ b }}"), line=1, column=7),)


def test_it_is_no_failure(plan: Plan) -> None:
    told = report(plan, "Thank you for your question.\n\nRegards\n{{ signature }}")
    assert told.ok
    assert told.unverifiable


def test_what_breaks_a_rule_is_not_told_twice(strict: Plan) -> None:
    told = report(strict, "See {{ tracking_url }} for it.")
    assert [one.rule for one in told.violations] == ["house/link"]
    assert told.unverifiable == ()


def test_only_templates_leave_something_open(strict: Plan) -> None:
    assert report(strict, "Hello\n{{ signature }}", template=False).unverifiable == ()
