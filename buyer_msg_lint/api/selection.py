"""Which rules of a policy a linter asks: those that were selected, without those that were ignored."""

from __future__ import annotations

from collections.abc import Sequence

from buyer_msg_lint.errors import UsageError, nearest
from buyer_msg_lint.policy.catalogue import Catalogue

_WHOLE_TOPIC = "/*"


def chosen(
    policy_id: str, catalogue: Catalogue, select: Sequence[str], ignore: Sequence[str]
) -> frozenset[str]:
    """Return the ids of the selected rules only, without the ignored ones; both take ids and topics.

    Raises UsageError for a name that there is not, and one that the policy does not hold.
    """
    for name in (*select, *ignore):
        _check_selector(name, catalogue)
    held = [rule.id for rule in catalogue.held]

    def named(rule_id: str, names: Sequence[str]) -> bool:
        topic = rule_id.partition("/")[0]
        ids = catalogue.current_ids
        return any(name in (topic, topic + _WHOLE_TOPIC) or ids.get(name) == rule_id for name in names)

    for name in select:
        if not any(named(rule_id, (name,)) for rule_id in held):
            raise UsageError(f"policy '{policy_id}' does not hold '{name}'; it would not be checked")
    return frozenset(
        rule_id for rule_id in held if (not select or named(rule_id, select)) and not named(rule_id, ignore)
    )


def _check_selector(name: str, catalogue: Catalogue) -> None:
    rules = [rule.id for rule in catalogue.rules]
    topics = {rule_id.partition("/")[0] for rule_id in rules}
    if name in catalogue.current_ids or name.removesuffix(_WHOLE_TOPIC) in topics:
        return
    raise UsageError(f"there is no rule or topic '{name}'{nearest(name, (*rules, *sorted(topics)))}")
