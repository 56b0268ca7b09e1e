"""Lower case on one line: the view in which words are looked for."""

from __future__ import annotations

import re

from buyer_msg_lint.spans import MappedText

_LINE_ENDS = re.compile(r"(?:\r\n|\n|\r)(?:[ \t]*+(?:\r\n|\n|\r))*+")
_PARAGRAPH = re.compile(r"\n(?:[ \t]*+\n)++")
_LINE_END = re.compile(r"\r\n?|\n")


def folded(plain: MappedText) -> MappedText:
    r"""Return the text in lower case, of the same length, with ``\n`` only where a paragraph ends.

    A single line end (``\n``, ``\r\n``, ``\r``) becomes as many blanks; of two or more with nothing but
    blanks between, the first becomes ``\n`` and the rest blanks.
    """
    text = plain.text.lower()
    if len(text) != len(plain.text):
        text = plain.text.replace("İ", "i").lower()
    if "\r" in text:
        text = _LINE_ENDS.sub(_one_line, text)
    elif "\n" in text:
        text = _PARAGRAPH.sub(_marked, text).replace("\n", " ").replace("\r", "\n")
    return plain if text == plain.text else plain.with_text(text)


def _one_line(ends: re.Match[str]) -> str:
    run = ends[0]
    single = _LINE_END.fullmatch(run) is not None
    return " " * len(run) if single else "\n".ljust(len(run))


def _marked(ends: re.Match[str]) -> str:
    return "\r".ljust(len(ends[0]))
