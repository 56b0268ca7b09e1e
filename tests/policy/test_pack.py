from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import regex
import yaml

from buyer_msg_lint.engine.load import load_policy
from buyer_msg_lint.errors import PolicyError
from buyer_msg_lint.policy import yaml_file
from buyer_msg_lint.policy.folders import shipped_rules
from buyer_msg_lint.policy.pack import load_pack
from buyer_msg_lint.policy.store import CACHE_VARIABLE
from buyer_msg_lint.policy.yaml_file import YamlFile, read_yaml

RULE = """\
id: house/rule
title: {en: A rule, zh: 规则}
severity: error
basis: house
message: {en: "Says “{match}”", zh: "含有“{match}”"}
why: {en: The reason., zh: 原因。}
instead: {en: Something else., zh: 别的。}
source: [{name: House rules}]
find: {phrases: [forbidden word]}
examples:
  violates: ["«a»", "«b»", "«c»"]
  complies: [a, b, c]
since: "0.1"
"""


def rule(**lines: str) -> str:
    """Return the rule with the line of each key replaced; a key without a line comes last."""
    text = RULE
    for key, line in lines.items():
        old = next((one for one in RULE.split("\n") if one.lstrip().startswith(f"{key}:")), None)
        text = text.replace(old, line) if old else text + line + "\n"
    return text


def mistakes(root: Path, **files: str) -> list[str]:
    for path, text in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    with pytest.raises(PolicyError) as told:
        load_pack([root])
    return str(told.value).replace(f"{root}/", "").split("\n")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            rule(extra="severety: error"),
            "14:1: unknown key 'severety'; did you mean 'severity'?",
            id="an unknown key near a known one",
        ),
        pytest.param(
            rule(find="find: {phrase: [bad]}"),
            "9:8: unknown key 'phrase'; did you mean 'phrases'?",
            id="an unknown key inside another",
        ),
        pytest.param(
            rule(find="find: {phrases: [bad], except_: {a: [b]}}"),
            "9:24: unknown key 'except_'; did you mean 'except'?",
            id="a key as the program names it",
        ),
        pytest.param(
            rule(violates="  violates: [{text: a, context: {mesage_type: x}}, b, c]"),
            "11:34: unknown key 'mesage_type'; did you mean 'message_type'?",
            id="an unknown context field",
        ),
        pytest.param(
            rule(source="source: [{name: a, link: b}]"),
            "8:20: unknown key 'link'; known: name, read, url",
            id="an unknown key near no other",
        ),
        pytest.param(
            rule(extra="severity: info"),
            "14:1: key 'severity' is there twice (first in line 3)",
            id="a doubled key",
        ),
        pytest.param(rule(since=""), "1:1: key 'since' is missing", id="a missing key"),
        pytest.param(
            rule(title="title: {en: A rule}"),
            "2:1: key 'zh' of 'title' is missing",
            id="a missing translation",
        ),
        pytest.param(
            rule(source="source: [{url: a}]"),
            "8:10: key 'name' of 'source' is missing",
            id="a missing key of an item",
        ),
        pytest.param(
            rule(severity="severity: fatal"),
            "3:11: severity: 'fatal' is none of 'error', 'warning' or 'info'",
            id="an unknown severity",
        ),
        pytest.param(
            rule(basis="basis: law"),
            "4:8: basis: 'law' is none of 'policy', 'derived' or 'house'",
            id="an unknown basis",
        ),
        pytest.param(
            rule(extra="applies_to: [bdy]"),
            "14:14: applies_to.0: 'bdy' is none of 'body', 'subject', 'hidden', 'alternative', 'link', "
            "'image', 'file-name' or 'attachment'",
            id="an unknown kind of segment",
        ),
        pytest.param(
            rule(extra="applies_to: []"),
            "14:13: applies_to: needs at least 1, not 0",
            id="a rule that applies to nothing",
        ),
        pytest.param(
            rule(find="find: {phrases: bad}"), "9:17: find.phrases: must be a list", id="text for a list"
        ),
        pytest.param(
            rule(find="find: [bad]"), "9:7: find: must be keys with values", id="a list for a mapping"
        ),
        pytest.param(rule(since="since: true"), "13:8: since: must be text", id="a value for text"),
        pytest.param(rule(since="since: ''"), "13:8: since: must not be empty", id="an empty text"),
        pytest.param(
            rule(find="find: {phrases: [bad, '']}"),
            "9:23: find.phrases.1: must not be empty",
            id="an empty phrase",
        ),
        pytest.param(
            rule(extra="when: {template: maybe}"),
            "14:18: when.template: must be true or false",
            id="neither true nor false",
        ),
        pytest.param(
            rule(extra="when: {message_type: []}"),
            "14:22: when.message_type: needs at least 1, not 0",
            id="a rule that never holds",
        ),
        pytest.param(
            rule(extra="languages: {english: [bad]}"),
            "14:22: languages.english: must match ^[a-z]{2}$",
            id="a language by its name",
        ),
        pytest.param(
            rule(complies="  complies: [a, b]"),
            "12:13: examples.complies: needs at least 3, not 2",
            id="two examples",
        ),
        pytest.param(
            rule(violates="  violates: [{txt: a}, b, c]"),
            "11:14: key 'text' of 'violates' is missing\n11:15: unknown key 'txt'; did you mean 'text'?",
            id="a wrong example, told once",
        ),
        pytest.param(rule(source="source: []"), "8:9: source: needs at least 1, not 0", id="no source"),
        pytest.param(
            rule(find="find: {}"),
            "9:7: find: looks for nothing; give phrases, regex, detector, or placeholders",
            id="a rule that looks for nothing",
        ),
        pytest.param(
            rule(find=""),
            "1:1: the file: give exactly one of 'find', 'require' and 'limit'",
            id="neither find nor require",
        ),
        pytest.param(
            rule(extra="require: {phrases: [good]}"),
            "1:1: the file: give exactly one of 'find', 'require' and 'limit'",
            id="both find and require",
        ),
        pytest.param(
            rule(find="find: {phrases: [bad], only: {kind: [url]}}"),
            "9:7: find: 'only' and 'except' need 'detector'",
            id="traits without a detector",
        ),
        pytest.param(
            rule(find="find: {phrases: [bad], differs_from: order_id}"),
            "9:7: find: 'differs_from: order_id' needs detector 'order-id'",
            id="a comparison without a detector",
        ),
        pytest.param(
            rule(find="find: {detector: link, only: {kind: []}}"),
            "9:37: find.only.kind: needs at least 1, not 0",
            id="a trait that nothing has",
        ),
        pytest.param(
            rule(find="require: {phrases: [good]}", extra="unless: {phrases: [bad]}"),
            "1:1: the file: 'unless' and 'fix' need 'find'; what is required or limited is nowhere",
            id="an exception to what is required",
        ),
        pytest.param(
            rule(extra="fix: {safe: true}"),
            "14:6: fix: give either 'remove' or 'replace'",
            id="a fix that does nothing",
        ),
        pytest.param(
            rule(extra="fix: {remove: all}"),
            "14:15: fix.remove: 'all' is none of 'match' or 'sentence'",
            id="a fix that removes too much",
        ),
        pytest.param(
            rule(find="find: {together: [{within: page, parts: {a: [b], c: [d]}}]}"),
            "9:28: find.together.0.within: 'page' is none of 'sentence', 'neighbours' or 'message'",
            id="parts within what?",
        ),
        pytest.param(
            rule(find="find: {together: [{within: message, parts: {a: [b]}}]}"),
            "9:19: find.together.0: one part stands beside nothing; give two parts, or 'earlier'",
            id="one part only",
        ),
        pytest.param(
            rule(find="find: {together: [{within: message, parts: {a: [b], c: []}}]}"),
            "9:56: find.together.0.parts.c: looks for nothing; "
            "give phrases, regex, detector, or placeholders",
            id="a part without phrases",
        ),
        pytest.param(
            rule(find="find: {together: [{within: message, parts: {a: [b], c: [d]}, mark: e}]}"),
            "9:19: find.together.0: mark 'e' is none of the parts: a, c",
            id="a mark that is no part",
        ),
        pytest.param(
            rule(id="id: House/rule"), "1:5: id: must match ^[a-z0-9-]+/[a-z0-9-]+$", id="an id in capitals"
        ),
        pytest.param(
            rule(id="id: house/role"),
            "1:5: id 'house/role' is not the file's path; it must be 'house/rule'",
            id="an id that is not the path",
        ),
        pytest.param("- a\n", "1:1: the file: must be keys with values", id="a list for a file"),
        pytest.param("", "1:1: is empty", id="an empty file"),
        pytest.param("a: [\n", "2:1: is not valid YAML: did not find expected node content", id="no YAML"),
    ],
)
def test_a_mistake_in_a_rule_is_told_at_its_place(tmp_path: Path, text: str, told: str) -> None:
    expected = [f"house/rule.yaml:{one}" for one in told.split("\n")]
    assert mistakes(tmp_path, **{"house/rule.yaml": text}) == expected


@pytest.mark.parametrize(
    ("path", "text", "told"),
    [
        pytest.param(
            "words/good.yaml",
            "id: good\nabout: Praise.\n",
            "1:1: the file: holds no entries",
            id="a list of nothing",
        ),
        pytest.param(
            "words/good.yaml",
            "id: nice\nabout: Praise.\nentries: [good]\n",
            "1:5: id 'nice' is not the file's path; it must be 'good'",
            id="a list by another name",
        ),
        pytest.param(
            "words/good.yaml",
            "id: good\nentries: [good]\n",
            "1:1: key 'about' is missing",
            id="a list about nothing",
        ),
        pytest.param(
            "types/refund.yaml",
            "id: refund\ntitle: {en: a, zh: b}\nrank: first\n",
            "3:7: rank: must be a whole number",
            id="a rank in words",
        ),
        pytest.param(
            "types/refund.yaml",
            "id: refund\ntitle: {en: a, zh: b}\nrank: 1\nrecognise: {phrases: [a]}\n",
            "1:1: the file: a type that is recognised needs examples",
            id="a type without examples",
        ),
        pytest.param(
            "marketplaces/shop.yaml",
            "id: shop\nmarketplaces: []\n",
            "2:15: marketplaces: needs at least 1, not 0",
            id="no marketplaces",
        ),
        pytest.param(
            "policies/mine.yaml",
            "id: mine\ntitle: {en: a, zh: b}\nrules: {a/b: off}\n",
            "3:14: rules.a/b: must be keys with values",
            id="off, which is no value",
        ),
        pytest.param(
            "policies/mine.yaml",
            "id: mine\ntitle: {en: a, zh: b}\nrules: {a/b: {sverity: info}}\n",
            "3:15: unknown key 'sverity'; did you mean 'severity'?",
            id="an unknown key of a setting",
        ),
        pytest.param(
            "pack.yaml",
            "name: mine\nversion: 1\nschema: 2\n",
            "3:9: schema: '2' is none of '1'",
            id="rules of another schema",
        ),
        pytest.param(
            "house/rule.yml",
            RULE,
            "1:1: rename it: rules are read from files that end in .yaml",
            id="a file that ends in .yml",
        ),
        pytest.param(
            "house/rule.YAML",
            RULE,
            "1:1: rename it: rules are read from files that end in .yaml",
            id="a file that ends in .YAML",
        ),
        pytest.param(
            "rule.yaml",
            RULE,
            "1:1: stands at the wrong place; a rule is <topic>/<name>.yaml",
            id="a rule outside a topic",
        ),
        pytest.param(
            "a/b/rule.yaml",
            RULE,
            "1:1: stands at the wrong place; a rule is <topic>/<name>.yaml",
            id="a rule too deep",
        ),
    ],
)
def test_a_mistake_in_another_file_is_told_too(tmp_path: Path, path: str, text: str, told: str) -> None:
    assert mistakes(tmp_path, **{path: text}) == [f"{path}:{told}"]


def test_the_mistakes_of_all_files_come_at_once_in_order(tmp_path: Path) -> None:
    files = {
        "words/b.yaml": "id: b\nabout: B.\n",
        "house/rule.yaml": rule(extra="severety: error", severity="severity: bad"),
        "a/rule.yml": "",
    }
    assert mistakes(tmp_path, **files) == [
        "a/rule.yml:1:1: rename it: rules are read from files that end in .yaml",
        "house/rule.yaml:3:11: severity: 'bad' is none of 'error', 'warning' or 'info'",
        "house/rule.yaml:14:1: unknown key 'severety'; did you mean 'severity'?",
        "words/b.yaml:1:1: the file: holds no entries",
    ]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(PolicyError) as told:
        load_pack([tmp_path / "none"])
    assert str(told.value) == f"{tmp_path / 'none'}:1:1: is not a folder of rules"


def test_a_folder_without_rules_is_told(tmp_path: Path) -> None:
    (tmp_path / "readme.txt").write_text("nothing")
    with pytest.raises(PolicyError) as told:
        load_pack([tmp_path])
    assert str(told.value) == f"{tmp_path}:1:1: holds no .yaml files"


def test_a_link_to_nowhere_is_told(tmp_path: Path) -> None:
    (tmp_path / "house").mkdir()
    (tmp_path / "house" / "rule.yaml").symlink_to(tmp_path / "none.yaml")
    assert mistakes(tmp_path) == ["house/rule.yaml:1:1: cannot be read: No such file or directory"]


def test_hidden_files_and_other_kinds_are_passed_over(tmp_path: Path) -> None:
    for path in ("house/rule.yaml", ".git/config.yaml", "house/.rule.yaml", "house/notes.md"):
        target = tmp_path / path
        target.parent.mkdir(exist_ok=True)
        target.write_text(RULE, encoding="utf-8")
    assert list(load_pack([tmp_path]).rules) == ["house/rule"]


def test_a_later_folder_takes_the_place_of_an_earlier_one(tmp_path: Path) -> None:
    for name, since in (("one", "1"), ("two", "2")):
        target = tmp_path / name / "house" / "rule.yaml"
        target.parent.mkdir(parents=True)
        target.write_text(rule(since=f"since: {since}"), encoding="utf-8")
    loaded = load_pack([tmp_path / "one", tmp_path / "two"]).rules["house/rule"]
    assert loaded.model.since == "2"
    assert loaded.file.name == str(tmp_path / "two" / "house" / "rule.yaml")


def test_former_ids_lead_to_the_id_that_holds(folder: Any) -> None:
    folder.rule("house/new", was=["house/old", "old"])
    assert folder.pack().current_rule_ids() == {
        "house/new": "house/new",
        "house/old": "house/new",
        "old": "house/new",
    }


def test_the_shipped_rules_are_found() -> None:
    assert (shipped_rules() / "pack.yaml").is_file()


def texts(value: object, at: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text in what a file holds, with the keys that lead to it."""
    if isinstance(value, str):
        yield at, value
    pairs = value.items() if isinstance(value, dict) else enumerate(value if isinstance(value, list) else ())
    for key, inside in pairs:
        yield from texts(inside, f"{at}.{key}")


def test_shipped_files_read_alike_without_the_parser_in_c(monkeypatch: pytest.MonkeyPatch) -> None:
    files = sorted(shipped_rules().rglob("*.yaml"))
    quick = [read_yaml(path, path.name) for path in files]
    monkeypatch.setattr(yaml_file, "_LOADER", yaml.SafeLoader)
    slow = [read_yaml(path, path.name) for path in files]
    assert [file for file in slow if not isinstance(file, YamlFile)] == []
    assert [getattr(file, "data", None) for file in slow] == [getattr(file, "data", None) for file in quick]


def test_no_blank_splits_a_chinese_text_of_the_shipped_rules() -> None:
    blank = regex.compile(r"[\p{Han}。、，；：！？（）”] +[\p{Han}“（]")
    files = [read_yaml(path, path.name) for path in sorted(shipped_rules().glob("*/*.yaml"))]
    found = [
        (file.data["id"], at)
        for file in files
        if isinstance(file, YamlFile) and isinstance(file.data, dict)
        for at, text in texts(file.data)
        if at.endswith(".zh") and blank.search(text)
    ]
    assert found == []


def test_missing_shipped_rules_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from buyer_msg_lint.policy import folders

    monkeypatch.setattr(folders, "PACK_FILE", "none.yaml")
    with pytest.raises(PolicyError, match="the shipped rules are missing; install buyer-msg-lint again"):
        shipped_rules()


def test_rules_are_read_in_order(folder: Any) -> None:
    folder.rule("house/b")
    folder.rule("house/a")
    assert list(folder.pack().rules) == ["house/a", "house/b"]


def test_a_file_that_cannot_be_read_is_told_also_where_the_rest_was_kept(
    folder: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "store"))
    folder.rule()
    folder.policy()
    load_policy([folder.root], "house")
    folder.file("house/other.YAML", "nonsense")
    with pytest.raises(PolicyError, match=r"rename it: rules are read from files that end in .yaml"):
        load_policy([folder.root], "house")
