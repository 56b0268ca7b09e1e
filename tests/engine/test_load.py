"""A policy comes out the same whether it was kept or made anew, and nothing depends on the store."""

from __future__ import annotations

import gc
import pickle
from pathlib import Path
from typing import Any

import pytest

from buyer_msg_lint.context import Context
from buyer_msg_lint.engine import Plan, check
from buyer_msg_lint.engine.load import load_catalogue, load_policy, make_apart
from buyer_msg_lint.engine.planned import PlannedPolicy
from buyer_msg_lint.errors import PolicyError
from buyer_msg_lint.inputs.text import from_text
from buyer_msg_lint.policy import store as stores
from buyer_msg_lint.policy.compiled import Policy
from buyer_msg_lint.policy.pack import Pack
from buyer_msg_lint.policy.resolve import resolve
from buyer_msg_lint.policy.store import CACHE_VARIABLE
from buyer_msg_lint.verdict import Severity


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for the store, not there yet."""
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "store"))
    return tmp_path / "store"


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the policies that were made, not taken from the store, in order."""
    ids: list[str] = []

    def counted(pack: Pack, policy_id: str) -> Policy:
        ids.append(policy_id)
        return resolve(pack, policy_id)

    monkeypatch.setattr("buyer_msg_lint.policy.resolve.resolve", counted)
    return ids


@pytest.fixture
def house(folder: Any) -> Any:
    """A folder with one rule and a policy that holds it."""
    folder.rule(find={"phrases": ["forbidden {thing}"], "regex": ["bad+"]})
    folder.words("thing", "word", "number")
    folder.policy()
    return folder


def test_a_policy_that_was_made_apart_is_not_made_again(house: Any, store: Path, made: list[str]) -> None:
    make_apart([house.root], "house")
    assert len(list(store.iterdir())) == 2
    policy = load_policy([house.root], "house")
    assert (found(policy), made) == (["forbidden word", "forbidden number", "badd"], [])


def test_mistakes_are_told_where_the_policy_is_loaded(
    house: Any, store: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    house.file("house/broken.yaml", "id: [")
    make_apart([house.root], "house")
    assert (store.exists(), capfd.readouterr()) == (False, ("", ""))
    with pytest.raises(PolicyError):
        load_policy([house.root], "house")


@pytest.mark.usefixtures("store")
def test_nothing_that_a_policy_was_made_of_waits_for_the_garbage_collector(house: Any) -> None:
    load_policy([house.root], "house")
    house.words("thing", "word", "number", "another thing")
    gc.collect()
    gc.disable()
    try:
        load_policy([house.root], "house")
        assert gc.collect() == 0
    finally:
        gc.enable()


def found(policy: PlannedPolicy) -> list[str | None]:
    report = check(
        Plan(policy),
        from_text("A forbidden word, a forbidden number, badd."),
        Context(),
        locale="en",
        fail_on=Severity.INFO,
    )
    return [violation.excerpt for violation in report.violations]


FOUND = ["forbidden word", "forbidden number", "badd"]


def test_a_kept_policy_finds_what_the_made_one_does(house: Any, store: Path, made: list[str]) -> None:
    policy = load_policy([house.root], "house")
    kept = load_policy([house.root], "house")
    assert made == ["house"]
    assert found(policy) == found(kept) == FOUND
    assert policy.outlines == kept.outlines
    assert len(list(store.iterdir())) == 2


def test_a_kept_catalogue_says_what_the_made_one_does(house: Any, store: Path, made: list[str]) -> None:
    catalogues = [load_catalogue([house.root], "house") for _ in range(2)]
    assert made == ["house"]
    assert catalogues[0] == catalogues[1]
    assert [rule.id for rule in catalogues[0].held] == ["house/rule"]
    assert len(list(store.iterdir())) == 2


def test_a_part_that_is_missing_is_made_anew(house: Any, store: Path, made: list[str]) -> None:
    load_policy([house.root], "house")
    for file in store.glob("*.policy"):
        file.unlink()
    load_catalogue([house.root], "house")
    assert made == ["house"]
    load_policy([house.root], "house")
    assert made == ["house", "house"]


@pytest.mark.parametrize("change", ["rule", "words", "new file", "policy"])
def test_any_change_of_the_rules_makes_the_policy_anew(
    house: Any, store: Path, made: list[str], change: str
) -> None:
    load_policy([house.root], "house")
    if change == "rule":
        house.rule(find={"phrases": ["another word"]})
    elif change == "words":
        house.words("thing", "word", "number", "name")
    elif change == "new file":
        house.rule("house/second")
    else:
        house.policy(rules={"house/rule": {"severity": "warning"}})
    load_policy([house.root], "house")
    assert made == ["house", "house"]
    assert store.is_dir()


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"\x80\x05nonsense", id="nonsense"),
        pytest.param(pickle.dumps(("a", "b")), id="something else"),
    ],
)
def test_a_damaged_store_is_passed_over_and_mended(
    house: Any, store: Path, made: list[str], damage: bytes
) -> None:
    load_policy([house.root], "house")
    (kept,) = store.glob("*.policy")
    kept.write_bytes(damage)
    assert found(load_policy([house.root], "house")) == FOUND
    load_policy([house.root], "house")
    assert made == ["house", "house"]


def test_a_store_that_others_can_write_is_not_trusted(house: Any, store: Path, made: list[str]) -> None:
    load_policy([house.root], "house")
    (kept,) = store.glob("*.policy")
    kept.chmod(0o666)
    load_policy([house.root], "house")
    assert made == ["house", "house"]


def test_a_folder_that_cannot_be_made_costs_nothing_but_time(
    house: Any, tmp_path: Path, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "file" / "store"))
    assert found(load_policy([house.root], "house")) == FOUND
    assert found(load_policy([house.root], "house")) == FOUND
    assert made == ["house", "house"]


def test_an_empty_variable_keeps_nothing(
    house: Any, tmp_path: Path, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CACHE_VARIABLE, "")
    monkeypatch.chdir(tmp_path)
    load_policy([house.root], "house")
    load_policy([house.root], "house")
    assert made == ["house", "house"]
    assert [path.name for path in tmp_path.iterdir()] == ["rules"]


def test_mistakes_are_told_every_time(house: Any, store: Path) -> None:
    house.rule(find={"phrases": ["{nothing}"]})
    for _ in range(2):
        with pytest.raises(PolicyError, match="unknown word list"):
            load_policy([house.root], "house")
    assert not store.exists()


def test_the_store_does_not_grow_without_end(
    house: Any, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stores, "_MOST_KEPT", 2)
    for number in range(4):
        house.words("thing", "word", f"word{number}")
        load_policy([house.root], "house")
    assert len(list(store.iterdir())) == 2
