"""Tells a bare domain (``petwares.shop``) from a sentence that lacks a blank (``has shipped.It will``).

Many public suffixes are words (it, in, me, shop, team). The evidence, strongest first: a path or
a query; the letter case around the dot; the word before the dot; a cue such as "visit"; and how
the text goes on, as nothing follows an address at the end of a sentence, whereas a glued sentence goes on.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from buyer_msg_lint.detectors._domain import public_suffix, registrable_domain
from buyer_msg_lint.patterns import lazy_pattern


@cache
def _lists() -> Mapping[str, frozenset[str]]:
    text = Path(__file__).with_name("_bare_domain_words.txt").read_text(encoding="utf-8")
    lists: dict[str, list[str]] = {}
    words: list[str] = []
    for line in text.split("\n"):
        if line.startswith("["):
            words = lists.setdefault(line.strip("[]"), [])
        elif not line.startswith("#"):
            words.extend(line.split())
    return {name: frozenset(entries) for name, entries in lists.items()}


def _words(name: str) -> frozenset[str]:
    return _lists()[name]


SHORTENERS = _words("shorteners")
_KNOWN_HOSTS = SHORTENERS | _words("messenger hosts")
_PLAIN = frozenset({"com", "net", "org", "info", "biz", "xyz", "icu", "app", "dev", "edu", "gov"})
"""Last labels that no sentence begins with."""
_OLDEST = frozenset({"com", "net", "org"})
_WEB = _words("web suffixes")
_SENTENCE = _words("sentence suffixes")
_STARTERS = _words("starter suffixes")
_FILES = frozenset({"zip", "mov", "cab"})
_PERHAPS_FILES = frozenset({"ai", "app", "md", "pl", "ps", "py", "rs", "sh"})
_FILE_STEMS = _words("file stems")
_FIRMS = frozenset({"gmbh", "inc", "limited", "llc", "llp", "ltd", "sarl"})
_AFTER_NUMBERS = frozenset({"cc", "cn", "co", "com", "info", "net", "org", "ru", "top", "vip", "xyz"})
"""Suffixes of names that are numbers (``1688.com``)."""
_ABBREVIATIONS = _words("abbreviations")
_NET_PRODUCTS = frozenset({"ado", "asp", "ml", "paint", "vb"})
_NEVER_NAMES = _words("never names")
_SENTENCE_ENDS = _NEVER_NAMES | _words("sentence ends")
PLACE_WORDS = _words("place words")
_ENDINGS = lazy_pattern(
    r"\w{2,8}(?:ed|ing|ly|ment|ments|tion|tions|sion|ness|ity|ance|ence|able|ible|ful|ally)"
)
_CAMEL = lazy_pattern(r"\p{Ll}\p{Lu}")
_ADDRESS_PARTS = lazy_pattern(r"(?::\d{2,5})?(?:/\S|\?[\w%.\-]{1,60}=)")
_CUE = lazy_pattern(
    r"(?:\bvisit|\bweb ?(?:site|page|shop|store|address)|\bhomepage|\bbrowse|\bclick|\burls?"
    r"|\bonline (?:at|on|shop|store)|\bgo to|\bhead (?:over )?to|\bcheck out|\bsite|\blink|\bwww"
    r"|\b(?:our|my|the|find us|shop|order|buy|contact us|reach us) (?:shop|store|page|at|on|via|from)"
    r"|访问|网站|网址|官网|登录|浏览)"
    r"[\s:,\-–—(\"'*]{0,4}"
    r"(?:(?:us|is|at|on|to|in|via|our|my|the|new|own|official|shop|store|here)[\s:,\-–—(\"'*]{1,4}){0,3}$"
)
_WEAK_CUE = lazy_pattern(
    r"\b(?:at|on|see|from|via|to|in|try|use|our|follow|search|google|type|enter|open)[\s:(\"'*]{1,3}$"
)
_FIRST_WORD = lazy_pattern(r"(?:^|[\n.!?:>(\[*\-–—])[\s*]{0,3}$")
_ADDRESS_TALK = lazy_pattern(
    r"\W{1,3}(?:\w{1,15}\W{1,2}){0,4}?(?:web ?site|site|web ?shop|online|homepage|shop|store|link)\b"
)
_GOES_ON = lazy_pattern(
    r",? (?:a|about|again|all|also|an|any|as|be|been|before|but|can|case|could|did|do|does|each|ensure|far"
    r"|from|get|had|has|have|he|help|here|how|i|if|in|is|it|its|it's|just|let|long|make|may|me|might|more|most|must"
    r"|need|not|of|one|order|our|please|problem|receive|regards|return|seems|she|should|so|soon|sure|that|the"
    r"|their|then|there|these|they|this|those|to|turns|us|very|was|way|we|were|when|which|will|wishes|worries"
    r"|would|you|your)(?![\w.])"
)
_ENDS_HERE = lazy_pattern(r"[ ]*(?:$|\n|[.!?)\]\"'»”]{1,4}(?:\s|$))")
_NUMBER_FOLLOWS = lazy_pattern(r"\s?[:#.]?\s?[#\d]")
_TEMPLATE_BEFORE = lazy_pattern(r"(?P<sure>\{\{|\$\{|\{%|<%|<#|%\()[^{}\n]{0,100}$|\{[^{}\n]{0,100}$|[$%]$")
_CJK = lazy_pattern(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}]")
_CJK_CUE = lazy_pattern(r".{0,20}?(?:访问|官网|网站|网址|登录|浏览|查看|点击|サイト|请看)[是为]?")


class Name(NamedTuple):
    """A host name at ``text[start:end]``; ``left`` and ``last`` are the labels around its last dot."""

    text: str
    cased: str
    start: int
    end: int

    @property
    def host(self) -> str:
        """The name as the view has it."""
        return self.text[self.start : self.end]

    @property
    def labels(self) -> list[str]:
        """The parts between its dots."""
        return self.host.split(".")

    @property
    def left(self) -> str:
        """The label where a sentence would have ended."""
        return self.labels[-2]

    @property
    def last(self) -> str:
        """The label that a sentence would have begun with."""
        return self.labels[-1]

    @property
    def cased_labels(self) -> list[str]:
        """The parts in the letter case of the draft."""
        return self.cased[self.start : self.end].split(".")

    @property
    def before(self) -> str:
        """The text that leads to the name."""
        return self.text[max(0, self.start - 60) : self.start]

    @property
    def after(self) -> str:
        """How the text goes on."""
        return self.text[self.end : self.end + 80]


def name_at(text: str, cased: str, start: int, end: int) -> Name | None:
    """Return the host name in the dotted labels of ``text[start:end]``.

    Labels behind a public suffix are the next sentence (``example.com.Thanks``), and Chinese or Japanese text
    that leads to the name is no part of it. None if there is no public suffix.
    """
    host = text[start:end]
    if _CJK.search(host):
        return _name_among_cjk(text, cased, start, end)
    labels = host.rstrip("-_").split(".")
    for count in range(len(labels), 1, -1):
        name = ".".join(labels[:count])
        if name not in _KNOWN_HOSTS and registrable_domain(name) is None:
            continue
        end = start + len(name)
        if not _runs_into_sentence(name, cased[start:end]):
            return Name(text, cased, start, end)
    return None


def is_address(name: Name, after: str, *, slashes: bool) -> bool:
    """Tell whether a name is meant as an address.

    ``after`` is the port, path and query behind it; ``slashes`` tells that ``//`` stands before it.
    """
    if _is_template_variable(name) or _follows_apostrophe(name):
        return False
    if name.host in _KNOWN_HOSTS or name.labels[0] == "www" or slashes:
        return True
    if _ADDRESS_PARTS.match(after):
        return not (name.last in _SENTENCE and name.left in _NEVER_NAMES)
    if name.last == "com" or "." in (public_suffix(name.host) or ""):
        return True
    return not _is_abbreviation(name) and not _begins_sentence(name) and _has_evidence(name)


def _runs_into_sentence(name: str, cased: str) -> bool:
    """Tell whether a shorter name, in com, net or org, ends before the last label of this one."""
    shorter, _, last = name.rpartition(".")
    suffix = shorter.rpartition(".")[2]
    if suffix not in _OLDEST or registrable_domain(shorter) is None:
        return False
    return cased.rpartition(".")[2].istitle() or public_suffix(name) != f"{suffix}.{last}"


def _name_among_cjk(text: str, cased: str, start: int, end: int) -> Name | None:
    host = text[start:end]
    first = host.partition(".")[0]
    cue = _CJK_CUE.match(first)
    if cue and cue.end() < len(first):
        start, host = start + cue.end(), host[cue.end() :]
    shortest = host.rfind(".") + 2 if cue else len(host)
    for stop in range(len(host), shortest - 1, -1):
        if registrable_domain(host[:stop]):
            return Name(text, cased, start, start + stop)
    return None


def _is_template_variable(name: Name) -> bool:
    opened = _TEMPLATE_BEFORE.search(name.text, max(0, name.start - 102), name.start)
    return opened is not None and (opened["sure"] is not None or name.last not in _OLDEST)


def _follows_apostrophe(name: Name) -> bool:
    """Tell whether the name begins with the s of a possessive (``customer's.id``)."""
    return len(name.labels[0]) == 1 and name.text[name.start - 1 : name.start] in {"'", "’"}


def _is_abbreviation(name: Name) -> bool:
    if name.last == "net":
        return name.left in _NET_PRODUCTS and len(name.labels) == 2  # noqa: PLR2004 - nothing before it
    return name.left in _ABBREVIATIONS and name.last not in _OLDEST


def _is_number_or_initials(name: Name) -> bool:
    lefts = name.labels[:-1]
    if len(name.left) == 1:
        return len(lefts) > 1 or name.last in _SENTENCE
    return name.left.isdecimal()


def _begins_sentence(name: Name) -> bool:
    """Tell whether the last label is written as the first word of a sentence is."""
    left, last = name.cased_labels[-2:]
    if not last[:1].isupper() or _CAMEL.search(left):
        return False
    ends_here = _ENDS_HERE.match(name.after) is not None
    if left.islower() or left.isdecimal():
        return name.last not in _WEB or name.left in _SENTENCE_ENDS or not ends_here
    if not last[1:].islower():
        return False  # all in capitals: the letter case tells nothing
    if name.left in _NEVER_NAMES:
        return True
    if len(last) == 2:  # noqa: PLR2004 - a country code
        return not ends_here
    follows = name.cased[name.end : name.end + 2]
    return name.last not in _WEB and follows[:1] in {" ", ","} and not follows[1:].isupper()


def _has_evidence(name: Name) -> bool:
    """Tell whether the words around speak for an address."""
    if _is_number_or_initials(name):
        return len(name.left) > 1 and name.last in _AFTER_NUMBERS
    if _CUE.search(name.before):
        return name.left not in _NEVER_NAMES and not (name.last in _FILES and name.left in _SENTENCE_ENDS)
    if name.last in _FILES or (name.last in _PERHAPS_FILES and name.left in _FILE_STEMS):
        return False
    common = name.left in _SENTENCE_ENDS
    if len(name.labels) > 2 and not common:  # noqa: PLR2004 - a sub-domain
        return True
    if name.last in _SENTENCE:
        return _stands_as_name(name)
    return _fits_suffix(name, common=common)


def _fits_suffix(name: Name, *, common: bool) -> bool:
    """Tell whether the word before the dot goes with a suffix that hardly any sentence begins with."""
    if name.last in _PLAIN or len(name.last) == 2 or not name.last.isascii():  # noqa: PLR2004 - a country code
        return name.left not in _NEVER_NAMES or name.last in _OLDEST
    if name.last in _WEB:
        return name.left not in _NEVER_NAMES and (not common or _is_told_as_address(name))
    if common or _ENDINGS.fullmatch(name.left):
        return False
    if name.last in _FIRMS:
        return _WEAK_CUE.search(name.before) is not None
    glued = name.last in _STARTERS and _GOES_ON.match(name.after) is not None
    return not glued or _is_told_as_address(name)


def _is_told_as_address(name: Name) -> bool:
    return bool(
        _ENDS_HERE.match(name.after)
        or _ADDRESS_TALK.match(name.after)
        or _WEAK_CUE.search(name.before)
        or _FIRST_WORD.search(name.before)
    )


def _stands_as_name(name: Name) -> bool:
    """Tell whether ``velcro.it`` is an address although sentences begin with its last label."""
    if name.left in _NEVER_NAMES or (name.last in {"id", "no"} and _NUMBER_FOLLOWS.match(name.after)):
        return False
    if name.left in _SENTENCE_ENDS or _ENDINGS.fullmatch(name.left):
        return _ENDS_HERE.match(name.after) is not None and name.last not in {"am", "id", "no", "pm"}
    return _GOES_ON.match(name.after) is None or _is_told_as_address(name)
