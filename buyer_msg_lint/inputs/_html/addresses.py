"""Addresses in attributes as browsers read them: blanks and line breaks left out, slashes put right.

Source: https://url.spec.whatwg.org/#concept-basic-url-parser
"""

from __future__ import annotations

import re

from buyer_msg_lint.spans import MappedText, Rewriter, Span

_DROPPED = re.compile(r"\A[\x00-\x20]++|[\x00-\x20]++\Z|[\t\n\r]++")
_WEB_START = re.compile(r"(?P<scheme>https?:)(?P<slashes>[/\\]{0,20}+)", re.IGNORECASE)
_HOST = re.compile(r"[^/\\?#]{0,300}")
_SENT_TO = re.compile(r"(?:mailto|sms|smsto|tel|whatsapp|callto|facetime|xmpp):", re.IGNORECASE)
_ENCODED = re.compile(r"(?:%[0-9a-fA-F]{2}){1,400}")
_SHOWN_HOST = re.compile(
    r"(?:https?://)?(?:www\.)?(?P<host>(?:[a-z0-9\u0080-\uffff](?:[a-z0-9\u0080-\uffff-]{0,62})\.){1,8}[a-z\u0080-\uffff]{2,24})"
    r"(?::\d{1,5})?(?:[/?#]\S{0,2000})?"
)
_LED_TO = re.compile(r"(?:https?:)?//(?:[^/?#@]{0,200}@)?(?:www\.)?(?P<host>[^/?#:@]{1,255})", re.IGNORECASE)
_SHARED = frozenset(["ac", "co", "com", "edu", "go", "gob", "gov", "ne", "net", "or", "org"])
_COUNTRY = 2


def as_browsers_read(value: MappedText) -> MappedText:
    """Return an address without what browsers ignore in it, and without encodings that hide what it says."""
    bare = _without_blanks(value)
    web = _WEB_START.match(bare.text)
    if web:
        return _with_plain_host(bare, web)
    if _SENT_TO.match(bare.text):
        return _decoded(bare, Span(0, len(bare.text)))
    return bare


def shown_host(text: str) -> str | None:
    """Return the host of a text that is an address and nothing else, in lower case."""
    found = _SHOWN_HOST.fullmatch(text.strip().rstrip(".,;:!").lower())
    return found["host"] if found else None


def led_to(address: str) -> str | None:
    """Return the host that an address leads to, in lower case; None if it leads to no website."""
    found = _LED_TO.match(address)
    return found["host"].lower().rstrip(".") if found else None


def is_same_site(one: str, other: str) -> bool:
    """Tell whether two hosts belong to the same owner, as far as their names tell.

    The last two labels decide, or three where these are shared by a country, as in ``example.co.uk``.
    """
    return _site(one) == _site(other)


def _site(host: str) -> list[str]:
    labels = host.split(".")
    shared = len(labels[-1]) == _COUNTRY and labels[-2:-1] and labels[-2] in _SHARED
    return labels[-3 if shared else -2 :]


def _without_blanks(value: MappedText) -> MappedText:
    pen = Rewriter(value)
    at = 0
    for dropped in _DROPPED.finditer(value.text):
        pen.keep(at, dropped.start())
        at = dropped.end()
    pen.keep(at, len(value.text))
    return pen.done()


def _with_plain_host(address: MappedText, web: re.Match[str]) -> MappedText:
    """Return a web address with two slashes and a host that is not encoded."""
    pen = Rewriter(address)
    pen.keep(*web.span("scheme"))
    if web["slashes"] == "//":
        pen.keep(*web.span("slashes"))
    else:
        pen.replace(*(web.span("slashes") if web["slashes"] else web.span("scheme")), "//")
    host = _HOST.match(address.text, web.end())
    end = host.end() if host else web.end()
    _decode(address, Span(web.end(), end), pen)
    pen.keep(end, len(address.text))
    return pen.done()


def _decoded(address: MappedText, span: Span) -> MappedText:
    pen = Rewriter(address)
    _decode(address, span, pen)
    return pen.done()


def _decode(address: MappedText, span: Span, pen: Rewriter) -> None:
    at = span.start
    for encoded in _ENCODED.finditer(address.text, *span):
        data = bytes.fromhex(encoded[0].replace("%", ""))
        try:
            text = data.decode()
        except UnicodeDecodeError:
            continue  # no text; it stays as it is written
        pen.keep(at, encoded.start())
        pen.replace(*encoded.span(), text)
        at = encoded.end()
    pen.keep(at, span.end)
