"""What attributes say: texts that stand for something, addresses, images."""

from __future__ import annotations

import re

from buyer_msg_lint.inputs._html import images
from buyer_msg_lint.inputs._html.addresses import as_browsers_read
from buyer_msg_lint.inputs._html.appearance import Appearance
from buyer_msg_lint.inputs._html.boxes import Dressed, Named
from buyer_msg_lint.inputs._html.css import addresses, cut
from buyer_msg_lint.inputs._html.found import Found
from buyer_msg_lint.inputs._html.overrides import overrides, wide_margins
from buyer_msg_lint.inputs._html.references import decoded
from buyer_msg_lint.spans import MappedText, Span

_ALTERNATIVES = frozenset(
    (
        "alt",
        "aria-description",
        "aria-label",
        "aria-placeholder",
        "label",
        "placeholder",
        "summary",
        "title",
        "value",
    )
)
_LEADS_TO = frozenset(("action", "cite", "data", "formaction", "href", "longdesc", "ping", "xlink:href"))
_SOURCES = frozenset(("background", "dynsrc", "lowsrc", "poster", "src"))
_SETS = frozenset(("imagesrcset", "srcset"))
_PAGES = frozenset(("embed", "frame", "iframe"))
_ACTIVE = frozenset(
    (
        "applet",
        "button",
        "embed",
        "form",
        "frame",
        "iframe",
        "input",
        "object",
        "script",
        "select",
        "textarea",
    )
)
_IMAGES = frozenset(("img", "v:image"))
_REFRESH = re.compile(r"\s*+[\d.]*+[\s;,]*+(?:url\s*+=\s*+)?[\"']?(?P<address>[^\"']*+)", re.IGNORECASE)


def collect(named: Named, dressed: Dressed, around: Appearance, source: MappedText, found: Found) -> None:
    """Collect what an element's attributes say, and mark how it is made."""
    found.hidden += dressed.comments
    for name, attribute in named.element.tag.attributes.items():
        if attribute.value.start < attribute.value.end:
            _collect(named, name, decoded(source, *attribute.value), found)
    _mark_look(named, dressed, around, found)
    if named.name in _ACTIVE:
        found.marks.add("active-content", _place(named, source), element=named.name)
    if _is_image(named):
        _mark_image(named, dressed, around, _place(named, source), found)
    if _is_image(named) or (named.name == "area" and "href" in named.values):
        lacks = images.lacks_text(named.values)
        if lacks:
            found.marks.add("image-without-text", _place(named, source), alt=lacks)


def _place(named: Named, source: MappedText) -> Span:
    return source.source_span(*named.element.tag.span)


def _is_image(named: Named) -> bool:
    return named.name in _IMAGES or (
        named.name == "input" and named.values.get("type", "").lower() == "image"
    )


def _collect(named: Named, name: str, value: MappedText, found: Found) -> None:
    if name in _ALTERNATIVES:
        is_unseen = named.name == "input" and named.values.get("type", "").lower() == "hidden"
        (found.hidden if is_unseen else found.alternatives).append(value)
    elif name in _SETS:
        for span in images.candidates(value.text):
            add_source(cut(value, *span), found)
    elif name in _SOURCES and named.name not in _PAGES and named.name != "script":
        add_source(value, found)
    elif name in _LEADS_TO or name in _SOURCES:
        _add_link(named, value, found)
    elif name == "style":
        for address in addresses(value):
            add_source(address, found)
    elif name == "content" and named.name == "meta":
        _collect_meta(named, value, found)
    elif name.startswith("on"):
        found.hidden.append(value)


def _add_link(named: Named, value: MappedText, found: Found) -> None:
    if images.is_embedded(value.text) and named.name == "object":
        found.embedded.append(value)
        return
    found.links.append(as_browsers_read(value))


def add_source(value: MappedText, found: Found) -> None:
    """Take an address that something is loaded from, and mark what there is to say of it."""
    address = as_browsers_read(value)
    if not address.text:
        return
    place = address.source_span(0, len(address.text))
    if images.is_embedded(address.text):
        found.embedded.append(address)
    else:
        found.images.append(address)
        if images.is_insecure(address.text):
            found.marks.add("insecure-image", place, address=address.text)
    if images.is_gif(address.text):
        found.marks.add("gif-image", place, address=address.text)


def _collect_meta(named: Named, value: MappedText, found: Found) -> None:
    kind = named.values.get("http-equiv", "").lower()
    if kind == "refresh":
        match = _REFRESH.match(value.text)
        if match and match["address"]:
            found.links.append(as_browsers_read(cut(value, *match.span("address"))))
    elif not kind:
        found.hidden.append(value)


def _mark_look(named: Named, dressed: Dressed, around: Appearance, found: Found) -> None:
    if _is_image(named) or not dressed.look.is_shown:
        return
    for kind, value, span in overrides(dressed.said):
        found.marks.count(kind, value, span)
    for value, percent, span in wide_margins(dressed.said, around):
        found.marks.add("wide-margin", span, value=value, percent=f"{percent:.0f}")


def _mark_image(named: Named, dressed: Dressed, around: Appearance, tag: Span, found: Found) -> None:
    address = named.values.get("src", "").strip()
    why = images.what_tracks(address, dressed.style, dressed.look)
    if why:
        found.marks.add("tracking-image", tag, address=address, why=why)
    wide = images.too_wide(dressed.style, around)
    if wide:
        found.marks.add("wide-image", tag, value=wide[0], percent=f"{wide[1]:.0f}")
