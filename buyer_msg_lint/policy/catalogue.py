"""What people may ask about the rules of a policy, in the words of their files; linting needs none of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from buyer_msg_lint.policy.compiled import Policy
from buyer_msg_lint.policy.model import MessageType, Rule
from buyer_msg_lint.policy.pack import Pack


@dataclass(frozen=True)
class Catalogue:
    """The rules of a policy with its settings, and all that are known, each in order of id; types in rank."""

    held: tuple[Rule, ...]
    rules: tuple[Rule, ...]
    types: tuple[MessageType, ...]
    current_ids: Mapping[str, str]
    """Each rule id, former ones too, to the id that holds now."""


def catalogue(pack: Pack, policy: Policy) -> Catalogue:
    """Return what people may ask about a policy of a pack."""
    return Catalogue(
        tuple(compiled.rule for compiled in policy.rules),
        tuple(pack.rules[rule_id].model for rule_id in sorted(pack.rules)),
        tuple(pack.types[kind.outline.id].model for kind in policy.types),
        pack.current_rule_ids(),
    )
