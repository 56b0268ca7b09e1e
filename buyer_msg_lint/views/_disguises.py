"""Names how an excerpt is disguised, for reports."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from buyer_msg_lint.patterns import lazy_pattern
from buyer_msg_lint.spans import MappedText
from buyer_msg_lint.views import joined, numerals, respelled, spelled_signs, unleet, unstretched
from buyer_msg_lint.views._characters.compatibility import TYPOGRAPHY, plain_form
from buyer_msg_lint.views._characters.hidden import HIDDEN, KEYCAP, OVERRIDE, REGIONAL, character_class
from buyer_msg_lint.views._upright import may_be_turned
from buyer_msg_lint.views.folded import folded
from buyer_msg_lint.views.plain import has_look_alikes, has_strikes, plain, strange_characters

_VIEWS = (spelled_signs, joined, unleet, unstretched, respelled, numerals)

_ORDINARY = frozenset("²³¹ªº¼½¾№ﬀﬁﬂﬃﬄ") | frozenset(map(chr, range(0x3371, 0x33E0)))
"""Forms that people type without meaning to hide anything: powers, fractions, ligatures, squared units."""
_WRITTEN_WITHOUT_HIDDEN = r"[\p{Latin}\p{Han}\p{Hiragana}\p{Katakana}\p{Cyrillic}\p{Greek}\p{Nd}.@:/]"
_HIDDEN_BETWEEN = lazy_pattern(
    rf"(?<={_WRITTEN_WITHOUT_HIDDEN}){character_class(HIDDEN)}++(?={_WRITTEN_WITHOUT_HIDDEN})"
)


def disguises(excerpt: str, reads: str | None = None) -> tuple[str, ...]:
    """Name how an excerpt of a source is disguised, in short ids; none for plain text.

    ``reads`` is what it was found to read, in lower case, if known; an excerpt that reads so once its
    characters are plain is not searched for other disguises. Typographic quotes, dashes, blanks and
    accents are no disguise.
    """
    if excerpt.isascii() and reads is not None and reads == folded(MappedText.identity(excerpt)).text:
        return ()
    names = [] if excerpt.isascii() else list(_of_characters(excerpt))
    text = folded(plain(MappedText.identity(excerpt)))
    if reads is not None and text.text == reads:
        return tuple(names)
    if reads is not None and "reversed" not in names and reads in (text.text[::-1], text.text[::-1].strip()):
        return (*names, "reversed")
    for view in _VIEWS:
        if view.applies(text.text):
            rewritten = view.rewrite(text)
            if rewritten.text != text.text:
                names.append(view.DISGUISE)
            text = rewritten
        if reads is not None and text.text == reads:
            break
    return tuple(names)


def _of_characters(excerpt: str) -> Iterator[str]:
    strange = strange_characters(excerpt)
    if KEYCAP in strange or not strange.isdisjoint(REGIONAL) or any(map(_is_compatible_letter, strange)):
        yield "compatibility-characters"
    if has_look_alikes(_plain_forms(excerpt)):
        yield "look-alikes"
    if _HIDDEN_BETWEEN.search(excerpt):
        yield "invisible-characters"
    if OVERRIDE in strange:
        yield "reversed"
    if may_be_turned(strange):
        yield "upside-down"
    if has_strikes(excerpt):
        yield "strike-through"


def _plain_forms(text: str) -> str:
    """Return a text with the compatible form of each character, hidden ones left out."""
    return "".join(plain_form(character) for character in text if character not in HIDDEN)


def _is_compatible_letter(character: str) -> bool:
    if character in TYPOGRAPHY or character in _ORDINARY or _is_other_digit(character):
        return False
    form = plain_form(character)
    return form != character and any(part.isascii() and part.isalnum() for part in form)


def _is_other_digit(character: str) -> bool:
    """Tell whether a character is a digit of a script of its own, which NFKC leaves alone."""
    return character.isdecimal() and unicodedata.normalize("NFKC", character) == character
