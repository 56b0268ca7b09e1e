"""Writing that hides what it says: characters that no honest writer of a message would type.

Only what has no other use counts: letters of two scripts in one word, invisible characters inside a word,
text turned round by control characters, letters of mathematics or in rings and boxes, letters struck out, and
letters in invisible tags. Emoji, accents, typographic quotes, soft hyphens (which come with pasted text), and
whole words of another script do not count.

The look-alike letters are those of Cyrillic, Greek, and Armenian that Unicode's confusables data (UTS #39)
resolves to Latin ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from buyer_msg_lint.detectors import SOURCE, Hit, Look
from buyer_msg_lint.detectors._evidence import other_characters
from buyer_msg_lint.detectors._overlaps import without_overlaps
from buyer_msg_lint.patterns import lazy_pattern

TRAITS: Mapping[str, str] = {
    "kind": "look-alikes, invisible-characters, reversed, styled-letters, strike-through, or tags",
}
VIEWS = SOURCE

_HIDDEN = "\u200b\u200c\u200d\u2060-\u2064\ufeff\u034f\u061c\u180e\u3164\uffa0\u115f\u1160"
_TWINS = "аеорсухіѕјһԁԛԝցոսԍАВЕКМНОРСТУХІЅЈԌԚԜορανυικτΑΒΕΖΗΙΚΜΝΟΡΤΥΧɑɡıօհքѵѡ"
_STYLED = (
    r"\U0001d400-\U0001d7ff\u2460-\u2473\u249c-\u24e9\U0001f110-\U0001f129\U0001f130-\U0001f149"
    r"\U0001f150-\U0001f169\U0001f170-\U0001f189"
)
_SMALL_CAPITALS = "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ"
_STRUCK = r"\u0332-\u0338\u20d2\u20d3\u20e5-\u20eb"
_KINDS = tuple(
    (kind, lazy_pattern(f"[{signs}]"), lazy_pattern(pattern))
    for kind, signs, pattern in (
        (
            "tags",
            r"\U000e0020-\U000e007f",
            r"(?<!\U0001f3f4)(?<![\U000e0020-\U000e007f])[\U000e0020-\U000e007f]{1,400}",
        ),
        ("reversed", r"\u202d\u202e", r"[\u202d\u202e][^\u202c\r\n]{1,400}\u202c?"),
        (
            "invisible-characters",
            _HIDDEN,
            rf"(?<![\p{{Latin}}\d])(?:[\p{{Latin}}\d@.]{{1,40}}[{_HIDDEN}]{{1,20}}){{1,40}}(?:[\p{{Latin}}\d@.]{{0,40}}[\p{{Latin}}\d])",
        ),
        (
            "look-alikes",
            _TWINS,
            rf"(?<![\w])(?:[\p{{Latin}}\d]{{1,40}}[{_TWINS}]|[{_TWINS}]{{1,40}}\p{{Latin}})[\p{{Latin}}{_TWINS}\d]{{0,60}}",
        ),
        ("styled-letters", _STYLED, rf"[{_STYLED}](?:[ ._-]?[{_STYLED}]){{2,60}}"),
        ("styled-letters", _SMALL_CAPITALS, rf"(?<!\w)[{_SMALL_CAPITALS}s]{{3,40}}(?!\w)"),
        ("strike-through", _STRUCK, rf"(?:\p{{L}}[{_STRUCK}]{{1,4}}){{2,60}}\p{{L}}?"),
        ("strike-through", r"\p{Mn}", r"(?:\p{L}\p{Mn}{3,20}){2,60}"),
    )
)
"""Each kind with the characters without one of which it cannot be."""
_SIGNS = lazy_pattern(
    rf"[\U000e0020-\U000e007f\u202d\u202e{_HIDDEN}{_TWINS}{_STYLED}{_SMALL_CAPITALS}\p{{Mn}}]"
)
_ANY_LATIN = lazy_pattern(r"\p{Latin}")
_ONLY_SMALL_S = lazy_pattern(r"s+")


def may_find(text: str) -> bool:
    """Tell whether a text has any of the characters that disguise."""
    return not text.isascii() and _SIGNS.search(other_characters(text)) is not None


def find(text: str, look: Look) -> Iterator[Hit]:  # noqa: ARG001 - all detectors take both
    """Yield what is disguised in the text as written, in order; ``value`` is the disguised text."""
    if text.isascii():
        return
    others = other_characters(text)
    if _SIGNS.search(others):
        yield from without_overlaps(_hits(text, others))


def _hits(text: str, others: str) -> Iterator[Hit]:
    for kind, signs, pattern in _KINDS:
        for match in pattern.finditer(text) if signs.search(others) else ():
            if _counts(kind, match[0]):
                yield Hit(match.start(), match.end(), match[0], {"kind": kind})


def _counts(kind: str, found: str) -> bool:
    """Tell a disguise from writing that has two scripts by nature (units, Turkish words, numbered rings)."""
    if kind == "look-alikes":
        twins = sum(char in _TWINS for char in found)
        latin = len(_ANY_LATIN.findall(found)) - found.count("ı") - found.count("ɑ") - found.count("ɡ")
        foreign = twins - found.count("ı")
        return foreign > 0 and latin > 0 and len(found) >= 3  # noqa: PLR2004 - shorter ones are units
    if kind == "styled-letters":
        return not all(char.isdigit() or char in " ._-" for char in found) and not _ONLY_SMALL_S.fullmatch(
            found
        )
    return True
