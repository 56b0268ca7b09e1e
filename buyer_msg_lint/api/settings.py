"""What a linter is made with, checked before anything is read."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TypeVar

from buyer_msg_lint.errors import UsageError, nearest
from buyer_msg_lint.verdict import Severity

DEFAULT_POLICY = "amazon-replacement"
LOCALES = ("en", "zh")
Name = TypeVar("Name", str, str | os.PathLike[str])


def environment_locale() -> str:
    """Return ``zh`` if the environment asks for Chinese, else ``en``."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


def several(names: Iterable[Name] | Name) -> tuple[Name, ...]:
    """Return names as they were given, or the one that was given without a list around it."""
    if isinstance(names, str | os.PathLike):
        return (names,)
    return tuple(names)


def known_locale(locale: str | None) -> str:
    """Return a locale, that of the environment for None; raises UsageError if there is no such one."""
    if locale is None:
        return environment_locale()
    if locale not in LOCALES:
        raise UsageError(f"there is no locale '{locale}'{nearest(locale, LOCALES)}")
    return locale


def known_severity(severity: Severity | str) -> Severity:
    """Return a severity of that name; raises UsageError if there is none."""
    try:
        return Severity(severity)
    except ValueError:
        known = tuple(member.value for member in Severity)
        raise UsageError(f"there is no severity '{severity}'{nearest(str(severity), known)}") from None
