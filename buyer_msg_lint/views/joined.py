"""Closes up words and numbers whose characters are set apart: ``w h a t s a p p``, ``r-e-v-i-e-w``, ``rev*iew``."""

from __future__ import annotations

import re
from collections import Counter

import regex

from buyer_msg_lint.spans import MappedText, Rewriter
from buyer_msg_lint.views._readings import both

DISGUISE = "split-letters"

_FEW_LETTERS = 4
_SHORT_LIST = 3
_WORD_GAPS = 3  # of all gaps of a run, at most one in so many is a gap between words

_SHAPES = bytes(97 if chr(code).isalnum() or chr(code) in "@$" else 32 for code in range(128)) + bytes(128)
_RUN_SHAPE = re.compile(rb" a {1,3}a {1,3}a ")
_MARKS = "*_~^`=\\\\#\""
_MARK_SHAPES = bytes(
    97 if chr(code).isalpha() else 42 if chr(code) in _MARKS else 40 if chr(code) in "([{<" else 46 if code == 46 else 32
    for code in range(128)
) + bytes(128)

_GAPS = regex.compile(r"[^\p{L}\p{N}\p{M}@$]++")
_SINGLE = r"[\p{L}\p{N}@$]"
_GAP = r"(?: ?: ?/ ?/ ?|[^\p{L}\p{N}\p{M}@$]{1,3}+)"
_RUN = regex.compile(rf"(?<![\p{{L}}\p{{N}}\p{{M}}@$]){_SINGLE}(?:({_GAP}){_SINGLE}(?![\p{{L}}\p{{N}}\p{{M}}@$])){{2,}}+")
_HAN = regex.compile(r"\p{Han}")
_HAN_RUN = regex.compile(r"\p{Han}(?:([ .\-_/*~·|+,。、\p{So}]{1,3}+)\p{Han}(?!\p{Han})){2,}+|\p{Han}(?:[.\-_/*~·|+\p{So}]{1,2}+\p{Han})++")
_MARK = regex.compile(
    r"(?<=\p{L})(?:[*_~^`=\\#\"\u00b7\p{So}]{1,2}+(?=\p{L})|([(\[{<])(\p{L})[)\]}>](?=\p{L}))"
)
_DOTTED = regex.compile(r"(?<![\p{L}\p{N}@/.:_\-])\p{L}++(?:\.\p{L}++){1,6}+(?![\p{L}\p{N}@/:_\-])(?!\.\p{L})")
_HOSTS = frozenset(
    "com net org edu gov biz info shop store online site club top xyz vip app io ai co me tv cc ly link live us uk de fr it "
    "es pt nl be se no dk fi pl cz at ch eu ru ua cn hk tw jp kr in au nz ca mx br ar cl pdf jpg jpeg png gif doc docx xls "
    "xlsx csv txt zip html htm php mp www".split()
)


def applies(text: str) -> bool:
    """Tell whether single characters stand apart in a row, or marks stand inside a word."""
    data = text.encode("ascii", "replace")
    if _RUN_SHAPE.search(b" " + data.translate(_SHAPES) + b" "):
        return True
    shape = data.translate(_MARK_SHAPES)
    if b"a*a" in shape or b"a(a" in shape or b"a**a" in shape:
        return True
    if b"a.a" in shape and any(_is_split(dotted[0]) for dotted in _DOTTED.finditer(text)):
        return True
    return not text.isascii() and (_MARK.search(text) is not None or _HAN_RUN.search(text) is not None)


def rewrite(folded: MappedText) -> MappedText:
    """Return the text with split words closed up.

    Gaps that are wider than the others of their run are word gaps and leave one blank. Where a run
    may begin with an article (``a r e v i e w``) the reading with the article apart is given too.
    """
    one, other = _closed_up(folded, article=False), _closed_up(folded, article=True)
    return both(_without_dots(_without_marks(one)), _without_dots(_without_marks(other)))


def _without_marks(mapped: MappedText) -> MappedText:
    text, pen, at = mapped.text, Rewriter(mapped), 0
    for mark in _MARK.finditer(text):
        pen.keep(at, mark.start())
        if mark[2]:
            pen.keep(*mark.span(2))
        at = mark.end()
    if at == 0:
        return mapped
    pen.keep(at, len(text))
    return pen.done()


def _without_dots(mapped: MappedText) -> MappedText:
    text, pen, at = mapped.text, Rewriter(mapped), 0
    for dotted in _DOTTED.finditer(text):
        if not _is_split(dotted[0]):
            continue
        for dot in range(*dotted.span()):
            if text[dot] == ".":
                pen.keep(at, dot)
                at = dot + 1
    if at == 0:
        return mapped
    pen.keep(at, len(text))
    return pen.done()


def _is_split(dotted: str) -> bool:
    """Tell whether dots chop a word; hosts, files and runs of single letters are left alone here."""
    parts = dotted.split(".")
    return not any(part in _HOSTS for part in parts) and any(len(part) > 1 for part in parts)


def _closed_up(mapped: MappedText, *, article: bool) -> MappedText:
    text, pen, at = mapped.text, Rewriter(mapped), 0
    runs = list(_RUN.finditer(text))
    if not text.isascii():
        runs = sorted([*runs, *_HAN_RUN.finditer(text)], key=lambda run: run.start())
    for run in runs:
        if run.start() < at or _is_ordinary(run[0]):
            continue
        pen.keep(at, run.start())
        _close(pen, run[0], run.start(), article=article)
        at = run.end()
    if at == 0:
        return mapped
    pen.keep(at, len(text))
    return pen.done()


def _is_ordinary(run: str) -> bool:
    """Tell whether a row of single characters is a list, or a scale."""
    singles = "".join(character for character in run if character.isalnum() or character in "@$")
    if not run.isascii() and _HAN.match(run):
        return False
    if len(singles) < _SHORT_LIST:
        return True
    steps = {ord(after) - ord(before) for before, after in zip(singles, singles[1:], strict=False)}
    if steps in ({1}, {-1}):
        return True
    return len(singles) <= _FEW_LETTERS and ("," in run or " / " in run) and singles.isalpha()


def _close(pen: Rewriter, run: str, start: int, *, article: bool) -> None:
    gaps = [(gap.start(), gap[0]) for gap in _GAPS.finditer(run)]
    apart = _word_gaps(gaps)
    signs_count = sum(not gap.strip() for _, gap in gaps) * 2 > len(gaps)
    if article and run[0] in "ai" and run[1] == " " and len(gaps) > _FEW_LETTERS:
        apart.add(1)
    at = 0
    for gap_at, gap in gaps:
        pen.keep(start + at, start + gap_at)
        if gap_at in apart:
            pen.replace(start + gap_at, start + gap_at + len(gap), "\n" if "\n" in gap else " ")
        elif signs_count:
            _keep_sign(pen, gap, start + gap_at)
        at = gap_at + len(gap)
    pen.keep(start + at, start + len(run))


def _keep_sign(pen: Rewriter, gap: str, start: int) -> None:
    """Take over the signs of a gap where the others of the run are blank: ``x . c o m``."""
    for at, character in enumerate(gap, start):
        if not character.isspace():
            pen.keep(at, at + 1)


def _word_gaps(gaps: list[tuple[int, str]]) -> set[int]:
    """Return where gaps have more blanks than most of their run; none if those are too many for words."""
    tight = Counter(_blanks(gap) for _, gap in gaps).most_common(1)[0][0]
    apart = {at for at, gap in gaps if _blanks(gap) > tight and not gap.strip()}
    return apart if len(apart) * _WORD_GAPS <= len(gaps) else set()


def _blanks(gap: str) -> int:
    return sum(map(str.isspace, gap))
