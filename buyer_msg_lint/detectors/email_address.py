"""E-mail addresses, also with a quoted local part, with letters of any language, and taken apart by blanks.

Shape: RFC 5321 and RFC 6531, of which the exotic parts are taken only with a host that exists as a public
suffix. An at sign alone is no address: prices, times and handles have one too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, TypeAlias

from buyer_msg_lint.detectors import Hit, Look
from buyer_msg_lint.detectors._bare_domain import PLACE_WORDS
from buyer_msg_lint.detectors._domain import in_own_letters, public_suffix, registrable_domain
from buyer_msg_lint.detectors._evidence import Place, windows
from buyer_msg_lint.detectors._overlaps import without_overlaps
from buyer_msg_lint.patterns import lazy_pattern

if TYPE_CHECKING:
    import regex

TRAITS: Mapping[str, str] = {
    "kind": "plain, quoted, or mailto",
    "host": "the host in lower case, in its own letters; the name of a provider alone is completed",
    "domain": "the registrable domain (example.co.uk), else the host",
    "form": "plain, spaced (blanks around its signs), or short (a provider without its suffix)",
    "alias": "yes for the marketplace's own forwarding addresses, else no",
}
VIEWS: tuple[str, ...] = ("spelled-signs", "joined", "spelled-signs")

_COM_PROVIDERS = (
    *(
        "126",
        "163",
        "aol",
        "foxmail",
        "gmail",
        "googlemail",
        "hotmail",
        "icloud",
        "live",
        "msn",
        "naver",
        "outlook",
    ),
    *("proton", "protonmail", "qq", "sina", "yahoo", "yandex", "zoho"),
)
_PROVIDERS: Mapping[str, str] = {name: f"{name}.com" for name in _COM_PROVIDERS} | {
    "gmx": "gmx.net",
    "web": "web.de",
}
_NO_LETTER = lazy_pattern(r"[\d._+\-]")
_ANY_LETTER = lazy_pattern(r"\p{L}")
_ONLY_BY_CUE = frozenset({"live", "outlook", "proton", "web", "aol", "msn", "zoho", "sina", "126", "163"})
"""Providers whose names are words or numbers; alone after an at sign they may be something else."""
_CJK = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}"
_LETTER = rf"[[\p{{L}}\p{{M}}\p{{N}}]--[{_CJK}]]"
_LABEL = rf"(?:{_LETTER}(?:{_LETTER}|-){{0,62}}+|[{_CJK}]{{1,20}}+)"
_ATOM = rf"(?:{_LETTER}|[!#$%&'*+/=?^_`{{|}}~\-])"
_ATOMS = rf"{_ATOM}{{1,64}}+(?:\.{{1,2}}{_ATOM}{{1,64}}+){{0,8}}\.?"
_LOCAL = rf"(?:(?<mailto>mailto:)?(?<local>{_ATOMS}|[{_CJK}]{{1,12}}+))"
_PLAIN = lazy_pattern(
    rf"{_LOCAL}@(?<host>{_LABEL}(?:\.{_LABEL}){{1,10}}+|\[\d{{1,3}}(?:\.\d{{1,3}}){{3}}\])", "V1"
)
_QUOTED = lazy_pattern(
    rf"(?<mailto>mailto:)?(?<local>\"[^\"\n]{{1,64}}\")@(?<host>{_LABEL}(?:\.{_LABEL}){{1,10}}+)", "V1"
)
_NAME = rf"{_LETTER}(?:{_LETTER}|[._+\-]){{0,62}}+"
_SPACED = lazy_pattern(
    rf"(?<![\w.])(?<local>{_NAME}) ?@ ?(?<host>{_LABEL}(?: ?\. ?{_LABEL}){{1,4}})(?![\w@])", "V1"
)
_SHORT = lazy_pattern(
    rf"(?<![\w.@])(?<local>{_NAME})(?<blank> ?)@ ?(?<host>{'|'.join(_PROVIDERS)})(?<dot>\.?)(?![\w@\-]|\.\w)"
    r"(?! ?[(\[{<]? ?(?:dot|d0t|punkt|point|punto|ponto)\b)",
    "V1",
)
_CUE = lazy_pattern(
    r"(?:e-?mails?|\bmail|write|\baddress|\bcontact|\breach|gmail|邮箱|邮件|メール)"
    r"(?: (?:us|me|him|her|is|to|at|on|via|by|our|my|the|address)){0,3}[\s:\-(]{0,3}$"
)
_ROLES = frozenset(
    {
        "admin",
        "care",
        "cs",
        "help",
        "hello",
        "hi",
        "info",
        "mail",
        "office",
        "sales",
        "service",
        "services",
        "support",
        "team",
    }
)
_COMMA_FOR_DOT = lazy_pattern(r"(?<=\w@[\w\-]{2,40}),(?=(?:com|net|org)(?![\w.]))")
_COMMAS = (",com", ",net", ",org")
_WORD_BEFORE = lazy_pattern(r"(?r)\S{1,600}+")
_HOST_AFTER = lazy_pattern(r"@ ?\S{0,800}+(?: ?\. ?\S{1,64}+){0,4}+")
_LONGEST_QUOTED = 75
_LOOK_AHEAD = 20
"""So far behind an address stands what may show that it is none."""
_MARKS = "'*`~#|{"
Matches: TypeAlias = "Iterable[regex.Match[str]]"


def may_find(text: str) -> bool:
    """Tell whether there is an at sign."""
    return "@" in text


def find(text: str, _look: Look) -> Iterator[Hit]:
    """Yield the addresses in ``text``, in order and without overlaps, without ``mailto:`` and its query."""
    if "@" not in text:
        return
    if any(map(text.__contains__, _COMMAS)):
        text = _COMMA_FOR_DOT.sub(".", text)
    places = list(windows(_around_signs(text), 0, 0, len(text)))
    searches = ((_QUOTED, _quoted), (_PLAIN, _plain), (_SHORT, _short), (_SPACED, _spaced))
    yield from without_overlaps(
        hit
        for pattern, search in searches
        for start, end in places
        for hit in search(text, pattern.finditer(text, start, end))
    )


def _around_signs(text: str) -> Iterator[Place]:
    """Yield, for each at sign, the words before and after it that may make an address with it."""
    at = text.find("@")
    while at >= 0:
        start = _word_start(text, at - 1 if text[at - 1 : at] == " " else at)
        if text[at - 1 : at] == '"':
            start = max(0, min(start, at - _LONGEST_QUOTED))
        host = _HOST_AFTER.match(text, at)
        yield start, min(len(text), (host.end() if host else at) + _LOOK_AHEAD)
        at = text.find("@", at + 1)


def _word_start(text: str, at: int) -> int:
    before = _WORD_BEFORE.search(text, 0, at)
    return before.start() if before else at


def _quoted(text: str, matches: Matches) -> Iterator[Hit]:
    for match in matches:
        host, end = _host_at(text, *match.span("host"))
        local = match["local"]
        if host and " at " not in local and local.strip('" '):
            kind = "mailto" if match["mailto"] else "quoted"
            yield _hit((match.start("local"), end), local, host, kind)


def _plain(text: str, matches: Matches) -> Iterator[Hit]:
    for match in matches:
        host, end = _host_at(text, *match.span("host"))
        local = match["local"].lstrip(_MARKS).removeprefix("mailto:")
        if not host or not local.strip("._-") or "://" in local:
            continue
        start = match.end("local") - len(local)
        if text[start - 3 : start] == "://" or _is_link_user(local):
            continue
        yield _hit((start, end), local, host, "mailto" if match["mailto"] else "plain")


def _short(text: str, matches: Matches) -> Iterator[Hit]:
    for match in matches:
        local, provider = match["local"].rstrip("."), match["host"]
        cue = _CUE.search(text, max(0, match.start() - 60), match.start()) is not None
        tight = not match["blank"]
        if (local in PLACE_WORDS and not (cue and tight)) or (
            not cue and not _is_account_name(local) and not tight
        ):
            continue
        if provider in _ONLY_BY_CUE and not (cue or (tight and _is_account_name(local))):
            continue
        yield _hit((match.start(), match.end("host")), local, _PROVIDERS[provider], form="short")


def _spaced(text: str, matches: Matches) -> Iterator[Hit]:
    for match in matches:
        if " " not in match[0]:
            continue
        local = match["local"].rstrip(".")
        host, end = _spaced_host(text, *match.span("host"))
        if host is None or local in PLACE_WORDS or not _is_unmistakable(text, match.start(), local, host):
            continue
        yield _hit((match.start(), end), local, host, form="spaced")


def _is_unmistakable(text: str, start: int, local: str, host: str) -> bool:
    """Tell a name at a host from ``available @ example.com``, which says where and not who."""
    if host.rpartition(".")[0] in _PROVIDERS or local in _ROLES:
        return True
    if _is_account_name(local) and not host[0].isdecimal():
        return True
    return _CUE.search(text, max(0, start - 60), start) is not None


def _is_account_name(local: str) -> bool:
    return _NO_LETTER.search(local) is not None and _ANY_LETTER.search(local) is not None


def _is_link_user(local: str) -> bool:
    """Tell whether this is the user part of a link (``https://user@host``)."""
    return local.startswith("//") or "/" in local


def _host_at(text: str, start: int, end: int) -> tuple[str | None, int]:
    """Return the host and its end; labels behind a public suffix are the next sentence."""
    host = text[start:end]
    if host.startswith("["):
        return host, end
    labels = host.rstrip("-").split(".")
    for count in range(len(labels), 1, -1):
        name = ".".join(labels[:count])
        if name.rpartition(".")[2].isdecimal():
            continue
        if registrable_domain(name) or _is_test_name(name):
            shorter = labels[: count - 1]
            if count > 2 and shorter[-1] in {"com", "net", "org"} and _is_next_word(name):  # noqa: PLR2004
                continue
            return name, start + len(name)
    return _cjk_tail(host, start) if not host.isascii() else (None, start)


def _cjk_tail(host: str, start: int) -> tuple[str | None, int]:
    """Return the host before Chinese or Japanese text that goes on without a blank."""
    for stop in range(len(host) - 1, host.rfind(".") + 1, -1):
        if registrable_domain(host[:stop]):
            return host[:stop], start + stop
    return None, start


def _is_next_word(name: str) -> bool:
    """Tell whether the last label stands behind a full domain, and makes no suffix with it (com.au)."""
    return "." not in (public_suffix(name) or "")


def _is_test_name(name: str) -> bool:
    return name.endswith((".example", ".test", ".invalid", ".local"))


def _spaced_host(text: str, start: int, end: int) -> tuple[str | None, int]:
    """Return the host without its blanks; it ends where a public suffix does."""
    parts = text[start:end].split(".")
    for count in range(len(parts), 1, -1):
        written = ".".join(parts[:count])
        host = written.replace(" ", "")
        loose = ". " in written and " ." not in written
        if registrable_domain(host) and not (loose and host.rpartition(".")[2] != "com"):
            return host, start + len(written.rstrip())
    return None, start


def _hit(span: tuple[int, int], local: str, host: str, kind: str = "plain", form: str = "plain") -> Hit:
    name = in_own_letters(host)
    domain = registrable_domain(name) or name
    alias = name == "members.ebay.com" or (domain.startswith("amazon.") and name == f"marketplace.{domain}")
    traits = {"kind": kind, "host": name, "domain": domain, "form": form, "alias": "yes" if alias else "no"}
    return Hit(*span, f"{local}@{name}", traits)
