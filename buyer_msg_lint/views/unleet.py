"""Reads digits and signs that stand for letters: ``rev1ew``, ``wh4ts4pp``, ``p@ypal``, ``5tar``."""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from buyer_msg_lint.patterns import lazy_pattern
from buyer_msg_lint.shapes import Shape, places_of
from buyer_msg_lint.spans import MappedText
from buyer_msg_lint.views._readings import both

if TYPE_CHECKING:
    import regex

DISGUISE = "leet"

_LONGEST = 24
_FEWEST_LETTERS = 2
_LONG_STEM = 3
_SHORTEST_BEHIND_ZERO = 3
"""``0wn`` and ``0ur``: no measure has a zero alone."""

_SHAPE = Shape({string.ascii_letters: "a", string.digits + "@$|+": "1", "!": "!"}, other="a")
_BESIDE = (b"a1", b"1a", b"!a")
_OTHER_SIGNS = "€£§"
_TOKEN = lazy_pattern(r"(?<![\p{L}\p{N}@$|+€£§!])[\p{L}0-9@$|+€£§!]{3,}+")
_ADDRESS = re.compile(r"[^@]+@[^@]+")
_HOST_GOES_ON = re.compile(r"\.[a-z]")
_INSIDE = re.compile(r"[^\W\d_][0-9@$|+€£§!]{1,4}[^\W\d_]")
_MEASURE = re.compile(
    r"(?!0(?:ff|ld|ne|ur|ut|wn)$)[0-9]+(?:st|nd|rd|th|x|[a-z]{1,2}|pcs?|packs?|pieces?|sets?|pairs?|stars?|days?|hours?|hrs?|mins?|minutes?|seconds?|secs?"
    r"|weeks?|months?|years?|yrs?|times|inch(?:es)?|feet|lbs?|watts?|volts?|mah|usd|eur|gbp|cny|rmb|percent|people|items?|orders?)"
)
_PLAIN = str.maketrans("034567@$+€£§!89", "oeasgtastelsibg")
_ALL_SIGNS = _PLAIN | {ord("1"): "i", ord("|"): "i"}
_WATCHED = frozenset(("star", "stars", "tiktok"))
"""Words that are found in nothing but signs too (``574r5``)."""
_ONE = re.compile(r"[1|]")
_Letter = Callable[[str, int], str]

_VOWELS = frozenset("aeiouy")
_BEFORE_L = frozenset("bcfgkp")


def applies(text: str) -> bool:
    """Tell whether letters touch digits or signs that could stand for letters."""
    shape = _shape(text)
    return any(beside in shape for beside in _BESIDE)


def rewrite(folded: MappedText) -> MappedText:
    """Return the text with such words in letters, character by character.

    ``1`` and ``|`` are read as i or l by what stands beside them; where that is not sure, the text is given
    a second time with the other letter.
    """
    tokens = [token for token in _tokens(folded.text) if _is_leet(token)]
    if not tokens:
        return folded
    likely = _read(folded, tokens, _likely)
    return both(likely, _read(folded, tokens, _other))


def _shape(text: str) -> bytes:
    if not text.isascii():
        for sign in _OTHER_SIGNS:
            text = text.replace(sign, "1")
    return _SHAPE.of(text)


def _tokens(text: str) -> Iterator[regex.Match[str]]:
    """Yield the words in which letters touch signs."""
    shape, done = _shape(text), 0
    for at, _ in sorted(chain.from_iterable(places_of(beside, shape) for beside in _BESIDE)):
        if at >= done:
            start, done = shape.rfind(b" ", 0, at) + 1, shape.find(b" ", at)
            done = len(shape) if done < 0 else done
            yield from _TOKEN.finditer(text, start, done)


def _read(folded: MappedText, tokens: Sequence[regex.Match[str]], one: _Letter) -> MappedText:
    text, at = folded.text, 0
    pieces: list[str] = []
    for token in tokens:
        pieces += (text[at : token.start()], _letters(token[0], one))
        at = token.end()
    read = "".join((*pieces, text[at:]))
    return folded if read == text else folded.with_text(read)


def _letters(token: str, one: _Letter) -> str:
    word = token.rstrip("!")
    plain = word.translate(_PLAIN)
    return _ONE.sub(lambda sign: one(plain, sign.start()), plain) + token[len(word) :]


def _is_leet(token: regex.Match[str]) -> bool:
    """Tell whether a token could spell a word; measures, models, codes, numbers and addresses do not."""
    word = token[0].rstrip("!")
    if word.isalpha() or (_ADDRESS.fullmatch(token[0]) and _HOST_GOES_ON.match(token.string, token.end())):
        return False
    return _could_spell(word)


def _could_spell(word: str) -> bool:
    if not word.isalpha() and word.translate(_ALL_SIGNS) in _WATCHED:
        return True
    letters = sum(map(str.isalpha, word))
    signs = len(word) - letters
    if letters < _FEWEST_LETTERS or signs == 0 or signs > letters + 1 or len(word) > _LONGEST:
        return False
    if _MEASURE.fullmatch(word):
        return False
    if _INSIDE.search(word):
        return True
    if word[0] == "0" and len(word) == _SHORTEST_BEHIND_ZERO and word[1:].isalpha():
        return True
    stem = word.strip("0123456789@$|+€£§!")
    beside = word.endswith("00") or stem in (word[1:], word[:-1], word[1:-1])
    return len(stem) >= _LONG_STEM and beside


def _likely(word: str, at: int) -> str:
    before, after = word[at - 1 : at], word[at + 1 : at + 2]
    if not before:
        return "l" if after in _VOWELS else "i"
    if not after:
        return "l"
    if (
        before == "i"
        or after == "i"
        or before in "1|"
        or after in "1|"
        or (before in _VOWELS and after in _VOWELS)
    ):
        return "l"
    return "l" if before in _BEFORE_L and after in _VOWELS else "i"


def _other(word: str, at: int) -> str:
    return "i" if _likely(word, at) == "l" else "l"
