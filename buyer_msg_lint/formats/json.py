"""One JSON object a run, for programs; docs/json.md describes it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict

from buyer_msg_lint.formats import Run
from buyer_msg_lint.report import report_of
from buyer_msg_lint.verdict import Summary

SCHEMA = 1


def render(run: Run) -> Iterator[str]:
    """Yield the object in pieces; each message is written as soon as it is linted."""
    head = {
        "schema": SCHEMA,
        "tool": {"name": "buyer_msg_lint", "version": run.version},
        "policy": run.policy,
        "rules": list(run.rules),
    }
    yield _dump(head).removesuffix("\n}") + ',\n  "messages": ['
    summary = Summary()
    for verdict, _ in run.messages:
        yield (
            ("," if summary.messages else "")
            + "\n"
            + _indented(_dump(report_of(verdict).model_dump(mode="json")), 4)
        )
        summary = summary.plus(verdict)
    figures = _indented(_dump(asdict(summary)), 2).lstrip()
    yield f'\n  ],\n  "summary": {figures}\n}}\n'


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _indented(text: str, by: int) -> str:
    return "\n".join(" " * by + line for line in text.split("\n"))
