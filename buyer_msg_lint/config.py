"""Settings files: what holds for the drafts below a folder, and where each value comes from.

A settings file is ``.buyer-msg-lint.yml`` in a draft's folder or one above it, the nearest one. Folders are
looked through up to the root of the repository; outside of one, up to the working folder, if the draft is
below it, else the draft's own folder only. The library reads no settings by itself; the command does.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Annotated, Any

from pydantic import ConfigDict, Field

from buyer_msg_lint.api import LOCALES
from buyer_msg_lint.context import Context, Text
from buyer_msg_lint.errors import Mistake, PolicyError, nearest
from buyer_msg_lint.policy.pack import Loaded, read_model
from buyer_msg_lint.policy.yaml_file import Loc
from buyer_msg_lint.report import Severity

FILE_NAMES = (".buyer-msg-lint.yml", ".buyer-msg-lint.yaml")
LINTER_KEYS = ("policy", "rules", "locale", "fail_on", "select", "ignore")
"""Keys that say how drafts are linted; all others are fields of the context."""
_REPOSITORIES = (".git", ".hg", ".svn")
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


@dataclass(frozen=True, slots=True)
class Setting:
    """A value, and where it comes from: a place in a file, or an option."""

    value: Any
    origin: str


@dataclass(frozen=True)
class Settings:
    """What is set for one draft, by key."""

    values: Mapping[str, Setting]

    @cached_property
    def context(self) -> Context:
        """What is set of the context; raises ValidationError if moments of it contradict each other."""
        told = {key: setting.value for key, setting in self.values.items() if key in Context.model_fields}
        return Context.model_validate(told)

    def value(self, key: str, default: Any) -> Any:  # noqa: ANN401 - keys are of several types
        """Return what is set for a key of the linter, or the default."""
        return self.values[key].value if key in self.values else default


class SettingsFiles:
    """Finds and reads settings files, each once."""

    def __init__(self, working_folder: Path) -> None:
        self._working_folder = working_folder
        self._read: dict[Path, Loaded[SettingsFile]] = {}
        self._found: dict[Path, Path | None] = {}

    def settings(self, draft: Path) -> Settings:
        """Return what is set for a draft; raises PolicyError with every mistake in its settings file."""
        # A link counts where it stands, not where it leads.
        path = Path(os.path.abspath(self._working_folder / draft))  # noqa: PTH100 - resolve() follows links
        folder = path.parent
        if folder not in self._found:
            self._found[folder] = self._search(folder)
        found = self._found[folder]
        if found is None:
            return Settings({})
        if found not in self._read:
            self._read[found] = read_settings(found, self._shown(found))
        return _settings(self._read[found], found, path)

    def _shown(self, path: Path) -> str:
        return str(path.relative_to(self._working_folder) if self._working_folder in path.parents else path)

    def _search(self, folder: Path) -> Path | None:
        for at in self._folders(folder):
            there = [at / name for name in FILE_NAMES if (at / name).is_file()]
            if len(there) > 1:
                problem = f"{FILE_NAMES[0]} stands beside it; keep one of them"
                raise PolicyError((Mistake(self._shown(there[1]), 1, 1, problem),))
            if there:
                return there[0]
        return None

    def _folders(self, folder: Path) -> Iterator[Path]:
        """Yield the folders in which a settings file counts, the nearest first."""
        above = [folder, *folder.parents]
        root = next((at for at in above if any((at / name).exists() for name in _REPOSITORIES)), None)
        if root is None:
            root = self._working_folder if self._working_folder in above else folder
        return iter(above[: above.index(root) + 1])


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


def _settings(loaded: Loaded[SettingsFile], file: Path, draft: Path) -> Settings:
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
