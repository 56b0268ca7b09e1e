"""Writes signs of addresses that are spelled: ``name (at) example (dot) com``, ``example[.]com``, ``hxxp://``.

Words such as *at*, *dot* or *point* belong to prose, so each is read as a sign only where what follows
makes an address of it: a top-level domain, or a mail provider.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ahocorasick_rs import AhoCorasick

from buyer_msg_lint.patterns import lazy_pattern
from buyer_msg_lint.spans import MappedText, Rewriter

if TYPE_CHECKING:
    import regex

DISGUISE = "spelled-signs"

_SURE = (
    "com net org edu gov biz xyz cc ly gg io cn ru jp kr hk tw eu nl pl cz ua co\\.uk co\\.jp com\\.cn "
    "com\\.au com\\.br"
)
_TYPED = "com org xyz co\\.uk co\\.jp com\\.cn com\\.au com\\.br"
_WORDS = (
    "info shop store online site website club top link live me co in it us ca de at be es se no dk fi pt "
    "au nz tr id pro app dev ai tv vip ltd uk fr ch br mx ar cl"
)
_PROVIDERS = (
    "gmail googlemail yahoo ymail hotmail outlook live msn aol icloud proton protonmail zoho gmx mail "
    "yandex foxmail qq sina sohu naver rediffmail"
)
_NUMBERED_PROVIDERS = "163 126 139 188"


def _any(words: str) -> str:
    return "|".join(words.split())


_OPEN, _CLOSE = r"[(\[{<]", r"[)\]}>]"
_BLANKS = r"[ \t]{0,3}+"
_END = r"(?![\p{L}\p{N}])"
_TLD = rf"(?:{_any(_SURE)}|{_any(_WORDS)}){_END}"
_SURE_TLD = rf"(?:{_any(_SURE)}){_END}"
_HOST = r"[\p{L}\p{N}](?:[\p{L}\p{N}\-]{0,40})"
_DOT_WORD = (
    r"(?:dot|d0t|period|full[ ]?stop|punkt|point|punto|ponto|punt|kropka|nokta|titik|точка|点|點|ドット|\.)"
)
_FOREIGN_DOT = {
    "punkt|точка": "com net org info de at ch eu ru biz dk no se",
    "point": "com net org fr",
    "punto": "com net org es it mx ar cl pe eu info",
    "ponto": "com net org br pt info",
    "kropka": "com pl net org eu info",
    "punt": "com nl be net org eu",
    "nokta|titik": "com net org tr id co",
}
_BRACKETED_DOT = (
    rf"{_BLANKS}{_OPEN}{_BLANKS}{_DOT_WORD}{_BLANKS}{_CLOSE}{_BLANKS}|[ ]?[_*\-]dot[_*\-][ ]?"
    rf"|[ ]?(?P<quote>['\"])dot(?P=quote)[ ]?"
)
_SPELLED_DOT = rf"(?:{_BLANKS}(?:\b(?:dot|period)\b|点|點|ドット){_BLANKS}(?={_TLD})|{_BRACKETED_DOT})"
_TAIL = (
    rf"(?:{_BRACKETED_DOT}|[ ]{{0,3}}\.[ ]{{0,3}}"
    rf"|{_BLANKS}(?<!\p{{L}})(?:{_DOT_WORD})(?!\p{{L}}){_BLANKS}){_TLD}"
)

_COLOURS = (
    "polka red green blue black white yellow pink gold small tiny big echo a an the each every one this "
    "that no per"
)
_DOT = lazy_pattern(
    rf"(?<=[\p{{L}}\p{{N}}])(?:{_BRACKETED_DOT})(?=[\p{{L}}\p{{N}}])"
    rf"|(?<=[\p{{L}}\p{{N}}]){_BLANKS}(?<!\p{{L}})(?:dot|d0t|period)(?!\p{{L}}){_BLANKS}(?={_SURE_TLD})"
    rf"|(?<=[\p{{L}}\p{{N}}])(?<!\b(?:{_any(_COLOURS)}))[ ]{{1,3}}+(?:dot|d0t)[ ]{{1,3}}+(?={_TLD})"
    rf"|(?<=\b(?:gmail|hotmail|yahoo|icloud))[ ](?=com{_END})"
    rf"|(?<=\bwww)[ ]{{1,2}}+(?=[a-z0-9][a-z0-9-]{{2,40}}[ ]{{1,2}}{_SURE_TLD})"
    rf"|(?<=\bwww[ ]{{1,2}}[a-z0-9][a-z0-9-]{{2,40}})[ ]{{1,2}}+(?={_SURE_TLD})"
    rf"|(?<=[a-z0-9]){_BLANKS}(?:点|點|ドット){_BLANKS}(?={_TLD})"
    rf"|(?<=[a-z0-9][a-z0-9])[ ]{{0,3}}+\.[ ]{{0,3}}+(?<= \.[ ]{{0,3}}|\.[ ]{{1,3}})"
    rf"(?=(?:{_any(_TYPED)}){_END})"
    + "".join(
        rf"|(?<=[\p{{L}}\p{{N}}])[ ]{{1,3}}+(?:{words})[ ]{{1,3}}+(?=(?:{_any(domains)}){_END})"
        for words, domains in _FOREIGN_DOT.items()
    )
)

_FOREIGN_AT_WORDS = (
    r"ät|klammeraffe|arroba|arobase|arobas|chiocciola|małpa|malpa|apenstaartje|apestaart|snabel-a|snabela"
    r"|kuyruklu a|zavináč|zavinac|kukac|собака|艾特|圈a"
)
_AT_WORD, _FOREIGN_AT = rf"(?:at|@|{_FOREIGN_AT_WORDS})", rf"(?:{_FOREIGN_AT_WORDS})"
_PROSE_BEFORE_AT = (
    "us me we are is was look looks looking available online here it them out shop shopping store site "
    "website page find found order buy bought visit purchase contact today now sold selling check support "
    "more prices products items started arrive arrived sign back sale deal deals only and or work working "
    "based not my our your their the a via use with through of in for have any"
)
_BEFORE_AT = frozenset(_PROSE_BEFORE_AT.split())
_ROLES = frozenset(("contact", "support"))
_DOT_FOLLOWS = lazy_pattern(rf"{_HOST}{_SPELLED_DOT}")
_AT = lazy_pattern(
    rf"(?<=[\p{{L}}\p{{N}}])"
    rf"(?:(?<sure>{_BLANKS}{_OPEN}{_BLANKS}(?:a|ä){_BLANKS}{_CLOSE}{_BLANKS}(?={_HOST}{_TAIL})"
    rf"|[ ]?(?:[_*\-]at[_*\-]|(?P<mark>['\"])at(?P=mark))[ ]?(?={_HOST}(?:{_TAIL}))"
    rf"|{_BLANKS}{_OPEN}{_BLANKS}{_AT_WORD}{_BLANKS}{_CLOSE}{_BLANKS}(?={_HOST})"
    rf"|{_BLANKS}@{_BLANKS}(?={_HOST}{_TAIL}|(?:{_any(_PROVIDERS)}|{_any(_NUMBERED_PROVIDERS)}){_END})"
    rf"|{_BLANKS}{_FOREIGN_AT}{_BLANKS}(?={_HOST}{_TAIL}|(?:{_any(_PROVIDERS)}){_END}))"
    rf"|(?<bare>[ ]{{1,3}}+(?:at|chez)(?:[ ]sign)?[ ]{{1,3}}+(?={_HOST}[ ]point[ ](?:fr|com){_END})"
    rf"|[ ]{{1,3}}+(?=(?:gmail|hotmail|yahoo|icloud)[ ]com{_END})"
    rf"|[ ]{{1,3}}+at(?:[ ]sign)?[ ]{{1,3}}+"
    rf"(?=(?:{_any(_PROVIDERS)}){_END}|(?:{_any(_NUMBERED_PROVIDERS)})(?:{_TAIL})|{_HOST}{_SPELLED_DOT})))"
)
_DOT_CLUES = (
    *(
        "dot",
        "d0t",
        "period",
        "www ",
        "gmail com",
        "hotmail com",
        "yahoo com",
        "icloud com",
        "点",
        "點",
        "ドット",
    ),
    *(
        f"{bracket}{blank}{sign}"
        for bracket in "([{<"
        for blank in ("", " ")
        for sign in (".", "punkt", "po")
    ),
    *(
        f"{before} {after}"
        for words, domains in _FOREIGN_DOT.items()
        for before in words.split("|")
        for after in domains.split()
    ),
    *(f"{dot}{domain}" for dot in (" .", ". ", " . ") for domain in _TYPED.replace("\\", "").split()),
)
_OTHER_CLUES = (
    *("chez", ".c0m", "_at_", "-at-", "*at*", "(a)", "(ä)", "[a]", "{a}"),
    *("hxxp", "h**p", "h t t p", "w w w", "www .", "www. ", "@ ", " @"),
    *(
        f"{bracket}{blank}{sign}"
        for bracket in "([{<"
        for blank in ("", " ")
        for sign in ("at", "@", "ät", "arob", "arro", "chio", "klam", "małpa")
    ),
    *(f"at {provider}" for provider in f"{_PROVIDERS} {_NUMBERED_PROVIDERS}".split()),
)
_FOREIGN_AT_CLUES = tuple(_FOREIGN_AT_WORDS.split("|"))
_CLUES = (*_DOT_CLUES, *_OTHER_CLUES, *_FOREIGN_AT_CLUES)
_FIRST_FOREIGN_AT = len(_DOT_CLUES) + len(_OTHER_CLUES)
_HOST_FOLLOWS = lazy_pattern(rf"{_BLANKS}(?:{_CLOSE}|{_HOST}{_TAIL}|(?:{_any(_PROVIDERS)}){_END})")


@cache
def _clues() -> AhoCorasick:
    return AhoCorasick(_CLUES)


_REACH_BACK, _REACH_ON = 70, 90
"""How far a sign, and the address that makes it one, reach from a clue."""
_WORD_BEFORE = lazy_pattern(r"(?r)[\p{L}\p{N}._+\-]++")
_LONGEST_NAME = 64
_SCHEME = lazy_pattern(
    r"(?<!\p{L})h(?:xx|\*\*|tt|[ ]t[ ]t[ ])(?:p|xp)(s?)(?:[ ]?\[?:\]?[ ]?/[ ]?/[ ]?)(?=\S)"
)
_COM = lazy_pattern(r"(?<=[a-z0-9])\.c0m(?![\p{L}\p{N}])")
_WWW = lazy_pattern(r"(?<!\p{L})(?:www|w[ ]w[ ]w)[ ]{0,3}+(?:\.|dot|\[\.\]|\(dot\))[ ]{0,3}+(?=[a-z0-9])")
_SLASH = lazy_pattern(
    rf"(?<=\.(?:{_any(_SURE)}|{_any(_WORDS)}))[ ]{{1,3}}+(?:forward[ ])?slash[ ]{{1,3}}+(?=[\p{{L}}\p{{N}}])"
)


class _Sign(NamedTuple):
    start: int
    end: int
    text: str


def applies(text: str) -> bool:
    """Tell whether a piece of a spelled sign stands somewhere."""
    return bool(_clues().find_matches_as_indexes(text))


def rewrite(folded: MappedText) -> MappedText:
    """Return the text with those signs in place of their words and of the blanks and brackets around them."""
    signs = _signs(folded.text)
    if signs:
        folded = _written(folded, signs)
        slashes = _slashes(folded.text)
        folded = _written(folded, slashes) if slashes else folded
    return folded


def _written(folded: MappedText, signs: list[_Sign]) -> MappedText:
    pen, at = Rewriter(folded), 0
    for sign in signs:
        if sign.start >= at:
            pen.keep(at, sign.start)
            pen.replace(sign.start, sign.end, sign.text)
            at = sign.end
    pen.keep(at, len(folded.text))
    return pen.done()


def _signs(text: str) -> list[_Sign]:
    """Return the spelled signs in order; plain ones are none."""
    clues = [
        (start, end, clue < len(_DOT_CLUES))
        for clue, start, end in _clues().find_matches_as_indexes(text, overlapping=True)
        if clue < _FIRST_FOREIGN_AT or _HOST_FOLLOWS.match(text, end)
    ]
    signs = []
    for start, end in _around((place for *place, of_dots in clues if of_dots), len(text)):
        signs += [_Sign(*dot.span(), ".") for dot in _DOT.finditer(text, start, end)]
    for start, end in _around((place for *place, _ in clues), len(text)):
        signs += [sign for at in _AT.finditer(text, start, end) if (sign := _at(at))]
        signs += [
            _Sign(*scheme.span(), f"http{scheme[1]}://") for scheme in _SCHEME.finditer(text, start, end)
        ]
        signs += [_Sign(*com.span(), ".com") for com in _COM.finditer(text, start, end)]
        signs += [_Sign(*www.span(), "www.") for www in _WWW.finditer(text, start, end)]
    return sorted(
        (sign for sign in signs if text[sign.start : sign.end] != sign.text), key=lambda sign: sign.start
    )


def _around(clues: Iterable[Sequence[int]], length: int) -> Iterator[tuple[int, int]]:
    """Yield the ranges round the clues, in order and apart; signs stand nowhere else."""
    start = end = -1
    for first, last in clues:
        if first - _REACH_BACK > end >= 0:
            yield start, end
            start = -1
        start = max(0, first - _REACH_BACK) if start < 0 else start
        end = min(length, last + _REACH_ON)
    if end >= 0:
        yield start, end


def _at(found: regex.Match[str]) -> _Sign | None:
    if found["bare"] is None:
        return _Sign(*found.span("sure"), "@")
    before = _WORD_BEFORE.search(found.string, max(0, found.start() - _LONGEST_NAME), found.start())
    word = before[0] if before else ""
    spelled = _DOT_FOLLOWS.match(found.string, found.end()) is not None
    prose = (word in _BEFORE_AT and not (spelled and word in _ROLES)) or word.endswith("ing")
    return None if prose else _Sign(*found.span("bare"), "@")


def _slashes(text: str) -> list[_Sign]:
    return [_Sign(*slash.span(), "/") for slash in _SLASH.finditer(text)] if " slash" in text else []
