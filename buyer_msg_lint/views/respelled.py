"""Reads names and words that are respelled: ``wechatt``, ``tele gram``, and with accents, ``revíew``.

Accents are taken off words that without them are English ones of the rules, and off names of services.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache

import regex
from ahocorasick_rs import AhoCorasick

from buyer_msg_lint.patterns import lazy_pattern
from buyer_msg_lint.spans import MappedText, Rewriter
from buyer_msg_lint.views._segments import is_known

DISGUISE = "respelled"

_SIGN = "[ '’._·•™♥❤-]?"
_W = r"(?:w{1,3}|vv|\\/\\/)"


def _drawn(spelling: str) -> str:
    """Return a pattern for a spelling whose letters may be doubled; ``-`` is a sign that may stand there."""
    twins = {"a": "[a@4]{1,3}", "e": "[e3]{1,3}", "m": "(?:m{1,3}|rn)", "-": _SIGN, "W": _W}
    return "".join(twins.get(letter, f"{letter}{{1,3}}") for letter in spelling)


_SPELLINGS = {
    "whatsapp": rf"{_W}h{{0,3}}[aeo@4]{{1,3}}t{{0,3}}{_SIGN}[sz]{{1,3}}{_drawn('-a-p')}"
    rf"|{_W}h{{0,3}}[ao]{{1,3}}{_drawn('tap')}",
    "wechat": rf"{_W}[e3]{{1,3}}[._'’-]?[cꞓ]{{1,3}}h{{1,3}}[ae@4]{{1,3}}t{{1,4}}|wei[ -]xin",
    "微信": r"[微薇徽][ ._*·|❤-]{1,2}信",
    "telegram": _drawn("tele-gram"),
    "viber": _drawn("viber") + "|" + _drawn("vyber"),
    "kakaotalk": r"[ck]a{1,3}[ck]{1,3}ao[ -]?tal?k{1,3}",
    "skype": _drawn("skype"),
    "snapchat": _drawn("snap-chat"),
    "instagram": "[il]{1,3}n" + _drawn("sta-gram"),
    "facebook": _drawn("face") + "[._'’-]?" + _drawn("bok"),
    "tiktok": r"t{1,3}i{1,3}[ck]{1,3}[._'’-]?t{1,3}o{1,3}k{1,3}",
    "paypal": _drawn("pay") + "[._'’-]?" + _drawn("pal"),
}
_STEMS = {
    "whatsapp": "sap saap zap zaap atap taap tsa tza",
    "wechat": "chat chaat echa ecch echh echet weix ꞓhat",
    "微信": "信",
    "telegram": "ggrr egra eggra egrra elig elgra egr4",
    "viber": "vib vvib viib vyb vibb",
    "kakaotalk": "akao akka akkao acao aakk",
    "skype": "kyp kkyp kyyp",
    "snapchat": "pchat pcch napc apch",
    "instagram": "stag sttag staag steg stagg",
    "facebook": "cebo ceebo ccebo cebb",
    "tiktok": "iktok iktt iiktok ikkt icto iktook",
    "paypal": "aypa ayypa aypp aaypa",
}
"""What most spellings hold once blanks and signs are out; only then is a text looked at closely."""
_ACCENTED = lazy_pattern(r"(?<![\p{L}@./])(?=[a-z]{0,30}[^\W\d_\x00-\x7f])[\p{Latin}]{4,30}(?![\p{L}@])")
_SIGNS = str.maketrans("", "", " '’._·•™♥❤-*|\n")
_NAMES = tuple(_SPELLINGS)
_NAME = lazy_pattern(
    r"(?<![\p{L}\p{N}@/._\-])(?:"
    + "|".join(f"(?P<n{at}>{pattern})" for at, pattern in enumerate(_SPELLINGS.values()))
    + r")(?:(?=apps?\b(?P<glued>))|(?=(?:s|'s)?(?![\p{L}\p{N}@]|[./_-][\p{L}\p{N}])))"
)


@cache
def _stems() -> AhoCorasick:
    return AhoCorasick(sorted({stem for stems in _STEMS.values() for stem in stems.split()}))


def applies(text: str) -> bool:
    """Tell whether a name or a word of the rules stands in the text that is spelled otherwise."""
    if not text.isascii() and _unaccented(text) != text:
        return True
    squeezed = text.translate(_SIGNS)
    if not _stems().find_matches_as_indexes(squeezed if text.isascii() else _bare(squeezed)):
        return False
    return any(_misspelt(text))


def rewrite(folded: MappedText) -> MappedText:
    """Return the text with such names as their owners spell them; each maps to the whole of its place."""
    if not folded.text.isascii():
        folded = folded.with_text(_unaccented(folded.text))
    text, pen, at = folded.text, Rewriter(folded), 0
    for found in _misspelt(text):
        pen.keep(at, found.start())
        pen.replace(*found.span(), _reading(found))
        at = found.end()
    if at == 0:
        return folded
    pen.keep(at, len(text))
    return pen.done()


def _unaccented(text: str) -> str:
    return _ACCENTED.sub(_without_accents, text)


def _without_accents(word: regex.Match[str]) -> str:
    bare = _bare(word[0])
    return bare if is_known(bare) else word[0]


def _misspelt(text: str) -> Iterator[regex.Match[str]]:
    for found in _NAME.finditer(_bare(text)):
        if text[found.start() : found.end()] != _reading(found):
            yield found


def _reading(found: regex.Match[str]) -> str:
    """Return the name as its owner spells it, apart from an "app" that is stuck to it."""
    name = _NAMES[next(at for at in range(len(_NAMES)) if found[f"n{at}"])]
    return name if found["glued"] is None else f"{name} "


def _bare(text: str) -> str:
    """Return the text without accents, character for character."""
    if text.isascii():
        return text
    return "".join(char if char.isascii() else unicodedata.normalize("NFD", char)[:1] for char in text)
