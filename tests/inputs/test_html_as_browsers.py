"""Tag soup is read as html5lib reads it, which follows the same rules as browsers."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as ET

import html5lib
import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from buyer_msg_lint.errors import NotCheckedError
from buyer_msg_lint.inputs._html.flow import Flow
from buyer_msg_lint.inputs._html.nesting import Closed, Opened, nested
from buyer_msg_lint.inputs._html.tokens import Text
from buyer_msg_lint.inputs.html import segments_of
from buyer_msg_lint.spans import MappedText

# Left out: select, in which browsers now take any tag and html5lib few, template and annotation-xml, of which
# it knows less, and frameset, which empties the page.
ELEMENTS = """
a address applet article b blockquote body br button caption center code col colgroup dd div dl dt
em font foreignObject form h1 h2 head hr html i iframe img input li marquee math mi nobr noframes
object ol option p plaintext pre rp rt ruby script small span style svg table tbody td textarea
tfoot th thead title tr u ul xmp desc
"""
NAMES = ELEMENTS.split()
ATTRIBUTES = (
    "",
    "",
    " a=1",
    " x='>'",
    ' y=">" /',
    " /",
    " color=red",
    " href=x",
    " a=1 a=2",
    "\n=b",
    " a = 'b'c",
)
TEXTS = (
    *("x ", "one", "two", " \n ", "<", "a<b ", " & ", "</", "<3", "]]>", "--!>"),
    *("&amp;", "&nbsp", "&notit;", "&#65;", "&#x80;", "&#0;", "&#x110000;", "&ampx", "&;", "&#;"),
    *(
        "<!-- c -->",
        "<!-->",
        "<!--->",
        "<!-- a --!>",
        "<!--x",
        "<![CDATA[q]]>",
        "<?x y>",
        "<!doctype html>",
        "</>",
    ),
)
STARTS = st.builds("<{}{}>".format, st.sampled_from(NAMES), st.sampled_from(ATTRIBUTES))
ENDS = st.builds("</{}>".format, st.sampled_from(NAMES))
SOUP = st.lists(st.one_of(st.sampled_from(TEXTS), STARTS, STARTS, ENDS), max_size=24).map("".join)


def texts(element: ET.Element) -> Iterator[str]:
    if isinstance(element.tag, str):
        yield element.text or ""
        for child in element:
            yield from texts(child)
            yield child.tail or ""


def as_html5lib_reads(html: str) -> str:
    try:
        document = html5lib.parse(html, treebuilder="etree", namespaceHTMLElements=False)
    except AssertionError:  # of its own, for some soup
        reject()
    return "".join("".join(texts(document)).split())


def as_we_read(html: str) -> str:
    source = MappedText.identity(html)
    flow = Flow(source)
    for event in nested(html):
        if isinstance(event, Text):
            flow.write(event.span, raw=event.raw)
    return "".join(flow.done().text.split())


@settings(max_examples=400, deadline=None)
@given(SOUP)
def test_text_comes_in_the_order_in_which_browsers_show_it(html: str) -> None:
    assert as_we_read(html) == as_html5lib_reads(html)


@pytest.mark.parametrize(
    "html",
    [
        pytest.param("<b>1<p>2<i>3</b>4</i>5", id="crossed tags"),
        pytest.param("<table>a<tr>b<td>c</td>d</tr>e</table>f", id="text between the parts of a table"),
        pytest.param("<table><table>a</table>b<td>c", id="a table in a table"),
        pytest.param("<table><b>a<tr><td>b</table>c", id="formatting around cells"),
        pytest.param("<p>a<table><tr><td><p>b</table>c</p>", id="paragraphs around a table"),
        pytest.param("<svg><title>a<b>c</b></title><![CDATA[<d>]]><p>e", id="HTML in an image"),
        pytest.param("<math><mi>a<b>c</mi><style>d</style>e", id="HTML in a formula"),
        pytest.param("<script><!--<script>a</script>b--></script>c", id="a script in a script"),
        pytest.param("<title>a<b>&amp;</title></titles>c", id="text that holds no tags"),
        pytest.param("<a href=x>1<a href=y>2</a>3</a>", id="a link in a link"),
        pytest.param("<h1>a<h2>b</h1>c", id="a heading in a heading"),
        pytest.param("<h1><svg><title></h1><![CDATA[a]]>b", id="an end tag in an image"),
        pytest.param("<svg><input></b><input>a<![CDATA[b]]>", id="an element of HTML's name in an image"),
        pytest.param("<table><tr><td>a</td></tr><form>b</form>c", id="a form between the cells of a table"),
        pytest.param("<form><div></form>a</div>b<form>c", id="a form that ends too early"),
    ],
)
def test_known_soup_is_read_as_browsers_read_it(html: str) -> None:
    assert as_we_read(html) == as_html5lib_reads(html)


@settings(deadline=None)
@given(SOUP)
def test_elements_close_in_the_order_in_which_they_opened(html: str) -> None:
    waiting = []
    for event in nested(html):
        if isinstance(event, Opened):
            waiting.append(event.element)
        elif isinstance(event, Closed):
            assert waiting.pop() is event.element
    assert not waiting


STYLES = st.sampled_from(
    (
        *(
            "display:none",
            "color:#fff",
            "font-size:0",
            "opacity:0",
            "white-space:pre",
            "display:block",
            "margin:0",
        ),
        *(
            "display:inline",
            "background:url(a.gif)",
            "font:0/1 x",
            "text-indent:-9999px",
            "{",
            "}",
            "a:b;;",
            "/*",
        ),
    )
)
STYLED = st.builds("<{} style='{}' class=x hidden>".format, st.sampled_from(NAMES), STYLES)
SHEETS = st.builds("<style>{} {{{}}}".format, st.sampled_from(("p", ".x", "*", "@media x", "a >")), STYLES)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(SOUP, STYLED, SHEETS, st.text(max_size=8)), max_size=6).map("".join))
def test_whatever_is_read_maps_into_the_source(html: str) -> None:
    try:
        markup = segments_of(MappedText.identity(html))
    except NotCheckedError:
        return
    for segment in markup.segments:
        content = segment.content
        for start in range(len(content.text)):
            assert 0 <= content.source_span(start, start + 1).start <= len(html)
        assert all(tile.source_end <= len(html) for tile in content.tiles)
    assert all(0 <= mark.span.start < mark.span.end <= len(html) for mark in markup.marks)
