"""Loads a policy, from a store of what was resolved before if its files have not changed.

Reading and checking all rules takes longer than linting a message, so what came of it is kept in the user's
cache folder, under a key of everything that it was made of. A store that is missing, damaged, read-only, or
not the user's own is passed over, and the policy is made anew; nothing but time depends on it.
"""

from __future__ import annotations

import gc
import hashlib
import os
import pickle
import signal
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from buyer_msg_lint.policy.compiled import Policy
from buyer_msg_lint.policy.needs import Needs
from buyer_msg_lint.policy.pack import Pack, load_pack, yaml_files

CACHE_VARIABLE = "BUYER_MSG_LINT_CACHE"
"""The environment variable that names the store's folder; empty, nothing is kept."""

_FORMAT = 3
_MOST_KEPT = 16
_CODE_SUFFIXES = (".py", ".txt")
_OTHERS_MAY_WRITE = 0o022


Made = tuple[Pack, Policy, Needs]


def load_policy(folders: Sequence[Path], policy_id: str) -> Made:
    """Return the pack of the folders, the policy of that id, and what its patterns need.

    Raises PolicyError and UsageError as ``load_pack`` and ``resolve`` do.
    """
    store = _store(folders, policy_id)
    with _uncollected():
        kept = _kept(store) if store else None
    if kept is not None:
        return kept
    # What makes policies is not loaded where one was kept.
    from buyer_msg_lint.policy.resolve import resolve

    with _uncollected():
        pack = load_pack(folders)
        policy = resolve(pack, policy_id)
        needs = Needs(policy.patterns())
    if store is not None:
        _keep(store, (pack.without_places(), policy, needs))
    return pack, policy, needs


def make_apart(folders: Sequence[Path], policy_id: str) -> None:
    """Make a policy in a process of its own, unless it is kept: it takes several times the memory of linting.

    Whatever keeps it from being made or kept there is told when it is made by ``load_policy``.
    """
    store = _store(folders, policy_id)
    if store is None or store.exists():
        return
    import multiprocessing

    fresh = multiprocessing.get_context("spawn")
    maker = fresh.Process(target=_make, args=(tuple(folders), policy_id), daemon=True)
    with suppress(OSError):
        maker.start()
        maker.join()


def _make(folders: tuple[Path, ...], policy_id: str) -> None:
    # Whoever interrupts means the process that waits; this one ends with it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(Exception):
        load_policy(folders, policy_id)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let no garbage be looked for among many objects that all stay: a quarter of the time of a policy."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _store(folders: Sequence[Path], policy_id: str) -> Path | None:
    """Return the file that holds, or would hold, the policy; its name is a hash of what it is made of.

    Rules count by what they hold; the package's own files, which installing changes, by time and size.
    """
    folder = _cache_folder()
    if folder is None:
        return None
    digest = hashlib.sha256(repr((_FORMAT, sys.version, policy_id, [str(one) for one in folders])).encode())
    try:
        for path in sorted(Path(__file__).parent.parent.rglob("*")):
            if path.suffix not in _CODE_SUFFIXES:
                continue
            status = path.stat()
            digest.update(f"\0{path}\0{status.st_mtime_ns}\0{status.st_size}".encode())
        for path in _sources(folders):
            digest.update(f"\0{path}\0".encode(errors="surrogateescape"))
            digest.update(path.read_bytes())
    except OSError:
        return None  # reading the rules will say what is wrong with the file
    return folder / f"{digest.hexdigest()}.pickle"


def _sources(folders: Sequence[Path]) -> Iterator[Path]:
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


def _kept(store: Path) -> Made | None:
    try:
        if not _is_own(store) or not _is_own(store.parent):
            return None
        kept = pickle.loads(store.read_bytes())  # noqa: S301 - only a file that nobody else can write
    except Exception:  # noqa: BLE001 - whatever is wrong with the store, the policy is made anew
        return None
    match kept:
        case (Pack() as pack, Policy() as policy, Needs() as needs):
            return pack, policy, needs
    return None


def _is_own(path: Path) -> bool:
    """Tell whether nobody but the user can have written a file or folder."""
    if not hasattr(os, "getuid"):
        return True
    status = path.stat()
    return status.st_uid == os.getuid() and not status.st_mode & _OTHERS_MAY_WRITE


def _keep(store: Path, made: Made) -> None:
    """Write the store in one step, so that another process sees all of it or nothing."""
    with suppress(OSError):
        store.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=store.parent, suffix=".new")
        with os.fdopen(handle, "wb") as file:
            pickle.dump(made, file, protocol=pickle.HIGHEST_PROTOCOL)
        Path(name).replace(store)
        kept = sorted(store.parent.glob("*.pickle"), key=lambda path: path.stat().st_mtime)
        for old in kept[:-_MOST_KEPT]:
            old.unlink(missing_ok=True)
