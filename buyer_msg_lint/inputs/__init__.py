"""Inputs: from the bytes of a file to a document.

An input is a module here with ``SUFFIXES``, the file name endings that it reads, ``IN_FOLDERS``,
``MARKS`` and ``read``.
A kind of file that no input reads is *not checked*, with the reason; nothing is read as something that it is
not.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import import_module
from pathlib import Path, PurePath
from pkgutil import iter_modules
from typing import Protocol, cast

from buyer_msg_lint.document import Document
from buyer_msg_lint.errors import NotCheckedError
from buyer_msg_lint.inputs import text
from buyer_msg_lint.inputs._stream import Stream, open_file

MAX_BYTES = 1 << 20
"""The largest file that is read unless the caller says otherwise."""
_CARRIERS = (".eml",)
_MOST_MAIL = 48 << 20
"""The largest mail: files of 32 megabytes in base64, and what is around them."""

_OTHER_KINDS = {
    "mail": (".msg", ".mbox"),
    "table": (".xls", ".xlsb", ".ods", ".numbers"),
    "word-processor": (".docx", ".doc", ".odt", ".rtf"),
    "PDF": (".pdf",),
    "image": (".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".tif", ".tiff", ".heic", ".svg"),
}
_BETTER = {"mail": "a mail of its own (.eml)", "table": "a row of a .csv file"}
_TEMPLATE_SUFFIXES = (
    ".j2",
    ".jinja",
    ".jinja2",
    ".liquid",
    ".mustache",
    ".hbs",
    ".handlebars",
    ".ftl",
    ".ftlh",
    ".erb",
    ".ejs",
    ".smarty",
    ".tmpl",
    ".tpl",
    ".template",
)


class Input(Protocol):
    """What each module of this package is."""

    SUFFIXES: tuple[str, ...]
    IN_FOLDERS: bool
    """Whether such a file, met in a folder, is a message by its name alone."""
    MARKS: Mapping[str, Mapping[str, str]]
    """The kinds of marks that documents of this input bear, each with its traits and what they mean."""

    def read(self, data: bytes, path: str | None, *, template: bool) -> Document:
        """Return the document; raises NotCheckedError with the reason if the bytes cannot be read."""
        ...


def is_template(path: str) -> bool:
    """Tell by the name whether a file is a template: ``shipped.j2``, ``delay.template.txt``."""
    return any(suffix.lower() in _TEMPLATE_SUFFIXES for suffix in PurePath(path).suffixes)


def is_message(path: Path) -> bool:
    """Tell by the name whether a file met in a folder is a message, readable or not.

    Of the kinds without an input only those that hold a message by themselves count: mail.
    """
    suffix = _last_suffix(path)
    reader = _input(suffix)
    return (reader is not None and reader.IN_FOLDERS) or suffix in _OTHER_KINDS["mail"]


def read_bytes(path: Path, max_bytes: int = MAX_BYTES) -> bytes:
    """Read a file of at most ``max_bytes``; raises NotCheckedError if it is larger or cannot be read."""
    with open_file(path) as file:
        return check_size(Stream(file).read(max_bytes + 1), max_bytes)


def most_bytes(path: str, max_bytes: int) -> int:
    """Return how many bytes a file may have; a mail carries files, which are bounded by themselves."""
    return max(max_bytes, _MOST_MAIL) if _last_suffix(PurePath(path)) in _CARRIERS else max_bytes


def check_size(data: bytes, max_bytes: int) -> bytes:
    """Return the bytes; raises NotCheckedError if there are more than ``max_bytes``."""
    if len(data) > max_bytes:
        raise NotCheckedError(f"is larger than {max_bytes:,} bytes; raise the limit with --max-bytes")
    return data


def read_document(data: bytes, path: str | None, *, template: bool | None = None) -> Document:
    """Turn the bytes of a file into a document; ``path`` decides how they are read.

    ``template`` None lets the file name decide. Raises NotCheckedError with the reason if there is no input
    for this kind of file, or the bytes are not what its name says.
    """
    name = path or ""
    suffix = _last_suffix(PurePath(name))
    for kind, suffixes in _OTHER_KINDS.items():
        if suffix in suffixes:
            better = _BETTER.get(kind, "plain text (.txt)")
            raise NotCheckedError(f"{kind} files ({suffix}) are not read yet; save the message as {better}")
    if is_table(name) and _holds_table(name, data):
        raise NotCheckedError(
            "is a table of many messages, not one; lint it row by row (Linter.lint_messages)"
        )
    if template is None:
        template = is_template(name)
    reader = _input(suffix) or _load("text")
    document = reader.read(data, path, template=template)
    if template and document.branches is None:
        from buyer_msg_lint.inputs._templates import refuse_blocks

        refuse_blocks(document)
    return document


def _last_suffix(path: PurePath) -> str:
    """Return the ending that tells the kind; that of a template engine stands before it or alone."""
    suffixes = [suffix.lower() for suffix in path.suffixes]
    while len(suffixes) > 1 and suffixes[-1] in _TEMPLATE_SUFFIXES:
        suffixes.pop()
    return suffixes[-1] if suffixes else ""


def mark_kinds() -> dict[str, Mapping[str, str]]:
    """Return the kinds of marks that any input bears, each with its traits."""
    from buyer_msg_lint.inputs import _attachments

    of_inputs = {kind: traits for module in map(_load, _names()) for kind, traits in module.MARKS.items()}
    return {**of_inputs, **_attachments.MARKS}


def is_table(path: str) -> bool:
    """Tell by its name whether a file may be a table."""
    if PurePath(path).suffix.lower() in text.SUFFIXES:
        return False  # most drafts are texts, and no table is loaded for them
    from buyer_msg_lint.inputs import tables

    return tables.is_table(path)


@lru_cache(maxsize=256)
def _input(suffix: str) -> Input | None:
    """Return what reads files with an ending; the others are not loaded for what is a text."""
    if suffix in text.SUFFIXES or suffix in _TEMPLATE_SUFFIXES:
        return _load("text")
    return next((module for module in map(_load, _names()) if suffix in module.SUFFIXES), None)


@cache
def _names() -> tuple[str, ...]:
    found = (module for module in iter_modules(__path__) if not module.ispkg)
    return tuple(module.name for module in found if not module.name.startswith("_"))


def _load(name: str) -> Input:
    return cast("Input", import_module(f"{__name__}.{name}"))


def _holds_table(name: str, data: bytes) -> bool:
    from buyer_msg_lint.inputs.tables import HEAD, table_for

    return table_for(name, data[:HEAD]) is not None
