"""What the linter makes plain has field by field what callers see as models."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import BaseModel

from buyer_msg_lint.context import Context
from buyer_msg_lint.known import FIELDS, NOTHING_KNOWN
from buyer_msg_lint.report import Edit, Fix, NotEvaluated, Report, Source, Unverifiable, Violation
from buyer_msg_lint.verdict import Basis, Change, Finding, LeftOpen, Mending, Undecided, Verdict


@pytest.mark.parametrize(
    ("plain", "model"),
    [
        (Verdict, Report),
        (Finding, Violation),
        (Mending, Fix),
        (Change, Edit),
        (Basis, Source),
        (LeftOpen, Unverifiable),
        (Undecided, NotEvaluated),
    ],
)
def test_both_have_the_same_fields(plain: Any, model: type[BaseModel]) -> None:
    assert set(plain._fields) == set(model.model_fields)
    # A verdict says by itself that nothing was checked; a report must say what came of it.
    defaults = {name: value for name, value in plain._field_defaults.items() if name != "outcome"}
    fields = model.model_fields.items()
    assert defaults == {name: field.default for name, field in fields if not field.is_required()}


def test_where_nothing_is_known_every_field_of_a_context_says_so() -> None:
    assert tuple(Context.model_fields) == FIELDS
    assert dict(NOTHING_KNOWN) == dict(Context())
    assert (NOTHING_KNOWN.told(), NOTHING_KNOWN.language) == (Context().told(), Context().language)
