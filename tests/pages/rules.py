"""The pages in docs/rules: one for each shipped rule, and an index."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from buyer_msg_lint.formats._rule_page import markdown
from buyer_msg_lint.formats._rule_page.content import Surroundings, rule_page
from buyer_msg_lint.formats._rule_page.pieces import Code, joined
from buyer_msg_lint.formats._rule_page.words import WORDS
from buyer_msg_lint.policy.model import Rule, RuleSetting
from buyer_msg_lint.policy.pack import Pack
from buyer_msg_lint.policy.resolve import _Resolver

FOLDER = "rules"
INDEX = "README.md"
NOTE = "Made by python -m tests.pages --write; change {made_from} and make it anew."
_INTRODUCTION = (
    "# The rules",
    "",
    "Each rule has a page, made from its file in [rules/](../../rules) by `python -m tests.pages --write`:",
    "why it is there, what to write instead, the policies that hold it, its exceptions, examples, and where",
    "it comes from. What is found is bold; an example that names no message type is of the first type that",
    "its rule is for. `lint --explain RULE` tells about a rule as the policy in use has it. What the",
    "marketplace says, and which rule checks it, is in [coverage.md](../coverage.md).",
    "",
)

Settings = dict[str, dict[str, RuleSetting]]


def pages(pack: Pack) -> dict[str, str]:
    """Return the pages by their paths in docs/rules."""
    settings = held(pack)
    return {INDEX: _index(pack, settings)} | {
        f"{rule_id}.md": _page(pack, rule_id, settings) for rule_id in pack.rules
    }


def held(pack: Pack) -> Settings:
    """Return for each policy the rules that it holds, with its settings."""
    resolver = _Resolver(pack)
    return {
        policy: {rule_id: held.setting for rule_id, held in resolver.settings(policy).items()}
        for policy in sorted(pack.policies)
    }


def _page(pack: Pack, rule_id: str, settings: Settings) -> str:
    rule = pack.rules[rule_id].model
    around = Surroundings(
        types=tuple(loaded.model for loaded in pack.types.values()),
        languages=tuple(loaded.model for _, loaded in sorted(pack.languages.items())),
        policies=tuple(
            (pack.policies[policy].model, rules.get(rule_id)) for policy, rules in settings.items()
        ),
    )
    file = f"rules/{rule_id}.yaml"
    page = markdown.text(rule_page(rule, "en", around), NOTE.format(made_from=file))
    title, _, rest = page.partition("\n\n- ")
    chinese = markdown.escaped(rule.title.zh)
    return f"{title}\n\n{chinese} · [{file}](../../../{file}) · [all rules](../{INDEX})\n\n- {rest}"


def _index(pack: Pack, settings: Settings) -> str:
    return "\n".join(
        (f"<!-- {NOTE.format(made_from='rules/')} -->", "", *_INTRODUCTION, *_tables(pack, settings))
    )


def _tables(pack: Pack, settings: Settings) -> Iterator[str]:
    rules = [pack.rules[rule_id].model for rule_id in sorted(pack.rules)]
    for topic, of_topic in groupby(rules, key=lambda rule: rule.category):
        yield from (
            f"## {topic}",
            "",
            "| rule | what it is | 中文 | severity | basis | policies |",
            "| --- | --- | --- | --- | --- | --- |",
            *(_row(rule, settings) for rule in of_topic),
            "",
        )


def _row(rule: Rule, settings: Settings) -> str:
    words = WORDS["en"]
    policies = tuple(
        (Code(policy), f" ({words[severity.value]})" if (severity := rules[rule.id].severity) else "")
        for policy, rules in settings.items()
        if rule.id in rules
    )
    cells = (
        f"[{markdown.code(rule.id)}]({rule.id}.md)",
        markdown.escaped(rule.title.en),
        markdown.escaped(rule.title.zh),
        words[rule.severity.value],
        words[rule.basis],
        markdown.line(joined(policies)) or "none",
    )
    return f"| {' | '.join(cells)} |"
