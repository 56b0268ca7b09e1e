"""Writes digits that are spelled as words: ``five five five oh one``, ``(1THREE4) 555``, ``二〇六``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick, MatchKind

from buyer_msg_lint.patterns import lazy_pattern
from buyer_msg_lint.spans import MappedText, Rewriter

if TYPE_CHECKING:
    import regex

DISGUISE = "spelled-digits"

_FEWEST_DIGITS = 3
_FEWEST_WORDS = 2
_WIDEST_GAP = 16
_TELEPHONE, _GROUPS = 10, (3, 6)
"""Nothing else of ten digits is spelled word by word: it is written in the groups of a telephone number."""

_DIGITS = {
    "en": "zero|null|nil|nought|naught|oh|o one two three four five six seven eight nine",
    "de": "null eins zwei|zwo drei vier fünf|fuenf sechs sieben acht neun",
    "fr": "zéro|zero un deux trois quatre cinq six sept huit neuf",
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve",
    "it": "zero uno due tre quattro cinque sei sette otto nove",
    "pt": "zero um dois|duas três|tres quatro cinco seis|meia sete oito nove",
    "nl": "nul een|één twee drie vier vijf zes zeven acht negen",
    "pl": "zero jeden dwa trzy cztery pięć|piec sześć|szesc siedem osiem dziewięć|dziewiec",
    "sv": "noll ett två|tva tre fyra fem sex sju åtta|atta nio",
    "tr": "sıfır|sifir bir iki üç|uc dört|dort beş|bes altı|alti yedi sekiz dokuz",
    "id": "nol|kosong satu dua tiga empat lima enam tujuh delapan sembilan",
    "ru": "ноль|нуль один два три четыре пять шесть семь восемь девять",
    "zh": "〇|零 一|壹|幺|壱 二|贰|貳|弐 三|叁|參|参 四|肆 五|伍 六|陆|陸 七|柒 八|捌 九|玖",
}
"""Each language's digits from 0 to 9, other spellings after a bar."""

_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty|fourty fifty sixty seventy eighty ninety"
_TIMES = {
    "double": 2,
    "dbl": 2,
    "triple": 3,
    "treble": 3,
    "doble": 2,
    "triplo": 3,
    "doppel": 2,
    "dreifach": 3,
}
_WHOLE = {"hundred": "00", "thousand": "000"}
_SHORT = frozenset(("o", "un", "um"))


def _spellings() -> dict[str, str]:
    words: dict[str, str] = {}
    for language in _DIGITS.values():
        for digit, spellings in enumerate(language.split()):
            words |= dict.fromkeys(spellings.split("|"), str(digit))
    for value, word in enumerate(_TEENS.split(), 10):
        words[word] = str(value)
    for tens, spellings in enumerate(_TENS.split(), 2):
        words |= dict.fromkeys(spellings.split("|"), f"{tens}0")
    return words | _WHOLE


_VALUES = _spellings()
_TENS_WORDS = frozenset(word for words in _TENS.split() for word in words.split("|"))
_HAN_DIGITS = "".join(word for word in _VALUES if not word.isascii() and len(word) == 1)


def _any_of(words: list[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


_WORD = rf"(?:{_any_of(list(_VALUES))}|{_any_of(list(_TIMES))})"
_GAP = r"[ \t,.\-/()_*|:;+]{0,3}+"
_RUN = lazy_pattern(
    rf"(?<![\p{{L}}\p{{N}}])(?:[0-9]++{_GAP}){{0,20}}+{_WORD}(?:{_GAP}(?:{_WORD}|[0-9]++)){{1,40}}(?!\p{{L}})"
    rf"|(?:[0-9]++{_GAP}){{0,20}}+[{_HAN_DIGITS}](?:{_GAP}(?:[{_HAN_DIGITS}]|[0-9]++)){{1,40}}"
)
_FIGURES = r"[0-9 \t,.\-/()_*|:;+oumn]"
_BETWEEN, _AFTER = lazy_pattern(rf"{_FIGURES}*+"), lazy_pattern(rf"{_FIGURES}++")
_SHORT_WORD = lazy_pattern(rf"(?<!\p{{L}})(?:{'|'.join(sorted(_SHORT))})++(?!\p{{L}})")
_BEFORE = lazy_pattern(rf"(?r){_FIGURES}++")
_LONGEST_FIGURES = 400
"""What may stand between words for digits, and before and behind them, as part of one row."""
_ROW_GAP = lazy_pattern(rf"{_GAP}(?:(?:o|un|um|[0-9]{{1,10}}+){_GAP})?")
_UNIT = lazy_pattern(rf"{_WORD}|[0-9]++")


@cache
def _words() -> AhoCorasick:
    words = [word for word in (*_VALUES, *_TIMES) if word not in _SHORT]
    return AhoCorasick(words, matchkind=MatchKind.LeftmostLongest)


def applies(text: str) -> bool:
    """Tell whether words for digits stand side by side, or beside figures."""
    found = _words().find_matches_as_indexes(text)
    return bool(found) and _has_row(text, found)


def _has_row(text: str, found: list[tuple[int, int, int]]) -> bool:
    if any(
        text[max(0, start - 1) : start].isdecimal() or text[end : end + 1].isdecimal()
        for _, start, end in found
    ):
        return True
    return any(
        after[1] - before[2] <= _WIDEST_GAP and _ROW_GAP.fullmatch(text, before[2], after[1])
        for before, after in pairwise(found)
    )


def _runs(text: str) -> Iterator[tuple[regex.Match[str], list[tuple[int, int, str]]]]:
    """Yield the rows of digits with their figures; looked for only where words for digits stand."""
    start = end = -1
    words = _words().find_matches_as_indexes(text)
    if not words or not _has_row(text, words):
        return
    short = (word.span() for word in _SHORT_WORD.finditer(text))
    for first, last in sorted([*((first, last) for _, first, last in words), *short]):
        if first < end:
            end = max(end, last)
            continue
        if end >= 0 and _BETWEEN.fullmatch(text, end, first) is None:
            yield from _runs_in(text, start, end)
            start = -1
        if start < 0:
            before = _BEFORE.match(text, max(0, first - _LONGEST_FIGURES), first)
            start = before.start() if before else first
        end = last
    if end >= 0:
        yield from _runs_in(text, start, end)


def _runs_in(
    text: str, start: int, end: int
) -> Iterator[tuple[regex.Match[str], list[tuple[int, int, str]]]]:
    after = _AFTER.match(text, end, end + _LONGEST_FIGURES)
    for run in _RUN.finditer(text, start, (after.end() if after else end) + 1):
        figures = _digits(run[0])
        if figures:
            yield run, figures


def rewrite(folded: MappedText) -> MappedText:
    """Return the text with rows of three and more digits in figures; each maps to its word.

    Gaps between single digits are closed, those beside a number of several figures stay. Single number
    words of prose, and rows that only count (``one, two, three``), stay.
    """
    text, pen, at = folded.text, Rewriter(folded), 0
    for run, figures in _runs(text):
        pen.keep(at, run.start())
        _write(pen, run[0], run.start(), figures)
        at = run.end()
    if at == 0:
        return folded
    pen.keep(at, len(text))
    return pen.done()


def _digits(run: str) -> list[tuple[int, int, str]]:
    """Return the figures of a row, each with its range in the row; none for what is no number."""
    figures: list[tuple[int, int, str]] = []
    words, times, times_at, tens = 0, 1, -1, False
    for unit in _UNIT.finditer(run):
        word, start = unit[0], unit.start()
        if word in _TIMES:
            times, times_at = _TIMES[word], start
            words += 1
            continue
        value = _VALUES.get(word, word)
        words += word in _VALUES
        if tens and len(value) == 1 and value != "0" and word in _VALUES:
            first = figures.pop()
            figures.append((first[0], unit.end(), first[2][0] + value))
        else:
            figures.append((times_at if times_at >= 0 else start, unit.end(), value * times))
        tens, times, times_at = word in _TENS_WORDS, 1, -1
    return figures if _is_number(figures, words, run) else []


def _is_number(figures: list[tuple[int, int, str]], words: int, run: str) -> bool:
    digits = "".join(value for _, _, value in figures)
    glued = re.search(r"[0-9][^\W\d_]|[^\W\d_][0-9]", run) is not None
    if len(digits) < _FEWEST_DIGITS or len(figures) < _FEWEST_WORDS or (words < _FEWEST_WORDS and not glued):
        return False
    if len(figures) < _FEWEST_DIGITS and not any(word in run for word in _TIMES):
        return False
    steps = {int(after) - int(before) for before, after in pairwise(digits)}
    return steps not in ({1}, {-1})


def _write(pen: Rewriter, run: str, start: int, figures: list[tuple[int, int, str]]) -> None:
    before = None
    telephone = len(figures) == _TELEPHONE and all(run[first:last].isalpha() for first, last, _ in figures)
    for number, (first, last, value) in enumerate(figures):
        if telephone and number in _GROUPS and before is not None:
            pen.replace(start + before[1], start + first, "-")
        elif before is not None and first > before[1] and _is_figure(run, before, (first, last)):
            pen.keep(start + before[1], start + first)
        if run[first:last] == value:
            pen.keep(start + first, start + last)
        else:
            pen.replace(start + first, start + last, value)
        before = (first, last)
    if before is not None:
        pen.keep(start + before[1], start + len(run))


def _is_figure(run: str, *ranges: tuple[int, int]) -> bool:
    """Tell whether one of two neighbours is a number of several figures."""
    return any(last - first > 1 and run[first:last].isdecimal() for first, last in ranges)
