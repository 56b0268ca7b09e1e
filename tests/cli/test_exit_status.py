"""0 is clean, 1 is violations, 2 is not checked; the graver one wins."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Lint = Callable[..., Any]


def test_a_clean_message_is_0(lint: Lint, good: str) -> None:
    result = lint(good)
    assert (result.status, result.err) == (0, "")
    assert result.out.endswith("1 message checked, clean\n")


def test_a_violation_is_1(lint: Lint, bad: str) -> None:
    result = lint(bad)
    assert (result.status, result.err) == (1, "")
    assert "bad.txt:2:17: error contact/email-address:" in result.out


def test_one_bad_message_among_good_ones_is_1(lint: Lint, good: str, bad: str) -> None:
    assert lint(good, bad).status == 1


def test_what_could_not_be_checked_is_2_and_said_on_standard_error(lint: Lint, good: str) -> None:
    result = lint(good, "gone.txt")
    assert (result.status, result.err) == (2, "gone.txt: not checked: there is no such file\n")


def test_2_wins_over_1_and_the_rest_is_linted_all_the_same(lint: Lint, bad: str) -> None:
    result = lint("gone.txt", bad)
    assert result.status == 2
    assert "contact/email-address" in result.out


def test_no_paths_at_all_is_2(lint: Lint) -> None:
    result = lint()
    assert result.status == 2
    assert result.err == (
        "lint: nothing to check; name files or folders, or - for standard input; see lint --help\n"
    )


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        pytest.param("a.txt", b"", "is empty; there is nothing to check", id="an empty file"),
        pytest.param("a.txt", b" \n\t\r\n", "is empty; there is nothing to check", id="a blank file"),
        pytest.param(
            "a.txt", b"\xef\xbb\xbf", "is empty; there is nothing to check", id="a byte order mark alone"
        ),
        pytest.param(
            "a.txt",
            b"Hello\n\xff there",
            "is not valid UTF-8: byte 6 (line 2) cannot be decoded; save the file as UTF-8",
            id="bytes of another encoding",
        ),
        pytest.param("a.txt", b"Hello\0 there", "is not text: a NUL character at offset 5", id="a NUL"),
        pytest.param("a.html", b"<!-- ", "is empty; there is nothing to check", id="HTML without a text"),
        pytest.param(
            "a.png",
            b"\x89PNG",
            "image files (.png) are not read yet; save the message as plain text (.txt)",
            id="a picture",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_2(lint: Lint, name: str, data: bytes, reason: str) -> None:
    Path(name).write_bytes(data)
    result = lint(name)
    assert (result.status, result.out) == (2, "1 not checked\n")
    assert result.err == f"{name}: not checked: {reason}\n"


def test_a_file_larger_than_the_limit_is_2(lint: Lint, good: str) -> None:
    size = Path(good).stat().st_size
    assert lint("--max-bytes", str(size), good).status == 0
    result = lint("--max-bytes", str(size - 1), good)
    assert result.status == 2
    assert (
        result.err
        == f"good.txt: not checked: is larger than {size - 1} bytes; raise the limit with --max-bytes\n"
    )


def test_an_unreadable_file_is_2(lint: Lint, good: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    result = lint(good)
    assert (result.status, result.err) == (2, "good.txt: not checked: cannot be read: Permission denied\n")


def test_a_crash_of_the_linter_is_2_and_no_traceback(
    lint: Lint, good: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object, **__: object) -> None:
        raise ZeroDivisionError("oh\nno")

    monkeypatch.setattr("buyer_msg_lint.api.check", crash)
    result = lint(good)
    assert result.status == 2
    assert result.err == (
        "good.txt: not checked: the linter failed (ZeroDivisionError: oh no); please report this\n"
    )


@pytest.mark.parametrize(
    ("fail_on", "status", "last"),
    [
        pytest.param("error", 0, "1 message checked, none fails, 1 warning", id="a warning does not fail"),
        pytest.param("warning", 1, "1 of 1 message with violations, 1 warning", id="unless it is asked to"),
        pytest.param("info", 1, "1 of 1 message with violations, 1 warning", id="or even less is asked to"),
    ],
)
def test_fail_on_sets_the_least_severity_that_fails(lint: Lint, fail_on: str, status: int, last: str) -> None:
    Path("a.txt").write_text("Thank you for your question. Use the QR code on the box.\n", encoding="utf-8")
    result = lint("--policy", "amazon", "--fail-on", fail_on, "a.txt")
    assert (result.status, result.out.rstrip("\n").split("\n")[-1]) == (status, last)
