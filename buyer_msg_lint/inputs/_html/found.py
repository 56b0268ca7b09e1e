"""What is found in HTML beside its visible text, each with its place."""

from __future__ import annotations

from dataclasses import dataclass, field

from buyer_msg_lint.inputs._html.marks import Marks
from buyer_msg_lint.spans import MappedText


@dataclass(slots=True)
class Found:
    """Texts by what they are, in the order in which they were met, and marks."""

    marks: Marks
    hidden: list[MappedText] = field(default_factory=list)
    alternatives: list[MappedText] = field(default_factory=list)
    links: list[MappedText] = field(default_factory=list)
    images: list[MappedText] = field(default_factory=list)
    embedded: list[MappedText] = field(default_factory=list)
    generated: list[MappedText] = field(default_factory=list)
    """What style sheets write before and after elements."""
