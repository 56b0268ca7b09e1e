"""What is not used is not loaded."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import buyer_msg_lint
from benchmarks.messages import CLEAN
from buyer_msg_lint.policy.store import CACHE_VARIABLE

COMMAND = """
import sys
from buyer_msg_lint.cli import run
try:
    run()
finally:
    sys.stderr.write(" ".join(sys.modules))
"""


def loaded_by(code: str) -> set[str]:
    told = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print(*sys.modules)"],
        check=True,
        capture_output=True,
        text=True,
    )
    return set(told.stdout.split())


def test_the_package_alone_loads_no_models_and_no_patterns() -> None:
    assert {"pydantic", "regex", "yaml"}.isdisjoint(loaded_by("import buyer_msg_lint"))


def test_the_linter_loads_nothing_heavy_before_a_message_needs_it() -> None:
    heavy = {
        "langdetect",
        "phonenumbers",
        "publicsuffixlist",
        "tracking_numbers",
        "PIL",
        "zxingcpp",
        "pypdfium2",
    }
    assert heavy.isdisjoint(loaded_by("from buyer_msg_lint import Linter"))


def test_what_templates_need_is_loaded_for_templates_only() -> None:
    code = "from buyer_msg_lint import Linter; from buyer_msg_lint.inputs import read_document as read"
    needed = {"jinja2", "liquid", "buyer_msg_lint.inputs._templates"}
    assert needed.isdisjoint(loaded_by(f"{code}; read(b'Hi', 'm.txt')"))


NEVER_FOR_A_CLEAN_TEXT = {
    "langdetect",
    "phonenumbers",
    "publicsuffixlist",
    "tracking_numbers",
    "pydantic",
    "yaml",
    "email",
    "importlib.metadata",
    "json",
    "difflib",
    "multiprocessing",
    "concurrent.futures",
    "logging",
    "openpyxl",
    "buyer_msg_lint.cli.jobs",
    "buyer_msg_lint.config.file",
    "buyer_msg_lint.context",
    "buyer_msg_lint.report",
    "buyer_msg_lint.formats.json",
    "buyer_msg_lint.front_matter",
    "buyer_msg_lint.inputs._attachments",
    "buyer_msg_lint.inputs._templates",
    "buyer_msg_lint.inputs.html",
    "buyer_msg_lint.inputs.mail",
    "buyer_msg_lint.inputs.tables",
    "buyer_msg_lint.policy.model",
    "buyer_msg_lint.policy.pack",
    "buyer_msg_lint.policy.resolve",
    "buyer_msg_lint.rendering",
}


def test_a_clean_text_needs_few_modules_once_its_policy_is_kept(tmp_path: Path) -> None:
    (tmp_path / "message.txt").write_text(CLEAN, encoding="utf-8")
    command = [sys.executable, "-c", COMMAND, "--policy", "amazon", "message.txt"]
    environment = {**os.environ, CACHE_VARIABLE: str(tmp_path / "kept")}
    for _ in range(2):
        done = subprocess.run(
            command, cwd=tmp_path, env=environment, check=True, capture_output=True, text=True
        )
    assert "1 message checked, clean" in done.stdout
    loaded = set(done.stderr.split())
    assert "buyer_msg_lint.engine" in loaded
    assert NEVER_FOR_A_CLEAN_TEXT & loaded == set()


@pytest.mark.parametrize("name", buyer_msg_lint.__all__)
def test_every_name_is_there(name: str) -> None:
    assert getattr(buyer_msg_lint, name).__name__ == name
    assert name in dir(buyer_msg_lint)


def test_other_names_are_not() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        buyer_msg_lint.__getattr__("nothing")
