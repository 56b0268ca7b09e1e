"""Text that may be wrapped anew where it is shown (RFC 3676): its soft line breaks are no line breaks."""

from __future__ import annotations

import re

from buyer_msg_lint.spans import MappedText, Rewriter, Span

_LINE = re.compile(r"(?P<quotes>>*+)(?P<stuffing> ?)(?P<text>[^\r\n]*+)(?P<end>\r\n|\n|\r|\Z)")
_SIGNATURE = "-- "


def reflowed(written: MappedText, *, drop_blank: bool) -> MappedText:
    """Return the text with lines that flow into the next joined; ``drop_blank`` leaves out the blank, too."""
    pen = Rewriter(written)
    quotes = ""
    soft: Span | None = None
    for line in _LINE.finditer(written.text):
        if line.start() == len(written.text):
            break
        if soft is not None and line["quotes"] != quotes:
            pen.keep(*soft)
            soft = None
        if soft is None and line["quotes"]:
            pen.keep(line.start("quotes"), line.end("stuffing"))
        quotes = line["quotes"]
        flows = line["text"].endswith(" ") and line["text"] != _SIGNATURE
        start, end = line.span("text")
        pen.keep(start, end - (flows and drop_blank))
        soft = Span(*line.span("end")) if flows else None
        if not flows:
            pen.keep(*line.span("end"))
    return pen.done()
