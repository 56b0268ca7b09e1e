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
import buyer_msg_lint.cli.command
from buyer_msg_lint.api import Linter
from buyer_msg_lint.engine.load import load_catalogue, load_policy
from buyer_msg_lint.policy.folders import shipped_rules
from buyer_msg_lint.policy.store import CACHE_VARIABLE

GOOD = "Thank you for your question about the lid. It is made of glass.\n"
BAD = "Thank you for your question about the lid.\nPlease write to help@example.com today.\n"


class Result(NamedTuple):
    """What a run of the command came to."""

    status: int
    out: str
    err: str


Lint = Callable[..., Result]


_shipped_policy = cache(lambda policy: load_policy([shipped_rules()], policy))
_shipped_catalogue = cache(lambda policy: load_catalogue([shipped_rules()], policy))


@cache
def _linter(*args: Any, **settings: Any) -> Linter:
    return Linter(*args, **settings)


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the commands that tests run keep what they resolved."""
    return tmp_path_factory.mktemp("store")


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compile the shipped rules once, not in every test."""

    def quick_policy(folders: list[Path], policy: str) -> Any:
        return _shipped_policy(policy) if list(folders) == [shipped_rules()] else load_policy(folders, policy)

    def quick_linter(policy: str, rules: list[str], locale: str | None, **settings: Any) -> Linter:
        if rules:
            return Linter(policy, rules, locale, **settings)
        settings = {
            key: tuple(value) if isinstance(value, list) else value for key, value in settings.items()
        }
        return _linter(policy, (), locale or buyer_msg_lint.api.environment_locale(), **settings)

    def quick_catalogue(folders: list[Path], policy: str) -> Any:
        shipped = list(folders) == [shipped_rules()]
        return _shipped_catalogue(policy) if shipped else load_catalogue(folders, policy)

    monkeypatch.setattr(buyer_msg_lint.api, "load_policy", quick_policy)
    monkeypatch.setattr(buyer_msg_lint.api, "load_catalogue", quick_catalogue)
    monkeypatch.setattr(buyer_msg_lint.cli.command, "Linter", quick_linter)


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, store: Path) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "NO_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.setenv(CACHE_VARIABLE, str(store))
    monkeypatch.setattr(sys, "argv", ["lint"])
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def lint(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Lint:
    """Run the command in this process, in an empty folder."""

    def run(*args: str | os.PathLike[str], stdin: bytes | None = b"") -> Result:
        source = None if stdin is None else io.TextIOWrapper(io.BytesIO(stdin))
        monkeypatch.setattr(sys, "stdin", source)
        try:
            status = buyer_msg_lint.cli.command.main([os.fspath(arg) for arg in args])
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
