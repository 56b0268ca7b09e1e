"""Order numbers: their forms, and what only looks like one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buyer_msg_lint.context import Context
from buyer_msg_lint.detectors import Look, order_id

MakeLook = Callable[..., Look]

NOT_ORDER_IDS = {
    "an order of some units": "Your order of 10000 units is confirmed.",
    "more of the same order": "We can order 2 more for you.",
    "the order number is below": "Please see the order number below, with 12345 units in it.",
    "an order within some hours": "You placed the order within 24 hours.",
    "an order number without digits": "Please send us the order number: unknown.",
    "too short after the cue": "This is order #1234 of the day.",
    "a placeholder": "Order number: {{ order_id }}",
    "a date after order": "Thank you for your order 2025-06-12.",
    "a date after order number": "Order no. 20250612 is not what we need.",
    "a phone number": "Call 206-555-0142 now.",
    "an international phone number": "Call +1 206-555-0142.",
    "seventeen digits without a cue": "Code 11212345671234567 is on the box.",
    "inside a longer digit run": "9112-1234567-12345678901",
    "a longer run of digits": "111211234567123456712 34",
    "a range of numbers": "sizes 100-200-300",
    "a date after order with hyphens": "The order 12-05-2025 is late.",
    "an EAN": "EAN 4006381333931 belongs to it.",
    "a tracking number": "Tracking 1Z999AA10123456784.",
    "order as a verb before a quantity": "If you order 100000 pieces, we call you.",
    "order no later": "Please order no later than 2025.",
    "order number in hours": "Order no: 24hours",
    "the answer to how long it is": "The order number is 17digits long.",
    "nine digits with units": "An order 100000000 pcs large",
    "border is not order": "border no 1234567",
    "recorder is not order": "recorder #1234567",
    "preorders by month": "Order 2025 12 3",
}

ORDER_IDS = {
    "hyphens": ("Your order 112-1234567-1234567 has shipped.", "112-1234567-1234567", "standard", None),
    "a hash before": ("Order #112-1234567-1234567.", "112-1234567-1234567", "standard", None),
    "in brackets": ("(403-7654321-7654321)", "403-7654321-7654321", "standard", None),
    "glued to letters": ("ID112-1234567-1234567", "112-1234567-1234567", "standard", None),
    "after order number": ("Order number: 112-1234567-1234567", "112-1234567-1234567", "standard", None),
    "en dashes": ("112–1234567–1234567", "112–1234567–1234567", "standard", "112-1234567-1234567"),
    "minus signs": ("112−1234567−1234567", "112−1234567−1234567", "standard", "112-1234567-1234567"),
    "blanks": ("order 112 1234567 1234567 ok", "112 1234567 1234567", "standard", "112-1234567-1234567"),
    "blanks round the hyphens": (
        "112 - 1234567 - 1234567",
        "112 - 1234567 - 1234567",
        "standard",
        "112-1234567-1234567",
    ),
    "broken at a line end": (
        "112-1234567- 1234567",
        "112-1234567- 1234567",
        "standard",
        "112-1234567-1234567",
    ),
    "a sandbox number": ("111-1111111-1111111", "111-1111111-1111111", "standard", None),
    "a full stop after": ("It is 112-1234567-1234567.", "112-1234567-1234567", "standard", None),
    "Chinese cue": ("订单号：112-1234567-1234567", "112-1234567-1234567", "standard", None),
    "digital order": ("Order D01-1234567-1234567", "D01-1234567-1234567", "digital", None),
    "payment reference": ("P01-1234567-1234567", "P01-1234567-1234567", "reference", None),
    "sandbox reference": ("S01-1234567-1234567", "S01-1234567-1234567", "reference", None),
    "compact after order": ("order 11212345671234567", "11212345671234567", "compact", "112-1234567-1234567"),
    "compact after Bestellung": (
        "Bestellung Nr. 30212345671234567",
        "30212345671234567",
        "compact",
        "302-1234567-1234567",
    ),
    "compact after commande": (
        "votre commande n° 40412345671234567",
        "40412345671234567",
        "compact",
        "404-1234567-1234567",
    ),
    "compact after 注文番号": (
        "注文番号は25012345671234567です",
        "25012345671234567",
        "compact",
        "250-1234567-1234567",
    ),
    "last group short": ("112-1234567-123456", "112-1234567-123456", "malformed", None),
    "five digits in the middle": ("order 112-12345-1234567", "112-12345-1234567", "malformed", None),
    "middle group short": ("112-123456-1234567", "112-123456-1234567", "malformed", None),
    "first group short": ("12-1234567-1234567", "12-1234567-1234567", "malformed", None),
    "last group long": ("112-1234567-12345678", "112-1234567-12345678", "malformed", None),
    "first group long": ("1112-1234567-1234567", "1112-1234567-1234567", "malformed", None),
    "a tail": ("112-1234567-1234567-2", "112-1234567-1234567-2", "malformed", None),
    "a hyphen missing": ("112-12345671234567", "112-12345671234567", "malformed", None),
    "dots": ("112.1234567.1234567", "112.1234567.1234567", "malformed", None),
    "letter O for zero": ("112-12O4567-1234567", "112-12O4567-1234567", "malformed", None),
    "short number after order hash": ("About order #12345 again", "12345", "malformed", None),
    "a shop's number after order number": ("Order number is AB-88213", "AB-88213", "malformed", None),
    "two groups after order ID": ("Order ID: 112-1234567", "112-1234567", "malformed", None),
    "digits after 订单号": ("订单号12345678", "12345678", "malformed", None),
    "digits after Bestellnummer": ("Bestellnummer: 4711-0815", "4711-0815", "malformed", None),
    "digits after número de pedido": ("número de pedido 998877", "998877", "malformed", None),
    "digits after numero d'ordine": ("numero d'ordine: 556677", "556677", "malformed", None),
    "a long run right after order": ("your order 1234567890 is late", "1234567890", "malformed", None),
}


def hits(text: str, look: MakeLook) -> list[tuple[str, str, str]]:
    found = order_id.find(text.lower(), look(text))
    return [(text[hit.start : hit.end], hit.traits["form"], hit.value) for hit in found]


@pytest.mark.parametrize("text", NOT_ORDER_IDS.values(), ids=NOT_ORDER_IDS)
def test_what_is_no_order_number_is_left_alone(text: str, look: MakeLook) -> None:
    assert hits(text, look) == []


@pytest.mark.parametrize(("text", "span", "form", "value"), ORDER_IDS.values(), ids=ORDER_IDS)
def test_order_numbers_are_found_where_they_are(
    text: str, span: str, form: str, value: str | None, look: MakeLook
) -> None:
    assert hits(text, look) == [(span, form, value or span.upper())]


def test_two_order_numbers_are_two_hits(look: MakeLook) -> None:
    text = "Order numbers 112-1234567-1234567 and 113-7654321-7654321."
    assert [value for _, _, value in hits(text, look)] == ["112-1234567-1234567", "113-7654321-7654321"]


def test_a_well_formed_number_after_the_cue_is_not_malformed_too(look: MakeLook) -> None:
    assert len(hits("Order ID 112-1234567-1234567 (order #12345)", look)) == 2


SOUP = st.lists(
    st.sampled_from(
        ["order ", "number ", "#", "112", "1234567", "-", " ", ".", "d01", "o", "订单号", "\n", "–"]
    )
    | st.text(max_size=5),
    max_size=20,
).map(lambda parts: "".join(parts).lower())


@settings(max_examples=150, deadline=None)
@given(text=SOUP)
def test_hits_lie_in_the_text_in_order(text: str) -> None:
    at = 0
    bare = Look(cased=text, context=Context(), marketplace=None, hits=lambda _: ())
    for hit in order_id.find(text, bare):
        assert at <= hit.start < hit.end <= len(text)
        assert set(hit.traits) == set(order_id.TRAITS)
        at = hit.end


@settings(max_examples=60, deadline=None)
@given(
    number=st.from_regex(r"[0-9]{3}-[0-9]{7}-[0-9]{7}", fullmatch=True),
    before=st.sampled_from(["", "order ", "id: ", "(", "订单"]),
)
def test_every_number_of_the_shape_is_found(number: str, before: str) -> None:
    text = before + number
    bare = Look(cased=text, context=Context(), marketplace=None, hits=lambda _: ())
    assert [(hit.start, hit.end, hit.value) for hit in order_id.find(text, bare)] == [
        (len(before), len(text), number)
    ]
