"""Lints the messages that marketplace sellers send to buyers, before they are sent.

>>> from buyer_msg_lint import Context, lint
>>> report = lint("Please write to help@example.com.", context=Context(message_type="question-reply"))
>>> report.outcome.value
'violations'
>>> [violation.excerpt for violation in report.violations if violation.rule == "contact/email-address"]
['help@example.com']
"""

from __future__ import annotations

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
__version__ = "0.1.0"
