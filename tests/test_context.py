from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from buyer_msg_lint.context import Attachment, Context, EarlierMessage
from buyer_msg_lint.known import Marketplace, OrderIdForm
from buyer_msg_lint.moments import ACCEPTED
from buyer_msg_lint.policy.model import OrderIdEntry

MOMENTS = (
    "purchased_at",
    "delivered_at",
    "completed_at",
    "last_buyer_message_at",
    "return_requested_at",
    "claim_received_at",
    "sent_at",
)
NAMES = ("marketplace", "message_type", "order_id", "carrier")
LISTS = ("tracking_numbers", "seller_names", "seller_domains")


def problems(**fields: Any) -> list[tuple[str, str]]:
    """Return each field that is refused, and why."""
    with pytest.raises(ValidationError) as told:
        Context(**fields)
    return [(".".join(map(str, one["loc"])), one["msg"]) for one in told.value.errors()]


def test_nothing_is_known_unless_it_is_said() -> None:
    known = Context().model_dump()
    assert known.pop("message_type") == "auto"
    assert set(known.values()) == {None}


def test_everything_can_be_said() -> None:
    context = Context(
        marketplace="amazon.de",
        message_type="return",
        initiative="reply",
        channel="message-centre",
        buyer_locale="de-DE",
        order_id="112-1234567-7654321",
        tracking_numbers=("1Z999AA10123456784",),
        carrier="UPS",
        purchased_at=date(2026, 11, 1),
        delivered_at=date(2026, 11, 5),
        completed_at=datetime(2026, 11, 5, 12, tzinfo=UTC),
        last_buyer_message_at=datetime(2026, 11, 9, 8, tzinfo=UTC),
        return_requested_at=datetime(2026, 11, 9, 7, tzinfo=UTC),
        claim_received_at=datetime(2026, 11, 9, 9, tzinfo=UTC),
        sent_at=datetime(2026, 11, 9, 10, tzinfo=UTC),
        earlier_messages=(EarlierMessage(message_type="refund", sent_at=date(2026, 11, 6), sender="buyer"),),
        attachments=(Attachment(name="label.pdf", size=1024),),
        seller_names=("Acme Lamps",),
        seller_domains=("acme-lamps.example",),
        template=False,
        placeholders={"ref": "order-id"},
    )
    assert None not in context.model_dump().values()
    assert context.language == "de"


# what is refused


@pytest.mark.parametrize(
    "field",
    [
        pytest.param("mesage_type", id="a letter too few"),
        pytest.param("deliveredAt", id="in the style of JSON"),
        pytest.param("today", id="what nobody asks"),
        pytest.param("language", id="what follows from another field"),
    ],
)
def test_an_unknown_field_is_refused(field: str) -> None:
    assert problems(**{field: "x"}) == [(field, "Extra inputs are not permitted")]


@pytest.mark.parametrize("field", MOMENTS)
@pytest.mark.parametrize(
    ("value", "problem"),
    [
        pytest.param("2026-11-24T09:30:00", "'2026-11-24T09:30:00' has no time zone; ", id="no zone"),
        pytest.param(datetime(2026, 11, 24), "'2026-11-24T00:00:00' has no time zone; ", id="no zone given"),  # noqa: DTZ001 - the mistake
        pytest.param("24.11.2026", "'24.11.2026' is no moment; ", id="another form"),
        pytest.param("2026-02-29", "'2026-02-29' is no moment; ", id="no such day"),
        pytest.param("", "'' is no moment; ", id="nothing"),
        pytest.param(1_764_000_000, "", id="a number"),
        pytest.param(True, "", id="true"),
        pytest.param(["2026-11-24"], "", id="a list"),
    ],
)
def test_a_malformed_moment_is_refused_with_the_accepted_forms(
    field: str, value: object, problem: str
) -> None:
    assert problems(**{field: value}) == [(field, f"Value error, {problem}give {ACCEPTED}")]


@pytest.mark.parametrize("field", NAMES)
@pytest.mark.parametrize(
    ("value", "problem"),
    [
        pytest.param("", "String should have at least 1 character", id="empty"),
        pytest.param(" \n", "String should have at least 1 character", id="blank"),
        pytest.param("x" * 201, "String should have at most 200 characters", id="too long"),
        pytest.param(112, "Input should be a valid string", id="a number"),
        pytest.param(["x"], "Input should be a valid string", id="a list"),
    ],
)
def test_a_malformed_name_is_refused(field: str, value: object, problem: str) -> None:
    assert problems(**{field: value}) == [(field, problem)]


@pytest.mark.parametrize("field", LISTS)
@pytest.mark.parametrize(
    ("value", "place", "problem"),
    [
        pytest.param("x", "", "Input should be a valid tuple", id="one without a list around it"),
        pytest.param({"x": "y"}, "", "Input should be a valid tuple", id="keys with values"),
        pytest.param([""], ".0", "String should have at least 1 character", id="an empty one"),
        pytest.param(["x", 7], ".1", "Input should be a valid string", id="a number"),
        pytest.param(["x", None], ".1", "Input should be a valid string", id="null"),
    ],
)
def test_a_malformed_list_is_refused(field: str, value: object, place: str, problem: str) -> None:
    assert problems(**{field: value}) == [(field + place, problem)]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        pytest.param(
            {"initiative": "answer"},
            ("initiative", "Input should be 'proactive' or 'reply'"),
            id="an unknown initiative",
        ),
        pytest.param(
            {"channel": "mail"},
            ("channel", "Input should be 'message-centre', 'email' or 'api'"),
            id="an unknown channel",
        ),
        pytest.param(
            {"template": "maybe"},
            ("template", "Input should be a valid boolean, unable to interpret input"),
            id="neither a template nor none",
        ),
        pytest.param(
            {"message_type": None}, ("message_type", "Input should be a valid string"), id="no message type"
        ),
        pytest.param(
            {"earlier_messages": {"message_type": "refund"}},
            ("earlier_messages", "Input should be a valid tuple"),
            id="an earlier message without a list around it",
        ),
        pytest.param(
            {"earlier_messages": ["refund"]},
            (
                "earlier_messages.0",
                "Input should be a valid dictionary or instance of EarlierMessage",
            ),
            id="an earlier message by its type alone",
        ),
        pytest.param(
            {"earlier_messages": [{"sent_at": "2026-11-24"}]},
            ("earlier_messages.0.message_type", "Field required"),
            id="an earlier message of no type",
        ),
        pytest.param(
            {"earlier_messages": [{"message_type": "refund", "sent_at": "2026-11-24T09:30"}]},
            (
                "earlier_messages.0.sent_at",
                f"Value error, '2026-11-24T09:30:00' has no time zone; give {ACCEPTED}",
            ),
            id="an earlier message at a time without a zone",
        ),
        pytest.param(
            {"earlier_messages": [{"message_type": "refund", "sender": "amazon"}]},
            ("earlier_messages.0.sender", "Input should be 'seller' or 'buyer'"),
            id="an earlier message by somebody else",
        ),
        pytest.param(
            {"earlier_messages": [{"message_type": "refund", "type": "refund"}]},
            ("earlier_messages.0.type", "Extra inputs are not permitted"),
            id="an unknown field of an earlier message",
        ),
        pytest.param(
            {"attachments": ["label.pdf"]},
            ("attachments.0", "Input should be a valid dictionary or instance of Attachment"),
            id="an attachment by its name alone",
        ),
        pytest.param(
            {"attachments": [{"size": 1}]},
            ("attachments.0.name", "Field required"),
            id="an attachment without a name",
        ),
        pytest.param(
            {"attachments": [{"name": "label.pdf", "size": -1}]},
            ("attachments.0.size", "Input should be greater than or equal to 0"),
            id="an attachment of less than nothing",
        ),
        pytest.param(
            {"attachments": [{"name": "label.pdf", "size": "10 MB"}]},
            ("attachments.0.size", "Input should be a valid integer, unable to parse string as an integer"),
            id="a size in words",
        ),
        pytest.param(
            {"attachments": [{"name": "label.pdf", "size": 1.5}]},
            ("attachments.0.size", "Input should be a valid integer, got a number with a fractional part"),
            id="half a byte",
        ),
    ],
)
def test_a_malformed_field_is_refused(fields: dict[str, Any], told: tuple[str, str]) -> None:
    assert problems(**fields) == [told]


def test_all_that_is_wrong_is_told_at_once() -> None:
    told = problems(sent_at="now", channel="mail", buyer_locale="DE", colour="red")
    assert [field for field, _ in told] == ["channel", "buyer_locale", "sent_at", "colour"]


# locales


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        pytest.param("de", "de", id="a language"),
        pytest.param("de-DE", "de", id="a language and a country"),
        pytest.param("en_GB", "en", id="with a low line"),
        pytest.param("zh-Hant", "zh", id="with a script"),
        pytest.param(None, None, id="unknown"),
    ],
)
def test_a_locale_tells_the_language(locale: str | None, language: str | None) -> None:
    assert Context(buyer_locale=locale).language == language


@pytest.mark.parametrize(
    "locale",
    [
        pytest.param("DE", id="in capitals"),
        pytest.param("german", id="a name"),
        pytest.param("d", id="too short"),
        pytest.param("de-", id="half"),
        pytest.param("de DE", id="with a blank"),
        pytest.param(" de", id="a blank before"),
        pytest.param("de\n", id="a line break after"),
        pytest.param("dé", id="another letter"),
        pytest.param("", id="empty"),
    ],
)
def test_a_malformed_locale_is_refused(locale: str) -> None:
    forms = "give a language (de), or one with a country (de-DE, en_GB)"
    assert problems(buyer_locale=locale) == [
        ("buyer_locale", f"Value error, '{locale}' is no locale; {forms}")
    ]


# moments that contradict each other

ORDERED = [
    ("purchased_at", "delivered_at"),
    ("purchased_at", "completed_at"),
    ("purchased_at", "sent_at"),
    ("delivered_at", "return_requested_at"),
    ("last_buyer_message_at", "sent_at"),
    ("return_requested_at", "sent_at"),
    ("claim_received_at", "sent_at"),
]


@pytest.mark.parametrize(("first", "second"), ORDERED)
def test_moments_the_wrong_way_round_are_refused(first: str, second: str) -> None:
    fields = {first: "2026-11-24T10:00:00Z", second: "2026-11-24T10:59:59+01:00"}
    early, late = f"{second} (2026-11-24 10:59:59+01:00)", f"{first} (2026-11-24 10:00:00+00:00)"
    assert problems(**fields) == [("", f"Value error, {early} comes before {late}")]


@pytest.mark.parametrize(("first", "second"), ORDERED)
@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("2026-11-24T10:00:00Z", "2026-11-24T11:00:00+01:00", id="at the same time"),
        pytest.param("2026-11-24T10:00:00Z", "2026-11-24T10:00:01Z", id="a second after"),
        pytest.param("2026-11-24", "2026-11-24", id="on the same date"),
        pytest.param("2026-11-24", "2026-11-23", id="on the date before, elsewhere perhaps the same moment"),
        pytest.param("2026-11-24T23:00:00Z", "2026-11-24", id="on the date of the time"),
        pytest.param("2026-11-24", "2026-11-24T00:00:00Z", id="in the first second of the date"),
    ],
)
def test_moments_that_may_be_right_are_accepted(first: str, second: str, one: str, other: str) -> None:
    Context(**{first: one, second: other})


@pytest.mark.parametrize(("first", "second"), ORDERED)
def test_dates_the_wrong_way_round_in_all_zones_are_refused(first: str, second: str) -> None:
    assert problems(**{first: "2026-11-24", second: "2026-11-21"}) == [
        ("", f"Value error, {second} (2026-11-21) comes before {first} (2026-11-24)")
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("delivered_at", "sent_at", id="written before the delivery"),
        pytest.param("completed_at", "sent_at", id="written before the order was completed"),
        pytest.param("purchased_at", "last_buyer_message_at", id="asked before the purchase"),
        pytest.param("last_buyer_message_at", "claim_received_at", id="a claim after the message"),
    ],
)
def test_moments_in_no_order_are_accepted(first: str, second: str) -> None:
    for one, other in (("2026-11-24", "2026-11-21"), ("2026-11-21", "2026-11-24")):
        Context(**{first: one, second: other})


# frozen, and there and back


def test_a_context_never_changes() -> None:
    context = Context(
        earlier_messages=(EarlierMessage(message_type="refund"),), attachments=(Attachment(name="a.pdf"),)
    )
    assert context.earlier_messages
    assert context.attachments
    for model, field in (
        (context, "order_id"),
        (context.earlier_messages[0], "sender"),
        (context.attachments[0], "size"),
    ):
        with pytest.raises(ValidationError, match="frozen"):
            setattr(model, field, None)


def test_lists_are_kept_as_they_were() -> None:
    numbers = ["1Z999AA10123456784"]
    context = Context.model_validate({"tracking_numbers": numbers})
    numbers.append("1Z12345E0205271688")
    assert context.tracking_numbers == ("1Z999AA10123456784",)


def test_blanks_around_names_are_left_out() -> None:
    context = Context(order_id=" 112-1234567-7654321\n", marketplace=" US ", seller_names=(" Acme ",))
    assert (context.order_id, context.marketplace, context.seller_names) == (
        "112-1234567-7654321",
        "US",
        ("Acme",),
    )


def test_an_empty_list_is_not_unknown() -> None:
    context = Context(earlier_messages=(), attachments=(), tracking_numbers=())
    assert (context.earlier_messages, context.attachments, context.tracking_numbers) == ((), (), ())


def test_a_time_in_a_named_zone_is_kept() -> None:
    at = datetime(2026, 11, 24, 9, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    context = Context(sent_at=at)
    assert context.sent_at == at
    assert Context.model_validate_json(context.model_dump_json()).sent_at == at


MINUTES = st.integers(-12 * 60, 14 * 60)
ZONES = MINUTES.map(lambda minutes: timezone(timedelta(minutes=minutes)))
ANY_MOMENT = st.none() | st.dates() | st.datetimes(timezones=ZONES)
SHORT_TEXT = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12).filter(str.strip)
CONTEXTS = st.fixed_dictionaries(
    {},
    optional={
        "message_type": SHORT_TEXT,
        "initiative": st.sampled_from(["proactive", "reply", None]),
        "channel": st.sampled_from(["message-centre", "email", "api", None]),
        "buyer_locale": st.from_regex(r"[a-z]{2}([-_][A-Za-z]{2,4})?", fullmatch=True),
        "order_id": SHORT_TEXT,
        "tracking_numbers": st.lists(SHORT_TEXT, max_size=2),
        # One moment is in order with itself; two may contradict each other.
        "sent_at": ANY_MOMENT,
        "completed_at": ANY_MOMENT,
        "earlier_messages": st.lists(
            st.fixed_dictionaries(
                {"message_type": SHORT_TEXT},
                optional={"sent_at": ANY_MOMENT, "sender": st.sampled_from(["seller", "buyer"])},
            ),
            max_size=2,
        ),
        "attachments": st.lists(
            st.fixed_dictionaries(
                {"name": SHORT_TEXT}, optional={"size": st.none() | st.integers(0, 1 << 40)}
            ),
            max_size=2,
        ),
        "template": st.none() | st.booleans(),
    },
)


@settings(max_examples=60)
@given(CONTEXTS)
def test_a_context_comes_back_from_json(fields: dict[str, Any]) -> None:
    context = Context.model_validate(fields)
    text = json.dumps(context.model_dump(mode="json"))
    again = Context.model_validate(json.loads(text))
    assert again == context
    assert again.model_dump(mode="json") == context.model_dump(mode="json")
    assert Context.model_validate_json(context.model_dump_json()) == context
    assert type(again.sent_at) is type(context.sent_at)


@settings(max_examples=60)
@given(st.sampled_from(sorted(Context.model_fields)), st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inside: st.lists(inside, max_size=2) | st.dictionaries(st.text(max_size=4), inside, max_size=2),
    max_leaves=4,
))  # fmt: skip
def test_any_value_is_accepted_or_refused_by_the_name_of_its_field(field: str, value: object) -> None:
    try:
        Context.model_validate({field: value})
    except ValidationError as told:
        assert {one["loc"][0] for one in told.errors()} == {field}  # noqa: PT017 - most values are refused, not all


# marketplaces and their order numbers


def test_a_marketplace_answers_to_domain_country_and_id_in_any_case() -> None:
    place = Marketplace(
        name="Shop",
        id="SHOPDE1",
        domain="shop.example.de",
        country="DE",
        aliases=("GER",),
        languages=("de",),
    )
    for name in ("shop.example.de", "SHOP.example.DE", "de", "DE", "ger", "shopde1"):
        assert place.answers_to(name)
    for name in ("Shop", "example.de", "shop.example.d", "D", "www.shop.example.de", ""):
        assert not place.answers_to(name)


@pytest.mark.parametrize(
    ("order_id", "fits"),
    [
        pytest.param("D01-1234567", True, id="as the pattern says"),
        pytest.param("d01-1234567", True, id="in small letters"),
        pytest.param("D01-123456", False, id="a digit too few"),
        pytest.param("D01-12345678", False, id="a digit too many"),
        pytest.param("XD01-1234567", False, id="something before"),
        pytest.param("D01-1234567\n", False, id="a line break after"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_an_order_number_fits_its_form_as_a_whole(order_id: str, *, fits: bool) -> None:
    assert OrderIdForm(pattern=r"[DS]\d{2}-\d{7}", example="S01-7654321").fits(order_id) is fits


def test_a_form_that_does_not_fit_its_example_is_refused() -> None:
    with pytest.raises(ValidationError) as told:
        OrderIdEntry(pattern=r"\d{3}", example="12")
    assert [one["msg"] for one in told.value.errors()] == [
        r"Value error, the pattern '\d{3}' does not fit the example '12'"
    ]
