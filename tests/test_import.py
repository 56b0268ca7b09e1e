"""What is not used is not loaded."""

from __future__ import annotations

import subprocess
import sys

import pytest

import buyer_msg_lint


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


@pytest.mark.parametrize("name", buyer_msg_lint.__all__)
def test_every_name_is_there(name: str) -> None:
    assert getattr(buyer_msg_lint, name).__name__ == name
    assert name in dir(buyer_msg_lint)


def test_other_names_are_not() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        buyer_msg_lint.__getattr__("nothing")
