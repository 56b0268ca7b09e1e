"""What a pattern cannot match without: literals read off its syntax, so that most texts need not be tried.

The reading is cautious. What it does not understand (classes, look-around, back-references) gives no literal,
and a pattern with flags that change the syntax gives none at all; then the pattern is tried on every text.
"""

from __future__ import annotations

import re
import sys
from functools import cache

import regex

from buyer_msg_lint.policy.rarity import OPEN_END, share_of
from buyer_msg_lint.policy.word_order import is_cjk

_SHORTEST = 2
_TELLING_SIGNS = frozenset("@$€£¥%#_:*<>&=+;/?")
_FLAGS = re.compile(r"\(\?([aiLmsux]*)(?:V[01])?\)")
_OPENING = re.compile(r"\(\?(?:P<\w+>|<\w+>|[:>|]|[aims]+:)|\((?![?*])")
_CLASS = re.compile(r"\[\^?\]?(?:\\.|\[[^\[\]]*\]|[^\]\\\[])*\]", re.DOTALL)
_SIGN_CLASS = re.compile(r"\[((?:[@$%#_:*<>&=+;/]|[^\x00-\x7f\w]){1,16})\]")
_ESCAPE = re.compile(r"\\(?:[pPN]\{[^}]*\}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)", re.DOTALL)
_QUANTIFIER = re.compile(r"(?:\{(\d*)(?:,\d*)?\}|([?*+]))[?+]?")

Sets = list[frozenset[str]]


class _NotUnderstoodError(Exception):
    """The pattern uses syntax that this module does not read."""


def required_literals(source: str) -> tuple[frozenset[str], ...]:
    """Return sets of texts of which one each is in whatever the pattern matches; none if it cannot be told.

    The rarest come first. Each text ends with the mark of an open literal, since a pattern may match inside
    words.
    """
    try:
        return tuple(sorted(_Reading(source).alternatives(top=True), key=share_of))
    except _NotUnderstoodError:
        return ()


class _Reading:
    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        for flags in _FLAGS.finditer(source):
            if "x" in flags[1] or "i" in flags[1]:
                raise _NotUnderstoodError

    def alternatives(self, *, top: bool = False) -> Sets:
        """Read up to the end of a group; return the sets of the group as a whole."""
        branches = [self._sequence()]
        while self._source[self._at : self._at + 1] == "|":
            self._at += 1
            branches.append(self._sequence())
        if top and self._at < len(self._source):
            raise _NotUnderstoodError
        if len(branches) == 1:
            return branches[0]
        if not all(branches):
            return []
        return [frozenset().union(*(max(sets, key=_worth) for sets in branches))]

    def _sequence(self) -> Sets:
        sets: Sets = []
        run = ""
        while self._at < len(self._source) and self._source[self._at] not in "|)":
            char, inner = self._atom()
            least = self._least()
            if char and least == 1:
                run += char
                continue
            sets += _literal(run)
            run = char if char and least else ""
            if inner and least:
                sets += inner
        return sets + _literal(run)

    def _atom(self) -> tuple[str, Sets]:
        """Read one atom; return its character if it is one, and the sets inside it if it is a group."""
        for skipped in (_FLAGS, _CLASS):
            found = skipped.match(self._source, self._at)
            if found:
                self._at = found.end()
                return "", _signs(found[0])
        char = self._source[self._at]
        if char == "\\":
            digit = self._source.startswith(r"\d", self._at)
            return self._escape(), [_digits()] if digit else []
        if char == "(":
            return "", self._group()
        self._at += 1
        return ("", []) if char in ".^$" else (char, [])

    def _escape(self) -> str:
        escape = _ESCAPE.match(self._source, self._at)
        if escape is None:
            raise _NotUnderstoodError
        self._at = escape.end()
        char = escape[0][1:]
        return char if len(char) == 1 and not char.isalnum() else ""

    def _group(self) -> Sets:
        opening = _OPENING.match(self._source, self._at)
        if opening is None:
            self._skip_group()
            return []
        self._at = opening.end()
        sets = self.alternatives()
        self._close()
        return sets

    def _skip_group(self) -> None:
        """Pass over look-around: what it holds need not be in the match."""
        if self._source[self._at : self._at + 3] not in ("(?=", "(?!", "(?<"):
            raise _NotUnderstoodError
        self._at += 4 if self._source[self._at + 2] == "<" else 3
        self.alternatives()
        self._close()

    def _close(self) -> None:
        if self._source[self._at : self._at + 1] != ")":
            raise _NotUnderstoodError
        self._at += 1

    def _least(self) -> int:
        """Read a quantifier; return how often the atom is there at least: 0, 1, or 2 for more than once."""
        quantifier = _QUANTIFIER.match(self._source, self._at)
        if quantifier is None:
            return 1
        self._at = quantifier.end()
        if quantifier[2]:
            return 2 if quantifier[2] == "+" else 0
        return min(2, int(quantifier[1] or 0)) and 2


@cache
def _digits() -> frozenset[str]:
    """Return the digits of all scripts, as patterns know them."""
    digits = regex.findall(r"\d", "".join(map(chr, range(sys.maxunicode + 1))))
    return frozenset(digit + OPEN_END for digit in digits)


def _signs(class_: str) -> Sets:
    """Return the signs of a class that lists nothing but a few signs, such as stars; nothing of any other."""
    listed = _SIGN_CLASS.fullmatch(class_)
    return [frozenset(sign + OPEN_END for sign in listed[1])] if listed else []


def _literal(run: str) -> Sets:
    text = run.strip()
    # A word of a script without blanks is one or two characters.
    telling = len(text) >= _SHORTEST or not _TELLING_SIGNS.isdisjoint(text) or is_cjk(text)
    return [frozenset({text + OPEN_END})] if telling else []


def _worth(literals: frozenset[str]) -> tuple[int, int]:
    return min(map(len, literals)), -len(literals)
