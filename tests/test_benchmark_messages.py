"""The messages that the benchmarks time are what their names say."""

from __future__ import annotations

import pytest

from benchmarks import generated, messages
from buyer_msg_lint import Linter, Outcome


@pytest.fixture(scope="module")
def linter() -> Linter:
    return Linter("amazon", locale="en")


def test_generated_messages_are_the_same_every_time() -> None:
    assert generated.clean_messages() == generated.clean_messages()
    assert generated.violating_messages() == generated.violating_messages()


def test_clean_messages_are_clean(linter: Linter) -> None:
    wrong = [text for text in generated.clean_messages() if linter.lint(text).outcome is not Outcome.CLEAN]
    assert wrong == []
    assert linter.linted_bytes(messages.HTML.encode(), "m.html").report.ok


def test_violating_messages_violate(linter: Linter) -> None:
    texts = generated.violating_messages()
    assert [text for text in texts if linter.lint(text).outcome is not Outcome.VIOLATIONS] == []


def test_every_message_is_of_the_length_of_a_real_one() -> None:
    texts = [*generated.clean_messages(), *generated.violating_messages(), messages.HTML_SHOWN]
    assert all(300 < len(text) < 1000 for text in texts)
    assert len(texts) == 101
