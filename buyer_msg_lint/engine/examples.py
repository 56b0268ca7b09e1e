"""A rule's own examples, run against that rule alone: the evidence that it finds what it says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from buyer_msg_lint.context import Context
from buyer_msg_lint.engine import Plan, check
from buyer_msg_lint.engine.planning import planned
from buyer_msg_lint.inputs import read_document
from buyer_msg_lint.inputs.text import from_text
from buyer_msg_lint.known import AUTO
from buyer_msg_lint.policy.model import (
    Example,
    LanguageExamples,
    LanguageTypeExamples,
    Rule,
    RuleExamples,
    TypeExamples,
)
from buyer_msg_lint.policy.pack import Pack
from buyer_msg_lint.policy.resolve import single_rule, single_type
from buyer_msg_lint.spans import Span
from buyer_msg_lint.verdict import Severity, Verdict

_OPEN, _CLOSE = "«", "»"


class ExampleResult(NamedTuple):
    """One example of a rule or type and what came of it; ``problem`` is None where it is as it should be."""

    rule: str
    kind: str
    text: str
    problem: str | None


def run_examples(pack: Pack, rule_id: str) -> Iterator[ExampleResult]:
    """Run the examples of a rule. Raises PolicyError if the rule has mistakes."""
    plan = Plan(planned(single_rule(pack, rule_id)))
    rule = pack.rules[rule_id].model
    yield from _run(plan, rule, rule.examples)
    for language in pack.languages.values():
        if rule_id in language.model.rules:
            yield from _run(plan, rule, language.model.rules[rule_id].examples)


def run_type_examples(pack: Pack, type_id: str) -> Iterator[ExampleResult]:
    """Run the examples of a message type. Raises PolicyError if its file has mistakes."""
    plan = Plan(planned(single_type(pack, type_id)))
    in_languages = (file.model.types for file in pack.languages.values())
    said = [types[type_id].examples for types in in_languages if type_id in types]
    for examples in (pack.types[type_id].model.examples, *said):
        if examples is not None:
            yield from _run_type(plan, type_id, examples)


def _run_type(
    plan: Plan, type_id: str, examples: TypeExamples | LanguageTypeExamples
) -> Iterator[ExampleResult]:
    for kind, texts, expected in (("is", examples.is_, type_id), ("is_not", examples.is_not, None)):
        for text in texts:
            report = check(plan, from_text(text), Context(), locale="en", fail_on=Severity.INFO)
            told = "is not recognised" if expected else "is recognised"
            yield ExampleResult(type_id, kind, text, None if report.message_type == expected else told)


def _run(plan: Plan, rule: Rule, examples: RuleExamples | LanguageExamples) -> Iterator[ExampleResult]:
    for example in examples.violates:
        yield ExampleResult(rule.id, "violates", example.text, _violates(plan, rule, example))
    for example in examples.complies:
        yield ExampleResult(rule.id, "complies", example.text, _complies(plan, rule, example))
    for example in examples.misses:
        yield ExampleResult(rule.id, "misses", example.text, _misses(plan, rule, example))


def unmarked(text: str) -> tuple[str, list[Span]]:
    """Return a text without its «marks», and the ranges that were marked."""
    spans: list[Span] = []
    plain = ""
    start = 0
    for char in text:
        if char == _OPEN:
            start = len(plain)
        elif char == _CLOSE:
            spans.append(Span(start, len(plain)))
        else:
            plain += char
    return plain, spans


def _violates(plan: Plan, rule: Rule, example: Example) -> str | None:
    text, marked = unmarked(example.text)
    if rule.find and not marked:
        return "marks no place; put « and » around what is found"
    found = _spans(_report(plan, rule, example, text))
    expected: list[Span | None] = [*marked] if rule.find or marked else [None]
    return None if found == expected else f"found {_named(found, text)}, expected {_named(expected, text)}"


def _complies(plan: Plan, rule: Rule, example: Example) -> str | None:
    report = _report(plan, rule, example, example.text)
    if report.not_evaluated:
        return f"is not evaluated: its context lacks {report.not_evaluated[0].missing}"
    found = _spans(report)
    return f"found {_named(found, example.text)}, expected nothing" if found else None


def _misses(plan: Plan, rule: Rule, example: Example) -> str | None:
    text, _ = unmarked(example.text)
    return "is found now; move it to 'violates'" if _report(plan, rule, example, text).violations else None


def _report(plan: Plan, rule: Rule, example: Example, text: str) -> Verdict:
    context = fitting(example.context, rule)
    template = bool(context.template)
    document = (
        from_text(text, template=template)
        if example.as_ == "text"
        else read_document(text.encode(), f"example.{example.as_}", template=template)
    )
    return check(plan, document, context, locale="en", fail_on=Severity.INFO)


def _spans(report: Verdict) -> list[Span | None]:
    return [
        None if violation.start is None or violation.end is None else Span(violation.start, violation.end)
        for violation in report.violations
    ]


def fitting(context: Context, rule: Rule) -> Context:
    """Return the context with the first message type and the template setting that the rule asks for."""
    update: dict[str, object] = {}
    if context.message_type == AUTO and rule.when.message_type:
        update["message_type"] = rule.when.message_type[0]
    if context.template is None and rule.when.template is not None:
        update["template"] = rule.when.template
    return context.model_copy(update=update)


def _named(spans: list[Span | None], text: str) -> str:
    names = ["the whole message" if span is None else f"“{text[span.start : span.end]}”" for span in spans]
    return ", ".join(names) or "nothing"
