"""Every shipped phrase finds what it says: each option of its choices, and each entry of a list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from buyer_msg_lint.engine.load import load_policy
from buyer_msg_lint.engine.plan import Plan
from buyer_msg_lint.policy import phrase_syntax as written
from buyer_msg_lint.policy.folders import shipped_rules
from buyer_msg_lint.policy.matching import Phrase, WordIndex
from buyer_msg_lint.policy.pack import load_pack
from buyer_msg_lint.policy.phrase import PhraseCompiler
from buyer_msg_lint.spans import MappedText
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


def seen(text: str) -> str:
    return folded(plain(MappedText.identity(text))).text


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
