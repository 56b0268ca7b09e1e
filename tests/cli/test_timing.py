from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Lint


def parts(out: str) -> list[str]:
    return [line.split(maxsplit=2)[2] for line in out.splitlines()[1:]]


def test_timing_tells_of_each_stage_detector_and_rule_that_took_time(lint: Lint, bad: str) -> None:
    result = lint("--timing", bad)
    assert result.status == 0
    assert result.out.splitlines()[0] == "bad.txt: microseconds of processor time, the first time and then"
    told = parts(result.out)
    assert {"views", "message-type", "limits", "detector email-address"} <= set(told)
    assert "rule contact/email-address" in told
    assert told[-1] == "all together"


def test_rules_that_nothing_speaks_for_take_none(lint: Lint, good: str) -> None:
    assert "rule contact/email-address" not in parts(lint("--timing", good).out)


def test_what_cannot_be_read_is_told(lint: Lint, good: str, tmp_path: Path) -> None:
    (tmp_path / "no.txt").write_bytes(b"\xff\xfe\xff")
    result = lint("--timing", good, "no.txt", "-")
    assert result.status == 2
    assert "no.txt: " in result.err
    assert "<stdin>: --timing takes files" in result.err
    assert "all together" in result.out
