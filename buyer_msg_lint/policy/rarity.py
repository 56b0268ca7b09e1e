"""How few messages hold a literal: an estimate by which patterns are passed over, and by nothing else.

A literal is a word (``review``), the beginning of words (``recommend*``), two neighbours among the words
(``thank you``), or any other text, as of a script without blanks. Estimated wrongly, it costs time only.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from buyer_msg_lint.policy.word_order import is_cjk

OPEN_END = "*"
"""What a literal ends with that words may go on from."""

_COMMON_WORDS = (
    "a about all also am an and any are as at be been best but by can could dear did do does don for "
    "from get give had has have he hello her here hi how i if in is it item its just kind know let "
    "like ll make me more my need new no not now of on one or order our out please product re regards "
    "s send so some sorry t thank thanks that the their them then there they this time to up us ve "
    "very was we were what when which will with would you your"
)
_COMMON = frozenset(_COMMON_WORDS.split())
_USUAL_WORDS = (
    "able again amazon another answer anything arrive arrived back because before being better but "
    "contact customer customers day days delivered delivery email ever experience few find first free "
    "full further glad go good great happy help hope how information issue keep last leave love made "
    "many may message money much never number only other over package parcel problem products "
    "purchase quality question questions read really receive received refund replacement reply return "
    "right see seller sent service ship shipped shipping should soon still support sure team tell "
    "than these those two understand use used want way well where work working write yes"
)
_USUAL = frozenset(_USUAL_WORDS.split())
_SHARE_OF_COMMON, _SHARE_OF_USUAL, _SHARE_OF_OTHERS = 0.4, 0.12, 0.003
_SHARE_OF_SIGNS, _SHARE_OF_CJK, _SHARE_OF_DIGIT = 0.1, 0.0005, 0.06
_SHARE_OF_BEGINNING = (1.0, 0.9, 0.5, 0.1, 0.03, 0.01)
"""By the length of a beginning, that of any longer one last: short ones are in the midst of many words."""
_SHARE_BESIDE = 0.4
"""How often a word that is there has a given other one, that is there too, beside it."""


def is_pair(literal: str) -> bool:
    """Tell whether a literal is two words side by side."""
    return " " in literal and not literal.endswith(OPEN_END)


def share_of(literals: Iterable[str]) -> float:
    """Return the share of messages that may hold one of the literals: above 1 for several common ones."""
    return sum(map(_share, literals))


@cache
def _share(literal: str) -> float:
    if is_cjk(literal):
        return _SHARE_OF_CJK
    if literal.endswith(OPEN_END):
        return _share_of_beginning(literal.removesuffix(OPEN_END))
    first, _, second = literal.partition(" ")
    if second:
        return _share(first) * _share(second) * _SHARE_BESIDE
    if literal in _COMMON:
        return _SHARE_OF_COMMON
    if literal in _USUAL:
        return _SHARE_OF_USUAL
    return _SHARE_OF_OTHERS if literal.isalnum() else _SHARE_OF_SIGNS


def _share_of_beginning(text: str) -> float:
    """Return the share of messages that may hold a text, in the midst of a word too."""
    if text.isdecimal():
        return _SHARE_OF_DIGIT if text.isascii() else 0.0
    if not text.isalnum():
        return _SHARE_OF_SIGNS
    if any(text in word for word in _COMMON):
        return _SHARE_OF_COMMON
    if any(text in word for word in _USUAL):
        return _SHARE_OF_USUAL
    return _SHARE_OF_BEGINNING[min(len(text), len(_SHARE_OF_BEGINNING) - 1)]
