"""Which rules of a policy a linter asks: those that were selected, without those that were ignored."""

from __future__ import annotations

from collections.abc import Sequence

from buyer_msg_lint.errors import UsageError
from buyer_msg_lint.policy.compiled import Policy
from buyer_msg_lint.policy.pack import Pack
from buyer_msg_lint.policy.yaml_file import nearest

_WHOLE_TOPIC = "/*"


def chosen(policy: Policy, pack: Pack, select: Sequence[str], ignore: Sequence[str]) -> Policy:
    """Return the policy with the selected rules only, without the ignored ones; both take ids and topics.

    Raises UsageError for a name that there is not, one that the policy does not hold, and if no rule is left.
    """
    for name in (*select, *ignore):
        _check_selector(name, pack)
    current = pack.current_rule_ids()

    def named(rule_id: str, names: Sequence[str]) -> bool:
        topic = rule_id.partition("/")[0]
        return any(name in (topic, topic + _WHOLE_TOPIC) or current.get(name) == rule_id for name in names)

    for name in select:
        if not any(named(rule.rule.id, (name,)) for rule in policy.rules):
            raise UsageError(f"policy '{policy.id}' does not hold '{name}'; it would not be checked")
    kept = tuple(
        rule
        for rule in policy.rules
        if (not select or named(rule.rule.id, select)) and not named(rule.rule.id, ignore)
    )
    if not kept:
        raise UsageError(f"no rule of policy '{policy.id}' is left to check; nothing would be checked")
    return Policy(policy.id, policy.title, kept, policy.types, policy.marketplaces)


def _check_selector(name: str, pack: Pack) -> None:
    topics = {rule_id.partition("/")[0] for rule_id in pack.rules}
    if name in pack.current_rule_ids() or name.removesuffix(_WHOLE_TOPIC) in topics:
        return
    raise UsageError(f"there is no rule or topic '{name}'{nearest(name, (*pack.rules, *sorted(topics)))}")
