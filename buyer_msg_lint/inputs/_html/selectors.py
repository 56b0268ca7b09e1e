"""Which elements a style rule is for: names, classes, ids, attributes, and what they stand in.

Source: https://drafts.csswg.org/selectors/. A selector that is not understood is for no element.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

_IDENT = r"(?:[-\w]|[^\x00-\x7f]|\\[^\n])++"
_SIMPLE = re.compile(
    rf"(?P<tag>{_IDENT}|\*)|\.(?P<class>{_IDENT})|\#(?P<id>{_IDENT})"
    rf"|\[\s*+(?P<attribute>{_IDENT})\s*+(?:(?P<test>[~|^$*]?=)\s*+"
    rf"(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'|(?P<bare>{_IDENT}))\s*+[is]?\s*+)?\]"
    r"|:(?P<state>:?[-\w]++)"
)
_COMBINATOR = re.compile(r"\s*+(?P<sign>[>+~]?)\s*+")
_ONE = re.compile(r"(?:[^,\[(]|\[[^\]]*+\]?|\([^)]*+\)?)++")
_MOST_COMPOUNDS = 8
_STATES = frozenset(("any-link", "link", "visited"))
_GENERATED = frozenset((":after", ":before", "::after", "::before", "after", "before"))


class Styled(Protocol):
    """What a selector asks an element about."""

    @property
    def name(self) -> str:
        """The element's name."""
        ...

    @property
    def classes(self) -> frozenset[str]:
        """The element's classes."""
        ...

    @property
    def values(self) -> Mapping[str, str]:
        """The element's attributes."""
        ...


@dataclass(frozen=True, slots=True)
class Compound:
    """What one element must be."""

    tag: str | None = None
    element_id: str | None = None
    classes: frozenset[str] = frozenset()
    attributes: tuple[tuple[str, str, str], ...] = ()

    def fits(self, element: Styled) -> bool:
        """Tell whether an element is so."""
        return (
            (self.tag is None or self.tag == element.name)
            and (self.element_id is None or self.element_id == element.values.get("id"))
            and self.classes <= element.classes
            and all(_holds(element.values.get(name), test, value) for name, test, value in self.attributes)
        )

    @property
    def weight(self) -> tuple[int, int, int]:
        """How much it counts against other selectors."""
        return (
            int(self.element_id is not None),
            len(self.classes) + len(self.attributes),
            int(self.tag is not None),
        )


@dataclass(frozen=True, slots=True)
class Selector:
    """Elements, the last of which is meant, each in the one before: anywhere in it, or ``directly``."""

    compounds: tuple[Compound, ...]
    directly: tuple[bool, ...]
    generated: bool = False
    """Whether it is for text that the style sheet itself adds."""

    @property
    def weight(self) -> tuple[int, int, int]:
        """How much it counts against other selectors."""
        ids, classes, tags = zip(*(compound.weight for compound in self.compounds), strict=True)
        return (sum(ids), sum(classes), sum(tags))

    @property
    def is_nested(self) -> bool:
        """Whether it asks about the elements around the one that is meant."""
        return len(self.compounds) > 1

    def fits(self, path: Sequence[Styled]) -> bool:
        """Tell whether it is for the last of a path of elements, each standing in the one before."""
        if not self.compounds[-1].fits(path[-1]):
            return False
        inner = {len(path) - 1}
        for at in range(len(self.compounds) - 2, -1, -1):
            around = {one - 1 for one in inner} if self.directly[at + 1] else set(range(max(inner)))
            inner = {one for one in around if one >= 0 and self.compounds[at].fits(path[one])}
            if not inner:
                return False
        return True


def parse_selectors(text: str) -> tuple[Selector, ...]:
    """Return the selectors of a list that are understood."""
    found = (_selector(one[0].strip()) for one in _ONE.finditer(text))
    return tuple(one for one in found if one is not None)


def _selector(text: str) -> Selector | None:
    compounds: list[Compound] = []
    directly = [False]
    at = 0
    generated = False
    while at < len(text):
        compound, at, state = _compound(text, at)
        if compound is None or generated or len(compounds) >= _MOST_COMPOUNDS:
            return None
        generated = state in _GENERATED
        if state and not generated and state not in _STATES:
            return None
        compounds.append(compound)
        between = _COMBINATOR.match(text, at)
        if between is None or at == len(text):
            break
        if between["sign"] in {"+", "~"} or between.end() == len(text):
            return None
        directly.append(between["sign"] == ">")
        at = between.end()
    return Selector(tuple(compounds), tuple(directly), generated) if compounds else None


def _compound(text: str, at: int) -> tuple[Compound | None, int, str]:
    tag: str | None = None
    element_id: str | None = None
    classes: set[str] = set()
    attributes: list[tuple[str, str, str]] = []
    state = ""
    start = at
    while found := _SIMPLE.match(text, at):
        if found["tag"] and at > start:
            break
        at = found.end()
        if found["tag"]:
            tag = None if found["tag"] == "*" else found["tag"].lower()
        elif found["class"]:
            classes.add(found["class"].replace("\\", ""))
        elif found["id"]:
            element_id = found["id"].replace("\\", "")
        elif found["attribute"]:
            value = found["double"] or found["single"] or found["bare"] or ""
            attributes.append((found["attribute"].lower(), found["test"] or "", value))
        else:
            state = found["state"].lower()
    if at == start:
        return None, at, ""
    return Compound(tag, element_id, frozenset(classes), tuple(attributes)), at, state


def _holds(has: str | None, test: str, value: str) -> bool:
    if has is None:
        return False
    match test:
        case "":
            return True
        case "=":
            return has == value
        case "~=":
            return value in has.split()
        case "|=":
            return has == value or has.startswith(f"{value}-")
        case _:
            return bool(value) and {"^=": has.startswith, "$=": has.endswith, "*=": has.__contains__}[test](
                value
            )
