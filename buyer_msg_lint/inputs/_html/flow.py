"""Text as it is shown: blanks run together, lines end at blocks and ``<br>``, references decoded.

Source: https://drafts.csswg.org/css-text/#white-space-rules; line breaks as ``innerText`` makes them, except
that a ``<br>`` at the end of a block ends a line that is there already.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from buyer_msg_lint.inputs._html.references import references
from buyer_msg_lint.spans import MappedText, Rewriter, Span

_BLANK_RUN = re.compile(r"[ \t\n\f\r]++|[^ \t\n\f\r]++(?: [^ \t\n\f\r]++)*+")
_LINE_RUN = re.compile(r"(?:\r\n|[\n\r])|[ \t\f]++|[^ \t\n\f\r]++(?: [^ \t\n\f\r]++)*+")
_BLANKS = " \t\n\f\r"
_KEEP_ALL = frozenset(("break-spaces", "pre", "pre-wrap"))


class _Break(NamedTuple):
    """A line break that counts once something follows."""

    text: str
    span: Span


class Flow:
    """Writes what is shown of a source, in the order in which it is shown."""

    def __init__(self, source: MappedText) -> None:
        self._source = source
        self._pen = Rewriter(source)
        self._waiting: list[_Break] = []
        self._space: Span | None = None
        self._line_is_open = False
        self._has_text = False
        self._gap: Span | None = None

    def write(self, span: Span, *, raw: bool = False, white_space: str = "normal") -> None:
        """Write what stands at a range of the source; in ``raw`` text there are no references."""
        at = span.start
        for place, text in () if raw else references(self._source.text, *span):
            self._write(Span(at, place.start), white_space)
            if text in _BLANKS:
                self._blank(place, text, white_space)
            else:
                self._begin()
                self._pen.replace(*place, text)
            at = place.end
        self._write(Span(at, span.end), white_space)

    def sign(self, span: Span, text: str) -> None:
        """Write a sign that stands for a tag."""
        self._begin()
        self._pen.replace(*span, text)

    def blank(self, span: Span) -> None:
        """Keep apart what stands before and after a range, on the same line."""
        if self._line_is_open:
            self._space = self._space or span

    def end_line(self, span: Span) -> None:
        """End the line, also one that is empty: ``<br>``."""
        self._end_gap()
        self._waiting.append(_Break("\n", span))
        self._line_is_open = False
        self._space = None

    def end_block(self, span: Span, *, margin: bool) -> None:
        """End the line if there is anything on it, and leave an empty one where blocks keep a distance."""
        if self._line_is_open:
            self._waiting.append(_Break("\n", span))
            self._line_is_open = False
            self._space = None
        if margin and (self._waiting or self._has_text):
            self._gap = span

    def done(self) -> MappedText:
        """Return what was written."""
        return self._pen.done()

    def _write(self, span: Span, white_space: str) -> None:
        text = self._source.text
        for run in (_BLANK_RUN if white_space in {"normal", "nowrap"} else _LINE_RUN).finditer(text, *span):
            if run[0][0] in _BLANKS:
                self._blank(Span(*run.span()), run[0], white_space)
            else:
                self._begin()
                self._pen.keep(*run.span())

    def _blank(self, span: Span, text: str, white_space: str) -> None:
        if white_space in {"normal", "nowrap"}:
            self.blank(span)
        elif text[0] in "\n\r":
            self.end_line(span)
        elif white_space in _KEEP_ALL:
            self._begin()
            self._pen.keep(*span)
        else:
            self.blank(span)

    def _begin(self) -> None:
        """Write what waited for something to follow."""
        self._end_gap()
        for text, span in self._waiting:
            self._pen.replace(*span, text)
        self._waiting.clear()
        if self._space is not None and self._line_is_open:
            space, self._space = self._space, None
            if self._source.text[space.start : space.end] == " ":
                self._pen.keep(*space)
            else:
                self._pen.replace(*space, " ")
        self._line_is_open = self._has_text = True

    def _end_gap(self) -> None:
        if self._gap is not None:
            self._waiting.append(_Break("\n", self._gap))
            self._gap = None
