"""The public API: a linter that is made once and used many times, and two functions for a single use."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property, lru_cache
from pathlib import Path
from time import thread_time
from typing import TYPE_CHECKING, Any, BinaryIO

from buyer_msg_lint.api.linted import (
    Each,
    File,
    Linted,
    crash,
    not_checked,
    one_by_one,
    read_file,
    shown_path,
)
from buyer_msg_lint.api.settings import (
    DEFAULT_POLICY,
    LOCALES,
    environment_locale,
    known_locale,
    known_severity,
    several,
)
from buyer_msg_lint.document import Document
from buyer_msg_lint.engine import Plan, check, check_context
from buyer_msg_lint.engine.load import load_catalogue, load_policy
from buyer_msg_lint.errors import BuyerMsgLintError, NotCheckedError, UsageError
from buyer_msg_lint.given import Given, Reading, read_draft
from buyer_msg_lint.inputs import MAX_BYTES, check_size, most_bytes, read_bytes, read_document
from buyer_msg_lint.inputs._stream import Stream, open_file
from buyer_msg_lint.inputs.text import from_text
from buyer_msg_lint.known import NOTHING_KNOWN, Marketplace
from buyer_msg_lint.policy.folders import shipped_rules
from buyer_msg_lint.verdict import Severity

if TYPE_CHECKING:
    from buyer_msg_lint.context import Context
    from buyer_msg_lint.engine.examples import ExampleResult
    from buyer_msg_lint.engine.planned import PlannedPolicy
    from buyer_msg_lint.engine.timing import Timing
    from buyer_msg_lint.inputs.tables import Columns, Watcher
    from buyer_msg_lint.policy.catalogue import Catalogue
    from buyer_msg_lint.policy.model import MessageType, Rule
    from buyer_msg_lint.rendering.values import Row
    from buyer_msg_lint.report import Report

__all__ = [
    "DEFAULT_POLICY",
    "LOCALES",
    "File",
    "Linted",
    "Linter",
    "environment_locale",
    "lint",
    "lint_file",
    "shown_path",
]


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
            "rules": tuple(os.fspath(folder) for folder in several(rules)),
            "locale": known_locale(locale),
            "select": several(select),
            "ignore": several(ignore),
            "fail_on": known_severity(fail_on),
            "max_bytes": max_bytes,
        }
        self._folders = [shipped_rules(), *map(Path, self._settings["rules"])]
        self._plan = Plan(self._chosen(load_policy(self._folders, policy)))

    def _chosen(self, policy: PlannedPolicy) -> PlannedPolicy:
        """Return the policy with the rules that were selected and not ignored."""
        select, ignore = self._settings["select"], self._settings["ignore"]
        if select or ignore:
            from buyer_msg_lint.api.selection import chosen

            policy = policy.only(chosen(policy.id, self._catalogue, select, ignore))
        if not policy.rules and not policy.limits:
            raise UsageError(f"no rule of policy '{policy.id}' is left to check; nothing would be checked")
        return policy

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
        held = frozenset(self.rule_ids)
        return tuple(rule for rule in self._catalogue.held if rule.id in held)

    @property
    def rule_ids(self) -> tuple[str, ...]:
        """The ids of the rules that hold, in order."""
        return tuple(rule.id for rule in self._plan.policy.outlines)

    @property
    def all_rules(self) -> tuple[Rule, ...]:
        """Every rule that is known, whether the policy holds it or not, in order of id."""
        return self._catalogue.rules

    @property
    def message_types(self) -> tuple[MessageType, ...]:
        """The message types, in the order in which they are recognised."""
        return self._catalogue.types

    @property
    def marketplaces(self) -> tuple[Marketplace, ...]:
        """The marketplaces that a context may name."""
        return self._plan.marketplaces

    @cached_property
    def _catalogue(self) -> Catalogue:
        return load_catalogue(self._folders, self._settings["policy"])

    def test_rules(self, folders: Iterable[str | os.PathLike[str]]) -> Iterator[ExampleResult]:
        """Run the examples of every rule whose file is in one of the folders, each against its rule alone."""
        from buyer_msg_lint.engine.examples import run_examples
        from buyer_msg_lint.policy.pack import load_pack

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

        return self._lint(read, self._given(context), None, tuple(attachments)).report

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

        return self._lint(read, self._given(context, defaults), shown_path(path), tuple(attachments))

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

        return self._lint(read, self._given(context, defaults), shown_path(path), tuple(attachments))

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
        each: Each = one_by_one,
    ) -> Iterator[Linted]:
        """Lint every message of a file as ``lint_messages`` does, and keep its source beside its report.

        ``each`` lints one row after the other, or several at once.
        """
        try:
            file = open_file(Path(path))
        except NotCheckedError as error:
            yield not_checked(shown_path(path), str(error))
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
                each=each,
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
        each: Each = one_by_one,
    ) -> Iterator[Linted]:
        """Lint every message of an open file of that name, as ``linted_messages`` does."""
        from buyer_msg_lint.api.rows import RowJob, Rows
        from buyer_msg_lint.inputs.tables import HEAD, table_for

        stream = Stream(file, watcher.read if watcher else None)
        try:
            table = table_for(path, stream.head(HEAD))
            most = most_bytes(path, self._settings["max_bytes"])
            data = b"" if table else stream.read(most + 1)
        except NotCheckedError as error:
            yield not_checked(path, str(error))
            return
        if table is None:
            yield self.linted_bytes(data, path, context, defaults, attachments=attachments)
            return
        job = RowJob(self._lint, path, self._given(context, defaults), tuple(attachments))
        rows = Rows(job, self._settings["max_bytes"], columns, watcher)
        yield from rows.linted(table, stream, each)

    def linted_values(  # noqa: PLR0913 - a template, and what is known of it
        self,
        path: str | os.PathLike[str],
        rows: Sequence[Row],
        context: Context | None = None,
        defaults: Context | None = None,
        *,
        attachments: Iterable[File] = (),
        each: Each = one_by_one,
    ) -> Iterator[Linted]:
        """Lint a template, then filled with each row; of a row, tell only what the template has not itself.

        Places are those of the template. Raises as ``lint`` does; a row that cannot be filled in is told in
        its report. ``each`` lints one filled template after the other, or several at once.
        """
        from buyer_msg_lint.api.filled import Filling
        from buyer_msg_lint.rendering.filled import filled

        given = self._given(context, defaults)
        most = self._settings["max_bytes"]

        @cache  # the template is linted, and then read to be filled
        def read(*, template: bool | None) -> Document:
            return read_document(read_bytes(Path(path), most), shown_path(path), template=template)

        whole = self._lint(read, given, shown_path(path), tuple(attachments))
        yield whole
        if whole.verdict.not_checked is not None:
            return
        document, known = read_draft(read, given, self.check_context)
        filling = Filling(self._lint, whole.verdict, known, self._settings["fail_on"])
        try:
            yield from each(filling, filled(document, rows, most))
        except BuyerMsgLintError as error:
            yield not_checked(whole.verdict.path, str(error))

    def timings(
        self, data: bytes, path: str, context: Context | None = None, defaults: Context | None = None
    ) -> tuple[Timing, ...]:
        """Return where the time goes that linting the bytes of a file of that name takes.

        Raises NotCheckedError for what cannot be read, UsageError as ``lint`` does.
        """
        from buyer_msg_lint.engine.timing import Timing, timings

        def read(*, template: bool | None) -> Document:
            check_size(data, most_bytes(path, self._settings["max_bytes"]))
            return read_document(data, path, template=template)

        start = thread_time()
        document, known = read_draft(read, self._given(context, defaults), self.check_context)
        reading = Timing("reading", "", thread_time() - start)
        return (reading, *timings(self._plan, document, known))

    def lint_many(self, texts: Iterable[str], context: Context | None = None) -> Iterator[Report]:
        """Lint drafts one after the other, as they are asked for. Raises as ``lint`` does."""
        for text in texts:
            yield self.lint(text, context)

    def _given(self, context: Context | None, defaults: Context | None = None) -> Given:
        """Return what is known of a message; raises UsageError if it names what does not exist."""
        given = Given(context or NOTHING_KNOWN, defaults or NOTHING_KNOWN)
        self.check_context(given.context)
        self.check_context(given.defaults)
        return given

    def _lint(self, read: Reading, given: Given, path: str | None, files: tuple[File, ...]) -> Linted:
        self.check_context(given.context)
        try:
            document, known = read_draft(read, given, self.check_context)
            document = self._with_files(document, files)
            verdict = check(
                self._plan, document, known, locale=self.locale, fail_on=self._settings["fail_on"]
            )
            return Linted(verdict, document.source)
        except BuyerMsgLintError as error:
            reason = str(error)
        except Exception as error:  # noqa: BLE001 - a crash is a message not checked, never a clean one
            reason = crash(error)
        return not_checked(path, reason)

    def _with_files(self, document: Document, files: tuple[File, ...]) -> Document:
        """Return a document with the files that go with it; one without any is as it was."""
        if not files:
            return document
        from buyer_msg_lint.inputs._attachments import MOST_BYTES, with_files

        most = max(MOST_BYTES, self._settings["max_bytes"])
        return with_files(document, [read_file(file, most) for file in files])


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


def _linter(policy: str, rules: tuple[str, ...], locale: str | None) -> Linter:
    # Folders of the caller's own may change between calls; only linters over shipped rules are kept.
    if rules:
        return Linter(policy, rules, locale)
    return _kept_linter(policy, known_locale(locale))


@lru_cache(maxsize=8)
def _kept_linter(policy: str, locale: str) -> Linter:
    return Linter(policy, locale=locale)
