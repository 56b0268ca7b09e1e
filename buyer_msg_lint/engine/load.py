"""Loads a policy to lint by, from the store of what was made before if its files have not changed."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from buyer_msg_lint.engine.planned import PlannedPolicy
from buyer_msg_lint.policy.store import Store, uncollected

if TYPE_CHECKING:
    from buyer_msg_lint.policy.catalogue import Catalogue

_POLICY, _CATALOGUE = "policy", "catalogue"


def load_policy(folders: Sequence[Path], policy_id: str) -> PlannedPolicy:
    """Return the policy of that id over the rules of the folders.

    Raises PolicyError with every mistake in them, and UsageError if there is no such policy.
    """
    store = Store(folders, policy_id)
    return store.read(_POLICY, PlannedPolicy) or _make(folders, policy_id, store)[0]


def load_catalogue(folders: Sequence[Path], policy_id: str) -> Catalogue:
    """Return what people may ask about the policy. Raises as ``load_policy`` does."""
    from buyer_msg_lint.policy.catalogue import Catalogue

    store = Store(folders, policy_id)
    return store.read(_CATALOGUE, Catalogue) or _make(folders, policy_id, store)[1]


def _make(folders: Sequence[Path], policy_id: str, store: Store) -> tuple[PlannedPolicy, Catalogue]:
    with uncollected():
        policy, told = _made(folders, policy_id)
        # As they are kept they take a tenth of the memory; what they were made of is let go here.
        return store.keep(_POLICY, policy), store.keep(_CATALOGUE, told)


def _made(folders: Sequence[Path], policy_id: str) -> tuple[PlannedPolicy, Catalogue]:
    # What makes policies is not loaded where one was kept.
    from buyer_msg_lint.engine.planning import planned
    from buyer_msg_lint.policy.catalogue import catalogue
    from buyer_msg_lint.policy.pack import load_pack
    from buyer_msg_lint.policy.resolve import resolve

    pack = load_pack(folders)
    policy = resolve(pack, policy_id)
    return planned(policy), catalogue(pack, policy)


def make_apart(folders: Sequence[Path], policy_id: str) -> None:
    """Make a policy in a process of its own, unless it is kept: it takes several times the memory of linting.

    Whatever keeps it from being made or kept there is told when it is made by ``load_policy``.
    """
    if Store(folders, policy_id).holds(_POLICY):
        return
    import multiprocessing

    fresh = multiprocessing.get_context("spawn")
    maker = fresh.Process(target=_load_alone, args=(tuple(folders), policy_id), daemon=True)
    with suppress(OSError):
        maker.start()
        maker.join()


def _load_alone(folders: tuple[Path, ...], policy_id: str) -> None:
    import signal

    # Whoever interrupts means the process that waits; this one ends with it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(Exception):
        load_policy(folders, policy_id)
