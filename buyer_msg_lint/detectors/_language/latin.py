"""Which language a sentence in Latin letters is written in, by its words first and by n-grams last.

Each word speaks for the languages whose list holds it; one that is English as well speaks half for each.
Words with a capital inside a sentence are mostly names and count half, placeholders, addresses of the web,
codes, numbers and short quotations not at all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import regex

from buyer_msg_lint.detectors._language.last_resort import guesses
from buyer_msg_lint.detectors._language.vocabulary import ENGLISH, Languages, vocabulary
from buyer_msg_lint.spans import Span

_PLAIN_ENGLISH_SHARE = 0.3
UNDETERMINED: Languages = ("",)
_HALF = 0.5
_LETTER_WEIGHT = 0.6
_ENDING_WEIGHT = 0.4
_SHORTEST_WITH_ENDING = 6
_TITLE_CASE_SHARE = 0.7
_ENOUGH_ENGLISH = 1.0
_ENOUGH_ENGLISH_SHARE = 0.2
_FIRM_WORDS = 4
_FIRM_FOREIGN = 2.5
_FIRM_FOREIGN_ALONE = 2.0
_FIRM_FOREIGN_RUN = 3.0
_ASKED_WORDS = 6
_ASKED_LETTERS = 40
_ASKED_LETTERS_LEANING = 20
_RIVAL_SHARE = 0.75
_BELIEVED = 0.95
_BELIEVED_ENGLISH = 0.3
_UNBELIEVED_ENGLISH_SHARE = 0.15
_FORCED_WORDS = 12
_FORCED_LETTERS = 80

_ASCII_WORDS = str.maketrans({chr(code): " " for code in range(128) if not (chr(code).isalpha() or chr(code) == "'")})
_WORD = regex.compile(r"\p{Latin}[\p{Latin}\p{M}]*+(?:['’·]\p{Latin}[\p{Latin}\p{M}]*+)*+", regex.V1)
_CLAUSE_MARK = regex.compile(r"[,;:()\[\]/|–—\n\r]| - ")
_UNTOLD = regex.compile(
    r"""\{\{[^{}\n]{0,80}\}\} | \{%[^%\n]{0,80}%\} | \[\[[^\[\]\n]{0,80}\]\] | %%?[\w.-]{1,40}%%?
      | \$?\{[^{}\n]{0,60}\} | \[[^\[\]\n]{1,40}\] | <[^<>\n]{1,60}>
      | (?:https?://|www\.)\S{1,400} | \S{1,64}@\S{1,200} | [\w-]{1,60}(?:\.[\w-]{2,60}){1,4}+
      | [^\s\d]{0,60}\d\S{0,60}
    """,
    regex.VERBOSE | regex.V1,
)
_QUOTED = regex.compile(r"[\"“„«][^\"“”„«»\n]{1,60}[\"”“»]")


class Judgement(NamedTuple):
    """A stretch in one language; one that is not ``firm`` counts only beside others of its language.

    ``rivals`` are languages that it may be as well; the rest of the message decides.
    """

    span: Span
    language: str
    firm: bool
    rivals: Languages = ()


class _Word(NamedTuple):
    span: Span
    text: str
    weight: float


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What the words of a text say, in words: how many, for English, for the likeliest other language."""

    words: float
    english: float
    foreign: float
    language: str
    rivals: Languages

    @property
    def is_english(self) -> bool:
        enough = self.english >= _ENOUGH_ENGLISH and self.english >= 2 * self.foreign
        return enough and self.english >= _ENOUGH_ENGLISH_SHARE * self.words

    @property
    def is_foreign(self) -> bool:
        return self.foreign > 0 and self.foreign >= 2 * self.english

    def is_firm(self, words: int) -> bool:
        if words < _FIRM_WORDS:
            return False
        alone = not self.english and self.foreign >= max(_FIRM_FOREIGN_ALONE, self.words / 2)
        return alone or self.foreign >= _FIRM_FOREIGN


def is_plainly_english(sentence: str) -> bool:
    """Tell, for folded text and at little cost, whether a sentence holds English words and no others."""
    if not sentence.isascii():
        return False
    words = set(sentence.translate(_ASCII_WORDS).split())
    known = vocabulary()
    if not words.isdisjoint(known.foreign_only):
        return False
    english = len(words & known.english)
    return english > 0 and english >= _PLAIN_ENGLISH_SHARE * len(words)


def judge(text: str, cased: str, start: int, end: int) -> list[Judgement]:
    """Return the stretches of ``text[start:end]``, a sentence or a whole message; [] where it is undetermined."""
    words = _read(text, cased, start, end)
    if not words:
        return []
    whole = Span(start, end)
    evidence = _weigh(words)
    if evidence.is_english:
        return [Judgement(whole, ENGLISH, firm=evidence.english >= 2 * _ENOUGH_ENGLISH)]
    if evidence.is_foreign and evidence.is_firm(len(words)):
        return [Judgement(whole, evidence.language, firm=True, rivals=evidence.rivals)]
    if evidence.english >= _ENOUGH_ENGLISH and evidence.foreign >= _FIRM_FOREIGN_RUN:
        return _mixed(text, whole, words, evidence)
    language, *rivals = _ask(words, evidence)
    if language:
        return [Judgement(whole, language, firm=True, rivals=tuple(rivals))]
    if evidence.is_foreign:
        return [Judgement(whole, evidence.language, firm=False, rivals=evidence.rivals)]
    return []


def _read(text: str, cased: str, start: int, end: int) -> list[_Word]:
    plain = _UNTOLD.sub(_blanks, cased[start:end])
    return _words(text, _QUOTED.sub(_blanks, plain), start) or _words(text, plain, start)


def _blanks(match: regex.Match[str]) -> str:
    return " " * len(match.group())


def _words(text: str, cased: str, start: int) -> list[_Word]:
    found = list(_WORD.finditer(cased))
    capitals = sum(match.group()[0].isupper() for match in found)
    shouted = sum(match.group().isupper() for match in found) > _TITLE_CASE_SHARE * len(found)
    titled = shouted and capitals > 1
    return [
        _Word(
            Span(start + match.start(), start + match.end()),
            text[start + match.start() : start + match.end()].replace("’", "'"),
            _HALF if index and match.group()[0].isupper() and not titled else 1.0,
        )
        for index, match in enumerate(found)
    ]


def _speaks_for(word: _Word) -> tuple[float, float, Sequence[str]]:
    """Return what a word weighs for English and for which other languages it weighs how much."""
    known = vocabulary()
    text, weight = word.text, word.weight
    if "'" in text and text not in known.english and text not in known.foreign:
        text = text.rpartition("'")[2]
    foreign = known.foreign.get(text)
    if text in known.english:
        return (weight / 2, weight / 2, foreign) if foreign else (weight, 0.0, ())
    if foreign:
        return 0.0, weight / 2 if text in known.particles else weight, foreign
    return _letters_speak_for(text, weight)


def _letters_speak_for(text: str, weight: float) -> tuple[float, float, Sequence[str]]:
    known = vocabulary()
    if not text.isascii():
        foreign = [code for letter in text if not letter.isascii() for code in known.letters.get(letter, ())]
        return 0.0, weight * _LETTER_WEIGHT, tuple(dict.fromkeys(foreign))
    if len(text) >= _SHORTEST_WITH_ENDING:
        for length in (4, 3, 2):
            codes = known.endings.get(text[-length:])
            if codes and ENGLISH in codes:
                return weight * _ENDING_WEIGHT, 0.0, ()
            if codes:
                return 0.0, weight * _ENDING_WEIGHT, codes
    return 0.0, 0.0, ()


def _weigh(words: Sequence[_Word]) -> _Evidence:
    english, foreign = 0.0, Counter[str]()
    for word in words:
        for_english, for_others, codes = _speaks_for(word)
        english += for_english
        for code in codes:
            foreign[code] += for_others  # type: ignore[assignment] # a Counter of weights
    ranked = sorted(foreign.items(), key=lambda item: -item[1]) or [("", 0.0)]
    language, weight = ranked[0]
    rivals = tuple(code for code, other in ranked[1:] if other >= _RIVAL_SHARE * weight)
    return _Evidence(sum(word.weight for word in words), english, weight, language, rivals)


def _mixed(text: str, whole: Span, words: Sequence[_Word], evidence: _Evidence) -> list[Judgement]:
    """Return the run of foreign words inside an English sentence, and what stands before and after."""
    first, last = _strongest_run(words, evidence.language)
    run = words[first : last + 1]
    inside = _weigh(run)
    if len(run) < _FIRM_WORDS or inside.foreign < _FIRM_FOREIGN_RUN or inside.english > inside.foreign / 4:
        language = ENGLISH if evidence.english > evidence.foreign else evidence.language
        return [Judgement(whole, language, firm=True)]
    first, last = _to_clause(text, words, first, last)
    start = words[first].span.start if first else whole.start
    end = words[last].span.end if last + 1 < len(words) else whole.end
    parts = [Judgement(Span(start, end), evidence.language, firm=True, rivals=inside.rivals)]
    if first:
        parts.insert(0, Judgement(Span(whole.start, words[first - 1].span.end), ENGLISH, firm=True))
    if last + 1 < len(words):
        parts.append(Judgement(Span(words[last + 1].span.start, whole.end), ENGLISH, firm=True))
    return parts


def _strongest_run(words: Sequence[_Word], language: str) -> tuple[int, int]:
    """Return the first and last word of the run that speaks most for ``language`` (Kadane's maximum sum)."""
    best, best_sum = (0, 0), 0.0
    first, total = 0, 0.0
    for index, word in enumerate(words):
        english, foreign, codes = _speaks_for(word)
        if total <= 0:
            first, total = index, 0.0
        total += (foreign if language in codes else 0.0) - english
        if total > best_sum:
            best, best_sum = (first, index), total
    return best


def _to_clause(text: str, words: Sequence[_Word], first: int, last: int) -> tuple[int, int]:
    """Widen a run over words that are nothing in particular, up to the next mark or English word."""
    while first and not _speaks_for(words[first - 1])[0] and not _parted(text, words, first):
        first -= 1
    while last + 1 < len(words) and not _speaks_for(words[last + 1])[0] and not _parted(text, words, last + 1):
        last += 1
    return first, last


def _parted(text: str, words: Sequence[_Word], index: int) -> bool:
    return _CLAUSE_MARK.search(text, words[index - 1].span.end, words[index].span.start) is not None


def _ask(words: Sequence[_Word], evidence: _Evidence) -> Languages:
    """Return the languages that n-grams give a text of some length, the likeliest first; ("",) in doubt."""
    plain = [word.text for word in words if word.weight == 1.0]
    letters = sum(map(len, plain))
    leans_foreign = evidence.foreign > 0 and evidence.foreign >= evidence.english
    if letters < (_ASKED_LETTERS_LEANING if leans_foreign else _ASKED_LETTERS) and len(plain) < _ASKED_WORDS:
        return UNDETERMINED
    found = guesses(" ".join(plain))
    others = {code: probability for code, probability in found.items() if code != ENGLISH}
    if leans_foreign and sum(others.values()) >= _BELIEVED:
        rivals = dict.fromkeys([*others, evidence.language, *evidence.rivals])
        own = evidence.language if evidence.language in others else next(iter(others))
        return own, *(code for code in rivals if code != own)
    if found.get(ENGLISH, 0.0) >= _BELIEVED_ENGLISH:
        return (ENGLISH,) if evidence.english >= evidence.foreign else UNDETERMINED
    best = next(iter(others), "")
    if best and others[best] >= _BELIEVED and evidence.english <= _UNBELIEVED_ENGLISH_SHARE * evidence.words:
        return (best,)
    if not evidence.english and (len(plain) >= _FORCED_WORDS or letters >= _FORCED_LETTERS):
        return (evidence.language or best, *evidence.rivals)
    return UNDETERMINED
