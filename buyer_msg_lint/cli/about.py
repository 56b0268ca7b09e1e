"""What the command tells about rules, types, and detectors."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator

from buyer_msg_lint.api import Linter
from buyer_msg_lint.detectors import detector_names, load_detector
from buyer_msg_lint.errors import UsageError, nearest
from buyer_msg_lint.formats._rule_page import terminal
from buyer_msg_lint.formats._rule_page.content import explanation
from buyer_msg_lint.formats._rule_page.words import HEADINGS, WORDS
from buyer_msg_lint.formats._screen import padded
from buyer_msg_lint.verdict import Outcome


def tell(options: argparse.Namespace, linter: Linter) -> int:
    """Print what was asked for; return the exit status."""
    if options.test_rules:
        return _test(options, linter)
    if options.explain is not None:
        lines = _explain(options.explain, linter)
    elif options.list_rules:
        lines = _rules(linter)
    elif options.list_types:
        lines = _types(linter)
    else:
        lines = _detectors()
    _print(lines)
    return Outcome.CLEAN.exit_code


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        sys.stdout.write(f"{line}\n")


def _rules(linter: Linter) -> Iterator[str]:
    words = WORDS[linter.locale]
    for rule in linter.rules:
        severity = padded(words[rule.severity.value], 8)
        yield f"{rule.id:36} {severity} {rule.title.speak(linter.locale)}"


def _detectors() -> Iterator[str]:
    for name in detector_names():
        yield name
        for trait, meaning in load_detector(name).TRAITS.items():
            yield f"    {trait}: {meaning}"


def _types(linter: Linter) -> Iterator[str]:
    width = max((len(kind.id) for kind in linter.message_types), default=0)
    return (f"{kind.id:{width}} {kind.title.speak(linter.locale)}" for kind in linter.message_types)


def _explain(name: str, linter: Linter) -> Iterator[str]:
    held = {rule.id: rule for rule in linter.rules}
    known = {rule.id: rule for rule in linter.all_rules}
    former = {old: rule.id for rule in known.values() for old in rule.was}
    rule_id = former.get(name, name)
    if rule_id not in known:
        raise UsageError(f"there is no rule '{name}'{nearest(name, tuple(known))}")
    rule = held.get(rule_id, known[rule_id])
    off_in = None if rule_id in held else linter.policy_id
    return terminal.lines(explanation(rule, linter.locale, linter.message_types, off_in))


def _test(options: argparse.Namespace, linter: Linter) -> int:
    wrong = done = 0
    for result in linter.test_rules(options.rules):
        done += 1
        if result.problem is not None:
            wrong += 1
            text = terminal.indented(result.text)
            _print([f"{result.rule}: {HEADINGS['en'][result.kind]}:", *text, f"    -> {result.problem}"])
    if not done:
        raise UsageError("--test-rules needs --rules DIR with rules in it")
    _print([f"{done} examples, {wrong} wrong"])
    return (Outcome.VIOLATIONS if wrong else Outcome.CLEAN).exit_code
