"""Disguises watched things in ordinary sentences and counts how many are found, for each kind."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from buyer_msg_lint import Context, Linter
from tests.disguises import DISGUISES

CONTACT_SENTENCES = (
    "You can reach us on {} at any time.",
    "Please contact us via {} for a faster answer.",
    "Our team is on {} from Monday to Friday.",
    "If the photo is too large, send it over {} instead.",
    "Add us: {}",
    "For the video of the assembly write to {}, please.",
    "We answer within an hour when you use {}.",
    "{} is the best way to talk to the technician.",
    "Sorry again for the broken lid! Let us talk on {}.",
    "We could not read your message here, please repeat it on {}.",
    "Order 112-4471029-8830165 is delayed; for news see {}.",
    "Dear Mr. Alvarez,\n\nthe new part left today.\n\nQuestions? {}\n\nKind regards,\nAnna",
)
REQUEST_SENTENCES = (
    "{}.",
    "Please {}.",
    "Thank you for your order, please {}.",
    "It would help our small shop a lot if you could {}.",
    "When the new lamp has arrived, please {}.",
    "May we ask you to {}?",
    "We kindly ask you to {}, it takes one minute only.",
    "Could you {}? Thank you!",
    "Dear Ms. Carter,\n\nthe parcel is there now.\n\nPlease {}.\n\nRegards,\nTom",
    "Your refund of $12.50 was sent today. Now we hope that you {}.",
    "One more thing: {} once you have used it for a week.",
    "Don't forget to {} :",
)

_GLYPHS = (
    "fullwidth",
    "mathematical",
    "circled",
    "bracketed",
    "negative-squared",
    "small-capitals",
    "look-alikes",
    "one-look-alike",
    "zero-width",
    "tag-characters",
    "struck-out",
    "buried-in-marks",
    "reversed-by-override",
    "look-alike-and-zero-width",
    "every-letter-its-own-way",
)
ADDRESS_KINDS = (*_GLYPHS, "spaced", "on-lines")
"""An address with changed letters (leet, stretched, or cut by signs) would be another address."""
NUMBER_KINDS = (
    "zero-width",
    "tag-characters",
    "struck-out",
    "buried-in-marks",
    "spaced",
    "dotted",
    "dotted-and-spaced",
)
"""Digits have no look-alikes in the other kinds."""


class Watched(NamedTuple):
    """Something watched, the rule that must find it, and how it may be disguised."""

    text: str
    rule: str
    sentences: tuple[str, ...] = CONTACT_SENTENCES
    kinds: tuple[str, ...] = tuple(DISGUISES)
    whole: bool = False
    """Whether the disguise takes the whole text at once, signs and all, or word by word."""


_MESSENGERS = ("whatsapp", "wechat", "telegram", "viber", "kakaotalk", "skype")
_NETWORKS = ("facebook", "instagram", "tiktok", "youtube")
_EMAILS = ("support@example.com", "anna.smith@example.net", "lamp-shop@example.org")
_LINKS = ("www.example.com", "northpinelamps.com", "https://example.org/help")
_NUMBERS = ("415-555-0142", "(206) 555-0178", "+44 7700 900123")
_REQUESTS = (
    "leave us a review",
    "write a product review",
    "give us five stars",
    "share your feedback on amazon",
)

WATCHED = (
    *(Watched(name, "off-platform/messenger") for name in _MESSENGERS),
    *(Watched(name, "off-platform/social-network") for name in _NETWORKS),
    *(Watched(text, "contact/email-address", kinds=ADDRESS_KINDS, whole=True) for text in _EMAILS),
    *(Watched(text, "contact/link", kinds=ADDRESS_KINDS, whole=True) for text in _LINKS),
    *(Watched(text, "contact/phone-number", kinds=NUMBER_KINDS, whole=True) for text in _NUMBERS),
    *(Watched(text, "reviews/*", sentences=REQUEST_SENTENCES) for text in _REQUESTS),
)
PLAIN = "none"
_SHORTEST_WORD = 3
_SHARE = 3
_WORD_GAP = {
    "dotted": " ",
    "dotted-and-spaced": "   ",
    "on-lines": "   ",
    "regional-indicators": "   ",
    "spaced": "   ",
    "spaced-leet": "   ",
    "spaced-look-alikes": "   ",
    "mixed-separators": "   ",
    "fullwidth-spaced": "   ",
    "dotted-look-alikes": " ",
}
"""What stands between words whose letters are set apart: more than between the letters, to be readable."""


class Case(NamedTuple):
    """A sentence with something disguised in it; the gap is ``text[start:end]``."""

    kind: str
    watched: Watched
    sentence: str
    text: str
    start: int
    end: int


def cases() -> Iterator[Case]:
    """Yield the cases, the undisguised ones first; the same ones in every run.

    A disguise takes a third of the sentences, another third for each thing and kind, to save time.
    """
    for kind_number, kind in enumerate((PLAIN, *DISGUISES)):
        for number, watched in enumerate(WATCHED):
            if kind in (PLAIN, *watched.kinds):
                first, step = (0, 1) if kind == PLAIN else ((number + kind_number) % _SHARE, _SHARE)
                yield from (_case(kind, watched, sentence) for sentence in watched.sentences[first::step])


def _case(kind: str, watched: Watched, sentence: str) -> Case:
    disguised = _disguised(kind, watched, f"{kind} {watched.text} {sentence}")
    start = sentence.index("{}")
    return Case(kind, watched, sentence, sentence.replace("{}", disguised), start, start + len(disguised))


def _disguised(kind: str, watched: Watched, seed: str) -> str:
    if kind == PLAIN:
        return watched.text
    if watched.whole:
        text = _written_for(kind, watched)
        international = "+" if watched.text.startswith("+") and not text.startswith("+") else ""
        return international + DISGUISES[kind](text, _chance(seed))
    words = (
        DISGUISES[kind](word, _chance(seed)) if len(word) >= _SHORTEST_WORD else word
        for word in watched.text.split(" ")
    )
    return _WORD_GAP.get(kind, " ").join(words)


def _chance(seed: str) -> random.Random:
    """Return the chance for a word; the words of a text are disguised alike."""
    return random.Random(seed)  # noqa: S311 - no secret


def _written_for(kind: str, watched: Watched) -> str:
    """Return a number without its own signs where others are put between its digits."""
    if watched.kinds != NUMBER_KINDS or kind not in _WORD_GAP:
        return watched.text
    return re.sub(r"\D", "", watched.text)


def found(linter: Linter, case: Case) -> bool:
    """Tell whether the right rule marks a place within the gap."""
    topic, _, name = case.watched.rule.partition("/")
    report = linter.lint(case.text, context=Context(message_type="question-reply"))
    return any(
        (violation.rule == case.watched.rule or (name == "*" and violation.category == topic))
        and violation.start is not None
        and violation.end is not None
        and violation.start < case.end
        and case.start < violation.end
        for violation in report.violations
    )


@cache
def outcomes() -> tuple[tuple[Case, bool], ...]:
    """Lint every case under the default policy."""
    linter = Linter(locale="en", select=sorted({watched.rule.partition("/")[0] for watched in WATCHED}))
    return tuple((case, found(linter, case)) for case in cases())


def shares() -> dict[str, tuple[int, int]]:
    """Return, for each kind of disguise, how many were found and how many there are.

    Only what is found undisguised in the same sentence counts under a disguise.
    """
    plainly = {(case.watched, case.sentence) for case, hit in outcomes() if hit and case.kind == PLAIN}
    counts: dict[str, tuple[int, int]] = {}
    for case, hit in outcomes():
        if case.kind == PLAIN or (case.watched, case.sentence) in plainly:
            part, whole = counts.get(case.kind, (0, 0))
            counts[case.kind] = (part + hit, whole + 1)
    return counts
