"""Telephone numbers, and the numbers of a shop's message that are none."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from buyer_msg_lint.context import Context
from buyer_msg_lint.detectors import Look, phone_number
from buyer_msg_lint.known import Marketplace

MakeLook = Callable[..., Look]

NOT_PHONE_NUMBERS = {
    "an order number": "Your order 112-1234567-1234567 has shipped.",
    "an order number after call": "Call it order 112-1234567-1234567.",
    "a malformed order number": "Order number 206-555-0142",
    "a UPS number": "UPS 1Z999AA10123456784",
    "a USPS number in groups": "USPS 9400 1112 0621 3835 7248 10",
    "a FedEx number": "FedEx 986578788855",
    "a tracking number beside a phone word": "Your phone is on its way, tracking number 986578788855.",
    "office hours": "We work 9:00-17:00 and 10:00-12:30.",
    "a date and time": "On 2024-11-05 10:30 we sent it.",
    "a range of dates": "Holiday 12/24/2024-12/31/2024",
    "a call before a date": "Call before 2024-11-05 please.",
    "a price": "It was $1299.990000 in all",
    "a yen price": "¥206 555 0142",
    "a price with its currency after": "206-555-0142 USD",
    "a size": "The screen is 1920x1080.",
    "a size in three numbers": "1200 1300 1400 mm",
    "an EAN": "EAN 4006381333931",
    "a UPC": "UPC: 036000291452",
    "an ISBN with hyphens": "ISBN 978-3-16-148410-0",
    "plain EAN": "The code 4006381333931 is on it.",
    "ZIP+4": "Seattle, WA 94105-1234",
    "ZIP+4 before an empty telephone line": "Seattle, WA 94105-1234, tel: none",
    "round the clock": "We are here 24/7/365.",
    "an address in a network": "Open 192.168.100.200 in a browser.",
    "a model name": "WH-1000XM4 and SM-G991234567",
    "days": "2-3 business days, 10-15 at most",
    "voltage": "100-240V 50/60Hz 1000 mA",
    "a card number": "card 4111 1111 1111 1111",
    "an invoice": "invoice 2024001234",
    "an invoice with hyphens": "invoice no. 206-555-0142",
    "a case": "Case ID 206-555-0142",
    "a serial number": "Serial number 2061234567",
    "a serial number with hyphens": "serial number: 206-555-0142",
    "an item number": "item number 206-555-0142",
    "an RMA": "RMA #206-555-0142",
    "a batch": "batch 206 555 0142",
    "ten digits alone": "The figure 2065550142 is printed below.",
    "a list of sizes": "sizes 2 3 4 5 6 7 8 9 10 11",
    "a list with slashes": "1/2/3/4/5/6/7/8/9/10",
    "a phone model": "phone model 2065550142",
    "a Chinese run without a cue": "13812345678",
    "units sold": "Call today, 1000000 customers did.",
    "many pieces": "We sold 206 555 0142 pcs",
    "capacity": "10000-20000-30000 mAh",
    "eight hundred watts": "an 800-LUMEN lamp",
    "eight hundred in lower case": "the 800-thread-count sheets",
    "an email with digits": "write to 2065550142@example.com",
    "text without a number": "Call us at any time.",
    "a longer digit run": "call 20655501422065550142",
    "short code": "Text 40404",
    "a version": "version 1.2.3.4.5.6.7",
    "a lot number with a zero": "lot no. 020 7946 0018",
    "litres before a size": "Size 10L-200-2000, oil oil oils",
    "groups that begin with two zeros": "codes 0049 1100 2200 and 0012 3456 7890 12",
    "a part that is our number": "2065550142 is our number 5, and 2065550143 our number 6.",
    "parts with two zeros": "Part 0044 20 7946 is the seal, 0049 30 2312 the ring.",
    "a serial number with two zeros": "serial number 0044 20 7946 0018",
    "groups that begin with a zero": "codes 0101 1100 011 and 0591 2277 4480",
}

PHONE_NUMBERS = {
    "a plus and a number of no network": (
        "by number +70000000000, we",
        "+70000000000",
        "+70000000000",
        "international",
        "RU",
    ),
    "American": ("Call 206-555-0142 now.", "206-555-0142", "+12065550142", "national", "US"),
    "brackets": ("(206) 555-0142", "(206) 555-0142", "+12065550142", "national", "US"),
    "dots": ("206.555.0142", "206.555.0142", "+12065550142", "national", "US"),
    "blanks": ("It is 206 555 0142.", "206 555 0142", "+12065550142", "national", "US"),
    "with country code": ("+1 206 555 0142", "+1 206 555 0142", "+12065550142", "international", "US"),
    "a made-up American one": ("(555) 010-4477", "(555) 010-4477", "+15550104477", "national", "US"),
    "a made-up international one": (
        "+1 555 010 4477",
        "+1 555 010 4477",
        "+15550104477",
        "international",
        "US",
    ),
    "seven digits after a cue": ("call us at 555-0142", "555-0142", "5550142", "national", "US"),
    "plain digits after a cue": ("call or text 2065550142", "2065550142", "+12065550142", "national", "US"),
    "a cue after it": ("2065550142 (WhatsApp)", "2065550142", "+12065550142", "national", "US"),
    "glued to the cue": ("tel2065550142", "2065550142", "+12065550142", "national", "US"),
    "before the morning": ("206-555-0142 in the morning", "206-555-0142", "+12065550142", "national", "US"),
    "after item": ("about your item: 206-555-0142", "206-555-0142", "+12065550142", "national", "US"),
    "my number": ("My number is 206-555-0142", "206-555-0142", "+12065550142", "national", "US"),
    "toll-free": ("1-800-555-0199", "1-800-555-0199", "+18005550199", "service-number", "US"),
    "vanity": ("1-800-MUGSHOP", "1-800-MUGSHOP", "+18006847467", "service-number", "US"),
    "vanity with hyphens": ("1-800-MUG-SHOP", "1-800-MUG-SHOP", "+18006847467", "service-number", "US"),
    "vanity without the one": ("at 800-MUGSHOP", "800-MUGSHOP", "+18006847467", "service-number", "US"),
    "slashes": ("2/0/6/5/5/5/0/1/4/2", "2/0/6/5/5/5/0/1/4/2", "+12065550142", "national", "US"),
    "runs of dots": (
        "213........555......... 0142",
        "213........555......... 0142",
        "+12135550142",
        "national",
        "US",
    ),
    "single digits after a cue": ("call 5.5.5.0.1.4.2", "5.5.5.0.1.4.2", "5550142", "national", "US"),
    "British": ("+44 20 7946 0018", "+44 20 7946 0018", "+442079460018", "international", "GB"),
    "German": ("+49 30 23125 000", "+49 30 23125 000", "+493023125000", "international", "DE"),
    "Chinese with code": ("+8613812345678", "+8613812345678", "+8613812345678", "international", "CN"),
    "Chinese with zeros": (
        "0086 138 1234 5678",
        "0086 138 1234 5678",
        "+8613812345678",
        "international",
        "CN",
    ),
    "Chinese after 微信": ("微信13812345678", "13812345678", "+8613812345678", "national", "CN"),
    "Chinese after 电话": ("联系电话：138-1234-5678", "138-1234-5678", "+8613812345678", "national", "CN"),
    "digits set apart by signs and blanks": (
        "Add us: 2 * 0 * 6 * 5 * 5 * 5 * 0 * 1 * 4 * 2",
        "2 * 0 * 6 * 5 * 5 * 5 * 0 * 1 * 4 * 2",
        "+12065550142",
        "national",
        "US",
    ),
    "letters for digits": ("4I5-555-O142", "4I5-555-O142", "+14155550142", "national", "US"),
    "British without a marketplace": (
        "Just type 020 7946 0018 and ask for Harry.",
        "020 7946 0018",
        "+442079460018",
        "national",
        "GB",
    ),
    "French without a marketplace": ("01 99 00 12 34", "01 99 00 12 34", "+33199001234", "national", "FR"),
    "hours after it": ("Tel 206-555-0142 9-5", "206-555-0142", "+12065550142", "national", "US"),
}

HOME = {
    "American with zeros": ("US", "Search 001 213 555 0148 there.", "001 213 555 0148", "+12135550148"),
    "British with zeros": ("US", "Search 0044 20 7946 0018.", "0044 20 7946 0018", "+442079460018"),
    "my number after it": ("US", "2135550148 is my number.", "2135550148", "+12135550148"),
    "my number": ("US", "Search my number 2135550148", "2135550148", "+12135550148"),
    "British": ("GB", "Our line: 020 7946 0018.", "020 7946 0018", "+442079460018"),
    "German": ("DE", "030 23125 123", "030 23125 123", "+493023125123"),
    "French": ("FR", "01 99 00 12 34", "01 99 00 12 34", "+33199001234"),
    "French with dots": ("FR", "01.99.00.12.34", "01.99.00.12.34", "+33199001234"),
    "Japanese": ("JP", "03-1234-5678", "03-1234-5678", "+81312345678"),
    "Indian": ("IN", "98765 43210", "98765 43210", "+919876543210"),
}


def marketplace(country: str) -> Marketplace:
    domain = f"amazon.{country.lower()}"
    return Marketplace(name="A shop", id="X1", domain=domain, country=country, languages=("en",))


def hits(text: str, look: MakeLook) -> list[tuple[str, str, str, str]]:
    found = phone_number.find(text.lower(), look(text))
    return [(text[h.start : h.end], h.value, h.traits["kind"], h.traits["region"]) for h in found]


@pytest.mark.parametrize("text", NOT_PHONE_NUMBERS.values(), ids=NOT_PHONE_NUMBERS)
def test_other_numbers_are_left_alone(text: str, look: MakeLook) -> None:
    assert hits(text, look) == []


@pytest.mark.parametrize("case", PHONE_NUMBERS.values(), ids=PHONE_NUMBERS)
def test_phone_numbers_are_found_where_they_are(case: tuple[str, str, str, str, str], look: MakeLook) -> None:
    text, *expected = case
    assert hits(text, look) == [tuple(expected)]


@pytest.mark.parametrize(("country", "text", "span", "value"), HOME.values(), ids=HOME)
def test_numbers_of_the_marketplaces_country_are_found(
    country: str, text: str, span: str, value: str, look: MakeLook
) -> None:
    found = phone_number.find(text.lower(), look(text, marketplace(country)))
    assert [(text[hit.start : hit.end], hit.value) for hit in found] == [(span, value)]


@pytest.mark.parametrize("between", [" / ", " or ", ", ", " and "])
def test_two_numbers_side_by_side_are_two_hits(between: str, look: MakeLook) -> None:
    text = f"206-555-0142{between}206-555-0143"
    assert [hit[1] for hit in hits(text, look)] == ["+12065550142", "+12065550143"]


def test_a_zip_code_before_a_number_is_left_alone(look: MakeLook) -> None:
    assert [hit[0] for hit in hits("WA 94105-1234 tel. 206-555-0142", look)] == ["206-555-0142"]


def test_a_number_beside_an_order_number_is_found(look: MakeLook) -> None:
    text = "Order 112-1234567-1234567: call 206-555-0142."
    assert [hit[0] for hit in hits(text, look)] == ["206-555-0142"]


SOUP = st.lists(
    st.sampled_from(
        ["call ", "206", "555", "0142", "-", " ", "(", ")", "+", "1-800-", "mugshop", "电话", "\n", "..."]
    )
    | st.text(max_size=4),
    max_size=20,
).map(lambda parts: "".join(parts).lower())


@settings(max_examples=120, deadline=None)
@given(text=SOUP)
def test_hits_lie_in_the_text_in_order(text: str) -> None:
    at = 0
    bare = Look(cased=text, context=Context(), marketplace=None, hits=lambda _: ())
    for hit in phone_number.find(text, bare):
        assert at <= hit.start < hit.end <= len(text)
        assert set(hit.traits) == set(phone_number.TRAITS)
        at = hit.end


@settings(max_examples=60, deadline=None)
@example(number="800-000-0000", before="(")
@given(
    number=st.from_regex(r"[2-9][0-9]{2}-[0-9]{3}-[0-9]{4}", fullmatch=True),
    before=st.sampled_from(["", "call ", "(", "my number: ", "电话"]),
)
def test_every_number_of_american_shape_is_found(number: str, before: str) -> None:
    text = before + number
    bare = Look(cased=text, context=Context(), marketplace=None, hits=lambda _: ())
    assert [(hit.start, hit.end) for hit in phone_number.find(text, bare)] == [(len(before), len(text))]
