"""The process that looks into one PDF: its bytes come in on standard input, a line of JSON goes out a find.

It bounds its own memory and time, and may die of what it reads: whoever started it keeps the lines so far.
"""

from __future__ import annotations

import ctypes
import json
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from buyer_msg_lint.inputs._attachments.bounds import Deadline, OutOfTimeError
from buyer_msg_lint.inputs._attachments.codes import MOST_PIXELS, codes_in

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

MOST_PAGES = 100
MOST_MEMORY = 1 << 30
MOST_TEXT = 2_000_000
_MOST_LINKS = 2_000
_MOST_BOOKMARKS = 2_000
_POINTS_AN_INCH = 72
_DOTS_AN_INCH = 200
_LOCKED = "is protected by a password; save it without"
_BROKEN = "cannot be read as PDF: it is broken or cut off; save it again"
_TOLD = ("Title", "Author", "Subject", "Keywords")


def main() -> None:
    """Look into the PDF on standard input."""
    deadline = Deadline(float(sys.argv[1]))
    _bound(deadline.seconds)
    for told in _look(sys.stdin.buffer.read(), deadline):
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()


def _bound(seconds: float) -> None:
    """Bound memory and time of this process, where the system can."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _look(data: bytes, deadline: Deadline) -> Iterator[dict[str, Any]]:
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        document = PdfDocument(data)
    except PdfiumError as error:
        yield {"refused": _LOCKED if "password" in str(error).lower() else _BROKEN}
        return
    yield from _about(document)
    try:
        yield from _pages(document, deadline)
    except OutOfTimeError:
        yield {"unchecked": "takes too long to look at; send a smaller file"}
    yield {"done": True}


def _about(document: PdfDocument) -> Iterator[dict[str, Any]]:
    for label, said in document.get_metadata_dict().items():
        if label in _TOLD:
            yield {"label": label.lower(), "text": _clean(said)}
    titles = [
        bookmark.get_title() for bookmark, _ in zip(document.get_toc(), range(_MOST_BOOKMARKS), strict=False)
    ]
    yield {"label": "bookmarks", "text": _clean("\n".join(titles))}
    if document.count_attachments():
        yield {"unchecked": "holds files of its own, which are not looked into; send them by themselves"}


def _pages(document: PdfDocument, deadline: Deadline) -> Iterator[dict[str, Any]]:
    room = MOST_TEXT
    for index in range(min(len(document), MOST_PAGES)):
        deadline.check()
        page = document[index]
        said = page.get_textpage().get_text_bounded()
        links = list(_links(page))
        room -= len(said) + sum(map(len, links))
        if room < 0 or len(links) == _MOST_LINKS:
            yield {
                "unchecked": f"holds too much text to look at, from page {index + 1} on; send a shorter file"
            }
            return
        yield {"page": index + 1, "text": _clean(said), "links": links}
        codes = codes_in(_drawn(page), deadline)
        yield {"page": index + 1, "codes": [[code.kind, code.content, code.is_qr] for code in codes]}
        page.close()
    if len(document) > MOST_PAGES:
        yield {"unchecked": f"has {len(document):,} pages, of which the first {MOST_PAGES} were looked at"}


def _drawn(page: PdfPage) -> Any:  # noqa: ANN401 - Pillow's images come from pypdfium2 untyped
    """Return a page as a picture in grey, of a size in which codes can be read."""
    width, height = page.get_size()
    scale = min(_DOTS_AN_INCH / _POINTS_AN_INCH, (0.99 * MOST_PIXELS / max(1.0, width * height)) ** 0.5)
    return page.render(scale=scale, grayscale=True).to_pil()


def _links(page: PdfPage) -> Iterator[str]:
    """Yield where the links of a page lead, and what its notes and fields say."""
    from pypdfium2 import raw

    for index in range(min(raw.FPDFPage_GetAnnotCount(page), _MOST_LINKS)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        link = raw.FPDFAnnot_GetLink(annotation)
        action = raw.FPDFLink_GetAction(link) if link else None
        if action:
            yield from _target(page.pdf, action)
        for key in (b"Contents", b"V"):
            said = _clean(_string(annotation, key))
            if said.strip():
                yield said
        raw.FPDFPage_CloseAnnot(annotation)


def _target(document: PdfDocument, action: Any) -> Iterator[str]:  # noqa: ANN401 - a pointer of the library
    from pypdfium2 import raw

    size = raw.FPDFAction_GetURIPath(document, action, None, 0) or raw.FPDFAction_GetFilePath(action, None, 0)
    buffer = ctypes.create_string_buffer(size)
    if not raw.FPDFAction_GetURIPath(document, action, buffer, size):
        raw.FPDFAction_GetFilePath(action, buffer, size)
    said = _clean(buffer.raw.decode("utf-8", "replace"))
    if said.strip():
        yield said


def _string(annotation: Any, key: bytes) -> str:  # noqa: ANN401 - a pointer of the library
    from pypdfium2 import raw

    size = raw.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFAnnot_GetStringValue(annotation, key, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return buffer.raw.decode("utf-16-le", "replace")


def _clean(said: str) -> str:
    """Return a text without what the library puts in: NULs at its end, marks of words cut by a line break."""
    said = said.replace("\ufffe\r\n", "").replace("\ufffe", "").replace("\0", "").replace("\r\n", "\n")
    return said.encode("utf-8", "replace").decode("utf-8")


if __name__ == "__main__":
    main()
