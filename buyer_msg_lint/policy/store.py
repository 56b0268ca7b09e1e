"""Where what was made of rules is kept between runs, until any file that it was made of changes.

Reading and checking all rules takes longer than linting a message, so what came of it is kept in the user's
cache folder, under a key of everything that it was made of. A store that is missing, damaged, read-only, or
not the user's own is passed over, and all is made anew; nothing but time depends on it.
"""

from __future__ import annotations

import gc
import hashlib
import os
import pickle
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from buyer_msg_lint.policy.folders import shipped_rules, yaml_files

CACHE_VARIABLE = "BUYER_MSG_LINT_CACHE"
"""The environment variable that names the store's folder; empty, nothing is kept."""

_FORMAT = 4
_MOST_KEPT = 32
_SUFFIXES = (".py", ".txt", ".yaml", ".yml")
_OTHERS_MAY_WRITE = 0o022

Kept = TypeVar("Kept")


class Store:
    """What is kept of one policy, by part."""

    def __init__(self, folders: Sequence[Path], policy_id: str) -> None:
        self._stem = _stem(folders, policy_id)

    def holds(self, part: str) -> bool:
        """Tell whether a part was kept, or nothing ever is."""
        return self._stem is None or self._file(self._stem, part).exists()

    def read(self, part: str, kind: type[Kept]) -> Kept | None:
        """Return a part; None if it was not kept, cannot be read, or is nothing of this kind."""
        if self._stem is None:
            return None
        with uncollected():
            kept = _read(self._file(self._stem, part))
        return kept if isinstance(kept, kind) else None

    def keep(self, part: str, made: Kept) -> Kept:
        """Keep a part, if that can be done, and return it as it is kept, without what it was made with."""
        content = pickle.dumps(made, protocol=pickle.HIGHEST_PROTOCOL)
        if self._stem is not None:
            _keep(self._file(self._stem, part), content)
        kept: Kept = pickle.loads(content)  # noqa: S301 - what was just made
        return kept

    def _file(self, stem: Path, part: str) -> Path:
        return stem.with_name(f"{stem.name}.{part}")


@contextmanager
def uncollected() -> Iterator[None]:
    """Let no garbage be looked for among many objects that all stay: a quarter of the time of a policy."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _stem(folders: Sequence[Path], policy_id: str) -> Path | None:
    """Return the file, without an ending, that a policy is kept in; its name tells what that is made of.

    The rules of the user's own folders count by what they hold; the package's own files, and the rules that
    come with it, all of which installing changes, by time and size.
    """
    folder = _cache_folder()
    if folder is None:
        return None
    digest = hashlib.sha256(repr((_FORMAT, sys.version, policy_id, [str(one) for one in folders])).encode())
    shipped = shipped_rules()
    try:
        for installed in (Path(__file__).parent.parent, shipped):
            for path, status in sorted(_installed(os.fspath(installed))):
                digest.update(f"\0{path}\0{status.st_mtime_ns}\0{status.st_size}".encode())
        for source in _sources(one for one in folders if one != shipped):
            digest.update(f"\0{source}\0".encode(errors="surrogateescape"))
            digest.update(source.read_bytes())
    except OSError:
        return None  # reading the rules will say what is wrong with the file
    return folder / digest.hexdigest()


def _installed(folder: str) -> Iterator[tuple[str, os.stat_result]]:
    """Yield the files of the package that what is made depends on."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(_SUFFIXES):
                yield entry.path, entry.stat()
            elif entry.is_dir():
                yield from _installed(entry.path)


def _sources(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        unread: list[OSError] = []
        yield from sorted(yaml_files(folder, unread))
        if unread:
            raise unread[0]


def _cache_folder() -> Path | None:
    named = os.environ.get(CACHE_VARIABLE)
    if named is not None:
        return Path(named) if named else None
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    with suppress(RuntimeError):
        return Path(base or Path.home() / ".cache") / "buyer-msg-lint"
    return None


def _read(file: Path) -> object:
    try:
        if not _is_own(file) or not _is_own(file.parent):
            return None
        return pickle.loads(file.read_bytes())  # noqa: S301 - only a file that nobody else can write
    except Exception:  # noqa: BLE001 - whatever is wrong with the store, all is made anew
        return None


def _is_own(path: Path) -> bool:
    """Tell whether nobody but the user can have written a file or folder."""
    if not hasattr(os, "getuid"):
        return True
    status = path.stat()
    return status.st_uid == os.getuid() and not status.st_mode & _OTHERS_MAY_WRITE


def _keep(store: Path, content: bytes) -> None:
    """Write a file in one step, so that another process sees all of it or nothing."""
    import tempfile

    with suppress(OSError):
        store.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=store.parent, suffix=".new")
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(store)
        kept = sorted(store.parent.iterdir(), key=lambda path: path.stat().st_mtime)
        for old in kept[:-_MOST_KEPT]:
            old.unlink(missing_ok=True)
