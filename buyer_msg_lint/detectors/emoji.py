"""Emoji, emoticons and kaomoji.

Emoji by the Unicode properties (UTS #51); a sequence is one hit, also where joiners and variation selectors
were taken out of the view. Signs that are text unless a selector says otherwise (trade mark, arrows, check
marks) are emoji only with that selector; faces, hearts and hands are emoji to every reader. Emoticons count
only where they stand apart, so that a ratio, a time or a bracket after a colon is none.
"""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from buyer_msg_lint.detectors import SOURCE, Hit, Look
from buyer_msg_lint.detectors._evidence import Evidence, matches_near, other_characters
from buyer_msg_lint.detectors._overlaps import without_overlaps
from buyer_msg_lint.patterns import lazy_pattern

if TYPE_CHECKING:
    import regex

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
    "V1",
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
    "V1",
)
_UPRIGHT = lazy_pattern(
    rf"{_APART_BEFORE}(?:\^[_.\-o]?\^;{{0,2}}|\(?[t;][_.][t;]\)?|\(?o[_.]o\)?|\(?>[_.]<\)?|\(?-[_.]-\)?|\(?=[_^]=\)?|\(?\*[_^]\*\)?|\(?u[_w]u\)?|owo|uwu)"
    rf"{_APART_AFTER}"
    r"|(?<![^\s.!?,])m ?\( ?_ _ ?\) ?m(?!\w)|¯\\?_\(ツ\)_/¯"
    r"|(?<![^\s.!?,])\\o/(?!\w)|[╯ノ][°□º^]{1,3}|┻━┻|ʕ[^\sʔ\p{L}]{1,5}ʔ"
    r"|[(][ \t]?[^\s\w(),.;:/\-+&%$#\"'=<>]{1,4}[ωддﾟД∀▽‿ᴗ_.^ヮ益皿Д︿ᵕ◡][^\s\w(),:/\-+&%$#\"']{1,4}[ \t]?[)]",
    "V1",
)
_ASCII_LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)
_PICTURE = lazy_pattern(
    rf"\p{{Emoji_Presentation}}|[{_PICTURES}]|[\U0001f000-\U0001faff]|[{_SELECTOR}\u20e3]|\p{{RI}}", "V1"
)
_FACE = frozenset("¯╯ノ┻ʕ")
_OPENED = lazy_pattern(r"\([ \t]?[^\x00-\x7f]")
_REACH = (16, 80)
"""How far a face and what must not follow it reach from its piece."""


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


def may_find(text: str) -> bool:
    """Tell whether a text has a picture, or a piece of a face made of signs."""
    if _ASCII_SIGNS.is_in(_lowered(text)):
        return True
    others = other_characters(text)
    return others != "" and (_PICTURE.search(others) is not None or _may_be_kaomoji(text, others))


def find(text: str, look: Look) -> Iterator[Hit]:
    """Yield emoji, emoticons and kaomoji in ``text``, in order and without overlaps."""
    yield from without_overlaps(
        Hit(match.start(), match.end(), look.cased[match.start() : match.end()], {"kind": kind})
        for kind, match in _found(_lowered(text))
    )


def _found(text: str) -> Iterator[tuple[str, regex.Match[str]]]:
    others = other_characters(text)
    if not others and not _ASCII_SIGNS.is_in(text):
        return
    if others and _PICTURE.search(others):
        yield from (("emoji", match) for match in _LOOSE_FAMILY.finditer(text))
        yield from (("emoji", match) for match in _EMOJI.finditer(text))
    pieces = _ASCII_SIGNS.places(text).get("", ())
    if others and _may_be_kaomoji(text, others):
        yield from (("kaomoji", match) for match in _UPRIGHT.finditer(text))
    else:
        yield from (("kaomoji", match) for match in matches_near(_UPRIGHT, text, pieces, _REACH))
    for match in matches_near(_SIDEWAYS, text, pieces, _REACH):
        if _is_smile(text, *match.span()):
            yield "emoticon", match


def _may_be_kaomoji(text: str, others: str) -> bool:
    """Tell whether faces may be made of signs that are not ASCII."""
    return not _FACE.isdisjoint(others) or ("(" in text and _OPENED.search(text) is not None)


def _lowered(text: str) -> str:
    """Return a text in lower case and of the same length, as the source has ``:D`` and ``T_T``."""
    low = text.lower()
    return low if len(low) == len(text) else text.translate(_ASCII_LOWER)


def _is_smile(text: str, start: int, end: int) -> bool:
    """Tell a smile from the end of a bracket or of a list (``(see note:)``, ``8)``)."""
    closer = text[end - 1]
    if closer not in ")]":
        return True
    opener = "(" if closer == ")" else "["
    before = text[max(0, start - 200) : start].rpartition("\n")[2]
    open_bracket = before.count(opener) > before.count(closer)
    return not open_bracket or text[start - 1 : start].isspace()
