from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import GOOD, Lint


def test_attached_files_are_looked_into(lint: Lint, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("Mail care@bluekettle.example", encoding="utf-8")
    (tmp_path / "m.txt").write_text(GOOD, encoding="utf-8")
    done = lint("--attach", str(tmp_path / "note.txt"), str(tmp_path / "m.txt"))
    assert done.status == 1
    assert "m.txt: note.txt:1:6: error contact/email-address" in done.out
    assert " 1 | care@bluekettle.example\n" in done.out


def test_an_attached_file_that_is_not_there_is_not_checked(lint: Lint, tmp_path: Path) -> None:
    (tmp_path / "m.txt").write_text(GOOD, encoding="utf-8")
    done = lint("--attach", str(tmp_path / "none.png"), str(tmp_path / "m.txt"))
    assert done.status == 2
    assert "none.png: there is no such file" in done.err
