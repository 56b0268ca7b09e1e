"""Languages: the stretches of a text, each of one or more sentences, that are written in one language.

Scripts tell Chinese, Russian, Hindi and others; words tell languages in Latin letters, and n-grams (the
langdetect package) only where words leave doubt. What is too short to tell, such as names, addresses, codes
and courtesies of two words, is part of no stretch or of the one around it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from buyer_msg_lint.detectors import Hit, Look
from buyer_msg_lint.detectors._language.latin import (
    Judgement,
    holds_other_letters,
    is_plainly_english,
    judge,
    judge_message,
    without_codes,
)
from buyer_msg_lint.detectors._language.scripts import (
    has_other_script,
    is_firm,
    is_mostly_other_script,
    script_languages,
    script_runs,
)
from buyer_msg_lint.detectors._language.vocabulary import ENGLISH
from buyer_msg_lint.document import sentences
from buyer_msg_lint.patterns import lazy_pattern
from buyer_msg_lint.spans import Span

TRAITS: Mapping[str, str] = {
    "language": "ISO 639-1 code of the language that the stretch is written in: en, de, zh"
}
VIEWS: tuple[str, ...] = ()

_OTHER_STOP = lazy_pattern(r"[؟؛।॥…]++|(?<=\p{Greek});(?=\s)")
_MARKS_OF_CODE = ("{", "[", "<", "%", "@", "//", "www.")
_BULLETS = "-•*·–>#"
_EDGE = _BULLETS + "".join(chr(code) for code in range(0x3001) if chr(code).isspace())


def may_find(text: str) -> bool:
    """Tell whether anything is written at all."""
    return not text.isspace()


def find(text: str, look: Look) -> Iterator[Hit]:
    """Yield the stretches of one language each, English ones too, without surrounding blanks."""
    for stretch in _stretches(text, look.cased):
        start, end = _trimmed(text, *stretch.span)
        yield Hit(start, end, text[start:end], {"language": stretch.language})


def _stretches(text: str, cased: str) -> list[Judgement]:
    if not holds_other_letters(cased) and is_plainly_english(_told(cased)):
        return [Judgement(Span(0, len(cased)), ENGLISH, firm=True)]
    judged = _joined(_judgements(text, cased))
    if all(stretch.language == ENGLISH for stretch in judged):
        return _judge_message(text, cased, judged)
    return judged


def _judgements(text: str, cased: str) -> Iterator[Judgement]:
    other_script = not text.isascii() and has_other_script(text)
    for start, end in _sentences(text, cased):
        if other_script and has_other_script(text[start:end]):
            yield from _judge_scripts(text, cased, start, end)
        elif is_plainly_english(_told(cased[start:end])):
            yield Judgement(Span(start, end), ENGLISH, firm=True)
        else:
            yield from judge(text, cased, start, end)


def _sentences(text: str, cased: str) -> Iterator[Span]:
    stops = [] if text.isascii() else [stop.end() for stop in _OTHER_STOP.finditer(text)]
    for start, end in sentences(cased):
        at = start
        for cut in (*(stop for stop in stops if start < stop < end), end):
            sentence = _trimmed(cased, at, cut)
            if sentence.start < sentence.end:
                yield sentence
            at = cut


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end].rstrip()
    return Span(start + len(piece) - len(piece.lstrip(_EDGE)), start + len(piece))


def _told(cased: str) -> str:
    """Return a text without what says nothing about its language."""
    return without_codes(cased) if any(map(cased.__contains__, _MARKS_OF_CODE)) else cased


def _judge_scripts(text: str, cased: str, start: int, end: int) -> Iterator[Judgement]:
    told = without_codes(text[start:end])
    runs = [Span(start + run.start, start + run.end) for run in script_runs(told)]
    if runs and is_mostly_other_script(told):
        yield from _judge_mostly_script(text, start, end, Span(runs[0].start, runs[-1].end))
        return
    at = start
    for run in runs:
        stretch = text[slice(*run)]
        if is_firm(stretch):
            yield from _judge_between(text, cased, at, run.start)
            yield _in_script(run, script_languages(stretch), firm=True)
            at = run.end
    yield from _judge_between(text, cased, at, end)


def _judge_mostly_script(text: str, start: int, end: int, script: Span) -> Iterator[Judgement]:
    """Yield a sentence of another script, without the English before and after it."""
    before, after = _trimmed(text, start, script.start), _trimmed(text, script.end, end)
    if is_plainly_english(text[slice(*before)]):
        yield Judgement(before, ENGLISH, firm=True)
        start = script.start
    ends_in_english = is_plainly_english(text[slice(*after)])
    span = Span(start, script.end if ends_in_english else end)
    sentence = text[slice(*span)]
    yield _in_script(span, script_languages(sentence), firm=is_firm(sentence))
    if ends_in_english:
        yield Judgement(after, ENGLISH, firm=True)


def _in_script(span: Span, languages: tuple[str, ...], *, firm: bool) -> Judgement:
    return Judgement(span, languages[0], firm, languages[1:])


def _judge_between(text: str, cased: str, start: int, end: int) -> Iterable[Judgement]:
    start, end = _trimmed(text, start, end)
    return judge(text, cased, start, end) if start < end else ()


def _joined(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Join neighbours of one language, and leave out those that are too little to tell."""
    groups = _merged(_settled(list(judgements)))
    firm = [group for group in groups if group.firm]
    return _merged(firm) if firm else []


def _merged(judgements: Iterable[Judgement]) -> list[Judgement]:
    merged = []
    for language, neighbours in groupby(judgements, key=lambda stretch: stretch.language):
        group = list(neighbours)
        span = Span(group[0].span.start, group[-1].span.end)
        merged.append(Judgement(span, language, firm=any(stretch.firm for stretch in group)))
    return merged


def _settled(judgements: Sequence[Judgement]) -> Iterator[Judgement]:
    """Give each stretch that may be several languages the one that most of the message may be."""
    if len({stretch.language for stretch in judgements}) <= 1:
        yield from judgements
        return
    votes = Counter[str]()
    for stretch in judgements:
        for language in (stretch.language, *stretch.rivals):
            votes[language] += stretch.span.end - stretch.span.start
    for stretch in judgements:
        language = max((stretch.language, *stretch.rivals), key=votes.__getitem__)
        yield stretch._replace(language=language)


def _judge_message(text: str, cased: str, judged: list[Judgement]) -> list[Judgement]:
    """Judge a message as one, when no sentence of it is long enough to be found foreign."""
    whole = _trimmed(text, 0, len(text))
    if has_other_script(text) and is_mostly_other_script(without_codes(cased)):
        return [_in_script(whole, script_languages(text), firm=True)]
    if judged or whole.start >= whole.end:
        return judged
    return judge_message(text, cased, *whole)
