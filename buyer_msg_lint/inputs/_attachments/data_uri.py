"""Files that stand in an address: ``data:image/png;base64,...`` (RFC 2397)."""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from urllib.parse import unquote_to_bytes

from buyer_msg_lint.errors import NotCheckedError

_ADDRESS = re.compile(r"data:(?P<head>[^,]{0,300}),(?P<data>.*)", re.IGNORECASE | re.DOTALL)


def is_data(address: str) -> bool:
    """Tell whether an address holds a file."""
    return address[:5].lower() == "data:"


def read_data(address: str) -> tuple[str | None, bytes]:
    """Return the media type that an address names, if it does, and the bytes that it holds.

    Raises NotCheckedError if it is broken.
    """
    found = _ADDRESS.match(address)
    if found is None:
        raise NotCheckedError("is broken: its address holds no data; put it in anew")
    media_type, *options = found["head"].lower().replace(" ", "").split(";")
    data = unquote_to_bytes(found["data"])
    if "base64" not in options:
        return media_type or None, data
    digits = data.translate(None, b" \t\r\n").rstrip(b"=")
    try:
        return media_type or None, b64decode(digits + b"=" * (-len(digits) % 4), validate=True)
    except binascii.Error:
        raise NotCheckedError("is broken: its base64 cannot be decoded; put it in anew") from None
