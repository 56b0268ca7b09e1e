"""The marks that HTML bears, told once each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from buyer_msg_lint.document import Mark, Part
from buyer_msg_lint.spans import Span

_LONGEST = 80

MARKS: Mapping[str, Mapping[str, str]] = {
    "html": {},
    "alignment": {
        "value": "center, right, justify, ..., or auto for margins that centre",
        "count": "how many elements it is declared for",
    },
    "line-height": {"value": "as it is declared", "count": "how many elements it is declared for"},
    "font-family": {"value": "as it is declared", "count": "how many elements it is declared for"},
    "font-color": {"value": "as it is declared", "count": "how many elements it is declared for"},
    "further-font-size": {"value": "the size in pixels", "count": "which of the sizes it is: 4, 5, ..."},
    "wide-margin": {"value": "as it is declared", "percent": "of the width that there is"},
    "wide-image": {"value": "as it is declared", "percent": "of the width that there is"},
    "insecure-image": {"address": "where the image comes from"},
    "gif-image": {"address": "where the image comes from"},
    "tracking-image": {"address": "where the image comes from", "why": "tiny or hidden"},
    "image-without-text": {"alt": "missing, empty, or file-name"},
    "link": {"text": "its text in lower case, without marks at its ends", "address": "where it leads"},
    "link-without-text": {"address": "where it leads"},
    "address-as-text": {"text": "the address that is shown", "address": "where it leads"},
    "misleading-link": {"shown": "the host that is shown", "leads": "the host that it leads to"},
    "active-content": {"element": "script, iframe, form, ..."},
}
"""The kinds, each with its traits and what they mean."""


class Marks:
    """Collects marks; what is declared again and again is marked once, with how often it is."""

    def __init__(self, part: Part | None) -> None:
        self._part = part
        self._marks: list[Mark] = []
        self._counted: dict[tuple[str, str], tuple[Span, int]] = {}

    def add(self, kind: str, span: Span, **traits: str) -> None:
        """Mark a place, unless nothing stands there."""
        if span.start < span.end:
            self._marks.append(
                Mark(kind, span, {name: _short(value) for name, value in traits.items()}, self._part)
            )

    def count(self, kind: str, value: str, span: Span) -> None:
        """Count a declaration; the first place is the one that is marked."""
        first, times = self._counted.get((kind, value), (span, 0))
        self._counted[kind, value] = (first, times + 1)

    def done(self) -> tuple[Mark, ...]:
        """Return the marks in the order of their places."""
        return tuple(sorted([*self._marks, *self._of_counts()], key=lambda mark: (mark.span, mark.kind)))

    def _of_counts(self) -> Iterator[Mark]:
        for (kind, value), (span, times) in self._counted.items():
            if span.start < span.end:
                yield Mark(kind, span, {"value": _short(value), "count": str(times)}, self._part)


def _short(value: str) -> str:
    line = " ".join(value.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
