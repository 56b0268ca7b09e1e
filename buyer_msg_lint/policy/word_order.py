"""Where the words of a text stand, as bits of one number: a quick look at where a phrase could begin.

The words are numbered from the end of the text, so that the word before one is the next higher bit. A set of
places is one integer, and a step of a phrase is a shift and a mask, whatever the length of the text. What is
answered here is never too little; whether a phrase stands there indeed is for the exact look to say.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, reduce
from itertools import chain, islice, pairwise, takewhile
from operator import methodcaller, or_
from typing import Any

CJK = r"\u0e00-\u0e7f\u1100-\u11ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff"
"""Characters of the scripts that put no blanks between words, as a range for patterns."""

CJK_CHARACTER = re.compile(f"[{CJK}]")

MARKS = r" \t\-*_\"'~()\[\]"
"""What may stand between two words of a phrase, as a range for patterns."""

ANYWHERE = -1
"""All places, those that no word begins at too."""

_HARD, _SOFT = "!", ","
"""How a break between words is written: no gap of a phrase reaches over a hard one, no blank over either."""
_BREAKS = frozenset((_HARD, _SOFT))
_MARK = re.compile(f"[{MARKS}]")


def _written(character: str) -> str:
    """Return how a character of ASCII is written: itself, a blank, or a break."""
    if character.isalnum():
        return character
    if _MARK.match(character):
        return " "
    return _HARD if character in "!?;" or character.isspace() else _SOFT


_ASCII = {code: _written(chr(code)) for code in range(128)}
_TOKEN = re.compile(rf"[^\W_{CJK}]+|[^\w{MARKS}]")
_HARD_SIGN = re.compile(r"[!?;。！？；\s]")


class WordOrder:
    """The words of a text without CJK, in their order, with the breaks between them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokens(text)
        self.literals = literals(self.tokens)
        """The words, and the pairs of neighbours."""
        self.told: dict[object, Any] = {}
        """What nodes found out about this text, for the next phrase that holds them."""
        self._places: dict[str, int] = {}
        self._held: dict[frozenset[str], bool] = {}

    @cached_property
    def words(self) -> frozenset[str]:
        """The words, each once; breaks between them may be among these."""
        return frozenset(self.tokens)

    def holds_all(self, needs: Iterable[frozenset[str]]) -> bool:
        """Tell whether of each of these sets a word, or a pair of neighbours, is there."""
        held = self._held
        for need in needs:
            if need not in held:
                held[need] = not need.isdisjoint(self.literals)
            if not held[need]:
                return False
        return True

    def place(self, word: str) -> int:
        """Return the places of a word."""
        if word not in self._places:
            self._places[word] = self._found(word) if word in self.words else 0
        return self._places[word]

    def _found(self, word: str) -> int:
        tokens, places, at = self.tokens, 0, -1
        last = len(tokens) - 1
        for _ in range(tokens.count(word)):
            at = tokens.index(word, at + 1)
            places |= 1 << last - at
        return places

    def of(self, words: frozenset[str]) -> int:
        """Return the places of any of these words."""
        return reduce(or_, map(self.place, words & self.words), 0)

    def beginning_with(self, prefix: str) -> int:
        """Return the places of the words that begin so."""
        words = self._sorted
        first = bisect_left(words, prefix)
        return self.of(frozenset(takewhile(methodcaller("startswith", prefix), islice(words, first, None))))

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self.words)

    @cached_property
    def numbers(self) -> int:
        """The places where a number could begin."""
        return self.of(frozenset(word for word in self.words if word[0].isdecimal()))

    @cached_property
    def _flows(self) -> int:
        """All places but those of hard breaks."""
        return (1 << len(self.tokens)) - 1 & ~self.place(_HARD)

    def before(self, places: int) -> int:
        """Return the places before these, where a word ends that only a blank parts from them."""
        return places if places == ANYWHERE else places << 1

    def anywhere_before(self, places: int) -> int:
        """Return where words end after which a gap could lead to these places."""
        if places == ANYWHERE:
            return places
        # A carry runs through the words up to the next break: all of them lie before one of the places.
        flows = self._flows
        nearest = places << 1 & flows
        return flows & ~(flows + nearest) | nearest

    def in_reach(self, places: int, ends: int) -> int:
        """Return those of the places that lie before, or at, one of the ends."""
        if ANYWHERE in (ends, places):
            return places
        return places & -(ends & -ends)

    def word_places(self) -> list[int]:
        """Return the places of all words, in the order of the text."""
        last = len(self.tokens) - 1
        return [last - at for at, token in enumerate(self.tokens) if token not in _BREAKS]


def places_in(places: int) -> Iterator[int]:
    """Yield each place of some, in the order of the text."""
    while places:
        highest = places.bit_length() - 1
        yield highest
        places ^= 1 << highest


def tokens(text: str) -> list[str]:
    """Return the words of a text and the breaks between them, in order."""
    # A point before a blank ends a sentence; any other may stand inside an abbreviation or a number.
    text = text.replace(". ", "! ")
    if text.isascii():
        plain = text.translate(_ASCII)
        return plain.replace(_HARD, " ! ").replace(_SOFT, " , ").split()
    return [token if token[0].isalnum() else _break(token) for token in _TOKEN.findall(text)]


def literals(tokens: Sequence[str]) -> frozenset[str]:
    """Return words and breaks, and the pairs of neighbours among them, a blank between."""
    return frozenset(chain(tokens, map(" ".join, pairwise(tokens))))


def _break(sign: str) -> str:
    return _HARD if _HARD_SIGN.match(sign) else _SOFT
