"""Files, folders, and standard input."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Lint = Callable[..., Any]
GOOD = "Thank you for your question about the lid. It is made of glass.\n"


def write(*names: str, text: str = GOOD) -> None:
    for name in names:
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def linted(lint: Lint, *args: str) -> list[str]:
    messages = json.loads(lint("--format", "json", *args).out)["messages"]
    return [message["path"] for message in messages]


def test_a_folder_is_all_messages_in_it_and_below_it_in_order(lint: Lint) -> None:
    write("drafts/b.txt", "drafts/a.md", "drafts/sub/c.j2", "drafts/a/z.liquid", "drafts/B.TXT")
    assert linted(lint, "drafts") == [
        "drafts/B.TXT",
        "drafts/a.md",
        "drafts/b.txt",
        "drafts/a/z.liquid",
        "drafts/sub/c.j2",
    ]


def test_hidden_files_and_folders_are_left_out(lint: Lint) -> None:
    write("drafts/a.txt", "drafts/.b.txt", "drafts/.git/c.txt")
    assert linted(lint, "drafts") == ["drafts/a.txt"]


def test_a_hidden_file_that_is_named_is_linted(lint: Lint) -> None:
    write(".a.txt")
    assert linted(lint, ".a.txt") == [".a.txt"]


def test_files_that_are_no_messages_are_told_on_standard_error(lint: Lint) -> None:
    write("drafts/a.txt", "drafts/b.py", "drafts/c.csv", "drafts/d.png", "drafts/e.bin")
    result = lint("drafts")
    assert result.status == 0
    assert result.err == (
        "lint: note: 4 in the folders not linted, no messages by their names:"
        " drafts/b.py, drafts/c.csv, drafts/d.png, ...\n"
    )


def test_a_file_without_a_message_name_is_linted_when_it_is_named(lint: Lint) -> None:
    write("drafts/a.txt", "drafts/README")
    result = lint("drafts", "drafts/README")
    assert (result.status, result.err) == (0, "")


def test_messages_of_a_kind_that_is_not_read_yet_are_not_passed_over(lint: Lint) -> None:
    write("drafts/a.txt", "drafts/b.msg")
    result = lint("drafts")
    assert result.status == 2
    assert "drafts/b.msg: not checked: mail files" in result.err


def test_a_folder_without_messages_is_not_checked(lint: Lint) -> None:
    write("drafts/a.py")
    result = lint("drafts")
    assert result.status == 2
    assert result.err.split("\n")[0] == (
        "drafts: not checked: holds no messages (.txt, .md, .html, .eml, or templates such as .j2)"
    )


def test_a_folder_that_cannot_be_read_is_not_checked_and_told_once(
    lint: Lint, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("drafts/a.txt", "drafts/locked/b.txt")
    real = os.scandir

    def scandir(path: str) -> Any:
        if Path(path).name == "locked":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    for folder, out in (
        ("drafts", "1 message checked, clean, 1 not checked"),
        ("drafts/locked", "1 not checked"),
    ):
        result = lint(folder)
        assert result.status == 2
        assert result.out.rstrip("\n").split("\n")[-1] == out
        assert result.err == "drafts/locked: not checked: cannot be read: Permission denied\n"


def test_a_link_to_a_folder_is_not_followed_and_said_so(lint: Lint) -> None:
    write("drafts/a.txt", "elsewhere/b.txt")
    Path("drafts/linked").symlink_to("../elsewhere")
    result = lint("drafts")
    assert result.status == 0
    assert result.err.endswith("no messages by their names: drafts/linked\n")


def test_a_dangling_link_is_not_checked(lint: Lint) -> None:
    write("drafts/a.txt")
    Path("drafts/b.txt").symlink_to("gone.txt")
    result = lint("drafts")
    assert (result.status, result.err) == (2, "drafts/b.txt: not checked: there is no such file\n")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_in_a_folder_is_not_waited_for(lint: Lint) -> None:
    write("drafts/a.txt")
    os.mkfifo("drafts/b.txt")
    result = lint("drafts")
    assert (result.status, result.err) == (2, "drafts/b.txt: not checked: is not a regular file\n")


def test_a_path_given_twice_is_linted_once(lint: Lint) -> None:
    write("drafts/a.txt")
    assert linted(lint, "drafts/a.txt", "./drafts/a.txt", "drafts", "drafts") == ["drafts/a.txt"]


def test_options_may_stand_between_paths(lint: Lint) -> None:
    write("a.txt", "b.txt")
    assert linted(lint, "a.txt", "--type", "question-reply", "b.txt") == ["a.txt", "b.txt"]


def test_all_after_two_dashes_are_paths(lint: Lint) -> None:
    write("-a.txt", "b.txt")
    assert linted(lint, "b.txt", "--", "-a.txt") == ["b.txt", "-a.txt"]


def test_a_name_of_odd_bytes_is_shown_and_does_not_crash(lint: Lint) -> None:
    result = lint(os.fsdecode(b"caf\xe9.txt"))
    assert (result.status, result.err) == (2, "caf\ufffd.txt: not checked: there is no such file\n")


def test_standard_input_is_linted_under_the_name_that_it_is_given(lint: Lint) -> None:
    data = b"Thank you for your question.\nMail help@example.com\n"
    assert "<stdin>:2:6: error contact/email-address" in lint("-", stdin=data).out
    result = lint("-", "--stdin-filename", "reply.txt", stdin=data)
    assert "reply.txt:2:6: error contact/email-address" in result.out
    assert result.status == 1


def test_the_name_of_standard_input_decides_how_it_is_read(lint: Lint) -> None:
    result = lint("-", "--stdin-filename", "reply.pdf", stdin=GOOD.encode())
    assert (result.status, result.err.startswith("reply.pdf: not checked: PDF files")) == (2, True)


def test_standard_input_may_stand_among_files_and_is_read_once(lint: Lint) -> None:
    write("a.txt")
    assert linted(lint, "-", "a.txt", "-") == ["<stdin>", "a.txt"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"", "is empty; there is nothing to check", id="empty"),
        pytest.param(
            b"\xff\xfeH", "is not valid UTF-16: byte 2 (line 1) cannot be decoded", id="half a character"
        ),
        pytest.param(b"a" * 11, "is larger than 10 bytes; raise the limit with --max-bytes", id="too large"),
        pytest.param(None, "standard input is closed", id="closed"),
    ],
)
def test_standard_input_that_cannot_be_checked_is_2(lint: Lint, data: bytes | None, reason: str) -> None:
    result = lint("-", "--max-bytes", "10", stdin=data)
    assert result.status == 2
    assert result.err.startswith(f"<stdin>: not checked: {reason}")
