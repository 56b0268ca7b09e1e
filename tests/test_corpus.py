"""The labelled messages are sound, and what the rules do with them is what docs/detection.md says."""

from __future__ import annotations

import json
import re
from functools import cache
from itertools import groupby

import pytest

from buyer_msg_lint import Context, Linter
from tests.corpus import disguised, measure
from tests.disguises import DISGUISES

KEYS = {"id", "lang", "type", "text", "violates", "may", "note"}
INVENTED_NUMBERS = ("55501", "79460", "1632960", "7700900", "19900", "491570")
"""Digits of the ranges that regulators keep for fiction."""
ENOUGH_MESSAGES = {
    "clean_service": 200,
    "contact": 60,
    "off_platform": 60,
    "language": 60,
    "template": 25,
    "style_identifiers": 25,
    "reviews": 1200,
    "marketing": 150,
    "courtesy": 25,
}
FILES = sorted(path.stem for path in measure.FOLDER.glob("*.jsonl"))
STRICT_TOPICS = ("contact/", "off-platform/")
FORBIDDEN_ASKS = frozenset(
    f"reviews/{name}" for name in ("positive-only", "incentive", "diversion", "change-or-removal")
)


@cache
def figures() -> measure.Figures:
    return measure.figures()


def entries(name: str) -> list[dict[str, object]]:
    lines = (measure.FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").removesuffix("\n").split("\n")
    return [json.loads(line) for line in lines]


@pytest.mark.parametrize("name", FILES)
def test_entries_have_the_known_keys_and_no_others(name: str) -> None:
    for entry in entries(name):
        assert set(entry) <= KEYS, entry["id"]
        assert set(entry) >= KEYS - {"may", "note"}, entry["id"]


def test_there_are_enough_messages() -> None:
    assert {name: len(entries(name)) >= least for name, least in ENOUGH_MESSAGES.items()} == dict.fromkeys(
        ENOUGH_MESSAGES, True
    )


def test_ids_and_texts_are_there_once() -> None:
    messages = measure.read_corpus()
    for values in ([message.id for message in messages], [message.text for message in messages]):
        assert [value for value, same in groupby(sorted(values)) if len(list(same)) > 1] == []


def test_labels_name_known_rules_types_and_languages() -> None:
    linter = Linter(locale="en")
    rules = {rule.id for rule in linter.all_rules}
    types = {kind.id for kind in linter.message_types} | {"auto"}
    for message in measure.read_corpus():
        assert message.violates | message.may <= rules, message.id
        assert not message.violates & message.may, message.id
        assert message.type in types, message.id
        assert re.fullmatch(r"[a-z]{2}", message.lang), message.id
        assert message.text.strip(), message.id


def test_addresses_and_numbers_are_invented_ones() -> None:
    linter = Linter(locale="en", select=["contact/email-address", "contact/phone-number"])
    for message in measure.read_corpus():
        for violation in linter.lint(message.text, context=Context(message_type=message.type)).violations:
            text = violation.reads_as or violation.excerpt or ""
            digits = re.sub(r"\D", "", text.lower().replace("o", "0"))
            if violation.rule == "contact/email-address":
                assert "example" in text.lower(), message.id
            elif len(digits) > len("5550142"):
                assert any(range_ in digits for range_ in INVENTED_NUMBERS), message.id


def test_what_is_disguised_stands_in_its_gap() -> None:
    cases = list(disguised.cases())
    assert {case.kind for case in cases} == {disguised.PLAIN, *DISGUISES}
    for case in cases:
        assert case.sentence.split("{}")[1] == case.text[case.end :]
        assert case.kind == disguised.PLAIN or case.text[case.start : case.end]


def test_each_kind_of_carrier_sentence_is_there_a_dozen_times() -> None:
    assert {len(set(watched.sentences)) for watched in disguised.WATCHED} == {12}


def test_no_clean_message_is_given_an_error() -> None:
    spoiled = {one.message.id: measure.spoiled(one) for one in measure.check_corpus()}
    assert {message: rules for message, rules in spoiled.items() if rules} == {}


@pytest.mark.parametrize("topic", STRICT_TOPICS)
def test_contact_outside_the_marketplace_is_found_and_nothing_else(topic: str) -> None:
    checked = [one for one in measure.check_corpus() if not one.message.id.startswith(measure.HELD_OUT)]
    rules = [rule for rule in measure.rule_figures(checked) if rule.rule.startswith(topic)]
    found, wrong = sum(rule.found for rule in rules), sum(rule.wrong for rule in rules)
    assert found >= 0.97 * sum(rule.true for rule in rules)
    assert found >= 0.97 * (found + wrong)


def test_most_veiled_calls_off_the_marketplace_are_found() -> None:
    veiled = [
        one
        for one in measure.check_corpus()
        if one.message.id.startswith(measure.HELD_OUT)
        and any(rule.startswith(STRICT_TOPICS) for rule in one.message.violates)
    ]
    found = sum(any(rule.startswith(STRICT_TOPICS) for rule in one.errors) for one in veiled)
    assert found >= 0.8 * len(veiled)


def test_forbidden_asks_are_found_and_no_others() -> None:
    checked = measure.check_corpus()
    asking = [one for one in checked if FORBIDDEN_ASKS & one.message.violates]
    others = [one for one in checked if not FORBIDDEN_ASKS & (one.message.violates | one.message.may)]
    found = sum(bool(FORBIDDEN_ASKS & one.found) for one in asking)
    assert found >= 0.94 * len(asking)
    assert sum(bool(FORBIDDEN_ASKS & one.found) for one in others) <= 0.01 * found


def test_languages_are_told_apart() -> None:
    english, foreign = figures().english_accepted, figures().foreign_found
    assert english.part >= 0.995 * english.whole
    assert foreign.part >= 0.99 * foreign.whole


def test_disguises_hide_nothing() -> None:
    disguises = figures().disguises
    assert {kind: str(share) for kind, share in disguises.items() if share.part < 0.98 * share.whole} == {}


def test_the_page_shows_these_figures() -> None:
    written = measure.PAGE.read_text(encoding="utf-8")
    assert measure.page(figures()) == written, "run: python -m tests.corpus.measure --write"
