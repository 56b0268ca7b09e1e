"""A policy made ready to look with: which of its rules hold, and which patterns a text can match at all.

A pattern is tried only on texts that hold what it needs (``prefilter``); patterns compile when they are first
tried.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter
from typing import NamedTuple

from buyer_msg_lint.engine.facts import Facts, missing_fact, ruled_out
from buyer_msg_lint.engine.leads import Leads, Suspect
from buyer_msg_lint.engine.limits import bounds_anything, is_told_by_facts, missing_for
from buyer_msg_lint.engine.planned import PlannedPolicy, Probes
from buyer_msg_lint.engine.prefilter import NOTHING_MET, Prefilter, either
from buyer_msg_lint.errors import NotCheckedError
from buyer_msg_lint.policy.bits import Numbers, bits_of
from buyer_msg_lint.policy.matching import Regex, WordIndex, deadline
from buyer_msg_lint.policy.needs import Met
from buyer_msg_lint.policy.outline import Bound, RuleOutline
from buyer_msg_lint.policy.word_order import is_cjk
from buyer_msg_lint.spans import Span
from buyer_msg_lint.verdict import Undecided

PARAGRAPH_END = "\n"
"""What ends a paragraph of a folded text; no phrase reaches over it."""

_LONGEST_PIECE = 4_000
"""Paragraphs are looked at together up to so many characters, or the numbers for places grow long."""


class Standing(NamedTuple):
    """The rules, by bits of their numbers, that hold for a message, and those that cannot be decided."""

    holding: Numbers
    limits: tuple[tuple[RuleOutline, Bound], ...]
    """Those of the limits that may be decided, the message known."""
    undecided: tuple[Undecided, ...]
    """In order of rule."""


class Piece(NamedTuple):
    """A piece of a view that no phrase reaches over, where it begins, and what could match in it."""

    start: int
    words: WordIndex
    possible: Probes


class LookedOver(NamedTuple):
    """What could match in a view: in each piece that is looked at, and in any, or over all."""

    pieces: tuple[Piece, ...]
    met: Met
    possible: Probes


def in_order(undecided: Iterable[Undecided]) -> tuple[Undecided, ...]:
    """Return what could not be decided, in order of rule."""
    return tuple(sorted(undecided, key=attrgetter("rule")))


class Plan:
    """Everything the engine asks of a policy, made once."""

    def __init__(self, policy: PlannedPolicy) -> None:
        self.policy = policy
        self.rules = policy.rules
        self.types = policy.types
        self.marketplaces = policy.marketplaces
        self.patterns = policy.needs.patterns
        self.sure = policy.needs.sure
        """The patterns that match wherever they could."""
        self.regexes = policy.needs.regexes
        """The patterns that are no phrases."""
        self.foreign = policy.foreign
        """The patterns that excuse no English text."""
        self._over_breaks = policy.needs.over_breaks
        self._limits = [(rule, rule.limit) for rule in policy.limits if rule.limit is not None]
        self._prefilter = Prefilter(policy.needs)
        self._standings: dict[tuple[object, ...], Standing] = {}
        self._leads = Leads(policy.rules)

    def standing(self, facts: Facts) -> Standing:
        """Return which rules hold where this is known, whatever the text; worked out once."""
        standing = self._standings.get(facts.outline)
        if standing is None:
            standing = self._standings[facts.outline] = self._stand(facts)
        return standing

    def _stand(self, facts: Facts) -> Standing:
        missing = {
            number: missing_fact(planned.rule, facts)
            for number, planned in enumerate(self.rules)
            if not ruled_out(planned.rule, facts)
        }
        undecided = [
            Undecided(self.rules[number].rule.id, field)
            for number, field in missing.items()
            if field is not None
        ]
        limits: list[tuple[RuleOutline, Bound]] = []
        for rule, limit in self._limits:
            if not ruled_out(rule, facts):
                field = missing_fact(rule, facts)
                if field is None and is_told_by_facts(limit, facts):
                    field = missing_for(limit, facts)
                if field is not None:
                    undecided.append(Undecided(rule.id, field))
                elif bounds_anything(limit, facts):
                    limits.append((rule, limit))
        return Standing(
            bits_of([number for number, field in missing.items() if field is None]),
            tuple(limits),
            in_order(undecided),
        )

    def detectors_of(self, holding: Numbers) -> Iterator[str]:
        """Yield the detectors that are asked where these rules hold."""
        return (detector for detector, rules in self._leads.asking.items() if rules & holding)

    def suspects(
        self, possible: Probes, holding: Numbers, finds: Callable[[str], bool], *, marked: bool
    ) -> Iterator[Suspect]:
        """Yield, in order, those of the rules that hold and could be broken, as ``Leads.suspects`` does."""
        return self._leads.suspects(possible, holding, finds, marked=marked)

    def look_over(
        self, text: str, changed: Iterable[tuple[int, str]] | None = None, before: Met = NOTHING_MET
    ) -> LookedOver:
        """Tell what could match in a folded text.

        If the text is another view of one that was looked over, ``changed`` are its paragraphs that are not
        in that one, each with where it begins, and ``before`` is what that one met.
        """
        until = deadline()
        pieces: list[Piece] = []
        met_anywhere, possible = before, 0
        for start, part in _placed(self.split(text)) if changed is None else changed:
            index = self.index(part, until)
            piece, met = self.piece(start, index)
            pieces.append(piece)
            met_anywhere = either(met_anywhere, met)
            possible |= piece.possible
        possible |= self.meeting(met_anywhere) & self.regexes
        return LookedOver(tuple(pieces), met_anywhere, possible)

    def piece(self, start: int, index: WordIndex) -> tuple[Piece, Met]:
        """Return a piece, and what it meets; a phrase must find what it needs in one sentence."""
        # Where words are not told apart by blanks, the text is one sentence.
        sentences = [index.held.literals] if index.cjk else index.held.sentences
        met, possible = self._prefilter.look_over(index.text, sentences)
        return Piece(start, index, possible | (self.meeting(met) & self._over_breaks)), met

    def split(self, text: str) -> Iterable[str]:
        """Split a folded text at the ends of paragraphs, over which no phrase reaches."""
        if len(text) <= _LONGEST_PIECE and not is_cjk(text):
            return (text,)
        return _in_pieces(text.split(PARAGRAPH_END))

    def index(self, text: str, until: float) -> WordIndex:
        """Return the words of a piece, to look for phrases in."""
        return WordIndex(text, until)

    def meeting(self, met: Met) -> Probes:
        """Return the patterns all of whose sets of literals are met."""
        return self._prefilter.possible(met)

    def spans(self, number: int, text: str, pieces: Iterable[Piece]) -> Iterator[Span]:
        """Yield where a pattern stands in a text: a phrase is looked for in these pieces, a regex in all.

        Raises NotCheckedError past its time limit.
        """
        pattern = self.patterns[number]
        try:
            if isinstance(pattern, Regex):
                yield from pattern.spans(text)
                return
            for piece in pieces:
                if piece.possible >> number & 1:
                    for span in pattern.spans(piece.words):
                        yield Span(piece.start + span.start, piece.start + span.end)
        except TimeoutError:
            which = f": {pattern.source[:80]}" if isinstance(pattern, Regex) else ""
            raise NotCheckedError(f"a pattern ran past its time limit{which}") from None


def _placed(pieces: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Yield pieces of a text that one character each parts, and where they begin."""
    at = 0
    for piece in pieces:
        yield at, piece
        at += len(piece) + 1


def paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Yield the paragraphs of a folded text, and where they begin."""
    return _placed(text.split(PARAGRAPH_END))


def _in_pieces(paragraphs: Iterable[str]) -> Iterator[str]:
    """Join paragraphs to pieces of some length; those in scripts without blanks stand alone."""
    together: list[str] = []
    length = 0
    for paragraph in paragraphs:
        alone = is_cjk(paragraph)
        if together and (alone or length + len(paragraph) > _LONGEST_PIECE):
            yield PARAGRAPH_END.join(together)
            together, length = [], 0
        if alone:
            yield paragraph
        else:
            together.append(paragraph)
            length += len(paragraph) + 1
    if together:
        yield PARAGRAPH_END.join(together)
