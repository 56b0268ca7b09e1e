"""Closes up words and numbers that are set apart: ``w h a t s a p p``, ``r-e-v-i-e-w``, ``rev*iew``."""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from buyer_msg_lint.patterns import lazy_pattern
from buyer_msg_lint.shapes import Shape
from buyer_msg_lint.spans import MappedText, Rewriter
from buyer_msg_lint.views._readings import both
from buyer_msg_lint.views._segments import word_starts

if TYPE_CHECKING:
    import regex

DISGUISE = "split-letters"

_FEW_LETTERS = 4
_SHORT_LIST = 3
_WORD_GAPS = 3  # of all gaps of a run, at most one in so many is a gap between words
_ABBREVIATIONS = frozenset(("am", "pm", "eg", "ie", "ps", "nb", "us", "uk", "ca"))

_LETTERS = string.ascii_letters
_SINGLES = Shape({_LETTERS + string.digits + "@$": "a"})
_RUN_SHAPE = re.compile(rb" a {1,3}a {1,3}a ")
_ROW_SHAPE = re.compile(rb" (a(?: {1,11}a(?= )){2,})")
_OTHER_SINGLES = Shape({_LETTERS + string.digits + "@$": "a"}, other="?")
_OTHER_RUN_SHAPE = re.compile(rb"[ ?][a?][ ?]{1,3}[a?][ ?]{1,3}[a?][ ?]")
_MARKED = Shape({_LETTERS: "a", '*_~^`=\\#"': "*", "([{<": "(", ".": "."})
_MARK_SHAPES = (b"a*a", b"a**a", b"a(a")

_GAPS = lazy_pattern(r"[^\p{L}\p{N}\p{M}@$]++")
_SINGLE = r"[\p{L}\p{N}@$]"
_GAP = (
    r"(?: {0,2}: {0,2}/ {0,2}/ {0,2}|  [^\p{L}\p{N}\p{M}@$ ]{1,2}  "  # a Windows line end is two blanks
    r"|[^\p{L}\p{N}\p{M}@$]{1,3}+)"
)
_RUN = lazy_pattern(
    rf"(?<![\p{{L}}\p{{N}}\p{{M}}@$]){_SINGLE}(?:({_GAP}){_SINGLE}(?![\p{{L}}\p{{N}}\p{{M}}@$])){{2,}}+"
)
_HAN_RUN = lazy_pattern(
    r"\p{Han}(?:[ .\-_/*~·|+,。、\p{So}]{1,3}+\p{Han}(?!\p{Han})){2,}+"
    r"|\p{Han}(?:[.\-_/*~·|+\p{So}]{1,2}+\p{Han})++"
)
_MARK = lazy_pattern(
    r"(?<=\p{L})(?:[*_~^`=\\#\"\u00b7\p{So}]{1,2}+(?=\p{L})|([(\[{<])(\p{L})[)\]}>](?=\p{L}))"
)
_TOKEN_BEFORE = lazy_pattern(r"(?r)\S++")
_NAME_OR_LINK = re.compile(r"[{\[%/@]")
_LONGEST_WORD = 64
_INNER_DOT = re.compile(r"\.(?=[^\W\d_])")
_DOTTED = lazy_pattern(
    r"(?<![\p{L}\p{N}@/.:_{\[\-])\p{L}++(?:\.\p{L}++){1,6}+(?![\p{L}\p{N}@/:_\-])(?!\.\p{L})"
)
_SUFFIXES = (
    "com net org edu gov biz info shop store online site club top xyz vip app io ai co me tv cc ly link "
    "live us uk de fr it es pt nl be se no dk fi pl cz at ch eu ru ua cn hk tw jp kr in au nz ca mx br ar "
    "cl pdf jpg jpeg png gif doc docx xls xlsx csv txt zip html htm php mp www"
)
_HOSTS = frozenset(_SUFFIXES.split())


def applies(text: str) -> bool:
    """Tell whether single characters stand apart in a row, or marks stand inside a word."""
    if _may_have_runs(text):
        return True
    shape = _MARKED.of(text)
    if b"a.a" in shape or any(mark in shape for mark in _MARK_SHAPES):
        return True
    return not text.isascii() and (any(_marks(text)) or any(_chopped(text)))


def _may_have_runs(text: str) -> bool:
    if text.isascii():
        return _RUN_SHAPE.search(b" " + _SINGLES.of(text) + b" ") is not None
    # What is not ASCII may be a letter or a sign between letters.
    shape = b" " + _OTHER_SINGLES.of(text) + b" "
    return _OTHER_RUN_SHAPE.search(shape) is not None or _HAN_RUN.search(text) is not None


def rewrite(folded: MappedText) -> MappedText:
    """Return the text with split words closed up.

    Gaps that are wider than the others of their run are word gaps and leave one blank. Where the letters of
    a run make several words (``g i v e f i v e s t a r s``), or a run may begin with an article, the reading
    with those apart is given too.
    """
    text = folded.text
    if not ((_may_have_runs(text) and _runs(text)) or any(_marks(text)) or any(_chopped(text))):
        return folded
    one, other = _closed_up(folded, by_words=False), _closed_up(folded, by_words=True)
    return both(_without_dots(_without_marks(one)), _without_dots(_without_marks(other)))


def _without_marks(mapped: MappedText) -> MappedText:
    text, pen, at = mapped.text, Rewriter(mapped), 0
    for mark in _marks(text):
        pen.keep(at, mark.start())
        if mark[2]:
            pen.keep(*mark.span(2))
        at = mark.end()
    if at == 0:
        return mapped
    pen.keep(at, len(text))
    return pen.done()


def _marks(text: str) -> Iterator[regex.Match[str]]:
    """Yield the marks inside words; placeholders (``{buyer_name}``), file names and links have theirs."""
    shape = _MARKED.of(text)
    if text.isascii() and not any(mark in shape for mark in _MARK_SHAPES):
        return
    for mark in _MARK.finditer(text):
        before = _TOKEN_BEFORE.search(text, max(0, mark.start() - _LONGEST_WORD), mark.start())
        if not before or not _NAME_OR_LINK.search(before[0]):
            yield mark


def _without_dots(mapped: MappedText) -> MappedText:
    text, pen, at = mapped.text, Rewriter(mapped), 0
    for start, end in _chopped(text):
        for dot in range(start, end):
            if text[dot] == ".":
                pen.keep(at, dot)
                at = dot + 1
    if at == 0:
        return mapped
    pen.keep(at, len(text))
    return pen.done()


def _chopped(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges of words with dots inside; hosts, files and placeholders are left alone."""
    if text.isascii() and b"a.a" not in _MARKED.of(text):
        return
    done = 0
    for dot in _INNER_DOT.finditer(text):
        if dot.start() < done:
            continue
        start = max(done, text.rfind(" ", 0, dot.start()) + 1, dot.start() - _LONGEST_WORD)
        dotted = _DOTTED.search(text, start, dot.end() + _LONGEST_WORD)
        done = dot.end()
        if dotted and dotted.start() < dot.start():
            done = dotted.end()
            if _is_split(dotted[0]):
                yield dotted.span()


def _is_split(dotted: str) -> bool:
    parts = dotted.split(".")
    return parts[-1] not in _HOSTS and parts[0] != "www" and any(len(part) > 1 for part in parts)


def _closed_up(mapped: MappedText, *, by_words: bool) -> MappedText:
    text, pen, at = mapped.text, Rewriter(mapped), 0
    for start, end in _runs(text):
        if start >= at:
            pen.keep(at, start)
            _close(pen, text[start:end], start, by_words=by_words)
            at = end
    if at == 0:
        return mapped
    pen.keep(at, len(text))
    return pen.done()


def _runs(text: str) -> list[tuple[int, int]]:
    """Return the ranges of single characters in a row, in order."""
    if not text.isascii():
        runs = {run.span() for run in _RUN.finditer(text) if not _is_ordinary(run[0])}
        return sorted(runs | {run.span() for run in _HAN_RUN.finditer(text)})
    return [
        run.span()
        for row in _ROW_SHAPE.finditer(b" " + _SINGLES.of(text) + b" ")
        for run in _RUN.finditer(text, row.start(), row.end())
        if not _is_ordinary(run[0])
    ]


def _is_ordinary(run: str) -> bool:
    """Tell whether a row of single characters is a list, a scale, or an abbreviation with its neighbour."""
    singles = "".join(character for character in run if character.isalnum() or character in "@$")
    steps = {ord(after) - ord(before) for before, after in pairwise(singles)}
    if steps in ({1}, {-1}):
        return True
    if (
        len(singles) == _SHORT_LIST
        and "." in run
        and not _ABBREVIATIONS.isdisjoint((singles[:2], singles[1:]))
    ):
        return True
    return len(singles) <= _FEW_LETTERS and ("," in run or " / " in run) and singles.isalpha()


def _close(pen: Rewriter, run: str, start: int, *, by_words: bool) -> None:
    gaps = [(gap.start(), gap[0]) for gap in _GAPS.finditer(run)]
    known = _gaps_before_words(run, gaps) if by_words else None
    apart = _word_gaps(gaps) if known is None else known
    if by_words and known is None and _begins_with_article(run) and len(gaps) > _FEW_LETTERS:
        apart.add(1)
    signs_count = sum(not gap.strip() for _, gap in gaps) * 2 > len(gaps)
    at = 0
    for gap_at, gap in gaps:
        pen.keep(start + at, start + gap_at)
        if gap_at in apart:
            pen.replace(start + gap_at, start + gap_at + len(gap), "\n" if "\n" in gap else " ")
        elif signs_count:
            _keep_sign(pen, gap, start + gap_at)
        at = gap_at + len(gap)
    pen.keep(start + at, start + len(run))


def _begins_with_article(run: str) -> bool:
    """Tell whether a row may begin with a word of one letter: ``a r e v i e w``."""
    return run[0] in "ai" and run[1] == " "


def _keep_sign(pen: Rewriter, gap: str, start: int) -> None:
    """Take over the signs of a gap where the others of the run are blank: ``x . c o m``."""
    for at, character in enumerate(gap, start):
        if not character.isspace():
            pen.keep(at, at + 1)


def _gaps_before_words(run: str, gaps: list[tuple[int, str]]) -> set[int] | None:
    """Return where the gaps before known words are, or None if the single characters make no such words."""
    letters = _GAPS.sub("", run)
    if "@" in run and "." in run:
        return None  # an address, which has no words to be told apart
    if len(gaps) < _FEW_LETTERS or len(letters) != len(gaps) + 1:
        return None
    starts = word_starts(letters)
    return {gaps[start - 1][0] for start in starts[1:]} if starts else None


def _word_gaps(gaps: list[tuple[int, str]]) -> set[int]:
    """Return where gaps have more blanks than most of their run; none if those are too many for words."""
    tight = Counter(_blanks(gap) for _, gap in gaps).most_common(1)[0][0]
    apart = {at for at, gap in gaps if _blanks(gap) > tight and not gap.strip()}
    return apart if len(apart) * _WORD_GAPS <= len(gaps) else set()


def _blanks(gap: str) -> int:
    return sum(map(str.isspace, gap))
