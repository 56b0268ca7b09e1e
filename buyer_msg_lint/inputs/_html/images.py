"""What there is to say of an image by its tag: where it comes from, how wide it is, what stands for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from buyer_msg_lint.inputs._html.appearance import Appearance, Style
from buyer_msg_lint.inputs._html.lengths import pixels, share_of_room

_REMOTE = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_INSECURE = re.compile(r"http:", re.IGNORECASE)
_GIF = re.compile(r"data:image/gif[;,]|[^?#]{1,2000}\.gif(?:[?#]|\Z)", re.IGNORECASE)
_FILE_NAME = re.compile(r"\S{1,200}\.(?:avif|bmp|gif|jpe?g|png|svg|tiff?|webp)", re.IGNORECASE)
_CANDIDATE = re.compile(r"[\s,]*+(?P<address>[^\s,][^\s]*+)(?:\s[^,]*+)?")
_TINY = 2.0
_WIDEST = 80.0


def is_insecure(address: str) -> bool:
    """Tell whether an image is loaded over http."""
    return _INSECURE.match(address) is not None


def is_remote(address: str) -> bool:
    """Tell whether an image is loaded from the web when the message is read."""
    return _REMOTE.match(address) is not None


def is_gif(address: str) -> bool:
    """Tell by its address whether an image is a GIF."""
    return _GIF.match(address) is not None


def is_embedded(address: str) -> bool:
    """Tell whether an image comes with the message: ``data:``, ``cid:``."""
    return address[:5].lower().startswith(("data:", "cid:"))


def what_tracks(address: str, style: Style, look: Appearance) -> str | None:
    """Return why an image that is loaded from the web can only be there to track: ``tiny``, ``hidden``."""
    if not is_remote(address):
        return None
    sizes = [style.read(name, pixels) for name in ("width", "height")]
    if any(size is not None and size <= _TINY for size in sizes) and not any(
        size is not None and size > _TINY * _TINY for size in sizes
    ):
        return "tiny"
    return None if look.is_shown and look.is_visible else "hidden"


def lacks_text(values: Mapping[str, str]) -> str | None:
    """Return how an image lacks the text that stands for it: ``missing``, ``empty``, ``file-name``."""
    if values.get("role", "").lower() in {"none", "presentation"} or values.get("aria-label", "").strip():
        return None
    alt = values.get("alt")
    if alt is None:
        return "missing"
    if not alt.strip():
        return "empty"
    return "file-name" if _FILE_NAME.fullmatch(alt.strip()) else None


def too_wide(style: Style, around: Appearance) -> tuple[str, float] | None:
    """Return the width of an image, and its percent, if it takes more than four fifths of the room."""
    for name in ("width", "min-width"):
        share = style.read(
            name, lambda value: share_of_room(value, font_size=around.font_size, room=around.room)
        )
        if share is not None and share > _WIDEST:
            return style.text(name), share
    return None


def candidates(srcset: str) -> Iterator[tuple[int, int]]:
    """Yield where the addresses stand in a ``srcset``."""
    for found in _CANDIDATE.finditer(srcset):
        yield found.start("address"), found.end("address") - found["address"].endswith(",")
