"""Templates: blocks of template engines are taken out before a text is read; each branch is a way it may go.

An engine is a module here with ``SUFFIXES``, the file name endings that tell it, ``SIGNS``, what its blocks
begin and end with, and ``is_in``, for files whose names tell nothing. Placeholders stay in the text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain
from pathlib import PurePath
from typing import cast

from buyer_msg_lint.branching import choose_paths
from buyer_msg_lint.document import Branches, Content, Document, Segment, SegmentKind, TemplateField
from buyer_msg_lint.errors import NotCheckedError
from buyer_msg_lint.inputs._templates import erb, freemarker, handlebars, percent, smarty
from buyer_msg_lint.inputs._templates.blocks import branched
from buyer_msg_lint.inputs._templates.tags import Act, Engine, Tag, read_tags
from buyer_msg_lint.spans import MappedText

_ENGINES = cast(
    "dict[str, Engine]",
    {
        "percent": percent,
        "handlebars": handlebars,
        "freemarker": freemarker,
        "erb": erb,
        "smarty": smarty,
    },
)
Read = Callable[[MappedText], Content]


def read_template(document: Document, fields: Sequence[tuple[MappedText, Read]]) -> Document:
    """Return a document with the content of a template: its texts, without blocks, each with how it is read.

    Raises NotCheckedError, with line and column, for malformed blocks, and for more ways than are checked.
    """
    contents = [content for content, _ in fields]
    tags = [
        tuple(tag for tag in found if tag.act is not Act.OUTPUT) for found in all_tags(document, contents)
    ]
    texts, questions = branched([*zip(contents, tags, strict=True)], document.source)
    branches = Branches(
        tuple(TemplateField(text, read) for text, (_, read) in zip(texts, fields, strict=True)), questions
    )
    pieces = [piece for text in texts for piece in text.pieces]
    content = branches.read(choose_paths(pieces, questions)[0])
    elsewhere = (
        text.source_span(tag.start, tag.end)
        for text, found in zip(contents, tags, strict=True)
        for tag in found
        if tag.act is Act.ELSEWHERE
    )
    return document._replace(
        segments=content.segments,
        marks=content.marks,
        branches=branches,
        elsewhere=tuple(elsewhere),
    )


def with_subject(document: Document, subject: MappedText) -> Document:
    """Return a document with a subject before what it holds; that of a template may have blocks, too."""
    if document.branches is None:
        return document._replace(segments=(*_read_subject(subject).segments, *document.segments))
    fields = [(field.text.content, field.read) for field in document.branches.fields]
    return read_template(document, [(subject, _read_subject), *fields])


def _read_subject(text: MappedText) -> Content:
    return Content((Segment(SegmentKind.SUBJECT, text),))


def refuse_blocks(document: Document) -> None:
    """Raise NotCheckedError if a document of a kind that is not read way by way has blocks of an engine."""
    if any(has_blocks(segment.content.text) for segment in document.segments):
        raise NotCheckedError(
            "has blocks of a template engine, which are not read in files of this kind; "
            "save the template as text (.txt) or HTML (.html)"
        )


def has_blocks(text: str) -> bool:
    """Tell whether a text has blocks of any engine."""
    return any(engine.is_in(text) for engine in _ENGINES.values())


def all_tags(document: Document, texts: Sequence[MappedText]) -> list[tuple[Tag, ...]]:
    """Return the blocks and outputs of the texts of a template.

    Raises NotCheckedError, with the place, for one that is never closed.
    """
    engines = _engines(document.path, texts)
    signs = tuple(chain.from_iterable(engine.SIGNS for engine in engines.values()))
    return [tuple(read_tags(text, signs, document.source)) for text in texts]


def engine_names(document: Document) -> tuple[str, ...]:
    """Return the names of the modules of the engines that a template is written for."""
    fields = document.branches.fields if document.branches else ()
    return tuple(_engines(document.path, [field.text.content for field in fields]))


def _engines(path: str | None, texts: Sequence[MappedText]) -> dict[str, Engine]:
    """Return the engines by their names: by the file's name, or else by what is in the texts."""
    suffixes = {suffix.lower() for suffix in PurePath(path or "").suffixes}
    named = {name: engine for name, engine in _ENGINES.items() if suffixes.intersection(engine.SUFFIXES)}
    return named or {
        name: engine for name, engine in _ENGINES.items() if any(engine.is_in(text.text) for text in texts)
    }
