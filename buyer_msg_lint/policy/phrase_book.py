"""The word lists of a policy, and phrases over them made ready to be found: what phrases keep of a policy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from threading import Lock

from buyer_msg_lint.patterns import lazy_re
from buyer_msg_lint.policy import phrase_syntax as written
from buyer_msg_lint.policy import sequences
from buyer_msg_lint.policy.options import Needed
from buyer_msg_lint.policy.phrase_needs import Line, PhraseNeeds
from buyer_msg_lint.policy.phrase_nodes import PARTED, KeptList, NodeMaker, words_of_options

_NAMED = lazy_re(r"\{([a-z0-9\-]+)\}")
_GAP = lazy_re(r"\.\.\.?\d*")
_BREAK = lazy_re(r"[.!?;。！？；]")

_Lists = Mapping[str, tuple[str, ...]]


class PhraseBook:
    """Tells of phrases, by their text, what they need and how they are found; lists are name to entries.

    Nothing that it holds holds it in turn: all that was read would stay until the garbage collector comes.
    """

    def __init__(self, lists: _Lists, kept: Mapping[str, KeptList] | None = None) -> None:
        self._lists = lists
        self._read = _Read()
        # Several threads may look for a phrase for the first time; what lists need is told by one at a time.
        self._lock = Lock()
        self._needs = PhraseNeeds(lists, self._read.__getitem__)
        self._kept = _KeptLists(self._needs, self._lock, kept or {})
        self._maker = NodeMaker(self._read.__getitem__, self._kept.__getitem__)

    def read(self, phrase: str) -> written.Sequence:
        """Return what a phrase says; raises PhraseError if it cannot be read."""
        return self._read[phrase]

    def line(self, sequence: written.Sequence) -> Line:
        """Return what a sequence needs; raises PhraseError if it has a mistake."""
        return self._needs.line(sequence)

    def entries(self, name: str) -> tuple[written.Sequence, ...]:
        """Return the entries of a list; raises PhraseError if it, or one that it names, has a mistake."""
        return self._needs.entries(name)

    def nodes(self, text: str) -> sequences.Sequence:
        """Return the nodes of a phrase, to be found in texts; raises PhraseError if it cannot be read."""
        return self._maker.of(self._read[text])

    def required(self, text: str) -> tuple[frozenset[str], ...]:
        """Return the sets of literals of which one each is wherever a phrase is, the rarest first."""
        with self._lock:
            return self._needs.line(self._read[text]).sets

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

    def __reduce__(self) -> tuple[Callable[..., PhraseBook], tuple[_Lists, Mapping[str, KeptList]]]:
        # What was read or made is read or made again when it is needed.
        return PhraseBook, (dict(self._lists), self._kept.of(self._needs.lists))


class _Read(dict[str, written.Sequence]):
    """What phrases say, each read once."""

    def __missing__(self, phrase: str) -> written.Sequence:
        # Two threads may read the same at once; all go on with the one that is there first.
        return self.setdefault(phrase, written.read(phrase))


class _KeptLists(dict[str, KeptList]):
    """Word lists as they are kept, each made when it is first asked for."""

    def __init__(self, needs: PhraseNeeds, lock: Lock, kept: Mapping[str, KeptList]) -> None:
        super().__init__(kept)
        self._needs = needs
        self._lock = lock

    def __missing__(self, name: str) -> KeptList:
        with self._lock:
            # Another thread may have made it while this one waited.
            return self.get(name) or self.setdefault(name, self._made(name))

    def of(self, names: Iterable[str]) -> dict[str, KeptList]:
        """Return all that there are, those of these names among them."""
        return {name: self[name] for name in dict.fromkeys([*self, *names])}

    def _made(self, name: str) -> KeptList:
        """Return what is kept of a list; raises PhraseError if it has a mistake."""
        entries = self._needs.entries(name)
        options = [option for option in entries if not option.single_word]
        lines = list(map(self._needs.line, options))
        return KeptList(
            PARTED.join(words_of_options(entries)),
            PARTED.join(option.text for option in options),
            Needed.of(line.sets for line in lines),
            self._needs.list(name).cjk,
        )


def _has_break(text: str) -> bool:
    return _BREAK.search(_GAP.sub(" ", text)) is not None
