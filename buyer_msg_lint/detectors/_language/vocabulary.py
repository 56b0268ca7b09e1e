"""The words, letters and endings by which a language in Latin letters is known.

Each language is one file, ``words/<ISO 639-1 code>.txt``: lines ``letters:``, ``endings:`` and ``particles:``
(words that names and addresses hold too), ``inflect: yes`` to add regular English forms, and after ``words:``
its words.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ENGLISH = "en"
SHORTEST_INFLECTED = 3
SHORTEST_UNACCENTED = 4
_GERMAN_SPELLING = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_NO_MARK_OF_ITS_OWN = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ı": "i", "æ": "ae", "œ": "oe"})

_ASKED_FOR_MOST = "en de fr it es pt nl sv pl tr cs da fi"  # of equals the one more shops write in
Languages = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """English words, and for everything else the languages that it speaks for."""

    english: frozenset[str]
    foreign: Mapping[str, Languages]
    foreign_only: frozenset[str]
    particles: frozenset[str]
    letters: Mapping[str, Languages]
    endings: Mapping[str, Languages]


@dataclass(frozen=True, slots=True)
class _Entry:
    code: str
    words: frozenset[str]
    fields: Mapping[str, str]

    def field(self, name: str) -> list[str]:
        return self.fields.get(name, "").split()


@cache
def vocabulary() -> Vocabulary:
    """Return the vocabulary of all languages, read once."""
    entries = sorted(_read_entries(), key=lambda entry: (_ASKED_FOR_MOST.find(entry.code) % 100, entry.code))
    english = next(entry.words for entry in entries if entry.code == ENGLISH)
    foreign = [entry for entry in entries if entry.code != ENGLISH]
    words = _by_item((entry.code, entry.words) for entry in foreign)
    return Vocabulary(
        english=english,
        foreign=words,
        foreign_only=frozenset(words) - english,
        particles=frozenset(word for entry in foreign for word in entry.field("particles")),
        letters=_by_item((entry.code, entry.field("letters")) for entry in foreign),
        endings=_by_item((entry.code, entry.field("endings")) for entry in entries),
    )


def _by_item(lists: Iterable[tuple[str, Iterable[str]]]) -> Mapping[str, Languages]:
    languages: defaultdict[str, list[str]] = defaultdict(list)
    for code, items in lists:
        for item in dict.fromkeys(items):
            languages[item].append(code)
    return {item: tuple(codes) for item, codes in languages.items()}


def _read_entries() -> Iterator[_Entry]:
    for file in Path(__file__).with_name("words").iterdir():
        code, _, suffix = file.name.partition(".")
        if suffix == "txt":
            yield _entry(code, file.read_text("utf-8"))


def _entry(code: str, content: str) -> _Entry:
    head, _, body = content.partition("words:\n")
    fields = dict(line.split(":", 1) for line in head.split("\n") if line)
    words = body.split()
    inflected = _english_forms(words) if "inflect" in fields else ()
    return _Entry(code, frozenset([*words, *inflected, *_plainer_spellings(code, words)]) - {""}, fields)


def _english_forms(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        if "'" in word:
            yield word.replace("'", "")
        elif len(word) >= SHORTEST_INFLECTED:
            yield word + "s"
            stem = word.removesuffix("e")
            yield from (stem + "ed", stem + "ing", word + "ly")
            if word.endswith("y"):
                yield from (word[:-1] + "ies", word[:-1] + "ied")


def _plainer_spellings(code: str, words: Sequence[str]) -> Iterator[str]:
    """Yield how people write the words on a keyboard without their accents."""
    accented = [word for word in words if not word.isascii() and len(word) >= SHORTEST_UNACCENTED]
    lines = "\n".join(accented)
    unmarked = unicodedata.normalize("NFD", lines.translate(_NO_MARK_OF_ITS_OWN))
    yield from unmarked.encode("ascii", "ignore").decode().split("\n")
    if code == "de":
        yield from lines.translate(_GERMAN_SPELLING).split("\n")
