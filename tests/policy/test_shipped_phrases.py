"""Every shipped phrase finds what it says: each option of its choices, and each entry of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain

import pytest

from buyer_msg_lint.context import Context
from buyer_msg_lint.engine import check
from buyer_msg_lint.engine.examples import fitting
from buyer_msg_lint.engine.load import load_policy
from buyer_msg_lint.engine.plan import Plan
from buyer_msg_lint.engine.planning import planned
from buyer_msg_lint.inputs.text import from_text
from buyer_msg_lint.policy import phrase_syntax as written
from buyer_msg_lint.policy.bits import numbers_in
from buyer_msg_lint.policy.folders import shipped_rules
from buyer_msg_lint.policy.matching import Phrase, WordIndex
from buyer_msg_lint.policy.model import Rule
from buyer_msg_lint.policy.pack import load_pack
from buyer_msg_lint.policy.phrase import PhraseCompiler
from buyer_msg_lint.policy.resolve import single_rule, single_type
from buyer_msg_lint.spans import MappedText
from buyer_msg_lint.verdict import Severity, Verdict
from buyer_msg_lint.views.folded import folded
from buyer_msg_lint.views.plain import plain

PACK = load_pack([shipped_rules()])
LISTS = PACK.all_words()
PLAN = Plan(load_policy([shipped_rules()], "amazon"))
_MOST_READINGS = 12


class Reader:
    """Writes out what phrases say, with the next option of each choice from reading to reading."""

    def __init__(self, lists: Mapping[str, tuple[str, ...]]) -> None:
        self._lists = lists

    def readings(self, sequence: written.Sequence) -> Iterator[str]:
        """Yield texts in which the first options of each choice stand in turn; what is optional, or not."""
        sizes = [len(item.node.options) for item in sequence.items if isinstance(item.node, written.Choice)]
        for number in range(min(_MOST_READINGS, max([2, *sizes]))):
            yield self._sequence(sequence, number)

    def _sequence(self, sequence: written.Sequence, number: int) -> str:
        text = ""
        for item in sequence.items:
            piece = self._piece(item, number)
            text += piece if item.glued or not text or not piece else f" {piece}"
        return text

    def _piece(self, item: written.Item, number: int) -> str:
        node = item.node
        if isinstance(node, written.Word):
            return node.text
        if isinstance(node, written.Number):
            return "5"
        if isinstance(node, written.List):
            entries = self._lists[node.name]
            return self._sequence(written.read(entries[number % len(entries)]), number)
        if isinstance(node, written.Gap) or (item.optional and number % 2):
            return ""
        return self._sequence(node.options[number % len(node.options)], number)


READER = Reader(LISTS)
_MEANT = {"虾皮"}
"""Entries that a rule shares with others and means to leave out: Shopee does not mind its own name."""
_NAMED = re.compile(r"\{([a-z0-9\-]+)\}")


def seen(text: str) -> str:
    return folded(plain(MappedText.identity(text))).text


def test_each_word_list_is_named_by_a_phrase() -> None:
    files = shipped_rules().rglob("*.yaml")
    named = {name for file in files for name in _NAMED.findall(file.read_text(encoding="utf-8"))}
    assert sorted(LISTS.keys() - named) == []


def choices(sequence: written.Sequence) -> Iterator[written.Choice]:
    for item in sequence.items:
        if isinstance(item.node, written.Choice):
            yield item.node
            for option in item.node.options:
                yield from choices(option)


def test_no_choice_offers_the_same_twice() -> None:
    phrases = {
        *chain.from_iterable(LISTS.values()),
        *(one.text for one in PLAN.patterns if isinstance(one, Phrase)),
    }
    twice = [
        phrase
        for phrase in phrases
        if any(len(set(choice.key)) < len(choice.key) for choice in choices(written.read(phrase)))
    ]
    assert sorted(twice) == []


@pytest.mark.parametrize("quick", [pytest.param(True, id="joined"), pytest.param(False, id="walked")])
def test_each_entry_of_a_word_list_is_found_where_it_stands(*, quick: bool) -> None:
    compiler = PhraseCompiler(LISTS)
    unfound = [
        f"{name}: {entry} | {reading}"
        for name, entries in LISTS.items()
        for entry in entries
        for reading in READER.readings(written.read(entry))
        if not any(compiler.compile(entry).spans(WordIndex(seen(reading), quick=quick)))
    ]
    assert unfound == []


def test_each_phrase_of_the_policy_is_told_by_its_words_and_found() -> None:
    phrases = [(number, one) for number, one in enumerate(PLAN.patterns) if isinstance(one, Phrase)]
    unfound = [
        f"{phrase.text} | {reading}"
        for number, phrase in phrases
        for reading in READER.readings(written.read(phrase.text))
        if not any(PLAN.spans(number, seen(reading), PLAN.look_over(seen(reading)).pieces))
    ]
    assert unfound == []


def verdict(plan: Plan, text: str, context: Context) -> Verdict:
    return check(plan, from_text(text), context, locale="en", fail_on=Severity.INFO)


def context_of(rule: Rule) -> Context:
    """Return what must be known for a rule to hold."""
    marketplace = next(iter(rule.when.marketplace or ()), None)
    return fitting(Context(carrier="Hare & Fox", marketplace=marketplace), rule)


@pytest.mark.parametrize("rule_id", sorted(id_ for id_, rule in PACK.rules.items() if rule.model.find))
def test_no_exception_of_a_rule_swallows_one_of_its_phrases_whole(rule_id: str) -> None:
    plan = Plan(planned(single_rule(PACK, rule_id)))
    context = context_of(PACK.rules[rule_id].model)
    phrases = [plan.patterns[number] for number in numbers_in(plan.rules[0].patterns)]
    swallowed = [
        phrase.text
        for phrase in phrases
        if isinstance(phrase, Phrase)
        and phrase.text not in _MEANT
        and not any(
            verdict(plan, reading, context).violations
            for reading in READER.readings(written.read(phrase.text))
        )
    ]
    assert swallowed == []


@pytest.mark.parametrize("type_id", sorted(PACK.types))
def test_no_exception_of_a_message_type_swallows_one_of_its_phrases_whole(type_id: str) -> None:
    plan = Plan(planned(single_type(PACK, type_id)))
    phrases = [plan.patterns[number] for number in numbers_in(plan.types[0].recognise)]
    swallowed = [
        phrase.text
        for phrase in phrases
        if isinstance(phrase, Phrase)
        and not any(
            verdict(plan, reading, Context()).message_type
            for reading in READER.readings(written.read(phrase.text))
        )
    ]
    assert swallowed == []
