"""What the command tells about rules, types, and detectors."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator

from buyer_msg_lint.api import Linter
from buyer_msg_lint.detectors import detector_names, load_detector
from buyer_msg_lint.errors import UsageError
from buyer_msg_lint.formats._screen import padded
from buyer_msg_lint.policy.model import Rule
from buyer_msg_lint.policy.yaml_file import nearest
from buyer_msg_lint.report import Outcome

_HEADINGS = {
    "en": {
        "why": "Why",
        "instead": "Instead",
        "source": "Source",
        "read": "read",
        "violates": "Breaks it",
        "complies": "Does not break it",
        "misses": "Is known to be missed",
        "error": "error",
        "warning": "warning",
        "info": "info",
        "policy": "the marketplace says so",
        "derived": "follows from the marketplace's rules",
        "house": "our own caution",
        "off": "not held by policy {policy}",
        "types": "for messages of type: {types}",
    },
    "zh": {
        "why": "原因",
        "instead": "建议写法",
        "source": "来源",
        "read": "查阅于",
        "violates": "违规示例",
        "complies": "合规示例",
        "misses": "已知漏检",
        "error": "错误",
        "warning": "警告",
        "info": "提示",
        "policy": "平台明文规定",
        "derived": "由平台规定推出",
        "house": "本工具的谨慎规则",
        "off": "策略 {policy} 未启用此规则",
        "types": "适用的消息类型：{types}",
    },
}


def asked(options: argparse.Namespace) -> bool:
    """Tell whether the command was asked about rules rather than to lint."""
    return bool(
        options.explain is not None
        or options.list_rules
        or options.list_types
        or options.list_detectors
        or options.test_rules
    )


def tell(options: argparse.Namespace, linter: Linter) -> int:
    """Print what was asked for; return the exit status."""
    if options.test_rules:
        return _test(options, linter)
    if options.explain is not None:
        lines = _explain(options.explain, linter)
    elif options.list_rules:
        lines = _rules(linter)
    elif options.list_types:
        lines = (f"{kind.id:24} {kind.title.speak(linter.locale)}" for kind in linter.message_types)
    else:
        lines = _detectors()
    _print(lines)
    return Outcome.CLEAN.exit_code


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        sys.stdout.write(f"{line}\n")


def _rules(linter: Linter) -> Iterator[str]:
    words = _HEADINGS[linter.locale]
    for rule in linter.rules:
        severity = padded(words[rule.severity.value], 8)
        yield f"{rule.id:36} {severity} {rule.title.speak(linter.locale)}"


def _detectors() -> Iterator[str]:
    for name in detector_names():
        yield name
        for trait, meaning in load_detector(name).TRAITS.items():
            yield f"    {trait}: {meaning}"


def _explain(name: str, linter: Linter) -> Iterator[str]:
    held = {rule.id: rule for rule in linter.rules}
    known = {rule.id: rule for rule in linter.all_rules}
    former = {old: rule.id for rule in known.values() for old in rule.was}
    rule_id = former.get(name, name)
    if rule_id not in known:
        raise UsageError(f"there is no rule '{name}'{nearest(name, tuple(known))}")
    rule = held.get(rule_id, known[rule_id])
    return _page(rule, linter.locale, linter.policy_id, is_held=rule_id in held)


def _page(rule: Rule, locale: str, policy: str, *, is_held: bool) -> Iterator[str]:
    words = _HEADINGS[locale]
    yield f"{rule.id}: {rule.title.speak(locale)}"
    yield f"{words[rule.severity.value]}; {words[rule.basis]}"
    if not is_held:
        yield words["off"].format(policy=policy)
    if rule.when.message_type:
        yield words["types"].format(types=", ".join(rule.when.message_type))
    for heading, text in (("why", rule.why), ("instead", rule.instead)):
        yield f"\n{words[heading]}\n    {text.speak(locale)}"
    yield f"\n{words['source']}"
    for source in rule.source:
        parts = [source.name, source.url, source.read and f"{words['read']} {source.read}"]
        yield "    " + ", ".join(part for part in parts if part)
    for kind in ("violates", "complies", "misses"):
        examples = getattr(rule.examples, kind)
        if examples:
            yield f"\n{words[kind]}"
        for example in examples:
            yield f"    {_indented(example.text)}"


def _indented(text: str) -> str:
    return text.rstrip().replace("\n", "\n    ")


def _test(options: argparse.Namespace, linter: Linter) -> int:
    wrong = done = 0
    words = _HEADINGS["en"]
    for result in linter.test_rules(options.rules):
        done += 1
        if result.problem is not None:
            wrong += 1
            text = _indented(result.text)
            _print([f"{result.rule}: {words[result.kind]}:", f"    {text}", f"    -> {result.problem}"])
    if not done:
        raise UsageError("--test-rules needs --rules DIR with rules in it")
    _print([f"{done} examples, {wrong} wrong"])
    return (Outcome.VIOLATIONS if wrong else Outcome.CLEAN).exit_code
