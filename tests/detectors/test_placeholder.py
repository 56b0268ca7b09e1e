from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buyer_msg_lint.context import Context
from buyer_msg_lint.detectors import Hit, Look, placeholder
from buyer_msg_lint.detectors.placeholder import stands_for

Detect = Callable[..., tuple[Hit, ...]]

NOT_PLACEHOLDERS = {
    "remark-left": "the [left] side",
    "footnote": "as written [1] and [12]",
    "sic": "the recieved [sic] item",
    "urgent": "[URGENT] about your parcel",
    "important": "[Important] about your order",
    "update": "[update] it left today",
    "order-remark": "[order] it left today",
    "order-confirmation": "[Order Confirmation]",
    "customer-service": "[Customer Service] wrote to you",
    "seller-central": "[Seller Central]",
    "sku": "part [SKU-123] is here",
    "order-number-filled": "[Order 112-1234567-1234567]",
    "markdown-link": "[tracking number](https://example.com)",
    "braces-remark": "20.00 {tax included}",
    "braces-optional": "{optional}",
    "empty-braces": "{}",
    "key": "press <Reset> twice",
    "tag": "<br> <b>x</b> <p> <title> <address> <link>",
    "address-in-angles": "<anna@example.com>",
    "comparison": "if a < b and c > d",
    "round-brackets": "(see below) and ((see below))",
    "number-sign": "#1 and #5 screws",
    "hashtag": "#thanks# for it",
    "two-hashtags": "#one #two",
    "percent": "100% and 50%-60% and 5 % of",
    "percents-in-a-row": "10% now, 20% later",
    "sizes": "XXL, XXXL, XXX-Large, size XXXL and 2XXL",
    "kisses": "love, Anna xxx",
    "masked-card": "card XXXX-1234 and XXXX XXXX XXXX 1234",
    "price": "$5, $5.99 and US$7",
    "currency": "20 $USD",
    "quoted-word": "el «pedido» de Ana",
    "insert-key": "Press INSERT KEY HERE on the panel.",
    "divider": "Hello\n_________\nBye",
    "snake-case-word": "the file_name is USB_C",
    "capitals-with-underscore": "MODEL AB_CD",
    "two-underscores": "a __ b",
    "dots": "wait... and so on ....",
    "emoticon": "thanks :] and {: and ^_^",
    "times": "10:30 [local]",
    "chinese-heading": "【重要】 【通知】",
    "list": "[a] first [b] second",
    "todo-in-spanish": "todo bien",
    "double-at": "a@@b",
    "math": "2 % 3 and x%y",
}

PLACEHOLDERS = {
    "double-braces": ("Hi «{{name}}»,", "double-brace", "buyer-name"),
    "double-braces-dotted": ("Order «{{ order.id }}» left", "double-brace", "order-id"),
    "tracking-url": ("See «{{ order.tracking_url }}»", "double-brace", "link"),
    "filter": ("«{{ ticket.customer.firstname | capitalize }}»", "double-brace", "buyer-name"),
    "index": ("«{{ticket.messages[-1].body_text}}»", "double-brace", "unknown"),
    "agent": ("«{{current_user.name}}»", "double-brace", "seller-name"),
    "triple-braces": ("Hi «{{{customerName}}}»", "double-brace", "buyer-name"),
    "handlebars-block": ("«{{#if x}}»yes", "control", "unknown"),
    "single-brace": ("Order «{amazon_order_id}»", "single-brace", "order-id"),
    "single-brace-word": ("Hi «{buyer}»", "single-brace", "buyer-name"),
    "single-brace-words": ("Hi «{Buyer Name}»", "single-brace", "buyer-name"),
    "single-brace-chinese": ("您好«{买家姓名}»", "single-brace", "buyer-name"),
    "single-brace-product": ("«{商品名称}»", "single-brace", "product-name"),
    "single-brace-number": ("Hi «{0}»", "single-brace", "unknown"),
    "shipping-number": ("«{logi_no}»", "single-brace", "tracking-number"),
    "smarty": ("«{$orderNumber}»", "single-brace", "order-id"),
    "smarty-if": ("«{if $x}»yes", "control", "unknown"),
    "dollar-brace": ("Hi «${order.recipient_name}»", "dollar-brace", "buyer-name"),
    "dollar-brace-item": ("«${order.item_name}»", "dollar-brace", "product-name"),
    "dollar-brace-date": ("«${order.purchase_date}»", "dollar-brace", "date"),
    "dollar-brace-shop": ("«${config.storeName}»", "dollar-brace", "seller-name"),
    "dollar-underscores": ("«$__link__»", "dollar", "link"),
    "dollar-name": ("Hi «$buyer_name»", "dollar", "buyer-name"),
    "double-brackets": ("Hi «[[buyer-name]]»", "double-bracket", "buyer-name"),
    "double-brackets-label": ("Please «[[contact-link:let us know]]»", "double-bracket", "link"),
    "double-brackets-camel": ("«[[ContactUs]]»", "double-bracket", "unknown"),
    "double-percent": ("Hi «%%buyer_first_name%%»", "percent", "buyer-name"),
    "percent-brackets": ("«[%INV_CUST_NAME%]»", "percent", "buyer-name"),
    "percent-name": ("Hi «%CUSTOMER_NAME%»", "percent", "buyer-name"),
    "printf": ("Order «%(orderNumber)s»", "printf", "order-id"),
    "printf-plain": ("Hi «%s», ok", "printf", "unknown"),
    "hash": ("Order «#order_id#» left", "hash", "order-id"),
    "double-hash": ("Hi «##customer_name##»", "hash", "buyer-name"),
    "at-signs": ("Hi «@@NAME@»", "at", "buyer-name"),
    "merge-field": ("Hi «\xabFirst_Name\xbb»", "guillemet", "buyer-name"),
    "mail-chimp": ("Hi «*|FNAME|*»", "mail-chimp", "buyer-name"),
    "erb": ("Hi «<%= @name %>»", "angle-percent", "buyer-name"),
    "ejs-raw": ("Order «<%- order.id %>»", "control", "unknown"),
    "freemarker": ("«<#if x>»yes", "control", "unknown"),
    "liquid": ("«{% if x %}»yes", "control", "unknown"),
    "comment": ("«{# note #}»yes", "control", "unknown"),
    "double-parens": ("Hi «((buyer name))»", "double-paren", "buyer-name"),
    "wide-brackets": ("您好«【买家姓名】»", "wide-bracket", "buyer-name"),
    "buyer-name": ("Hi «[Buyer Name]»", "bracket", "buyer-name"),
    "name": ("Hi «[Name]»", "bracket", "buyer-name"),
    "your-name": ("Yours, «[Your Name]»", "bracket", "seller-name"),
    "your-anything": ("Yours, «[your favourite colour]»", "bracket", "unknown"),
    "order-number": ("Order «[Order Number]»", "bracket", "order-id"),
    "channel-order": ("Order «[Channel Order #]»", "bracket", "order-id"),
    "tracking-code": ("Code «[trackingcode]»", "bracket", "tracking-number"),
    "refund": ("We pay «[Refund Amount]»", "bracket", "refund-amount"),
    "estimated-date": ("By «[Estimated Delivery Date]»", "bracket", "delivery-date"),
    "insert": ("By «<insert date>»", "angle", "date"),
    "angle-capitals": ("Order «<ORDER_ID>»", "angle", "order-id"),
    "capitals": ("Order «ORDER_ID» left", "caps", "order-id"),
    "capitals-tracking": ("Number «TRACKING_NUMBER».", "caps", "tracking-number"),
    "capitals-your": ("Yours, «YOUR_NAME»", "caps", "seller-name"),
    "x-run": ("Order «XXX-XXXXXXX-XXXXXXX» left", "filler", "order-id"),
    "x-run-after-number": ("Order number: «XXXXXXX»", "filler", "order-id"),
    "small-x-run": ("Dear «xxx», hello", "filler", "unknown"),
    "to-be-defined": ("Delivery date: «TBD»", "filler", "delivery-date"),
    "blank": ("Tracking number: «____»", "blank", "tracking-number"),
    "blank-in-text": ("Hi «_____», hello", "blank", "unknown"),
    "spreadsheet": ("Hi «#NAME?»", "error", "unknown"),
    "at-signs-and-capitals": ("Dear «@CustomerName@», hi", "at", "buyer-name"),
    "insert-here": ("Hello «INSERT NAME HERE», hi", "filler", "buyer-name"),
    "insert-number-here": ("Add «ENTER ORDER NUMBER HERE» please", "filler", "order-id"),
    "lorem": ("«Lorem ipsum dolor sit amet»", "filler", "unknown"),
    "german": ("Ihre «{{ bestellnummer }}»", "double-brace", "order-id"),
    "french": ("Votre «[numéro de commande]»", "bracket", "order-id"),
    "spanish": ("Su «{numero_pedido}»", "single-brace", "order-id"),
}


@pytest.mark.parametrize("text", NOT_PLACEHOLDERS.values(), ids=NOT_PLACEHOLDERS)
def test_is_no_placeholder(detect: Detect, text: str) -> None:
    assert detect("placeholder", text) == ()


@pytest.mark.parametrize(("marked", "syntax", "names"), PLACEHOLDERS.values(), ids=PLACEHOLDERS)
def test_is_a_placeholder_at_its_exact_place(detect: Detect, marked: str, syntax: str, names: str) -> None:
    start, end = marked.index("«"), marked.rindex("»") - 1
    text = marked[:start] + marked[start + 1 : end + 1] + marked[end + 2 :]
    hits = detect("placeholder", text)
    assert [(hit.span, dict(hit.traits)) for hit in hits] == [
        ((start, end), {"syntax": syntax, "names": names})
    ]


@pytest.mark.parametrize(
    ("name", "meaning"),
    [
        ("banana", "unknown"),
        ("", "unknown"),
        ("carrier_name", "carrier"),
        ("物流公司", "carrier"),
        ("运单号", "tracking-number"),
        ("订单号", "order-id"),
        ("buyerEmail", "email-address"),
        ("phone", "phone-number"),
        ("买家地址", "address"),
        ("qty", "quantity"),
        ("signature", "signature"),
        ("shop.name", "seller-name"),
        ("Lieferdatum", "delivery-date"),
        ("nombre", "buyer-name"),
    ],
)
def test_tells_what_a_name_stands_for(name: str, meaning: str) -> None:
    assert stands_for(name) == meaning


def test_value_is_the_name_inside(detect: Detect) -> None:
    assert [hit.value for hit in detect("placeholder", "{{ a.b }} [Order Number] XXX")] == [
        "a.b",
        "Order Number",
        "XXX",
    ]


def test_long_hostile_texts_take_no_long(detect: Detect) -> None:
    for piece in (
        "{",
        "{{",
        "[",
        "[[",
        "<",
        "<%",
        "%",
        "%%",
        "#a",
        "$",
        "((",
        "_",
        "X",
        "A_",
        "@@",
        "{{a",
        "*|",
    ):
        detect("placeholder", piece * 3000)


PIECES = st.sampled_from([*"{}[]<>%#$@_|*()X", "order", "id", " ", "\n", "{{", "}}", "name", "【", "】"])


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=20).map("".join)))
def test_spans_lie_in_the_text_in_order(text: str) -> None:
    look = Look(cased=text, context=Context(), marketplace=None, hits=lambda _: ())
    at = 0
    for hit in placeholder.find(text, look):
        assert at <= hit.start < hit.end <= len(text)
        assert set(hit.traits) == set(placeholder.TRAITS)
        at = hit.end


@pytest.mark.parametrize(
    "text", ["{{ ref }}", "{{ ref | upper }}", "[ref]", "${ref}", "<%= ref %>", "{{ref:the number}}"]
)
def test_the_caller_may_say_what_a_placeholder_stands_for(text: str) -> None:
    look = Look(text, Context(placeholders={"ref": "order-id"}), None, lambda _: ())
    [hit] = placeholder.find(text.lower(), look)
    assert (hit.span, hit.traits["names"]) == ((0, len(text)), "order-id")
