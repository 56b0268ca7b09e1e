"""The pages that are made from data are as the data says."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from pydantic import ValidationError

from tests.pages import coverage, made
from tests.pages.__main__ import run

WRITE = "python -m tests.pages --write"


def shipped_coverage() -> coverage.Coverage:
    return coverage.read(made.DOCS / coverage.DATA)


def test_the_pages_are_as_the_rules_and_the_statements_say() -> None:
    assert made.changed() == {}, f"make them anew: {WRITE}"


def test_each_rule_has_a_page_and_a_line_in_the_index() -> None:
    rules = sorted(made.shipped_pack().rules)
    index = made.pages()["rules/README.md"]
    assert [rule for rule in rules if f"rules/{rule}.md" not in made.pages()] == []
    assert re.findall(r"^\| \[`([^`]+)`\]\(\1\.md\)", index, re.MULTILINE) == rules


def test_links_between_pages_lead_somewhere() -> None:
    links = [
        (name, link)
        for name, text in made.pages().items()
        for link in re.findall(r"\]\(([^)#:<]+?)(?:#[^)]*)?\)", text)
    ]
    assert [
        (name, link) for name, link in links if not (made.DOCS / name).parent.joinpath(link).exists()
    ] == []
    assert len(links) > len(made.pages())


def test_what_is_missing_stale_or_left_over_is_told_and_mended(tmp_path: Path) -> None:
    (tmp_path / "rules/contact").mkdir(parents=True)
    (tmp_path / "rules/contact/old.md").write_text("old", encoding="utf-8")
    (tmp_path / "rules/contact/link.md").write_text("stale", encoding="utf-8")
    problems = made.changed(tmp_path)
    assert problems.pop("rules/contact/old.md") == "is left over"
    assert problems.pop("rules/contact/link.md") == "is stale"
    assert Counter(problems.values()) == {"is missing": len(made.pages()) - 1}
    made.write(tmp_path)
    assert made.changed(tmp_path) == {}


def test_the_command_tells_what_is_stale(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.pages.__main__.changed", lambda: {"coverage.md": "is stale"})
    assert run([]) == 1
    assert capsys.readouterr().out == "coverage.md: is stale\n"


# what the marketplace says


def test_statements_name_rules_that_are_there() -> None:
    assert coverage.unknown_rules(shipped_coverage(), made.shipped_pack()) == []


def test_statements_name_the_sources_that_are_listed_and_no_others() -> None:
    assert coverage.unknown_sources(shipped_coverage()) == []


def test_each_rule_that_follows_from_the_marketplace_is_named_by_a_statement() -> None:
    assert coverage.unnamed_rules(shipped_coverage(), made.shipped_pack()) == []


def test_statements_are_there_once() -> None:
    for values in (
        [statement.id for statement in shipped_coverage().statements],
        [statement.says for statement in shipped_coverage().statements],
    ):
        assert [value for value, count in Counter(values).items() if count > 1] == []


@pytest.mark.parametrize(
    ("changes", "is_answered"),
    [
        pytest.param({}, False, id="neither a rule nor a reason"),
        pytest.param({"unseen": " "}, False, id="an empty reason"),
        pytest.param({"rules": ["contact/link"]}, True, id="a rule"),
        pytest.param({"unseen": "Needs pictures."}, True, id="a reason"),
        pytest.param({"rules": ["contact/link"], "unseen": "Needs pictures."}, True, id="both"),
    ],
)
def test_a_statement_has_a_rule_or_a_reason(changes: dict[str, object], is_answered: bool) -> None:  # noqa: FBT001
    data = {"id": "a", "says": "No a.", "source": "G1701"} | changes
    if is_answered:
        assert coverage.Statement.model_validate(data).id == "a"
    else:
        with pytest.raises(ValidationError):
            coverage.Statement.model_validate(data)


def test_a_rule_that_no_statement_names_is_told() -> None:
    statement = {"id": "a", "says": "No a.", "source": "s", "rules": ["contact/link", "contact/none"]}
    told = coverage.Coverage.model_validate(
        {
            "sources": {"s": {"name": "S"}, "t": {"name": "T"}},
            "parts": [{"title": "A", "statements": [statement]}],
        }
    )
    unnamed = coverage.unnamed_rules(told, made.shipped_pack())
    assert coverage.unknown_rules(told, made.shipped_pack()) == ["contact/none"]
    assert coverage.unknown_sources(told) == ["t"]
    assert "contact/email-address" in unnamed
    assert "contact/link" not in unnamed
