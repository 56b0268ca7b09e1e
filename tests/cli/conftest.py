from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import buyer_msg_lint.api
import buyer_msg_lint.cli
from buyer_msg_lint.api import Linter
from buyer_msg_lint.policy.pack import load_pack, shipped_rules
from buyer_msg_lint.policy.resolve import resolve

GOOD = "Thank you for your question about the lid. It is made of glass.\n"
BAD = "Thank you for your question about the lid.\nPlease write to help@example.com today.\n"


class Result(NamedTuple):
    """What a run of the command came to."""

    status: int
    out: str
    err: str


Lint = Callable[..., Result]


@cache
def _shipped_pack() -> Any:
    return load_pack([shipped_rules()])


@cache
def _shipped_policy(policy: str) -> Any:
    return resolve(_shipped_pack(), policy)


@cache
def _linter(*args: Any, **settings: Any) -> Linter:
    return Linter(*args, **settings)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compile the shipped rules once, not in every test."""

    def quick_pack(folders: list[Path]) -> Any:
        return _shipped_pack() if folders == [shipped_rules()] else load_pack(folders)

    def quick_resolve(pack: Any, policy: str) -> Any:
        return _shipped_policy(policy) if pack is _shipped_pack() else resolve(pack, policy)

    def quick_linter(policy: str, rules: list[str], locale: str | None, **settings: Any) -> Linter:
        if rules:
            return Linter(policy, rules, locale, **settings)
        settings = {
            key: tuple(value) if isinstance(value, list) else value for key, value in settings.items()
        }
        return _linter(policy, (), locale or buyer_msg_lint.api.environment_locale(), **settings)

    monkeypatch.setattr(buyer_msg_lint.api, "load_pack", quick_pack)
    monkeypatch.setattr(buyer_msg_lint.api, "resolve", quick_resolve)
    monkeypatch.setattr(buyer_msg_lint.cli, "Linter", quick_linter)


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "NO_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.setattr(sys, "argv", ["lint"])
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def lint(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Lint:
    """Run the command in this process, in an empty folder."""

    def run(*args: str | os.PathLike[str], stdin: bytes | None = b"") -> Result:
        source = None if stdin is None else io.TextIOWrapper(io.BytesIO(stdin))
        monkeypatch.setattr(sys, "stdin", source)
        try:
            status = buyer_msg_lint.cli.main([os.fspath(arg) for arg in args])
        except SystemExit as leaving:
            status = int(leaving.code or 0)
        out, err = capsys.readouterr()
        return Result(status, out, err)

    return run


@pytest.fixture
def good(tmp_path: Path) -> str:
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    return "good.txt"


@pytest.fixture
def bad(tmp_path: Path) -> str:
    (tmp_path / "bad.txt").write_text(BAD, encoding="utf-8")
    return "bad.txt"
