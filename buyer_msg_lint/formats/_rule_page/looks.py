"""What a rule looks for and what excuses, in words; the phrases that excuse are told one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from buyer_msg_lint.formats._rule_page.pieces import Code, Line, Listing, codes, filled, joined
from buyer_msg_lint.formats._rule_page.words import WORDS
from buyer_msg_lint.policy.model import Find, LanguageFile, Look, Rule, Traits, Unless

RULES = "rules"
"""The folder of the rules, as pages name it."""
_FEW = 4


def looked_for(rule: Rule, languages: Iterable[LanguageFile], locale: str) -> tuple[Line | Listing, ...]:
    """Return what a rule finds or requires; nothing for a limit."""
    look = rule.find or rule.require
    if look is None:
        return ()
    lines = tuple(_looked_for(look, locale)) + tuple(_languages(rule, languages, locale))
    return (Listing(WORDS[locale]["must"], lines),) if rule.require else lines


def excused(rule: Rule, languages: Iterable[LanguageFile], locale: str) -> tuple[Line | Listing, ...]:
    """Return what excuses a match: traits of hits, phrases, what language files add."""
    words = WORDS[locale]
    told: list[Line | Listing] = [*_excused_hits(rule.find or rule.require, locale)]
    told += excusing_phrases(rule.unless, locale)
    files = [
        file.id for file in languages if rule.id in file.rules and file.rules[rule.id].unless != Unless()
    ]
    if files:
        told.append(filled("{text} {files}", text=(words["unless languages"],), files=_files(files)))
    return tuple(told)


def excusing_phrases(unless: Unless, locale: str) -> Iterator[Listing]:
    """Yield the phrases and patterns that excuse, by what they excuse."""
    for key in Unless.model_fields:
        phrases: tuple[str, ...] = getattr(unless, key)
        if phrases:
            yield Listing(WORDS[locale][f"unless {key}"], tuple((Code(phrase),) for phrase in phrases))


def hits(traits: Traits, locale: str) -> Line:
    """Return in words what traits hits have: ``whose kind is url or bare-domain``."""
    return joined(tuple(_whose(trait, values, WORDS[locale]) for trait, values in traits.items()))


def _whose(trait: str, values: tuple[str, ...], words: Mapping[str, str]) -> Line:
    few = len(values) <= _FEW
    told = codes(values, words["or"]) if few else codes(values)
    return filled(words["whose" if few else "whose one"], trait=(Code(trait),), values=told)


def _looked_for(look: Look, locale: str) -> Iterator[Line]:
    words = WORDS[locale]
    if look.phrases:
        yield (words["phrases"],)
    if look.regex:
        yield (words["regex"],)
    if look.detector:
        told = filled(words["detector"], detector=(Code(look.detector),))
        yield (*told, " ", *hits(look.only, locale)) if look.only else told
    if look.placeholders:
        yield filled(words["placeholders"], names=codes(look.placeholders))
    if isinstance(look, Find):
        if look.marks:
            told = filled(words["marks"], names=codes(look.marks))
            yield (*told, " ", *hits(look.only, locale)) if look.only else told
        yield from _together(look, words)
        if look.differs_from:
            yield filled(words["differs_from"], field=(Code(look.differs_from),))


def _together(find: Find, words: Mapping[str, str]) -> Iterator[Line]:
    lines = []
    for group in find.together:
        line: Line = (words[f"within {group.within}"] if len(group.parts) > 1 else words["alone"],)
        if group.earlier:
            line = joined((line, filled(words["earlier"], names=codes(group.earlier))))
        lines.append(line)
    yield from dict.fromkeys(lines)


def _languages(rule: Rule, languages: Iterable[LanguageFile], locale: str) -> Iterator[Line]:
    own = set(rule.languages)
    own |= {file.language for file in languages if rule.id in file.rules}
    if own:
        yield (f"{WORDS[locale]['languages']} ", *codes(tuple(sorted(own))))


def _excused_hits(look: Look | None, locale: str) -> Iterator[Line]:
    if look is None or not look.except_:
        return
    found = (look.detector,) if look.detector else ()
    marks = look.marks if isinstance(look, Find) else ()
    yield filled(WORDS[locale]["except"], detector=codes((*found, *marks)), traits=hits(look.except_, locale))


def _files(languages: list[str]) -> Line:
    return codes(tuple(f"{RULES}/languages/{language}.yaml" for language in languages))
