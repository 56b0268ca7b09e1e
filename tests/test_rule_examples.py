"""Every shipped rule and message type finds what its examples say, at the exact place, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from buyer_msg_lint.engine.examples import run_examples, run_type_examples, unmarked
from buyer_msg_lint.policy.folders import shipped_rules
from buyer_msg_lint.policy.model import Example
from buyer_msg_lint.policy.pack import load_pack

PACK = load_pack([shipped_rules()])
LETTER = (
    "Dear Nora,\n\nThank you for your message about the kettle. {} "
    "Please note that our office is closed on Monday.\n\nKind regards,\nMia"
)
ANYWHERE = sorted(
    id_ for id_, rule in PACK.rules.items() if rule.model.find and not id_.startswith("message-type/")
)
"""Rules that look at what is said, and not at what a message is as a whole."""


@pytest.mark.parametrize("rule_id", sorted(PACK.rules))
def test_the_examples_of_a_rule_hold(rule_id: str) -> None:
    wrong = [result for result in run_examples(PACK, rule_id) if result.problem]
    assert not wrong, "\n" + "\n".join(f"{one.kind}: {one.text}\n    {one.problem}" for one in wrong)


@pytest.mark.parametrize("type_id", sorted(PACK.types))
def test_the_examples_of_a_message_type_hold(type_id: str) -> None:
    wrong = [result for result in run_type_examples(PACK, type_id) if result.problem]
    assert not wrong, "\n" + "\n".join(f"{one.kind}: {one.text}\n    {one.problem}" for one in wrong)


def in_a_letter(example: Example) -> Example | None:
    """Return an example amid the sentences of a letter; None if it is one already, or no plain text."""
    text, _ = unmarked(example.text)
    is_sentence = example.as_ == "text" and text.isascii() and "\n" not in text
    return example.model_copy(update={"text": LETTER.format(example.text)}) if is_sentence else None


@pytest.mark.parametrize("rule_id", ANYWHERE)
def test_the_examples_of_a_rule_hold_amid_a_letter(rule_id: str) -> None:
    loaded = PACK.rules[rule_id]
    examples = loaded.model.examples
    violates = tuple(filter(None, map(in_a_letter, examples.violates)))
    complies = tuple(filter(None, map(in_a_letter, examples.complies)))
    letters = examples.model_copy(update={"violates": violates, "complies": complies, "misses": ()})
    rule = replace(loaded, model=loaded.model.model_copy(update={"examples": letters}))
    pack = replace(PACK, rules=PACK.rules | {rule_id: rule})
    wrong = [result for result in run_examples(pack, rule_id) if result.problem]
    assert [(one.kind, one.text, one.problem) for one in wrong] == []
