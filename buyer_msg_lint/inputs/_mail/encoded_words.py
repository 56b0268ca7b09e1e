"""Encoded words of header fields: ``=?utf-8?Q?caf=C3=A9?=``."""

from __future__ import annotations

import binascii
import re
from base64 import b64decode

from buyer_msg_lint.errors import NotCheckedError
from buyer_msg_lint.inputs._mail.charset import Decoder, codec_of
from buyer_msg_lint.spans import MappedText, Rewriter, joined

_WORD = re.compile(
    r"=\?(?P<charset>[^?*\s]{1,40})(?:\*[^?\s]{0,40})?\?(?:[qQ]\?(?P<q>[^?\r\n]*)|[bB]\?(?P<b>[^?\r\n]*))\?="
)
_FOLD = re.compile(r"[\r\n]++(?=[ \t])")
_BETWEEN = re.compile(r"\s*+")
_Q_BYTE = re.compile(r"=(?P<hex>[0-9A-Fa-f]{2})|(?P<blank>_)|(?P<plain>[^=_]++|=)")


def decoded(written: MappedText) -> MappedText:
    """Return what a field says: unfolded, its encoded words decoded; a broken word stays as it is written."""
    text = written.text
    pieces: list[MappedText] = []
    at = 0
    words = list(_WORD.finditer(text))
    for run in _runs(text, words):
        between = text[at : run[0].start()]
        if at == 0 or not _BETWEEN.fullmatch(between):
            pieces.append(_unfolded(written, at, run[0].start()))
        pieces.append(_run(written, run))
        at = run[-1].end()
    pieces.append(_unfolded(written, at, len(text)))
    return joined(pieces, "")


def _runs(text: str, words: list[re.Match[str]]) -> list[list[re.Match[str]]]:
    """Put words of one charset together that only blanks separate: a character may be cut between them."""
    runs: list[list[re.Match[str]]] = []
    for word in words:
        last = runs[-1][-1] if runs else None
        if (
            last
            and last["charset"].lower() == word["charset"].lower()
            and _BETWEEN.fullmatch(text, last.end(), word.start())
        ):
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs


def _run(written: MappedText, words: list[re.Match[str]]) -> MappedText:
    charset = words[0]["charset"]
    if codec_of(charset) is None:
        return _unfolded(written, words[0].start(), words[-1].end())
    try:
        decoder = Decoder(written, charset)
        for word in words:
            _word(word, decoder)
        return decoder.done()
    except (NotCheckedError, binascii.Error):
        return _unfolded(written, words[0].start(), words[-1].end())


def _word(word: re.Match[str], decoder: Decoder) -> None:
    if word["b"] is not None:
        decoder.block(b64decode(word["b"] + "=" * (-len(word["b"]) % 4)), *word.span())
        return
    for piece in _Q_BYTE.finditer(word.string, *word.span("q")):
        if piece["hex"]:
            decoder.byte(int(piece["hex"], 16), *piece.span())
        elif piece["blank"]:
            decoder.byte(0x20, *piece.span())
        elif piece["plain"].isascii():
            decoder.plain(*piece.span())
        else:
            decoder.block(piece["plain"].encode("utf-8"), *piece.span())


def _unfolded(written: MappedText, start: int, end: int) -> MappedText:
    pen = Rewriter(written)
    at = start
    for fold in _FOLD.finditer(written.text, start, end):
        pen.keep(at, fold.start())
        at = fold.end()
    pen.keep(at, end)
    return pen.done()
