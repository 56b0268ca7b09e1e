"""Formats: a run goes in, its text comes out, message by message.

A format is a module here, named as ``--format`` names it, with one function, ``render(run)``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol, cast

from buyer_msg_lint.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Run:
    """What a format shows: each verdict with its source (None where nothing was read), and its makers.

    ``color`` allows terminal colours, ``width`` is the terminal's, in columns.
    """

    messages: Iterable[tuple[Verdict, str | None]]
    version: str
    policy: str
    rules: tuple[str, ...]
    locale: str
    color: bool
    width: int


class Format(Protocol):
    """What each module of this package is."""

    def render(self, run: Run) -> Iterator[str]:
        """Yield the text of a run piece by piece, as its messages come."""
        ...


@cache
def format_names() -> tuple[str, ...]:
    """Return the names that ``--format`` takes, sorted."""
    return tuple(sorted(module.name for module in iter_modules(__path__) if not module.name.startswith("_")))


def load_format(name: str) -> Format:
    """Return the format of that name; raises KeyError if there is none."""
    if name not in format_names():
        raise KeyError(name)
    return cast("Format", import_module(f"{__name__}.{name}"))
