"""Settings files: what holds for the drafts below a folder, and where each value comes from.

A settings file is ``.buyer-msg-lint.yml`` in a draft's folder or one above it, the nearest one. Folders are
looked through up to the root of the repository; outside of one, up to the working folder, if the draft is
below it, else the draft's own folder only. The library reads no settings by itself; the command does.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from buyer_msg_lint.errors import Mistake, PolicyError
from buyer_msg_lint.known import FIELDS, NOTHING_KNOWN

if TYPE_CHECKING:
    from buyer_msg_lint.config.file import SettingsFile
    from buyer_msg_lint.context import Context
    from buyer_msg_lint.policy.pack import Loaded

FILE_NAMES = (".buyer-msg-lint.yml", ".buyer-msg-lint.yaml")
LINTER_KEYS = ("policy", "rules", "locale", "fail_on", "select", "ignore")
"""Keys that say how drafts are linted; all others are fields of the context."""
_REPOSITORIES = (".git", ".hg", ".svn")


class Setting(NamedTuple):
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
        told = {key: setting.value for key, setting in self.values.items() if key in FIELDS}
        if not told:
            return NOTHING_KNOWN
        from buyer_msg_lint.context import Context

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
        from buyer_msg_lint.config.file import read_settings, settings_for

        if found not in self._read:
            self._read[found] = read_settings(found, self._shown(found))
        return settings_for(self._read[found], found, path)

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
