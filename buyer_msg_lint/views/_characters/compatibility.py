"""What a character is a compatible form of: fullwidth, mathematical, circled, small capital, typographic ...

Unicode's NFKC says most of it; the rest (small capitals, negative circled and squared letters, quotes,
dashes) is listed here.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_BRACKETED = re.compile(r"\((\w)\)")

SMALL_CAPITALS: Final = dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnopqrstuvwyz", strict=True))

_QUOTES: Final = {ord(mark): "'" for mark in "’‘‚‛′‵ʼʻʹ´‹›"} | {ord(mark): '"' for mark in "“”„‟«»″〝〞"}
_DASHES: Final = dict.fromkeys(map(ord, "‐‑‒–—―−⁃─"), "-")
_BLANKS: Final = dict.fromkeys(
    (0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x2800, 0x3000), " "
)
TYPOGRAPHY: Final = {chr(code): plain for code, plain in (_QUOTES | _DASHES | _BLANKS).items()} | {"…": "..."}
"""What good typesetting and bilingual keyboards put into ordinary text; it is no disguise."""

_LETTER_RUNS: Final = (
    0x1F150,  # negative circled
    0x1F170,  # negative squared
    0x1CCD6,  # outlined (Unicode 16)
)
_LETTERS: Final = {chr(run + at): chr(ord("A") + at) for run in _LETTER_RUNS for at in range(26)}
_OUTLINED_DIGITS: Final = {chr(0x1CCF0 + at): str(at) for at in range(10)}
_SLASHES: Final = dict.fromkeys("⁄∕⧸", "/")
_COLONS: Final = dict.fromkeys("∶꞉", ":")

_OWN: Final[dict[str, str]] = (
    TYPOGRAPHY
    | _LETTERS
    | _OUTLINED_DIGITS
    | _SLASHES
    | _COLONS
    | SMALL_CAPITALS
    | {"K": "K", "🆊": "P", "⓿": "0"}
)

_KEPT: Final = frozenset("™℠ℹ‼⁇⁈⁉㊗㊙") | frozenset(
    map(chr, (*range(0x3130, 0x3190), *range(0xFFA1, 0xFFDD)))
)
"""Signs and emoji that mean themselves, and Korean letters that stand alone."""


@lru_cache(maxsize=4096)
def plain_form(character: str) -> str:
    """Return what one character is a form of: itself, another character, or several."""
    if character in _OWN:
        return _OWN[character]
    if character in _KEPT:
        return character
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    form = unicodedata.normalize("NFKC", character)
    bracketed = _BRACKETED.fullmatch(form)
    if bracketed:
        return bracketed[1]
    if form[0] == " " or (len(form) > 1 and form == unicodedata.normalize("NFC", character)):
        return character
    return "".join(map(_own_form, form))


def _own_form(part: str) -> str:
    return _OWN.get(part, part)
