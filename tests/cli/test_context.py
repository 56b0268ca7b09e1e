from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import GOOD, Lint

ORDER = """\
marketplace: amazon.de
buyer_locale: en-GB
order_id: 112-1234567-7654321
initiative: reply
last_buyer_message_at: 2026-11-22T10:00:00+01:00
sent_at: 2026-11-24T10:00:00+01:00
earlier_messages: [{message_type: review-request, sent_at: 2026-11-20}]
"""
NO_ZONE = (
    "has no time zone; give a time with its zone (2026-11-24T09:30:00+01:00, 2026-11-24T08:30:00Z) or a date "
    "(2026-11-24)"
)


@pytest.fixture
def good(tmp_path: Path) -> str:
    path = tmp_path / "good.txt"
    path.write_text(GOOD)
    return str(path)


def rules(out: str) -> set[str]:
    return {one["rule"] for message in json.loads(out)["messages"] for one in message["violations"]}


def test_a_context_file_is_what_the_rules_know(lint: Lint, tmp_path: Path, good: str) -> None:
    file = tmp_path / "order.yaml"
    file.write_text(ORDER)
    result = lint("--policy", "amazon", "--context", str(file), "--format", "json", good)
    assert rules(result.out) == {"timing/reply-deadline"}


def test_an_option_wins_over_the_file(lint: Lint, tmp_path: Path, good: str) -> None:
    file = tmp_path / "order.yaml"
    file.write_text(ORDER)
    args = ["--policy", "amazon", "--context", str(file), "--format", "json"]
    result = lint(*args, "--last-buyer-message-at", "2026-11-24T08:30:00Z", good)
    assert (result.status, rules(result.out)) == (0, set())


def test_now_is_a_time_that_a_message_is_sent_at(lint: Lint, good: str) -> None:
    args = ["--policy", "amazon", "--initiative", "reply", "--last-buyer-message-at", "2026-01-01T00:00:00Z"]
    result = lint(*args, "--sent-at", "now", "--format", "json", good)
    assert rules(result.out) == {"timing/reply-deadline"}


@pytest.mark.parametrize(
    ("args", "said"),
    [
        pytest.param(
            ["--sent-at", "2026-11-24T10:00:00"],
            f"--sent-at '2026-11-24T10:00:00': '2026-11-24T10:00:00' {NO_ZONE}",
            id="a time without its zone",
        ),
        pytest.param(
            ["--purchased-at", "2026-11-11", "--delivered-at", "2026-10-10"],
            "the context contradicts itself: delivered_at (2026-10-10) comes before purchased_at "
            "(2026-11-11)",
            id="a delivery before the purchase",
        ),
        pytest.param(
            ["--order-id", "112-1234567-12"],
            "order_id '112-1234567-12' is no order number; accepted forms: 112-1234567-7654321, "
            "D01-1234567-7654321",
            id="an order number that is none",
        ),
        pytest.param(
            ["--context", "nowhere.yaml"],
            "--context 'nowhere.yaml': there is no such file",
            id="no such file",
        ),
    ],
)
def test_a_context_that_cannot_be_is_one_line_and_2(
    lint: Lint, good: str, args: list[str], said: str
) -> None:
    result = lint("--policy", "amazon", *args, good)
    assert (result.status, result.err) == (2, f"lint: {said}\n")


def test_names_in_a_context_file_that_do_not_exist_are_told_at_their_places(
    lint: Lint, tmp_path: Path, good: str
) -> None:
    file = tmp_path / "order.yaml"
    file.write_text("# the order\norder_id: 112-55\nmessage_type: refunt\n")
    result = lint("--policy", "amazon", "--context", str(file), good)
    assert result.status == 2
    assert result.err == (
        f"{file}:2:11: order_id '112-55' is no order number; accepted forms: 112-1234567-7654321, "
        "D01-1234567-7654321\n"
        f"{file}:3:15: there is no message type 'refunt'; did you mean 'refund'?\n"
    )


def test_a_wrong_name_in_the_file_counts_for_nothing_where_an_option_wins(
    lint: Lint, tmp_path: Path, good: str
) -> None:
    file = tmp_path / "order.yaml"
    file.write_text("message_type: refunt\n")
    result = lint("--policy", "amazon", "--context", str(file), "--type", "refundd", good)
    assert (result.status, result.err) == (
        2,
        "lint: there is no message type 'refundd'; did you mean 'refund'?\n",
    )
    assert lint("--policy", "amazon", "--context", str(file), "--type", "question-reply", good).status == 0


def test_every_mistake_of_a_context_file_is_told_at_its_place(lint: Lint, tmp_path: Path, good: str) -> None:
    file = tmp_path / "order.yaml"
    file.write_text("marketplase: amazon.de\nsent_at: 2026-11-24T10:00:00\ninitiative: me\n")
    result = lint("--context", str(file), good)
    assert result.status == 2
    assert result.err == (
        f"{file}:1:1: unknown key 'marketplase'; did you mean 'marketplace'?\n"
        f"{file}:2:10: sent_at: '2026-11-24T10:00:00' {NO_ZONE}\n"
        f"{file}:3:13: initiative: 'me' is none of 'proactive' or 'reply'\n"
    )
