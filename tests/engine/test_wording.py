from __future__ import annotations

from typing import Any

import pytest

from buyer_msg_lint.report import Violation, violation_of


def only(folder: Any, text: str, **more: Any) -> Violation:
    [one] = folder.lint(text, **more).violations
    return violation_of(one)


def test_a_violation_says_what_and_where(folder: Any) -> None:
    folder.rule("house/rule")
    one = only(folder, "Hello,\r\na Forbidden\r\nword. 👍")
    assert one.model_dump(exclude={"source"}) == {
        "rule": "house/rule",
        "category": "house",
        "severity": "error",
        "message": "Says “Forbidden word”",
        "start": 10,
        "end": 25,
        "line": 2,
        "column": 3,
        "end_line": 3,
        "end_column": 5,
        "excerpt": "Forbidden\r\nword",
        "reads_as": None,
        "disguise": (),
        "segment": "body",
        "part": None,
        "branch": None,
        "fix": None,
        "why": "The reason.",
        "instead": "Something else.",
    }
    assert [source.name for source in one.source] == ["House rules"]


def test_a_violation_speaks_the_locale(folder: Any) -> None:
    folder.rule()
    one = only(folder, "a forbidden word", locale="zh")
    assert (one.message, one.why, one.instead) == ("含有“forbidden word”", "原因。", "别的。")


def test_a_disguised_match_tells_what_it_reads_as(folder: Any) -> None:
    folder.rule()
    one = only(folder, "a f o r b i d d e n word")
    assert (one.start, one.end) == (2, 24)
    assert one.excerpt == "f o r b i d d e n word"
    assert one.reads_as == "forbidden word"
    assert one.disguise == ("split-letters",)
    assert one.message == "Says “forbidden word”"


def test_words_side_by_side_are_no_disguise_of_what_stands_between(folder: Any) -> None:
    parts = {"first": ["kettle"], "second": ["lid"]}
    folder.rule(find={"together": [{"within": "sentence", "parts": parts}]})
    plain = only(folder, "The kettle has a lid.")
    assert (plain.excerpt, plain.reads_as, plain.disguise) == ("kettle has a lid", None, ())
    split = only(folder, "The k e t t l e has a lid.")
    assert (split.reads_as, split.disguise) == ("kettle ... lid", ("split-letters",))


def test_a_message_names_the_traits_of_a_hit(folder: Any) -> None:
    folder.rule(find={"detector": "link"}, message={"en": "{kind} to {host}: {match}", "zh": "{host}"})
    assert only(folder, "see https://example.com/a").message == "url to example.com: https://example.com/a"


def test_a_trait_that_a_phrase_has_not_is_left_out(folder: Any) -> None:
    find = {"detector": "link", "phrases": ["my page"]}
    folder.rule(find=find, message={"en": "Host “{host}”, {match}", "zh": "{host}"})
    assert only(folder, "see my page").message == "Host “”, my page"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("{match} {match}", id="its own field"),
        pytest.param("{0} {} %s %(a)s ${a}", id="fields of other templates"),
        pytest.param(r"\1 \g<0>", id="references of patterns"),
    ],
)
def test_text_of_a_message_is_never_read_as_a_template(folder: Any, text: str) -> None:
    folder.rule(find={"regex": [r"<.*>"]})
    assert only(folder, f"a <{text}> b").message == f"Says “<{text}>”"


def test_a_long_match_is_cut_and_put_on_one_line(folder: Any) -> None:
    folder.rule(find={"regex": ["(?s)x.*x"]})
    one = only(folder, "x\n\n" + "y" * 100 + "x")
    assert one.message == "Says “x " + "y" * 77 + "…”"


def edited(violation: Violation, text: str) -> str:
    assert violation.fix is not None
    for edit in sorted(violation.fix.edits, key=lambda edit: edit.start, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


@pytest.mark.parametrize(
    ("fix", "text", "repaired"),
    [
        pytest.param({"replace": "good one"}, "A forbidden word here.", "A good one here.", id="replaced"),
        pytest.param({"replace": ""}, "A forbidden word here.", "A  here.", id="replaced by nothing"),
        pytest.param({"remove": "match"}, "A forbidden word here.", "A here.", id="removed with one blank"),
        pytest.param({"remove": "match"}, "Forbidden word here.", "here.", id="removed at the beginning"),
        pytest.param({"remove": "match"}, "A forbidden word.", "A .", id="removed before a full stop"),
        pytest.param({"remove": "match"}, "A\nforbidden word\nhere.", "A\n\nhere.", id="line breaks stay"),
        pytest.param(
            {"remove": "sentence"}, "Hello. A forbidden word here. Bye.", "Hello. Bye.", id="its sentence"
        ),
        pytest.param({"remove": "sentence"}, "A forbidden word here. Bye.", "Bye.", id="the first sentence"),
        pytest.param(
            {"remove": "sentence"}, "Hello. A forbidden word here.", "Hello.", id="the last sentence"
        ),
        pytest.param({"remove": "sentence"}, "A forbidden word.", "", id="the only sentence"),
        pytest.param(
            {"remove": "sentence"}, "Hi,\n\nA forbidden word. Bye.", "Hi,\n\nBye.", id="after a greeting"
        ),
        pytest.param(
            {"remove": "sentence"}, "Hello. A forbidden.\nWord is bad.", None, id="nothing is found"
        ),
    ],
)
def test_a_fix_gives_the_text_without_the_violation(
    folder: Any, fix: dict[str, str], text: str, repaired: str | None
) -> None:
    folder.rule(fix=fix)
    if repaired is None:
        assert folder.lint(text).ok
    else:
        assert edited(only(folder, text), text) == repaired


@pytest.mark.parametrize("safe", [True, False])
def test_a_fix_is_as_safe_as_its_rule_says(folder: Any, *, safe: bool) -> None:
    folder.rule(fix={"replace": "x", "safe": safe})
    fix = only(folder, "a forbidden word").fix
    assert fix is not None
    assert fix.safe is safe


def test_a_fix_in_text_shown_in_reverse_stays_inside_it(folder: Any) -> None:
    folder.rule(fix={"remove": "sentence"})
    text = "Hi. \u202e.drow neddibrof a .iH\nBye."
    fix = only(folder, text).fix
    assert fix is not None
    assert all(0 <= edit.start < edit.end <= len(text) for edit in fix.edits)
