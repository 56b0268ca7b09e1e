"""Names at messengers and social networks: ``WeChat: name_88``, ``@shop_name``, ``加V abc123``.

A service's name alone is no handle. After a colon, "ID" or "@" any name counts; after a blank only one
that has the marks of a handle: a digit, an underscore, a dot inside.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, TypeAlias

from buyer_msg_lint.detectors import Hit, Look
from buyer_msg_lint.detectors._evidence import Evidence, matches_near
from buyer_msg_lint.patterns import lazy_pattern
from buyer_msg_lint.spans import Span, SpanSet

if TYPE_CHECKING:
    import regex

TRAITS: Mapping[str, str] = {
    "service": "wechat, whatsapp, line, qq, telegram, instagram, facebook, skype, ..., or unknown for @name",
    "name": "the handle itself, in lower case, without @",
}
VIEWS: tuple[str, ...] = ("joined", "unstretched", "respelled")

# services that mean nothing else; common digits for letters are undone here
_SERVICES = {
    "wechat": r"w[e3][ -]?ch[a4@]t|weixin|微信|薇信|威信|徽信|微亻言|v信|v❤|薇❤",
    "whatsapp": r"wh?[a4@]ts?[ -]?[a4@]pp?|wapp",
    "telegram": r"t[e3]l[e3]gr[a4@]m",
    "instagram": r"[i1]nst[a4@]gr[a4@]m",
    "facebook": r"f[a4@]c[e3]b[o0]{2}k(?:[ ]messenger)?",
    "skype": r"skyp[e3]",
    "viber": r"vib[e3]r",
    "kakao": r"kakao(?:[ ]?talk)?|카카오톡|카톡",
    "snapchat": r"snap[ ]?ch[a4@]t",
    "tiktok": r"t[i1]k[ -]?t[o0]k|douyin|抖音",
    "discord": r"disc[o0]rd",
    "twitter": r"tw[i1]tt[e3]r",
    "threads": r"threads(?=[ ]?[:@])",
    "zalo": r"zalo",
    "weibo": r"weibo|微博",
    "xiaohongshu": r"xiaohongshu|小红书",
    "youtube": r"youtube",
    "pinterest": r"pinterest",
    "linkedin": r"linkedin",
    "imessage": r"imessage|facetime",
    "messenger": r"(?:fb[ ])?messenger(?=[ ]?(?:[:@]|id\b))",
    "line": r"line(?=[ ]?(?:id|account)\b)|ライン(?=[ ]?id)"
    r"|(?<!(?:product|model|this|the|new|first|second|last)[ ])line(?=,[ ]id[ ]is\b)",
}
# short names that are also words or letters: what follows must say that a name comes
_SHORT = {
    "telegram": r"tg|tele(?=[ ]?[:@])",
    "instagram": r"ig|insta",
    "facebook": r"fb",
    "snapchat": r"snap(?=[ ]?[:@])",
    "wechat": r"vx|wx",
    "twitter": r"x(?=[ ]?:[ ]?@)",
    "line": r"line(?=[ ]?:)",
    "signal": r"signal(?=[ ]?:)",
}


def _alternatives(names: Mapping[str, str], prefix: str) -> str:
    return "|".join(rf"(?P<{prefix}{index}>{pattern})" for index, pattern in enumerate(names.values()))


_PLAIN = r"[a-z0-9_][a-z0-9._-]{1,28}[a-z0-9_]"
_MARKED = rf"(?=[0-9._-]{{0,29}}[a-z])(?=[a-z0-9._-]{{0,29}}[0-9_]|[a-z0-9]{{1,28}}\.[a-z0-9]){_PLAIN}"
_NUMBER = r"\+?\d[\d -]{5,16}\d"
_BOUND = r"(?![a-z0-9_@])"
_COLON = r"[ ]?(?:[:=：]|->)[ ]?"
_IS = r"(?:[ ](?:is|are)[ ]:?[ ]?|[ ]?(?:是|为|は)[ ]?:?)"
_ID_WORD = r"(?:id|i\.d\.|username|user[ ]name|handle|号码?|帐号|账号|賬號|アカウント)"
_OWNED = rf"(?:{_ID_WORD}|account|user|name|nick(?:name)?|number|no\.?|contact)"
_ENDS = r"(?=[ ]?(?:$|[\n.,;!?)\]|/#，。；！）、]|(?:and|or|for|to|if|so|thanks?|with|-)(?![a-z])))"

_SERVICE_NAMED = lazy_pattern(
    rf"""(?<![a-z0-9_@.])(?:{_alternatives(_SERVICES, "s")})(?:
        (?:[ ]?{_OWNED}|[ ](?:me|us))?{_COLON}(?:@[ ]?(?P<colon_at>{_PLAIN})
            |(?P<colon>live:{_PLAIN}|{_NUMBER}|{_MARKED}|{_PLAIN}{_ENDS})){_BOUND}
        |(?:[ ]?{_OWNED})?{_IS}@?(?P<is_marked>{_NUMBER}|{_MARKED}){_BOUND}
        |(?:,[ ]id|[ ]?{_ID_WORD})(?:{_IS}|[ ])@?(?P<id>{_NUMBER}|{_MARKED}|{_PLAIN}{_ENDS}){_BOUND}
        |(?:号码?|帐号|账号|賬號|[ ]?[-–][ ]?)
            (?P<blank>(?=[a-z0-9.-]{{0,28}}_|[a-z]{{2,20}}[0-9]{{2}}){_PLAIN}){_BOUND}
        |[ ]?\((?P<blank>{_MARKED})\)
        |[ ]?(?P<blank>{_PLAIN}(?=\#[0-9]{{4}}(?![0-9])))
        |[ ]?{_OWNED}[ ]@?(?P<owned>{_NUMBER}|{_MARKED}){_BOUND}
        |[ (]{{0,2}}@[ ]?(?P<at>{_PLAIN}){_BOUND}
        |[ ]{{0,2}}(?:(?<=[一-龥][ ]{{0,2}})|(?<=[ ]))(?P<blank>{_NUMBER}|{_MARKED}){_BOUND}
        |[^.\n!?]{{0,40}}?\b(?:my|our)[ ]{_OWNED}(?:{_COLON}|{_IS}|[ ])@?(?P<my>{_MARKED}){_BOUND}
    )""",
    "VERBOSE",
)
_OTHER_LINES = (
    "model|size|type|version|neck|address|product|production|bottom|top|subject|the|dead|fishing|a|assembly"
    "|first|second|clothes|power"
)
_SHORT_NAMED = lazy_pattern(
    rf"""(?<![a-z0-9_@.'-])(?<!\b(?:{_OTHER_LINES})[ ])(?:{_alternatives(_SHORT, "s")})(?:
        (?:[ ]?{_OWNED})?[ ]?[:：][ ]?(?:@[ ]?(?P<colon_at>{_PLAIN})
            |(?P<colon>(?=[a-z_])(?:{_MARKED}|{_PLAIN}{_ENDS}))){_BOUND}
        |[ ]?{_ID_WORD}(?:{_IS}|[ ])@?(?P<id>{_PLAIN}){_BOUND}
        |[ (]{{0,2}}@(?P<at>{_PLAIN}){_BOUND}
        |(?<=\b[vw]x)[ ](?P<blank>(?=[a-z]{{2}}){_MARKED}){_BOUND}
        |[ ](?P<blank>(?=[a-z])(?=[a-z0-9.]{{0,28}}_){_PLAIN}){_BOUND}
    )""",
    "VERBOSE",
)
_OWN = lazy_pattern(
    rf"""(?<![a-z0-9])(?:my|our)[ ](?:(?P<wechat>v|vx|wx)|(?P<telegram>tg)|(?P<instagram>ig|insta)
    |(?P<facebook>fb)|(?P<whatsapp>wa)|(?P<snapchat>snap))(?:[ ](?:{_ID_WORD}|account|name))?
    (?:[ ](?:is|are)[ ]:?[ ]?|[ ]?[:=][ ]?)@?
    (?P<name>{_MARKED}|(?=[a-z0-9._-]{{8}}){_PLAIN}{_ENDS}){_BOUND}""",
    "VERBOSE",
)
_WECHAT_NAME = r"[a-z][a-z0-9_-]{4,19}"
_ALONE_V = r"(?<![a-z0-9_.-])(?<!\b(?:model|size|type|version)[ ])v"
_CHINESE = lazy_pattern(
    rf"""(?:
    (?:加|➕|\+|添加)[ ]?(?:我)?(?:的)?[ ]?(?:v信|vx|wx|v|薇信?|微信?|威信?)[ ]?(?:号)?[ ]?[:：]?[ ]?
        (?P<added>{_WECHAT_NAME}|1[3-9]\d{{9}})
    |{_ALONE_V}[ ]?[:：][ ]?(?P<letter>(?=[a-z][a-z_-]{{0,18}}[0-9_]){_WECHAT_NAME})
    |(?<![a-z0-9_.-])(?P<qq>qq)(?:[ ]?(?:号码?|群|id|number|no\.?|是|contact))?[ ]?[:：]?[ ]?
        (?P<number>[1-9]\d{{4,10}})
    |(?<![a-z0-9_.-])(?P<group>qq)[ ]?群
    ){_BOUND}""",
    "VERBOSE",
)
_ALONE = lazy_pattern(
    r"(?<![a-z0-9_@.+/\\#=&%-])@(?P<name>(?=[0-9_.]{0,28}[a-z])[a-z0-9_][a-z0-9_.-]{1,28}[a-z0-9_])"
    r"(?![a-z0-9_@(]|\.[a-z0-9])"
)
_ON_SERVICE = lazy_pattern(
    rf"""\b(?:(?P<follow>follow|add|dm)|(?:search(?:[ ]for)?|find|look[ ]up))[ ]@?
    (?P<name>{_PLAIN})[ ](?:on|at|in|via)[ ](?:our[ ]|the[ ])?
    (?:{_alternatives(_SERVICES, "s")}|ig|insta|fb|tg)(?![a-z0-9])""",
    "VERBOSE",
)
_DISCORD_NUMBER = lazy_pattern(r"(?<=[a-z0-9_])#[0-9]{4}(?![0-9])")
_SKYPE_LIVE = lazy_pattern(
    r"(?<![a-z0-9_.:/@-])(?P<name>live:(?:\.cid\.[0-9a-f]{8,20}|(?=[a-z0-9_-]{0,28}[0-9_.])"
    r"[a-z][a-z0-9._-]{2,28}[a-z0-9_]))(?![a-z0-9_@:]|\.[a-z0-9])"
)
# a name that nothing but an account is written as, where somebody is to be looked for or is told
_JOINED = lazy_pattern(
    r"""(?<![a-z0-9_@./\\#&%{<\[$:-])(?P<name>[a-z][a-z0-9]{1,20}(?:_[a-z0-9]{1,20}){1,3})
    (?![a-z0-9_@(/\\%}>\]=-]|\.[a-z0-9])""",
    "VERBOSE",
)
_TELLS_NAME = lazy_pattern(
    r"""\b(?:search(?:[ ]for)?|find|add|look[ ](?:for|up)|follow|tag|dm|friend|user(?:[ ]?name)?|name
    |nick(?:name)?|handle|profile|account|id|called|named|under|come[ ]find[ ]us
    |(?:he|she|we|i|it)(?:'s|'re|'m|[ ](?:is|are|am)))
    (?:[ ](?:is|as|at|there|called|named|on[ ](?:it|there)|under|in[ ]it|me|us)){0,2}
    [ ]?[,:'"]{0,2}[ ]?['"]?$""",
    "VERBOSE",
)
_OF_DEVICE = lazy_pattern(
    r"\b(?:wi-?fi|wlan|bluetooth|network|ssid|hotspot|pair\w*|device\w*|router|connect\w*|files?|folder\w*|firmware|download\w*"
    r"|usb|driver|menu|settings?|parameter|field|column|template|placeholder|password|log[ ]?in)\b"
)
_HAS_MARK = lazy_pattern(r"[0-9_]")
# what no handle does without; each pattern looks only round the places of its own
_IN_SERVICES = """chat ch4t weixin app 4pp gram gr4m book b00k bo0k b0ok skyp vib kakao tok t0k cord c0rd tw
    zalo weibo douyin xiaohong youtube pinterest linkedin imessage messenger facetime ライン 抖音 小红书
    카톡 카카오톡 微 薇 威 徽 v信 v❤"""
_IN_CHINESE = "加 添 qq 微 薇 威 v信"
_LED = {
    word: before
    for words, before in {
        "app 4pp": " -tsw",
        "gram gr4m": "e3a4@",
        "book b00k bo0k b0ok": "e3",
        "cord c0rd": "s",
        "tok t0k": " -k",
        "chat ch4t": " -e3p",
    }.items()
    for word in words.split()
}
"""What stands before the end of a service's name; "happy" and "notebook" have other letters there."""
_ALSO_SERVICES = frozenset({"line", "threads"})
_APART = "v wa line tg ig fb vx wx x tele insta snap signal threads"
_TRIGGERS = Evidence(
    {
        "at": ["@"],
        "service": _IN_SERVICES.split(),
        "chinese": _IN_CHINESE.split(),
        "live": ["live:"],
        "joined": ["_"],
        "apart": _APART.split(),
    }
)
_NAMED_REACH, _CHINESE_REACH, _ALONE_REACH = (14, 120), (14, 60), (2, 50)
_OWN_REACH, _ON_SERVICE_REACH = (6, 80), (70, 20)
_LIVE_REACH = (2, 36)
_JOINED_REACH, _CUE_BEFORE, _DEVICE_AROUND = (64, 66), 40, 120
_NO_NAME = lazy_pattern(
    r"""(?:about|all|also|any|app|are|available|before|below|black|blue|button|call|chat|check|click|closed
    |code|contact|correct|customer|details|done|e\.g|email|feedback|free|friends|group|have|help|here
    |hours|how|i\.e|images|info|install|join|just|let|like|link|links|login|media|message|messages|more
    |negative|neutral|new|not|now|official|only|open|opened|other|our|page|pages|phone|photo|photos
    |picture|pictures|please|positive|post|posts|problem|profile|red|reply|review|reviews|scan|see|send
    |service|share|social|some|something|strong|support|team|text|that|the|them|there|these|this|today
    |unavailable|unknown|update|use|using|version|via|video|videos|view|was|watch|weak|welcome|when
    |white|will|working|yes|you|your)""",
    "VERBOSE",
)
_AT_RULES = frozenset(
    [
        "media",
        "import",
        "charset",
        "keyframes",
        "font-face",
        "supports",
        "page",
        "property",
        "namespace",
        "layer",
    ]
)
_TIME = lazy_pattern(
    r"\d+(?:am|pm|a\.m|p\.m|h|hrs?|hours?|days?|mins?|hz|mhz|ghz|v|w|mm|cm|x|k|p|mp|gb?|mb|bit|usd|eur|each|pcs|fps|th|st|nd|rd)"
)
Matches: TypeAlias = "Iterable[regex.Match[str]]"

_EXPLICIT = ("colon_at", "at")
_GROUPS = ("colon", "is_marked", "id", "owned", "blank", "my")


def may_find(text: str) -> bool:
    """Tell whether the name of a service, a part of it, or an at sign stands in a text."""
    return _TRIGGERS.is_in(text)


def find(text: str, look: Look) -> Iterator[Hit]:
    """Yield handles; the span runs from the service's name, where there is one, to the end of the handle."""
    triggers = _TRIGGERS.places(text)
    apart = [place for place in triggers.get("apart", ()) if _stands_apart(text, *place)]
    at = triggers.get("at", [])
    service = [place for place in triggers.get("service", ()) if _is_led(text, *place)]
    live = triggers.get("live", [])
    joined = triggers.get("joined", [])
    if not (at or service or apart or live or joined or "chinese" in triggers):
        return
    named = [
        place for place in at if text[place[0] - 1 : place[0]].isalnum() or text.startswith("p", place[1])
    ]
    named += service + [place for place in apart if text[slice(*place)] in _ALSO_SERVICES]
    chinese = triggers.get("chinese", [])
    found: list[Hit] = []
    taken = SpanSet()
    for hits in (
        _named(matches_near(_SERVICE_NAMED, text, named, _NAMED_REACH), _SERVICES, look),
        _named(matches_near(_SHORT_NAMED, text, apart, _NAMED_REACH), _SHORT, look),
        _own(matches_near(_OWN, text, apart, _OWN_REACH)),
        _chinese(matches_near(_CHINESE, text, [*chinese, *apart], _CHINESE_REACH)),
        _live(matches_near(_SKYPE_LIVE, text, live, _LIVE_REACH)),
        _on_service(matches_near(_ON_SERVICE, text, [*at, *service, *apart], _ON_SERVICE_REACH)),
        _alone(matches_near(_ALONE, text, at, _ALONE_REACH), look),
        _joined(matches_near(_JOINED, text, joined, _JOINED_REACH), look),
    ):
        for hit in hits:
            if not taken.overlaps(hit.span):
                taken.add(hit.span)
                found.append(hit)
    yield from sorted(found, key=lambda hit: hit.start)


def _stands_apart(text: str, start: int, end: int) -> bool:
    """Tell whether no letter touches a short name, and no digit stands before it."""
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    return not ("a" <= before <= "z" or "0" <= before <= "9" or "a" <= after <= "z")


def _is_led(text: str, start: int, end: int) -> bool:
    before = _LED.get(text[start:end])
    return before is None or text[max(0, start - 1) : start] in before


def _named(matches: Matches, services: Mapping[str, str], look: Look) -> Iterator[Hit]:
    for match in matches:
        groups = match.groupdict()
        explicit = next((groups[group] for group in _EXPLICIT if groups[group]), None)
        name = explicit or next(groups[group] for group in _GROUPS if groups.get(group))
        service = _service(match, services)
        is_word = services is _SHORT and _is_word(match, service, name, look)
        if explicit or (_is_name(name) and not is_word):
            number = _DISCORD_NUMBER.match(match.string, match.end())
            yield _hit(match.start(), number.end() if number else match.end(), service, name)


def _own(matches: Matches) -> Iterator[Hit]:
    for match in matches:
        if _is_name(match["name"]):
            service = next(name for name in _OWN.groupindex if name != "name" and match[name])
            yield _hit(match.start(), match.end(), service, match["name"])


def _joined(matches: Matches, look: Look) -> Iterator[Hit]:
    """Yield names such as ``acme_service``; what is said around them tells those of devices and files."""
    for match in matches:
        start, end = match.span()
        text = match.string
        if not look.cased[start + 1 : end].islower():
            continue
        if not _TELLS_NAME.search(text[max(0, start - _CUE_BEFORE) : start]):
            continue
        if not _OF_DEVICE.search(text[max(0, start - _DEVICE_AROUND) : end + _DEVICE_AROUND]):
            yield _hit(start, end, "unknown", match["name"])


def _live(matches: Matches) -> Iterator[Hit]:
    for match in matches:
        yield _hit(match.start("name"), match.end("name"), "skype", match["name"])


def _is_word(match: regex.Match[str], service: str, name: str, look: Look) -> bool:
    """Tell "line: a12" and "signal: strong" from the services; those are written LINE, and have IDs."""
    if service not in {"line", "signal"} or match["id"]:
        return False
    start = match.start()
    return not (_HAS_MARK.search(name) and look.cased[start : start + len(service)].isupper())


def _service(match: regex.Match[str], services: Mapping[str, str]) -> str:
    index = next(index for index in range(len(services)) if match[f"s{index}"])
    return list(services)[index]


def _is_name(name: str) -> bool:
    return not _NO_NAME.fullmatch(name) and not _TIME.fullmatch(name)


def _hit(start: int, end: int, service: str, name: str) -> Hit:
    return Hit(start, end, name, {"service": service, "name": name})


def _chinese(matches: Matches) -> Iterator[Hit]:
    for match in matches:
        name = match["added"] or match["letter"] or match["number"] or ""
        service = "qq" if match["qq"] or match["group"] else "wechat"
        yield _hit(match.start(), match.end(), service, name)


def _on_service(matches: Matches) -> Iterator[Hit]:
    for match in matches:
        name = match["name"]
        if _is_name(name) and name not in {"us", "me"} and (match["follow"] or _HAS_MARK.search(name)):
            named = [service for index, service in enumerate(_SERVICES) if match[f"s{index}"]]
            yield _hit(match.start("name"), match.end(), named[0] if named else "unknown", name)


def _alone(matches: Matches, look: Look) -> Iterator[Hit]:
    others = None
    for match in matches:
        if match["name"] in _AT_RULES or _TIME.fullmatch(match["name"]):
            continue
        if others is None:
            others = [hit.span for name in ("email-address", "link") for hit in look.hits(name)]
        if not any(other.overlaps(Span(*match.span())) for other in others):
            yield _hit(match.start(), match.end(), "unknown", match["name"])
