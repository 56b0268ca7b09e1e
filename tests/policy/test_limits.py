from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from buyer_msg_lint.errors import PolicyError
from buyer_msg_lint.policy.model import Limit, read_number
from buyer_msg_lint.policy.outline import TypeOutline
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
limit: {since: delivered_at, most: 3 days}
examples:
  violates: ["«a»", "«b»", "«c»"]
  complies: [a, b, c]
since: "0.1"
"""
TYPE = "id: refund\ntitle: {en: Refund, zh: 退款}\n"
SHOP = """\
id: shop
marketplaces:
  - {name: Shop, id: SHOPUS, domain: shop.example.com, country: US, languages: [en]}
"""
POLICY = "id: house\ntitle: {en: a, zh: b}\n"
FIND = "find: {phrases: [forbidden word]}"
MOMENTS = (
    "'purchased_at', 'delivered_at', 'completed_at', 'last_buyer_message_at', 'return_requested_at', "
    "'claim_received_at' or 'sent_at'"
)
MEASURES = "'message-length', 'attachment-count', 'attachment-size' or 'attachment-type'"
ENDINGS = "'attachment-type' needs 'among', the endings that are allowed, and nothing else does"


def rule(limit: str = "", **lines: str) -> str:
    """Return the rule with another ninth line, which says what it looks for, and other keys replaced."""
    text = RULE.replace("limit: {since: delivered_at, most: 3 days}", limit) if limit else RULE
    for key, line in lines.items():
        old = next((one for one in RULE.split("\n") if one.startswith(f"{key}:")), None)
        text = text.replace(old, line) if old else text + line + "\n"
    return text


def mistakes(root: Path, files: dict[str, str], policy: str | None = None) -> list[str]:
    """Return what is wrong with files, read on their own or as a policy."""
    for path, text in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    with pytest.raises(PolicyError) as told:
        resolve(load_pack([root]), policy) if policy else load_pack([root])
    return str(told.value).replace(f"{root}/", "").split("\n")


def accepted(root: Path, **files: str) -> None:
    for path, text in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    resolve(load_pack([root]), "house")


# limits of rules


@pytest.mark.parametrize(
    ("limit", "told"),
    [
        pytest.param(
            "limit: {sinse: delivered_at, most: 3 days}",
            "9:9: unknown key 'sinse'; did you mean 'since'?",
            id="an unknown key near a known one",
        ),
        pytest.param(
            "limit: {since: delivered_at, most: 3 days, days: 3}",
            "9:44: unknown key 'days'; known: among, least, measure, most, since, until, warn_after",
            id="an unknown key near no other",
        ),
        pytest.param(
            "limit: {since: deliverd_at, most: 3 days}",
            f"9:16: limit.since: 'deliverd_at' is none of {MOMENTS}",
            id="an unknown moment",
        ),
        pytest.param(
            "limit: {since: delivered_at, until: today, most: 3 days}",
            f"9:37: limit.until: 'today' is none of {MOMENTS}",
            id="an unknown end",
        ),
        pytest.param(
            "limit: {measure: length, most: 3}",
            f"9:18: limit.measure: 'length' is none of {MEASURES}",
            id="an unknown measure",
        ),
        pytest.param(
            "limit: {most: 3 days}",
            "9:8: limit: give exactly one of 'since' and 'measure'",
            id="a limit on nothing",
        ),
        pytest.param(
            "limit: {since: delivered_at, measure: message-length, most: 3 days}",
            "9:8: limit: give exactly one of 'since' and 'measure'",
            id="a limit on two things",
        ),
        pytest.param(
            "limit: {since: delivered_at}",
            "9:8: limit: 'since' needs 'most' or 'least'",
            id="time without a bound",
        ),
        pytest.param(
            "limit: {since: delivered_at, warn_after: 3 days}",
            "9:8: limit: 'since' needs 'most' or 'least'",
            id="a warning without a bound",
        ),
        pytest.param(
            "limit: {measure: message-length, warn_after: 3 days}",
            "9:8: limit: 'warn_after' needs 'since'",
            id="a warning after so many characters",
        ),
        pytest.param(
            "limit: {measure: attachment-type}",
            f"9:8: limit: {ENDINGS}",
            id="no endings",
        ),
        pytest.param(
            "limit: {measure: attachment-count, most: 3, among: [pdf]}",
            f"9:8: limit: {ENDINGS}",
            id="endings of a count",
        ),
        pytest.param(
            "limit: {since: delivered_at, most: 3}",
            "9:8: limit: '3' is no duration; write it as 24 hours, 30 days, or 3 business days",
            id="a number for a duration",
        ),
        pytest.param(
            "limit: {since: delivered_at, most: 3 days, least: a day}",
            "9:8: limit: 'a day' is no duration; write it as 24 hours, 30 days, or 3 business days",
            id="a duration in words",
        ),
        pytest.param(
            "limit: {since: delivered_at, most: 3 days, warn_after: 2 weeks}",
            "9:8: limit: '2 weeks' is no duration; write it as 24 hours, 30 days, or 3 business days",
            id="a duration in weeks",
        ),
        pytest.param(
            "limit: {measure: message-length, most: 3 days}",
            "9:8: limit: '3 days' is no number; write it as 400, or as 10 MB",
            id="a duration for a number",
        ),
        pytest.param(
            "limit: {measure: attachment-size, most: 1 GB}",
            "9:8: limit: '1 GB' is no number; write it as 400, or as 10 MB",
            id="an unknown unit",
        ),
        pytest.param(
            "limit: {measure: attachment-size, least: ''}",
            "9:42: limit.least: must not be empty",
            id="an empty bound",
        ),
        pytest.param("limit: 3 days", "9:8: limit: must be keys with values", id="a duration alone"),
        pytest.param("limit: [3 days]", "9:8: limit: must be keys with values", id="a list"),
        pytest.param(
            "limit: {measure: attachment-type, among: pdf}",
            "9:42: limit.among: must be a list",
            id="one ending without a list around it",
        ),
    ],
)
def test_a_mistake_in_a_limit_is_told_at_its_place(tmp_path: Path, limit: str, told: str) -> None:
    expected = [f"house/rule.yaml:{one}" for one in told.split("\n")]
    assert mistakes(tmp_path, {"house/rule.yaml": rule(limit)}) == expected


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            rule(FIND + "\nlimit: {since: delivered_at, most: 3 days}"),
            "1:1: the file: give exactly one of 'find', 'require' and 'limit'",
            id="what is found and limited",
        ),
        pytest.param(
            rule("require: {phrases: [a]}\nlimit: {since: delivered_at, most: 3 days}"),
            "1:1: the file: give exactly one of 'find', 'require' and 'limit'",
            id="what is required and limited",
        ),
        pytest.param(
            rule(unless="unless: {phrases: [a]}"),
            "1:1: the file: 'unless' and 'fix' need 'find'; what is required or limited is nowhere",
            id="what excuses a limit",
        ),
        pytest.param(
            rule(fix="fix: {remove: match}"),
            "1:1: the file: 'unless' and 'fix' need 'find'; what is required or limited is nowhere",
            id="a repair of a limit",
        ),
        pytest.param(
            rule(when="when: {initiative: answer}"),
            "14:20: when.initiative: 'answer' is none of 'proactive' or 'reply'",
            id="an unknown initiative",
        ),
        pytest.param(
            rule(when="when: {initiative: [reply]}"),
            "14:20: when.initiative: '['reply']' is none of 'proactive' or 'reply'",
            id="a list of initiatives",
        ),
        pytest.param(
            rule(when="when: {channel: mail}"),
            "14:17: when.channel: 'mail' is none of 'message-centre', 'email' or 'api'",
            id="an unknown channel",
        ),
        pytest.param(
            rule(when="when: {chanel: api}"),
            "14:8: unknown key 'chanel'; did you mean 'channel'?",
            id="an unknown condition",
        ),
        pytest.param(
            rule("find: {detector: order-id, differs_from: order}"),
            "9:42: find.differs_from: 'order' is none of 'order_id', 'tracking_numbers', 'carrier' or "
            "'languages'",
            id="an unknown field to compare with",
        ),
        pytest.param(
            rule("find: {together: [{within: message, parts: {a: [b]}}]}"),
            "9:19: find.together.0: one part stands beside nothing; give two parts, or 'earlier'",
            id="one part only",
        ),
        pytest.param(
            rule("find: {together: [{within: message, parts: {}, earlier: [refund]}]}"),
            "9:44: find.together.0.parts: needs at least 1, not 0",
            id="no part, only an earlier message",
        ),
        pytest.param(
            rule("find: {together: [{within: message, parts: {a: [b]}, earlier: refund}]}"),
            "9:63: find.together.0.earlier: must be a list",
            id="an earlier type without a list around it",
        ),
        pytest.param(
            rule("find: {together: [{within: message, parts: {a: [b]}, erlier: [refund]}]}"),
            "9:54: unknown key 'erlier'; did you mean 'earlier'?",
            id="an unknown key beside one part",
        ),
    ],
)
def test_a_mistake_in_what_stands_beside_is_told_at_its_place(tmp_path: Path, text: str, told: str) -> None:
    expected = [f"house/rule.yaml:{one}" for one in told.split("\n")]
    assert mistakes(tmp_path, {"house/rule.yaml": text}) == expected


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            rule("find: {together: [{within: message, parts: {a: [b]}, earlier: [refund, refnd]}]}"),
            "9:72: there is no message type 'refnd'; did you mean 'refund'?",
            id="an unknown earlier type",
        ),
        pytest.param(
            rule(message='message: {en: "After {moost}", zh: "晚"}'),
            "5:15: nothing fills '{moost}'; did you mean 'most'?",
            id="an unknown field of a limit's message",
        ),
        pytest.param(
            rule(message='message: {en: "Late", zh: "{least}"}'),
            "5:27: nothing fills '{least}'; known: most, since, until",
            id="a bound that the limit does not have",
        ),
        pytest.param(
            rule(message='message: {en: "Says {match}", zh: "晚"}'),
            "5:15: nothing fills '{match}'; known: most, since, until",
            id="a match of a limit",
        ),
        pytest.param(
            rule("limit: {measure: message-length}", message='message: {en: "{name}", zh: "晚"}'),
            "5:15: nothing fills '{name}'; known: actual, bounds, least, most",
            id="the name of a message",
        ),
        pytest.param(
            rule(when="when: {message_type: [refnd]}"),
            "14:23: there is no message type 'refnd'; did you mean 'refund'?",
            id="an unknown message type",
        ),
        pytest.param(
            rule(when="when: {marketplace: [shop.example.co]}"),
            "14:22: there is no marketplace 'shop.example.co'; did you mean 'shop.example.com'?",
            id="an unknown marketplace",
        ),
    ],
)
def test_a_mistake_that_other_files_show_is_told_at_its_place(tmp_path: Path, text: str, told: str) -> None:
    files = {
        "house/rule.yaml": text,
        "types/refund.yaml": TYPE,
        "marketplaces/shop.yaml": SHOP,
        "policies/house.yaml": POLICY,
    }
    assert mistakes(tmp_path, files, "house") == [f"house/rule.yaml:{told}"]


@pytest.mark.parametrize(
    ("limit", "message"),
    [
        pytest.param("since: delivered_at, most: 3 days", "{since} {until} {most}", id="the most"),
        pytest.param("since: delivered_at, least: 1 hour", "{since} {until} {least}", id="the least"),
        pytest.param(
            "since: purchased_at, until: delivered_at, most: 3 business days", "{most}", id="another end"
        ),
        pytest.param("measure: message-length", "{actual} {least} {most} {bounds}", id="bounds of types"),
        pytest.param("measure: attachment-size, most: 10 MB", "{name} {actual} {most}", id="a size"),
        pytest.param("measure: attachment-type, among: [pdf]", "{name} {actual} {most}", id="endings"),
        pytest.param('measure: message-length, most: "1,000"', "{actual}", id="a number with a comma"),
    ],
)
def test_a_limit_as_it_should_be_is_accepted(tmp_path: Path, limit: str, message: str) -> None:
    text = rule(f"limit: {{{limit}}}", message=f'message: {{en: "{message}", zh: "{message}"}}')
    accepted(tmp_path, **{"house/rule.yaml": text, "policies/house.yaml": POLICY})


# numbers


@pytest.mark.parametrize(
    ("text", "number"),
    [
        pytest.param("0", 0, id="none"),
        pytest.param("400", 400, id="a count"),
        pytest.param("2,000", 2000, id="with a comma"),
        pytest.param("1,000,000", 1_000_000, id="with two commas"),
        pytest.param("10 KB", 10_240, id="kilobytes"),
        pytest.param("10 MB", 10_485_760, id="megabytes"),
    ],
)
def test_a_number_is_read(text: str, number: int) -> None:
    assert read_number(text) == number


@pytest.mark.parametrize(
    "text",
    ["", "ten", "-1", "1.5", "10MB", "10 mb", "10 GB", "1,00", "1,0000", ",100", "10 000", "9" * 10],
)
def test_anything_else_is_no_number(text: str) -> None:
    with pytest.raises(ValueError, match="is no number") as told:
        read_number(text)
    assert str(told.value) == f"'{text}' is no number; write it as 400, or as 10 MB"


def test_a_limit_that_says_nothing_else_ends_with_the_sending() -> None:
    limit = Limit.model_validate({"since": "delivered_at", "most": "3 days"})
    assert limit.until == "sent_at"
    assert str(limit.duration("most")) == "3 days"
    assert limit.duration("least") is None
    assert limit.duration("warn_after") is None


# message types


@pytest.mark.parametrize(
    ("line", "told"),
    [
        pytest.param(
            "initiative: seller",
            "3:13: initiative: 'seller' is none of 'proactive' or 'reply'",
            id="an unknown initiative",
        ),
        pytest.param(
            "channel: post",
            "3:10: channel: 'post' is none of 'message-centre', 'email' or 'api'",
            id="an unknown way",
        ),
        pytest.param(
            "permitted: perhaps", "3:12: permitted: must be true or false", id="neither permitted nor not"
        ),
        pytest.param(
            "limits: {message-lenght: [1, 800]}",
            f"3:26: limits.message-lenght: 'message-lenght' is none of {MEASURES}",
            id="an unknown measure",
        ),
        pytest.param(
            "limits: {message-length: 800}",
            "3:26: limits.message-length: must be a list",
            id="one number",
        ),
        pytest.param(
            "limits: {message-length: [1, many]}",
            "3:30: limits.message-length.1: must be a whole number",
            id="a number in words",
        ),
        pytest.param("limit: {}", "3:1: unknown key 'limit'; did you mean 'limits'?", id="an unknown key"),
        pytest.param("id: a b", "3:1: key 'id' is there twice (first in line 1)", id="a doubled key"),
    ],
)
def test_a_mistake_in_a_type_is_told_at_its_place(tmp_path: Path, line: str, told: str) -> None:
    assert mistakes(tmp_path, {"types/refund.yaml": f"{TYPE}{line}\n"}) == [f"types/refund.yaml:{told}"]


def test_the_nature_and_limits_of_a_type_come_with_it(folder: Any) -> None:
    folder.rule()
    folder.policy()
    folder.file(
        "types/refund.yaml",
        TYPE + "initiative: reply\nchannel: api\npermitted: true\nlimits: {message-length: [1, 800]}\n",
    )
    [kind] = folder.resolved().types
    assert kind.outline == TypeOutline("refund", "reply", "api", {"message-length": (1, 800)})


# settings of policies

SETTINGS = {
    "house/rule.yaml": RULE,
    "house/find.yaml": rule(FIND).replace("house/rule", "house/find"),
    "house/need.yaml": rule("require: {phrases: [a]}").replace("house/rule", "house/need"),
    "marketplaces/shop.yaml": SHOP,
    "words/review.yaml": "id: review\nabout: Reviews.\nentries: [review]\n",
}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        pytest.param(
            "rules: {house/find: {limit: {most: 3 days}}}",
            "3:22: 'limit' needs a rule with a limit; 'house/find' has none",
            id="a limit of what is found",
        ),
        pytest.param(
            "rules: {house/need: {limit: {most: 3 days}}}",
            "3:22: 'limit' needs a rule with a limit; 'house/need' has none",
            id="a limit of what is required",
        ),
        pytest.param(
            "rules: {house/rule: {limit: {moost: 3 days}}}",
            "3:30: unknown key 'moost'; did you mean 'most'?",
            id="an unknown key of a limit",
        ),
        pytest.param(
            "rules: {house/rule: {limit: 3 days}}",
            "3:29: rules.house/rule.limit: must be keys with values",
            id="a duration alone",
        ),
        pytest.param(
            "rules: {house/rule: {limit: {since: sent_at}}}",
            "3:30: unknown key 'since'; known: among, least, most, warn_after",
            id="a limit on something else",
        ),
        pytest.param(
            "rules: {house/rule: {unless: {phrases: [a]}}}",
            "3:9: 'unless' and 'differs_from' need a rule that finds; 'house/rule' does not",
            id="what excuses a limit",
        ),
        pytest.param(
            "rules: {house/need: {unless: {phrases: [a]}}}",
            "3:9: 'unless' and 'differs_from' need a rule that finds; 'house/need' does not",
            id="what excuses a need",
        ),
        pytest.param(
            "rules: {house/rule: {differs_from: carrier}}",
            "3:9: 'unless' and 'differs_from' need a rule that finds; 'house/rule' does not",
            id="what a limit is compared with",
        ),
        pytest.param(
            "rules: {house/find: {differs_from: language}}",
            "3:36: rules.house/find.differs_from: 'language' is none of 'order_id', 'tracking_numbers', "
            "'carrier' or 'languages'",
            id="an unknown field to compare with",
        ),
        pytest.param(
            "rules: {house/find: {unless: {phrase: [a]}}}",
            "3:31: unknown key 'phrase'; did you mean 'phrases'?",
            id="an unknown key of what excuses",
        ),
        pytest.param(
            "rules: {house/find: {unless: {phrases: [my (review]}}}",
            "3:41: '(' is not closed in “my (review”",
            id="a phrase left open",
        ),
        pytest.param(
            "rules: {house/find: {unless: {sentence: ['{revew}']}}}",
            "3:42: unknown word list 'revew'; did you mean 'review'?",
            id="an unknown word list",
        ),
        pytest.param(
            "rules: {house/find: {unless: {message: ['...']}}}",
            "3:41: a gap must stand between words",
            id="a gap alone",
        ),
        pytest.param(
            "rules: {house/find: {unless: {regex: ['(a']}}}",
            "3:39: is no valid pattern: missing ) at position 2",
            id="a pattern left open",
        ),
        pytest.param(
            "rules: {house/find: {when: {initiative: anyone}}}",
            "3:41: rules.house/find.when.initiative: 'anyone' is none of 'proactive' or 'reply'",
            id="an unknown initiative",
        ),
        pytest.param(
            "marketplaces: [shop, shp]",
            "3:22: there is no file of marketplaces 'shp'; did you mean 'shop'?",
            id="unknown marketplaces",
        ),
        pytest.param(
            "marketplaces: []",
            "3:15: marketplaces: needs at least 1, not 0",
            id="a policy for no marketplace",
        ),
        pytest.param(
            "marketplaces: shop", "3:15: marketplaces: must be a list", id="no list of marketplaces"
        ),
        pytest.param(
            "marketplace: [shop]",
            "3:1: unknown key 'marketplace'; did you mean 'marketplaces'?",
            id="one only",
        ),
    ],
)
def test_a_mistake_in_a_setting_is_told_at_its_place(tmp_path: Path, line: str, told: str) -> None:
    files = SETTINGS | {"policies/house.yaml": f"{POLICY}{line}\n"}
    assert mistakes(tmp_path, files, "house") == [f"policies/house.yaml:{told}"]


def limit_of(folder: Any, policy: str = "house") -> dict[str, Any]:
    [one] = folder.resolved(policy).rules
    return {key: value for key, value in one.rule.limit.model_dump().items() if value}


TIME = {"since": "delivered_at", "least": "5 days", "most": "30 days"}


def timed(folder: Any, **limit: Any) -> None:
    folder.rule(find=None, limit=limit or TIME, message={"en": "{since} {most}", "zh": "晚"})


@pytest.mark.parametrize(
    ("setting", "changed"),
    [
        pytest.param({}, {}, id="as the rule's file says"),
        pytest.param({"most": "10 days"}, {"most": "10 days"}, id="another bound"),
        pytest.param({"least": "2 days", "most": "9 days"}, {"least": "2 days", "most": "9 days"}, id="both"),
        pytest.param({"warn_after": "20 days"}, {"warn_after": "20 days"}, id="one more bound"),
    ],
)
def test_a_policy_changes_the_bounds_that_it_names(
    folder: Any, setting: dict[str, str], changed: dict[str, str]
) -> None:
    timed(folder)
    folder.policy(rules={"house/rule": {"limit": setting}})
    assert limit_of(folder) == TIME | {"until": "sent_at"} | changed


def test_a_policy_changes_the_endings_that_are_allowed(folder: Any) -> None:
    folder.rule(
        find=None,
        limit={"measure": "attachment-type", "among": ["pdf"]},
        message={"en": "{name}", "zh": "件"},
    )
    folder.policy(rules={"house/rule": {"limit": {"among": ["png", "jpg"]}}})
    assert limit_of(folder)["among"] == ("png", "jpg")


def test_a_changed_bound_is_what_is_judged(folder: Any) -> None:
    timed(folder, since="delivered_at", most="30 days")
    folder.policy(rules={"house/rule": {"limit": {"most": "10 days"}}})
    known = {"delivered_at": "2026-11-01T00:00:00Z"}
    assert folder.lint("x", **known, sent_at="2026-11-11T00:00:00Z").violations == ()
    [violation] = folder.lint("x", **known, sent_at="2026-11-11T00:00:01Z").violations
    assert violation.message == "2026-11-01 00:00:00+00:00 10 days"


EXCUSED = {"unless": {"sentence": ["we quote"]}}


@pytest.mark.parametrize(
    ("parent", "own", "text", "violations"),
    [
        pytest.param(True, EXCUSED, "The forbidden word.", 1, id="not excused"),
        pytest.param(True, EXCUSED, "We quote the forbidden word.", 0, id="excused by the policy"),
        pytest.param(True, EXCUSED, "Never the forbidden word.", 0, id="excused by the rule itself"),
        pytest.param(EXCUSED, {"severity": "error"}, "We quote the forbidden word.", 0, id="by the parent"),
        pytest.param(
            EXCUSED,
            {"unless": {"sentence": ["they say"]}},
            "We quote the forbidden word.",
            1,
            id="no longer, since the policy names others",
        ),
        pytest.param(EXCUSED, True, "We quote the forbidden word.", 1, id="no longer, as the file says"),
    ],
)
def test_a_policy_excuses_beside_what_the_rule_excuses(
    folder: Any, parent: Any, own: Any, text: str, violations: int
) -> None:
    folder.rule(unless={"sentence": ["never"]})
    folder.policy("parent", rules={"house/rule": parent})
    folder.policy(rules={"house/rule": own}, extends="parent")
    assert len(folder.lint(text).violations) == violations


def test_a_policy_compares_with_a_field_of_the_context(folder: Any) -> None:
    folder.rule(find={"detector": "order-id"})
    folder.policy(rules={"house/rule": {"differs_from": "order_id"}})
    text = "Order 112-1234567-7654321"
    assert [one.missing for one in folder.lint(text).not_evaluated] == ["order_id"]
    assert folder.lint(text, order_id="112-1234567-7654321").violations == ()
    assert len(folder.lint(text, order_id="113-1234567-7654321").violations) == 1


# marketplaces of policies


def test_a_policy_is_for_its_marketplaces_or_its_parents_or_all(folder: Any) -> None:
    folder.rule()
    folder.marketplaces()
    folder.file("marketplaces/bazaar.yaml", SHOP.replace("shop", "bazaar").replace("SHOPUS", "BAZUS"))
    folder.policy("all")
    folder.policy("one", marketplaces=["bazaar"])
    folder.policy("heir", extends="one")
    folder.policy("other", extends="one", marketplaces=["shop"])
    families = {
        name: [place.family for place in folder.resolved(name).marketplaces]
        for name in ("all", "one", "heir", "other")
    }
    assert families == {
        "all": ["bazaar", "shop", "shop"],
        "one": ["bazaar"],
        "heir": ["bazaar"],
        "other": ["shop", "shop"],
    }


@pytest.mark.parametrize(
    ("line", "told"),
    [
        pytest.param(
            "order_ids: [{pattern: '[0-9]{3}', example: 12}]",
            "4:13: order_ids.0: the pattern '[0-9]{3}' does not fit the example '12'",
            id="an example of another form",
        ),
        pytest.param(
            "order_ids: [{pattern: '[0-9]{3}'}]",
            "4:13: key 'example' of 'order_ids' is missing",
            id="no example",
        ),
        pytest.param(
            "order_ids: [{patern: '[0-9]{3}', pattern: a, example: a}]",
            "4:14: unknown key 'patern'; did you mean 'pattern'?",
            id="an unknown key",
        ),
        pytest.param(
            "order_ids: '[0-9]{3}'",
            "4:12: order_ids: must be a list",
            id="a pattern alone",
        ),
    ],
)
def test_a_mistake_in_a_form_of_order_numbers_is_told_at_its_place(
    tmp_path: Path, line: str, told: str
) -> None:
    files = {"marketplaces/shop.yaml": f"{SHOP}{line}\n"}
    assert mistakes(tmp_path, files) == [f"marketplaces/shop.yaml:{told}"]
