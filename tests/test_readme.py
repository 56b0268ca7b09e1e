"""What the README tells a newcomer to run does what it says."""

from __future__ import annotations

import doctest
import io
import re
import shlex
import sys
from pathlib import Path

import pytest

import buyer_msg_lint
from buyer_msg_lint.cli.command import main

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
TEST_COMMAND = (
    "python3 -m venv .venv && .venv/bin/pip install --quiet --editable '.[dev]' && .venv/bin/python -m pytest"
)


def runs() -> list[tuple[str, str]]:
    """Return each shown command and the output that is shown below it."""
    blocks = re.findall(r"```console\n(.*?)```", README, re.DOTALL)
    shown = [re.match(r"(.*)\n(.*)\Z", run, re.DOTALL) for block in blocks for run in block.split("$ ")[1:]]
    return [(run[0].partition("\n")[0], run[0].partition("\n")[2]) for run in shown if run]


@pytest.mark.parametrize(("command", "expected"), [pytest.param(*run, id=run[0]) for run in runs()])
def test_shown_output_is_true(
    command: str, expected: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = re.fullmatch(r"(?:echo '(?P<stdin>.*)' \| )?lint (?P<args>.*)", command)
    assert typed is not None, command
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.setenv("COLUMNS", "100")
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    stdin = f"{typed['stdin']}\n".encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
    main(shlex.split(typed["args"]))
    out, err = capsys.readouterr()
    assert (out, err) == (expected, "")


def test_there_are_commands_with_output() -> None:
    assert len(runs()) == 3


def test_the_python_snippets_do_what_they_say() -> None:
    test = doctest.DocTestParser().get_doctest(README, {}, "README.md", None, 0)
    assert test.examples
    report = io.StringIO()
    doctest.DocTestRunner(verbose=False).run(test, out=report.write)
    assert report.getvalue() == ""


def test_the_snippet_in_the_package_does_what_it_says() -> None:
    assert doctest.testmod(buyer_msg_lint).failed == 0


def test_the_test_command_is_the_one_that_the_build_runs() -> None:
    assert f"```sh\n{TEST_COMMAND}\n```" in README
    assert TEST_COMMAND in (ROOT / ".ci/run").read_text(encoding="utf-8").split("\n")


def test_the_trial_command_names_an_example_with_violations() -> None:
    trials = re.findall(r"\.venv/bin/lint (?:--locale zh )?(examples/\S+)", README)
    assert len(trials) == 2
    assert all(main(["--fail-on", "error", str(ROOT / trial)]) == 1 for trial in trials)


def test_links_inside_the_project_lead_somewhere() -> None:
    pages = [
        ROOT / "README.md",
        ROOT / "CONTRIBUTING.md",
        ROOT / "CHANGELOG.md",
        *(ROOT / "docs").glob("*.md"),
    ]
    links = [
        (page, link)
        for page in pages
        for link in re.findall(r"\]\(([^)#:]+?)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    ]
    assert [(page.name, link) for page, link in links if not (page.parent / link).exists()] == []
    assert len(links) > 5
