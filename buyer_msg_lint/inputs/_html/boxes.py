"""An element with what its author says of it: attributes, declarations, and so its look."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from buyer_msg_lint.inputs._html.appearance import Appearance, Style, appearance
from buyer_msg_lint.inputs._html.css import Declaration, StyleRule, declarations, without_comments
from buyer_msg_lint.inputs._html.flow import Flow
from buyer_msg_lint.inputs._html.hints import hints, unnoted, usual_style
from buyer_msg_lint.inputs._html.links import Link
from buyer_msg_lint.inputs._html.nesting import Element
from buyer_msg_lint.inputs._html.references import decoded
from buyer_msg_lint.inputs._html.sheets import Sheets, cascaded
from buyer_msg_lint.spans import MappedText, Span

_NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Named:
    """An element as selectors ask about it, with its attributes as texts."""

    element: Element
    values: dict[str, str]
    classes: frozenset[str]

    @property
    def name(self) -> str:
        """The element's name."""
        return self.element.name


@dataclass(frozen=True, slots=True)
class Dressed:
    """What is declared for an element, and how it looks by that; ``said`` is what its author declared."""

    said: tuple[Declaration, ...]
    style: Style
    look: Appearance
    comments: tuple[MappedText, ...] = ()


@dataclass(slots=True)
class Box:
    """An open element: how it looks, and where its text goes."""

    look: Appearance
    name: str = ""
    hidden: Flow | None = None
    """Where its text goes if a reader does not see it."""
    unheard: Flow | None = None
    """Where its text goes too, if it is seen but kept from those who listen: ``aria-hidden``."""
    link: Link | None = None
    begins: list[Flow] = field(default_factory=list)
    """The flows that end with it."""


def named(element: Element, source: MappedText) -> Named:
    """Return an element with its attributes decoded."""
    values = {
        name: decoded(source, *attribute.value).text for name, attribute in element.tag.attributes.items()
    }
    return Named(element, values, frozenset(values.get("class", "").split()))


class Wardrobe:
    """Finds what is declared for elements, by themselves and by the style rules of the message."""

    def __init__(self, source: MappedText, rules: Iterable[StyleRule]) -> None:
        self._source = source
        self._sheets = Sheets(rules)
        self._plain: dict[tuple[str, int], tuple[Appearance, Dressed]] = {}

    def dress(self, path: Sequence[Named], around: Appearance) -> Dressed:
        """Return what is declared for the last of a path of elements, and its look.

        Raises NotCheckedError if there are too many style rules.
        """
        inner = path[-1]
        rules = self._sheets.rules_for(path)
        if rules or inner.values or inner.name == "center":
            return self._dress(inner, rules, around)
        key = (inner.name, id(around))
        if key not in self._plain:
            # The look that the key stands for is kept with it, so that no other takes its number.
            self._plain[key] = (around, self._dress(inner, rules, around))
        return self._plain[key][1]

    def _dress(self, inner: Named, rules: Sequence[StyleRule], around: Appearance) -> Dressed:
        source, attributes = self._source, inner.element.tag.attributes
        usual = [*usual_style(inner.name), *unnoted(inner.name, inner.values)]
        weakest = [Declaration(name, value, _NOWHERE) for name, value in usual]
        tag = source.source_span(*inner.element.tag.span)
        hinted = [
            Declaration(name, value, source.source_span(*attributes[attribute].span) if attribute else tag)
            for attribute, name, value in hints(inner.name, inner.values)
        ]
        own: tuple[Declaration, ...] = ()
        comments: list[MappedText] = []
        if "style" in attributes:
            written, comments = without_comments(decoded(source, *attributes["style"].value))
            own = tuple(declarations(written))
        said = (*hinted, *(one for rule in rules for one in rule.declarations), *own)
        style = Style([*weakest, *hinted, *cascaded(rules, own)])
        return Dressed(said, style, appearance(style, around), tuple(comments))
