"""The rules are the same, and are found, however the package got there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist and the wheel, built once, without the network."""
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(ROOT)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    return out


@pytest.fixture(scope="session")
def wheel(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the wheel unpacks to."""
    folder = tmp_path_factory.mktemp("wheel")
    (archive,) = built.glob("*.whl")
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(folder)
    return folder


@pytest.fixture(scope="session")
def sdist(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the sdist unpacks to."""
    folder = tmp_path_factory.mktemp("sdist")
    (archive,) = built.glob("*.tar.gz")
    shutil.unpack_archive(archive, folder, filter="data")
    (inside,) = folder.iterdir()
    return inside


@pytest.fixture
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what an install needs of this checkout."""
    folder = tmp_path_factory.mktemp("checkout")
    for name in ("buyer_msg_lint", "rules"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, folder / name)
    return folder


def files(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file of a folder by its path in it."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def lint(package_root: Path, cwd: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """Run the command with the package of that folder, from another folder."""
    program = (
        f"import sys; sys.path.insert(0, {str(package_root)!r}); from buyer_msg_lint.cli import run; run()"
    )
    env = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"} | {"LANG": "en_US.UTF-8"}
    command = [sys.executable, "-c", program, *args]
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False, timeout=60)


def test_wheel_and_sdist_hold_the_rules_of_the_checkout_byte_for_byte(wheel: Path, sdist: Path) -> None:
    rules = files(ROOT / "rules")
    assert "pack.yaml" in rules
    assert files(wheel / "buyer_msg_lint/rules") == rules
    assert files(sdist / "rules") == rules


def test_the_wheel_holds_every_module_and_data_file_of_the_package(wheel: Path) -> None:
    package = files(ROOT / "buyer_msg_lint")
    expected = {name for name in package if "__pycache__" not in name}
    unpacked = {name for name in files(wheel / "buyer_msg_lint") if not name.startswith("rules/")}
    assert unpacked == expected
    assert "py.typed" in unpacked


def test_the_wheel_holds_nothing_beside_the_package(wheel: Path) -> None:
    assert sorted(path.name for path in wheel.iterdir()) == [
        "buyer_msg_lint",
        "buyer_msg_lint-0.3.0.dist-info",
    ]


def test_the_sdist_can_be_tested(sdist: Path) -> None:
    wanted = ["README.md", "CHANGELOG.md", "pyproject.toml", "tests", "docs", "examples", "buyer_msg_lint"]
    assert [name for name in wanted if not (sdist / name).exists()] == []


@pytest.mark.parametrize("kind", ["wheel", "sdist", "checkout"])
def test_the_command_finds_the_same_rules_wherever_it_runs_from(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    if kind == "bare checkout":
        for name in ("buyer_msg_lint", "rules"):
            shutil.copytree(
                ROOT / name, tmp_path / "copy" / name, ignore=shutil.ignore_patterns("__pycache__")
            )
        root = tmp_path / "copy"
    else:
        root = request.getfixturevalue(kind)
    (tmp_path / "elsewhere").mkdir()
    result = lint(root, tmp_path / "elsewhere", "--list-rules")
    assert (result.returncode, result.stderr) == (0, "")
    listed = {line.split()[0] for line in result.stdout.splitlines()}
    assert "contact/email-address" in listed
    assert {f"{rule}.yaml" for rule in listed} <= set(files(ROOT / "rules"))


def test_an_editable_install_reads_the_rules_of_the_checkout(checkout: Path, tmp_path: Path) -> None:
    build = "import sys; from hatchling.build import build_editable; build_editable(sys.argv[1])"
    command = [sys.executable, "-c", build, str(tmp_path)]
    subprocess.run(command, cwd=checkout, check=True, capture_output=True, timeout=60)
    (archive,) = tmp_path.glob("*.whl")
    shutil.unpack_archive(archive, tmp_path / "site", "zip")
    program = (
        "import site, sys; before = list(sys.path); site.addsitedir(sys.argv[1]);"
        "sys.path[:] = [*(path for path in sys.path if path not in before), *before];"
        "from buyer_msg_lint.policy.folders import shipped_rules; print(shipped_rules())"
    )
    said = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "site")],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    )
    assert said.stdout.strip() == str(checkout / "rules")


def test_without_its_rules_the_command_checks_nothing_and_says_so(wheel: Path, tmp_path: Path) -> None:
    shutil.copytree(
        wheel / "buyer_msg_lint", tmp_path / "buyer_msg_lint", ignore=shutil.ignore_patterns("rules", "*.pyc")
    )
    result = lint(tmp_path, tmp_path, "--list-rules")
    assert (result.returncode, result.stdout) == (2, "")
    place = tmp_path / "buyer_msg_lint/rules"
    assert result.stderr == f"{place}:1:1: the shipped rules are missing; install buyer-msg-lint again\n"
