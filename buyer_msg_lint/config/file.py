"""What stands in a settings file, read and checked, and what it sets for a draft."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Annotated

from pydantic import ConfigDict, Field

from buyer_msg_lint.api import LOCALES
from buyer_msg_lint.config import Setting, Settings
from buyer_msg_lint.context import Context, Text
from buyer_msg_lint.errors import Mistake, PolicyError, nearest
from buyer_msg_lint.policy.pack import Loaded, read_model
from buyer_msg_lint.policy.yaml_file import Loc
from buyer_msg_lint.verdict import Severity

_JOINED = "placeholders"
_GLOB = re.compile(r"\*\*/|\*\*|\*|\?|[^*?]+")
_SIGNS = {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}
"""What the signs of a pattern stand for, as regular expressions."""


class _Told(Context):
    """What may be set: the fields of a context, and how drafts are linted."""

    model_config = ConfigDict(defer_build=True)

    policy: Text | None = None
    rules: tuple[Text, ...] | None = None
    """Folders of rules, relative to the settings file."""
    locale: Text | None = None
    """The language of the output, as ``--locale``; the buyer's is ``buyer_locale``."""
    fail_on: Severity | None = None
    select: tuple[Text, ...] | None = None
    ignore: tuple[Text, ...] | None = None


class Override(_Told):
    """What is set for the files that one of the patterns names."""

    files: Annotated[tuple[Text, ...], Field(min_length=1)]


class SettingsFile(_Told):
    """A settings file: what is set for all drafts below its folder, then for some; the last one wins."""

    overrides: tuple[Override, ...] = ()


def read_settings(path: Path, name: str) -> Loaded[SettingsFile]:
    """Read a settings file, called by a name; raises PolicyError with every mistake, each at its place."""
    loaded, mistakes = read_model(path, name, SettingsFile)
    if loaded is None:
        raise PolicyError(tuple(sorted(mistakes)))
    mistakes = [*_mistakes(loaded, path.parent)]
    if mistakes:
        raise PolicyError(tuple(sorted(mistakes)))
    return loaded


def _mistakes(loaded: Loaded[SettingsFile], folder: Path) -> Iterator[Mistake]:
    for loc, told in _levels(loaded.model):
        if told.locale is not None and told.locale not in LOCALES:
            problem = f"there is no locale '{told.locale}'{nearest(told.locale, LOCALES)}"
            yield loaded.file.mistake((*loc, "locale"), f"{problem}; the buyer's is 'buyer_locale'")
        for number, name in enumerate(told.rules or ()):
            if not (folder / name).is_dir():
                yield loaded.file.mistake((*loc, "rules", number), f"there is no folder '{name}'")


def _levels(model: SettingsFile) -> Iterator[tuple[Loc, _Told]]:
    yield (), model
    for number, override in enumerate(model.overrides):
        yield ("overrides", number), override


def settings_for(loaded: Loaded[SettingsFile], file: Path, draft: Path) -> Settings:
    """Return what a settings file sets for a draft below its folder."""
    values: dict[str, Setting] = {}
    relative = draft.relative_to(file.parent).as_posix()
    for loc, told in _levels(loaded.model):
        if isinstance(told, Override) and not any(matches(relative, glob) for glob in told.files):
            continue
        for key in told.model_fields_set - {"files", "overrides"}:
            value = getattr(told, key)
            if key == "rules":
                value = tuple(str(file.parent / name) for name in value or ())
            if key == _JOINED and key in values:
                value = values[key].value | value
            values[key] = Setting(value, loaded.file.mistake((*loc, key), "", at_key=True).place)
    return Settings(values)


def matches(relative: str, glob: str) -> bool:
    """Tell whether a path, relative to the settings file, is one that a pattern of ``files`` names.

    ``*`` and ``?`` stand for anything but a slash, ``**`` for folders. A pattern without a slash names files
    in any folder; one that ends in a slash, everything below a folder.
    """
    if "/" not in glob:
        relative = PurePosixPath(relative).name
    glob = glob.removeprefix("./").removeprefix("/")
    if glob.endswith("/"):
        glob += "**"
    pattern = "".join(_SIGNS.get(sign) or re.escape(sign) for sign in _GLOB.findall(glob))
    return re.fullmatch(pattern, relative, re.DOTALL) is not None
