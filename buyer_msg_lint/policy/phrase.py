"""Phrases for people who write policy, compiled over the word lists that they name.

The language is described in docs/writing-rules.md. When a policy is made, every phrase is read, and what it
needs is told; so are its mistakes. Its nodes are made when a text is first looked at for it, and those of
the options of a choice or list only when a text meets what they need.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from buyer_msg_lint.policy import phrase_syntax as written
from buyer_msg_lint.policy.matching import Phrase
from buyer_msg_lint.policy.phrase_book import PhraseBook
from buyer_msg_lint.policy.phrase_syntax import MAX_GAP, PhraseError

__all__ = ["MAX_GAP", "PhraseCompiler", "PhraseError"]


class PhraseCompiler:
    """Compiles phrases over word lists, given as list name to entries."""

    def __init__(self, lists: Mapping[str, tuple[str, ...]]) -> None:
        self._book = PhraseBook(lists)
        self._phrases: dict[written.Sequence, Phrase] = {}
        self._branched: dict[written.Sequence, tuple[Phrase, ...]] = {}

    def compile(self, phrase: str) -> Phrase:
        """Return a phrase compiled; raises PhraseError if it cannot be read or would match anything."""
        return self._phrase(self._book.read(phrase))

    def branches(self, phrase: str) -> tuple[Phrase, ...]:
        """Return a phrase as the alternatives that it is at its top, each with literals of its own.

        Together they match what the phrase matches; a list of requests is tried entry by entry, and only the
        entries whose words are in the text. Raises PhraseError as ``compile`` does.
        """
        return self._branches_of(self._book.read(phrase))

    def check_entry(self, entry: str) -> None:
        """Raise PhraseError if an entry of a word list cannot be read."""
        sequence = self._book.read(entry)
        if not sequence.single_word:
            self._book.line(sequence)

    def _branches_of(self, sequence: written.Sequence) -> tuple[Phrase, ...]:
        # Many phrases name the same list at their top.
        if sequence not in self._branched:
            self._branched[sequence] = tuple(self._branches(sequence))
        return self._branched[sequence]

    def _branches(self, sequence: written.Sequence) -> Iterator[Phrase]:
        options = self._choices(sequence)
        if options is None:
            yield self._phrase(sequence)
            return
        words = [option.text for option in options if option.single_word]
        if words:
            yield self._phrase(self._book.read(f"({'|'.join(words)})"))
        for option in options:
            if not option.single_word:
                yield from self._branches_of(option)

    def _choices(self, sequence: written.Sequence) -> tuple[written.Sequence, ...] | None:
        """Return the options of a sequence that is nothing but a choice or a list of several words."""
        node = sequence.items[0].node if len(sequence.items) == 1 else None
        if not isinstance(node, written.List | written.Choice):
            return None
        options = self._book.entries(node.name) if isinstance(node, written.List) else node.options
        return None if all(option.single_word for option in options) else options

    def _phrase(self, sequence: written.Sequence) -> Phrase:
        if sequence not in self._phrases:
            if not self._book.line(sequence).sets:
                raise PhraseError("holds no word that is always there")
            self._phrases[sequence] = Phrase(sequence.text, self._book)
        return self._phrases[sequence]
