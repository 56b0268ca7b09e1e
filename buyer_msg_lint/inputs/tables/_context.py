"""From the cells of a row to what they tell of the message's context."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from pydantic import ValidationError

from buyer_msg_lint.context import Context
from buyer_msg_lint.errors import NotCheckedError

_BETWEEN = {
    "tracking_numbers": re.compile(r"[\s,;|]+"),
    "seller_names": re.compile(r"[;|\r\n]+"),
    "seller_domains": re.compile(r"[\s,;|]+"),
}
"""What stands between the values of fields that take several."""


class Told(NamedTuple):
    """What a cell tells: the name of its column, and its value."""

    column: str
    value: object


def with_told(context: Context, told: Mapping[str, Told]) -> Context:
    """Return a context with what a row tells; an empty cell tells nothing.

    Raises NotCheckedError, with the column, for a value that a field cannot have.
    """
    values = {field: _value(field, one.value) for field, one in told.items() if one.value not in (None, "")}
    if not values:
        return context
    known = {field: getattr(context, field) for field in context.model_fields_set}
    try:
        return Context.model_validate(known | values)
    except ValidationError as error:
        raise NotCheckedError(_said(error, told)) from None


def _value(field: str, value: object) -> object:
    if not isinstance(value, str):
        return value
    if field in _BETWEEN:
        return tuple(filter(None, _BETWEEN[field].split(value.strip())))
    return value.strip()


def _said(error: ValidationError, told: Mapping[str, Told]) -> str:
    detail = error.errors(include_url=False)[0]
    problem = detail["msg"].removeprefix("Value error, ")
    field = str(detail["loc"][0]) if detail["loc"] else ""
    if field not in told:
        return f"has columns that contradict each other: {problem}"
    return f"has '{detail['input']}' in the column '{told[field].column}' ({field}): {problem}"
