"""What is looked for in a text, phrases and regular expressions, and a text made ready to look in.

How the nodes of a phrase are found stands in ``nodes``, how a phrase is read and compiled in ``phrase``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from time import monotonic
from typing import TYPE_CHECKING, Any, Protocol

from buyer_msg_lint.policy.rarity import is_pair
from buyer_msg_lint.policy.word_order import Held, Steps, WordOrder, is_cjk, is_letter_at, words_of
from buyer_msg_lint.spans import Span

if TYPE_CHECKING:
    import regex


Ends = tuple[int, ...]


def word_at_start(text: str) -> str:
    """Return the word that a text begins with, or nothing."""
    word = words_of(text).match(text)
    return word[0] if word else ""


def is_of_words(literal: str) -> bool:
    """Tell whether a literal is a word, or two side by side; not part of a word, nor other signs."""
    if literal.isascii():
        return literal.isalnum() or is_pair(literal)
    return is_pair(literal) or (not is_cjk(literal) and word_at_start(literal) == literal)


TIME_LIMIT = 30.0
"""Seconds that all phrases together may take on one text, from when it is indexed."""


def deadline() -> float:
    """Return when looking that begins now must have ended."""
    return monotonic() + TIME_LIMIT


class WordIndex:
    """A folded text with its words, made once for all phrases that are looked for in it.

    ``until`` is when looking ends, by ``monotonic()``; else ``deadline()``. Without ``quick``, every phrase
    and every option is tried wherever it could begin; with it, only those whose needs the text meets, where
    the order of the words lets them stand.
    """

    def __init__(self, text: str, until: float | None = None, *, quick: bool = True) -> None:
        self.text = text
        self.quick = quick
        self.told: dict[object, Any] = {}
        """What nodes found out about this text, for the next phrase that holds them."""
        self.begun: dict[object, frozenset[int]] = {}
        """Where nodes could begin, to be walked from."""
        self.steps = Steps(text)
        self._until = deadline() if until is None else until

    @cached_property
    def cjk(self) -> bool:
        """Whether the text holds a script without blanks."""
        return is_cjk(self.text)

    @cached_property
    def order(self) -> WordOrder | None:
        """The order of the words; None where it must not be gone by, as in scripts without blanks."""
        return WordOrder(self.text, self.steps) if self.quick and not self.cjk else None

    @cached_property
    def held(self) -> Held:
        """The literals that the text holds."""
        return self.order or Held(self.text, cjk=self.cjk)

    def after_or_beside(self, at: int) -> Ends:
        """Return where what follows begins: after blanks and marks, or at once beside CJK."""
        after = self.steps.after[at]
        return (*after, at) if is_cjk(self.text[max(0, at - 1) : at + 1]) else after

    @cached_property
    def words(self) -> dict[int, str]:
        """The word that begins at each offset where one does."""
        return {found.start(): found[0] for found in words_of(self.text).finditer(self.text)}

    @cached_property
    def starts(self) -> dict[str, list[int]]:
        """The offsets where each word begins."""
        starts: dict[str, list[int]] = defaultdict(list)
        for at, word in self.words.items():
            starts[word].append(at)
        return starts

    def goes_on(self, at: int) -> bool:
        """Tell whether a word goes on, or begins, at an offset."""
        return is_letter_at(self.text, at)

    def check_time(self) -> None:
        """Raise TimeoutError past the time limit."""
        if monotonic() > self._until:
            raise TimeoutError


class Nodes(Protocol):
    """A phrase compiled, to be found in texts."""

    def spans(self, index: WordIndex) -> Iterator[Span]:
        """Yield where it stands in a text, in order, without overlaps; raises TimeoutError."""
        ...


class Phrases(Protocol):
    """What tells of phrases by their text."""

    def nodes(self, text: str) -> Nodes:
        """Return the nodes of a phrase."""
        ...

    def required(self, text: str) -> tuple[frozenset[str], ...]:
        """Return the sets of literals of which one each is wherever a phrase is, the rarest first."""
        ...

    def reaches_over_breaks(self, text: str) -> bool:
        """Tell whether a phrase might stand over the end of a sentence."""
        ...


class Phrase:
    """A phrase; its nodes, and the literals that it needs, are compiled when they are first asked for.

    A literal that is one word is there as a whole word; two words with a blank between stand side by side;
    one that ends with ``*`` begins a word; any other is there as it is.
    """

    def __init__(self, text: str, book: Phrases) -> None:
        self.text = text
        self.book = book

    @cached_property
    def required(self) -> tuple[frozenset[str], ...]:
        """Sets of literals of which one each is in every text that it matches."""
        return self.book.required(self.text)

    @property
    def reaches_over_breaks(self) -> bool:
        """Whether it might stand over the end of a sentence, as nearly none does."""
        return self.book.reaches_over_breaks(self.text)

    @cached_property
    def nodes(self) -> Nodes:
        """The compiled phrase."""
        return self.book.nodes(self.text)

    def __reduce__(self) -> tuple[type[Phrase], tuple[str, Phrases]]:
        return Phrase, (self.text, self.book)

    def spans(self, index: WordIndex) -> Iterator[Span]:
        """Yield where the phrase stands in a text, in order, without overlaps; raises TimeoutError."""
        index.check_time()
        return self.nodes.spans(index)


class Regex:
    """A pattern of the ``regex`` package over folded text, compiled when it is first looked for.

    ``spans`` raises TimeoutError past ``time_limit`` seconds.
    """

    # Counted while other threads run too, so it must leave room for them.
    time_limit = TIME_LIMIT

    def __init__(self, source: str, required: tuple[frozenset[str], ...] = ()) -> None:
        self.source = source
        self.required = required

    def __reduce__(self) -> tuple[type[Regex], tuple[str, tuple[frozenset[str], ...]]]:
        return Regex, (self.source, self.required)

    @cached_property
    def compiled(self) -> regex.Pattern[str]:
        """The compiled pattern; raises regex.error if it is none."""
        import regex

        return regex.compile(self.source, regex.VERSION1)

    def spans(self, text: str) -> Iterator[Span]:
        """Yield where the pattern matches, in order; empty matches are none."""
        for match in list(self.compiled.finditer(text, timeout=self.time_limit)):
            if match.end() > match.start():
                yield Span(match.start(), match.end())


Pattern = Phrase | Regex
