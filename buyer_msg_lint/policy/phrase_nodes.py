"""Makes the nodes by which phrases are found, of what is written and of word lists as they are kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from buyer_msg_lint.policy import nodes, sequences
from buyer_msg_lint.policy import phrase_syntax as written
from buyer_msg_lint.policy.options import Needed, Options, Sets
from buyer_msg_lint.policy.phrase_needs import required_by
from buyer_msg_lint.policy.phrase_syntax import is_plain, spellings
from buyer_msg_lint.policy.rarity import share_of
from buyer_msg_lint.policy.word_order import is_cjk

PARTED = "\0"
"""What parts the entries of a kept list; none holds it."""


class KeptList(NamedTuple):
    """A word list as it is kept with a policy: its single words as they may be written, its other entries."""

    words: str
    options: str
    needed: Needed
    cjk: bool


class NodeMaker:
    """Makes the nodes of sequences, each once, over word lists as they are kept."""

    def __init__(self, read: Callable[[str], written.Sequence], list_: Callable[[str], KeptList]) -> None:
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
        words = kept.words.split(PARTED) if kept.words else []
        if not kept.options:
            return nodes.AnyWord(words)
        return sequences.Choice(words, Options(kept.needed, partial(self._entry, kept.options.split(PARTED))))

    def _entry(self, texts: list[str], number: int) -> sequences.Sequence:
        return self.of(self._read(texts[number]))

    def _choice(self, choice: written.Choice) -> nodes.Node:
        words = words_of_options(choice.options)
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


def words_of_options(options: tuple[written.Sequence, ...]) -> list[str]:
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
            words = words_of_options(node.options)
            if all(option.single_word for option in node.options):
                found.append(frozenset(words))
        before = word
    return sorted(found, key=share_of)
