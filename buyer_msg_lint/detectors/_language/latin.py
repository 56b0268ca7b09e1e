"""Which language a sentence in Latin letters is written in, by its words first and by n-grams last.

Each word speaks for the languages whose list holds it; one that is English as well speaks half for each.
Words with a capital inside a sentence are mostly names and count half, placeholders, addresses of the web,
codes, numbers and short quotations not at all.
"""

from __future__ import annotations

import re
import string
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from buyer_msg_lint.detectors._evidence import Place, has_other_digit, other_characters, windows
from buyer_msg_lint.detectors._language.last_resort import guesses
from buyer_msg_lint.detectors._language.vocabulary import ENGLISH, Languages, vocabulary
from buyer_msg_lint.patterns import lazy_pattern
from buyer_msg_lint.shapes import Shape
from buyer_msg_lint.spans import Span

if TYPE_CHECKING:
    import regex

_PLAIN_ENGLISH_SHARE = 0.45
_PLAIN_ENGLISH_WORDS = 2
_LONGEST_NAME = 24
_LONGEST_ABBREVIATION = 5
_PLAINLY_BOTH = 2.0
"""So many English words keep a short sentence from being foreign by as many foreign ones."""
UNDETERMINED: Languages = ("",)
_HALF = 0.5
_SHARED_WEIGHT = 0.25
_LETTER_WEIGHT = 0.6
_ENDING_WEIGHT = 0.4
_SHORTEST_WITH_ENDING = 6
_TITLE_CASE_SHARE = 0.7
_ENOUGH_ENGLISH = 1.0
_ENOUGH_ENGLISH_SHARE = 0.4
_FIRM_WORDS = 4
_FIRM_FOREIGN = 2.5
_FIRM_FOREIGN_ALONE = 2.0
_FIRM_FOREIGN_RUN = 3.0
_FIRM_FOREIGN_ADDRESS = 3.5
_ASKED_WORDS = 6
_KNOWN_WORDS = 3
_ASKED_LETTERS = 40
_ASKED_LETTERS_LEANING = 20
_RIVAL_SHARE = 0.75
_BELIEVED = 0.95
_BELIEVED_AGAINST_WORDS = 0.99
_BELIEVED_ENGLISH = 0.3
_FORCED_WORDS = 12
_FORCED_LETTERS = 80

_PIECES = bytes(
    ord("\n") if sign in ".!?\r\n" else ord(sign.lower()) if sign.isalnum() or sign == "'" else ord(" ")
    for sign in map(chr, range(128))
) + bytes(128)
"""Small letters, with a line end for the end of a sentence and a blank for all other signs."""
_WORD = lazy_pattern(r"\p{Latin}[\p{Latin}\p{M}]*+(?:['’·]\p{Latin}[\p{Latin}\p{M}]*+)*+", "V1")
_CLAUSE_MARK = lazy_pattern(r"[,;:()\[\]/|–—\n\r]| - ")
_UNTOLD = lazy_pattern(
    r"""\{\{[^{}\n]{0,80}\}\} | \{%[^%\n]{0,80}%\} | \[\[[^\[\]\n]{0,80}\]\] | %%?[\w.-]{1,40}%%?
      | \$?\{[^{}\n]{0,60}\} | \[[^\[\]\n]{1,40}\] | <[^<>\n]{1,60}>
      | (?:https?://|www\.)\S{1,400} | \S{1,64}@\S{1,200}(?:(?<=\.)\n[a-z]{2,4}\b)?
      | [\w-]{1,60}(?:\.[\w-]{2,60}){1,4}+
      | (?<![\p{L}\p{N}])\p{Lu}{2,5}[ ](?=\d)
      | [^\s\d]{0,60}\d\S{0,60}
      | (?<![\p{L}\p{N}])\p{L}(?:\.\p{L}(?![\p{L}\p{N}])){1,6}+\.?
      | (?<!\w)\p{L}_+\p{L}(?!\w)
      | (?<![\p{L}\p{N}])\p{L}(?:[ _\-]\p{L}(?![\p{L}\p{N}])){2,60}+
    """,
    "VERBOSE",
    "V1",
)
# where something of the kind may stand, on the shape of a text: the rest of it is passed over
_SHAPE = Shape(
    {
        string.ascii_letters: "a",
        string.digits + "{[<%@_": "#",
        "/": "/",
        ".": ".",
        " -": "-",
        "\t\n\r\f\v": "\n",
        "'\"!$&()*+,:;=>\\]^`|}~": "'",
    },
    other="?",
)
_MARK = re.compile(rb"#|//|\.[^-\n]|\.-(?=[#.'/?a-])|-[a?]-[a?](?![a#?])")
_BRACKETS = "{[<"
_BETWEEN_LETTERS, _FIRST_SPELLED = " -_", 4
_LONGEST_TOKEN, _LONGEST_BRACKETED, _LONGEST_SPELLED = 70, 100, 130
_LONGEST_ABBREVIATION_BEFORE = 7
_HOUSE_NUMBER = lazy_pattern(r"(?<![\w.,:])\d{1,5}(?![\d%€$£:])")
_QUOTES = '"“„«'
_AROUND_WORDS = ".,;:!?'\"()“”‘’–—…"
_QUOTED = lazy_pattern(r"[\"“„«][^\"“”„«»\n]{1,60}[\"”“»]")


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
    like_address: bool = False

    @property
    def is_english(self) -> bool:
        return self.leans_english and self.english >= _ENOUGH_ENGLISH_SHARE * self.words

    @property
    def leans_english(self) -> bool:
        return self.english >= _ENOUGH_ENGLISH and self.english >= 2 * self.foreign

    @property
    def is_foreign(self) -> bool:
        return self.foreign > 0 and self.foreign >= 2 * self.english

    @property
    def is_most(self) -> bool:
        return max(self.english, self.foreign) >= max(1.0, self.words / 2)

    def is_firm(self, words: int) -> bool:
        if words < _FIRM_WORDS:
            return False
        if self.like_address:
            return self.foreign >= _FIRM_FOREIGN_ADDRESS
        alone = not self.english and self.foreign >= max(_FIRM_FOREIGN_ALONE, self.words / 2)
        return alone or self.foreign >= _FIRM_FOREIGN


def is_plainly_english(text: str) -> bool:
    """Tell at little cost whether all its sentences hold English words and no others.

    Pieces of a few words that are in no list are let pass, as names are.
    """
    plain = (text if text.isascii() else _ascii(text)).encode("ascii").translate(_PIECES).decode("ascii")
    known, most = vocabulary(), 0
    foreign, spoken = known.foreign_only, known.english
    for piece in plain.split("\n"):
        words = piece.split()
        if not words:
            continue
        if not foreign.isdisjoint(words):
            return False
        english = len(spoken.intersection(words))
        if english < _PLAIN_ENGLISH_SHARE * len(words) and (
            len(words) >= _FIRM_WORDS or (not english and len(piece) > _LONGEST_NAME)
        ):
            return False
        most = max(most, english)
    return most >= _PLAIN_ENGLISH_WORDS


def _ascii(text: str) -> str:
    """Return a text without its typographic marks and emoji; nothing of one with other letters."""
    text = text.lower()  # which takes some letters apart
    if any(map(str.isalpha, other_characters(text))):
        return ""
    return text.replace("’", "'").replace("–", " ").replace("—", " ").encode("ascii", "ignore").decode()


def holds_other_letters(cased: str) -> bool:
    """Tell whether a word that is no code has letters that are not ASCII; at little cost, and not of all."""
    if cased.isascii() or any(map(cased.__contains__, _BRACKETS)):
        return False
    words = (word.strip(_AROUND_WORDS) for word in cased.split() if not word.isascii())
    return any(len(word) > 1 and not word.isascii() and word.isalpha() for word in words)


def _is_surely_english(piece: str) -> bool:
    """Tell whether even if all but the surely English words were foreign ones, English would prevail."""
    if any(map(piece.__contains__, _QUOTES)) or _MARK.search(_SHAPE.of(piece)) or has_other_digit(piece):
        return False
    words, known = _WORD.findall(piece), vocabulary()
    spoken = [word for word in words if word in known.english]
    shared = _SHARED_WEIGHT * sum(word in known.foreign for word in spoken)
    english = len(spoken) - shared / _SHARED_WEIGHT + shared
    foreign = len(words) - len(spoken) + shared
    return english >= 2 * max(_ENOUGH_ENGLISH, foreign) and english >= _ENOUGH_ENGLISH_SHARE * len(words)


def judge(text: str, cased: str, start: int, end: int) -> list[Judgement]:
    """Return the stretches of the sentence ``text[start:end]``; [] where it is undetermined."""
    if _is_surely_english(cased[start:end]):
        return [Judgement(Span(start, end), ENGLISH, firm=True)]
    words = _read(text, cased, start, end)
    if not words:
        return []
    whole = Span(start, end)
    evidence = replace(_weigh(words), like_address=_is_like_address(words, cased[start:end]))
    if evidence.is_english:
        return [Judgement(whole, ENGLISH, firm=evidence.english >= 2 * _ENOUGH_ENGLISH)]
    if evidence.is_foreign and evidence.is_firm(len(words)):
        return [Judgement(whole, evidence.language, firm=True, rivals=evidence.rivals)]
    if evidence.english >= _ENOUGH_ENGLISH and evidence.foreign >= _FIRM_FOREIGN_RUN:
        return _mixed(text, whole, words, evidence)
    return _judge_doubtful(whole, words, evidence)


def _judge_doubtful(whole: Span, words: Sequence[_Word], evidence: _Evidence) -> list[Judgement]:
    language, *rivals = _ask(words, evidence)
    if language:
        return [Judgement(whole, language, firm=True, rivals=tuple(rivals))]
    if evidence.leans_english:
        return [Judgement(whole, ENGLISH, firm=False)]
    if evidence.is_foreign:
        return [Judgement(whole, evidence.language, firm=False, rivals=evidence.rivals)]
    return []


def judge_message(text: str, cased: str, start: int, end: int) -> list[Judgement]:
    """Return the stretches of a message none of whose sentences says enough, where all together do."""
    return [
        stretch
        for stretch in judge(text, cased, start, end)
        if stretch.firm or _weigh(_read(text, cased, *stretch.span)).is_most
    ]


def without_codes(cased: str) -> str:
    """Return a text with blanks for placeholders, web and email addresses, codes and numbers."""
    if has_other_digit(cased):
        return _UNTOLD.sub(_blanks, cased)
    pieces: list[str] = []
    at = 0
    for start, end in windows(_marked_tokens(cased), 0, 0, len(cased)):
        for code in _UNTOLD.finditer(cased, start, end):
            pieces += (cased[at : code.start()], " " * (code.end() - code.start()))
            at = code.end()
    return "".join((*pieces, cased[at:])) if at else cased


def _marked_tokens(cased: str) -> Iterator[Place]:
    """Yield the words that hold a sign of codes, with what such a code may take in around them."""
    done = -1
    for mark in _MARK.finditer(_SHAPE.of(cased)):
        at = mark.start()
        sign = cased[at]
        wide = (
            _LONGEST_BRACKETED if sign in _BRACKETS else _LONGEST_SPELLED if sign in _BETWEEN_LETTERS else 0
        )
        if at < done and not wide:
            continue
        least = max(0, at - _LONGEST_TOKEN)
        start = max(least, cased.rfind(" ", least, at) + 1)
        if wide:
            start = max(0, min(start, at - _FIRST_SPELLED))
        if cased[start - 2 : start - 1].isupper():
            start = max(0, start - _LONGEST_ABBREVIATION_BEFORE)
        done = cased.find(" ", mark.end())
        done = len(cased) if done < 0 else done
        yield start, max(done, at + wide)


def _read(text: str, cased: str, start: int, end: int) -> list[_Word]:
    plain = without_codes(cased[start:end])
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
            _HALF if _is_name(match.group(), first=not index, titled=titled) else 1.0,
        )
        for index, match in enumerate(found)
    ]


def _is_name(word: str, *, first: bool, titled: bool) -> bool:
    """Tell whether a word is written as names are, or is an abbreviation in capitals that is in no list."""
    if not titled:
        return not first and word[0].isupper()
    return len(word) <= _LONGEST_ABBREVIATION and word.isupper() and not _is_known(word.lower())


def _is_known(word: str) -> bool:
    known = vocabulary()
    return word in known.english or word in known.foreign


def _speaks_for(word: _Word) -> tuple[float, float, Sequence[str]]:
    """Return what a word weighs for English and for which other languages it weighs how much."""
    known = vocabulary()
    text, weight = word.text, word.weight
    if "'" in text and text not in known.english and text not in known.foreign:
        text = text.rpartition("'")[2]
    foreign = known.foreign.get(text)
    if text in known.english:
        return (weight * _SHARED_WEIGHT, weight * _SHARED_WEIGHT, foreign) if foreign else (weight, 0.0, ())
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
            if codes == (ENGLISH,):
                return weight * _ENDING_WEIGHT, 0.0, ()
            if codes and ENGLISH not in codes:
                return 0.0, weight * _ENDING_WEIGHT, codes
    return 0.0, 0.0, ()


def _weigh(words: Sequence[_Word]) -> _Evidence:
    english = 0.0
    foreign: defaultdict[str, float] = defaultdict(float)
    for word in words:
        for_english, for_others, codes = _speaks_for(word)
        english += for_english
        for code in codes:
            foreign[code] += for_others
    ranked = sorted(foreign.items(), key=lambda item: -item[1]) or [("", 0.0)]
    language, weight = ranked[0]
    rivals = tuple(code for code, other in ranked[1:] if other >= _RIVAL_SHARE * weight)
    return _Evidence(sum(word.weight for word in words), english, weight, language, rivals)


def _is_like_address(words: Sequence[_Word], cased: str) -> bool:
    """Tell whether a sentence has a short number, and mostly words that stand in names."""
    if not _HOUSE_NUMBER.search(cased):
        return False
    particles = vocabulary().particles
    named = sum(word.weight < 1.0 or word.text in particles for word in words[1:])
    return 2 * (named + 1) >= len(words)


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
    while (
        last + 1 < len(words) and not _speaks_for(words[last + 1])[0] and not _parted(text, words, last + 1)
    ):
        last += 1
    return first, last


def _parted(text: str, words: Sequence[_Word], index: int) -> bool:
    return _CLAUSE_MARK.search(text, words[index - 1].span.end, words[index].span.start) is not None


def _ask(words: Sequence[_Word], evidence: _Evidence) -> Languages:
    """Return the languages that n-grams give a text of some length, the likeliest first; ("",) in doubt."""
    plain = [word.text for word in words if word.weight == 1.0]
    least = evidence.english + (evidence.english >= _PLAINLY_BOTH) * _HALF
    leans_foreign = 0 < evidence.foreign >= least and not evidence.like_address
    known = vocabulary()
    telling = sum(text in known.foreign and text not in known.particles for text in plain)
    if leans_foreign and telling >= _KNOWN_WORDS:
        plain = [word.text for word in words]  # German writes its nouns like names
    letters = sum(map(len, plain))
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
    if best and others[best] >= (_BELIEVED_AGAINST_WORDS if evidence.english else _BELIEVED):
        return (best,)
    if not evidence.english and (len(plain) >= _FORCED_WORDS or letters >= _FORCED_LETTERS):
        return (evidence.language or best, *evidence.rivals)
    return UNDETERMINED
