"""Reads names and words that are respelled: ``wechatt``, ``tele gram``, and with accents, ``revíew``.

Accents are taken off words that without them are English ones of the rules, and off names of services.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick

from buyer_msg_lint.patterns import lazy_pattern
from buyer_msg_lint.spans import MappedText, Rewriter
from buyer_msg_lint.views._segments import is_known

if TYPE_CHECKING:
    import regex

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
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_OTHER_LETTERS = re.compile(r"[^\W\d_\x00-\x7f]+")
_LETTERS_BEFORE = lazy_pattern(r"(?r)\p{L}{1,31}+")
_SIGNS = b" '._-*|\n"
_TWINS = bytes.maketrans(b"@43", b"aae")
_ALL_SIGNS = dict.fromkeys(_SIGNS)
_ALL_TWINS = _ALL_SIGNS | str.maketrans("@43", "aae")
_OTHER_SIGNS = "’·•™♥❤"
_OTHER_STEMS = "信ꞓ"
_NAMES = tuple(_SPELLINGS)


@cache
def _stems() -> tuple[AhoCorasick, tuple[str, ...]]:
    """Return what finds the stems, and the name that each is of."""
    names = {stem: name for name, stems in _STEMS.items() for stem in stems.split()}
    return AhoCorasick(list(names)), tuple(names.values())


@cache
def _spelled(names: frozenset[str]) -> regex.Pattern[str]:
    spellings = (f"(?P<n{at}>{_SPELLINGS[name]})" for at, name in enumerate(_NAMES) if name in names)
    import regex

    return regex.compile(
        rf"(?<![\p{{L}}\p{{N}}@/._\-])(?:{'|'.join(spellings)})"
        r"(?:(?=apps?\b(?P<glued>))|(?=(?:s|'s)?(?![\p{L}\p{N}@]|[./_-][\p{L}\p{N}])))"
    )


def applies(text: str) -> bool:
    """Tell whether a piece of a name, or a letter with an accent, stands in the text."""
    return (not text.isascii() and _OTHER_LETTERS.search(text) is not None) or bool(_names_in(_bare(text)))


def rewrite(folded: MappedText) -> MappedText:
    """Return the text with such names as their owners spell them; each maps to the whole of its place."""
    text = folded.text if folded.text.isascii() else _unaccented(folded.text)
    bare = _bare(text)
    if text != folded.text:
        folded = folded.with_text(text)
    elif not _names_in(bare):
        return folded
    pen, at = Rewriter(folded), 0
    for found in _misspelt(text, bare):
        pen.keep(at, found.start())
        pen.replace(*found.span(), _reading(found))
        at = found.end()
    if at == 0:
        return folded
    pen.keep(at, len(text))
    return pen.done()


def _names_in(bare: str, *, twins: bool = False) -> frozenset[str]:
    """Return the names of which a stem stands in a text without accents once blanks and signs are out.

    With ``twins`` signs that stand for letters count as these.
    """
    squeezed = bare
    if not bare.isascii():
        for sign in _OTHER_SIGNS:
            squeezed = squeezed.replace(sign, "")
    if any(map(bare.__contains__, _OTHER_STEMS)):
        squeezed = squeezed.translate(_ALL_TWINS if twins else _ALL_SIGNS)
    else:
        squeezed = (
            squeezed.encode("ascii", "replace").translate(_TWINS if twins else None, _SIGNS).decode("ascii")
        )
    stems, names = _stems()
    return frozenset(names[stem] for stem, _, _ in stems.find_matches_as_indexes(squeezed, overlapping=True))


def _unaccented(text: str) -> str:
    """Return a text with the accents taken off the words that are known without them."""
    pieces: list[str] = []
    done = 0
    for letters in _OTHER_LETTERS.finditer(text):
        before = _LETTERS_BEFORE.match(text, done, letters.start())
        start = before.start() if before else letters.start()
        word = _ACCENTED.match(text, start) if start >= done else None
        if word and is_known(bare := _bare(word[0])):
            pieces += (text[done:start], bare)
            done = word.end()
    return "".join((*pieces, text[done:]))


def _misspelt(text: str, bare: str) -> Iterator[regex.Match[str]]:
    names = _names_in(bare, twins=True)
    for found in _spelled(names).finditer(bare) if names else ():
        if text[found.start() : found.end()] != _reading(found):
            yield found


def _reading(found: regex.Match[str]) -> str:
    """Return the name as its owner spells it, apart from an "app" that is stuck to it."""
    groups = found.groupdict()
    name = next(name for at, name in enumerate(_NAMES) if groups.get(f"n{at}"))
    return name if found["glued"] is None else f"{name} "


def _bare(text: str) -> str:
    """Return the text without accents, character for character."""
    if text.isascii():
        return text
    for character in set(_NOT_ASCII.findall(text)):
        bare = unicodedata.normalize("NFD", character)[:1]
        if bare != character:
            text = text.replace(character, bare)
    return text
