"""What the linter says to write instead breaks no rule itself."""

from __future__ import annotations

from functools import cache

import pytest

from buyer_msg_lint import Context, Linter
from buyer_msg_lint.policy.folders import shipped_rules
from buyer_msg_lint.policy.pack import load_pack

RULES = load_pack([shipped_rules()]).rules
CONTEXT = Context(marketplace="amazon.com", message_type="question-reply")


@cache
def linter(locale: str) -> Linter:
    # Advice in Chinese is for the seller to read; only what it says is held against the rules.
    ignored = ["language"] if locale == "zh" else []
    return Linter(locale="en", ignore=["required", "message-type", *ignored])


@pytest.mark.parametrize("locale", ["en", "zh"])
@pytest.mark.parametrize("rule_id", sorted(RULES))
def test_advice_breaks_no_rule(rule_id: str, locale: str) -> None:
    advice = RULES[rule_id].model.instead.speak(locale)
    report = linter(locale).lint(advice, CONTEXT)
    assert report.not_checked is None
    assert [(violation.rule, violation.excerpt) for violation in report.violations] == []
