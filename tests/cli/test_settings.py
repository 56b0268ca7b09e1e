from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import BAD, GOOD, Lint

NAME = ".buyer-msg-lint.yml"
EMOJI = "Thank you for your question about the lid 👍 It is made of glass.\n"


def write(name: str, text: str) -> str:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return name


def test_settings_hold_for_the_drafts_below_them(lint: Lint, bad: str) -> None:
    write(NAME, "ignore: [contact, off-platform]\n")
    assert lint(bad).status == 0
    assert lint(bad, "--isolated").status == 1


def test_settings_hold_for_standard_input_by_its_name(lint: Lint) -> None:
    write(NAME, "overrides: [{files: [loose/*], ignore: [contact, off-platform]}]\n")
    assert lint("-", stdin=BAD.encode()).status == 1
    assert lint("-", "--stdin-filename", "loose/a.txt", stdin=BAD.encode()).status == 0


def test_each_draft_has_its_own(lint: Lint) -> None:
    write(NAME, "overrides:\n  - files: [refunds/]\n    message_type: refund\n")
    write("refunds/a.txt", GOOD)
    write("other/a.txt", GOOD)
    told = json.loads(lint("refunds", "other", "--format", "json").out)
    types = {message["path"]: message["message_type"] for message in told["messages"]}
    assert types["refunds/a.txt"] == "refund"
    assert types["other/a.txt"] != "refund"


def test_the_policies_of_a_run_are_all_named(lint: Lint) -> None:
    write(NAME, "policy: amazon\noverrides: [{files: [e.txt], policy: ebay}]\n")
    write("a.txt", GOOD)
    write("e.txt", GOOD)
    assert json.loads(lint("a.txt", "e.txt", "--format", "json").out)["policy"] == "amazon, ebay"


def test_options_win_over_front_matter_and_front_matter_over_settings(lint: Lint) -> None:
    write(NAME, "message_type: refund\nfail_on: info\n")
    write("m.txt", f"---\ntype: return\n---\n{GOOD}")
    write("n.txt", GOOD)

    def kind(*args: str) -> str:
        return str(json.loads(lint(*args, "--format", "json").out)["messages"][0]["message_type"])

    assert kind("n.txt") == "refund"
    assert kind("m.txt") == "return"
    assert kind("m.txt", "--type", "question-reply") == "question-reply"
    assert kind("m.txt", "--isolated") == "return"


def test_the_bar_of_settings_counts_unless_an_option_moves_it(lint: Lint) -> None:
    rules = "--select=style/emoji"
    write("m.txt", EMOJI)
    assert lint("m.txt", rules, "--fail-on", "error").status == lint("m.txt", rules).status
    write(NAME, "fail_on: info\n")
    assert lint("m.txt", rules).status == 1


def test_placeholders_of_settings_are_what_they_stand_for(lint: Lint) -> None:
    write("m.j2", "Your refund for {{ ref }} was issued today.\n")
    args = ("m.j2", "--type", "refund", "--select", "required/order-id")
    assert lint(*args).status == 1
    write(NAME, "placeholders: {ref: order-id}\n")
    assert lint(*args).status == 0


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("polcy: amazon\n", f"{NAME}:1:1: unknown key 'polcy'; did you mean 'policy'?\n"),
        ("message_type: refnd\n", f"{NAME}:1:1: there is no message type 'refnd'; did you mean 'refund'?\n"),
        ("policy: amazn\n", f"there is no policy 'amazn'; did you mean 'amazon'? (set in {NAME}:1:1)\n"),
        (
            "ignore: [contct]\n",
            f"there is no rule or topic 'contct'; did you mean 'contact'? (set in {NAME}:1:1)\n",
        ),
        (
            "purchased_at: 2026-11-24\nsent_at: 2026-11-20\n",
            "comes before purchased_at (2026-11-24)\n",
        ),
    ],
)
def test_mistakes_in_settings_keep_all_from_being_checked(
    lint: Lint, good: str, text: str, error: str
) -> None:
    write(NAME, text)
    result = lint(good)
    assert result.status == 2
    assert result.err.endswith(error)
    assert lint(good, "--isolated").status == 0


def test_it_is_told_what_is_set_and_where(lint: Lint) -> None:
    write(NAME, "policy: amazon\nmarketplace: amazon.com\n")
    write("m.txt", f"---\ntype: return\nsubject: Hi\n---\n{GOOD}")
    result = lint("--show-settings", "m.txt", "--marketplace", "amazon.de", "--fail-on", "info")
    assert (result.status, result.err) == (0, "")
    assert result.out == (
        "m.txt\n"
        "    fail_on                info    (option)\n"
        "    marketplace            amazon.de    (option)\n"
        "    message_type           return    (m.txt:2:1)\n"
        f"    policy                 amazon    ({NAME}:1:1)\n"
        "    subject                Hi    (m.txt:3:1)\n"
    )


def test_what_is_not_set_is_told_as_default(lint: Lint, good: str) -> None:
    assert lint("--show-settings", good).out == (
        "good.txt\n    fail_on                error    (default)\n"
        "    policy                 amazon-replacement    (default)\n"
    )


def test_settings_of_a_draft_that_cannot_be_read_are_not_told(lint: Lint) -> None:
    result = lint("--show-settings", "nowhere.txt")
    assert (result.status, result.err) == (2, "nowhere.txt: there is no such file\n")
