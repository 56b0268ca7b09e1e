"""The style rules of a message, and those that are for an element."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from buyer_msg_lint.errors import NotCheckedError
from buyer_msg_lint.inputs._html.css import Declaration, StyleRule
from buyer_msg_lint.inputs._html.selectors import Selector, Styled

_MOST_TRIES = 600_000


class _Entry(NamedTuple):
    """A selector with its rule, ordered as rules win: by weight, then by order."""

    weight: tuple[int, int, int]
    order: int
    selector: Selector
    rule: StyleRule


class Sheets:
    """Finds the rules for an element by its id, class or name; the others are not tried."""

    def __init__(self, rules: Iterable[StyleRule]) -> None:
        self._by_key: dict[str, list[_Entry]] = defaultdict(list)
        self._tries = 0
        for order, rule in enumerate(rules):
            for selector in rule.selectors:
                if not selector.generated:
                    entry = _Entry(selector.weight, order, selector, rule)
                    self._by_key[_key(selector)].append(entry)

    def rules_for(self, path: Sequence[Styled]) -> list[StyleRule]:
        """Return the rules for the last of a path of elements, the strongest last.

        Raises NotCheckedError if the message has so many rules and elements that this would take too long.
        """
        if not self._by_key:
            return []
        element = path[-1]
        keys = ["*", element.name, *(f".{name}" for name in element.classes)]
        if "id" in element.values:
            keys.append(f"#{element.values['id']}")
        tried = [entry for key in keys for entry in self._by_key.get(key, ())]
        self._tries += sum(len(path) if entry.selector.is_nested else 1 for entry in tried)
        if self._tries > _MOST_TRIES:
            raise NotCheckedError("has more style rules than can be applied; write it with fewer")
        found = {entry[:2]: entry.rule for entry in tried if entry.selector.fits(path)}
        return [found[key] for key in sorted(found)]


def _key(selector: Selector) -> str:
    """Return what an element must have, at the least, for a selector to be tried."""
    compound = selector.compounds[-1]
    if compound.element_id is not None:
        return f"#{compound.element_id}"
    if compound.classes:
        return f".{min(compound.classes)}"
    return compound.tag or "*"


def cascaded(rules: Iterable[StyleRule], own: Iterable[Declaration]) -> list[Declaration]:
    """Return what rules and an element's own ``style`` declare, the strongest last."""
    declared = [one for rule in rules if not rule.conditional for one in rule.declarations]
    declared += own
    return sorted(declared, key=lambda declaration: declaration.important)
