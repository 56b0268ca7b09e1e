"""Tracking numbers, their carriers and check digits, and numbers that are something else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buyer_msg_lint.context import Context
from buyer_msg_lint.detectors import Look, tracking_number

MakeLook = Callable[..., Look]

NOT_TRACKING_NUMBERS = {
    "an order number": "Your order 112-1234567-1234567 has shipped.",
    "an order number after the cue": "Tracking number: 112-1234567-1234567",
    "an order number of seventeen digits": "Tracking of order 11212345671234567",
    "a phone number near the cue": "tracking phone 2062661000",
    "a phone number with hyphens": "Tracking number 206-555-0142",
    "a text number near the cue": "If your tracking is late, text us at 2062661009.",
    "an EAN": "EAN 4006381333931",
    "a UPC without a cue": "The code on the box is 036000291452.",
    "an ASIN": "ASIN B0ABCDEFGH and B012345678",
    "a model number": "Model AB1234567890 for you",
    "a date after the cue": "Tracking: 2025-06-12 it left.",
    "a date with blanks": "Tracking update on 12 06 2025",
    "a placeholder": "Tracking number: {{ tracking }}",
    "tracking without a number": "We are tracking 3 parcels for 24 hours.",
    "plain digits without a cue": "The serial is 986578788855.",
    "an invoice beside a carrier": "FedEx invoice 986578788855",
    "a carrier's hotline": "FedEx customer service 8004633339",
    "ten digits that are no number of the carrier": "UPS order 1234567891",
    "postal shape of no country": "AB123456789XX",
    "a part with the letters apart": "rr 123456789 is the part",
    "too short": "Tracking number 12345",
    "a word after the cue": "The tracking number will follow within 12345678 seconds",
    "a version": "Tracker 1.2.3.4.5.6.7.8",
    "a card-like number": "card 4111 1111 1111 1111",
    "an amount": "FedEx charged $986578788855",
    "UPS shape that is too long": "1Z999AA10123456784555",
    "inside a longer word": "x1Z999AA10123456784",
}

TRACKING_NUMBERS = {
    "UPS": ("UPS 1Z999AA10123456784", "1Z999AA10123456784", "ups", "valid"),
    "UPS with a typo": ("It is 1Z999AA10123456785.", "1Z999AA10123456785", "ups", "failed"),
    "UPS in groups": ("1Z 999 AA1 01 2345 6784 is it", "1Z 999 AA1 01 2345 6784", "ups", "valid"),
    "UPS with an unlisted service": ("1Z999AA90123456787", "1Z999AA90123456787", "ups", None),
    "Amazon": ("TBA123456789012", "TBA123456789012", "amazon-logistics", "none"),
    "YunExpress": ("YT2412345678901234", "YT2412345678901234", "yunexpress", "none"),
    "SF Express": ("SF1234567890123", "SF1234567890123", "sf-express", "none"),
    "4PX": ("4PX3000123456789CN", "4PX3000123456789CN", "4px", "none"),
    "Cainiao": ("LP00123456789012", "LP00123456789012", "cainiao", "none"),
    "Yanwen": ("UA123456789YP", "UA123456789YP", "yanwen", "none"),
    "China Post": ("RR123456785CN", "RR123456785CN", "china-post", "valid"),
    "Royal Mail": ("RR123456785GB", "RR123456785GB", "royal-mail", "valid"),
    "another post": ("RR123456785SE", "RR123456785SE", "postal", "valid"),
    "UPS that is too short": ("Tracking number: 1Z999AA1012345", "1Z999AA1012345", "ups", "failed"),
    "postal with a typo": ("RR123456784CN", "RR123456784CN", "china-post", "failed"),
    "postal in groups": ("RR 123 456 785 CN", "RR 123 456 785 CN", "china-post", "valid"),
    "USPS": ("9400111206213835724810", "9400111206213835724810", "usps", "valid"),
    "USPS in groups": (
        "9400 1112 0621 3835 7248 10 it is",
        "9400 1112 0621 3835 7248 10",
        "usps",
        "valid",
    ),
    "USPS with a typo": ("9400111206213835724811", "9400111206213835724811", "usps", "failed"),
    "OnTrac": ("C11031500001879", "C11031500001879", "ontrac", "valid"),
    "DHL parcel": ("JJD000390012345678901", "JJD000390012345678901", "dhl", "none"),
    "UniUni": ("UUS1234567890123", "UUS1234567890123", "uniuni", "none"),
    "FedEx after its name": ("via FedEx 986578788855", "986578788855", "fedex", "valid"),
    "FedEx with a typo": ("FedEx 986578788856.", "986578788856", "fedex", "failed"),
    "FedEx after tracking": ("track it with 986578788855", "986578788855", "fedex", "valid"),
    "FedEx with groups": ("FedEx: 9865 7878 8855", "9865 7878 8855", "fedex", "valid"),
    "DHL Express": ("DHL waybill 1234567891", "1234567891", "dhl", "valid"),
    "DHL with a typo": ("DHL waybill 1234567892", "1234567892", "dhl", "failed"),
    "DPD": ("DPD: 15501234567890", "15501234567890", "dpd", "none"),
    "Yamato": ("ヤマト運輸 お問い合わせ番号 1234-5678-9012", "1234-5678-9012", "yamato", "none"),
    "Chinese carrier": ("圆通快递 单号 1234567890123", "1234567890123", "yto", "none"),
    "nobody's after tracking number": ("Tracking number: ABC12345678", "ABC12345678", "unknown", "none"),
    "nobody's plain digits": ("tracking number is 123456789011", "123456789011", "unknown", "none"),
    "nobody's in groups": ("Tracking no. 1234 5678 9011", "1234 5678 9011", "unknown", "none"),
    "nobody's in German": ("Sendungsnummer: 12345678901", "12345678901", "unknown", "none"),
    "nobody's in French": ("numéro de suivi : 6A12345678", "6A12345678", "unknown", "none"),
    "nobody's in Chinese": ("运单号：773012345678902", "773012345678902", "unknown", "none"),
    "wrong length for its carrier": ("FedEx tracking number 98657878885", "98657878885", "unknown", "none"),
}


def hits(text: str, look: MakeLook) -> list[tuple[str, str, str]]:
    found = tracking_number.find(text.lower(), look(text))
    return [(text[hit.start : hit.end], hit.traits["carrier"], hit.traits["check"]) for hit in found]


@pytest.mark.parametrize("text", NOT_TRACKING_NUMBERS.values(), ids=NOT_TRACKING_NUMBERS)
def test_other_numbers_are_left_alone(text: str, look: MakeLook) -> None:
    assert hits(text, look) == []


@pytest.mark.parametrize(
    ("text", "span", "carrier", "check"), TRACKING_NUMBERS.values(), ids=TRACKING_NUMBERS
)
def test_tracking_numbers_are_found_where_they_are(
    text: str, span: str, carrier: str, check: str | None, look: MakeLook
) -> None:
    found = hits(text, look)
    assert [hit[:2] for hit in found] == [(span, carrier)]
    assert check in {None, found[0][2]}


def test_the_value_is_upper_case_without_blanks(look: MakeLook) -> None:
    text = "1z 999 aa1 01 2345 6784"
    assert [hit.value for hit in tracking_number.find(text, look(text.upper()))] == ["1Z999AA10123456784"]


def test_several_numbers_are_found(look: MakeLook) -> None:
    text = "FedEx 986578788855 and 986578788866, UPS 1Z999AA10123456784"
    assert [hit[1] for hit in hits(text, look)] == ["fedex", "fedex", "ups"]


def test_the_number_after_an_order_number_is_found(look: MakeLook) -> None:
    text = "Order 112-1234567-1234567, tracking number 986578788855"
    assert hits(text, look) == [("986578788855", "fedex", "valid")]


SOUP = st.lists(
    st.sampled_from(
        ["tracking number ", "fedex ", "1z", "999aa1", "0123456784", "9400 ", "1112 ", "rr", "cn", "\n", "-"]
    )
    | st.text(max_size=4),
    max_size=20,
).map(lambda parts: "".join(parts).lower())


@settings(max_examples=120, deadline=None)
@given(text=SOUP)
def test_hits_lie_in_the_text_in_order(text: str) -> None:
    at = 0
    bare = Look(cased=text, context=Context(), marketplace=None, hits=lambda _: ())
    for hit in tracking_number.find(text, bare):
        assert at <= hit.start < hit.end <= len(text)
        assert set(hit.traits) == set(tracking_number.TRAITS)
        assert hit.traits["check"] in {"valid", "failed", "none"}
        at = hit.end


@settings(max_examples=60, deadline=None)
@given(serial=st.integers(0, 99_999_999), country=st.sampled_from(["cn", "gb", "de", "us"]))
def test_a_postal_number_has_exactly_one_valid_check_digit(serial: int, country: str) -> None:
    bare = Look(cased="", context=Context(), marketplace=None, hits=lambda _: ())
    checks = [
        hit.traits["check"]
        for digit in range(10)
        for hit in tracking_number.find(f"rr{serial:08}{digit}{country}", bare)
    ]
    assert sorted(checks) == ["failed"] * 9 + ["valid"]
