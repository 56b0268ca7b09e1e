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


def find(text: str, look: Look) -> Iterator[Hit]:  # noqa: ARG001 - the signature of detectors
    """Yield rows of three line breaks or more, from the first to the last, with the blanks between them.

    Those at the very end of a text are not seen by anybody and do not count.
    """
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
