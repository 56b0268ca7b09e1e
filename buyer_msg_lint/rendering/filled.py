"""A template filled with rows of values: documents as they would be sent, with places in the template."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import PurePath
from typing import NamedTuple

from buyer_msg_lint.document import Branches, Content, Document
from buyer_msg_lint.errors import NotCheckedError
from buyer_msg_lint.inputs._templates import all_tags, engine_names
from buyer_msg_lint.inputs._templates.tags import Act, Tag
from buyer_msg_lint.rendering.engines import MODULES
from buyer_msg_lint.rendering.marks import marked, placed, refuse_marks
from buyer_msg_lint.rendering.plain import fill
from buyer_msg_lint.rendering.process import Task, Worker
from buyer_msg_lint.rendering.values import Row

_HTML = (".html", ".htm", ".xhtml")
_INSTALL = "pip install 'buyer-msg-lint[templates]'"


class Filled(NamedTuple):
    """A row and what the template comes to with it: a document, or why there is none."""

    row: Row
    document: Document | NotCheckedError


def filled(document: Document, rows: Sequence[Row], most: int) -> Iterator[Filled]:
    """Yield a template's document with each row; at most ``most`` characters of each text.

    Raises NotCheckedError if it is no template, or none that can be rendered here.
    """
    branches = document.branches
    if branches is None:
        raise NotCheckedError("is no template; there is nothing to fill with values")
    texts = [field.text.content for field in branches.fields]
    tags = all_tags(document, texts)
    engine = _engine(document, tags)
    if engine is None:
        for row in rows:
            yield Filled(row, _plainly(document, branches, row))
        return
    html = any(suffix.lower() in _HTML for suffix in PurePath(document.path or "").suffixes)
    sources = tuple(marked(text.text, found) for text, found in zip(texts, tags, strict=True))
    with Worker(Task(engine, html, sources, most)) as worker:
        for row in rows:
            yield Filled(row, _rendered(document, branches, row, worker))


def _engine(document: Document, tags: Sequence[Sequence[Tag]]) -> str | None:
    """Return the engine that renders a template; None where its placeholders are filled one by one."""
    names = engine_names(document)
    has_blocks = any(tag.act is not Act.OUTPUT for found in tags for tag in found)
    if "percent" in names and len(names) == 1:
        suffixes = {suffix.lower() for suffix in PurePath(document.path or "").suffixes}
        engine = "liquid" if ".liquid" in suffixes else "jinja"
        if find_spec(MODULES[engine]) is None:
            raise NotCheckedError(f"cannot be rendered: {MODULES[engine]} is not installed; {_INSTALL}")
        return engine
    if has_blocks:
        raise NotCheckedError(
            f"cannot be rendered: blocks of {', '.join(names)} are not; only those of Jinja2 and Liquid"
        )
    return None


def _plainly(document: Document, branches: Branches, row: Row) -> Document | NotCheckedError:
    try:
        contents = [field.read(fill(field.text.content, row.values)) for field in branches.fields]
    except NotCheckedError as error:
        return error
    return _with(document, contents)


def _rendered(document: Document, branches: Branches, row: Row, worker: Worker) -> Document | NotCheckedError:
    try:
        refuse_marks(json.dumps(row.values, ensure_ascii=False), "a value")
        texts = [
            placed(text, field.text.content)
            for text, field in zip(worker.render(row.values), branches.fields, strict=True)
        ]
        contents = [field.read(text) for text, field in zip(texts, branches.fields, strict=True)]
    except NotCheckedError as error:
        return error
    return _with(document, contents)


def _with(document: Document, contents: Sequence[Content]) -> Document | NotCheckedError:
    segments = tuple(segment for content in contents for segment in content.segments)
    if not any(segment.content.text.strip() for segment in segments):
        return NotCheckedError("is empty once it is filled; there is nothing to check")
    marks = tuple(mark for content in contents for mark in content.marks)
    return document._replace(
        segments=segments,
        marks=marks,
        template=False,
        front_matter=None,
        branches=None,
        elsewhere=(),
    )
