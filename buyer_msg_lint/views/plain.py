"""What a text shows to a reader, in plain characters: the view under all others. Keeps upper and lower case.

Undone: compatibility forms (Unicode NFKC and more), hidden characters, text shown in reverse or upside down,
strike-outs, letters spelled with regional indicators, look-alikes of other scripts (after Unicode's UTS #39).
"""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from buyer_msg_lint.patterns import lazy_pattern
from buyer_msg_lint.shapes import Shape
from buyer_msg_lint.spans import MappedText, Rewriter
from buyer_msg_lint.views._characters.compatibility import plain_form
from buyer_msg_lint.views._characters.hidden import (
    HIDDEN,
    KEYCAP,
    MARKS,
    OVERRIDE,
    REGIONAL,
    STRIKES,
    character_class,
)
from buyer_msg_lint.views._characters.look_alikes import ALIKE, LATIN_EXTENDED, ROUGHLY_ALIKE
from buyer_msg_lint.views._characters.regions import are_flags, letter
from buyer_msg_lint.views._upright import may_be_turned, upright

_MOST_MARKS = 2
_SHORTEST_FOREIGN_WORD = 3
_CLEARLY_MORE = 3

_LOOK_ALIKES = ROUGHLY_ALIKE | ALIKE | LATIN_EXTENDED
_ALL_ALIKE = frozenset(_LOOK_ALIKES)

_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_HIDDEN = character_class(HIDDEN)
_REGIONAL = character_class(REGIONAL)
_MARKS = character_class(MARKS)
_REVERSED = lazy_pattern(r"\u202e([^\n\r\u2029\u202a-\u202e\u2066-\u2069]+)")
_GRAPHEME = lazy_pattern(r"\X")
_MIRRORED = str.maketrans("()[]{}<>", ")(][}{><")
_UNSEEN = lazy_pattern(rf"([0-9#*]){_HIDDEN}*+{KEYCAP}|({_REGIONAL}(?:{_HIDDEN}*+{_REGIONAL})*+)|{_HIDDEN}++")
_MARKED = lazy_pattern(rf"([^{_MARKS[1:-1]}])({_MARKS}++)")
_WORD = lazy_pattern(r"[\p{L}\p{M}\p{N}ℹ℮]++")
_WORD_BEFORE = lazy_pattern(r"(?r)[\p{L}\p{M}\p{N}ℹ℮]++")
_ASCII_LETTERS = Shape({string.ascii_letters: "a"})
_LATIN = lazy_pattern(r"\p{Latin}")
_GREEK, _CYRILLIC = lazy_pattern(r"\p{Greek}"), lazy_pattern(r"\p{Cyrillic}")
_UNLIKE = lazy_pattern(
    r"(?V1)[[\p{Cyrillic}\p{Greek}\p{Armenian}\p{Cherokee}\p{Coptic}\p{Georgian}]--"
    + character_class(frozenset(ALIKE))
    + "]"
)
_DOTS = "。‧∙⋅•・·"
_DOT_BETWEEN = lazy_pattern(
    r"(?<=[A-Za-z0-9])[。‧∙⋅•・](?=[A-Za-z0-9])|(?<=[A-Za-z0-9])·(?=[A-Za-z0-9])(?<![lL]·(?=[lL]))"
)


def plain(mapped: MappedText) -> MappedText:
    """Return the text as a reader sees it; ASCII text comes back as it is, the very same object.

    Every character keeps its place in the source. Hidden characters map to nothing, a group shown as one
    (``1️⃣``, a letter with strike-outs) maps as a whole. Accented letters stay, composed (NFC).
    """
    if mapped.text.isascii():
        return mapped
    strange = strange_characters(mapped.text)
    if OVERRIDE in strange:
        mapped = _as_shown(mapped)
    if KEYCAP in strange or not strange.isdisjoint(HIDDEN) or not strange.isdisjoint(REGIONAL):
        mapped = _seen(mapped)
    if may_be_turned(strange):
        mapped = upright(mapped)
    mapped = _in_plain_forms(mapped, strange)
    if not strange.isdisjoint(MARKS) or not strange.isdisjoint("ﾞﾟ"):
        mapped = _without_strikes(mapped)
    if mapped.text.isascii():
        return mapped
    return _with_dots(_with_look_alikes_read(mapped))


def strange_characters(text: str) -> frozenset[str]:
    """Return the characters of a text that are not ASCII."""
    return frozenset(_NOT_ASCII.findall(text))


def _with_look_alikes_read(mapped: MappedText) -> MappedText:
    """Return the text with words of look-alike letters in Latin ones; of the same length.

    A word is read so if it mixes Latin with other letters, or if it is made of look-alikes only and stands
    in Latin text; where that text holds other foreign letters too, only words of three letters or more.
    """
    text = mapped.text
    strange = strange_characters(text)
    if strange.isdisjoint(_ALL_ALIKE):
        return mapped
    reader = _Reader(text, strange)
    pieces: list[str] = []
    at = 0
    for start, end in _strange_words(text):
        pieces += (text[at:start], reader.read(text[start:end]))
        at = end
    read = "".join((*pieces, text[at:]))
    return mapped if read == text else mapped.with_text(read)


def _strange_words(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the words that are not all ASCII."""
    done = 0
    for character in _NOT_ASCII.finditer(text):
        at = character.start()
        if at >= done:
            before = _WORD_BEFORE.match(text, done, at)
            word = _WORD.match(text, before.start() if before else at)
            if word and word.end() > at:
                yield word.span()
                done = word.end()


def has_look_alikes(excerpt: str) -> bool:
    """Tell whether a piece of Latin text has words of look-alike letters."""
    reader = _Reader(excerpt, strange_characters(excerpt), in_latin_text=True)
    return any(reader.read(word[0]) != word[0] for word in _WORD.finditer(excerpt))


class _Reader:
    """Reads words of look-alikes, knowing what else the text is written in."""

    def __init__(self, text: str, strange: AbstractSet[str], *, in_latin_text: bool = False) -> None:
        others = "".join(_NOT_ASCII.findall(text))
        latin = _ASCII_LETTERS.of(text).count(b"a") + len(_LATIN.findall(others)) + in_latin_text
        unlike = len(_UNLIKE.findall(others))
        self._among_latin = latin > 0 and latin >= _CLEARLY_MORE * unlike
        self._shortest = 1 if unlike == 0 else _SHORTEST_FOREIGN_WORD
        self._extended = dict(LATIN_EXTENDED)
        if not strange.isdisjoint("ğĞşŞİ"):
            del self._extended["ı"]

    def read(self, word: str) -> str:
        """Return a word in Latin letters, or as it is."""
        if word.isascii():
            return word
        table = self._table(word)
        return "".join(table.get(character, character) for character in word) if table else word

    def _table(self, word: str) -> dict[str, str] | None:
        latin, foreign = _count_letters(word)
        if not foreign:
            return self._extended if len(word) > 1 else None
        if latin:
            return _LOOK_ALIKES if self._among_latin or latin >= foreign else None
        if self._among_latin and _GREEK.search(word) and _CYRILLIC.search(word):
            return _LOOK_ALIKES
        alike = all(character in ALIKE or character.isascii() for character in word)
        return ALIKE if alike and self._among_latin and foreign >= self._shortest else None


def _count_letters(word: str) -> tuple[int, int]:
    letters = [character for character in word if character.isalpha()]
    latin = sum(1 for character in letters if character.isascii() or _LATIN.match(character))
    return latin, len(letters) - latin


def _as_shown(mapped: MappedText) -> MappedText:
    text, pen, at = mapped.text, Rewriter(mapped), 0
    for run in _REVERSED.finditer(text):
        pen.keep(at, run.start())
        graphemes = list(_GRAPHEME.finditer(text, run.start(1), run.end(1)))
        for grapheme in reversed(graphemes):
            shown = grapheme[0].translate(_MIRRORED)
            if shown == grapheme[0]:
                pen.keep(*grapheme.span())
            else:
                pen.replace(*grapheme.span(), shown)
        at = run.end()
    pen.keep(at, len(text))
    return pen.done()


def _seen(mapped: MappedText) -> MappedText:
    text, pen, at = mapped.text, Rewriter(mapped), 0
    for unseen in _UNSEEN.finditer(text):
        pen.keep(at, unseen.start())
        at = unseen.end()
        if unseen[1]:
            pen.replace(*unseen.span(), unseen[1])
        elif unseen[2]:
            _spell(pen, unseen[2], unseen.start())
    pen.keep(at, len(text))
    return pen.done()


def _spell(pen: Rewriter, indicators: str, start: int) -> None:
    """Write a row of regional indicators: as flags if each pair is one, else as letters."""
    letters = "".join(letter(sign) for sign in indicators if sign in REGIONAL)
    if len(letters) == len(indicators) and are_flags(letters):
        pen.keep(start, start + len(indicators))
        return
    for at, sign in enumerate(indicators, start):
        if sign in REGIONAL:
            pen.replace(at, at + 1, letter(sign))


def _in_plain_forms(mapped: MappedText, strange: AbstractSet[str]) -> MappedText:
    text = mapped.text
    longer = {}
    for character in strange:
        form = plain_form(character)
        if len(form) > 1:
            longer[character] = form
        elif form != character:
            text = text.replace(character, form)
    if text != mapped.text:
        mapped = mapped.with_text(text)
    return _expanded(mapped, longer) if longer else mapped


def _expanded(mapped: MappedText, longer: dict[str, str]) -> MappedText:
    text, pen, at = mapped.text, Rewriter(mapped), 0
    for found in _NOT_ASCII.finditer(text):
        form = longer.get(found[0])
        if form:
            pen.keep(at, found.start())
            pen.replace(*found.span(), form)
            at = found.end()
    pen.keep(at, len(text))
    return pen.done()


def _without_strikes(mapped: MappedText) -> MappedText:
    text, pen, at = mapped.text, Rewriter(mapped), 0
    for marked in _MARKED.finditer(text):
        pen.keep(at, marked.start())
        pen.replace(*marked.span(), _unmarked(marked[1], marked[2]))
        at = marked.end()
    pen.keep(at, len(text))
    return pen.done()


def has_strikes(excerpt: str) -> bool:
    """Tell whether letters are crossed out, underlined, or buried in marks."""
    return any(
        marked[2] != KEYCAP and _unmarked(marked[1], marked[2]) != unicodedata.normalize("NFC", marked[0])
        for marked in _MARKED.finditer(excerpt)
    )


def _unmarked(base: str, marks: str) -> str:
    """Return a letter with the accents that belong to it, in one character where it is Latin."""
    accents = "".join(mark for mark in marks if mark not in STRIKES)
    if len(accents) > _MOST_MARKS:
        return unicodedata.normalize("NFD", base)[0]
    composed = unicodedata.normalize("NFC", base + accents)
    return composed[0] if base.isascii() or _LATIN.match(base) else composed


def _with_dots(mapped: MappedText) -> MappedText:
    if not any(map(mapped.text.__contains__, _DOTS)):
        return mapped
    text = _DOT_BETWEEN.sub(".", mapped.text)
    return mapped if text == mapped.text else mapped.with_text(text)
