"""Files that stand in HTML itself, as ``data:`` addresses.

Source: https://www.rfc-editor.org/rfc/rfc2397, read as browsers read it
"""

from __future__ import annotations

import base64
import re
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from buyer_msg_lint.errors import NotCheckedError

_DATA = re.compile(
    r"data:(?P<type>[^,;]{0,100})(?P<more>[^,]{0,200}),(?P<data>.*)", re.DOTALL | re.IGNORECASE
)
_BASE64 = re.compile(r";\s*base64\s*\Z", re.IGNORECASE)
_NO_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")


class DataFile(NamedTuple):
    """A file that a ``data:`` address holds."""

    media_type: str | None
    data: bytes


def data_file(address: str) -> DataFile | None:
    """Return the file that an address holds; None if it is of another kind, such as ``cid:``.

    Raises NotCheckedError if it holds none that can be decoded.
    """
    if address[:5].lower() != "data:":
        return None
    found = _DATA.fullmatch(address)
    if found is None:
        raise NotCheckedError("is no data: address that can be read")
    data = unquote_to_bytes(found["data"])
    if _BASE64.search(found["more"]):
        data = _decoded(data)
    return DataFile(found["type"].strip().lower() or None, data)


def _decoded(data: bytes) -> bytes:
    letters = b"".join(data.split()).rstrip(b"=")
    if _NO_BASE64.search(letters) or len(letters) % 4 == 1:
        raise NotCheckedError("is not valid base64")
    return base64.b64decode(letters + b"=" * (-len(letters) % 4))
