"""Line breaks: more than two in a row, whatever blanks stand between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from buyer_msg_lint.detectors import SOURCE, Hit, Look
from buyer_msg_lint.patterns import lazy_pattern

TRAITS: Mapping[str, str] = {"count": "how many there are"}
VIEWS: tuple[str, ...] = SOURCE

_BREAK = lazy_pattern(r"\r\n|[\r\n]")
_ROW = lazy_pattern(r"(?:(?>\r\n|[\r\n])[ \t\u00a0\u3000]*+){3,}+")
_MOST = 2


def may_find(text: str) -> bool:
    """Tell whether three line ends stand in a row, or one before a blank."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\n\n\n" in text or "\n " in text or "\n\t" in text:
        return True
    return not text.isascii() and ("\n\u00a0" in text or "\n\u3000" in text)


def find(text: str, look: Look) -> Iterator[Hit]:  # noqa: ARG001 - the signature of detectors
    """Yield rows of three line breaks or more, from the first to the last, with the blanks between them.

    Those at the very end of a text are not seen by anybody and do not count.
    """
    if not may_find(text):
        return
    end = len(text.rstrip())
    for row in _ROW.finditer(text, 0, end):
        breaks = list(_BREAK.finditer(text, *row.span()))
        if len(breaks) > _MOST:
            yield Hit(
                row.start(),
                breaks[-1].end(),
                text[row.start() : breaks[-1].end()],
                {"count": str(len(breaks))},
            )
