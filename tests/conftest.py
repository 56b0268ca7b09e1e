from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from buyer_msg_lint.context import Context
from buyer_msg_lint.engine import Plan, check
from buyer_msg_lint.engine.planning import planned
from buyer_msg_lint.errors import PolicyError
from buyer_msg_lint.inputs.text import from_text
from buyer_msg_lint.policy.compiled import Policy
from buyer_msg_lint.policy.pack import Pack, load_pack
from buyer_msg_lint.policy.resolve import resolve
from buyer_msg_lint.verdict import Severity, Verdict

# Tests leave the user's store alone, and make each policy once a run, not once a test.
_STORE = TemporaryDirectory(prefix="buyer-msg-lint-tests-")
os.environ["BUYER_MSG_LINT_CACHE"] = _STORE.name

HOUSE_RULE: Mapping[str, Any] = {
    "title": {"en": "A rule", "zh": "规则"},
    "severity": "error",
    "basis": "house",
    "message": {"en": "Says “{match}”", "zh": "含有“{match}”"},
    "why": {"en": "The reason.", "zh": "原因。"},
    "instead": {"en": "Something else.", "zh": "别的。"},
    "source": [{"name": "House rules"}],
    "examples": {"violates": ["«bad»"] * 3, "complies": ["good"] * 3},
    "since": "0.1",
}


def _yaml(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False)  # JSON is YAML too


class RuleFolder:
    """A folder of rules in the making."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._rules: list[str] = []

    def file(self, path: str, text: str) -> Path:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        return target

    def rule(self, rule_id: str = "house/rule", **changes: Any) -> Path:
        """Write a rule, by default one that finds a phrase; ``changes`` take the place of its keys."""
        self._rules.append(rule_id)
        look = {} if {"find", "require"} & changes.keys() else {"find": {"phrases": ["forbidden word"]}}
        return self.file(f"{rule_id}.yaml", _yaml({"id": rule_id, **HOUSE_RULE, **look, **changes}))

    def words(self, name: str, *entries: str, **more: Any) -> Path:
        data = {"id": name, "about": "Words.", "entries": list(entries), **more}
        return self.file(f"words/{name}.yaml", _yaml(data))

    def type(self, name: str, *phrases: str, rank: int = 10, unless: tuple[str, ...] = ()) -> Path:
        data: dict[str, Any] = {"id": name, "title": {"en": name, "zh": name}, "rank": rank}
        if phrases:
            data["recognise"] = {"phrases": list(phrases), "unless": list(unless)}
            data["examples"] = {"is": ["one"] * 3, "is_not": ["two"] * 3}
        return self.file(f"types/{name}.yaml", _yaml(data))

    def marketplaces(self) -> Path:
        places = [
            {
                "name": "Shop US",
                "id": "SHOPUS",
                "domain": "shop.example.com",
                "country": "US",
                "languages": ["en"],
            },
            {
                "name": "Shop DE",
                "id": "SHOPDE",
                "domain": "shop.example.de",
                "country": "DE",
                "languages": ["de"],
            },
        ]
        return self.file("marketplaces/shop.yaml", _yaml({"id": "shop", "marketplaces": places}))

    def policy(self, name: str = "house", rules: Mapping[str, Any] | None = None, **more: Any) -> Path:
        """Write a policy, by default one that holds every rule written so far."""
        held = dict.fromkeys(self._rules, True) if rules is None else rules
        data = {"id": name, "title": {"en": name, "zh": name}, "rules": held, **more}
        return self.file(f"policies/{name}.yaml", _yaml(data))

    def pack(self) -> Pack:
        return load_pack([self.root])

    def resolved(self, name: str = "house") -> Policy:
        return resolve(self.pack(), name)

    def plan(self) -> Plan:
        """Return the plan of a policy with every rule written so far, unless there is one already."""
        if not (self.root / "policies" / "house.yaml").exists():
            self.policy()
        return Plan(planned(self.resolved()))

    def lint(
        self, text: str, *, locale: str = "en", fail_on: Severity = Severity.ERROR, **context: Any
    ) -> Verdict:
        known = Context(**context)
        document = from_text(text, template=bool(known.template))
        return check(self.plan(), document, known, locale=locale, fail_on=fail_on)

    def mistakes(self, name: str = "house") -> list[str]:
        """Return what the loader says is wrong, files as they stand in the folder."""
        if not (self.root / "policies").exists():
            self.policy()
        with pytest.raises(PolicyError) as told:
            self.resolved(name)
        return str(told.value).replace(f"{self.root}/", "").split("\n")


@pytest.fixture
def folder(tmp_path: Path) -> RuleFolder:
    """An empty folder of rules."""
    return RuleFolder(tmp_path / "rules")
