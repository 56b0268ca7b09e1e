"""One segment being looked at, through its views; each thing is found once however many rules ask."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from buyer_msg_lint.detectors import SOURCE, Detector, Hit, Look, load_detector
from buyer_msg_lint.document import Segment, sentences
from buyer_msg_lint.engine.plan import LookedOver, Plan, paragraphs
from buyer_msg_lint.engine.planned import Probes
from buyer_msg_lint.known import Marketplace
from buyer_msg_lint.policy.bits import numbers_in
from buyer_msg_lint.spans import BySource, MappedText, Span, SpanSet
from buyer_msg_lint.views import View, load_view
from buyer_msg_lint.views.folded import folded

if TYPE_CHECKING:
    from buyer_msg_lint.context import Context

PHRASE_VIEWS = ("joined", "unleet", "unstretched", "respelled")
"""The views beside the folded one that phrases are looked for in, each over the one before it."""


class Match(NamedTuple):
    """Something found: its range in the source, what it reads as, and the traits a detector gave it.

    ``parts`` are the matches that it is made of, if it is several side by side.
    """

    span: Span
    reads: str
    hit: Hit | None = None
    parts: tuple[Match, ...] = ()


class Terms(NamedTuple):
    """What segments are looked at with."""

    plan: Plan
    context: Context
    marketplace: Marketplace | None


class Layer:
    """A view of a segment, with what detectors and patterns find in it."""

    # It holds no scan and no look of its own: a circle would stay until garbage is looked for.

    def __init__(self, view: MappedText, cased: str, terms: Terms, below: Layer | None = None) -> None:
        self.view = view
        self._below = below
        self._cased = cased
        self._terms = terms
        self._hits: dict[str, tuple[Hit, ...]] = {}
        self._spans: dict[int, tuple[Span, ...]] = {}
        self._through: dict[str, Layer | None] = {}

    def hits(self, detector: str) -> tuple[Hit, ...]:
        """Return what a detector finds here."""
        hits = self._hits.get(detector)
        if hits is None:
            hits = self._hits[detector] = self._found_by(load_detector(detector))
        return hits

    def _found_by(self, detector: Detector) -> tuple[Hit, ...]:
        if not detector.may_find(self.view.text):
            return ()
        look = Look(self._cased, self._terms.context, self._terms.marketplace, self.hits)
        return tuple(detector.find(self.view.text, look))

    @cached_property
    def _looked_over(self) -> LookedOver:
        plan, text, below = self._terms.plan, self.view.text, self._below
        if below is None:
            return plan.look_over(text)
        return plan.look_over(text, self._changed(below.paragraphs), below._looked_over.met)  # noqa: SLF001 - own

    def _changed(self, before: frozenset[tuple[int, str]]) -> Iterator[tuple[int, str]]:
        """Yield the paragraphs that do not stand at the same place of the source in the layers below."""
        for start, text in paragraphs(self.view.text):
            if text and (self.view.source_span(start, start).start, text) not in before:
                yield start, text

    @cached_property
    def paragraphs(self) -> frozenset[tuple[int, str]]:
        """The paragraphs of this layer and those below, with the places of the source where they begin."""
        own = (
            (self.view.source_span(start, start).start, text) for start, text in paragraphs(self.view.text)
        )
        return frozenset(own) | (self._below.paragraphs if self._below else frozenset())

    @property
    def possible(self) -> Probes:
        """The patterns that could match here."""
        return self._looked_over.possible

    def spans(self, number: int) -> tuple[Span, ...]:
        """Return where a pattern stands here; found once however many rules and parts share it."""
        if number not in self._spans:
            pieces = self._looked_over.pieces
            self._spans[number] = tuple(self._terms.plan.spans(number, self.view.text, pieces))
        return self._spans[number]

    def through(self, name: str) -> Layer | None:
        """Return this layer seen through a view, if that changes something."""
        if name not in self._through:
            self._through[name] = self._seen(load_view(name))
        return self._through[name]

    def _seen(self, view: View) -> Layer | None:
        if not view.applies(self.view.text):
            return None
        rewritten = view.rewrite(self.view)
        if rewritten.text == self.view.text:
            return None
        return Layer(rewritten, rewritten.text, self._terms, self)

    def match(self, span: Span, hit: Hit | None = None) -> Match:
        """Return the match for a range of this view."""
        return Match(self.view.source_span(*span), self.view.text[span.start : span.end], hit)


class Scan:
    """A segment under a plan: its layers, and what is found in all of them together."""

    def __init__(
        self, plan: Plan, segment: Segment, context: Context, marketplace: Marketplace | None
    ) -> None:
        self.plan = plan
        self.segment = segment
        self._terms = Terms(plan, context, marketplace)
        self._plain = _plain(segment.content)
        self.base = Layer(folded(self._plain), self._plain.text, self._terms)
        self._found: dict[str, tuple[Match, ...]] = {}
        self._stacks: dict[tuple[str, ...], tuple[Layer, ...]] = {}

    @cached_property
    def by_source(self) -> BySource:
        """The segment's text as written, to find what stands for a range of the source."""
        return BySource(self.segment.content)

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The segment's sentences, as ranges that tile its source, also where text is shown in reverse."""
        whole = self.segment.content.source_span(0, len(self.segment.content.text))
        shown = sentences(self._plain.text)
        starts = sorted({whole.start, *(self._plain.source_span(*one).start for one in shown[1:])})
        return tuple(map(Span, starts, [*starts[1:], whole.end]))

    def sentences_of(self, span: Span) -> range:
        """Return the numbers of the sentences that a range of the source touches, at least one."""
        # A start alone sorts before the sentence that begins there, so no key is needed.
        first = max(0, bisect_left(self.sentences, (span.start + 1,)) - 1)
        return range(first, max(bisect_left(self.sentences, (span.end,)), first + 1))

    @cached_property
    def possible(self) -> Probes:
        """The patterns that could match in any layer that phrases are looked for in."""
        possible = 0
        for layer in self._phrase_layers:
            possible |= layer.possible
        return possible

    def found(self, detector: str) -> tuple[Match, ...]:
        """Return what a detector finds in any layer; the plainest layer's reading of a place counts."""
        matches = self._found.get(detector)
        if matches is None:
            layers = self._stack(load_detector(detector).VIEWS)
            hits = [layer.match(hit.span, hit) for layer in layers for hit in layer.hits(detector)]
            matches = self._found[detector] = _first_readings(hits)
        return matches

    def surely_holds(self, probes: Probes) -> bool:
        """Tell whether any of the patterns matches without a try."""
        return probes & self.possible & self.plan.sure != 0

    def holds(self, probes: Probes) -> bool:
        """Tell whether any of the patterns matches; fewer are tried than to find all places."""
        wanted = probes & self.possible
        if not wanted:
            return False
        return self.surely_holds(wanted) or any(
            layer.spans(number)
            for layer in self._phrase_layers
            for number in numbers_in(layer.possible & wanted)
        )

    def matches(self, probes: Probes) -> tuple[Match, ...]:
        """Return where any of the patterns matches, in any layer."""
        wanted = probes & self.possible
        if not wanted:
            return ()
        found = [
            layer.match(span)
            for layer in self._phrase_layers
            for span in _merged(_pattern_spans(layer, wanted))
        ]
        return _first_readings(found)

    def excusing(self, probes: Probes) -> tuple[Match, ...]:
        """Return where patterns that excuse match; those of language files excuse no English text."""
        foreign = self.plan.foreign
        return (*self.matches(probes & ~foreign), *self._not_in_english(probes & foreign))

    def is_excused(self, probes: Probes) -> bool:
        """Tell whether any of the patterns that excuse matches, as ``excusing`` finds them."""
        foreign = self.plan.foreign
        return self.holds(probes & ~foreign) or any(self._not_in_english(probes & foreign))

    def _not_in_english(self, probes: Probes) -> Iterator[Match]:
        return (match for match in self.matches(probes) if not self._is_english(match.span))

    def _is_english(self, span: Span) -> bool:
        """Tell whether what is written at a range of the source is English, and surely nothing else."""
        english, others = self._languages
        return english.overlaps(span) and not others.overlaps(span)

    @cached_property
    def _languages(self) -> tuple[SpanSet, SpanSet]:
        """What is written in English, and what in other languages; what is too short to tell is neither."""
        english: list[Span] = []
        others: list[Span] = []
        for match in self.found("language"):
            if match.hit:
                (english if match.hit.traits["language"] == "en" else others).append(match.span)
        return SpanSet(english), SpanSet(others)

    @cached_property
    def _written(self) -> Layer:
        """The text as it is written, with what views take away."""
        return Layer(self.segment.content, self.segment.content.text, self._terms)

    @cached_property
    def _phrase_layers(self) -> tuple[Layer, ...]:
        return self._stack(PHRASE_VIEWS)

    def _stack(self, views: tuple[str, ...]) -> tuple[Layer, ...]:
        """Return the base layer and one for each view that changes something, each over the last."""
        stack = self._stacks.get(views)
        if stack is None:
            stack = self._stacks[views] = self._stacked(views)
        return stack

    def _stacked(self, views: tuple[str, ...]) -> tuple[Layer, ...]:
        if views == SOURCE:
            return (self._written,)
        layers = [self.base]
        for name in views:
            layer = layers[-1].through(name)
            if layer is not None:
                layers.append(layer)
        return tuple(layers)


def _plain(written: MappedText) -> MappedText:
    """Return the text in plain characters; what that takes is loaded only for text that is not ASCII."""
    if written.text.isascii():
        return written
    from buyer_msg_lint.views.plain import plain

    return plain(written)


def _pattern_spans(layer: Layer, probes: Probes) -> Iterator[Span]:
    for number in numbers_in(layer.possible & probes):
        yield from layer.spans(number)


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Join ranges that overlap: several phrases over one place are one finding."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and merged[-1].overlaps(span):
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _first_readings(matches: Sequence[Match]) -> tuple[Match, ...]:
    """Keep, of matches that overlap, the one that came first; order the rest by place."""
    if len(matches) <= 1:
        return tuple(matches)
    taken = SpanSet()
    kept: list[Match] = []
    for match in matches:
        if not taken.overlaps(match.span):
            taken.add(match.span)
            kept.append(match)
    return tuple(sorted(kept, key=lambda match: match.span))
