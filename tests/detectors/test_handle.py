"""Names at messengers and social networks, and words that only look like them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buyer_msg_lint.context import Context
from buyer_msg_lint.detectors import Hit, Look, handle

MakeLook = Callable[..., Look]

NOT_HANDLES = {
    "volts": "Input V: 12V",
    "an equation": "V = 5",
    "a V model": "Model V: 2024",
    "a V model with letters": "Model V: abc123",
    "a neckline": "size: V-neck",
    "a product line": "line: blue",
    "a product line with a number": "product line: x100",
    "a line of an address": "Line 2: Apt 4",
    "an address line": "Address line: 12 Main St",
    "the bottom line": "bottom line: it_works",
    "line id inside words": "The pipeline identifies it.",
    "ignition": "IG nition and ignition",
    "a signal": "signal: strong",
    "a signal with digits": "signal: 5ghz",
    "an insta-lock": "insta-lock and instant coffee",
    "a TG model": "TG 500 model",
    "QQ alone": "QQ is a row of letters.",
    "fb in a word": "afb fbx",
    "feedback in short": "FB: positive.",
    "a service alone": "We sell a WhatsApp sticker set.",
    "a service with a sentence": "Facebook is great.",
    "a service with a colon and a sentence": "Instagram: see our page for photos",
    "a service before a time": "We use WhatsApp 24h a day.",
    "a service before a year": "Telegram 2024 edition",
    "a service before a picture size": "FaceTime 1080p camera",
    "a state of an account": "Your Telegram account is closed.",
    "something that is wrong on a service": "We saw on Facebook that our number is wrong.",
    "people to be found": "Find us on Facebook.",
    "follow us": "Follow us on Instagram!",
    "an email address": "john@example.com",
    "an email address with blanks": "Write to john @example.com",
    "a price each": "3 @ 5.99",
    "a time": "Meet @ 5pm or @5pm",
    "a price after at": "2 pieces @10.99",
    "a style sheet": "@media (max-width: 10px) and @import url",
    "a web address": "https://example.com/@shop",
    "messenger bag": "This messenger bag_2 is brown.",
    "plus five": "It has 5+V and more.",
    "discord as a word": "There was discord between us.",
    "threads of a screw": "threads 12mm",
    "a product line before an ID": "It is of the product line, id is x100.",
    "a file": "Please find setup_guide in the folder, or lamp_v2.pdf.",
    "a device": "Look for the network named lamp_5f2a and pair with it.",
    "a device in capitals": "Find BT_680 in the list of devices.",
    "a placeholder": "Your name is {{buyer_name}}, or %first_name%.",
    "a field": "Set the account_type and the max_speed.",
    "a line to fill in": "Your name: ____ and your street_____.",
    "going live": "The page is live: enter a name, or go live:now.",
    "a live wire": "live:brown neutral:blue",
}

HANDLES = {
    "WeChat with a colon": ("WeChat: name_88", "WeChat: name_88", "wechat", "name_88"),
    "WeChat ID": ("My wechat id name88 ok", "wechat id name88", "wechat", "name88"),
    "WeChat with a wide colon": ("微信号：abc123", "微信号：abc123", "wechat", "abc123"),
    "WeChat with a digit for a letter": ("w3chat: acme88", "w3chat: acme88", "wechat", "acme88"),
    "V with a colon": ("V: abc123", "V: abc123", "wechat", "abc123"),
    "V信": ("V信abc123", "V信abc123", "wechat", "abc123"),
    "加V": ("请加V abc123", "加V abc123", "wechat", "abc123"),
    "加微信": ("加微信 abc_123", "微信 abc_123", "wechat", "abc_123"),
    "薇信": ("薇信 abc123", "薇信 abc123", "wechat", "abc123"),
    "VX": ("vx: abc", "vx: abc", "wechat", "abc"),
    "LINE ID": ("Line ID: xyz", "Line ID: xyz", "line", "xyz"),
    "LINE in capitals": ("LINE: shop88", "LINE: shop88", "line", "shop88"),
    "QQ": ("QQ 12345678", "QQ 12345678", "qq", "12345678"),
    "a QQ group": ("加入QQ群：87654321", "QQ群：87654321", "qq", "87654321"),
    "a QQ group without a number": ("加入QQ群", "QQ群", "qq", ""),
    "Telegram with at": ("telegram @name", "telegram @name", "telegram", "name"),
    "TG": ("TG: @name", "TG: @name", "telegram", "name"),
    "IG": ("IG: shop_name", "IG: shop_name", "instagram", "shop_name"),
    "insta": ("insta shop_name", "insta shop_name", "instagram", "shop_name"),
    "Instagram at the end": ("Instagram: acmegoods.", "Instagram: acmegoods", "instagram", "acmegoods"),
    "FB": ("FB: shop", "FB: shop", "facebook", "shop"),
    "Skype's own sign alone": (
        "my name there live:acme.mia",
        "live:acme.mia",
        "skype",
        "live:acme.mia",
    ),
    "Skype's own number": (
        "call live:.cid.8f3a2b1c9d0e4f55 now",
        "live:.cid.8f3a2b1c9d0e4f55",
        "skype",
        "live:.cid.8f3a2b1c9d0e4f55",
    ),
    "a name to be looked for": (
        "Please look for acme_service there.",
        "acme_service",
        "unknown",
        "acme_service",
    ),
    "a name of somebody": ("Write to Kevin, he's kevin_acme.", "kevin_acme", "unknown", "kevin_acme"),
    "a name after user": ("Add me, user acme_88.", "acme_88", "unknown", "acme_88"),
    "LINE before its ID": ("We use Line, id is acme-help.", "Line, id is acme-help", "line", "acme-help"),
    "Skype live": ("Skype: live:abc", "Skype: live:abc", "skype", "live:abc"),
    "WhatsApp is": ("my whatsapp is shop88", "whatsapp is shop88", "whatsapp", "shop88"),
    "WhatsApp number": ("WhatsApp: +1 555 0142", "WhatsApp: +1 555 0142", "whatsapp", "+1 555 0142"),
    "an ID told later": (
        "add me on wechat, my id is abc123",
        "wechat, my id is abc123",
        "wechat",
        "abc123",
    ),
    "a name on a service": ("follow acme on instagram", "acme on instagram", "instagram", "acme"),
    "a marked name on a service": ("find acme_88 on tiktok", "acme_88 on tiktok", "tiktok", "acme_88"),
    "at alone": ("Write to @shop_name.", "@shop_name", "unknown", "shop_name"),
    "at with a plain word": ("find us: @acmegoods", "@acmegoods", "unknown", "acmegoods"),
    "at after Chinese": ("关注@acmegoods吧", "@acmegoods", "unknown", "acmegoods"),
    "Snapchat": ("Snapchat acme_goods", "Snapchat acme_goods", "snapchat", "acme_goods"),
    "KakaoTalk": ("KakaoTalk ID acme1", "KakaoTalk ID acme1", "kakao", "acme1"),
    "Discord": ("discord: acme#", "discord: acme", "discord", "acme"),
}


def hits(text: str, look: MakeLook) -> list[tuple[str, str, str]]:
    others: dict[str, tuple[Hit, ...]] = {"link": (), "email-address": ()}
    for name, thing in (("link", "https://example.com/@shop"), ("email-address", "john @example.com")):
        if thing in text:
            start = text.index(thing)
            others[name] = (Hit(start, start + len(thing), thing),)
    found = handle.find(text.lower(), look(text, hits=others))
    return [(text[hit.start : hit.end], hit.traits["service"], hit.traits["name"]) for hit in found]


@pytest.mark.parametrize("text", NOT_HANDLES.values(), ids=NOT_HANDLES)
def test_what_is_no_handle_is_left_alone(text: str, look: MakeLook) -> None:
    assert hits(text, look) == []


@pytest.mark.parametrize(("text", "span", "service", "name"), HANDLES.values(), ids=HANDLES)
def test_handles_are_found_where_they_are(
    text: str, span: str, service: str, name: str, look: MakeLook
) -> None:
    assert hits(text, look) == [(span, service, name)]


def test_several_handles_are_several_hits(look: MakeLook) -> None:
    text = "IG: acme_goods, telegram @acme and @acme_home"
    assert [hit[1] for hit in hits(text, look)] == ["instagram", "telegram", "unknown"]


SOUP = st.lists(
    st.sampled_from(
        ["wechat", ": ", "@", "name_8", "v", "加", "qq", "12345678", " id ", "line", "my ", "\n", "is "]
    )
    | st.text(max_size=4),
    max_size=20,
).map(lambda parts: "".join(parts).lower())


@settings(max_examples=120, deadline=None)
@given(text=SOUP)
def test_hits_lie_in_the_text_in_order(text: str) -> None:
    at = 0
    bare = Look(cased=text, context=Context(), marketplace=None, hits=lambda _: ())
    for hit in handle.find(text, bare):
        assert at <= hit.start < hit.end <= len(text)
        assert set(hit.traits) == set(handle.TRAITS)
        at = hit.end


@settings(max_examples=60, deadline=None)
@given(
    name=st.from_regex(r"[a-z]{3,8}_[a-z0-9]{2,8}", fullmatch=True),
    service=st.sampled_from(["wechat: ", "telegram @", "instagram: ", "skype id ", "whatsapp: "]),
)
def test_a_name_after_its_service_is_found_whole(name: str, service: str) -> None:
    text = service + name
    bare = Look(cased=text, context=Context(), marketplace=None, hits=lambda _: ())
    assert [(hit.start, hit.end, hit.value) for hit in handle.find(text, bare)] == [(0, len(text), name)]
