"""The commands as they are really run, and the streams that they write to."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest

MODULE = [sys.executable, "-m", "buyer_msg_lint"]
SCRIPTS = Path(sys.executable).parent
BAD = "Thank you for your question.\nMail help@example.com \u4e2d\U0001f600\n"


@pytest.fixture(autouse=True)
def _files(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_text(BAD, encoding="utf-8")


def run(command: list[str], cwd: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    kept = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "COLUMNS", "LC_ALL")}
    env = kept | {"LANG": "en_US.UTF-8"} | environment
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, check=False, timeout=60)


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(MODULE, id="python -m buyer_msg_lint"),
        pytest.param([str(SCRIPTS / "lint")], id="lint"),
        pytest.param([str(SCRIPTS / "buyer-msg-lint")], id="buyer-msg-lint"),
    ],
)
def test_each_name_of_the_command_lints(command: list[str], tmp_path: Path) -> None:
    result = run([*command, "bad.txt", "--select", "contact"], tmp_path)
    assert (result.returncode, result.stderr) == (1, b"")
    assert result.stdout.startswith(b"bad.txt:2:6: error contact/email-address: ")
    assert b"\x1b" not in result.stdout


def test_text_that_the_terminal_cannot_show_is_spelled_out(tmp_path: Path) -> None:
    result = run([*MODULE, "bad.txt", "--select", "contact"], tmp_path, PYTHONIOENCODING="ascii")
    assert result.returncode == 1
    assert b" 2 | Mail help@example.com \\u4e2d\\U0001f600\n" in result.stdout


def test_json_is_utf_8_whatever_the_terminal_speaks(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_text("Mail h\u00e9lp\U0001f600@example.com \u4e2d\n", encoding="utf-8")
    command = [*MODULE, "bad.txt", "--format", "json", "--select", "language"]
    result = run(command, tmp_path, PYTHONIOENCODING="latin-1", LANG="C", PYTHONCOERCECLOCALE="0")
    assert json.loads(result.stdout.decode("utf-8"))["messages"][0]["path"] == "bad.txt"
    assert result.stderr == b""


def test_a_reader_that_goes_away_is_2_and_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "many.txt").write_text(BAD * 2000, encoding="utf-8")
    with subprocess.Popen(
        [*MODULE, "many.txt"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_output_that_cannot_be_written_is_2_and_no_traceback(tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        result = subprocess.run(
            [*MODULE, "bad.txt"], cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, check=False, timeout=60
        )
    assert result.returncode == 2
    assert result.stderr == b"lint: the output could not be written: No space left on device\n"


def test_control_c_is_130_and_no_traceback(tmp_path: Path) -> None:
    with subprocess.Popen(
        [*MODULE, "-"],
        cwd=tmp_path,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    ) as process:
        assert process.stdin is not None
        assert process.stderr is not None
        _wait_until_it_reads(process.pid)
        process.send_signal(signal.SIGINT)
        assert process.stderr.read() == b""
    assert process.returncode == 130


def _wait_until_it_reads(pid: int) -> None:
    """Wait until a process sleeps in a read of its standard input."""
    call = Path(f"/proc/{pid}/wchan")
    if not call.exists():
        pytest.skip("needs /proc to know when the command waits")
    for _ in range(600):
        if "pipe" in call.read_text(encoding="ascii"):
            return
        signal.sigtimedwait([], 0.05)
    pytest.skip("the command did not come to wait for input")


def on_a_terminal(cwd: Path, **environment: str) -> str:
    """Run the command with a terminal for standard output, and return what it wrote there."""
    terminal, screen = pty.openpty()
    env = {key: value for key, value in os.environ.items() if key != "NO_COLOR"}
    command = [*MODULE, "bad.txt", "--select", "contact"]
    subprocess.run(
        command, cwd=cwd, env=env | {"TERM": "xterm"} | environment, stdout=screen, check=False, timeout=60
    )
    os.close(screen)
    written = b""
    try:
        while piece := os.read(terminal, 4096):
            written += piece
    except OSError:
        pass  # this is how a terminal says that nobody writes to it any more
    finally:
        os.close(terminal)
    return written.decode("utf-8")


def test_colour_is_there_on_a_terminal_and_not_with_no_color(tmp_path: Path) -> None:
    assert "\x1b[31merror\x1b[0m" in on_a_terminal(tmp_path)
    assert "\x1b" not in on_a_terminal(tmp_path, NO_COLOR="1")
