"""``python -m benchmarks.literals``: the patterns that no literal tells of, so that every text is tried."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from buyer_msg_lint.policy.compiled import CompiledRule, Patterns
from buyer_msg_lint.policy.folders import shipped_rules
from buyer_msg_lint.policy.matching import Pattern, Regex
from buyer_msg_lint.policy.pack import load_pack
from buyer_msg_lint.policy.resolve import resolve

_SHOWN = 90


def main() -> None:
    """Print each such pattern under its rule, and how many patterns there are in all."""
    policy = resolve(load_pack([shipped_rules()]), "amazon")
    count = 0
    for rule in policy.rules:
        for pattern in dict.fromkeys(_patterns(rule)):
            count += 1
            if not pattern.required:
                sys.stdout.write(f"{rule.rule.id}: {_source(pattern)[:_SHOWN]}\n")
    sys.stdout.write(f"{count:,} patterns of rules in all\n")


def _patterns(rule: CompiledRule) -> Iterator[Pattern]:
    groups: list[Patterns] = [part.patterns for group in rule.groups for part in group.parts.values()]
    for patterns in (rule.patterns, *groups, rule.excuses.all(), rule.foreign.all()):
        yield from patterns


def _source(pattern: Pattern) -> str:
    return pattern.source if isinstance(pattern, Regex) else pattern.text


if __name__ == "__main__":
    main()
