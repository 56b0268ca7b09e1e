from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from buyer_msg_lint.errors import PolicyError, UsageError
from buyer_msg_lint.policy.pack import load_pack
from buyer_msg_lint.policy.resolve import resolve, single_rule
from buyer_msg_lint.verdict import Severity


def told(folder: Any, policy: str = "house") -> list[str]:
    """Return the mistakes without their columns, which the tests of a written file compare."""
    return [
        ":".join(part for index, part in enumerate(line.split(":", 3)) if index != 2)
        for line in folder.mistakes(policy)
    ]


LINK = {"find": {"detector": "link"}}


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        pytest.param({"find": {"phrases": ["(bad"]}}, "'(' is not closed in “(bad”", id="a phrase left open"),
        pytest.param(
            {"languages": {"de": ["{"]}},
            "a word list's name in braces holds a-z, 0-9 and '-' only",
            id="a foreign phrase left open",
        ),
        pytest.param(
            {"unless": {"phrases": ["..."]}}, "a gap must stand between words", id="an exception of a gap"
        ),
        pytest.param(
            {"unless": {"sentence": ["[a]"]}},
            "holds no word that is always there",
            id="an exception that excuses all",
        ),
        pytest.param(
            {"unless": {"message": ["#"]}},
            "holds no word that is always there",
            id="an exception for any number",
        ),
        pytest.param(
            {"find": {"phrases": ["my {revieu}"]}},
            "unknown word list 'revieu'; did you mean 'review'?",
            id="an unknown word list near a known one",
        ),
        pytest.param(
            {"find": {"phrases": ["my {xyz}"]}},
            "unknown word list 'xyz'; known: good, review",
            id="an unknown word list near no other",
        ),
        pytest.param(
            {"find": {"regex": ["(bad"]}},
            "is no valid pattern: missing ) at position 4",
            id="a pattern left open",
        ),
        pytest.param(
            {"find": {"regex": ["b*"]}},
            "the pattern matches even an empty text; it would be found everywhere",
            id="an empty pattern",
        ),
        pytest.param(
            {"unless": {"regex": ["b?"]}},
            "the pattern matches even an empty text; it would be found everywhere",
            id="an empty pattern as exception",
        ),
        pytest.param(
            {"find": {"detector": "lnk"}},
            "there is no detector 'lnk'; did you mean 'link'?",
            id="an unknown detector",
        ),
        pytest.param(
            {"find": {"detector": "link", "only": {"hots": ["a"]}}},
            "detector 'link' tells no 'hots'; did you mean 'host'?",
            id="an unknown trait",
        ),
        pytest.param(
            {"find": {"detector": "link", "except": {"carrier": ["a"]}}},
            "detector 'link' tells no 'carrier'",
            id="a trait of another detector",
        ),
        pytest.param(
            {"when": {"message_type": ["refnd"]}},
            "there is no message type 'refnd'; did you mean 'refund'?",
            id="an unknown message type",
        ),
        pytest.param(
            {"when": {"not_message_type": ["x"]}},
            "there is no message type 'x'; known: refund",
            id="an unknown message type that is left out",
        ),
        pytest.param(
            {"when": {"marketplace": ["shop.example.dk"]}},
            "there is no marketplace 'shop.example.dk'; did you mean 'shop.example.de'?",
            id="an unknown marketplace",
        ),
        pytest.param(
            {"message": {"en": "At {hots}", "zh": "好"}},
            "nothing fills '{hots}'; known: match",
            id="an unknown field of a message",
        ),
        pytest.param(
            {**LINK, "message": {"en": "At", "zh": "{hots}"}},
            "nothing fills '{hots}'; did you mean 'host'?",
            id="an unknown trait in a translated message",
        ),
        pytest.param(
            {"require": {"phrases": ["good"]}, "message": {"en": "No {match}", "zh": "好"}},
            "nothing fills '{match}'",
            id="a match of what is missing",
        ),
        pytest.param(
            {"require": {"placeholders": ["order-idd"]}, "message": {"en": "No", "zh": "好"}},
            "no placeholder stands for 'order-idd'; did you mean 'order-id'?",
            id="an unknown placeholder",
        ),
        pytest.param(
            {"require": {"placeholders": ["zzz"]}, "message": {"en": "No", "zh": "好"}},
            "no placeholder stands for 'zzz'",
            id="a placeholder for nothing",
        ),
    ],
)
def test_a_mistake_in_a_rule_is_told(folder: Any, changes: dict[str, Any], problem: str) -> None:
    folder.words("review", "review")
    folder.words("good", "good")
    folder.type("refund")
    folder.marketplaces()
    folder.rule(**changes)
    [one] = told(folder)
    assert one.startswith("house/rule.yaml:1: ")
    if problem.startswith("detector 'link' tells no 'carrier'"):
        assert one.startswith(f"house/rule.yaml:1: {problem}; known: ")
    else:
        assert one == f"house/rule.yaml:1: {problem}"


RULES = """\
rules:
  house/rule: true
"""


@pytest.mark.parametrize(
    ("rules", "mistake"),
    [
        pytest.param(
            "  house/rul: true\n",
            "5:3: there is no rule 'house/rul'; did you mean 'house/rule'?",
            id="an unknown rule",
        ),
        pytest.param(
            "  hous/*: true\n",
            "5:3: there is no rule 'hous/*'; did you mean 'house/*'?",
            id="an unknown topic",
        ),
        pytest.param(
            "  house/rule: {only: {kind: [url]}}\n",
            "5:16: 'only' needs a rule with a detector; 'house/rule' has none",
            id="traits of a phrase",
        ),
        pytest.param(
            "  house/link: {except: {hots: [a]}}\n",
            "5:25: detector 'link' tells no 'hots'; did you mean 'host'?",
            id="an unknown trait",
        ),
        pytest.param(
            "  house/link: {when: {message_type: [a]}}\n",
            "5:38: there is no message type 'a'; known: refund",
            id="an unknown message type",
        ),
        pytest.param(
            "  house/link: {when: {not_message_type: [a]}}\n",
            "5:42: there is no message type 'a'; known: refund",
            id="an unknown message type left out",
        ),
        pytest.param(
            "  house/link: {when: {marketplace: [a]}}\n",
            "5:37: there is no marketplace 'a'; known: shop.example.com, shop.example.de",
            id="an unknown marketplace",
        ),
    ],
)
def test_a_mistake_in_a_policy_is_told_at_its_place(folder: Any, rules: str, mistake: str) -> None:
    folder.rule()
    folder.rule("house/link", **LINK)
    folder.type("refund")
    folder.marketplaces()
    folder.file("policies/house.yaml", f"id: house\ntitle: {{en: a, zh: b}}\n# a remark\nrules:\n{rules}")
    assert folder.mistakes() == [f"policies/house.yaml:{mistake}"]


def test_an_unknown_parent_is_told(folder: Any) -> None:
    folder.rule()
    folder.file("policies/house.yaml", "id: house\ntitle: {en: a, zh: b}\nextends: hose\n")
    assert folder.mistakes() == ["policies/house.yaml:3:10: there is no policy 'hose'; did you mean 'house'?"]


def test_policies_that_extend_each_other_are_told(folder: Any) -> None:
    folder.rule()
    folder.policy("a", extends="b")
    folder.policy("b", extends="a")
    assert told(folder, "a") == [
        "policies/a.yaml:1: policies extend each other in a circle: b -> a -> b",
        "policies/b.yaml:1: policies extend each other in a circle: a -> b -> a",
    ]


def test_the_mistakes_of_a_policy_that_was_not_asked_for_are_told(folder: Any) -> None:
    folder.rule()
    folder.policy()
    folder.policy("other", rules={"house/rul": True})
    assert told(folder) == ["policies/other.yaml:1: there is no rule 'house/rul'; did you mean 'house/rule'?"]


def test_a_mistake_in_a_list_is_told_there_and_not_by_each_phrase_that_names_it(folder: Any) -> None:
    folder.words("good", "good", "(nice", languages={"de": ["gut", "[fein"]})
    folder.rule("house/a", find={"phrases": ["so {good}", "very {good}"]})
    folder.rule("house/b", find={"phrases": ["how {good}"]})
    assert told(folder) == [
        "words/good.yaml:1: '(' is not closed in “(nice”",
        "words/good.yaml:1: '[' is not closed in “[fein”",
    ]


def test_a_mistake_in_a_list_that_nobody_names_is_told(folder: Any) -> None:
    folder.words("good", "{nice}")
    folder.rule()
    assert told(folder) == ["words/good.yaml:1: unknown word list 'nice'; known: good"]


def test_lists_in_a_circle_are_told(folder: Any) -> None:
    folder.words("one", "{two}")
    folder.words("two", "{one}")
    folder.rule()
    assert [line.partition(" in a circle: ")[0] for line in told(folder)] == [
        "words/one.yaml:1: word lists name each other",
        "words/two.yaml:1: word lists name each other",
    ]


def test_the_mistakes_of_several_files_come_at_once_in_order(folder: Any) -> None:
    folder.rule("house/b", find={"phrases": ["(b"]})
    folder.rule("house/a", find={"phrases": ["(a", "[a"]})
    folder.type("refund", "(c")
    folder.policy(rules={"house/c": True})
    assert [line.partition(": ")[0] for line in told(folder)] == [
        "house/a.yaml:1",
        "house/a.yaml:1",
        "house/b.yaml:1",
        "policies/house.yaml:1",
        "types/refund.yaml:1",
    ]


def test_an_unknown_policy_is_told_with_the_nearest(folder: Any) -> None:
    folder.rule()
    folder.policy()
    with pytest.raises(UsageError, match=r"there is no policy 'hous'; did you mean 'house'\?"):
        folder.resolved("hous")


def held(folder: Any, policy: str = "house") -> dict[str, str]:
    return {one.rule.id: one.rule.severity.value for one in folder.resolved(policy).rules}


def test_a_policy_holds_the_rules_it_names_and_no_others(folder: Any) -> None:
    folder.rule("house/a")
    folder.rule("house/b")
    folder.policy(rules={"house/b": True})
    assert held(folder) == {"house/b": "error"}


def test_a_policy_holds_the_rules_of_its_parents(folder: Any) -> None:
    for name in "abc":
        folder.rule(f"house/{name}")
    folder.policy("grandparent", rules={"house/a": {"severity": "info"}})
    folder.policy("parent", rules={"house/b": True}, extends="grandparent")
    folder.policy(rules={"house/c": True}, extends="parent")
    assert held(folder) == {"house/a": "info", "house/b": "error", "house/c": "error"}


@pytest.mark.parametrize(
    ("parent", "own", "severity"),
    [
        pytest.param({"severity": "info"}, False, None, id="off"),
        pytest.param(False, True, "error", id="on again"),
        pytest.param({"severity": "info"}, True, "error", id="as the rule's file says"),
        pytest.param({"severity": "info"}, {"severity": "warning"}, "warning", id="of another severity"),
        pytest.param({"severity": "info"}, {"when": {"template": True}}, "info", id="with one more option"),
        pytest.param(False, {"severity": "warning"}, "warning", id="on again by a setting"),
    ],
)
def test_a_policy_changes_what_its_parent_says(
    folder: Any, parent: Any, own: Any, severity: str | None
) -> None:
    folder.rule()
    folder.policy("parent", rules={"house/rule": parent})
    folder.policy(rules={"house/rule": own}, extends="parent")
    assert held(folder) == ({} if severity is None else {"house/rule": severity})


GROUNDS = """
grounds:
  - rules: [house/*]
    basis: policy
    why: {en: The market says so., zh: 平台如此规定。}
    source: [{name: The market}]
"""


def with_grounds(
    folder: Any, policy: str, grounds: str, extends: str = "", rules: str = "house/a: true"
) -> None:
    head = f"id: {policy}\ntitle: {{en: a, zh: b}}\n{extends}rules: {{{rules}}}"
    folder.file(f"policies/{policy}.yaml", head + grounds)


def reasons(folder: Any) -> list[tuple[str, str, str, list[str]]]:
    return [
        (rule.id, rule.basis, rule.why.en, [source.name for source in rule.source])
        for rule in (one.rule for one in folder.resolved("house").rules)
    ]


def test_grounds_take_the_place_of_the_texts_of_the_rules_they_name(folder: Any) -> None:
    folder.rule("house/a", basis="house")
    folder.rule("other/b", basis="house")
    with_grounds(folder, "house", GROUNDS, rules="house/a: true, other/b: true")
    named, other = reasons(folder)
    assert named == ("house/a", "policy", "The market says so.", ["The market"])
    assert other[1:] != named[1:]


def test_grounds_leave_the_texts_that_they_do_not_give(folder: Any) -> None:
    folder.rule("house/a", basis="house", why={"en": "Our own.", "zh": "自己的。"})
    with_grounds(folder, "house", "\ngrounds: [{rules: [house/a], source: [{name: The market}]}]")
    assert reasons(folder) == [("house/a", "house", "Our own.", ["The market"])]


@pytest.mark.parametrize("own", ["house/a: true", "house/a: {severity: info}", ""])
def test_the_grounds_of_a_parent_stay_whatever_its_child_sets(folder: Any, own: str) -> None:
    folder.rule("house/a")
    with_grounds(folder, "parent", GROUNDS)
    with_grounds(folder, "house", "\n", "extends: parent\n", rules=own)
    assert reasons(folder)[0][2] == "The market says so."


def test_the_grounds_of_a_child_take_the_place_of_its_parents(folder: Any) -> None:
    folder.rule("house/a")
    with_grounds(folder, "parent", GROUNDS)
    with_grounds(folder, "house", GROUNDS.replace("market", "shop"), "extends: parent\n")
    assert reasons(folder)[0][2] == "The shop says so."


@pytest.mark.parametrize(
    ("grounds", "mistake"),
    [
        pytest.param(
            "[{rules: [house/b], source: [{name: a}]}]",
            "4:20: there is no rule 'house/b'; did you mean 'house/a'?",
            id="of an unknown rule",
        ),
        pytest.param(
            "[{rules: [house/a, other/c], source: [{name: a}]}]",
            "4:29: the policy does not hold 'other/c'",
            id="of a rule that it does not hold",
        ),
        pytest.param(
            "[{rules: [house/a]}]", "4:11: key 'source' of 'grounds' is missing", id="without source"
        ),
        pytest.param(
            "[{rules: [], source: [{name: a}]}]",
            "4:19: grounds.0.rules: needs at least 1, not 0",
            id="of none",
        ),
    ],
)
def test_a_mistake_in_grounds_is_told_at_its_place(folder: Any, grounds: str, mistake: str) -> None:
    folder.rule("house/a")
    folder.rule("other/c")
    with_grounds(folder, "house", f"\ngrounds: {grounds}\n", rules="house/a: true")
    assert folder.mistakes() == [f"policies/house.yaml:{mistake}"]


def test_a_whole_topic_is_set_at_once_and_single_rules_after_it(folder: Any) -> None:
    for name in ("house/a", "house/b", "other/c"):
        folder.rule(name)
    folder.policy(rules={"house/*": {"severity": "info"}, "house/b": False})
    assert held(folder) == {"house/a": "info"}


def test_options_take_the_place_of_the_rules_own(folder: Any) -> None:
    find = {"detector": "link", "only": {"kind": ["url"]}, "except": {"domain": ["example.com"]}}
    folder.rule(find=find, when={"template": True})
    folder.type("refund")
    folder.policy(rules={"house/rule": {"except": {}, "when": {"message_type": ["refund"]}}})
    [one] = folder.resolved().rules
    assert one.rule.find.only == {"kind": ("url",)}
    assert one.rule.find.except_ == {}
    assert one.rule.when.template is None
    assert one.rule.when.message_type == ("refund",)


def test_options_of_what_is_required_are_set_too(folder: Any) -> None:
    folder.rule(require={"detector": "link"}, message={"en": "No link", "zh": "好"})
    folder.policy(rules={"house/rule": {"only": {"kind": ["url"]}}})
    [one] = folder.resolved().rules
    assert one.rule.require.only == {"kind": ("url",)}


def test_a_policy_may_name_a_rule_by_a_former_id(folder: Any) -> None:
    folder.rule("house/new", was=["house/old"])
    folder.policy(rules={"house/old": {"severity": "info"}})
    assert held(folder) == {"house/new": "info"}


def test_another_folder_adds_rules_and_replaces_them(folder: Any, tmp_path: Path) -> None:
    folder.rule("house/a")
    folder.policy()
    own = type(folder)(tmp_path / "own")
    own.rule("house/a", severity="info")
    own.rule("mine/b", severity="warning")
    own.policy("mine", rules={"mine/*": True}, extends="house")
    policy = resolve(load_pack([folder.root, own.root]), "mine")
    assert [(one.rule.id, one.rule.severity) for one in policy.rules] == [
        ("house/a", Severity.INFO),
        ("mine/b", Severity.WARNING),
    ]


def test_types_come_in_order_of_rank(folder: Any) -> None:
    folder.rule()
    folder.policy()
    folder.type("late", "a word", rank=30)
    folder.type("early", "a word", rank=10)
    folder.type("also-early", "a word", rank=10)
    assert [kind.outline.id for kind in folder.resolved().types] == ["also-early", "early", "late"]


def test_a_single_rule_stands_alone(folder: Any) -> None:
    folder.rule("house/a", find={"phrases": ["(bad"]})
    folder.rule("house/b")
    pack = folder.pack()
    assert [one.rule.id for one in single_rule(pack, "house/b").rules] == ["house/b"]
    with pytest.raises(PolicyError):
        single_rule(pack, "house/a")
