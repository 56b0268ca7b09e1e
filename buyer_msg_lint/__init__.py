"""Lints the messages that marketplace sellers send to buyers, before they are sent.

>>> from buyer_msg_lint import Context, lint
>>> report = lint("Please write to help@example.com.", context=Context(message_type="question-reply"))
>>> report.outcome.value
'violations'
>>> [violation.excerpt for violation in report.violations if violation.rule == "contact/email-address"]
['help@example.com']
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from buyer_msg_lint.api import Linter, lint, lint_file
    from buyer_msg_lint.context import Context
    from buyer_msg_lint.errors import BuyerMsgLintError, PolicyError, UsageError
    from buyer_msg_lint.report import (
        Edit,
        Fix,
        NotEvaluated,
        Outcome,
        Report,
        Severity,
        Source,
        Violation,
    )

__all__ = [
    "BuyerMsgLintError",
    "Context",
    "Edit",
    "Fix",
    "Linter",
    "NotEvaluated",
    "Outcome",
    "PolicyError",
    "Report",
    "Severity",
    "Source",
    "UsageError",
    "Violation",
    "lint",
    "lint_file",
]
__version__ = "0.3.0"

_MODULES = {
    "api": ("Linter", "lint", "lint_file"),
    "context": ("Context",),
    "errors": ("BuyerMsgLintError", "PolicyError", "UsageError"),
    "report": ("Edit", "Fix", "NotEvaluated", "Report", "Source", "Violation"),
    "verdict": ("Outcome", "Severity"),
}


def __getattr__(name: str) -> object:
    # What a caller does not use is not loaded: the models of reports alone take longer than the rest.
    for module, names in _MODULES.items():
        if name in names:
            value: object = getattr(import_module(f"{__name__}.{module}"), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
