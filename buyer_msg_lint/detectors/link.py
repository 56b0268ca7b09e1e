"""Links: addresses with a scheme, bare domains, IP addresses, and links that open an app.

A bare domain is a link when it ends in a real public suffix and the text around it does not show a sentence
that lacks a blank, a file name, an abbreviation, or a template's variable. An e-mail address is no link, nor
is what lies in the buyer's own network (``192.168.0.1``, ``router.local``), or a name at a messenger.
Shape of addresses: RFC 3986; of host names: RFC 1123 and IDNA 2003.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from buyer_msg_lint.detectors import Hit, Look
from buyer_msg_lint.detectors._bare_domain import SHORTENERS, is_address, name_at
from buyer_msg_lint.detectors._domain import in_own_letters, registrable_domain
from buyer_msg_lint.detectors._evidence import has_other_digit
from buyer_msg_lint.detectors._overlaps import without_overlaps
from buyer_msg_lint.patterns import lazy_pattern
from buyer_msg_lint.shapes import Shape

if TYPE_CHECKING:
    import regex

TRAITS: Mapping[str, str] = {
    "kind": "url, bare-domain, ip, or app-link (weixin://, tg://, skype:)",
    "scheme": "https, http, weixin, ...; empty where none is written",
    "host": "the host in lower case, international names in their own letters; empty where there is none",
    "domain": "the registrable domain (example.co.uk), else the host",
    "path": "path, query and fragment as written; empty where there is none",
    "secure": "yes for https and its like, else no",
    "shortener": "yes for services that hide where a link leads, else no",
    "form": "plain, defanged (hxxp, blanks inside), or markdown",
}
VIEWS: tuple[str, ...] = ("spelled-signs", "joined", "spelled-signs")

_CJK_SCRIPTS = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}"
_CJK = rf"[{_CJK_SCRIPTS}]"
_LETTER = rf"[[\p{{L}}\p{{M}}\p{{N}}]--[{_CJK_SCRIPTS}]]"
_LABEL = rf"(?:{_LETTER}(?:{_LETTER}|[\-_]){{0,62}}+|{_CJK}{{1,20}}+)"
_HOST = rf"{_LABEL}(?:\.{_LABEL}){{0,20}}+"
_FILL_IN = r"\$?\{{1,3}[^{}\n]{0,80}\}{1,3}"
# Chinese or Japanese letters are part of a path only where a sign of the path leads to them.
_PATH_CHAR = (
    rf"(?:{_FILL_IN}|(?<=[/=\-_&#+%{_CJK_SCRIPTS}]){_CJK}|\](?!\()"
    rf"|[^\s\]<>\"“”„«»「」『』【】《》〈〉。、…|\\^`{{}}{_CJK_SCRIPTS}])"
)
_PATH = rf"(?:[/?#]{_PATH_CHAR}{{0,2000}}+)?"
_BARE_PATH = rf"(?:(?:/|\?[\w%.\-]{{1,60}}=|\#[a-z]){_PATH_CHAR}{{0,2000}}+)?"
_V4 = r"(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
_IPV4 = lazy_pattern(_V4)
_V6 = r"\[[0-9a-f:.]{2,45}\]"

_NO_HOST_SCHEMES = ("data:", "script:", "skype:")
_SCHEME_LIKE = lazy_pattern(r"[:;/]\s{0,2}[/\\]|h[tx]{2}ps?:")
_SCHEME = lazy_pattern(
    r"(?<![a-z0-9])(?P<scheme>[a-z][a-z0-9+.\-]{1,30})://(?:[^\s/?#@<>\"\[\]{}]{1,64}@)?"
    rf"(?P<host>{_V6}|{_FILL_IN}|{_HOST})?\.?(?P<port>:\d{{1,5}})?(?P<path>{_PATH})",
    "V1",
)
_WEB_SCHEME = lazy_pattern(r"(?:hxxps?|https?|ftps?)$")
_SPELLED_DOT = lazy_pattern(r"[ ]?[(\[{<][ ]?(?:\.|dot)[ ]?[)\]}>]|[ ]dot[ ]\w")
_BROKEN_SCHEME = lazy_pattern(
    r"(?<![a-z0-9])(?P<scheme>h[tx]{2}ps?)(?:[ ]{0,2}[:;][ ]{0,2}[/\\]{1,3}[ ]{0,2}|[/\\]{2}|:)"
    rf"(?P<host>{_LABEL}(?:\.{_LABEL}){{1,20}}+)(?P<port>:\d{{1,5}})?(?P<path>{_PATH})",
    "V1",
)
_NO_HOST = lazy_pattern(
    r"(?<![\w.+-])(?:(?P<scheme>data):[a-z]{2,20}/[a-z0-9.+-]{1,60}[;,][^\s<>\"]{1,4000}+"
    r"|(?P<scheme>javascript|vbscript):(?=[^\s:])[^\s<>\"]{2,2000}+"
    r"|(?P<scheme>skype):[a-z0-9.,:_\-]{3,80}\?(?:chat|call|add|userinfo)\b)",
)
_DOTTED = lazy_pattern(
    rf"(?P<at>(?<=[\w\"'])@)?(?P<slashes>(?<![:/\\\w])//)?(?P<host>{_LABEL}(?:\.{_LABEL}){{1,20}}+)"
    rf"(?P<after>(?::\d{{2,5}}(?![\w.]))?{_BARE_PATH})",
    "V1",
)
_SHAPE = Shape({string.ascii_letters: "a", string.digits: "0", ".": "."}, other="a")
_DOT = lazy_pattern(r"\.\p{L}")
_WIDE_STOP = lazy_pattern(
    r"(?<![a-z0-9.])(?P<host>[a-z0-9\-]{2,63}(?:。[a-z0-9\-]{2,63}){0,3}。(?:com|net|org|cn))(?![a-z0-9])"
    r"(?:/[!-~]{0,500})?"
)
_SPACED = lazy_pattern(
    rf"(?<![\w@.])(?P<host>(?:www ?\. ?)?(?P<name>{_LETTER}(?:{_LETTER}|-){{1,62}}+)"
    r"(?: \. ?(?P<suffix>com|net|org|cn|co\.uk)|\. (?P<suffix>com)|,(?P<suffix>com)"
    r"| \.(?P<suffix>com|net|org|cn|co|io|info|biz|xyz|shop|store|online|de|co\.uk)))"
    r"(?![\w@]|\.\w)(?:/[!-~]{0,500})?",
    "V1",
)
_NO_NAMES = frozenset(
    {"a", "all", "an", "and", "any", "for", "in", "no", "of", "or", "our", "the", "use", "your"}
)
_NUMERIC = lazy_pattern(
    rf"(?<![\w.:@/\-])(?:(?P<host>{_V4})|(?P<host>{_V6}))(?P<port>:\d{{2,5}})?(?P<path>{_PATH})(?!\.?\w|%)",
    "V1",
)
_NUMBERS = lazy_pattern(r"\.\d{1,3}\.\d{1,3}\.\d")
_HEX = lazy_pattern(r"\[[0-9a-f:.]{2,45}\]")
_VERSION_BEFORE = lazy_pattern(
    r"(?:\bv|\bver|version|firmware|software|build|release|rev(?:ision)?|update|section|chapter|app|os|driver)"
    r"[\s.:#]{0,3}$"
)
_VERSIONS_BEFORE = lazy_pattern(
    r"\b(?:firmware|versions?|software|drivers?|builds?|releases?)\b[^\n!?]{0,60}$"
)
_PLACED_BEFORE = lazy_pattern(r"\b(?:at|from|to|via|visit|open|under|server)[\s:(]{1,3}$")
_ACCOUNT_BEFORE = lazy_pattern(
    r"\b(?:skype|telegram|wechat|viber|kakao(?:talk)?|zalo|discord|snapchat|instagram|insta|facebook|tiktok|twitter)"
    r"(?:[ ](?:id|name|me|us|account)){0,2}[ ]?[:=：][ ]{0,2}$"
)
_PORT = lazy_pattern(r"^\.?:\d{1,5}")
_OWN_NETWORK = lazy_pattern(
    r"(?:10|127|192\.168|169\.254|172\.(?:1[6-9]|2\d|3[01]))\.[\d.]{3,11}"
    r"|[\w\-.]{1,100}\.(?:local|lan|home\.arpa|internal)"
)
_ROUTERS = frozenset({"fritz.box", "routerlogin.net", "tplinkwifi.net"})
"""Names by which routers answer in the network at home."""
_SECURE = frozenset({"ftps", "https", "sftp", "wss"})
_NOT_APPS = frozenset(
    {"data", "file", "ftp", "ftps", "http", "https", "javascript", "sftp", "vbscript", "ws", "wss"}
)
_OPENERS = {")": "(", "]": "[", "}": "{"}
_SENTENCE_MARKS = ".,;:!?'’‘*~-–—·"


def may_find(text: str) -> bool:
    """Tell whether a text has a sign of schemes, or a dot, written or meant, before a letter or a digit."""
    return bool(_searches(text))


def find(text: str, look: Look) -> Iterator[Hit]:
    """Yield the links in ``text``, in order and without overlaps; a span is the address and nothing else."""
    searches = _searches(text)
    if not searches:
        return
    hits = without_overlaps(hit for search in searches for hit in search(text, look))
    yield from (hit for hit in hits if not _in_own_network(hit.traits["host"]))


def _searches(text: str) -> list[Callable[[str, Look], Iterator[Hit]]]:
    """Return the searches of which a text has the signs, in their order."""
    shape = _SHAPE.of(text)
    searches: list[Callable[[str, Look], Iterator[Hit]]] = []
    if ("/" in text or "\\" in text or "p:" in text or "ps:" in text) and _SCHEME_LIKE.search(text):
        searches.append(_with_scheme)
    if ":" in text and any(scheme in text for scheme in _NO_HOST_SCHEMES):
        searches.append(_without_host)
    if b".a" in shape:
        searches.append(_dotted)
    if " ." in text or ". com" in text or ",com" in text:
        searches.append(_spaced)
    if "。" in text:
        searches.append(_wide_stops)
    if b".0" in shape or "[" in text or has_other_digit(text):
        searches.append(_numeric)
    return searches


def _in_own_network(host: str) -> bool:
    return host in _ROUTERS or _OWN_NETWORK.fullmatch(host) is not None


def _with_scheme(text: str, look: Look) -> Iterator[Hit]:
    for match in _SCHEME.finditer(text):
        scheme, start = match["scheme"], match.start()
        if web := _WEB_SCHEME.search(scheme):
            start, scheme = start + web.start(), web[0]
        end = _trimmed_end(text, start, match.end())
        if _SPELLED_DOT.match(text, end):
            continue  # the view that reads the dot finds all of it
        if scheme != "mailto" and end > match.end("scheme") + len("://"):
            yield _hit(look, start, end, _Address(scheme, match["host"] or "", match.end("host")))
    for match in _BROKEN_SCHEME.finditer(text):
        if registrable_domain(match["host"].strip("-_")):
            end = _trimmed_end(text, match.start(), match.end())
            address = _Address(match["scheme"], match["host"], match.end("host"), broken=True)
            yield _hit(look, match.start(), end, address)


def _without_host(text: str, look: Look) -> Iterator[Hit]:
    for match in _NO_HOST.finditer(text):
        end = _trimmed_end(text, match.start(), match.end())
        yield _hit(look, match.start(), end, _Address(match["scheme"], "", end))


def _dotted(text: str, look: Look) -> Iterator[Hit]:
    mails = look.hits("email-address") if "@" in text else ()
    for match in _dotted_names(text):
        start, end = match.span("host")
        if match["at"] or text.startswith("@", match.end()):
            continue
        if any(start < mail.end and mail.start < end for mail in mails):
            continue
        name = name_at(text, look.cased, start, end)
        if name is None:
            continue
        whole = name.end == end
        if not is_address(name, match["after"] if whole else "", slashes=bool(match["slashes"])):
            continue
        if _is_account(text, name.host, start):
            continue
        begin = match.start("slashes") if match["slashes"] else name.start
        stop = _trimmed_end(text, begin, match.end()) if whole else name.end
        yield _hit(look, begin, stop, _Address("", name.host, name.end))


def _is_account(text: str, host: str, start: int) -> bool:
    """Tell the name of an account behind that of its service: ``Telegram: bluekettle.support``."""
    return (
        not host.endswith((".com", ".net", ".org"))
        and "/" not in text[start : start + len(host) + 1]
        and _ACCOUNT_BEFORE.search(text, max(0, start - 40), start) is not None
    )


def _dotted_names(text: str) -> Iterator[regex.Match[str]]:
    """Yield the matches of ``_DOTTED``, looking only at words that hold a dot before a letter."""
    done = 0
    for dot in _DOT.finditer(text):
        if dot.start() < done:
            continue
        word = max(done, text.rfind(" ", done, dot.start()) + 1, text.rfind("\n", done, dot.start()) + 1)
        match = _DOTTED.search(text, word)
        if match is None:
            return
        yield match
        done = match.end()


def _spaced(text: str, look: Look) -> Iterator[Hit]:
    for match in _SPACED.finditer(text):
        host = match["host"].replace(" ", "").replace(",", ".")
        suffix = look.cased[match.start("suffix") : match.end("suffix")]
        if match["name"] in _NO_NAMES or suffix.istitle() or registrable_domain(host) is None:
            continue  # "any .com", and "obrigado. Com carinho" with a capital
        end = _trimmed_end(text, match.start(), match.end())
        yield _hit(look, match.start(), end, _Address("", host, match.end("host"), broken=True))


def _wide_stops(text: str, look: Look) -> Iterator[Hit]:
    for match in _WIDE_STOP.finditer(text):
        host = match["host"].replace("。", ".")
        if registrable_domain(host):
            end = _trimmed_end(text, match.start(), match.end())
            yield _hit(look, match.start(), end, _Address("", host, match.end("host"), broken=True))


def _numeric(text: str, look: Look) -> Iterator[Hit]:
    if _NUMBERS.search(text) is None and ("[" not in text or _HEX.search(text) is None):
        return
    for match in _NUMERIC.finditer(text):
        host = match["host"]
        sure = bool(match["port"] or match["path"])
        if not (_is_ip6(host) if host.startswith("[") else sure or _is_ip4(host)):
            continue
        if _is_version(text, match.start(), bare=not sure):
            continue
        end = _trimmed_end(text, match.start(), match.end())
        yield _hit(look, match.start(), end, _Address("", host, match.end("host")))


def _is_version(text: str, start: int, *, bare: bool) -> bool:
    """Tell the version of a program, or one of several in a sentence about them."""
    if _VERSION_BEFORE.search(text, max(0, start - 16), start):
        return True
    placed = _PLACED_BEFORE.search(text, max(0, start - 16), start) is not None
    return bare and not placed and _VERSIONS_BEFORE.search(text, max(0, start - 80), start) is not None


class _Address(NamedTuple):
    """The parts of an address; ``host_end`` is where its host ends in the text."""

    scheme: str
    host: str
    host_end: int
    broken: bool = False


def _hit(look: Look, start: int, end: int, address: _Address) -> Hit:
    host = in_own_letters(address.host.strip("-_"))
    scheme = "http" + address.scheme[4:] if _is_http(address.scheme) else address.scheme
    path = _PORT.sub("", look.cased[address.host_end : max(end, address.host_end)])
    domain = (registrable_domain(host) or host) if host else ""
    traits = {
        "kind": _kind(scheme, host),
        "scheme": scheme,
        "host": host,
        "domain": domain,
        "path": path,
        "secure": "yes" if scheme in _SECURE else "no",
        "shortener": "yes" if domain in SHORTENERS or host in SHORTENERS else "no",
        "form": _form(look.cased, start, broken=address.broken or scheme != address.scheme),
    }
    prefix = f"{scheme}://" if scheme else ""
    return Hit(start, end, f"{prefix}{host}{path}" if host else look.cased[start:end], traits)


def _is_http(scheme: str) -> bool:
    return scheme[:1] == "h" and scheme[1:3].strip("tx") == "" and scheme[3:] in {"p", "ps"}


def _form(cased: str, start: int, *, broken: bool) -> str:
    if broken:
        return "defanged"
    return "markdown" if cased[max(0, start - 2) : start] == "](" else "plain"


def _kind(scheme: str, host: str) -> str:
    if scheme and scheme not in _NOT_APPS:
        return "app-link"
    if host.startswith("[") or _IPV4.fullmatch(host):
        return "ip"
    return "url" if scheme else "bare-domain"


def _is_ip4(address: str) -> bool:
    """Tell an address from a chapter number (``4.1.2.3``); the pattern holds the bounds."""
    numbers = address.split(".")
    return numbers[0] != "0" and max(map(len, numbers)) > 1


def _is_ip6(bracketed: str) -> bool:
    from ipaddress import AddressValueError, IPv6Address

    address = bracketed[1:-1]
    if not any(char.isalnum() for char in address):
        return False
    try:
        IPv6Address(address)
    except AddressValueError:
        return False
    return True


def _trimmed_end(text: str, start: int, end: int) -> int:
    """Give back the punctuation that belongs to the sentence around an address."""
    end = _first_unopened(text, start, end)
    marks = _SENTENCE_MARKS + ("_" if text[start - 1 : start] == "_" else "")
    while end > start and text[end - 1] in marks:
        end -= 1
    return end


def _first_unopened(text: str, start: int, end: int) -> int:
    """Find the first closing bracket that nothing in the address opened, else its end."""
    if not any(closer in text[start:end] for closer in _OPENERS):
        return end
    open_brackets: list[str] = []
    for at in range(start, end):
        char = text[at]
        if char in _OPENERS.values():
            open_brackets.append(char)
        elif char in _OPENERS:
            if not open_brackets or open_brackets[-1] != _OPENERS[char]:
                return at
            open_brackets.pop()
    return end
