from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from buyer_msg_lint.engine.examples import run_examples, run_type_examples
from buyer_msg_lint.errors import PolicyError
from buyer_msg_lint.policy.pack import load_pack
from buyer_msg_lint.policy.resolve import resolve

RULE = """\
id: house/rule
title: {en: A rule, zh: 规则}
severity: error
basis: house
message: {en: "A message", zh: "消息"}
why: {en: The reason., zh: 原因。}
instead: {en: Something else., zh: 别的。}
source: [{name: House rules}]
find: {phrases: [forbidden word]}
examples:
  violates: ["«a»", "«b»", "«c»"]
  complies: [a, b, c]
since: "0.1"
"""
FILES = {
    "house/rule.yaml": RULE,
    "house/need.yaml": RULE.replace("find:", "require:").replace("house/rule", "house/need"),
    "types/refund.yaml": "id: refund\ntitle: {en: Refund, zh: 退款}\n",
    "words/review.yaml": "id: review\nabout: Reviews.\nentries: [review]\n",
    "policies/house.yaml": "id: house\ntitle: {en: a, zh: b}\nrules: {house/rule: true}\n",
}
HEAD = "id: sv\nabout: Swedish.\n"
A_NEW_ONE = "the name of a new one begins with 'sv-'"
ONE_PART = "within: message, parts: {a: [b]}"
OPEN_PART = "within: message, parts: {a: [b], c: ['(d']}"
SHOWN = "examples: {violates: [«a»], complies: [b]}"


def mistakes(root: Path, text: str, name: str = "sv") -> list[str]:
    """Return what is wrong with a language file beside a few other files."""
    path = f"languages/{name}.yaml"
    for file, content in (FILES | {path: text}).items():
        target = root / file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content, encoding="utf-8")
    with pytest.raises(PolicyError) as told:
        resolve(load_pack([root]), "house")
    return [line.removeprefix(f"{root}/{path}:") for line in str(told.value).split("\n")]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        pytest.param("wrds: {}", "3:1: unknown key 'wrds'; did you mean 'words'?", id="an unknown key"),
        pytest.param(
            "entries: []", "3:1: unknown key 'entries'; known: about, id, rules, types, words", id="of a list"
        ),
        pytest.param("about: Two.", "3:1: key 'about' is there twice (first in line 2)", id="a doubled key"),
        pytest.param("words: [a]", "3:8: words: must be keys with values", id="words without a list's name"),
        pytest.param("words: {review: omdöme}", "3:17: words.review: must be a list", id="one word"),
        pytest.param(
            "words: {review: [omdöme, '']}", "3:26: words.review.1: must not be empty", id="an empty word"
        ),
        pytest.param(
            "words: {revew: [omdöme]}",
            f"3:9: there is no word list 'revew'; did you mean 'review'?; {A_NEW_ONE}",
            id="an unknown word list",
        ),
        pytest.param(
            "words: {de-review: [omdöme]}",
            f"3:9: there is no word list 'de-review'; did you mean 'review'?; {A_NEW_ONE}",
            id="a new list of another language",
        ),
        pytest.param(
            "words: {review: [(omdöme]}", "3:18: '(' is not closed in “(omdöme”", id="a word left open"
        ),
        pytest.param(
            "words: {sv-good: ['{sv-god}']}",
            "3:19: unknown word list 'sv-god'; did you mean 'sv-good'?",
            id="a word that names an unknown list",
        ),
        pytest.param(
            f"rules: {{house/rul: {{phrases: [a], {SHOWN}}}}}",
            "3:9: there is no rule 'house/rul'; did you mean 'house/rule'?",
            id="an unknown rule",
        ),
        pytest.param(
            "rules: {house/rule: {phrases: [a]}}",
            "3:9: key 'examples' of 'house/rule' is missing",
            id="wordings without examples",
        ),
        pytest.param(
            f"rules: {{house/rule: {{{SHOWN}}}}}",
            "3:21: rules.house/rule: says nothing; give phrases, together, or unless",
            id="examples without wordings",
        ),
        pytest.param(
            "rules: {house/rule: {phrases: [a], examples: {violates: [], complies: [b]}}}",
            "3:57: rules.house/rule.examples.violates: needs at least 1, not 0",
            id="no example that violates",
        ),
        pytest.param(
            "rules: {house/rule: {phrases: [a], examples: {violates: [«a»]}}}",
            "3:36: key 'complies' of 'examples' is missing",
            id="no example that complies",
        ),
        pytest.param(
            f"rules: {{house/rule: {{phrase: [a], {SHOWN}}}}}",
            "3:22: unknown key 'phrase'; did you mean 'phrases'?",
            id="an unknown key of wordings",
        ),
        pytest.param(
            f"rules: {{house/rule: {{regex: [a], phrases: [a], {SHOWN}}}}}",
            "3:22: unknown key 'regex'; known: examples, phrases, together, unless",
            id="patterns, which have no language",
        ),
        pytest.param(
            f"rules: {{house/rule: {{phrases: [a, '[b'], {SHOWN}}}}}",
            "3:35: '[' is not closed in “[b”",
            id="a phrase left open",
        ),
        pytest.param(
            f"rules: {{house/rule: {{phrases: ['my {{sv-revew}}'], {SHOWN}}}}}",
            "3:32: unknown word list 'sv-revew'; did you mean 'review'?",
            id="an unknown list in a phrase",
        ),
        pytest.param(
            f"rules: {{house/rule: {{unless: {{sentence: ['[a]']}}, {SHOWN}}}}}",
            "3:42: holds no word that is always there",
            id="an exception that excuses all",
        ),
        pytest.param(
            f"rules: {{house/rule: {{unless: {{regex: ['b*']}}, {SHOWN}}}}}",
            "3:39: the pattern matches even an empty text; it would be found everywhere",
            id="an exception that is found everywhere",
        ),
        pytest.param(
            f"rules: {{house/rule: {{together: [{{within: page, parts: {{a: [b], c: [d]}}}}], {SHOWN}}}}}",
            "3:42: rules.house/rule.together.0.within: 'page' is none of 'sentence', 'neighbours' or "
            "'message'",
            id="parts within what?",
        ),
        pytest.param(
            f"rules: {{house/rule: {{{SHOWN}, together: [{{{OPEN_PART}}}]}}}}",
            "3:115: '(' is not closed in “(d”",
            id="a part left open",
        ),
        pytest.param(
            f"rules: {{house/rule: {{{SHOWN}, together: [{{{ONE_PART}, earlier: [refnd]}}]}}}}",
            "3:122: there is no message type 'refnd'; did you mean 'refund'?",
            id="an unknown earlier type",
        ),
        pytest.param(
            f"rules: {{house/need: {{unless: {{phrases: [a]}}, {SHOWN}}}}}",
            "3:9: 'house/need' requires something; only phrases can be added to it",
            id="an exception to what is required",
        ),
        pytest.param(
            "types: {refnd: {phrases: [a], examples: {is: [a], is_not: [b]}}}",
            "3:9: there is no message type 'refnd'; did you mean 'refund'?",
            id="an unknown message type",
        ),
        pytest.param(
            "types: {refund: {phrases: [], examples: {is: [a], is_not: [b]}}}",
            "3:27: types.refund.phrases: needs at least 1, not 0",
            id="a type that nothing tells",
        ),
        pytest.param(
            "types: {refund: {phrases: [(a], examples: {is: [a], is_not: [b]}}}",
            "3:28: '(' is not closed in “(a”",
            id="a type's phrase left open",
        ),
        pytest.param(
            "types: {refund: {phrases: [a], unless: ['{sv-x}'], examples: {is: [a], is_not: [b]}}}",
            "3:41: unknown word list 'sv-x'; known: review",
            id="an unknown list in what excuses a type",
        ),
        pytest.param(
            "types: {refund: {phrases: [a], examples: {is: [a]}}}",
            "3:32: key 'is_not' of 'examples' is missing",
            id="a type without what it is not",
        ),
    ],
)
def test_a_mistake_in_a_language_file_is_told_at_its_place(tmp_path: Path, line: str, told: str) -> None:
    assert mistakes(tmp_path, f"{HEAD}{line}\n") == [told]


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        pytest.param(
            "sv",
            "id: de\nabout: German.\n",
            "1:5: id 'de' is not the file's path; it must be 'sv'",
            id="another language",
        ),
        pytest.param("sv", "id: sv\n", "1:1: key 'about' is missing", id="about nothing"),
        pytest.param(
            "swedish",
            "id: swedish\nabout: Swedish.\n",
            "1:5: id: must match ^[a-z]{2}(-[a-z0-9-]+)?$",
            id="a language by its name",
        ),
        pytest.param(
            "SV",
            "id: SV\nabout: Swedish.\n",
            "1:5: id: must match ^[a-z]{2}(-[a-z0-9-]+)?$",
            id="in capitals",
        ),
    ],
)
def test_a_language_file_is_called_by_its_code(tmp_path: Path, name: str, text: str, told: str) -> None:
    assert mistakes(tmp_path, text, name) == [told]


def language(folder: Any, name: str = "sv", **content: Any) -> None:
    data = {"id": name, "about": "A language.", **content}
    folder.file(f"languages/{name}.yaml", json.dumps(data, ensure_ascii=False))


def wordings(**said: Any) -> dict[str, Any]:
    return {**said, "examples": {"violates": ["ett «förbjudet ord»"], "complies": ["ett ord"]}}


def found(folder: Any, text: str, **context: Any) -> list[str]:
    return [one.excerpt for one in folder.lint(text, **context).violations]


def test_phrases_join_those_of_the_rule(folder: Any) -> None:
    folder.rule()
    language(folder, rules={"house/rule": wordings(phrases=["förbjudet ord"])})
    assert found(folder, "A forbidden word, ett förbjudet ord.") == ["forbidden word", "förbjudet ord"]
    assert found(folder, "A good word, ett gott ord.") == []


def test_two_files_of_one_language_join(folder: Any) -> None:
    folder.rule()
    language(folder, rules={"house/rule": wordings(phrases=["förbjudet ord"])})
    language(folder, "sv-more", rules={"house/rule": wordings(phrases=["fult ord"])})
    assert found(folder, "Ett förbjudet ord, ett fult ord.") == ["förbjudet ord", "fult ord"]


def test_groups_and_exceptions_join_those_of_the_rule(folder: Any) -> None:
    folder.rule(unless={"sentence": ["never"]})
    group = {"within": "sentence", "parts": {"a": ["om du är nöjd"], "b": ["omdöme"]}, "mark": "b"}
    language(folder, rules={"house/rule": wordings(together=[group], unless={"sentence": ["aldrig"]})})
    assert found(folder, "Om du är nöjd, lämna ett omdöme.") == ["omdöme"]
    assert found(folder, "Om du är nöjd, lämna aldrig ett omdöme.") == []
    assert found(folder, "Lämna ett omdöme.") == []
    assert found(folder, "Aldrig a forbidden word.") == []
    assert found(folder, "Never a forbidden word.") == []
    assert found(folder, "A forbidden word.") == ["forbidden word"]


@pytest.mark.parametrize(
    ("text", "excerpts"),
    [
        pytest.param("WhatsApp", [], id="too little to tell a language"),
        pytest.param("Vi kan inte skriva till dig via WhatsApp, tyvärr.", [], id="in its language"),
        pytest.param("Please write to us soon.\n\nVi har tyvärr inte WhatsApp här.", [], id="beside English"),
        pytest.param(
            "Please write to us via WhatsApp today.\n\nVi har tyvärr inte WhatsApp här.",
            ["WhatsApp"],
            id="in its own sentence only",
        ),
        pytest.param("Please write to us via WhatsApp, dear customer.", ["WhatsApp"], id="in English"),
    ],
)
@pytest.mark.parametrize("where", ["phrases", "sentence"])
def test_what_excuses_in_a_language_excuses_no_english_text(
    folder: Any, where: str, text: str, excerpts: list[str]
) -> None:
    folder.rule(find={"phrases": ["whatsapp"]})
    language(folder, rules={"house/rule": wordings(unless={where: ["whatsapp"]})})
    assert found(folder, text) == excerpts


def test_what_excuses_a_message_in_a_language_excuses_no_english_one(folder: Any) -> None:
    folder.rule(find={"phrases": ["whatsapp"]})
    language(folder, rules={"house/rule": wordings(unless={"message": ["Amazon"]})})
    assert found(folder, "Please write to us via WhatsApp, since Amazon is slow.") == ["WhatsApp"]
    assert found(folder, "Vi kan inte skriva till dig via WhatsApp, tyvärr, bara via Amazon.") == []


def test_what_excuses_in_english_too_excuses_english_text(folder: Any) -> None:
    folder.rule(find={"phrases": ["whatsapp"]}, unless={"sentence": ["tablet"]})
    language(folder, rules={"house/rule": wordings(unless={"sentence": ["tablet"]})})
    assert found(folder, "Please use the WhatsApp of the tablet, dear customer.") == []


def test_groups_of_a_language_may_ask_for_earlier_messages(folder: Any) -> None:
    folder.type("refund")
    folder.rule()
    group = {"within": "sentence", "parts": {"a": ["omdöme"]}, "earlier": ["refund"]}
    language(folder, rules={"house/rule": wordings(together=[group])})
    assert found(folder, "Ett omdöme.", earlier_messages=[{"message_type": "refund"}]) == ["omdöme"]
    assert found(folder, "Ett omdöme.", earlier_messages=[]) == []
    assert [one.missing for one in folder.lint("Ett omdöme.").not_evaluated] == ["earlier_messages"]


def test_words_join_lists_and_make_new_ones(folder: Any) -> None:
    folder.words("review", "review")
    folder.rule(find={"phrases": ["my {review}"]})
    language(
        folder,
        words={"review": ["omdöme"], "sv-my": ["mitt", "vårt"]},
        rules={"house/rule": wordings(phrases=["{sv-my} {review}"])},
    )
    assert found(folder, "my review, my omdöme, mitt omdöme, vårt review, our review") == [
        "my review",
        "my omdöme",
        "mitt omdöme",
        "vårt review",
    ]


def test_a_need_can_be_met_in_another_language(folder: Any) -> None:
    folder.rule(require={"phrases": ["order number"]}, message={"en": "No number", "zh": "缺"})
    language(folder, rules={"house/rule": wordings(phrases=["ordernummer"])})
    assert found(folder, "Your order number is below.") == []
    assert found(folder, "Ditt ordernummer står nedan.") == []
    assert found(folder, "Nothing.") == [None]


def test_a_type_is_recognised_in_another_language(folder: Any) -> None:
    folder.type("refund", "refunded you")
    folder.rule()
    said = {
        "phrases": ["betalat tillbaka"],
        "unless": ["inte betalat"],
        "examples": {"is": ["Vi har betalat tillbaka."], "is_not": ["Vi har inte betalat tillbaka."]},
    }
    language(folder, types={"refund": said})
    for text, kind in (
        ("We refunded you.", "refund"),
        ("Vi har betalat tillbaka.", "refund"),
        ("Vi har inte betalat tillbaka.", None),
        ("Vi har skickat den.", None),
    ):
        assert folder.lint(text).message_type == kind
    told = [one.problem for one in run_type_examples(folder.pack(), "refund") if "betalat" in one.text]
    assert told == [None, None]


def test_a_type_is_not_kept_from_being_recognised_in_english_by_another_language(folder: Any) -> None:
    folder.type("refund", "refunded you")
    folder.rule()
    said = {
        "phrases": ["betalat tillbaka"],
        "unless": ["Amazon"],
        "examples": {"is": ["Vi har betalat tillbaka."], "is_not": ["Amazon har betalat tillbaka."]},
    }
    language(folder, types={"refund": said})
    assert folder.lint("We refunded you on Amazon, dear customer.").message_type == "refund"
    assert folder.lint("Amazon har betalat tillbaka pengarna till dig.").message_type is None


def test_the_examples_of_a_language_are_run_with_those_of_the_rule(folder: Any) -> None:
    folder.rule(examples={"violates": ["a «forbidden word»"] * 3, "complies": ["a word"] * 3})
    shown = {"violates": ["ett «ord»"], "complies": ["förbjudet ord"], "misses": ["fult ord"]}
    language(folder, rules={"house/rule": {"phrases": ["förbjudet ord"], "examples": shown}})
    problems = [(one.kind, one.problem) for one in run_examples(folder.pack(), "house/rule") if one.problem]
    assert problems == [
        ("violates", "found nothing, expected “ord”"),
        ("complies", "found “förbjudet ord”, expected nothing"),
    ]


def test_a_later_folder_takes_the_place_of_a_language_file(folder: Any, tmp_path: Path) -> None:
    folder.rule()
    folder.policy()
    language(folder, rules={"house/rule": wordings(phrases=["förbjudet ord"])})
    own = type(folder)(tmp_path / "own")
    language(own, rules={"house/rule": wordings(phrases=["fult ord"])})
    pack = load_pack([folder.root, own.root])
    assert [loaded.model.rules["house/rule"].phrases for loaded in pack.languages.values()] == [("fult ord",)]
    assert pack.languages["sv"].model.language == "sv"
