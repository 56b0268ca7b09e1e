"""Makes the page of a rule: everything that is told about it, in one language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from buyer_msg_lint.context import Context
from buyer_msg_lint.formats._rule_page import conditions, looks
from buyer_msg_lint.formats._rule_page.pieces import (
    Block,
    Code,
    Line,
    Link,
    RulePage,
    Sample,
    Section,
    codes,
    filled,
    joined,
)
from buyer_msg_lint.formats._rule_page.words import HEADINGS, WORDS
from buyer_msg_lint.policy.model import (
    Example,
    Ground,
    LanguageFile,
    MessageType,
    PolicyFile,
    Rule,
    RuleSetting,
)
from buyer_msg_lint.report import Source

_EXPLAINED = ("why", "instead", "bounds", "source", "violates", "complies", "misses")
"""The sections that the terminal shows, in this order; the others are for who works on rules."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a rule in its folder.

    ``policies`` are all, each with its setting of the rule, None where it does not hold it.
    """

    types: tuple[MessageType, ...] = ()
    languages: tuple[LanguageFile, ...] = ()
    policies: tuple[tuple[PolicyFile, RuleSetting | None], ...] = ()


def rule_page(rule: Rule, locale: str, around: Surroundings) -> RulePage:
    """Return everything that is told about a rule, in ``en`` or ``zh``; title and message in both."""
    made = _Maker(rule, locale, around)
    facts = (made.nature(), *made.conditions())
    sections = (
        Section(key, heading, tuple(getattr(made, key)())) for key, heading in HEADINGS[locale].items()
    )
    return RulePage(
        rule.id, rule.title.speak(locale), facts, tuple(section for section in sections if section.blocks)
    )


def explanation(
    rule: Rule, locale: str, types: tuple[MessageType, ...], off_in: str | None = None
) -> RulePage:
    """Return what ``--explain`` tells about a rule as its policy has it; ``off_in`` does not hold it."""
    page = rule_page(rule, locale, Surroundings(types))
    sections = {section.key: section for section in page.sections}
    off = ((WORDS[locale]["off"].format(policy=off_in),),) if off_in is not None else ()
    facts = (page.facts[0], *off, *page.facts[1:])
    return RulePage(
        page.rule, page.title, facts, tuple(sections[key] for key in _EXPLAINED if key in sections)
    )


class _Maker:
    """Makes the parts of a page; a method without underscore that a heading names makes its section."""

    def __init__(self, rule: Rule, locale: str, around: Surroundings) -> None:
        self._rule = rule
        self._locale = locale
        self._around = around
        self._words = WORDS[locale]

    def nature(self) -> Line:
        return (f"{self._words[self._rule.severity.value]}; {self._words[self._rule.basis]}",)

    def conditions(self) -> Iterator[Line]:
        rule = self._rule
        yield from conditions.conditions(rule.when, self._locale)
        yield from conditions.segments(rule.applies_to, self._locale)
        if rule.limit is not None:
            yield conditions.bounds(rule.limit, self._around.types, self._locale)

    def says(self) -> Iterator[Block]:
        yield (self._rule.message.en,)
        yield (self._rule.message.zh,)

    def why(self) -> Iterator[Block]:
        yield (self._rule.why.speak(self._locale),)
        for policy, ground in self._grounds():
            if ground.why is not None:
                yield (Code(policy), f": {ground.why.speak(self._locale)}")

    def _grounds(self) -> Iterator[tuple[str, Ground]]:
        for policy, setting in self._around.policies:
            if setting is not None:
                yield from ((policy.id, one) for one in policy.grounds if one.bears_on(self._rule.id))

    def instead(self) -> Iterator[Block]:
        yield (self._rule.instead.speak(self._locale),)

    def looks(self) -> Iterator[Block]:
        yield from looks.looked_for(self._rule, self._around.languages, self._locale)

    def bounds(self) -> Iterator[Block]:
        if self._rule.limit is not None:
            yield from conditions.type_bounds(self._rule.limit, self._around.types, self._locale)

    def policies(self) -> Iterator[Block]:
        held = [(policy, setting) for policy, setting in self._around.policies if setting is not None]
        for policy, setting in held:
            yield self._held(policy, setting)
        others = tuple(policy.id for policy, setting in self._around.policies if setting is None)
        if self._around.policies and not held:
            yield (self._words["none"],)
        elif others:
            yield (self._words["not held"], *codes(others))

    def _held(self, policy: PolicyFile, setting: RuleSetting) -> Line:
        title = f" ({policy.title.speak(self._locale)}): "
        told: tuple[Line, ...] = ((self._words[(setting.severity or self._rule.severity).value],),)
        return (Code(policy.id), title, *joined((*told, *self._changes(setting)), "; "))

    def _changes(self, setting: RuleSetting) -> Iterator[Line]:
        if setting.only:
            yield filled(self._words["only hits"], traits=looks.hits(setting.only, self._locale))
        if setting.except_:
            yield filled(self._words["but"], traits=looks.hits(setting.except_, self._locale))
        look = self._rule.find or self._rule.require
        if setting.except_ == {} and look is not None and look.except_:
            yield (self._words["no except"],)
        if setting.differs_from:
            yield filled(self._words["differs_from"], field=(Code(setting.differs_from),))
        if setting.when is not None:
            yield from conditions.conditions(setting.when, self._locale)
        if setting.limit is not None and self._rule.limit is not None:
            changed = {name: getattr(setting.limit, name) for name in setting.limit.model_fields_set}
            limit = self._rule.limit.model_copy(update=changed)
            yield conditions.bounds(limit, self._around.types, self._locale)
        if setting.unless is not None:
            for listing in looks.excusing_phrases(setting.unless, self._locale):
                intro = listing.intro[0].lower() + listing.intro[1:]
                yield (f"{self._words['with unless']} {intro} ", *joined(listing.lines))

    def unless(self) -> Iterator[Block]:
        yield from looks.excused(self._rule, self._around.languages, self._locale)

    def violates(self) -> Iterator[Block]:
        yield from self._samples(self._rule.examples.violates, marked=True)

    def complies(self) -> Iterator[Block]:
        yield from self._samples(self._rule.examples.complies, marked=False)

    def misses(self) -> Iterator[Block]:
        yield from self._samples(self._rule.examples.misses, marked=True)

    def _samples(self, examples: tuple[Example, ...], *, marked: bool) -> Iterator[Sample]:
        for example in examples:
            known = ", ".join(_told(example.context))
            yield Sample(example.text, marked, self._words["with"].format(context=known) if known else "")

    def source(self) -> Iterator[Block]:
        for source in self._rule.source:
            yield self._cited(source)
        for policy, ground in self._grounds():
            for source in ground.source:
                yield (Code(policy), ": ", *self._cited(source))

    def _cited(self, source: Source) -> Line:
        name = Link(source.name, source.url) if source.url else source.name
        return (name, f", {self._words['read'].format(read=source.read)}") if source.read else (name,)

    def history(self) -> Iterator[Block]:
        yield (self._words["since"].format(version=self._rule.since),)
        if self._rule.was:
            yield (f"{self._words['was']}: ", *codes(self._rule.was))


def _told(context: Context) -> Iterator[str]:
    """Yield what a context knows: ``sent_at 2026-11-24``."""
    known: dict[str, Any] = context.model_dump(mode="json", exclude_unset=True, exclude_none=True)
    for key, value in known.items():
        yield f"{key} {_value(value)}"


def _value(value: object) -> str:
    if isinstance(value, dict):
        return " ".join(f"{key} {_value(inside)}" for key, inside in value.items())
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    return str(value).lower() if isinstance(value, bool) else str(value)
