"""What is told about a rule, on the terminal and in Markdown: all of it, whatever its texts hold."""

from __future__ import annotations

from typing import Any, get_args

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from buyer_msg_lint.context import Channel, Initiative
from buyer_msg_lint.document import SegmentKind
from buyer_msg_lint.formats._rule_page import markdown, terminal
from buyer_msg_lint.formats._rule_page.conditions import bounds, conditions, segments
from buyer_msg_lint.formats._rule_page.content import Surroundings, explanation, rule_page
from buyer_msg_lint.formats._rule_page.pieces import Line, RulePage
from buyer_msg_lint.formats._rule_page.words import HEADINGS, WORDS
from buyer_msg_lint.policy.model import (
    Ground,
    LanguageFile,
    Limit,
    Measure,
    MessageType,
    PolicyFile,
    Rule,
    RuleSetting,
    TimeField,
    Together,
    Unless,
    When,
)
from buyer_msg_lint.policy.outline import TEXT_KINDS
from buyer_msg_lint.verdict import Severity

RULE: dict[str, Any] = {
    "id": "shop/kettle",
    "title": {"en": "Names a kettle", "zh": "提到水壶"},
    "severity": "error",
    "basis": "house",
    "message": {"en": "Names “{match}”", "zh": "提到“{match}”"},
    "why": {"en": "We sell no kettles.", "zh": "本店不卖水壶。"},
    "instead": {"en": "Name the lid.", "zh": "请写盖子。"},
    "source": [
        {"name": "House style", "url": "https://example.com/style", "read": "2026-11"},
        {"name": "Habit"},
    ],
    "find": {"phrases": ["kettle"]},
    "examples": {
        "violates": ["The «kettle» is new.", "A «kettle» is here.", "One «kettle»."],
        "complies": ["The lid is new.", "A «lid».", "One lid."],
    },
    "since": "1.0",
}
FIELD = regex.compile(r"\{\w+\}")
SHORT_LIMIT = {"since": "delivered_at", "most": "1 day"}


def rule(**changes: Any) -> Rule:
    return Rule.model_validate({key: value for key, value in (RULE | changes).items() if value is not None})


def shown(line: Line) -> str:
    return "".join(piece if isinstance(piece, str) else piece.text for piece in line)


def told(page: RulePage, key: str) -> list[str]:
    """Return a section's lines as a terminal shows them."""
    section = next((section for section in page.sections if section.key == key), None)
    if section is None:
        return []
    alone = RulePage(page.rule, page.title, (), (section,))
    return [line.strip() for line in terminal.lines(alone)][3:]


# words


@pytest.mark.parametrize("table", [HEADINGS, WORDS], ids=["headings", "words"])
def test_both_languages_say_the_same_things_with_the_same_fields(table: dict[str, dict[str, str]]) -> None:
    english, chinese = table["en"], table["zh"]
    assert list(english) == list(chinese)
    assert {key: sorted(FIELD.findall(text)) for key, text in english.items()} == {
        key: sorted(FIELD.findall(text)) for key, text in chinese.items()
    }


def test_there_are_words_for_all_that_a_rule_may_say() -> None:
    named = [
        *(severity.value for severity in Severity),
        *get_args(Rule.model_fields["basis"].annotation),
        *(kind.value for kind in SegmentKind),
        *get_args(TimeField),
        *get_args(Measure),
        *(f"when initiative {value}" for value in get_args(Initiative)),
        *(f"when channel {value}" for value in get_args(Channel)),
        *(f"within {value}" for value in get_args(Together.model_fields["within"].annotation)),
        *(f"unless {key}" for key in Unless.model_fields),
    ]
    assert [name for name in named if name not in WORDS["en"]] == []


def test_every_condition_has_words() -> None:
    values: dict[str, Any] = dict.fromkeys(When.model_fields, ("refund",))
    for template in (True, False):
        when = When(**values | {"initiative": "reply", "channel": "email", "template": template})
        for locale in WORDS:
            assert len(list(conditions(when, locale))) == len(When.model_fields)


# when a rule holds


def test_a_rule_without_conditions_tells_none() -> None:
    assert [*conditions(When(), "en"), *segments(TEXT_KINDS, "en")] == []


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        pytest.param(
            {"message_type": ("refund", "return")}, "for messages of type: refund, return", id="types"
        ),
        pytest.param({"not_message_type": ("refund",)}, "not for messages of type: refund", id="other types"),
        pytest.param({"initiative": "reply"}, "for replies to buyers", id="replies"),
        pytest.param({"channel": "api"}, "for messages sent through the API", id="the API"),
        pytest.param({"marketplace": ("amazon.de",)}, "on the marketplaces: amazon.de", id="a marketplace"),
    ],
)
def test_conditions_are_told(when: dict[str, Any], expected: str) -> None:
    assert [shown(line) for line in conditions(When(**when), "en")] == [expected]


def test_a_rule_of_the_subject_alone_says_so() -> None:
    assert [shown(line) for line in segments((SegmentKind.SUBJECT,), "en")] == ["looks only at: the subject"]


INVOICE = MessageType.model_validate(
    {"id": "invoice", "title": {"en": "x", "zh": "x"}, "limits": {"attachment-count": [1, 5]}}
)


@pytest.mark.parametrize(
    ("limit", "types", "expected"),
    [
        pytest.param(
            {"since": "delivered_at", "least": "5 days", "most": "30 days"},
            (),
            "at least 5 days, at most 30 days from the delivery to the sending of the message",
            id="a window",
        ),
        pytest.param(
            {"since": "purchased_at", "most": "24 hours", "warn_after": "12 hours"},
            (),
            "at most 24 hours from the purchase to the sending of the message; a warning after 12 hours",
            id="a deadline with a warning",
        ),
        pytest.param(
            {"measure": "attachment-size", "most": "10 MB"},
            (INVOICE,),
            "size of each attachment: at most 10 MB",
            id="a size that no type bounds",
        ),
        pytest.param(
            {"measure": "message-length", "most": "4000"},
            (),
            "characters of the text: at most 4,000",
            id="length",
        ),
        pytest.param(
            {"measure": "attachment-count", "most": "9"},
            (INVOICE,),
            "number of attachments: at most 9; as the message type bounds it",
            id="a count that types bound too",
        ),
        pytest.param(
            {"measure": "attachment-count"},
            (INVOICE,),
            "number of attachments: as the message type bounds it",
            id="a count that only types bound",
        ),
        pytest.param(
            {"measure": "attachment-type", "among": ["pdf", "png"]},
            (),
            "kinds of attachments: pdf, png and no others",
            id="endings",
        ),
    ],
)
def test_limits_are_told(limit: dict[str, Any], types: tuple[MessageType, ...], expected: str) -> None:
    assert shown(bounds(Limit.model_validate(limit), types, "en")) == expected


def test_the_bounds_of_types_are_listed() -> None:
    limited = rule(find=None, limit={"measure": "attachment-count"})
    assert told(explanation(limited, "en", (INVOICE,)), "bounds") == ["invoice: 1 to 5"]


# the page


def test_what_is_not_there_has_no_section() -> None:
    keys = [section.key for section in rule_page(rule(), "en", Surroundings()).sections]
    assert keys == ["says", "why", "instead", "looks", "violates", "complies", "source", "history"]


def test_title_and_message_are_there_in_both_languages() -> None:
    page = rule_page(rule(), "zh", Surroundings())
    assert page.title == "提到水壶"
    assert told(page, "says") == ["Names “{match}”", "提到“{match}”"]


def test_sources_tell_their_address_and_when_they_were_read() -> None:
    assert told(rule_page(rule(), "en", Surroundings()), "source") == [
        "House style, https://example.com/style, read 2026-11",
        "Habit",
    ]


def test_former_names_are_told() -> None:
    assert told(rule_page(rule(was=["a/b", "c/d"]), "en", Surroundings()), "history") == [
        "since version 1.0",
        "formerly: a/b, c/d",
    ]


def test_what_a_rule_looks_for_is_told() -> None:
    find = {
        "detector": "link",
        "only": {"kind": ["url", "bare-domain"]},
        "except": {"domain": ["a.example", "b.example", "c.example", "d.example", "e.example"]},
        "together": [{"within": "sentence", "parts": {"a": ["kettle"], "b": ["lid"]}}],
    }
    page = rule_page(rule(find=find, languages={"de": ["Kessel"]}), "en", Surroundings())
    assert told(page, "looks") == [
        "what the detector link finds whose kind is url or bare-domain",
        "phrases that count only side by side, in one sentence",
        "wordings in other languages: de",
    ]
    assert told(page, "unless") == [
        "what link finds whose domain is one of a.example, b.example, c.example, d.example, e.example"
    ]


def test_what_is_compared_with_the_context_is_told() -> None:
    compared = rule(find={"detector": "order-id", "differs_from": "order_id"})
    assert told(rule_page(compared, "en", Surroundings()), "looks") == [
        "what the detector order-id finds",
        "only where it is not the order_id of the context",
    ]


def test_marks_are_told_with_what_excuses_them() -> None:
    marked = rule(find={"marks": ["image", "font"], "only": {"size": ["1"]}, "except": {"size": ["2"]}})
    page = rule_page(marked, "en", Surroundings())
    assert told(page, "looks") == ["how the message is made: image, font whose size is 1"]
    assert told(page, "unless") == ["what image, font finds whose size is 2"]


def test_what_must_be_there_is_told() -> None:
    required = rule(find=None, require={"phrases": ["order"], "placeholders": ["order-id"]})
    assert told(rule_page(required, "en", Surroundings()), "looks") == [
        "The rule is broken where the message holds none of these:",
        "phrases, which the rule's file lists",
        "a placeholder for: order-id",
    ]


def test_exceptions_are_listed_one_by_one() -> None:
    excused = rule(unless={"phrases": ["tea kettle"], "message": ["kettle drum", "kettle hole"]})
    german = LanguageFile.model_validate(
        {
            "id": "de",
            "about": "German.",
            "rules": {
                "shop/kettle": {
                    "unless": {"phrases": ["Kesselhaus"]},
                    "examples": {"violates": ["Ein «Kessel»."], "complies": ["Ein Kesselhaus."]},
                }
            },
        }
    )
    assert told(rule_page(excused, "en", Surroundings(languages=(german,))), "unless") == [
        "A match that overlaps one of these phrases:",
        "tea kettle",
        "Every match, where one of these phrases is in the message:",
        "kettle drum",
        "kettle hole",
        "what these files name for the rule: rules/languages/de.yaml",
    ]


def policy(name: str) -> PolicyFile:
    return PolicyFile.model_validate({"id": name, "title": {"en": f"The {name}", "zh": name}})


@pytest.mark.parametrize(
    ("changes", "setting", "expected"),
    [
        pytest.param({}, {}, "error", id="as the file says"),
        pytest.param({}, {"severity": "info"}, "info", id="another severity"),
        pytest.param(
            {}, {"when": {"initiative": "reply"}}, "error; for replies to buyers", id="another condition"
        ),
        pytest.param(
            {},
            {"unless": {"sentence": ["drum"]}},
            "error; besides, it excuses a match in the same sentence as one of these phrases: drum",
            id="exceptions",
        ),
        pytest.param(
            {"find": {"detector": "link", "except": {"host": ["a.example"]}}},
            {"except": {}},
            "error; without the exceptions of the rule itself",
            id="without the exceptions",
        ),
        pytest.param(
            {"find": {"detector": "link"}},
            {"only": {"kind": ["url"]}, "except": {"host": ["a.example"]}},
            "error; only hits whose kind is url; but not hits whose host is a.example",
            id="traits",
        ),
        pytest.param(
            {"find": None, "limit": SHORT_LIMIT},
            {"limit": {"most": "2 days"}},
            "error; at most 2 days from the delivery to the sending of the message",
            id="another limit",
        ),
    ],
)
def test_policies_tell_what_they_change(
    changes: dict[str, Any], setting: dict[str, Any], expected: str
) -> None:
    held = RuleSetting.model_validate(setting)
    around = Surroundings(policies=((policy("inn"), held), (policy("shop"), None)))
    assert told(rule_page(rule(**changes), "en", around), "policies") == [
        f"inn (The inn): {expected}",
        "not held by: shop",
    ]


def test_a_page_tells_what_each_policy_that_holds_the_rule_goes_by() -> None:
    ground = {
        "rules": ["shop/*"],
        "why": {"en": "The inn says so.", "zh": "客栈如此规定。"},
        "source": [{"name": "Sign"}],
    }
    holds = policy("inn").model_copy(update={"grounds": (Ground.model_validate(ground),)})
    for setting, why, source in ((RuleSetting(), ["inn: The inn says so."], ["inn: Sign"]), (None, [], [])):
        page = rule_page(rule(), "en", Surroundings(policies=((holds, setting),)))
        assert told(page, "why")[1:] == why
        assert told(page, "source")[2:] == source


def test_a_rule_that_no_policy_holds_says_so() -> None:
    around = Surroundings(policies=((policy("inn"), None),))
    assert told(rule_page(rule(), "en", around), "policies") == ["No policy holds it."]


def test_examples_tell_what_is_known_beside_the_text() -> None:
    known = {
        "sent_at": "2026-11-24",
        "template": True,
        "earlier_messages": [{"message_type": "refund"}],
    }
    example = {"text": "One «kettle».\nTwo.\n", "context": known}
    page = rule_page(rule(examples=RULE["examples"] | {"misses": [example]}), "en", Surroundings())
    assert told(page, "misses") == [
        "One «kettle».",
        "Two.",
        "with sent_at 2026-11-24, earlier_messages [message_type refund], template true",
    ]


# terminal


def test_the_terminal_shows_what_explains_a_rule_in_the_old_order() -> None:
    lines = list(terminal.lines(explanation(rule(when={"message_type": ["refund"]}), "en", (), "inn")))
    assert lines == [
        "shop/kettle: Names a kettle",
        "error; our own caution",
        "not held by policy inn",
        "for messages of type: refund",
        "",
        "Why",
        "    We sell no kettles.",
        "",
        "Instead",
        "    Name the lid.",
        "",
        "Source",
        "    House style, https://example.com/style, read 2026-11",
        "    Habit",
        "",
        "Breaks it",
        "    The «kettle» is new.",
        "    A «kettle» is here.",
        "    One «kettle».",
        "",
        "Does not break it",
        "    The lid is new.",
        "    A «lid».",
        "    One lid.",
    ]


def test_the_terminal_gets_no_control_characters() -> None:
    lines = list(terminal.lines(explanation(rule(title={"en": "a\x1b[2J", "zh": "b"}), "en", ())))
    assert lines[0] == "shop/kettle: a<U+001B>[2J"


# Markdown


def test_the_page_in_markdown() -> None:
    page = rule_page(rule(unless={"phrases": ["a|b"]}, when={"template": False}), "en", Surroundings())
    assert markdown.text(page, "Made.") == (
        "<!-- Made. -->\n\n"
        "# `shop/kettle`: Names a kettle\n\n"
        "- error; our own caution\n"
        "- not for templates, whose placeholders are filled later\n\n"
        "## What it says\n\n- Names “{match}”\n- 提到“{match}”\n\n"
        "## Why\n\nWe sell no kettles.\n\n"
        "## Instead\n\nName the lid.\n\n"
        "## What is looked for\n\n- phrases, which the rule's file lists\n\n"
        "## Exceptions\n\n- A match that overlaps one of these phrases:\n  - `a|b`\n\n"
        "## Breaks it\n\n- The <b>kettle</b> is new.\n- A <b>kettle</b> is here.\n- One <b>kettle</b>.\n\n"
        "## Does not break it\n\n- The lid is new.\n- A «lid».\n- One lid.\n\n"
        "## Source\n\n- [House style](<https://example.com/style>), read 2026-11\n- Habit\n\n"
        "## History\n\n- since version 1.0\n"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("A plain text, 12.5 kg - 1+1=2.", "A plain text, 12.5 kg - 1+1=2.", id="plain text"),
        pytest.param("order #7 (new)", "order #7 (new)", id="signs inside a line that mean nothing"),
        pytest.param("a|b *c* `d` [e]", r"a\|b \*c\* \`d\` \[e\]", id="signs"),
        pytest.param("<b>&amp;</b>", r"\<b\>\&amp;\</b\>", id="HTML"),
        pytest.param("a\\", "a\\\\", id="a backslash at the end"),
        pytest.param("- no list", r"\- no list", id="a bullet"),
        pytest.param("# no heading", r"\# no heading", id="a heading"),
        pytest.param("1. no list", r"1\. no list", id="a number"),
        pytest.param("12.11.2026", r"12\.11.2026", id="a date, which might be a number"),
        pytest.param("http://a.example", r"http\://a.example", id="an address"),
        pytest.param("www.a.example", r"www\.a.example", id="an address without scheme"),
        pytest.param("a\nb", "a<br>b", id="a line break"),
        pytest.param("\n", "&nbsp;", id="nothing but a line break"),
        pytest.param(" a  b ", "&nbsp;a &nbsp;b&nbsp;", id="blanks that would be lost"),
        pytest.param("a\u200bb", r"a\<U+200B\>b", id="what is not seen"),
    ],
)
def test_texts_are_shown_as_they_are(text: str, expected: str) -> None:
    assert markdown.escaped(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("kettle", "`kettle`", id="plain"),
        pytest.param("a|b *c*", "`a|b *c*`", id="signs need nothing"),
        pytest.param("a`b", "``a`b``", id="a backtick"),
        pytest.param("``", "``` `` ```", id="only backticks"),
        pytest.param(" a", "`  a `", id="a blank at the start"),
        pytest.param("a\nb", "`a b`", id="a line break"),
    ],
)
def test_codes_are_shown_as_they_are(text: str, expected: str) -> None:
    assert markdown.code(text) == expected


@pytest.mark.parametrize(
    ("text", "marked", "expected"),
    [
        pytest.param("A «lid».", False, "A «lid».", id="marks that belong to the text"),
        pytest.param("A «lid.", True, "A «lid.", id="a mark without its other half"),
        pytest.param("A «*lid*».", True, r"A <b>\*lid\*</b>.", id="a marked place"),
        pytest.param("a«b»c «d»", True, "a<b>b</b>c <b>d</b>", id="places inside words"),
        pytest.param("«a\n\nb»\n", True, "<b>a<br><br>b</b>", id="a place over line breaks"),
    ],
)
def test_marked_places_are_bold(text: str, marked: bool, expected: str) -> None:  # noqa: FBT001
    assert markdown.sample(text, marked=marked) == expected


@pytest.mark.parametrize("address", ["javascript:alert(1)", "https://a b", "https://a>b", ""])
def test_what_is_no_address_is_no_link(address: str) -> None:
    assert "](" not in markdown.linked("x", address)


signs = st.text(alphabet="\\`*_[]()<>#+-=.!|~&$ab1 \n\r\t:/«»\u200b\u2028中😀", max_size=40)


@settings(max_examples=200)
@given(signs | st.text(max_size=40))
def test_whatever_a_text_holds_it_is_one_line_that_begins_nothing(text: str) -> None:
    made = markdown.escaped(text)
    assert not regex.search(r"[\p{Cc}\p{Zl}\p{Zp}]", made)
    bare = regex.sub(r"\\.|<br>|&nbsp;", "", made)
    assert not regex.search(r"[\\`*_\[\]<>|~&$]", bare)
    assert not regex.match(r"[-+=# ]|[0-9]+[.)]", made)


@settings(max_examples=100)
@given(signs, signs)
def test_no_text_breaks_a_page(one: str, other: str) -> None:
    texts = [f"a{one}", f"b{other}", "c"]
    odd = rule(
        title={"en": f"a{one}", "zh": "b"},
        why={"en": f"b{other}", "zh": "b"},
        unless={"phrases": [f"c{one}"]},
        examples={"violates": texts, "complies": texts},
    )
    page = markdown.text(rule_page(odd, "en", Surroundings()))
    lines = page.split("\n")
    assert [line for line in lines if line.startswith("## ")] == [
        f"## {HEADINGS['en'][key]}"
        for key in ("says", "why", "instead", "looks", "unless", "violates", "complies", "source", "history")
    ]
    assert sum(line.startswith("- ") for line in lines) == 1 + 2 + 1 + 1 + 3 + 3 + 2 + 1
    assert list(terminal.lines(explanation(odd, "en", ())))[1] == "error; our own caution"
