"""docs/coverage.md: what the marketplace says, statement by statement, and the rules that check it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Annotated, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from buyer_msg_lint.formats._rule_page import markdown
from buyer_msg_lint.policy.pack import Pack
from buyer_msg_lint.report import Source
from tests.pages import rules

DATA = "coverage.yaml"
PAGE = "coverage.md"
POLICY = "amazon"
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Statement(_Model):
    """One thing that the marketplace says, in our own words."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+$")]
    says: Text
    source: Text
    rules: tuple[Text, ...] = ()
    unseen: Text | None = None
    """What the rules leave open, or why there is none."""

    @model_validator(mode="after")
    def _is_answered(self) -> Self:
        if not self.rules and self.unseen is None:
            raise ValueError(f"'{self.id}' names no rule; say in 'unseen' why not")
        return self


class Part(_Model):
    """Statements of one subject."""

    title: Text
    about: Text | None = None
    statements: Annotated[tuple[Statement, ...], Field(min_length=1)]


class Coverage(_Model):
    """The marketplace's statements; ``sources`` are the pages they were read on, by their short names."""

    sources: dict[str, Source]
    parts: Annotated[tuple[Part, ...], Field(min_length=1)]

    @property
    def statements(self) -> tuple[Statement, ...]:
        return tuple(statement for part in self.parts for statement in part.statements)


def read(path: Path) -> Coverage:
    """Read the statements; raises pydantic's ValidationError if one is not as it should be."""
    return Coverage.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))


def unknown_rules(coverage: Coverage, pack: Pack) -> list[str]:
    """Return the rules that statements name and that are not there."""
    named = {rule for statement in coverage.statements for rule in statement.rules}
    return sorted(named - set(pack.rules))


def unknown_sources(coverage: Coverage) -> list[str]:
    """Return the sources that statements name and that are not listed, or the other way round."""
    return sorted({statement.source for statement in coverage.statements} ^ set(coverage.sources))


def unnamed_rules(coverage: Coverage, pack: Pack) -> list[str]:
    """Return the rules of the marketplace's policy that follow from what it says, but from no statement."""
    named = {rule for statement in coverage.statements for rule in statement.rules}
    of_policy = rules.held(pack)[POLICY]
    return sorted(rule for rule in of_policy if rule not in named and pack.rules[rule].model.basis != "house")


def page(coverage: Coverage, pack: Pack) -> str:
    """Return docs/coverage.md."""
    return "\n".join((*_introduction(coverage), *_parts(coverage, pack), *_sources(coverage), ""))


def _introduction(coverage: Coverage) -> Iterator[str]:
    checked = sum(bool(statement.rules) for statement in coverage.statements)
    partly = sum(bool(statement.rules and statement.unseen) for statement in coverage.statements)
    yield from (
        f"<!-- {rules.NOTE.format(made_from=f'docs/{DATA}')} -->",
        "",
        "# What Amazon says, and what is checked",
        "",
        "The statements of Amazon's communication guidelines and of the pages around them, in our own words,",
        "each with the rules that check it, or the reason why none can. A rule in *italics* is one that",
        "policy `amazon` does not hold, since Amazon permits more than the rule does; others hold it.",
        "",
        f"Of {len(coverage.statements)} statements {checked} are checked, {partly} of them in part.",
        "",
    )


def _parts(coverage: Coverage, pack: Pack) -> Iterator[str]:
    of_policy = rules.held(pack)[POLICY]
    for part in coverage.parts:
        yield from (f"## {markdown.escaped(part.title)}", "")
        if part.about:
            yield from (markdown.escaped(part.about), "")
        yield "| Amazon says | checked by | not checked |"
        yield "| --- | --- | --- |"
        for statement in part.statements:
            source = f"<sup>[{statement.source}](#sources)</sup>"
            says = f'<a id="{statement.id}"></a>{markdown.escaped(statement.says)} {source}'
            named = ", ".join(_named(rule, of_policy) for rule in statement.rules)
            yield f"| {says} | {named} | {markdown.escaped(statement.unseen or '')} |"
        yield ""


def _named(rule: str, of_policy: Collection[str]) -> str:
    link = f"[{markdown.code(rule)}]({rules.FOLDER}/{rule}.md)"
    return link if rule in of_policy else f"*{link}*"


def _sources(coverage: Coverage) -> Iterator[str]:
    yield "## Sources"
    yield ""
    for name, source in coverage.sources.items():
        read_on = f", read {source.read}" if source.read else ""
        shown = markdown.linked(source.name, source.url) if source.url else markdown.escaped(source.name)
        yield f"- {markdown.escaped(name)}: {shown}{read_on}"
