"""In which encoding an HTML file is written: a byte order mark, what the file itself says, else UTF-8.

Source: https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding, and for the
names https://encoding.spec.whatwg.org/. An encoding that is not named there is not guessed at.
"""

from __future__ import annotations

import codecs
import re

from buyer_msg_lint.errors import NotCheckedError

_LOOKED_AT = 1024
_XML = re.compile(rb"<\?xml[^>]{0,200}?\sencoding\s*=\s*[\"'](?P<name>[^\"'>]{1,40})[\"']")
_META = re.compile(
    rb"<meta[\s/][^>]{0,400}?\bcharset\s*=\s*[\"']?\s*(?P<name>[^\s\"'/>;]{1,40})", re.IGNORECASE
)
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
_UTF8, _UTF16, _UTF16_BE = "utf-8", "utf-16-le", "utf-16-be"
_MARKS = ((codecs.BOM_UTF8, _UTF8), (codecs.BOM_UTF16_LE, _UTF16), (codecs.BOM_UTF16_BE, _UTF16_BE))
_CODECS = {
    "utf-8": "utf-8 utf8 unicode-1-1-utf-8",
    # A file whose name for itself can be read byte by byte is no UTF-16, whatever it says.
    "utf-8 ": "utf-16 utf-16le utf-16be unicode",
    "cp1252": "ascii us-ascii iso-8859-1 iso8859-1 latin1 latin-1 l1 windows-1252 cp1252 ansi_x3.4-1968",
    "iso8859-2": "iso-8859-2 iso8859-2 latin2 l2",
    "iso8859-3": "iso-8859-3 latin3",
    "iso8859-4": "iso-8859-4 latin4",
    "iso8859-5": "iso-8859-5 cyrillic",
    "iso8859-6": "iso-8859-6 arabic",
    "iso8859-7": "iso-8859-7 greek",
    "iso8859-8": "iso-8859-8 iso-8859-8-i hebrew",
    "iso8859-10": "iso-8859-10 latin6",
    "iso8859-13": "iso-8859-13",
    "iso8859-14": "iso-8859-14",
    "iso8859-15": "iso-8859-15 latin9",
    "iso8859-16": "iso-8859-16",
    "koi8-r": "koi8-r koi8",
    "koi8-u": "koi8-u koi8-ru",
    "mac-roman": "macintosh mac",
    "cp874": "windows-874 tis-620 iso-8859-11",
    "cp1250": "windows-1250 cp1250",
    "cp1251": "windows-1251 cp1251",
    "cp1253": "windows-1253 cp1253",
    "cp1254": "windows-1254 cp1254 iso-8859-9 latin5",
    "cp1255": "windows-1255 cp1255",
    "cp1256": "windows-1256 cp1256",
    "cp1257": "windows-1257 cp1257",
    "cp1258": "windows-1258 cp1258",
    "gb18030": "gb18030 gbk gb2312 gb_2312-80 chinese x-gbk",
    "big5hkscs": "big5 big5-hkscs x-x-big5",
    "euc_jp": "euc-jp x-euc-jp",
    "iso2022_jp": "iso-2022-jp",
    "cp932": "shift_jis shift-jis sjis windows-31j x-sjis ms_kanji",
    "cp949": "euc-kr ks_c_5601-1987 korean windows-949",
}
_BY_NAME = {name: codec.strip() for codec, names in _CODECS.items() for name in names.split()}


def decode(data: bytes) -> str:
    """Return the text of an HTML file, without its byte order mark; raises NotCheckedError if it is none."""
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], codec, codec.upper().removesuffix("-LE").removesuffix("-BE"))
    named = _named(data[:_LOOKED_AT])
    if named is None:
        return _decoded(data, _UTF8, "UTF-8")
    codec_named = _BY_NAME.get(named.lower())
    if codec_named is None:
        raise NotCheckedError(f"names the encoding '{named}', which is not known; save the file as UTF-8")
    return _decoded(data, codec_named, "UTF-8" if codec_named == _UTF8 else named)


def _named(beginning: bytes) -> str | None:
    found = _XML.match(beginning) or _META.search(_COMMENT.sub(b"", beginning))
    return found["name"].decode("ascii", errors="replace").strip() if found else None


def _decoded(data: bytes, codec: str, name: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise NotCheckedError(
            f"is not valid {name}: byte {error.start} (line {line}) cannot be decoded; save the file as UTF-8"
        ) from None


def codec_named(name: str) -> str | None:
    """Return the codec that a name of an encoding stands for; None for a name that is not known."""
    return _BY_NAME.get(name.lower())
