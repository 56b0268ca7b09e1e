"""Patterns that compile when they are first used, since most texts need few of them."""

from __future__ import annotations

from typing import cast

import regex


class _LazyPattern:
    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        # Each method is kept once it was asked for, so that only the first use pays for the detour.
        compiled = regex.compile(self._source, self._flags)
        for method in ("search", "match", "fullmatch", "finditer", "findall", "sub", "split"):
            setattr(self, method, getattr(compiled, method))
        value = getattr(compiled, name)
        setattr(self, name, value)
        return value


def lazy_pattern(source: str, flags: int = 0) -> regex.Pattern[str]:
    """Return a pattern of the ``regex`` package that compiles when one of its methods is first used.

    A source that is no pattern raises regex.error then; the tests use every pattern.
    """
    return cast("regex.Pattern[str]", _LazyPattern(source, flags))
