"""What holds for each draft: options of the command, else its front matter, else its settings file."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from buyer_msg_lint.api import DEFAULT_POLICY, Linter, shown_path
from buyer_msg_lint.config import LINTER_KEYS, Setting, Settings, SettingsFiles
from buyer_msg_lint.engine.load import make_apart
from buyer_msg_lint.errors import UsageError
from buyer_msg_lint.formats._screen import padded
from buyer_msg_lint.inputs import is_table, read_bytes, read_document
from buyer_msg_lint.known import NOTHING_KNOWN
from buyer_msg_lint.policy.folders import shipped_rules
from buyer_msg_lint.verdict import Severity

if TYPE_CHECKING:
    from buyer_msg_lint.context import Context

_DEFAULTS = {"policy": DEFAULT_POLICY, "fail_on": Severity.ERROR.value}
_WIDTH = 22


class Chosen(NamedTuple):
    """What lints a draft, and what holds where nobody says something else."""

    linter: Linter
    defaults: Context


class Linters:
    """Makes the linter of each draft, each once for all drafts with the same settings."""

    def __init__(self, options: argparse.Namespace, make: Callable[[argparse.Namespace], Linter]) -> None:
        self._options = options
        self._make = make
        self._files = None if options.isolated else SettingsFiles(Path.cwd())
        self._made: dict[str, Linter] = {}

    def settings(self, draft: Path) -> Settings:
        """Return what the settings file of a draft sets for it; raises PolicyError if it has mistakes."""
        return self._files.settings(draft) if self._files else Settings({})

    def options(self, settings: Settings) -> argparse.Namespace:
        """Return the options of the command, with what is set where none is given."""
        merged = argparse.Namespace(**vars(self._options))
        for key in LINTER_KEYS:
            if not getattr(merged, key):
                setattr(merged, key, settings.value(key, _DEFAULTS.get(key, getattr(merged, key))))
        return merged

    def choose(self, draft: Path) -> Chosen:
        """Return what lints a draft.

        Raises PolicyError for mistakes in settings or rules, UsageError for names that do not exist.
        """
        settings = self.settings(draft)
        options = self.options(settings)
        key = repr([getattr(options, name) for name in LINTER_KEYS])
        if key not in self._made:
            if is_table(str(draft)):
                # Tables may be of any size: no memory is to stay behind from the making of a policy.
                make_apart([shipped_rules(), *map(Path, options.rules)], options.policy)
            self._made[key] = self._made_by(options, settings)
        linter = self._made[key]
        return Chosen(linter, _checked(settings, linter))

    def _made_by(self, options: argparse.Namespace, settings: Settings) -> Linter:
        try:
            return self._make(options)
        except UsageError as error:
            origins = [settings.values[name].origin for name in LINTER_KEYS if name in settings.values]
            if not origins:
                raise
            raise UsageError(f"{error} (set in {', '.join(origins)})") from None


def _checked(settings: Settings, linter: Linter) -> Context:
    """Return the context that is set; raises UsageError, with the place, for what does not exist."""
    if not settings.values:
        return NOTHING_KNOWN
    from pydantic import ValidationError

    try:
        context = settings.context
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]["msg"].removeprefix("Value error, ")
        raise UsageError(f"the settings contradict themselves: {problem}") from None
    if not context.model_fields_set:
        return context
    from buyer_msg_lint.front_matter import unknown_names

    for field, problem in unknown_names(context, linter.check_context):
        raise UsageError(f"{settings.values[field].origin}: {problem}")
    return context


def shown(draft: Path, linters: Linters, options: argparse.Namespace, given: Context) -> Iterator[str]:
    """Yield the lines that tell what is set for a draft, and where each value comes from.

    Raises NotCheckedError, with the reason, if the draft cannot be read.
    """
    chosen = linters.choose(draft)
    values = {key: Setting(value, "default") for key, value in _DEFAULTS.items()}
    values |= linters.settings(draft).values
    values |= _front_matter(draft, options, given, chosen)
    values |= {key: Setting(value, "option") for key, value in given.told().items()}
    for key in LINTER_KEYS:
        if value := getattr(options, key):
            values[key] = Setting(value, "option")
    yield shown_path(draft)
    for key in sorted(values):
        setting = values[key]
        yield f"    {padded(key, _WIDTH)} {_said(setting.value)}    ({setting.origin})"


def _front_matter(
    draft: Path, options: argparse.Namespace, given: Context, chosen: Chosen
) -> dict[str, Setting]:
    template = given.over(chosen.defaults).template
    document = read_document(read_bytes(draft, options.max_bytes), shown_path(draft), template=template)
    if document.front_matter is None:
        return {}
    from buyer_msg_lint.front_matter import read_front_matter

    told = read_front_matter(document, document.front_matter, chosen.linter.check_context)
    values = told.context.told() | ({"subject": told.subject.text} if told.subject else {})
    return {key: Setting(value, told.places[key]) for key, value in values.items()}


def _said(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key}: {held}" for key, held in value.items())
    if isinstance(value, tuple | list):
        return ", ".join(map(str, value))
    return str(value)
