"""What phrases cannot match without, and the mistakes that only show once their word lists are read.

A policy is made with all of this; where it is only looked with, nothing of it is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, pairwise
from typing import NamedTuple

from buyer_msg_lint.patterns import lazy_re
from buyer_msg_lint.policy import phrase_syntax as written
from buyer_msg_lint.policy.matching import word_at_start
from buyer_msg_lint.policy.phrase_syntax import CircleError, PhraseError, spellings
from buyer_msg_lint.policy.rarity import OPEN_END, share_of
from buyer_msg_lint.policy.word_order import MARKS, is_cjk, words_of

_MOST_NEIGHBOURS = 48
_WORD = "\0"
_WORDS_ONLY = lazy_re(rf"{_WORD}(?:[{MARKS}]+{_WORD})*+")
"""A text of words with blanks and marks between them, a sign written for each word."""

_Literals = frozenset[str] | None


class Piece(NamedTuple):
    """What an item needs one of (None: nothing that can be told), and whether it holds CJK text.

    ``first`` and ``last`` are the words that may be its first and last ones, or literals that are there
    instead; None where that cannot be told.
    """

    literals: _Literals
    cjk: bool
    first: _Literals = None
    last: _Literals = None


class Line(NamedTuple):
    """What a sequence needs; ends as of a piece."""

    sets: tuple[frozenset[str], ...]
    """Sets of literals of which one each is wherever it is, the rarest first."""
    cjk: bool
    first: _Literals
    last: _Literals


class _Step(NamedTuple):
    """A piece of a line, None for a gap."""

    piece: Piece | None
    optional: bool
    glued: bool


class PhraseNeeds:
    """Tells what sequences need over word lists, each once; ``read`` reads an entry of a list."""

    def __init__(self, lists: Mapping[str, tuple[str, ...]], read: Callable[[str], written.Sequence]) -> None:
        self._lists = lists
        self._read = read
        self._entries: dict[str, tuple[written.Sequence, ...]] = {}
        self._pieces: dict[str, Piece] = {}
        self._choices: dict[tuple[str, ...], Piece] = {}
        self._open: list[str] = []
        # These are asked the same again and again, and go when all of a policy was told.
        self._word = cache(_word)
        self._rarity = cache(_rarity)
        # Each sequence is itself its key, since what was read is kept.
        self._lines: dict[written.Sequence, Line] = {}

    @property
    def lists(self) -> Iterable[str]:
        """The names of the lists that were asked for."""
        return self._pieces

    def list(self, name: str) -> Piece:
        """Return what a list needs; raises PhraseError if it, or one that it names, has a mistake."""
        if name in self._pieces:
            return self._pieces[name]
        if name not in self._lists:
            raise PhraseError(f"unknown word list '{name}'", unknown_list=name)
        if name in self._open:
            raise CircleError(f"word lists name each other in a circle: {' -> '.join([*self._open, name])}")
        self._open.append(name)
        try:
            entries = self._entries[name] = tuple(map(self._read, self._lists[name]))
            piece = self._pieces[name] = self._options(entries)
        except CircleError:
            raise
        except PhraseError as error:
            raise PhraseError(str(error), in_list=name) from None
        finally:
            self._open.pop()
        return piece

    def entries(self, name: str) -> tuple[written.Sequence, ...]:
        """Return the entries of a list; raises PhraseError as ``list`` does."""
        self.list(name)
        return self._entries[name]

    def line(self, sequence: written.Sequence) -> Line:
        """Return what a sequence needs; raises PhraseError if it has a mistake."""
        if sequence not in self._lines:
            self._lines[sequence] = self._line(sequence)
        return self._lines[sequence]

    def _line(self, sequence: written.Sequence) -> Line:
        steps = list(self._steps(sequence))
        sets = tuple(sorted(set(_always_there(steps)), key=self._rarity))
        return Line(
            sets,
            any(step.piece.cjk for step in steps if step.piece),
            _edge(steps, lambda piece: piece.first),
            _edge(steps[::-1], lambda piece: piece.last),
        )

    def _steps(self, sequence: written.Sequence) -> Iterator[_Step]:
        items = sequence.items
        if not items:
            raise PhraseError("holds no word that is always there")
        if isinstance(items[0].node, written.Gap) or isinstance(items[-1].node, written.Gap):
            raise PhraseError("a gap must stand between words")
        in_word = False
        for item in items:
            if isinstance(item.node, written.Gap):
                yield _Step(None, optional=False, glued=False)
                continue
            piece = self._piece(item.node)
            if item.glued and in_word and self._begins_in_word(item.node):
                raise PhraseError(
                    "two words touch; part them by a blank, or write each form out: (review|reviews)"
                )
            in_word = self._ends_in_word(item.node)
            yield _Step(piece, item.optional, item.glued)
        if all(item.optional for item in items):
            raise PhraseError("holds no word that is always there")

    def _begins_in_word(self, node: written.Node) -> bool:
        """Tell whether something may begin with a word or a number."""
        if isinstance(node, written.Word):
            return bool(word_at_start(node.text))
        if isinstance(node, written.List | written.Choice):
            return any(map(self._may_begin_in_word, self._options_of(node)))
        return isinstance(node, written.Number)

    def _may_begin_in_word(self, sequence: written.Sequence) -> bool:
        for item in sequence.items:
            if self._begins_in_word(item.node):
                return True
            if not item.optional:
                break
        return False

    def _ends_in_word(self, node: written.Node) -> bool:
        if isinstance(node, written.Word):
            return bool(word_at_start(node.text[-1]))
        if isinstance(node, written.List | written.Choice):
            return any(self._ends_in_word(option.items[-1].node) for option in self._options_of(node))
        return isinstance(node, written.Number)

    def _options_of(self, node: written.List | written.Choice) -> tuple[written.Sequence, ...]:
        return self._entries[node.name] if isinstance(node, written.List) else node.options

    def _piece(self, node: written.Word | written.Number | written.List | written.Choice) -> Piece:
        if isinstance(node, written.Word):
            return self._word(node)
        if isinstance(node, written.Number):
            return Piece(None, cjk=False)
        if isinstance(node, written.List):
            return self.list(node.name)
        if node.key not in self._choices:
            self._choices[node.key] = self._options(node.options)
        return self._choices[node.key]

    def _options(self, options: tuple[written.Sequence, ...]) -> Piece:
        words = frozenset(
            spelling for option in options if option.single_word for spelling in spellings(option.single_word)
        )
        lines = [self.line(option) for option in options if not option.single_word]
        literals = _united([words, *(line.sets[0] if line.sets else None for line in lines)])
        return Piece(
            None if literals is None else _shortest(literals),
            cjk=any(line.cjk for line in lines),
            first=_united([words, *(line.first for line in lines)]),
            last=_united([words, *(line.last for line in lines)]),
        )


def required_by(text: str, *, open_end: bool) -> frozenset[str]:
    """Return the literal without which a text is not there: its one word, two words of it, or as it is."""
    words = _words_of(text)
    if not words or open_end:
        return frozenset({text + OPEN_END * open_end})
    pairs = (f"{one} {other}" for one, other in pairwise(words))
    return frozenset({min(pairs, key=lambda pair: share_of([pair]), default=text)})


def _word(node: written.Word) -> Piece:
    ways = spellings(node.text)
    return Piece(
        _united(required_by(way, open_end=node.open_end) for way in ways),
        is_cjk(node.text),
        _united(_first(way, open_end=node.open_end) for way in ways),
        _united(_last(way, open_end=node.open_end) for way in ways),
    )


def _words_of(text: str) -> list[str]:
    """Return the words of a text; none if other signs than blanks and marks stand between or around them."""
    words = words_of(text)
    return words.findall(text) if _WORDS_ONLY.fullmatch(words.sub(_WORD, text)) else []


def _first(text: str, *, open_end: bool) -> _Literals:
    """Return the word that a text begins with, or what else is there; None if that is not told."""
    words = _words_of(text)
    if words:
        return None if open_end and len(words) == 1 else frozenset(words[:1])
    return required_by(text, open_end=open_end) if is_cjk(text) else None


def _last(text: str, *, open_end: bool) -> _Literals:
    """Return the word that a text ends with, or what else is there; None if that is not told."""
    words = _words_of(text)
    if words:
        return None if open_end else frozenset(words[-1:])
    return required_by(text, open_end=open_end) if is_cjk(text) else None


def _united(sets: Iterable[_Literals]) -> _Literals:
    """Return all that is in any of the sets; None if one of them cannot be told."""
    united: set[str] = set()
    for one in sets:
        if one is None:
            return None
        united |= one
    return frozenset(united)


def _edge(steps: Sequence[_Step], of: Callable[[Piece], _Literals]) -> _Literals:
    """Return what may stand at the beginning of steps, up to the first that is always there."""
    found: list[_Literals] = []
    for step in steps:
        found.append(of(step.piece) if step.piece else None)
        if not step.optional:
            return _united(found)
    return None


def _always_there(steps: Sequence[_Step]) -> Iterator[frozenset[str]]:
    """Yield the sets of literals of which a line needs one each: of its pieces, and of its neighbours."""
    for number, step in enumerate(steps):
        if step.piece is None or step.optional:
            continue
        if step.piece.literals is not None:
            yield step.piece.literals
        following = steps[number + 1 :]
        if following and not following[0].glued:
            pairs = _neighbours(step.piece.last, _edge(following, lambda piece: piece.first))
            if pairs:
                yield pairs


def _neighbours(before: _Literals, after: _Literals) -> _Literals:
    """Return the pairs of words side by side where two pieces meet, if there are not too many."""
    if before is None or after is None or len(before) * len(after) > _MOST_NEIGHBOURS:
        return None
    words = [word for word in after if word_at_start(word) == word]
    return frozenset(
        chain(
            (one for one in (*before, *after) if word_at_start(one) != one),
            (f"{one} {other}" for one in before if word_at_start(one) == one for other in words),
        )
    )


def _shortest(literals: frozenset[str]) -> frozenset[str]:
    """Leave out words that begin as an open literal does: where they are, that one is."""
    open_ends = tuple(one.removesuffix(OPEN_END) for one in literals if one.endswith(OPEN_END))
    return frozenset(one for one in literals if one.endswith(OPEN_END) or not one.startswith(open_ends))


def _rarity(literals: frozenset[str]) -> tuple[float, int, list[str]]:
    """Order sets of literals by how few texts hold any of them."""
    return share_of(literals), len(literals), sorted(literals)
