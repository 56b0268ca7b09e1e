"""The context that the command is given: a file, and single options, which win over it."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from buyer_msg_lint.errors import PolicyError, UsageError, nearest
from buyer_msg_lint.known import FIELDS, NOTHING_KNOWN

if TYPE_CHECKING:
    from pydantic import ValidationError

    from buyer_msg_lint.context import Context
    from buyer_msg_lint.inputs.tables import Columns
    from buyer_msg_lint.policy.yaml_file import YamlFile

_OPTIONS = {"message_type": "type", "tracking_numbers": "tracking_number"}
"""Options that are not called as the field is."""
_FIELDS = {option: field for field, option in _OPTIONS.items()}
_NOW = "now"


class GivenContext(NamedTuple):
    """The context of the command line, and the file that some of its fields stand in."""

    context: Context
    file: YamlFile | None
    in_file: frozenset[str]

    def check(self, check: Callable[[Context], None]) -> None:
        """Raise PolicyError with every name in the file that does not exist, else what ``check`` raises."""
        if self.file is not None:
            from buyer_msg_lint.front_matter import unknown_names

            wrong = [
                (field, said) for field, said in unknown_names(self.context, check) if field in self.in_file
            ]
            if wrong:
                raise PolicyError(tuple(sorted(self.file.mistake((field,), said) for field, said in wrong)))
        check(self.context)


def given_context(options: argparse.Namespace) -> GivenContext:
    """Return the context of the command line.

    Raises PolicyError with every mistake in the file, UsageError for a value of an option that is none.
    """
    file, known = _from_file(options.context) if options.context else (None, {})
    told = {field: getattr(options, _OPTIONS.get(field, field), None) for field in FIELDS}
    if told["sent_at"] == _NOW:
        told["sent_at"] = datetime.now(UTC)
    told = {field: value for field, value in told.items() if value is not None}
    if not known and not told:
        return GivenContext(NOTHING_KNOWN, file, frozenset())
    from pydantic import ValidationError

    from buyer_msg_lint.context import Context

    try:
        context = Context.model_validate(known | told)
    except ValidationError as error:
        raise UsageError(_said(error)) from None
    return GivenContext(context, file, frozenset(known.keys() - told.keys()))


def given_columns(options: argparse.Namespace) -> Columns | None:
    """Return the columns that the command line names, None if it names none.

    Raises UsageError for a value that is no column.
    """
    if not (options.context_column or options.text_column or options.subject_column):
        return None
    from buyer_msg_lint.inputs.tables import Columns, context_fields

    context: dict[str, str] = {}
    for value in options.context_column:
        field, sign, column = value.partition("=")
        name = _FIELDS.get(field, field).replace("-", "_")
        if not sign:
            raise UsageError(f"--context-column '{value}': write it as field=column, such as order_id=Order")
        if name not in context_fields():
            raise UsageError(
                f"--context-column '{value}': no column can give '{field}'{nearest(name, context_fields())}"
            )
        context[name] = column
    return Columns(options.text_column, options.subject_column, context)


def _from_file(name: str) -> tuple[YamlFile, dict[str, object]]:
    path = Path(name)
    if not path.is_file():
        raise UsageError(f"--context '{name}': there is no such file")
    from buyer_msg_lint.context import Context
    from buyer_msg_lint.policy.pack import read_model

    loaded, mistakes = read_model(path, name, Context)
    if loaded is None:
        raise PolicyError(tuple(sorted(mistakes)))
    model = loaded.model
    return loaded.file, {field: getattr(model, field) for field in model.model_fields_set}


def _said(error: ValidationError) -> str:
    detail = error.errors(include_url=False)[0]
    problem = detail["msg"].removeprefix("Value error, ")
    if not detail["loc"]:
        return f"the context contradicts itself: {problem}"
    field = str(detail["loc"][0])
    option = _OPTIONS.get(field, field).replace("_", "-")
    return f"--{option} '{detail['input']}': {problem}"
