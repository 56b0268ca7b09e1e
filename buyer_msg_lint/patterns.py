"""Patterns that compile when they are first used, since most texts need few of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, cast

if TYPE_CHECKING:
    import regex

Flag = Literal["V1", "VERBOSE", "IGNORECASE"]
_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "split")


class _LazyPattern:
    def __init__(self, make: Callable[[], object]) -> None:
        self._make = make

    def __getattr__(self, name: str) -> object:
        # Each method is kept once it was asked for, so that only the first use pays for the detour.
        compiled = self._make()
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        value = getattr(compiled, name)
        setattr(self, name, value)
        return value


def lazy_pattern(source: str, *flags: Flag) -> regex.Pattern[str]:
    """Return a pattern of the ``regex`` package that compiles when one of its methods is first used.

    The flags go by name, so that the package need not be loaded before. A source that is no pattern raises
    regex.error then; the tests use every pattern.
    """

    def make() -> object:
        import regex

        return regex.compile(source, sum(getattr(regex, flag) for flag in flags))

    return cast("regex.Pattern[str]", _LazyPattern(make))


def lazy_re(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern of the standard library that compiles when one of its methods is first used.

    Large classes take it a millisecond each. A source that is no pattern raises re.error then.
    """
    return cast("re.Pattern[str]", _LazyPattern(lambda: re.compile(source, flags)))
