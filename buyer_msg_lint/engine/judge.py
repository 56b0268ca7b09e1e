"""Rules against a scanned document: where each is broken, or why it could not be decided."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial, reduce
from operator import or_
from typing import TYPE_CHECKING, NamedTuple

from buyer_msg_lint.document import Mark, Part
from buyer_msg_lint.engine.facts import Facts
from buyer_msg_lint.engine.leads import Suspect
from buyer_msg_lint.engine.planned import PlannedGroup, PlannedPart, PlannedRule, PlannedType, Probes
from buyer_msg_lint.engine.scan import Match, Scan
from buyer_msg_lint.policy.outline import Look, RuleOutline, TypeOutline
from buyer_msg_lint.spans import Span, SpanSet

if TYPE_CHECKING:
    from buyer_msg_lint.policy.model import KnownField

_NEIGHBOURS = 6


class Place(NamedTuple):
    """A range of the source, or of a part's own."""

    span: Span
    part: Part | None


class Broken(NamedTuple):
    """A rule broken: at a match in a scan, at a mark, or, with neither, by the message as a whole."""

    rule: RuleOutline
    scan: Scan | None = None
    match: Match | None = None
    mark: Mark | None = None
    branch: str | None = None
    """The branches of a template in which it is broken, or the way on which it is as a whole."""

    @property
    def place(self) -> Place | None:
        """Where it is broken; None for the message as a whole."""
        if self.mark is not None:
            return Place(self.mark.span, self.mark.part)
        if self.match is not None and self.scan is not None:
            return Place(self.match.span, self.scan.segment.part)
        return None


def recognise(types: Iterable[PlannedType], scans: Sequence[Scan]) -> TypeOutline | None:
    """Return the first type, in order of rank, whose wording is in the message."""
    possible = reduce(or_, [scan.possible for scan in scans], 0)
    for kind in types:
        if (
            possible & kind.recognise
            and any(scan.holds(kind.recognise) for scan in scans)
            and not any(scan.is_excused(kind.unless) for scan in scans)
        ):
            return kind.outline
    return None


def judge(
    suspect: Suspect, scans: Sequence[Scan], facts: Facts, marks: Iterable[Mark] = ()
) -> Iterator[Broken]:
    """Yield where a rule that holds is broken, by what is written or by how the message is made."""
    planned = suspect.planned
    rule = planned.rule
    for mark in marks:
        if mark.kind in rule.look.marks and _wanted(mark.traits, rule.look):
            yield Broken(rule, mark=mark)
    scans = [scan for scan in scans if rule.looks_at(scan.segment.kind)]
    if rule.look.required:
        if not any(_keeps(planned, scan, facts) for scan in scans):
            yield Broken(rule)
        return
    if any(scan.surely_holds(planned.message & ~scan.plan.foreign) for scan in scans):
        return
    found = {scan: _found(suspect, scan, facts) for scan in scans}
    # Whether the whole message excuses what was found is asked only when something was.
    if not any(found.values()) or any(scan.is_excused(planned.message) for scan in scans):
        return
    for scan, matches in found.items():
        for match in _excused(planned, matches, scan):
            yield Broken(rule, scan, match)


def _keeps(planned: PlannedRule, scan: Scan, facts: Facts) -> bool:
    """Tell whether anything that a rule requires is there; where all of it stands is not asked."""
    return scan.holds(planned.patterns) or bool(_looked_for(planned.rule.look, 0, scan, facts))


def waits_for_earlier(suspect: Suspect, scans: Sequence[Scan], facts: Facts) -> bool:
    """Tell whether the rule would be broken if certain messages had been sent before, and nobody knows."""
    planned = suspect.planned
    if not planned.follows_up or facts.context.earlier_messages is not None:
        return False
    scans = [scan for scan in scans if planned.rule.looks_at(scan.segment.kind)]
    if any(scan.is_excused(planned.message) for scan in scans):
        return False
    return any(
        any(_excused(planned, _side_by_side(group, scan), scan))
        for group in suspect.groups
        if group.earlier
        for scan in scans
        if group.may_be_in(scan.possible)
    )


def required_matches(planned: PlannedRule, scans: Iterable[Scan], facts: Facts) -> list[Match]:
    """Return all that a rule requires, wherever it stands."""
    held = (scan for scan in scans if planned.rule.looks_at(scan.segment.kind))
    return [match for scan in held for match in _looked_for(planned.rule.look, planned.patterns, scan, facts)]


def _found(suspect: Suspect, scan: Scan, facts: Facts) -> tuple[Match, ...]:
    planned = suspect.planned
    matches = _looked_for(planned.rule.look, planned.patterns, scan, facts)
    for group in suspect.groups:
        if _sent_before(group, facts) and group.may_be_in(scan.possible):
            matches += _side_by_side(group, scan)
    return _without_overlaps(matches)


def _sent_before(group: PlannedGroup, facts: Facts) -> bool:
    sent = facts.context.earlier_messages or ()
    return not group.earlier or any(
        message.sender == "seller" and message.message_type in group.earlier for message in sent
    )


def _looked_for(look: Look, patterns: Probes, scan: Scan, facts: Facts | None = None) -> list[Match]:
    found = list(scan.matches(patterns))
    if look.detector is not None:
        found = [*_detected(look, look.detector, scan), *found]
    if look.placeholders:
        found = [*_placeholders(look.placeholders, scan), *found]
    if look.differs_from is None or facts is None:
        return found
    return _differing(found, look.differs_from, facts.known(look.differs_from) or ())


def _differing(matches: Iterable[Match], field: KnownField, known: tuple[str, ...]) -> list[Match]:
    """Keep the matches that are none of the known values; a carrier may be named by part of its name."""
    values = frozenset(map(_bare, known))
    if field == "carrier":
        return [match for match in matches if not any(_names(_bare(match.reads), value) for value in values)]
    if field == "languages":
        return [match for match in matches if match.hit and match.hit.traits.get("language") not in known]
    return [match for match in matches if match.hit and _bare(match.hit.value) not in values]


def _names(said: str, value: str) -> bool:
    return said in value or value in said


def _without_overlaps(matches: list[Match]) -> tuple[Match, ...]:
    """Keep the longest of matches that overlap: one place is one violation of a rule."""
    if len(matches) <= 1:
        return tuple(matches)
    taken = SpanSet()
    kept: list[Match] = []
    for match in sorted(matches, key=lambda match: (match.span.start - match.span.end, match.span)):
        if not taken.overlaps(match.span):
            taken.add(match.span)
            kept.append(match)
    return tuple(sorted(kept, key=lambda match: match.span))


def _detected(look: Look, detector: str, scan: Scan) -> Iterator[Match]:
    return (match for match in scan.found(detector) if match.hit and _wanted(match.hit.traits, look))


def _bare(value: str) -> str:
    """Return a number without what people write between its parts."""
    return "".join(char for char in value.casefold() if char.isalnum())


def _wanted(traits: Mapping[str, str], look: Look) -> bool:
    if any(traits.get(trait) not in values for trait, values in look.only.items()):
        return False
    return not any(traits.get(trait) in values for trait, values in look.except_.items() if values)


def _placeholders(names: Sequence[str], scan: Scan) -> Iterator[Match]:
    found = scan.found("placeholder")
    return (match for match in found if match.hit and match.hit.traits.get("names") in names)


def _side_by_side(group: PlannedGroup, scan: Scan) -> Iterator[Match]:
    found: dict[str, tuple[Match, ...]] = {}
    # The part that the least could find is looked for first; without it, no other is.
    for name, part in sorted(group.parts.items(), key=lambda named: _effort(named[1], scan)):
        found[name] = _without_overlaps(_looked_for(part.look, part.patterns, scan))
        if not found[name]:
            return
    if group.within == "message":
        yield from _marked(group, {name: list(matches) for name, matches in found.items()})
        return
    places = {name: _by_sentence(matches, scan) for name, matches in found.items()}
    reach = 1 if group.within == "sentence" else 2
    for number in sorted({number for place in places.values() for number in place}):
        window = range(number, number + reach)
        inside = {
            name: [match for one in window for match in place.get(one, ())] for name, place in places.items()
        }
        if all(inside.values()):
            yield from _marked(group, inside)


def _effort(part: PlannedPart, scan: Scan) -> tuple[bool, bool, int]:
    """Order parts by what looking for them costs: no detector, no regex, few patterns."""
    possible = scan.possible & part.patterns
    return (part.look.detector is not None, possible & scan.plan.regexes != 0, possible.bit_count())


def _by_sentence(matches: Iterable[Match], scan: Scan) -> dict[int, list[Match]]:
    """Sort matches by the number of the sentence in which each begins."""
    place: dict[int, list[Match]] = defaultdict(list)
    for match in matches:
        place[scan.sentences_of(match.span).start].append(match)
    return place


def _marked(group: PlannedGroup, inside: dict[str, list[Match]]) -> Iterator[Match]:
    """Yield each match of the marked part, or the range over all parts, where the parts stand apart.

    Without a mark, each match of the last part is taken with the nearest ones of the others.
    """
    anchor = group.mark or list(group.parts)[-1]
    # In the order of the rule, not of the look: what is marked must not hang on what was passed over.
    others = [inside[name] for name in group.parts if name != anchor]
    for match in inside[anchor]:
        apart = _apart((match,), [_nearest(match, part) for part in others])
        if apart:
            yield match if group.mark else _cover(apart)


def _nearest(match: Match, part: Sequence[Match]) -> list[Match]:
    """Return the few matches of a part that are nearest to a place, the nearest first."""
    at = bisect_left(part, (match.span,))
    around = part[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS]
    return sorted(around, key=partial(_distance, match))


def _distance(one: Match, other: Match) -> int:
    return max(one.span.start - other.span.end, other.span.start - one.span.end)


def _apart(chosen: tuple[Match, ...], parts: Sequence[Sequence[Match]]) -> tuple[Match, ...]:
    """Return the chosen matches with one of each further part, none over another; nothing if that fails."""
    if not parts:
        return chosen
    for match in parts[0]:
        if not any(match.span.overlaps(other.span) for other in chosen):
            found = _apart((*chosen, match), parts[1:])
            if found:
                return found
    return ()


def _cover(matches: Sequence[Match]) -> Match:
    start = min(match.span.start for match in matches)
    end = max(match.span.end for match in matches)
    ordered = tuple(sorted(matches, key=lambda match: match.span))
    return Match(Span(start, end), " ... ".join(match.reads for match in ordered), parts=ordered)


def _excused(planned: PlannedRule, matches: Iterable[Match], scan: Scan) -> Iterator[Match]:
    """Yield the matches that no exception of the rule excuses."""
    if not scan.possible & (planned.over | planned.sentence):
        yield from matches
        return
    over = SpanSet(excuse.span for excuse in scan.excusing(planned.over))
    beside = {
        number for excuse in scan.excusing(planned.sentence) for number in scan.sentences_of(excuse.span)
    }
    for match in matches:
        if over.overlaps(match.span):
            continue
        if beside and not beside.isdisjoint(scan.sentences_of(match.span)):
            continue
        yield match
