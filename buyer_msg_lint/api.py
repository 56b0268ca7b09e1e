"""The public API: a linter that is made once and used many times, and two functions for a single use."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple, TypeVar

from buyer_msg_lint.context import Context, Marketplace
from buyer_msg_lint.document import Document
from buyer_msg_lint.engine import Plan, check, check_context
from buyer_msg_lint.errors import BuyerMsgLintError, NotCheckedError, UsageError
from buyer_msg_lint.front_matter import Given, Reading, read_draft
from buyer_msg_lint.inputs import MAX_BYTES, check_size, most_bytes, read_bytes, read_document
from buyer_msg_lint.inputs._attachments import MOST_BYTES, with_files
from buyer_msg_lint.inputs._stream import Stream, open_file
from buyer_msg_lint.inputs.text import from_text
from buyer_msg_lint.policy.compiled import Policy
from buyer_msg_lint.policy.load import load_policy
from buyer_msg_lint.policy.model import MessageType, Rule
from buyer_msg_lint.policy.pack import Pack, load_pack, shipped_rules
from buyer_msg_lint.policy.yaml_file import nearest
from buyer_msg_lint.rendering.values import Row
from buyer_msg_lint.report import Outcome, Report, Severity

if TYPE_CHECKING:
    from buyer_msg_lint.engine.examples import ExampleResult
    from buyer_msg_lint.engine.timing import Timing
    from buyer_msg_lint.inputs.tables import Columns, Draft, Watcher

DEFAULT_POLICY = "amazon-replacement"
LOCALES = ("en", "zh")
_WHOLE_TOPIC = "/*"
Name = TypeVar("Name", str, str | os.PathLike[str])
File = str | os.PathLike[str] | tuple[str, bytes]
"""A file that goes with a message: its path, or its name and bytes."""


class Linted(NamedTuple):
    """A report and the source that its places are in; None where there was nothing to read."""

    report: Report
    source: str | None


class Linter:
    """Lints drafts by one policy. Made once, it may be used by many threads, and pickled.

    ``policy`` is a policy's id; ``rules`` are folders added to the shipped rules; ``locale`` is ``en`` or
    ``zh`` (None: by the environment); ``select`` and ``ignore`` take rule ids and topics; ``fail_on`` is the
    least severity whose violations fail a message; ``max_bytes`` is the largest file, or text as UTF-8, that
    is read.

    Raises PolicyError if rules have mistakes, UsageError if a name does not exist or no rule is left.
    """

    def __init__(  # noqa: PLR0913 - each is a setting users know by name
        self,
        policy: str = DEFAULT_POLICY,
        rules: Iterable[str | os.PathLike[str]] | str | os.PathLike[str] = (),
        locale: str | None = None,
        *,
        select: Iterable[str] = (),
        ignore: Iterable[str] = (),
        fail_on: Severity | str = Severity.ERROR,
        max_bytes: int = MAX_BYTES,
    ) -> None:
        self._settings: dict[str, Any] = {
            "policy": policy,
            "rules": tuple(os.fspath(folder) for folder in _several(rules)),
            "locale": _known_locale(locale),
            "select": _several(select),
            "ignore": _several(ignore),
            "fail_on": _known_severity(fail_on),
            "max_bytes": max_bytes,
        }
        self._folders = [shipped_rules(), *map(Path, self._settings["rules"])]
        self._pack, whole, needs = load_policy(self._folders, policy)
        resolved = _chosen(whole, self._pack, self._settings["select"], self._settings["ignore"])
        self._plan = Plan(resolved, needs)

    def __getstate__(self) -> dict[str, Any]:
        return self._settings

    def __setstate__(self, settings: dict[str, Any]) -> None:
        self.__init__(**settings)  # type: ignore[misc] # a plan is made again, never carried over

    @property
    def policy_id(self) -> str:
        """The id of the policy."""
        return self._plan.policy.id

    @property
    def locale(self) -> str:
        """The language of messages, reasons, and advice: ``en`` or ``zh``."""
        return str(self._settings["locale"])

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that hold, with the policy's settings, in order of id."""
        return tuple(compiled.rule for compiled in self._plan.policy.rules)

    @property
    def all_rules(self) -> tuple[Rule, ...]:
        """Every rule that is known, whether the policy holds it or not, in order of id."""
        return tuple(self._pack.rules[rule_id].model for rule_id in sorted(self._pack.rules))

    @property
    def message_types(self) -> tuple[MessageType, ...]:
        """The message types, in the order in which they are recognised."""
        return tuple(self._pack.types[kind.compiled.id].model for kind in self._plan.types)

    @property
    def marketplaces(self) -> tuple[Marketplace, ...]:
        """The marketplaces that a context may name."""
        return self._plan.policy.marketplaces

    def test_rules(self, folders: Iterable[str | os.PathLike[str]]) -> Iterator[ExampleResult]:
        """Run the examples of every rule whose file is in one of the folders, each against its rule alone."""
        from buyer_msg_lint.engine.examples import run_examples

        roots = [Path(folder).resolve() for folder in folders]
        pack = load_pack(self._folders)
        for rule_id, loaded in sorted(pack.rules.items()):
            if any(Path(loaded.file.name).resolve().is_relative_to(root) for root in roots):
                yield from run_examples(pack, rule_id)

    def check_context(self, context: Context) -> None:
        """Raise UsageError if the context names a message type or marketplace that is not known."""
        check_context(self._plan, context)

    def lint(self, text: str, context: Context | None = None, *, attachments: Iterable[File] = ()) -> Report:
        """Lint a draft given as text, with the files that go with it.

        Raises UsageError if the context names what does not exist; whatever else keeps the text from being
        checked is told in the report.
        """

        def read(*, template: bool | None) -> Document:
            if len(text) * 4 > self._settings["max_bytes"]:
                check_size(text.encode("utf-8", "surrogatepass"), self._settings["max_bytes"])
            return from_text(text, template=bool(template))

        return self._linted(read, context, None, attachments).report

    def lint_file(
        self,
        path: str | os.PathLike[str],
        context: Context | None = None,
        *,
        attachments: Iterable[File] = (),
    ) -> Report:
        """Lint a file. Raises as ``lint`` does; a file that cannot be read is told in the report."""
        return self.linted_file(path, context, attachments=attachments).report

    def linted_file(
        self,
        path: str | os.PathLike[str],
        context: Context | None = None,
        defaults: Context | None = None,
        *,
        attachments: Iterable[File] = (),
    ) -> Linted:
        """Lint a file and keep its source beside the report. Raises as ``lint`` does.

        ``defaults`` tell what holds where neither the context nor the draft's front matter says something.
        """

        def read(*, template: bool | None) -> Document:
            name = shown_path(path)
            data = read_bytes(Path(path), most_bytes(name, self._settings["max_bytes"]))
            return read_document(data, name, template=template)

        return self._linted(read, context, shown_path(path), attachments, defaults)

    def linted_bytes(
        self,
        data: bytes,
        path: str,
        context: Context | None = None,
        defaults: Context | None = None,
        *,
        attachments: Iterable[File] = (),
    ) -> Linted:
        """Lint the bytes of a file of that name, as ``linted_file`` does."""

        def read(*, template: bool | None) -> Document:
            name = shown_path(path)
            check_size(data, most_bytes(name, self._settings["max_bytes"]))
            return read_document(data, name, template=template)

        return self._linted(read, context, shown_path(path), attachments, defaults)

    def lint_messages(
        self,
        path: str | os.PathLike[str],
        context: Context | None = None,
        *,
        attachments: Iterable[File] = (),
        columns: Columns | None = None,
        watcher: Watcher | None = None,
    ) -> Iterator[Report]:
        """Lint every message of a file, one after the other, however many it holds.

        A table has a message in each row, every other file is one. ``columns`` name the columns of tables,
        which are otherwise guessed from their heads; ``watcher`` is told of that. Raises as ``lint`` does.
        """
        linted = self.linted_messages(
            path, context, attachments=attachments, columns=columns, watcher=watcher
        )
        for one in linted:
            yield one.report

    def linted_messages(  # noqa: PLR0913 - a file, and what is known of its messages
        self,
        path: str | os.PathLike[str],
        context: Context | None = None,
        defaults: Context | None = None,
        *,
        attachments: Iterable[File] = (),
        columns: Columns | None = None,
        watcher: Watcher | None = None,
    ) -> Iterator[Linted]:
        """Lint every message of a file as ``lint_messages`` does, and keep its source beside its report."""
        try:
            file = open_file(Path(path))
        except NotCheckedError as error:
            yield _not_checked(shown_path(path), str(error))
            return
        with file:
            yield from self.linted_stream(
                file,
                shown_path(path),
                context,
                defaults,
                attachments=attachments,
                columns=columns,
                watcher=watcher,
            )

    def linted_stream(  # noqa: PLR0913 - a file, and what is known of its messages
        self,
        file: BinaryIO,
        path: str,
        context: Context | None = None,
        defaults: Context | None = None,
        *,
        attachments: Iterable[File] = (),
        columns: Columns | None = None,
        watcher: Watcher | None = None,
    ) -> Iterator[Linted]:
        """Lint every message of an open file of that name, as ``linted_messages`` does."""
        from buyer_msg_lint.inputs.tables import HEAD, Asked, Columns, read_rows, table_for

        stream = Stream(file, watcher.read if watcher else None)
        try:
            table = table_for(path, stream.head(HEAD))
            most = most_bytes(path, self._settings["max_bytes"])
            data = b"" if table else stream.read(most + 1)
        except NotCheckedError as error:
            yield _not_checked(path, str(error))
            return
        if table is None:
            yield self.linted_bytes(data, path, context, defaults, attachments=attachments)
            return
        given = Given(context or Context(), defaults or Context())
        self.check_context(given.context)
        self.check_context(given.defaults)
        # What the caller knows is not taken from a column unless the column was named.
        settled = dict.fromkeys(given.context.told(), "")
        asked = Asked(
            path,
            replace(columns or Columns(), context={**settled, **(columns.context if columns else {})}),
            self._settings["max_bytes"],
            bool(given.context.over(given.defaults).template),
        )
        rows = read_rows(table, stream, asked, watcher.note if watcher else _unheard)
        yield from self._linted_rows(rows, path, given, tuple(attachments))

    def _linted_rows(
        self, rows: Iterator[Draft], path: str, given: Given, files: tuple[File, ...]
    ) -> Iterator[Linted]:
        last = None
        try:
            for draft in rows:
                last = draft.record
                yield self._linted_row(draft, path, given, files)
        except NotCheckedError as error:
            behind = f"; nothing after {last} was checked" if last else ""
            yield _not_checked(path, f"{error}{behind}")
        except Exception as error:  # noqa: BLE001 - a crash is a table not checked, never a clean one
            yield _not_checked(path, _crash(error))

    def _linted_row(self, draft: Draft, path: str, given: Given, files: tuple[File, ...]) -> Linted:
        from buyer_msg_lint.inputs.tables import with_told

        def read(*, template: bool | None) -> Document:  # noqa: ARG001 - a row tells by its table
            if isinstance(draft.document, NotCheckedError):
                raise draft.document
            return draft.document

        try:
            linted = self._linted(read, with_told(given.context, draft.told), path, files, given.defaults)
        except BuyerMsgLintError as error:
            linted = _not_checked(path, str(error))
        if linted.report.record is None:
            linted = linted._replace(report=linted.report.model_copy(update={"record": draft.record}))
        return linted

    def linted_values(
        self,
        path: str | os.PathLike[str],
        rows: Sequence[Row],
        context: Context | None = None,
        defaults: Context | None = None,
        *,
        attachments: Iterable[File] = (),
    ) -> Iterator[Linted]:
        """Lint a template, then filled with each row; of a row, tell only what the template has not itself.

        Places are those of the template. Raises as ``lint`` does; a row that cannot be filled in is told in
        its report.
        """
        from buyer_msg_lint.rendering.filled import filled

        given = Given(context or Context(), defaults or Context())
        most = self._settings["max_bytes"]

        def read(*, template: bool | None) -> Document:
            return read_document(read_bytes(Path(path), most), shown_path(path), template=template)

        whole = self._linted(read, given.context, shown_path(path), attachments, given.defaults)
        yield whole
        if whole.report.not_checked is not None:
            return
        try:
            document, known = read_draft(read, given, self.check_context)
            for row, result in filled(document, rows, most):
                yield self._linted_filled(row, result, known, whole.report)
        except BuyerMsgLintError as error:
            reason = " ".join(str(error).split())
            report = Report(path=shown_path(path), outcome=Outcome.NOT_CHECKED, not_checked=reason)
            yield Linted(report, None)

    def _linted_filled(
        self, row: Row, result: Document | NotCheckedError, known: Context, whole: Report
    ) -> Linted:
        def read(*, template: bool | None) -> Document:  # noqa: ARG001 - it is filled
            if isinstance(result, NotCheckedError):
                raise NotCheckedError(f"{row.name}: {result}")
            return result

        linted = self._linted(read, known.model_copy(update={"template": None}), whole.path, ())
        told = {(one.rule, one.start, one.end) for one in whole.violations}
        report = linted.report
        kept = tuple(one for one in report.violations if (one.rule, one.start, one.end) not in told)
        changes: dict[str, Any] = {"filled_with": row.name, "violations": kept}
        fails = any(one.severity.at_least(self._settings["fail_on"]) for one in kept)
        if report.outcome is Outcome.VIOLATIONS and not fails:
            changes["outcome"] = Outcome.CLEAN
        return Linted(report.model_copy(update=changes), linted.source)

    def timings(
        self, path: str | os.PathLike[str], context: Context | None = None, defaults: Context | None = None
    ) -> tuple[Timing, ...]:
        """Return where the time goes that linting a file takes; raises NotCheckedError and UsageError."""
        from buyer_msg_lint.engine.timing import timings

        def read(*, template: bool | None) -> Document:
            data = read_bytes(Path(path), self._settings["max_bytes"])
            return read_document(data, shown_path(path), template=template)

        given = Given(context or Context(), defaults or Context())
        document, known = read_draft(read, given, self.check_context)
        return tuple(timings(self._plan, document, known))

    def lint_many(self, texts: Iterable[str], context: Context | None = None) -> Iterator[Report]:
        """Lint drafts one after the other, as they are asked for. Raises as ``lint`` does."""
        for text in texts:
            yield self.lint(text, context)

    def _linted(
        self,
        read: Reading,
        context: Context | None,
        path: str | None,
        attachments: Iterable[File],
        defaults: Context | None = None,
    ) -> Linted:
        given = Given(context or Context(), defaults or Context())
        self.check_context(given.context)
        self.check_context(given.defaults)
        try:
            document, known = read_draft(read, given, self.check_context)
            document = self._with_files(document, tuple(attachments))
            report = check(self._plan, document, known, locale=self.locale, fail_on=self._settings["fail_on"])
            return Linted(report, document.source)
        except BuyerMsgLintError as error:
            reason = str(error)
        except Exception as error:  # noqa: BLE001 - a crash is a message not checked, never a clean one
            reason = _crash(error)
        return _not_checked(path, reason)

    def _with_files(self, document: Document, files: tuple[File, ...]) -> Document:
        """Return a document with the files that go with it; one without any is as it was."""
        most = max(MOST_BYTES, self._settings["max_bytes"])
        return with_files(document, [_read_file(file, most) for file in files]) if files else document


def _read_file(file: File, most: int) -> tuple[str, bytes]:
    """Return the name and bytes of a file; raises NotCheckedError if it is too large or cannot be read."""
    if isinstance(file, tuple):
        return file[0], check_size(file[1], most)
    try:
        return PurePath(shown_path(file)).name, read_bytes(Path(file), most)
    except NotCheckedError as error:
        raise NotCheckedError(f"the attachment {shown_path(file)} {error}") from None


def _not_checked(path: str | None, reason: str) -> Linted:
    reason = " ".join(reason.split())
    return Linted(Report(path=path, outcome=Outcome.NOT_CHECKED, not_checked=reason), None)


def _crash(error: Exception) -> str:
    return f"the linter failed ({type(error).__name__}: {error}); please report this"


def _unheard(text: str) -> None:
    """Take a note that nobody asked for."""


def lint(  # noqa: PLR0913 - as a linter takes them
    text: str,
    policy: str = DEFAULT_POLICY,
    context: Context | None = None,
    *,
    rules: Iterable[str | os.PathLike[str]] = (),
    locale: str | None = None,
    attachments: Iterable[File] = (),
) -> Report:
    """Lint one draft; a ``Linter`` is quicker for many. Raises as ``Linter`` and ``Linter.lint`` do."""
    linter = _linter(policy, tuple(os.fspath(folder) for folder in rules), locale)
    return linter.lint(text, context, attachments=attachments)


def lint_file(  # noqa: PLR0913 - as a linter takes them
    path: str | os.PathLike[str],
    policy: str = DEFAULT_POLICY,
    context: Context | None = None,
    *,
    rules: Iterable[str | os.PathLike[str]] = (),
    locale: str | None = None,
    attachments: Iterable[File] = (),
) -> Report:
    """Lint one file; a ``Linter`` is quicker for many. Raises as ``Linter`` and ``Linter.lint_file`` do."""
    linter = _linter(policy, tuple(os.fspath(folder) for folder in rules), locale)
    return linter.lint_file(path, context, attachments=attachments)


def shown_path(path: str | os.PathLike[str]) -> str:
    """Return a path as text that can be shown; bytes that are no text become replacement characters."""
    return os.fsencode(path).decode("utf-8", "replace")


def environment_locale() -> str:
    """Return ``zh`` if the environment asks for Chinese, else ``en``."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


def _linter(policy: str, rules: tuple[str, ...], locale: str | None) -> Linter:
    # Folders of the caller's own may change between calls; only linters over shipped rules are kept.
    if rules:
        return Linter(policy, rules, locale)
    return _kept_linter(policy, _known_locale(locale))


@lru_cache(maxsize=8)
def _kept_linter(policy: str, locale: str) -> Linter:
    return Linter(policy, locale=locale)


def _several(names: Iterable[Name] | Name) -> tuple[Name, ...]:
    """Return names as they were given, or the one that was given without a list around it."""
    if isinstance(names, str | os.PathLike):
        return (names,)
    return tuple(names)


def _known_locale(locale: str | None) -> str:
    if locale is None:
        return environment_locale()
    if locale not in LOCALES:
        raise UsageError(f"there is no locale '{locale}'{nearest(locale, LOCALES)}")
    return locale


def _known_severity(severity: Severity | str) -> Severity:
    try:
        return Severity(severity)
    except ValueError:
        known = tuple(member.value for member in Severity)
        raise UsageError(f"there is no severity '{severity}'{nearest(str(severity), known)}") from None


def _chosen(policy: Policy, pack: Pack, select: Sequence[str], ignore: Sequence[str]) -> Policy:
    """Return the policy with the selected rules only, without the ignored ones."""
    for name in (*select, *ignore):
        _check_selector(name, pack)
    current = pack.current_rule_ids()

    def named(rule_id: str, names: Sequence[str]) -> bool:
        topic = rule_id.partition("/")[0]
        return any(name in (topic, topic + _WHOLE_TOPIC) or current.get(name) == rule_id for name in names)

    for name in select:
        if not any(named(rule.rule.id, (name,)) for rule in policy.rules):
            raise UsageError(f"policy '{policy.id}' does not hold '{name}'; it would not be checked")
    kept = tuple(
        rule
        for rule in policy.rules
        if (not select or named(rule.rule.id, select)) and not named(rule.rule.id, ignore)
    )
    if not kept:
        raise UsageError(f"no rule of policy '{policy.id}' is left to check; nothing would be checked")
    return Policy(policy.id, policy.title, kept, policy.types, policy.marketplaces)


def _check_selector(name: str, pack: Pack) -> None:
    topics = {rule_id.partition("/")[0] for rule_id in pack.rules}
    if name in pack.current_rule_ids() or name.removesuffix(_WHOLE_TOPIC) in topics:
        return
    raise UsageError(f"there is no rule or topic '{name}'{nearest(name, (*pack.rules, *sorted(topics)))}")
