"""Files that are named as plain text and are something else by how they begin."""

from __future__ import annotations

import re

from buyer_msg_lint.errors import NotCheckedError

_HEAD = 4096
_TO_SEND = "give it with --attach, or save its text as .txt"
_BEGINNINGS = (
    (rb"\s*<(?:!doctype\s+html|html|head|body)\b", "HTML", "name it .html (.html.j2 if it is a template)"),
    (rb"\s*<(?:\?xml|svg)\b", "XML", "save its text as .txt, or name it .html if it is a page"),
    (rb"(?:[!-9;-~]+:[^\n]*\n|[ \t][^\n]*\n){0,60}mime-version:", "a mail", "name it .eml"),
    (rb"%PDF-", "a PDF", _TO_SEND),
    (rb"\x89PNG|\xff\xd8\xff|GIF8[79]a", "a picture", _TO_SEND),
    (rb"PK\x03\x04", "an Office document or an archive", "save its text as .txt"),
    (rb"\xd0\xcf\x11\xe0|\{\\rtf1", "an Office document", "save its text as .txt"),
)
_PATTERNS = [(re.compile(begin, re.IGNORECASE), what, advice) for begin, what, advice in _BEGINNINGS]


def refuse_other_kinds(data: bytes) -> None:
    """Raise NotCheckedError for the bytes of a file that begins as no plain text does."""
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf")
    for pattern, what, advice in _PATTERNS:
        if pattern.match(head):
            raise NotCheckedError(f"begins as {what} does, whatever its name says; {advice}")
