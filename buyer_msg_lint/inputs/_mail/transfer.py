"""Transfer encodings: quoted-printable with every character at its place, base64 without."""

from __future__ import annotations

import binascii
import re

from buyer_msg_lint.errors import NotCheckedError
from buyer_msg_lint.inputs._mail.charset import Decoder
from buyer_msg_lint.spans import MappedText

AS_IS = ("", "7bit", "8bit", "binary")
QUOTED = "quoted-printable"
BASE64 = "base64"
_QUOTED = re.compile(
    r"(?P<soft>=[ \t]*+(?:\r\n|\n|\r|\Z))|=(?P<hex>[0-9A-Fa-f]{2})|(?P<dropped>[ \t]++(?=[\r\n]|\Z))"
    r"|(?P<plain>(?:[^= \t]++|[ \t]++(?![\r\n]|\Z)|=(?![0-9A-Fa-f]{2}|[ \t]*+(?:[\r\n]|\Z)))++)"
)
_NOT_BASE64 = re.compile(r"[^A-Za-z0-9+/]+")


def quoted_text(written: str, charset: str) -> MappedText:
    """Return the text of a quoted-printable body, mapped to what is written.

    Soft line breaks and blanks before line ends are left out; ``=`` before anything else stays as it is.
    Raises NotCheckedError if the charset is not known or does not fit.
    """
    decoder = Decoder(MappedText.identity(written), charset)
    for piece in _QUOTED.finditer(written):
        if piece["hex"]:
            decoder.byte(int(piece["hex"], 16), *piece.span())
        elif piece["plain"]:
            decoder.plain(*piece.span())
    return decoder.done()


def data_of(written: str, encoding: str) -> bytes:
    """Return the bytes that a body stands for; raises NotCheckedError if its encoding is not known."""
    if encoding in AS_IS:
        return written.encode("latin-1")
    if encoding == QUOTED:
        return binascii.a2b_qp(written.encode("latin-1"))
    if encoding == BASE64:
        return _base64(written)
    raise NotCheckedError(
        f"has the transfer encoding '{encoding[:40]}', which is not known; send it as base64"
    )


def _base64(written: str) -> bytes:
    """Decode base64 as mail programs do: whatever is none of its characters is passed over."""
    digits = _NOT_BASE64.sub("", written.partition("=")[0])
    if len(digits) % 4 == 1:
        raise NotCheckedError("is cut off: its base64 ends within a byte; save the mail again")
    return binascii.a2b_base64(digits + "=" * (-len(digits) % 4))
