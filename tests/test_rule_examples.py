"""Every shipped rule and message type finds what its examples say, at the exact place, and nothing else."""

from __future__ import annotations

import pytest

from buyer_msg_lint.engine.examples import run_examples, run_type_examples
from buyer_msg_lint.policy.folders import shipped_rules
from buyer_msg_lint.policy.pack import load_pack

PACK = load_pack([shipped_rules()])


@pytest.mark.parametrize("rule_id", sorted(PACK.rules))
def test_the_examples_of_a_rule_hold(rule_id: str) -> None:
    wrong = [result for result in run_examples(PACK, rule_id) if result.problem]
    assert not wrong, "\n" + "\n".join(f"{one.kind}: {one.text}\n    {one.problem}" for one in wrong)


@pytest.mark.parametrize("type_id", sorted(PACK.types))
def test_the_examples_of_a_message_type_hold(type_id: str) -> None:
    wrong = [result for result in run_type_examples(PACK, type_id) if result.problem]
    assert not wrong, "\n" + "\n".join(f"{one.kind}: {one.text}\n    {one.problem}" for one in wrong)
