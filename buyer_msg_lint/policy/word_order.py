"""Where the words of a text stand, as bits of one number, so that phrases are joined by shifts and masks.

The words and other signs are numbered from the end of the text, so that the token before one is the next
higher bit. A set of places is one integer, and a step of a phrase is a shift and a mask, whatever the length
of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from itertools import chain, pairwise
from operator import sub
from typing import Any, Generic, TypeVar

from buyer_msg_lint.patterns import lazy_re

CJK = r"\u0e00-\u0e7f\u1100-\u11ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff"
"""Characters of the scripts that put no blanks between words, as a range for patterns."""

# To compile a class of so many characters takes milliseconds: a run that meets a few of them does without.
_CJK_CHARACTER = lazy_re(f"[{CJK}]")
_CJK_BORDERS = [
    int(code, 16) + number % 2 for number, code in enumerate(re.findall(r"\\u([0-9a-f]{4})", CJK))
]
"""Where a script without blanks begins, and where it has ended, in turn."""
_FEW = 40
_WORD_BESIDE_CJK = lazy_re(rf"[^\W_{CJK}]+")
_WORD = re.compile(r"[^\W_]+")
_ASCII_WORD = re.compile("[A-Za-z0-9]+")

MARKS = r" \t\-*_\"'~()\[\]"
"""What may stand between two words of a phrase, as a range for patterns."""

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
_TOKEN_BESIDE_CJK = lazy_re(rf"[^\W_{CJK}]+|[^\w{MARKS}]")
_TOKEN = re.compile(rf"[^\W_]+|[^\w{MARKS}]")
_ASCII_TOKEN = re.compile(rf"[A-Za-z0-9]+|[^\w{MARKS}]")
_BLANK = re.compile(f"[{MARKS}]{{1,8}}")
_WIDEST_BLANK = 8
_GAP_WORD = lazy_re(rf"[,:]?[{MARKS}]{{1,8}}(?:[^\s.!?;。！？；]|\.(?=\w)){{1,60}}")
_CLAUSE_WORD = lazy_re(rf"[{MARKS}]{{1,8}}(?:[^\s.,:!?;。，、：！？；]|[.,:](?=\w)){{1,60}}(?![,:])")
_HARD_SIGN = lazy_re(r"[!?;。！？；\s]")


def is_cjk(text: str) -> bool:
    """Tell whether there is a character of a script without blanks in a text."""
    if text.isascii():
        return False
    if len(text) > _FEW:
        return _CJK_CHARACTER.search(text) is not None
    return any(bisect_right(_CJK_BORDERS, ord(character)) % 2 for character in text)


def is_letter_at(text: str, at: int) -> bool:
    """Tell whether a letter or figure of a script with blanks stands at an offset."""
    character = text[at : at + 1]
    return character.isalnum() and not is_cjk(character)


def words_of(text: str) -> re.Pattern[str]:
    """Return the pattern of a word, as simple as will do for a text."""
    if text.isascii():
        return _ASCII_WORD
    return _WORD_BESIDE_CJK if is_cjk(text) else _WORD


class Held:
    """What a text holds: its words and the breaks between them, and the pairs of neighbours."""

    def __init__(self, text: str, *, cjk: bool = False) -> None:
        self.text = text
        self.cjk = cjk
        """Whether it holds a script without blanks."""
        self.tokens = tokens(text)

    @cached_property
    def sentences(self) -> list[frozenset[str]]:
        """The words, and the pairs of neighbours, between hard breaks."""
        return [literals(some) for some in _between_hard_breaks(self.tokens)]

    @cached_property
    def literals(self) -> frozenset[str]:
        """The words, and the pairs of neighbours, of the whole text."""
        return frozenset().union(*self.sentences)


_Found = TypeVar("_Found")


class _ByOffset(dict[int, _Found], Generic[_Found]):
    """What stands at each offset of a text, looked for when it is first asked for."""

    def __init__(self, look: Callable[[int], _Found]) -> None:
        super().__init__()
        self._look: Callable[[int], _Found] = look

    def __missing__(self, at: int) -> _Found:
        found = self[at] = self._look(at)
        return found


class Steps:
    """How one gets on in a text: over blanks and marks, and over the words of gaps."""

    # These hold the text and not the object, so that no circle waits for the garbage collector.

    def __init__(self, text: str) -> None:
        self.after: Mapping[int, tuple[int, ...]] = _ByOffset(partial(_after_blank, text))
        """Where what follows after the blanks and marks at an offset begins; nowhere if there are none."""
        self.after_gap_word: Mapping[int, int] = _ByOffset(partial(_end_of, _GAP_WORD, text))
        """Where the next word of a gap ends, -1 for none: it goes over commas, not over a sentence's end."""
        self.after_clause_word: Mapping[int, int] = _ByOffset(partial(_end_of, _CLAUSE_WORD, text))
        """Where the next word of a gap that keeps to a clause ends, -1 for none."""


def _after_blank(text: str, at: int) -> tuple[int, ...]:
    blank = _BLANK.match(text, at)
    return (blank.end(),) if blank else ()


def _end_of(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else -1


class WordOrder(Held):
    """The words and other signs of a text without CJK, its *tokens*, in their order."""

    def __init__(self, text: str, steps: Steps | None = None) -> None:
        super().__init__(text)
        self._steps = steps or Steps(text)
        self.told: dict[object, Any] = {}
        """What nodes found out about this text, for the next phrase that holds them."""
        self.odd: set[object] = set()
        """The nodes that may begin or end inside or beside a token here, and those that hold them."""
        self.beside: set[object] = set()
        """Those of the odd nodes that may do so otherwise than by ending inside a word."""

    def note_odd(self, node: object, *, cut: bool = False) -> None:
        """Note that a node may have matches that it does not tell; if ``cut``, such as end inside a word."""
        self.odd.add(node)
        if not cut:
            self.beside.add(node)

    def note_as_odd(self, whole: object, part: object) -> None:
        """Note that a node is as odd as a part of it."""
        self.odd.add(whole)
        if part in self.beside:
            self.beside.add(whole)

    @cached_property
    def words(self) -> frozenset[str]:
        """The words, each once; breaks between them may be among these."""
        return frozenset(self.tokens)

    @cached_property
    def places(self) -> dict[str, int]:
        """The places of each word."""
        places: dict[str, int] = {}
        place = 1
        for token in reversed(self.tokens):
            places[token] = places.get(token, 0) | place
            place <<= 1
        return places

    def of(self, words: frozenset[str]) -> int:
        """Return the places of any of these words."""
        found = 0
        for word in words & self.words:
            found |= self.places[word]
        return found

    @cached_property
    def _ranges(self) -> list[tuple[int, int]]:
        """The range in the text of the token at each place."""
        pattern = _ASCII_TOKEN if self.text.isascii() else _TOKEN
        return [found.span() for found in pattern.finditer(self.text)][::-1]

    @cached_property
    def begins(self) -> list[int]:
        """The offset where the token at each place begins."""
        return [start for start, _ in self._ranges]

    @cached_property
    def ends(self) -> list[int]:
        """The offset where the token at each place ends."""
        return [end for _, end in self._ranges]

    @cached_property
    def beginning_at(self) -> dict[int, int]:
        """The place, as its bit, of the token that begins at each offset."""
        return {start: 1 << place for place, start in enumerate(self.begins)}

    @cached_property
    def ending_at(self) -> dict[int, int]:
        """The place of the token that ends at each offset."""
        return {end: place for place, end in enumerate(self.ends)}

    @cached_property
    def after_blank(self) -> int:
        """The places of the tokens that a blank, or marks, part from the one before."""
        return self._parted(1, _WIDEST_BLANK)

    @cached_property
    def touching(self) -> int:
        """The places of the tokens that nothing parts from the one before."""
        return self._parted(0, 0)

    def _parted(self, least: int, most: int) -> int:
        return int("0" + "".join(["1" if least <= between <= most else "0" for between in self._apart]), 2)

    @cached_property
    def _apart(self) -> list[int]:
        """How many characters part each token from the one before, in the order of the text."""
        return list(map(sub, self.begins[-2::-1], self.ends[:0:-1]))

    @cached_property
    def _flows(self) -> int:
        """All places but those of hard breaks."""
        return (1 << len(self.tokens)) - 1 & ~self.places.get(_HARD, 0)

    def anywhere_before(self, places: int) -> int:
        """Return where tokens end after which a gap could lead to these places."""
        # A carry runs through the words up to the next break: all of them lie before one of the places.
        flows = self._flows
        nearest = places << 1 & flows
        return flows & ~(flows + nearest) | nearest

    @cached_property
    def gap_step(self) -> Mapping[int, tuple[int, int]]:
        """By offset: the place, as its bit, after a blank or a comma and a blank; where a gap's word ends."""
        return _ByOffset(partial(_gap_step, self.text, self._steps, self.beginning_at))

    @cached_property
    def clause_step(self) -> Mapping[int, tuple[int, int]]:
        """By offset: the place, as its bit, after a blank; where the word of a gap in a clause ends."""
        return _ByOffset(partial(_clause_step, self._steps, self.beginning_at))


def _clause_step(steps: Steps, places: Mapping[int, int], at: int) -> tuple[int, int]:
    return _place_after(steps, places, at), steps.after_clause_word[at]


def _gap_step(text: str, steps: Steps, places: Mapping[int, int], at: int) -> tuple[int, int]:
    over_comma = at + 1 if text[at : at + 1] in (",", ":") else at
    return _place_after(steps, places, over_comma), steps.after_gap_word[at]


def _place_after(steps: Steps, places: Mapping[int, int], at: int) -> int:
    for start in steps.after[at]:
        return places.get(start, 0)
    return 0


def places_in(places: int) -> list[int]:
    """Return each place of some, in the order of the text."""
    found: list[int] = []
    while places:
        highest = places.bit_length() - 1
        found.append(highest)
        places ^= 1 << highest
    return found


def tokens(text: str) -> list[str]:
    """Return the words of a text and the breaks between them, in order."""
    # A point before a blank ends a sentence; any other may stand inside an abbreviation or a number.
    text = text.replace(". ", "! ")
    if text.isascii():
        plain = text.translate(_ASCII)
        return plain.replace(_HARD, " ! ").replace(_SOFT, " , ").split()
    pattern = _TOKEN_BESIDE_CJK if is_cjk(text) else _TOKEN
    return [token if token[0].isalnum() else _break(token) for token in pattern.findall(text)]


def _between_hard_breaks(tokens: list[str]) -> Iterator[list[str]]:
    start = 0
    for _ in range(tokens.count(_HARD)):
        end = tokens.index(_HARD, start)
        if end > start:
            yield tokens[start:end]
        start = end + 1
    if start < len(tokens):
        yield tokens[start:]


def literals(tokens: Sequence[str]) -> frozenset[str]:
    """Return words and breaks, and the pairs of neighbours among them, a blank between."""
    return frozenset(chain(tokens, map(" ".join, pairwise(tokens))))


def _break(sign: str) -> str:
    return _HARD if _HARD_SIGN.match(sign) else _SOFT
