"""Policies of marketplaces other than Amazon: what each leaves alone, and what each finds."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from buyer_msg_lint import Context, Linter, Report, UsageError

POLICIES = ("allegro", "ebay", "etsy", "mercado-libre", "shopee", "tiktok-shop", "walmart")
HOME = {
    "allegro": "allegro.pl",
    "amazon": "amazon.com",
    "ebay": "ebay.com",
    "etsy": "etsy.com",
    "mercado-libre": "mercadolibre.com.mx",
    "shopee": "shopee.vn",
    "tiktok-shop": "seller-us.tiktok.com",
    "walmart": "walmart.ca",
}
FILES = {"attachments": [{"name": f"{number}.pdf", "size": 9} for number in range(4)]}
LATE = {"initiative": "reply", "last_buyer_message_at": "2026-09-01", "sent_at": "2026-11-24"}


@cache
def linter(policy: str) -> Linter:
    return Linter(policy, locale="en")


def lint(policy: str, text: str, **context: Any) -> Report:
    return linter(policy).lint(text, Context(**{"marketplace": HOME[policy], **context}))


@pytest.mark.parametrize(
    ("policy", "text", "context"),
    [
        pytest.param(
            "ebay", "Your order 12-34567-89012 was posted today with UPS.", {}, id="ebay: an order number"
        ),
        pytest.param("ebay", "You find the refund on eBay, in your purchases.", {}, id="ebay: its own name"),
        pytest.param("ebay", "Thank you for buying from our eBay store.", {}, id="ebay: a shop on it"),
        pytest.param("ebay", "Please visit ebay.com and open your purchases.", {}, id="ebay: its own page"),
        pytest.param("ebay", "Follow it at https://www.dhl.com/track.", {}, id="ebay: a carrier's page"),
        pytest.param("ebay", "You can email us through eBay at any time.", {}, id="ebay: its own messages"),
        pytest.param("ebay", "We cannot sell outside of eBay.", {}, id="ebay: a refusal to deal elsewhere"),
        pytest.param("ebay", "x" * 2000, {}, id="ebay: as long as it takes"),
        pytest.param("walmart", "You can drop off the parcel at Walmart.", {}, id="walmart: its own stores"),
        pytest.param("walmart", "Walmart will email you the label.", {}, id="walmart: what it sends itself"),
        pytest.param(
            "walmart", "Your order has been shipped.", {"initiative": "reply"}, id="walmart: an answer"
        ),
        pytest.param(
            "walmart",
            "Keep the lid and we refund you 20%.",
            {"marketplace": "walmart.com"},
            id="walmart: a bargain in the United States",
        ),
        pytest.param("etsy", "Write to help@example.com.", {}, id="etsy: what is not known to be forbidden"),
        pytest.param(
            "etsy", "The drafts.", {"attachments": FILES["attachments"][:3]}, id="etsy: three files"
        ),
        pytest.param("etsy", "We donate the old rings to a school.", {}, id="etsy: a gift of ours"),
        pytest.param("mercado-libre", "x" * 350, {}, id="mercado libre: as long as it takes"),
        pytest.param("mercado-libre", "La lámpara 2.0 llega el 12.11.2026.", {}, id="mercado libre: a date"),
        pytest.param("tiktok-shop", "Hello, the lamp arrives on Friday.", {}, id="tiktok: more than hello"),
        pytest.param("tiktok-shop", "You saw the lamp on our TikTok.", {}, id="tiktok: its own name"),
        pytest.param("shopee", "You find the voucher on Shopee.", {}, id="shopee: its own name"),
        pytest.param("shopee", "We cancelled the order for you.", {}, id="shopee: cancelled by the seller"),
        pytest.param("allegro", "x" * 2000, {}, id="allegro: as long as it takes"),
        pytest.param("allegro", "Napisz: sklep@example.com", {}, id="allegro: what is not known"),
        *(
            pytest.param(
                policy,
                "Hello Ms Lund, we are sorry that the lid was cracked. A new one leaves our warehouse "
                "tomorrow and should arrive by Friday. Please reply to this message if it does not.",
                {},
                id=f"{policy}: an ordinary answer",
            )
            for policy in POLICIES
        ),
    ],
)
def test_a_message_that_the_marketplace_takes_is_clean(
    policy: str, text: str, context: dict[str, Any]
) -> None:
    report = lint(policy, text, **context)
    assert report.not_checked is None
    assert [(one.rule, one.excerpt) for one in report.violations] == []


@pytest.mark.parametrize(
    ("policy", "rule", "text", "context"),
    [
        ("ebay", "contact/email-address", "Best wishes, ana@example.com", {}),
        ("ebay", "contact/any-phone-number", "UPS is at 1-800-555-0163.", {}),
        ("ebay", "contact/handle", "More pictures: @northpine_lamps", {}),
        ("ebay", "contact/outside-link", "See https://northpine.example.com/wash", {}),
        ("ebay", "contact/outside-link", "See https://ebay.com.example.net/wash", {}),
        ("ebay", "off-platform/messenger", "We are on WhatsApp.", {}),
        ("ebay", "off-platform/social-network", "Follow us on Instagram.", {}),
        ("ebay", "off-platform/payment", "Please pay by bank transfer.", {}),
        ("ebay", "off-platform/other-store", "Our Etsy shop has more colours.", {}),
        ("ebay", "off-platform/other-store", "Buy it on our website. We are on eBay too.", {}),
        ("ebay", "off-platform/away-from-marketplace", "Buy it on our website or on eBay.", {}),
        ("ebay", "off-platform/away-from-marketplace", "Buy it on our website, not on eBay.", {}),
        ("ebay", "off-platform/away-from-marketplace", "We can sell it outside of eBay.", {}),
        ("ebay", "off-platform/away-from-marketplace", "Our Amazon store has more colours.", {}),
        ("ebay", "off-platform/contact-elsewhere", "Please email us a picture.", {}),
        ("ebay", "content/offensive", "Just shut up and wait.", {}),
        ("ebay", "style/disguise", "We use wеchаt.", {}),
        ("ebay", "style/plain-text", "Hello,<br>your lamp ships today.", {}),
        ("ebay", "limits/text-length", "x" * 2001, {}),
        (
            "ebay",
            "timing/ebay-message-window",
            "It ships today.",
            {"purchased_at": "2026-01-01", "sent_at": "2026-06-01"},
        ),
        ("walmart", "off-platform/contact-elsewhere", "Please text us tonight.", {}),
        ("walmart", "off-platform/other-store", "Order it on our own website.", {}),
        ("walmart", "off-platform/away-from-marketplace", "It is cheaper than on Walmart.", {}),
        ("walmart", "off-platform/extra-funds", "Please send us another $5.", {}),
        ("walmart", "message-type/return-haggling", "Keep the lid and we refund you 20%.", {}),
        (
            "walmart",
            "message-type/confirmation-only",
            "Your order has been shipped.",
            {"initiative": "proactive"},
        ),
        ("walmart", "marketing/promotion", "Here is a discount for your next order.", {}),
        ("walmart", "marketing/cross-sell", "Feel free to check out our other items.", {}),
        ("walmart", "reviews/incentive", "Leave a review and get a $10 gift card.", {}),
        ("walmart", "reviews/positive-only", "If you are happy, please leave a review.", {}),
        ("walmart", "reviews/diversion", "Contact us first before you leave a bad review.", {}),
        ("walmart", "reviews/change-or-removal", "Please delete your review.", {}),
        (
            "walmart",
            "language/english-store",
            "Nous vous enverrons demain une nouvelle bouilloire sans frais.",
            {},
        ),
        ("walmart", "timing/walmart-reply-deadline", "Yes it fits.", LATE),
        ("etsy", "marketing/promotion", "Enjoy 15% off your next order.", {}),
        ("etsy", "marketing/cross-sell", "Please visit our store again soon.", {}),
        ("etsy", "marketing/donation", "Please consider a small donation.", {}),
        ("etsy", "limits/etsy-attachment-count", "The drafts.", FILES),
        ("etsy", "limits/etsy-attachment-type", "The film.", {"attachments": [{"name": "a.mp4", "size": 9}]}),
        (
            "etsy",
            "limits/etsy-attachment-size",
            "The draft.",
            {"attachments": [{"name": "a.pdf", "size": 104857601}]},
        ),
        ("etsy", "timing/etsy-reply-deadline", "Yes it fits.", LATE),
        ("mercado-libre", "contact/outside-link", "Mira bit.ly/3northpine", {}),
        ("mercado-libre", "contact/any-phone-number", "Llama al +1 206 555 0129.", {}),
        ("mercado-libre", "contact/email-address", "Escribe a ana@example.com.", {}),
        ("mercado-libre", "contact/handle", "Más fotos: @northpine_lamps", {}),
        ("mercado-libre", "off-platform/social-network", "Follow us on Instagram.", {}),
        ("mercado-libre", "style/disguise", "Usamos wеchаt.", {}),
        ("mercado-libre", "limits/text-length", "x" * 351, {}),
        ("mercado-libre", "timing/mercado-libre-conversation", "Sí.", LATE),
        ("tiktok-shop", "contact/outside-link", "See www.bluekettle.example.net", {}),
        ("tiktok-shop", "contact/any-phone-number", "Call 206-555-0147.", {}),
        ("tiktok-shop", "contact/handle", "More pictures: @northpine_lamps", {}),
        ("tiktok-shop", "contact/email-address", "Best wishes, ana@example.com", {}),
        ("tiktok-shop", "off-platform/messenger", "We are on WhatsApp.", {}),
        ("tiktok-shop", "off-platform/social-network", "Follow us on Instagram.", {}),
        ("tiktok-shop", "off-platform/other-store", "Our Etsy shop has more colours.", {}),
        ("tiktok-shop", "off-platform/contact-elsewhere", "Please email us a picture.", {}),
        ("tiktok-shop", "off-platform/away-from-marketplace", "Let us settle this off TikTok.", {}),
        ("tiktok-shop", "style/disguise", "We use wеchаt.", {}),
        ("tiktok-shop", "content/offensive", "Just shut up and wait.", {}),
        ("tiktok-shop", "message-type/greeting-only", "Hello there!", {}),
        ("tiktok-shop", "timing/tiktok-reply-deadline", "Yes it fits.", LATE),
        (
            "tiktok-shop",
            "timing/tiktok-thailand-reply-deadline",
            "Yes it fits.",
            {"marketplace": "TIKTOK_SHOP_TH", **LATE},
        ),
        ("shopee", "contact/email-address", "Best wishes, ana@example.com", {}),
        ("shopee", "contact/any-phone-number", "Call +1 206 555 0129.", {}),
        ("shopee", "contact/handle", "More pictures: @northpine_lamps", {}),
        ("shopee", "off-platform/messenger", "We are on Zalo.", {}),
        ("shopee", "off-platform/social-network", "Follow us on Facebook.", {}),
        ("shopee", "off-platform/payment", "Please pay by bank transfer.", {}),
        ("shopee", "off-platform/other-store", "Buy it on Lazada.", {}),
        ("shopee", "off-platform/contact-elsewhere", "Please send us your phone number.", {}),
        ("shopee", "off-platform/away-from-marketplace", "Let us settle this off Shopee.", {}),
        ("shopee", "off-platform/platform-name", "The lamp is on Lazada too.", {}),
        ("shopee", "style/disguise", "We use wеchаt.", {}),
        ("shopee", "content/offensive", "Just shut up and wait.", {}),
        ("shopee", "message-type/cancel-request", "Please cancel the order.", {}),
        ("shopee", "timing/shopee-reply-deadline", "Yes it fits.", LATE),
        ("allegro", "limits/text-length", "x" * 2001, {}),
        (
            "allegro",
            "limits/allegro-attachment-size",
            "The label.",
            {"attachments": [{"name": "a.pdf", "size": 5242881}]},
        ),
        *(
            (policy, "template/unfilled-placeholder", "Hello {{buyer_name}}, it ships today.", {})
            for policy in POLICIES
        ),
        *(
            (policy, "template/render-failure", "Your parcel is [object Object] today.", {})
            for policy in POLICIES
        ),
    ],
)
def test_a_message_that_breaks_a_rule_is_told(
    policy: str, rule: str, text: str, context: dict[str, Any]
) -> None:
    report = lint(policy, text, **context)
    assert rule in {one.rule for one in report.violations}


def test_every_rule_of_every_policy_is_broken_by_a_message_above() -> None:
    table = test_a_message_that_breaks_a_rule_is_told.pytestmark[0].args[1]
    shown = {(policy, rule) for policy, rule, *_ in table}
    assert shown == {(policy, rule.id) for policy in POLICIES for rule in linter(policy).rules}


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("other", sorted(HOME))
def test_a_marketplace_of_another_family_is_refused(policy: str, other: str) -> None:
    if other == policy:
        linter(policy).check_context(Context(marketplace=HOME[other]))
        return
    with pytest.raises(UsageError, match=f"there is no marketplace '{HOME[other]}'"):
        lint(policy, "Hello.", marketplace=HOME[other])


@pytest.mark.parametrize("policy", POLICIES)
def test_a_policy_knows_its_own_marketplaces_only(policy: str) -> None:
    assert {place.family for place in linter(policy).marketplaces} == {policy}


def test_amazon_does_not_take_other_marketplaces() -> None:
    with pytest.raises(UsageError, match=r"there is no marketplace 'ebay.com'"):
        linter("amazon").check_context(Context(marketplace="ebay.com"))
    places = {place.domain for place in linter("amazon").marketplaces if place.answers_to("PL")}
    assert places == {"amazon.pl"}


@pytest.mark.parametrize("policy", ["amazon", "ebay", "tiktok-shop"])
def test_the_united_kingdom_is_uk_too(policy: str) -> None:
    places = [place.country for place in linter(policy).marketplaces if place.answers_to("UK")]
    assert places == ["GB"]


@pytest.mark.parametrize(
    ("text", "excerpt"),
    [
        ("As this is solved, it is possible to update or remove the feedback that you left.", None),
        ("You can update your seller feedback in Your Orders if you wish.", None),
        ("It is possible to update the review that you left.", "update the review"),
        ("You can update your product feedback.", "update your product feedback"),
        ("Please remove your seller feedback.", "remove your seller feedback"),
    ],
)
def test_amazon_lets_sellers_tell_that_their_own_feedback_can_be_changed(
    text: str, excerpt: str | None
) -> None:
    found = [
        one.excerpt for one in lint("amazon", text).violations if one.rule == "reviews/change-or-removal"
    ]
    assert found == ([excerpt] if excerpt else [])


@pytest.mark.parametrize(
    "text", ["It is possible to update the feedback.", "You can update your seller feedback in Your Orders."]
)
def test_our_own_policy_leaves_feedback_unspoken_of(text: str) -> None:
    report = Linter("amazon-replacement", locale="en", select=["reviews/change-or-removal"]).lint(text)
    assert len(report.violations) == 1


NAMES = {
    "allegro": ("allegro",),
    "amazon": ("amazon", "亚马逊", "seller central", "a-to-z"),
    "ebay": ("ebay",),
    "etsy": ("etsy",),
    "mercado-libre": ("mercado libre", "mercadolibre"),
    "shopee": ("shopee", "虾皮"),
    "tiktok-shop": ("tiktok",),
    "walmart": ("walmart", "沃尔玛"),
}


@pytest.mark.parametrize("policy", POLICIES)
def test_what_a_policy_tells_of_its_rules_names_no_other_marketplace(policy: str) -> None:
    others = [name for family, names in NAMES.items() if family != policy for name in names]
    for rule in linter(policy).rules:
        told = f"{rule.title} {rule.message} {rule.why} {rule.instead} {rule.source}".casefold()
        assert [name for name in others if name in told] == [], rule.id


@pytest.mark.parametrize("policy", POLICIES)
def test_what_a_marketplace_says_is_cited_from_it(policy: str) -> None:
    for rule in linter(policy).rules:
        if rule.basis != "house":
            assert all(NAMES[policy][0] in source.name.casefold() for source in rule.source), rule.id


@pytest.mark.parametrize(
    ("policy", "text", "rule", "said"),
    [
        ("ebay", "Please pay by bank transfer.", "off-platform/payment", "eBay does not let members"),
        ("walmart", "Please delete your review.", "reviews/change-or-removal", "Walmart allows no payment"),
        ("etsy", "Please visit our store again soon.", "marketing/cross-sell", "Etsy forbids advertising"),
        ("shopee", "We are on Zalo.", "off-platform/messenger", "Shopee forbids contact data"),
        ("amazon", "Please delete your review.", "reviews/change-or-removal", "Amazon forbids asking"),
    ],
)
def test_a_violation_gives_the_reason_of_the_marketplace(
    policy: str, text: str, rule: str, said: str
) -> None:
    found = [one for one in lint(policy, text).violations if one.rule == rule]
    assert found
    assert all(one.why.startswith(said) for one in found)
