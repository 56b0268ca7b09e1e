"""The hook as pre-commit runs it: installed from this checkout into a repository of templates."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SCRIPTS = Path(sys.executable).parent
SHIPPED = ("buyer_msg_lint", "rules", "pyproject.toml", "README.md", ".pre-commit-hooks.yaml")
GOOD = "Thank you for your question about the lid, {{ buyer_name }}. It is made of glass.\n"
BAD = "Thank you for your question.\nPlease write to help@example.com today.\n"
IDENTITY = {
    "GIT_AUTHOR_NAME": "Ana",
    "GIT_AUTHOR_EMAIL": "ana@example.com",
    "GIT_COMMITTER_NAME": "Ana",
    "GIT_COMMITTER_EMAIL": "ana@example.com",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
}


def environment(home: Path) -> dict[str, str]:
    """Return an environment in which git and pre-commit know nothing of this machine's settings."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "PRE_COMMIT"))}
    path = f"{SCRIPTS}{os.pathsep}{kept['PATH']}"
    return kept | IDENTITY | {"PRE_COMMIT_HOME": str(home), "PATH": path, "LANG": "en_US.UTF-8"}


def run(*command: str, cwd: Path, home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=cwd, env=environment(home), capture_output=True, text=True, check=False, timeout=500
    )


def succeed(*command: str, cwd: Path, home: Path) -> str:
    result = run(*command, cwd=cwd, home=home)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pre-commit keeps what it installs."""
    return tmp_path_factory.mktemp("pre-commit-home")


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory, home: Path) -> tuple[Path, str]:
    """A repository with this checkout as it stands, uncommitted changes too, and its revision."""
    folder = tmp_path_factory.mktemp("hooks")
    for name in SHIPPED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, folder / name)
    for command in ("init --quiet", "add --all", "commit --quiet --no-verify --message=all"):
        succeed("git", *command.split(), cwd=folder, home=home)
    return folder, succeed("git", "rev-parse", "HEAD", cwd=folder, home=home).strip()


@pytest.fixture
def templates(tmp_path: Path, hooks: tuple[Path, str], home: Path) -> Path:
    """A repository of templates that has the hook installed."""
    config = f"repos:\n  - repo: {hooks[0]}\n    rev: {hooks[1]}\n    hooks:\n      - id: buyer-msg-lint\n"
    (tmp_path / ".pre-commit-config.yaml").write_text(config, encoding="utf-8")
    succeed("git", "init", "--quiet", cwd=tmp_path, home=home)
    succeed("pre-commit", "install", cwd=tmp_path, home=home)
    return tmp_path


def commit(repository: Path, home: Path, **files: str) -> subprocess.CompletedProcess[str]:
    for name, text in files.items():
        (repository / name.replace("_", ".")).write_text(text, encoding="utf-8")
    succeed("git", "add", "--all", cwd=repository, home=home)
    return run("git", "commit", "--message=templates", cwd=repository, home=home)


def test_the_manifest_is_valid(home: Path) -> None:
    succeed("pre-commit", "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml"), cwd=ROOT, home=home)


def test_a_bad_template_is_not_committed_and_a_good_one_is(templates: Path, home: Path) -> None:
    refused = commit(templates, home, lid_j2=GOOD, photo_txt=BAD, notes_py="help = 'help@example.com'\n")
    said = refused.stdout + refused.stderr
    assert refused.returncode == 1, said
    assert "photo.txt:2:17: error contact/email-address: " in said
    assert "1 of 2 messages with violations" in said
    assert "notes.py" not in said
    taken = commit(templates, home, photo_txt=GOOD.replace("{{ buyer_name }}", "Ana"))
    assert taken.returncode == 0, taken.stdout + taken.stderr
    assert succeed("git", "ls-files", cwd=templates, home=home).split() == [
        ".pre-commit-config.yaml",
        "lid.j2",
        "notes.py",
        "photo.txt",
    ]


def test_a_template_that_cannot_be_checked_is_not_committed(templates: Path, home: Path) -> None:
    refused = commit(templates, home, empty_txt="\n")
    assert refused.returncode == 1
    assert "empty.txt: not checked: is empty; there is nothing to check" in refused.stdout + refused.stderr
