"""Emoji, emoticons and kaomoji.

Emoji by the Unicode properties (UTS #51); a sequence is one hit, also where joiners and variation selectors
were taken out of the view. Signs that are text unless a selector says otherwise (trade mark, arrows, check
marks) are emoji only with that selector; faces, hearts and hands are emoji to every reader. Emoticons count
only where they stand apart, so that a ratio, a time or a bracket after a colon is none.
"""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping

import regex

from buyer_msg_lint.detectors import SOURCE, Hit, Look
from buyer_msg_lint.detectors._evidence import Evidence
from buyer_msg_lint.detectors._overlaps import without_overlaps
from buyer_msg_lint.patterns import lazy_pattern

TRAITS: Mapping[str, str] = {
    "kind": "emoji, emoticon (made of signs, read sideways), or kaomoji (read upright)"
}
VIEWS = SOURCE

# Text by default, yet drawn in colour or read as an emoji nearly everywhere: faces, hearts, hands, weather.
_PICTURES = r"☀-☄☎☘☝☠☢☣☹☺♥♡❣❤✂✈✉✌✍✏❄⚠⚔⚘⛈⛑⛱⛷-⛹✝☮☯♨⚰⚱"
_SELECTOR = "\ufe0f"
_JOINER = "\u200d"
_BASE = (
    rf"(?:\p{{Emoji_Presentation}}|[{_PICTURES}]|[\U0001f000-\U0001faff&&\p{{Extended_Pictographic}}]"
    rf"|\p{{Emoji}}{_SELECTOR})"
)
_UNIT = rf"(?:{_BASE}[\ufe0e\ufe0f]?\p{{Emoji_Modifier}}?[\U000e0020-\U000e007f]{{0,8}}\u20e3?)"
_JOINED = rf"(?:{_JOINER}(?:{_UNIT}|[♀♂⚕⚖✈❤⬛➡↔↕]{_SELECTOR}?))"
_EMOJI = lazy_pattern(
    rf"[0-9#*]{_SELECTOR}?\u20e3|\p{{RI}}\p{{RI}}|{_UNIT}{_JOINED}{{0,9}}+|\p{{RI}}",
    regex.V1,
)
# Without its joiners, a couple, family, or profession is a run of its parts.
_LOOSE_FAMILY = lazy_pattern(
    r"(?:[👨👩🧑👦👧👶]\p{Emoji_Modifier}?){2,5}+|[👨👩🧑]\p{Emoji_Modifier}?[💻🔧🎓🍳🏫🏭🚀🚒🎤🎨🔬⚕✈⚖]"
)

_APART_BEFORE = r"(?<![^\s(\[{>\"'“.!?,*_~。…\p{Han}\p{Extended_Pictographic}])"
_APART_AFTER = r"(?![^\s)\]}<\"'”.!?,*_~:;。…\p{Han}\p{Extended_Pictographic}])"
_UNIT_AFTER = r"(?! (?:business|working|days?|hours?|hrs?|h|weeks?|months?|min|kg|cm|mm|in|inch|pcs)\b)"
_SIDEWAYS = lazy_pattern(
    rf"{_APART_BEFORE}(?:[>}}]?[:;=][\-'o^]?[)\](\[dp|/\\*$>@]{{1,4}}+|[:;=][\-'][ox3s]|:[ox3]"
    rf"|(?<!\b(?:a|an|the|of|is|in|for|type|model|size) )x-?d{{1,4}}+"
    rf"|8-[)d]|[(\[]-?[:;=]|<3{{1,3}}+{_UNIT_AFTER}|</3)(?!\w|//)"
    rf"{_APART_AFTER}"
    r"|(?<=[\p{L}!?.,])[:;]-?(?:\){1,4}+|\({1,4}+(?![\w\s]{1,60}\)))(?=[\s.!?,]|$)",
    regex.V1,
)
_UPRIGHT = lazy_pattern(
    rf"{_APART_BEFORE}(?:\^[_.\-o]?\^;{{0,2}}|\(?[t;][_.][t;]\)?|\(?o[_.]o\)?|\(?>[_.]<\)?|\(?-[_.]-\)?|\(?=[_^]=\)?|\(?\*[_^]\*\)?|\(?u[_w]u\)?|owo|uwu)"
    rf"{_APART_AFTER}"
    r"|(?<![^\s.!?,])m ?\( ?_ _ ?\) ?m(?!\w)|¯\\?_\(ツ\)_/¯"
    r"|(?<![^\s.!?,])\\o/(?!\w)|[╯ノ][°□º^]{1,3}|┻━┻|ʕ[^\sʔ\p{L}]{1,5}ʔ"
    r"|[(][ \t]?[^\s\w(),.;:/\-+&%$#\"'=<>]{1,4}[ωддﾟД∀▽‿ᴗ_.^ヮ益皿Д︿ᵕ◡][^\s\w(),:/\-+&%$#\"']{1,4}[ \t]?[)]",
    regex.V1,
)
_ASCII_LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)
_GATE = lazy_pattern(
    r"[:;=][\-'o^]?[)\](\[dp|/\\*$>@]|[:;=][\-'][ox3s]|:[ox3]|<[3/]|\^\^|[_.;\-][\^.<t;o\-=*u]|x-?d|8-"
    r"|[(\[]-?[:;=]|wo|wu|_ _|\\o/"
)


def _ascii_pieces() -> Iterator[str]:
    """Yield pieces of which each emoticon or kaomoji of ASCII signs holds one."""
    for eyes in ":;=":
        for nose in ("", "-", "'", "o", "^"):
            yield from (f"{eyes}{nose}{mouth}" for mouth in r")](\[dp|/\*$>@")
        yield from (f"{eyes}{nose}{mouth}" for nose in "-'" for mouth in "ox3s")
        yield from (f"{mouth}{nose}{eyes}" for nose in ("", "-") for mouth in "([")
    yield from (":o", ":x", ":3", "xd", "x-d", "8-)", "8-d", "<3", "</3", "owo", "uwu", "_ _", "\\o/", "^^")
    for face in ("^{}^", "t{}t", "t{};", ";{}t", ";{};", "o{}o", ">{}<", "-{}-", "={}=", "*{}*", "u{}u"):
        yield from (face.format(middle) for middle in "_.-o^")
    yield from (f"({blank}{sign}" for blank in ("", " ", "\t") for sign in "!?*^~`|\\@[]{}")


_ASCII_SIGNS = Evidence({"": _ascii_pieces()})


def find(text: str, look: Look) -> Iterator[Hit]:
    """Yield emoji, emoticons and kaomoji in ``text``, in order and without overlaps."""
    text = _lowered(text)
    if text.isascii() and not (_ASCII_SIGNS.is_in(text) and _GATE.search(text)):
        return
    searches: tuple[tuple[str, regex.Pattern[str]], ...] = (
        (("emoji", _LOOSE_FAMILY), ("emoji", _EMOJI)) if not text.isascii() else ()
    )
    searches += (("kaomoji", _UPRIGHT), ("emoticon", _SIDEWAYS))
    hits = (hit for kind, pattern in searches for hit in _hits(kind, pattern, text, look.cased))
    yield from without_overlaps(hits)


def _lowered(text: str) -> str:
    """Return a text in lower case and of the same length, as the source has ``:D`` and ``T_T``."""
    low = text.lower()
    return low if len(low) == len(text) else text.translate(_ASCII_LOWER)


def _hits(kind: str, pattern: regex.Pattern[str], text: str, cased: str) -> Iterator[Hit]:
    for match in pattern.finditer(text):
        hit = Hit(match.start(), match.end(), cased[match.start() : match.end()], {"kind": kind})
        if _is_meant(kind, text, hit):
            yield hit


def _is_meant(kind: str, text: str, hit: Hit) -> bool:
    """Tell a smile from the end of a bracket or of a list (``(see note:)``, ``8)``)."""
    if kind != "emoticon" or text[hit.end - 1] not in ")]":
        return True
    closer, opener = text[hit.end - 1], "(" if text[hit.end - 1] == ")" else "["
    before = text[max(0, hit.start - 200) : hit.start].rpartition("\n")[2]
    open_bracket = before.count(opener) > before.count(closer)
    return not open_bracket or text[hit.start - 1 : hit.start].isspace()
