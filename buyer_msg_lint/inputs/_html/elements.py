"""What HTML's elements are to a parser and to a reader, as tables.

Source: https://html.spec.whatwg.org/multipage/parsing.html, https://html.spec.whatwg.org/multipage/rendering.html
"""

from __future__ import annotations


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


VOID = _names(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr"
)
"""Elements that hold nothing and have no end tag."""

FORMATTING = _names("a b big code em font i nobr s small strike strong tt u")
"""Elements that browsers open again where other elements closed them."""

HEADINGS = _names("h1 h2 h3 h4 h5 h6")

_CLOSE_PARAGRAPH = HEADINGS | _names(
    "address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure"
    " footer form header hgroup hr li listing main menu nav ol p plaintext pre search section summary ul xmp"
)

CLOSED_BY = {
    "li": _names("li"),
    "dd": _names("dd dt"),
    "dt": _names("dd dt"),
    "option": _names("option"),
    "optgroup": _names("option optgroup"),
}
"""The elements that a start tag closes, up to a container."""
CLOSES_PARAGRAPH = _CLOSE_PARAGRAPH

SPECIAL = (
    VOID
    | HEADINGS
    | _CLOSE_PARAGRAPH
    | _names(
        "applet body button caption colgroup frameset head html iframe marquee noembed noframes noscript"
        " object script select style summary table tbody td template textarea tfoot th thead title tr"
    )
)
"""Elements over which an end tag of another does not reach."""

SCOPES = _names("applet caption html marquee object table td template th")
"""Elements that shut in what they hold: an end tag inside closes nothing outside."""

BREAK_OUT = HEADINGS | _names(
    "b big blockquote body br center code dd div dl dt em embed head hr i img li listing menu meta nobr ol p"
    " pre ruby s small span strong strike sub sup table tt u ul var"
)
"""Elements that end SVG and MathML, in which they do not exist."""
HTML_INSIDE = {
    "math": _names("mi mn mo ms mtext"),
    "svg": _names("desc foreignobject title"),
}
"""Elements of MathML and SVG that hold HTML."""

IMPLIED_ENDS = _names("dd dt li optgroup option p rb rp rt rtc")
"""Elements that end by themselves where what they stand in ends."""

TABLE_SECTIONS = _names("tbody tfoot thead")
TABLE_CELLS = _names("td th")
IN_TABLE = TABLE_SECTIONS | _names("table tr")
"""Elements in which text may not stand; browsers put it before the table."""
TABLE_PARTS = TABLE_SECTIONS | TABLE_CELLS | _names("caption col colgroup tr")

NEVER_SHOWN = _names(
    "base basefont bgsound datalist frameset head iframe link meta noembed noframes noscript param rp script"
    " source style template title track"
)
"""Elements whose text a reader of the message does not see."""

BLOCKS = (
    HEADINGS
    | TABLE_SECTIONS
    | (_CLOSE_PARAGRAPH - _names("plaintext"))
    | _names("body caption html legend optgroup option plaintext table tr frameset marquee")
)
"""Elements that stand on lines of their own."""
WITH_MARGINS = _names("blockquote dl figure h1 h2 h3 h4 h5 h6 hr menu ol p pre ul dir listing xmp plaintext")
"""Blocks that keep a distance from what is around them."""

KEEP_BLANKS = {
    "listing": "pre",
    "nobr": "nowrap",
    "plaintext": "pre",
    "pre": "pre",
    "textarea": "pre-wrap",
    "xmp": "pre",
}
"""Elements in which blanks count, as the value of ``white-space``."""
