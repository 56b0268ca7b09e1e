from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buyer_msg_lint.document import SegmentKind
from buyer_msg_lint.errors import NotCheckedError
from buyer_msg_lint.inputs.html import read, segments_of
from buyer_msg_lint.spans import MappedText


def said(html: str, kind: SegmentKind = SegmentKind.BODY) -> str:
    """Return what a piece of HTML says in the segment of a kind, empty if there is none."""
    texts = [one.content.text for one in segments_of(MappedText.identity(html)).segments if one.kind is kind]
    return "".join(texts)


def placed(html: str, word: str, kind: SegmentKind = SegmentKind.BODY) -> str:
    """Return the source at the place of a word of a segment."""
    for segment in segments_of(MappedText.identity(html)).segments:
        if segment.kind is kind and word in segment.content.text:
            at = segment.content.text.index(word)
            return html[slice(*segment.content.source_span(at, at + len(word)))]
    raise AssertionError(f"no {kind} says {word}")


@pytest.mark.parametrize(
    ("html", "text"),
    [
        pytest.param("2 < 3, 4 > 1 & </b> x", "2 < 3, 4 > 1 & x", id="signs that begin no tag"),
        pytest.param("Pay<b>Pal</b>", "PayPal", id="a word across inline tags"),
        pytest.param("<p>One</p><p>Two</p>", "One\n\nTwo", id="paragraphs"),
        pytest.param("<p>One<p>Two", "One\n\nTwo", id="paragraphs that nobody ends"),
        pytest.param(
            "<p style='margin:0'>One<p style='margin:0'>Two", "One\nTwo", id="paragraphs without a gap"
        ),
        pytest.param("<div>One</div><div>Two</div>", "One\nTwo", id="blocks"),
        pytest.param(
            "<div>One</div><div><br></div><div>Two</div>", "One\n\nTwo", id="an empty line of a mail program"
        ),
        pytest.param("One<br>Two<br/>Three</br>Four", "One\nTwo\nThree\nFour", id="line breaks"),
        pytest.param("One<br><br><br>Two", "One\n\n\nTwo", id="three line breaks"),
        pytest.param("<div>One<br></div>Two", "One\nTwo", id="a line break that ends a block"),
        pytest.param("<ul><li>One<li>Two</ul>Three", "One\nTwo\n\nThree", id="items that nobody ends"),
        pytest.param("<table><tr><td>One<td>Two<tr><td>Three</table>", "One Two\nThree", id="cells and rows"),
        pytest.param(" One\n  <b> two</b>\t three ", "One two three", id="blanks run together"),
        pytest.param("<pre>One\n  two</pre>", "One\n  two", id="blanks that count"),
        pytest.param("<span style='white-space: pre-wrap'>One  two</span>", "One  two", id="blanks by style"),
        pytest.param("&amp;&#65;&#x42;&lt;&notit;&copy", "&AB<¬it;©", id="references"),
        pytest.param("&#0;&#x80;&#xD800;&#99999999;", "\ufffd€\ufffd\ufffd", id="references to no character"),
        pytest.param("a&nbsp;&nbsp;b&#32;&#10;c", "a\u00a0\u00a0b c", id="blanks as references"),
        pytest.param("<svg><text>One</text></svg>", "One", id="text in an image"),
        pytest.param("<textarea> One <b></textarea>", " One <b>", id="text that holds no tags"),
        pytest.param("<table>One<tr><td>Two</table>", "One\nTwo", id="text between cells comes before"),
        pytest.param("<table><tr><td>Two</td></tr>One</table>", "One\nTwo", id="also from behind"),
        pytest.param(
            "<div style='display:inline'>Pay</div><div style='display: inline'>Pal</div>",
            "PayPal",
            id="blocks in line",
        ),
        pytest.param("Pay<span style='display:block'>Pal</span>", "Pay\nPal", id="a block by style"),
        pytest.param("<bdo dir=rtl>moc.x</bdo>", "\u202emoc.x\u202c", id="text shown in reverse"),
        pytest.param(
            "<style>p::after {content: 'We\\43 hat'}</style><p>Add</p>",
            "Add\n\nWeChat",
            id="text of a style sheet",
        ),
        pytest.param("<iframe srcdoc='&lt;p>One&amp;amp;'></iframe>", "One&", id="a page in an attribute"),
    ],
)
def test_the_visible_text_is_what_browsers_show(html: str, text: str) -> None:
    assert said(html) == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        pytest.param("<p style='color: #767676'>x", "", id="grey on white"),
        pytest.param("<div style='background: #000'><p style='color: white'>x", "", id="white on black"),
        pytest.param("<p style='background-image: url(a.png); color: white'>x", "", id="white on an image"),
        pytest.param("<p style='font-size: 8px'>x", "", id="small"),
        pytest.param("<p style='font-size: 0'><span style='font-size: 14px'>x", "", id="not small inside"),
        pytest.param(
            "<p style='visibility: hidden'><b style='visibility: visible'>x", "", id="visible inside"
        ),
        pytest.param("<p style='display: none; display: block'>x", "", id="shown after all"),
        pytest.param("<style>.y {display: none}</style><p class=x>x", "", id="a rule for others"),
        pytest.param("<style>@media print {p {display: none}}</style><p>x", "", id="hidden on paper"),
        pytest.param("<p hidden style='display: block'>x", "", id="hidden, and shown by style"),
        pytest.param("<p style='height: 0'>x", "", id="no height, and nothing cut off"),
        pytest.param("<p hidden>x", "x", id="the attribute"),
        pytest.param("<p style='display: none'>x<b>y</b>", "xy", id="not displayed"),
        pytest.param(
            "<p style='DISPLAY:NONE !important; display: block'>x", "x", id="not displayed, and important"
        ),
        pytest.param("<p style='d\\69splay: n\\6fne'>x", "x", id="not displayed, in escapes"),
        pytest.param("<p style='visibility: hidden'>x", "x", id="invisible"),
        pytest.param("<p style='opacity: 0'>x", "x", id="transparent"),
        pytest.param("<p style='font-size: 0'>x", "x", id="of no size"),
        pytest.param("<p style='font: 0/0 a'>x", "x", id="of no size, in short"),
        pytest.param("<p style='font-size: 1px'>x", "x", id="of a pixel"),
        pytest.param("<p style='color: #fff'>x", "x", id="white on white"),
        pytest.param("<font color=#fefefe>x", "x", id="nearly white on white"),
        pytest.param("<p style='color: rgba(0, 0, 0, 0.02)'>x", "x", id="nearly transparent"),
        pytest.param("<td bgcolor=black>", "", id="nothing"),
        pytest.param(
            "<table bgcolor=#123456><tr><td><font color=#123456>x", "x", id="the colour of the table"
        ),
        pytest.param("<body bgcolor=black>x", "x", id="black on black"),
        pytest.param("<p style='text-indent: -9999px'>x", "x", id="indented out of the window"),
        pytest.param("<p style='position: absolute; left: -9999px'>x", "x", id="placed out of the window"),
        pytest.param("<p style='max-height: 0; overflow: hidden'>x", "x", id="cut off"),
        pytest.param("<p style='position: absolute; clip: rect(0 0 0 0)'>x", "x", id="clipped"),
        pytest.param("<style>div > .y, p.x {display: none}</style><p class='z x'>x", "x", id="by a rule"),
        pytest.param("<p class=x>x<style>.x {display: none}</style>", "x", id="by a rule that comes later"),
        pytest.param("<!-- x -->", "x", id="a comment"),
        pytest.param(
            "<!--[if mso]><p>Whats<b>App</b></p><![endif]-->", "WhatsApp", id="a comment for one program"
        ),
        pytest.param("<title>x</title>", "x", id="the title"),
        pytest.param("<template><p>x</p></template>", "x", id="a template"),
        pytest.param("<noscript>x</noscript>", "x", id="for readers without scripts"),
        pytest.param("<script>x < y</script>", "x < y", id="a script"),
        pytest.param("<input type=hidden value=x>", "x", id="a field that is not shown"),
        pytest.param("<meta name=description content=x>", "x", id="a description"),
        pytest.param("<p onclick='x()'>", "x()", id="what a click does"),
        pytest.param("<style>/* x */</style>", " x ", id="a comment in a style sheet"),
        pytest.param("y <a href='x", "<a href='x", id="a tag cut off by the end"),
        pytest.param("<p aria-hidden=true>x", "x", id="kept from those who listen"),
    ],
)
def test_hidden_text_is_told_apart(html: str, text: str) -> None:
    assert said(html, SegmentKind.HIDDEN) == text


def test_text_that_only_listeners_miss_is_seen_and_kept_apart() -> None:
    html = "Wh<span aria-hidden=true>ats</span>App"
    assert said(html) == "WhatsApp"
    assert said(html, SegmentKind.HIDDEN) == "ats"


def test_hidden_text_does_not_split_a_word() -> None:
    assert said("Pay<span style='display:none'>xx</span>Pal") == "PayPal"


@pytest.mark.parametrize(
    ("html", "kind", "text"),
    [
        pytest.param("<a href='#top' name=x>y", SegmentKind.LINK, "#top", id="a place in the page"),
        pytest.param(
            "<a href='?a=1&copy=2&amp;b'>", SegmentKind.LINK, "?a=1&copy=2&b", id="references in an address"
        ),
        pytest.param(
            " <a href=' ht\ntps:\\\\x.com '>", SegmentKind.LINK, "https://x.com", id="as browsers read it"
        ),
        pytest.param(
            "<a href='HTTPS:x%2Ecom/a%20b'>", SegmentKind.LINK, "HTTPS://x.com/a%20b", id="an encoded host"
        ),
        pytest.param(
            "<a href='mailto:a%40x.com?subject=%C3%A9'>",
            SegmentKind.LINK,
            "mailto:a@x.com?subject=é",
            id="mail",
        ),
        pytest.param(
            "<meta http-equiv=refresh content='0; URL=https://x.com'>",
            SegmentKind.LINK,
            "https://x.com",
            id="a refresh",
        ),
        pytest.param("<form action=/x>", SegmentKind.LINK, "/x", id="a form"),
        pytest.param(
            "<img src='a.png' srcset='b.png 1x, c.png 2x'>",
            SegmentKind.IMAGE,
            "a.png\n\nb.png\n\nc.png",
            id="sources",
        ),
        pytest.param(
            "<p style='background: url( \"a.png\" )'>", SegmentKind.IMAGE, "a.png", id="a background"
        ),
        pytest.param(
            "<style>@import 'a.css'; p {background: url(b.png)}</style>",
            SegmentKind.IMAGE,
            "a.css\n\nb.png",
            id="a style sheet",
        ),
        pytest.param(
            "<img alt='a &lt; b' title=c>", SegmentKind.ALTERNATIVE, "a < b\n\nc", id="alternatives"
        ),
        pytest.param("<input value=a placeholder=b>", SegmentKind.ALTERNATIVE, "a\n\nb", id="fields"),
        pytest.param("<img src='data:image/png;base64,AAAA'>", SegmentKind.IMAGE, "", id="an embedded image"),
    ],
)
def test_attributes_are_segments_of_their_own(html: str, kind: SegmentKind, text: str) -> None:
    assert said(html, kind) == text


def test_what_is_embedded_is_left_to_those_who_read_attachments() -> None:
    html = "<img src='cid:logo@x'><p style='background: url(data:image/gif;base64,AAAA)'>"
    embedded = segments_of(MappedText.identity(html)).embedded
    assert [one.text for one in embedded] == ["cid:logo@x", "data:image/gif;base64,AAAA"]
    assert [html[slice(*one.source_span(0, len(one.text)))] for one in embedded] == [
        one.text for one in embedded
    ]


@pytest.mark.parametrize(
    ("html", "word", "kind", "source"),
    [
        pytest.param("<p>Pay<b>Pal</b>", "PayPal", SegmentKind.BODY, "Pay<b>Pal", id="across tags"),
        pytest.param("x &amp; y", "&", SegmentKind.BODY, "&amp;", id="a reference"),
        pytest.param("a \n b", "a b", SegmentKind.BODY, "a \n b", id="blanks"),
        pytest.param(
            "<a title='x' href='ht&#116;ps://y'>",
            "https://y",
            SegmentKind.LINK,
            "ht&#116;ps://y",
            id="a value",
        ),
        pytest.param(
            "<table>One<tr><td>Two</table>", "One", SegmentKind.BODY, "One", id="text put elsewhere"
        ),
        pytest.param("<!-- \n note-->", "note", SegmentKind.HIDDEN, "note", id="a comment"),
        pytest.param(
            "<iframe srcdoc='&lt;p>O&amp;lt;'>",
            "O<",
            SegmentKind.BODY,
            "O&amp;lt;",
            id="a reference in a reference",
        ),
    ],
)
def test_each_character_keeps_its_place(html: str, word: str, kind: SegmentKind, source: str) -> None:
    assert placed(html, word, kind) == source


@pytest.mark.parametrize(
    ("data", "source"),
    [
        pytest.param("<p>Café".encode(), "<p>Café", id="UTF-8 by default"),
        pytest.param(
            b"\xef\xbb\xbf<meta charset=latin1>\xc3\xa9", "<meta charset=latin1>é", id="a mark wins"
        ),
        pytest.param("<p>é".encode("utf-16"), "<p>é", id="UTF-16 with a mark"),
        pytest.param(
            b"<meta charset='ISO-8859-1'>\x80", "<meta charset='ISO-8859-1'>€", id="Latin-1 is Windows-1252"
        ),
        pytest.param(
            "<meta http-equiv=content-type content='text/html; charset=gb2312'>微信".encode("gbk"),
            "<meta http-equiv=content-type content='text/html; charset=gb2312'>微信",
            id="Chinese",
        ),
        pytest.param(
            b"<?xml version='1.0' encoding='koi8-r'?>\xc1",
            "<?xml version='1.0' encoding='koi8-r'?>а",
            id="XML",
        ),
        pytest.param(
            b"<meta charset=utf-16>x\xc3\xa9", "<meta charset=utf-16>xé", id="what cannot be UTF-16"
        ),
        pytest.param(
            "<!-- <meta charset=latin1> -->é".encode(), "<!-- <meta charset=latin1> -->é", id="in a comment"
        ),
    ],
)
def test_the_encoding_is_found_as_browsers_find_it(data: bytes, source: str) -> None:
    assert read(data, "m.html", template=False).source == source


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"", "is empty; there is nothing to check", id="nothing"),
        pytest.param(b"<p> <br></p>", "is empty; there is nothing to check", id="tags only"),
        pytest.param(
            b"<p>\xe9",
            "is not valid UTF-8: byte 3 (line 1) cannot be decoded; save the file as UTF-8",
            id="Latin-1",
        ),
        pytest.param(
            b"<meta charset=utf-7>x",
            "names the encoding 'utf-7', which is not known; save the file as UTF-8",
            id="an encoding that browsers refuse",
        ),
        pytest.param(b"<p>a\0b", "is not text: a NUL character at offset 4", id="a NUL"),
        pytest.param(
            b"\n" + b"<div>" * 300,
            "nests elements more than 256 deep, at line 2, column 1281 of its HTML; write it with fewer tags",
            id="nested too deep",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(NotCheckedError) as told:
        read(data, None, template=False)
    assert str(told.value) == reason


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        document = read(data, None, template=False)
    except NotCheckedError as error:
        assert "\n" not in str(error)  # noqa: PT017 - one of two right ways
    else:
        assert document.segments


@pytest.mark.parametrize(
    ("address", "says", "unchecked"),
    [
        pytest.param("data:,add%20us", ["add us"], "", id="a text"),
        pytest.param("data:text/plain;charset=utf-8;BASE64,YWRkIHVz", ["add us"], "", id="a text in base64"),
        pytest.param("data:text/plain;base64, YWRk IHVz ", ["add us"], "", id="with blanks"),
        pytest.param("cid:logo@example.com", [], "", id="what a mail brings along"),
        pytest.param(
            "data:x",
            [],
            "the image at line 2, column 11 is broken: its address holds no data; put it in anew",
            id="cut off",
        ),
        pytest.param(
            "data:;base64,!",
            [],
            "the image at line 2, column 11 is broken: its base64 cannot be decoded; put it in anew",
            id="no base64",
        ),
    ],
)
def test_files_in_the_source_are_looked_into(address: str, says: list[str], unchecked: str) -> None:
    document = read(f"<p>Hello\n<img src='{address}'>".encode(), "m.html", template=False)
    found = [one.content.text for one in document.beside.segments if one.kind is SegmentKind.ATTACHMENT]
    assert (found, "; ".join(document.unchecked)) == (says, unchecked)


def marked(html: str, kind: str) -> list[tuple[str, dict[str, str]]]:
    """Return what is marked as a kind, with the traits."""
    marks = segments_of(MappedText.identity(html)).marks
    return [(html[slice(*one.span)], dict(one.traits)) for one in marks if one.kind == kind]


def test_what_is_declared_again_and_again_is_marked_once() -> None:
    html = "<p style='color: red'>a<p style='color: red'>b<p style='color: blue'>c"
    assert marked(html, "font-color") == [
        ("color: red", {"value": "red", "count": "2"}),
        ("color: blue", {"value": "blue", "count": "1"}),
    ]


def test_a_rule_of_a_style_sheet_is_marked_at_its_declaration() -> None:
    html = "<style>p {color: red} i {color: blue}</style><p>a<p>b"
    assert marked(html, "font-color") == [("color: red", {"value": "red", "count": "2"})]


def test_a_formatting_element_that_goes_on_is_marked_once() -> None:
    assert marked("<font color=red><p>a<p>b</font>c", "font-color") == [
        ("color=red", {"value": "red", "count": "1"})
    ]


def test_a_link_that_goes_on_is_one_link() -> None:
    assert marked("<p><a href=x>the <p>page</a>", "link") == [
        ("the <p>page", {"text": "the page", "address": "x"})
    ]
    assert marked("<p><a href=x>the <p>page</a>", "link-without-text") == []


@pytest.mark.parametrize(
    ("html", "percent"),
    [
        pytest.param("<img width=80%>", [], id="four fifths"),
        pytest.param("<img width=500>", [], id="pixels of unknown room"),
        pytest.param("<div style='width: 600px'><img width=480>", [], id="four fifths of the room"),
        pytest.param("<div style='width: 600px'><img width=481>", ["80"], id="more than that"),
        pytest.param("<table width=300><tr><td><img style='width: 300px'>", ["100"], id="all of a table"),
        pytest.param("<img width=100% style='width: 50%'>", [], id="another width by style"),
        pytest.param("<img width=2000>", ["104"], id="wider than screens"),
    ],
)
def test_wide_images_are_told_by_the_room_there_is(html: str, percent: list[str]) -> None:
    assert [traits["percent"] for _, traits in marked(html, "wide-image")] == percent
