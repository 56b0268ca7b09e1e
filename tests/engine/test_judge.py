from __future__ import annotations

from typing import Any

import pytest

from buyer_msg_lint.context import Context
from buyer_msg_lint.document import Document, Mark, Part, Segment, SegmentKind
from buyer_msg_lint.engine import check, check_context
from buyer_msg_lint.errors import UsageError
from buyer_msg_lint.inputs import text
from buyer_msg_lint.report import Outcome, Severity
from buyer_msg_lint.spans import MappedText, Span


def unmarked(marked: str) -> tuple[str, list[str]]:
    """Return a text and its «marked» places, as ``start-end``."""
    text, places, start = "", [], 0
    for char in marked:
        if char == "«":
            start = len(text)
        elif char == "»":
            places.append(f"{start}-{len(text)}")
        else:
            text += char
    return text, places


def places(folder: Any, text: str, **context: Any) -> list[str]:
    return [f"{one.start}-{one.end}" for one in folder.lint(text, **context).violations]


def together(within: str, mark: str | None = None, /, **parts: list[str]) -> dict[str, Any]:
    return {"together": [{"within": within, "parts": parts} | ({"mark": mark} if mark else {})]}


TWO = {"a": ["if happy"], "b": ["leave ... review"]}


@pytest.mark.parametrize(
    ("find", "marked"),
    [
        pytest.param({"phrases": ["bad word"]}, "a bad one", id="a phrase that is not there"),
        pytest.param({"phrases": ["bad word"]}, "a «bad word» and a «BAD word»", id="each place of a phrase"),
        pytest.param(
            {"phrases": ["bad", "bad word"]}, "a «bad word»", id="phrases over one place are one violation"
        ),
        pytest.param(
            {"phrases": ["a bad", "bad word"]}, "«a bad word»", id="phrases that overlap are one violation"
        ),
        pytest.param(
            {"phrases": ["bad", "word"]}, "a «bad» «word»", id="phrases that only touch a blank are two"
        ),
        pytest.param({"regex": [r"b\w{2}\b"]}, "a «bad» word", id="a pattern"),
        pytest.param({"regex": ["(?=bad)"]}, "a bad word", id="a pattern that matches nothing but a place"),
        pytest.param(
            {"phrases": ["bad"], "regex": [r"bad w\w+"]}, "a «bad word»", id="a phrase and a pattern"
        ),
        pytest.param({"detector": "link"}, "see «https://example.com/a» now", id="a detector"),
        pytest.param(
            {"detector": "link", "only": {"kind": ["ip"]}},
            "see https://example.com/a now",
            id="a hit without the trait that is asked for",
        ),
        pytest.param(
            {"detector": "link", "only": {"kind": ["url"]}},
            "see «https://example.com/a» now",
            id="a hit with the trait that is asked for",
        ),
        pytest.param(
            {"detector": "link", "except": {"domain": ["example.com"]}},
            "see https://example.com/a or «https://example.net/a» now",
            id="a hit that is excused",
        ),
        pytest.param(
            {"detector": "link", "phrases": ["com"]},
            "see «https://example.com/a» now",
            id="a phrase inside a hit",
        ),
        pytest.param(
            together("sentence", **TWO), "If happy, go. Leave a review.", id="parts in two sentences"
        ),
        pytest.param(together("sentence", **TWO), "If happy, leave them be.", id="one part only"),
        pytest.param(
            together("sentence", **TWO),
            "Go. «If happy, please leave a review». Bye.",
            id="parts in one sentence, from the first to the last",
        ),
        pytest.param(
            together("sentence", "b", **TWO), "If happy, please «leave a review».", id="the marked part"
        ),
        pytest.param(together("sentence", **TWO), "«Leave a review if happy».", id="parts in another order"),
        pytest.param(
            together("neighbours", "b", **TWO),
            "If happy, go. Well. Leave a review.",
            id="a sentence between neighbours",
        ),
        pytest.param(together("neighbours", "b", **TWO), "If happy, go. «Leave a review».", id="neighbours"),
        pytest.param(
            together("neighbours", "b", **TWO),
            "«Leave a review». If happy, go.",
            id="neighbours in another order",
        ),
        pytest.param(
            together("neighbours", "b", **TWO),
            "If happy, «leave a review». If happy, go.",
            id="a pair in two windows is one violation",
        ),
        pytest.param(
            together("message", "b", **TWO),
            "If happy, go. Well. «Leave a review».",
            id="anywhere in the message",
        ),
        pytest.param(together("message", "b", **TWO), "Well. Leave a review.", id="nowhere in the message"),
        pytest.param(
            together("sentence", a=["happy"], b=["happy buyer"]), "A happy buyer.", id="parts over one place"
        ),
        pytest.param(
            together("sentence", a=["happy"], b=["happy buyer"]),
            "«Happy to see a happy buyer».",
            id="parts that stand apart beside parts over one place",
        ),
        pytest.param(
            together("sentence", a=["we"], b=["happy"], c=["happy buyer"]),
            "We see a happy buyer.",
            id="of three parts two over one place",
        ),
        pytest.param(
            together("sentence", "a", a=["we"], b=["happy"], c=["happy buyer"]),
            "«We» happy see a happy buyer.",
            id="three parts that stand apart",
        ),
    ],
)
def test_a_rule_is_broken_where_its_parts_are_found(folder: Any, find: dict[str, Any], marked: str) -> None:
    text, expected = unmarked(marked)
    folder.rule(find=find)
    assert places(folder, text) == expected


@pytest.mark.parametrize(
    ("unless", "marked"),
    [
        pytest.param(
            {"phrases": ["very bad"]}, "a very bad day and a «bad» day", id="a phrase over the match"
        ),
        pytest.param({"phrases": ["day"]}, "a «bad» day", id="a phrase beside the match excuses nothing"),
        pytest.param({"regex": ["bad (?=day)"]}, "a bad day and a «bad» one", id="a pattern over the match"),
        pytest.param(
            {"sentence": ["no"]}, "There is no bad day. A «bad» day.", id="a phrase in the sentence"
        ),
        pytest.param({"sentence": ["never"]}, "Never. A «bad» day.", id="a phrase in the sentence before"),
        pytest.param(
            {"message": ["no"]}, "A bad day. A bad night. No.", id="a phrase anywhere in the message"
        ),
        pytest.param({"message": ["no"]}, "A «bad» day. None.", id="a longer word excuses nothing"),
    ],
)
def test_an_exception_excuses_what_it_stands_over_or_beside(folder: Any, unless: Any, marked: str) -> None:
    text, expected = unmarked(marked)
    folder.rule(find={"phrases": ["bad"]}, unless=unless)
    assert places(folder, text) == expected


def test_phrases_in_other_languages_are_found_alike(folder: Any) -> None:
    folder.rule(languages={"de": ["verbotenes Wort"], "zh": ["禁词"]})
    assert places(folder, "Ein verbotenes Wort, 禁词, a forbidden word") == ["4-19", "21-23", "27-41"]


REQUIRE = {"require": {"phrases": ["order number"]}, "message": {"en": "No number", "zh": "没有"}}


def test_what_is_required_is_missing_for_the_whole_message(folder: Any) -> None:
    folder.rule(**REQUIRE)
    [one] = folder.lint("Hello.").violations
    assert one.message == "No number"
    absent = (one.start, one.end, one.line, one.column, one.end_line, one.end_column, one.excerpt, one.fix)
    assert set(absent) == {None}


@pytest.mark.parametrize(
    ("require", "text"),
    [
        pytest.param({"phrases": ["order number"]}, "Your order number is known.", id="a phrase"),
        pytest.param({"phrases": ["tracking"], "regex": ["n.mber"]}, "Your order number", id="a pattern"),
        pytest.param({"detector": "link"}, "See https://example.com/a", id="a detector"),
        pytest.param({"placeholders": ["order-id"]}, "Your order {{order_id}}", id="a placeholder"),
    ],
)
def test_one_of_what_is_required_is_enough(folder: Any, require: Any, text: str) -> None:
    folder.rule(**REQUIRE | {"require": require})
    assert folder.lint(text).ok
    assert not folder.lint("Hello.").ok


def test_a_placeholder_for_something_else_is_not_enough(folder: Any) -> None:
    folder.rule(**REQUIRE | {"require": {"placeholders": ["order-id"]}})
    assert not folder.lint("Dear {{buyer_name}}").ok


@pytest.mark.parametrize(
    ("when", "context", "broken", "missing"),
    [
        pytest.param({}, {}, True, None, id="always"),
        pytest.param({"message_type": ["refund"]}, {}, False, "message_type", id="an unknown type"),
        pytest.param({"message_type": ["refund"]}, {"message_type": "reply"}, False, None, id="another type"),
        pytest.param({"message_type": ["refund"]}, {"message_type": "refund"}, True, None, id="the type"),
        pytest.param({"not_message_type": ["refund"]}, {}, True, None, id="not the type, which is unknown"),
        pytest.param(
            {"not_message_type": ["refund"]}, {"message_type": "reply"}, True, None, id="not the type"
        ),
        pytest.param(
            {"not_message_type": ["refund"]},
            {"message_type": "refund"},
            False,
            None,
            id="the type that is left out",
        ),
        pytest.param(
            {"marketplace": ["shop.example.com"]}, {}, False, "marketplace", id="an unknown marketplace"
        ),
        pytest.param(
            {"marketplace": ["shop.example.com"]},
            {"marketplace": "DE"},
            False,
            None,
            id="another marketplace",
        ),
        pytest.param(
            {"marketplace": ["shop.example.com"]},
            {"marketplace": "us"},
            True,
            None,
            id="the marketplace by its country",
        ),
        pytest.param(
            {"marketplace": ["US"]},
            {"marketplace": "SHOPUS"},
            True,
            None,
            id="a rule that names a country, a context that names an id",
        ),
        pytest.param({"template": True}, {}, False, None, id="no template"),
        pytest.param({"template": True}, {"template": True}, True, None, id="a template"),
        pytest.param(
            {"template": False}, {"template": True}, False, None, id="a template where none is wanted"
        ),
        pytest.param(
            {"template": True, "message_type": ["refund"]},
            {},
            False,
            None,
            id="what is ruled out already needs no type",
        ),
        pytest.param(
            {"template": False, "message_type": ["refund"]},
            {},
            False,
            "message_type",
            id="what is not ruled out needs the type",
        ),
    ],
)
def test_a_rule_holds_when_its_conditions_agree(
    folder: Any, when: Any, context: Any, *, broken: bool, missing: str | None
) -> None:
    folder.type("refund")
    folder.type("reply")
    folder.marketplaces()
    folder.rule(when=when)
    report = folder.lint("a forbidden word", **context)
    assert [(one.rule, one.missing) for one in report.not_evaluated] == (
        [("house/rule", missing)] if missing else []
    )
    assert bool(report.violations) == broken


def test_only_values_that_differ_are_violations(folder: Any) -> None:
    folder.rule(find={"detector": "order-id", "differs_from": "order_id"})
    text, expected = unmarked("Orders 112-1234567-7654321 and «113-7654321-1234567» are here.")
    assert places(folder, text, order_id="112-1234567-7654321") == expected
    assert places(folder, text, order_id="11212345677654321") == expected
    report = folder.lint(text)
    assert report.violations == ()
    assert [(one.rule, one.missing) for one in report.not_evaluated] == [("house/rule", "order_id")]


def test_any_of_the_known_tracking_numbers_is_right(folder: Any) -> None:
    folder.rule(find={"detector": "tracking-number", "differs_from": "tracking_numbers"})
    text = "UPS tracking number 1Z999AA10123456784"
    assert places(folder, text, tracking_numbers=("1Z12345E0205271688", "1z 999 aa1 0123456784")) == []
    assert places(folder, text, tracking_numbers=("1Z12345E0205271688",)) == ["20-38"]
    assert places(folder, text, tracking_numbers=()) == ["20-38"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("Nothing to see.", None, id="no wording"),
        pytest.param("Your refund was issued.", "refund", id="the wording of one type"),
        pytest.param("Your refund or replacement.", "replacement", id="of two types the one of lower rank"),
        pytest.param("A battery replacement and a refund.", "refund", id="wording that is excused"),
    ],
)
def test_a_type_that_is_not_given_is_recognised(folder: Any, text: str, kind: str | None) -> None:
    folder.type("refund", "refund", rank=20)
    folder.type("replacement", "replacement", rank=10, unless=("battery replacement",))
    folder.rule(when={"message_type": ["refund"]}, **REQUIRE)
    report = folder.lint(text)
    assert report.message_type == kind
    assert bool(report.violations) == (kind == "refund")
    assert bool(report.not_evaluated) == (kind is None)
    assert folder.lint(text, message_type="refund").message_type == "refund"


def test_violations_come_in_order_and_the_whole_message_first(folder: Any) -> None:
    folder.rule("b/phrase", find={"phrases": ["bad word"]})
    folder.rule("a/phrase", find={"phrases": ["bad"]})
    folder.rule("c/required", **REQUIRE)
    folder.rule("a/late", find={"phrases": ["day"]})
    assert [one.rule for one in folder.lint("bad word, bad day").violations] == [
        "c/required",
        "a/phrase",
        "b/phrase",
        "a/phrase",
        "a/late",
    ]


@pytest.mark.parametrize(
    ("severity", "fail_on", "outcome"),
    [
        pytest.param("warning", Severity.ERROR, Outcome.CLEAN, id="a warning where errors fail"),
        pytest.param("info", Severity.WARNING, Outcome.CLEAN, id="an info where warnings fail"),
        pytest.param("error", Severity.ERROR, Outcome.VIOLATIONS, id="an error"),
        pytest.param("warning", Severity.WARNING, Outcome.VIOLATIONS, id="a warning where warnings fail"),
        pytest.param("info", Severity.INFO, Outcome.VIOLATIONS, id="an info where infos fail"),
    ],
)
def test_the_gravest_that_is_let_pass_is_chosen(
    folder: Any, severity: str, fail_on: Severity, outcome: Outcome
) -> None:
    folder.rule(severity=severity)
    report = folder.lint("a forbidden word", fail_on=fail_on)
    assert report.outcome is outcome
    assert len(report.violations) == 1


def test_a_rule_for_another_kind_of_segment_is_not_broken(folder: Any) -> None:
    folder.rule(applies_to=["subject"])
    assert folder.lint("a forbidden word").ok


def in_kind(folder: Any, kind: SegmentKind, **more: Any) -> list[tuple[str, SegmentKind | None]]:
    """Return what is broken in a message that says something in one kind of segment only."""
    source = "a forbidden word"
    segments = (
        Segment(SegmentKind.BODY, MappedText.identity("")),
        Segment(kind, MappedText.identity(source)),
    )
    document = Document(None, source, segments, **more)
    report = check(folder.plan(), document, Context(), locale="en", fail_on=Severity.ERROR)
    return [(one.rule, one.segment) for one in report.violations]


@pytest.mark.parametrize("kind", SegmentKind)
def test_what_is_forbidden_in_the_body_is_so_where_it_is_hidden_or_attached(
    folder: Any, kind: SegmentKind
) -> None:
    folder.rule()
    elsewhere = kind in (SegmentKind.LINK, SegmentKind.IMAGE, SegmentKind.FILE_NAME)
    assert in_kind(folder, kind) == ([] if elsewhere else [("house/rule", kind)])


@pytest.mark.parametrize("kind", SegmentKind)
def test_a_rule_may_name_any_kind_of_segment(folder: Any, kind: SegmentKind) -> None:
    folder.rule(applies_to=[kind.value])
    assert in_kind(folder, kind) == [("house/rule", kind)]


@pytest.mark.parametrize("kind", SegmentKind)
def test_what_must_be_there_must_be_seen(folder: Any, kind: SegmentKind) -> None:
    folder.rule(require={"phrases": ["forbidden word"]}, message={"en": "Lacks it", "zh": "缺少"})
    seen = kind in (SegmentKind.BODY, SegmentKind.SUBJECT)
    assert in_kind(folder, kind) == ([] if seen else [("house/rule", None)])


@pytest.fixture
def marks(monkeypatch: pytest.MonkeyPatch) -> None:
    kinds = {"font": {"size": "in pixels"}, "image": {"size": "in pixels"}}
    monkeypatch.setattr(text, "MARKS", kinds)


MARK = Mark("font", Span(2, 11), {"size": "40"})


@pytest.mark.parametrize(
    ("find", "broken"),
    [
        pytest.param({"marks": ["image"]}, [], id="another mark"),
        pytest.param({"marks": ["font"], "only": {"size": ["20"]}}, [], id="another trait"),
        pytest.param({"marks": ["font"], "except": {"size": ["40"]}}, [], id="an excused trait"),
        pytest.param({"marks": ["image", "font"]}, ["forbidden"], id="the mark"),
        pytest.param({"marks": ["font"], "only": {"size": ["40"]}}, ["forbidden"], id="the trait"),
    ],
)
@pytest.mark.usefixtures("marks")
def test_a_mark_breaks_the_rules_that_find_it(folder: Any, find: dict[str, Any], broken: list[str]) -> None:
    folder.rule(find=find, message={"en": "{match} of {size}", "zh": "{match}"})
    segments = (Segment(SegmentKind.BODY, MappedText.identity("a forbidden word")),)
    document = Document(None, "a forbidden word", segments, marks=(MARK,))
    report = check(folder.plan(), document, Context(), locale="en", fail_on=Severity.ERROR)
    assert [one.excerpt for one in report.violations] == broken
    assert {one.message for one in report.violations} <= {"forbidden of 40"}


@pytest.mark.usefixtures("marks")
@pytest.mark.parametrize(
    ("find", "message", "problem"),
    [
        pytest.param({"marks": ["fnt"]}, "x", "no input tells of 'fnt'; did you mean 'font'?", id="a mark"),
        pytest.param(
            {"marks": ["font"], "only": {"sise": ["1"]}},
            "x",
            "mark 'font' tells no 'sise'; did you mean 'size'?",
            id="a trait",
        ),
        pytest.param(
            {"marks": ["font"]}, "{sise}", "nothing fills '{sise}'; did you mean 'size'?", id="a field"
        ),
    ],
)
def test_what_no_mark_tells_is_a_mistake(folder: Any, find: Any, message: str, problem: str) -> None:
    folder.rule(find=find, message={"en": message, "zh": "x"})
    [mistake] = folder.mistakes()
    assert mistake.endswith(f": {problem}")


def test_places_in_a_part_count_in_its_own_text(folder: Any) -> None:
    folder.rule(fix={"remove": "match"})
    part = Part("page 2", "one\na forbidden word")
    segments = (
        Segment(SegmentKind.BODY, MappedText.identity("the file")),
        Segment(SegmentKind.ATTACHMENT, MappedText.identity(part.source), part, "if late"),
    )
    report = check(
        folder.plan(), Document(None, "the file", segments), Context(), locale="en", fail_on=Severity.ERROR
    )
    [one] = report.violations
    assert (one.part, one.branch, one.line, one.column, one.start) == ("page 2", "if late", 2, 3, 6)
    assert (one.excerpt, one.fix) == ("forbidden word", None)


@pytest.mark.parametrize(
    ("context", "problem"),
    [
        pytest.param(
            {"message_type": "refnd"}, "there is no message type 'refnd'; did you mean 'refund'?", id="type"
        ),
        pytest.param(
            {"marketplace": "FR"},
            "there is no marketplace 'FR'; known: shop.example.com, shop.example.de; give a domain "
            "(shop.example.com), a country (US), or an id (SHOPUS)",
            id="marketplace",
        ),
    ],
)
def test_a_context_that_names_what_does_not_exist_is_refused(folder: Any, context: Any, problem: str) -> None:
    folder.type("refund")
    folder.marketplaces()
    folder.rule()
    with pytest.raises(UsageError) as told:
        check_context(folder.plan(), Context(**context))
    assert str(told.value) == problem
