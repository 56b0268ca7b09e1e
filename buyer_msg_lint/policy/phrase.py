"""Phrases for people who write policy, compiled over the word lists that they name.

The language is described in docs/writing-rules.md. When a policy is made, every phrase is read, and what it
needs is told; so are its mistakes. Its nodes are made when a text is first looked at for it, and those of
the options of a choice or list only when a text meets what they need.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, partial
from threading import Lock
from typing import NamedTuple

from buyer_msg_lint.patterns import lazy_re
from buyer_msg_lint.policy import nodes, sequences
from buyer_msg_lint.policy import phrase_syntax as written
from buyer_msg_lint.policy.matching import Phrase, is_cjk
from buyer_msg_lint.policy.options import Needed, Options, Sets
from buyer_msg_lint.policy.phrase_needs import PhraseNeeds, required_by
from buyer_msg_lint.policy.phrase_syntax import MAX_GAP, PhraseError, is_plain, spellings
from buyer_msg_lint.policy.rarity import share_of

__all__ = ["MAX_GAP", "PhraseCompiler", "PhraseError"]

_PARTED = "\0"
"""What parts the entries of a kept list; none holds it."""


class _KeptList(NamedTuple):
    """A word list as it is kept with a policy: its single words as they may be written, its other entries."""

    words: str
    options: str
    needed: Needed
    cjk: bool


_NAMED = lazy_re(r"\{([a-z0-9\-]+)\}")
_GAP = lazy_re(r"\.\.\.?\d*")
_BREAK = lazy_re(r"[.!?;。！？；]")


class PhraseCompiler:
    """Compiles phrases over word lists, given as list name to entries."""

    def __init__(self, lists: Mapping[str, tuple[str, ...]]) -> None:
        self._lists = lists
        self._kept: dict[str, _KeptList] = {}
        self._read: dict[str, written.Sequence] = {}
        self._phrases: dict[written.Sequence, Phrase] = {}
        self._needs = PhraseNeeds(lists, self._sequence)
        self._nodes = _Nodes(self._sequence, self._kept_list)
        # Several threads may look for a phrase for the first time; what lists need is told by one at a time.
        self._lock = Lock()

    def compile(self, phrase: str) -> Phrase:
        """Return a phrase compiled; raises PhraseError if it cannot be read or would match anything."""
        return self._phrase(self._sequence(phrase))

    def branches(self, phrase: str) -> tuple[Phrase, ...]:
        """Return a phrase as the alternatives that it is at its top, each with literals of its own.

        Together they match what the phrase matches; a list of requests is tried entry by entry, and only the
        entries whose words are in the text. Raises PhraseError as ``compile`` does.
        """
        return tuple(self._branches(self._sequence(phrase)))

    def nodes(self, text: str) -> sequences.Sequence:
        """Return the nodes of a phrase, to be found in texts; raises PhraseError if it cannot be read."""
        return self._nodes.of(self._sequence(text))

    def required(self, text: str) -> tuple[frozenset[str], ...]:
        """Return the sets of literals of which one each is wherever a phrase is, the rarest first."""
        with self._lock:
            return self._needs.line(self._sequence(text)).sets

    def reaches_over_breaks(self, text: str) -> bool:
        """Tell whether a phrase holds a sign that may end a sentence, in itself or in the lists it names."""
        return _has_break(text) or not self._lists_with_breaks.isdisjoint(_NAMED.findall(text))

    @cached_property
    def _lists_with_breaks(self) -> frozenset[str]:
        found = {name for name, entries in self._lists.items() if any(map(_has_break, entries))}
        naming = {name: set(_NAMED.findall(" ".join(entries))) for name, entries in self._lists.items()}
        before = 0
        while len(found) > before:
            before = len(found)
            found |= {name for name, named in naming.items() if not named.isdisjoint(found)}
        return frozenset(found)

    def check_entry(self, entry: str) -> None:
        """Raise PhraseError if an entry of a word list cannot be read."""
        sequence = self._sequence(entry)
        if not sequence.single_word:
            self._needs.line(sequence)

    def __getstate__(self) -> tuple[dict[str, tuple[str, ...]], dict[str, _KeptList]]:
        with self._lock:
            for name in self._needs.lists:
                self._keep(name)
        return dict(self._lists), self._kept

    def __setstate__(self, state: tuple[dict[str, tuple[str, ...]], dict[str, _KeptList]]) -> None:
        lists, kept = state
        self.__init__(lists)  # type: ignore[misc] # what was compiled is compiled again when it is needed
        self._kept = kept

    def _sequence(self, phrase: str) -> written.Sequence:
        read = self._read.get(phrase)
        return read or self._read.setdefault(phrase, written.read(phrase))

    def _branches(self, sequence: written.Sequence) -> Iterator[Phrase]:
        options = self._choices(sequence)
        if options is None:
            yield self._phrase(sequence)
            return
        words = [option.text for option in options if option.single_word]
        if words:
            yield self._phrase(self._sequence(f"({'|'.join(words)})"))
        for option in options:
            if not option.single_word:
                yield from self._branches(option)

    def _choices(self, sequence: written.Sequence) -> tuple[written.Sequence, ...] | None:
        """Return the options of a sequence that is nothing but a choice or a list of several words."""
        node = sequence.items[0].node if len(sequence.items) == 1 else None
        if not isinstance(node, written.List | written.Choice):
            return None
        options = self._needs.entries(node.name) if isinstance(node, written.List) else node.options
        return None if all(option.single_word for option in options) else options

    def _phrase(self, sequence: written.Sequence) -> Phrase:
        if sequence not in self._phrases:
            if not self._needs.line(sequence).sets:
                raise PhraseError("holds no word that is always there")
            self._phrases[sequence] = Phrase(sequence.text, self)
        return self._phrases[sequence]

    def _kept_list(self, name: str) -> _KeptList:
        if name not in self._kept:
            with self._lock:
                self._keep(name)
        return self._kept[name]

    def _keep(self, name: str) -> None:
        """Make what is kept of a list, unless it was made; raises PhraseError if the list has a mistake."""
        if name in self._kept:
            return
        entries = self._needs.entries(name)
        options = [option for option in entries if not option.single_word]
        lines = list(map(self._needs.line, options))
        self._kept[name] = _KeptList(
            _PARTED.join(_words_of(entries)),
            _PARTED.join(option.text for option in options),
            Needed.of(line.sets for line in lines),
            self._needs.list(name).cjk,
        )


class _Nodes:
    """Makes the nodes of sequences, each once, over word lists as they are kept."""

    def __init__(self, read: Callable[[str], written.Sequence], list_: Callable[[str], _KeptList]) -> None:
        self._read = read
        self._list = list_
        self._made: dict[str, sequences.Sequence] = {}
        self._choices: dict[str | tuple[str, ...], nodes.Node] = {}
        self._words: dict[str, nodes.AnyWord] = {}
        self._number = nodes.Number()
        self._gaps: dict[tuple[int, bool, bool], nodes.Gap] = {}

    # Two threads may make the same at once; the first that is kept counts, so that all share what it found.

    def of(self, sequence: written.Sequence) -> sequences.Sequence:
        """Return the nodes of a sequence."""
        made = self._made.get(sequence.text)
        return made or self._made.setdefault(sequence.text, self._sequence(sequence))

    def _sequence(self, sequence: written.Sequence) -> sequences.Sequence:
        cjk = self._has_cjk(sequence)
        steps: list[sequences.Step] = []
        gaps: tuple[nodes.Gap, ...] = ()
        words: tuple[nodes.AnyWord, ...] = ()
        for item in sequence.items:
            if isinstance(item.node, written.Gap):
                gaps = (*gaps, self._gap(item.node, cjk=cjk))
                words = ()
                continue
            made = self._node(item.node)
            if isinstance(made, nodes.AnyWord) and not item.optional:
                if words and not item.glued:
                    words = (*words, made)
                    steps[-1] = steps[-1]._replace(node=nodes.Words(words))
                    continue
                words = (made,)
            else:
                words = ()
            steps.append(sequences.Step(gaps, made, item.optional, item.glued))
            gaps = ()
        return sequences.Sequence(tuple(steps), cjk=cjk)

    def _gap(self, gap: written.Gap, *, cjk: bool) -> nodes.Gap:
        key = (gap.words, gap.over_commas, cjk)
        made = self._gaps.get(key)
        return made or self._gaps.setdefault(key, nodes.Gap(gap.words, over_commas=gap.over_commas, cjk=cjk))

    def _node(self, node: written.Word | written.Number | written.List | written.Choice) -> nodes.Node:
        if isinstance(node, written.Word):
            return self._word(node)
        if isinstance(node, written.Number):
            return self._number
        key = node.name if isinstance(node, written.List) else node.key
        made = self._choices.get(key)
        if made is None:
            choice = self._of_list(node.name) if isinstance(node, written.List) else self._choice(node)
            made = self._choices.setdefault(key, choice)
        return made

    def _word(self, word: written.Word) -> nodes.Node:
        ways = spellings(word.text)
        if is_plain(word):
            made = self._words.get(word.text)
            return made or self._words.setdefault(word.text, nodes.AnyWord(ways))
        literals = [nodes.Literal(way, open_end=word.open_end) for way in ways]
        if len(literals) == 1:
            return literals[0]
        needed = Needed.of([required_by(way, open_end=word.open_end)] for way in ways)
        return sequences.Choice((), Options(needed, lambda number: _alone(literals[number])))

    def _of_list(self, name: str) -> nodes.Node:
        kept = self._list(name)
        words = kept.words.split(_PARTED) if kept.words else []
        if not kept.options:
            return nodes.AnyWord(words)
        return sequences.Choice(
            words, Options(kept.needed, partial(self._entry, kept.options.split(_PARTED)))
        )

    def _entry(self, texts: list[str], number: int) -> sequences.Sequence:
        return self.of(self._read(texts[number]))

    def _choice(self, choice: written.Choice) -> nodes.Node:
        words = _words_of(choice.options)
        options = [option for option in choice.options if not option.single_word]
        if not options:
            return nodes.AnyWord(words)
        needed = Needed.of(map(_plain_needs, options))
        return sequences.Choice(words, Options(needed, lambda number: self.of(options[number])))

    def _has_cjk(self, sequence: written.Sequence) -> bool:
        if sequence.text.isascii() and "{" not in sequence.text:
            return False
        return any(self._is_cjk(item.node) for item in sequence.items)

    def _is_cjk(self, node: written.Node) -> bool:
        match node:
            case written.Word():
                return is_cjk(node.text)
            case written.List():
                return self._list(node.name).cjk
            case written.Choice():
                return any(map(self._has_cjk, node.options))
        return False


def _words_of(options: tuple[written.Sequence, ...]) -> list[str]:
    """Return the single words among options, as they may be written, each once."""
    words = (way for option in options if option.single_word for way in spellings(option.single_word))
    return list(dict.fromkeys(words))


def _single(node: written.Node) -> str:
    """Return the word of something that is one whole word, written in one way; else nothing."""
    if isinstance(node, written.Word) and is_plain(node) and len(spellings(node.text)) == 1:
        return node.text
    return ""


def _alone(node: nodes.Node) -> sequences.Sequence:
    return sequences.Sequence((sequences.Step((), node, optional=False, glued=False),), cjk=False)


def _plain_needs(sequence: written.Sequence) -> Sets:
    """Return what an option of a phrase needs as far as its own words tell, without looking into lists."""
    found: list[frozenset[str]] = []
    before = ""
    for item in sequence.items:
        node = item.node
        word = _single(node)
        if word:
            found.append(frozenset({f"{before} {word}" if before and not item.glued else word}))
        elif isinstance(node, written.Word):
            ways = spellings(node.text)
            found.append(frozenset().union(*(required_by(way, open_end=node.open_end) for way in ways)))
        elif isinstance(node, written.Choice) and not node.optional:
            words = _words_of(node.options)
            if all(option.single_word for option in node.options):
                found.append(frozenset(words))
        before = word
    return sorted(found, key=share_of)


def _has_break(text: str) -> bool:
    return _BREAK.search(_GAP.sub(" ", text)) is not None
