from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from buyer_msg_lint.context import Context
from buyer_msg_lint.detectors import SOURCE, Hit, Look, load_detector
from buyer_msg_lint.known import Marketplace


def folded(cased: str) -> str:
    """Lower-case as the folded view does: character for character."""
    return "".join(low if len(low := char.lower()) == 1 else char for char in cased)


def make_look(
    text: str,
    marketplace: Marketplace | None = None,
    context: Context | None = None,
    hits: Mapping[str, tuple[Hit, ...]] | None = None,
) -> Look:
    """``text`` is the cased text; other detectors find for themselves, unless their ``hits`` are given."""
    given = hits or {}
    lines = text.replace("\n\n", "\0").replace("\n", " ").replace("\0", "\n ")

    def found(name: str) -> tuple[Hit, ...]:
        if name in given:
            return given[name]
        detector = load_detector(name)
        return tuple(detector.find(text if detector.VIEWS == SOURCE else folded(lines), made))

    made = Look(cased=text, context=context or Context(), marketplace=marketplace, hits=found)
    return made


@pytest.fixture(scope="session")
def look() -> Callable[..., Look]:
    """Make a Look: ``look(text, marketplace=None, context=None, hits=None)``."""
    return make_look


@pytest.fixture(scope="session")
def detect() -> Callable[..., tuple[Hit, ...]]:
    """Find as the engine does on the folded view: ``detect("link", text, **what look() takes)``."""

    def find(name: str, text: str, **known: object) -> tuple[Hit, ...]:
        return make_look(text, **known).hits(name)  # type: ignore[arg-type]  # the keywords of make_look

    return find
