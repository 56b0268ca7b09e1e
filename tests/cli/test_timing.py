from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import BAD, Lint


def parts(out: str) -> list[str]:
    return [line.split(maxsplit=3)[3] for line in out.splitlines()[2:]]


def test_timing_tells_of_each_stage_detector_and_rule_that_took_time(lint: Lint, bad: str) -> None:
    result = lint("--timing", bad)
    assert result.status == 0
    head, columns, *_ = result.out.splitlines()
    assert head.startswith("bad.txt: microseconds of processor time")
    assert columns.split() == ["later", "share", "first", "time", "where"]
    told = parts(result.out)
    stages = {
        "reading the file",
        "views: disguises undone, words looked up",
        "message type, and which rules hold for it",
        "limits of length, size and time",
    }
    assert stages | {"detector email-address", "rule contact/email-address"} <= set(told)
    assert told[-1] == "all together"


def test_the_longest_part_comes_first_and_the_shares_make_a_whole(lint: Lint, bad: str) -> None:
    lines = [line.split() for line in lint("--timing", bad).out.splitlines()[2:]]
    times = [int(line[0].replace(",", "")) for line in lines]
    assert times[:-1] == sorted(times[:-1], reverse=True)
    assert sum(float(line[1].rstrip("%")) for line in lines[:-1]) == pytest.approx(100, abs=0.1 * len(lines))
    assert lines[-1][1] == "100.0%"


def test_rules_that_nothing_speaks_for_take_none(lint: Lint, good: str) -> None:
    assert "rule contact/email-address" not in parts(lint("--timing", good).out)


def test_standard_input_is_timed_too(lint: Lint) -> None:
    result = lint("--timing", "--stdin-filename", "reply.txt", "-", stdin=BAD.encode())
    assert (result.status, result.err) == (0, "")
    assert result.out.startswith("reply.txt: microseconds")
    assert "rule contact/email-address" in parts(result.out)


def test_what_cannot_be_read_is_told(lint: Lint, good: str, tmp_path: Path) -> None:
    (tmp_path / "no.txt").write_bytes(b"\xff\xfe\xff")
    result = lint("--timing", "--max-bytes", "99", good, "no.txt", "-", stdin=b"x" * 100)
    assert result.status == 2
    assert "no.txt: " in result.err
    assert "<stdin>: is larger than 99 bytes" in result.err
    assert "all together" in result.out
    assert lint("--timing", "-", stdin=None).err == "<stdin>: standard input is closed\n"
