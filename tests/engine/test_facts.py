from __future__ import annotations

import json
from typing import Any

import pytest

from buyer_msg_lint.context import Context
from buyer_msg_lint.document import AttachedFile, Document
from buyer_msg_lint.engine import check_context
from buyer_msg_lint.engine.facts import Facts, attached
from buyer_msg_lint.errors import UsageError
from buyer_msg_lint.policy.outline import TypeOutline
from buyer_msg_lint.verdict import Verdict

TEXT = "A forbidden word."


def told(report: Verdict) -> tuple[int, list[str]]:
    """Return how many violations there are, and the fields that are missing."""
    return len(report.violations), [one.missing for one in report.not_evaluated]


def kind(folder: Any, name: str, *phrases: str, **more: Any) -> None:
    """Write a message type, recognised by phrases if there are any."""
    data: dict[str, Any] = {"id": name, "title": {"en": name, "zh": name}, **more}
    if phrases:
        data |= {"rank": 10, "recognise": {"phrases": list(phrases)}}
        data["examples"] = {"is": ["one"] * 3, "is_not": ["two"] * 3}
    folder.file(f"types/{name}.yaml", json.dumps(data))


# who wrote first, and the way a message goes


@pytest.mark.parametrize(
    ("asked", "context", "expected"),
    [
        pytest.param("reply", {}, (0, ["initiative"]), id="unknown"),
        pytest.param("reply", {"initiative": "reply"}, (1, []), id="as the context says"),
        pytest.param("reply", {"initiative": "proactive"}, (0, []), id="not as the context says"),
        pytest.param("reply", {"message_type": "answer"}, (1, []), id="as the type is"),
        pytest.param("proactive", {"message_type": "answer"}, (0, []), id="not as the type is"),
        pytest.param(
            "proactive",
            {"message_type": "answer", "initiative": "proactive"},
            (1, []),
            id="as the context says, against the type",
        ),
        pytest.param("reply", {"message_type": "either"}, (0, ["initiative"]), id="a type of either kind"),
        pytest.param(
            "proactive",
            {"message_type": "either", "initiative": "proactive"},
            (1, []),
            id="a type of either kind, and the context says",
        ),
    ],
)
def test_who_wrote_first_is_as_the_context_says_or_else_the_type(
    folder: Any, asked: str, context: dict[str, str], expected: tuple[int, list[str]]
) -> None:
    kind(folder, "answer", initiative="reply")
    kind(folder, "either")
    folder.rule(when={"initiative": asked})
    assert told(folder.lint(TEXT, **context)) == expected


def test_who_wrote_first_follows_from_a_recognised_type(folder: Any) -> None:
    kind(folder, "answer", "you asked", initiative="reply")
    folder.rule(when={"initiative": "reply"})
    assert told(folder.lint(f"You asked. {TEXT}")) == (1, [])
    assert told(folder.lint(TEXT)) == (0, ["initiative"])


@pytest.mark.parametrize(
    ("context", "expected"),
    [
        pytest.param({}, (0, ["channel"]), id="unknown"),
        pytest.param({"channel": "api"}, (1, []), id="as the context says"),
        pytest.param({"channel": "email"}, (0, []), id="not as the context says"),
        pytest.param({"channel": "message-centre"}, (0, []), id="another way"),
        pytest.param({"message_type": "invoice"}, (1, []), id="the only way of the type"),
        pytest.param(
            {"message_type": "invoice", "channel": "email"},
            (0, []),
            id="as the context says, against the type",
        ),
        pytest.param({"message_type": "either"}, (0, ["channel"]), id="a type that goes any way"),
    ],
)
def test_the_way_is_as_the_context_says_or_else_the_type(
    folder: Any, context: dict[str, str], expected: tuple[int, list[str]]
) -> None:
    kind(folder, "invoice", channel="api")
    kind(folder, "either")
    folder.rule(when={"channel": "api"})
    assert told(folder.lint(TEXT, **context)) == expected


# which field is missing

WHEN = {"message_type": ["answer"], "marketplace": ["US"], "initiative": "reply", "channel": "api"}
CONTEXT = {"message_type": "answer", "marketplace": "SHOPUS", "initiative": "reply", "channel": "api"}


@pytest.mark.parametrize("field", WHEN)
def test_the_one_field_that_is_missing_is_named(folder: Any, field: str) -> None:
    kind(folder, "answer")
    folder.marketplaces()
    folder.rule(when=WHEN)
    known = {name: value for name, value in CONTEXT.items() if name != field}
    assert told(folder.lint(TEXT, **known)) == (0, [field])
    assert told(folder.lint(TEXT, **CONTEXT)) == (1, [])


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"message_type": "question"}, id="another type"),
        pytest.param({"marketplace": "shop.example.de"}, id="another marketplace"),
        pytest.param({"initiative": "proactive"}, id="another initiative"),
        pytest.param({"channel": "email"}, id="another way"),
    ],
)
def test_one_field_that_differs_rules_out_whatever_is_missing(folder: Any, other: dict[str, str]) -> None:
    kind(folder, "answer")
    kind(folder, "question")
    folder.marketplaces()
    folder.rule(when=WHEN)
    assert told(folder.lint(TEXT, **other)) == (0, [])
    assert told(folder.lint(TEXT, **(CONTEXT | other))) == (0, [])


def test_a_rule_for_templates_or_for_none_needs_no_field(folder: Any) -> None:
    folder.rule("house/a", when={"template": True})
    folder.rule("house/b", when={"template": False})
    for template, rule in ((True, "house/a"), (False, "house/b"), (None, "house/b")):
        report = folder.lint(TEXT, template=template)
        assert [one.rule for one in report.violations] == [rule]
        assert report.not_evaluated == ()


# what values are compared with


@pytest.mark.parametrize(
    ("detector", "field", "text", "context", "expected"),
    [
        pytest.param(
            "order-id", "order_id", "Order 112-1234567-7654321", {}, (0, ["order_id"]), id="no order known"
        ),
        pytest.param(
            "order-id",
            "order_id",
            "Order 112-1234567-7654321",
            {"order_id": "112-1234567-7654321"},
            (0, []),
            id="the order",
        ),
        pytest.param(
            "order-id",
            "order_id",
            "Order 11212345677654321",
            {"order_id": "112-1234567-7654321"},
            (0, []),
            id="the order, without its hyphens",
        ),
        pytest.param(
            "order-id",
            "order_id",
            "Order 113-1234567-7654321",
            {"order_id": "112-1234567-7654321"},
            (1, []),
            id="another order",
        ),
        pytest.param(
            "tracking-number",
            "tracking_numbers",
            "UPS tracking number 1Z999AA10123456784",
            {},
            (0, ["tracking_numbers"]),
            id="no shipments known",
        ),
        pytest.param(
            "tracking-number",
            "tracking_numbers",
            "UPS tracking number 1Z999AA10123456784",
            {"tracking_numbers": []},
            (1, []),
            id="there are no shipments",
        ),
        pytest.param(
            "tracking-number",
            "tracking_numbers",
            "UPS tracking number 1Z999AA10123456784",
            {"tracking_numbers": ["1Z12345E0205271688", "1z 999 aa1 0123 456784"]},
            (0, []),
            id="one of the shipments, as people write it",
        ),
        pytest.param(
            "tracking-number",
            "tracking_numbers",
            "UPS tracking number 1Z999AA10123456784",
            {"tracking_numbers": ["1Z12345E0205271688"]},
            (1, []),
            id="another shipment",
        ),
    ],
)
def test_only_other_values_than_the_known_are_violations(  # noqa: PLR0913, PLR0917 - a table's columns
    folder: Any,
    detector: str,
    field: str,
    text: str,
    context: dict[str, Any],
    expected: tuple[int, list[str]],
) -> None:
    folder.rule(find={"detector": detector, "differs_from": field})
    assert told(folder.lint(text, **context)) == expected


@pytest.mark.parametrize(
    ("said", "carrier", "expected"),
    [
        pytest.param("UPS", None, (0, ["carrier"]), id="no carrier known"),
        pytest.param("UPS", "UPS", (0, []), id="the carrier"),
        pytest.param("ups", "UPS", (0, []), id="in small letters"),
        pytest.param("DHL", "DHL Express", (0, []), id="by part of its name"),
        pytest.param("DHL Express", "dhl", (0, []), id="by more than its name"),
        pytest.param("UPS", "FedEx", (1, []), id="another carrier"),
        pytest.param("USPS", "UPS", (1, []), id="another carrier of a name that is near"),
    ],
)
def test_another_carrier_is_a_violation(
    folder: Any, said: str, carrier: str | None, expected: tuple[int, list[str]]
) -> None:
    phrases = ["UPS", "USPS", "DHL", "DHL Express", "FedEx"]
    folder.rule(find={"phrases": phrases, "differs_from": "carrier"})
    assert told(folder.lint(f"It travels with {said} today.", carrier=carrier)) == expected


GERMAN = "Vielen Dank für Ihre Bestellung, wir senden Ihnen morgen einen neuen Wasserkocher zu."
ENGLISH = "Thank you for your order, we will send you a new kettle tomorrow."


@pytest.mark.parametrize(
    ("text", "context", "expected"),
    [
        pytest.param(GERMAN, {}, (0, ["buyer_locale"]), id="neither locale nor marketplace"),
        pytest.param(GERMAN, {"buyer_locale": "de-DE"}, (0, []), id="the buyer's language"),
        pytest.param(ENGLISH, {"buyer_locale": "de"}, (1, []), id="not the buyer's language"),
        pytest.param(GERMAN, {"marketplace": "shop.example.de"}, (0, []), id="the marketplace's language"),
        pytest.param(GERMAN, {"marketplace": "US"}, (1, []), id="not the marketplace's language"),
        pytest.param(
            GERMAN,
            {"marketplace": "US", "buyer_locale": "de_AT"},
            (0, []),
            id="the buyer's language, though not the marketplace's",
        ),
        pytest.param(
            ENGLISH,
            {"marketplace": "US", "buyer_locale": "de"},
            (1, []),
            id="the marketplace's language, though not the buyer's",
        ),
    ],
)
def test_languages_are_those_of_the_buyer_or_else_of_the_marketplace(
    folder: Any, text: str, context: dict[str, str], expected: tuple[int, list[str]]
) -> None:
    folder.marketplaces()
    folder.rule(find={"detector": "language", "differs_from": "languages"})
    assert told(folder.lint(text, **context)) == expected


# order numbers by marketplace


def shops(folder: Any) -> None:
    """Write a family with a form of its own for one shop, and one that says nothing of forms."""
    place = {"languages": ["en"]}
    numbers = {"pattern": r"\d{3}-\d{4}", "example": "112-1234"}
    folder.file(
        "marketplaces/shop.yaml",
        json.dumps(
            {
                "id": "shop",
                "order_ids": [numbers, {"pattern": r"D\d{3}", "example": "D112"}],
                "marketplaces": [
                    {"name": "A", "id": "SHOPUS", "domain": "shop.example.com", "country": "US", **place},
                    {
                        "name": "B",
                        "id": "SHOPDE",
                        "domain": "shop.example.de",
                        "country": "DE",
                        **place,
                        "order_ids": [{"pattern": "DE-[a-z]+", "example": "DE-abc"}],
                    },
                ],
            }
        ),
    )
    folder.file(
        "marketplaces/bazaar.yaml",
        json.dumps(
            {
                "id": "bazaar",
                "marketplaces": [
                    {"name": "C", "id": "BAZFR", "domain": "bazaar.example.fr", "country": "FR", **place}
                ],
            }
        ),
    )


@pytest.mark.parametrize(
    ("families", "marketplace", "order_id", "accepted"),
    [
        pytest.param(["shop"], "US", "112-1234", None, id="the form of its family"),
        pytest.param(["shop"], "US", "d112", None, id="another form of its family, in small letters"),
        pytest.param(["shop"], "US", "112-12345", "112-1234, D112", id="a digit too many"),
        pytest.param(["shop"], "US", "DE-abc", "112-1234, D112", id="the form of another shop"),
        pytest.param(["shop"], "shop.example.de", "DE-abc", None, id="its own form"),
        pytest.param(["shop"], "shop.example.de", "112-1234", "DE-abc", id="not its family's form"),
        pytest.param(["shop"], None, "DE-abc", None, id="any shop's form, where the shop is unknown"),
        pytest.param(["shop"], None, "112", "112-1234, D112, DE-abc", id="no shop's form"),
        pytest.param(["bazaar"], "FR", "anything", None, id="a marketplace of unknown forms"),
        pytest.param(["bazaar"], None, "anything", None, id="only marketplaces of unknown forms"),
        pytest.param(["shop", "bazaar"], None, "anything", None, id="perhaps one of unknown forms"),
        pytest.param(["shop", "bazaar"], "US", "anything", "112-1234, D112", id="but not that one"),
    ],
)
def test_an_order_number_has_a_form_of_its_marketplace(
    folder: Any, families: list[str], marketplace: str | None, order_id: str, accepted: str | None
) -> None:
    shops(folder)
    folder.rule()
    folder.policy(marketplaces=families)
    context = Context(marketplace=marketplace, order_id=order_id)
    if accepted is None:
        check_context(folder.plan(), context)
        return
    with pytest.raises(UsageError) as problem:
        check_context(folder.plan(), context)
    assert str(problem.value) == f"order_id '{order_id}' is no order number; accepted forms: {accepted}"


def test_a_marketplace_that_the_policy_is_not_for_is_unknown(folder: Any) -> None:
    shops(folder)
    folder.rule()
    folder.policy(marketplaces=["shop"])
    with pytest.raises(UsageError, match=r"there is no marketplace 'bazaar\.example\.fr'"):
        check_context(folder.plan(), Context(marketplace="bazaar.example.fr"))


# earlier messages


def reminder(folder: Any, **changes: Any) -> None:
    kind(folder, "review-request")
    kind(folder, "refund")
    group = {"within": "sentence", "parts": {"ask": ["leave a review"]}, "earlier": ["review-request"]}
    folder.rule(find={"together": [group]}, **changes)


ASK = "Please leave a review."


@pytest.mark.parametrize(
    ("text", "earlier", "expected"),
    [
        pytest.param(ASK, [], (0, []), id="there were none"),
        pytest.param(ASK, None, (0, ["earlier_messages"]), id="nobody knows"),
        pytest.param(ASK, [{"message_type": "review-request"}], (1, []), id="one, by the seller unless said"),
        pytest.param(
            ASK, [{"message_type": "review-request", "sender": "seller"}], (1, []), id="one by the seller"
        ),
        pytest.param(
            ASK, [{"message_type": "review-request", "sender": "buyer"}], (0, []), id="one by the buyer"
        ),
        pytest.param(ASK, [{"message_type": "refund"}], (0, []), id="one of another type"),
        pytest.param(
            ASK,
            [{"message_type": "refund"}, {"message_type": "review-request", "sent_at": "2026-11-01"}],
            (1, []),
            id="one of several",
        ),
        pytest.param("We sent it.", None, (0, []), id="nobody knows, but nothing is asked"),
        pytest.param("We sent it.", [{"message_type": "review-request"}], (0, []), id="nothing is asked now"),
    ],
)
def test_what_was_sent_before_counts_if_the_seller_sent_it(
    folder: Any, text: str, earlier: list[dict[str, str]] | None, expected: tuple[int, list[str]]
) -> None:
    reminder(folder)
    assert told(folder.lint(text, earlier_messages=earlier)) == expected


def test_what_was_sent_before_joins_several_parts(folder: Any) -> None:
    kind(folder, "review-request")
    parts = {"ask": ["leave a review"], "why": ["happy"]}
    group = {"within": "sentence", "parts": parts, "mark": "ask", "earlier": ["review-request"]}
    folder.rule(find={"together": [group]})
    sent = [{"message_type": "review-request"}]
    text = "If you are happy, leave a review."
    assert [(one.start, one.end) for one in folder.lint(text, earlier_messages=sent).violations] == [(18, 32)]
    assert told(folder.lint(text)) == (0, ["earlier_messages"])
    assert told(folder.lint(ASK, earlier_messages=sent)) == (0, [])
    assert told(folder.lint(ASK)) == (0, [])


def test_an_earlier_message_of_an_unknown_type_is_refused(folder: Any) -> None:
    reminder(folder)
    with pytest.raises(UsageError) as problem:
        folder.lint(ASK, earlier_messages=[{"message_type": "reviewrequest"}])
    assert str(problem.value) == "there is no message type 'reviewrequest'; did you mean 'review-request'?"


# attachments


def facts(**context: Any) -> Facts:
    return Facts(Context(**context), None, None, template=False)


@pytest.mark.parametrize(
    ("own", "named", "together"),
    [
        pytest.param(None, None, None, id="nobody knows"),
        pytest.param(None, [], (), id="the context says that there are none"),
        pytest.param((), None, (), id="the draft says that there are none"),
        pytest.param((AttachedFile("a.pdf", 1),), None, (AttachedFile("a.pdf", 1),), id="the draft's"),
        pytest.param(None, [{"name": "b.pdf"}], (AttachedFile("b.pdf"),), id="the context's"),
        pytest.param(
            (AttachedFile("a.pdf", 1),),
            [{"name": "b.pdf", "size": 2}],
            (AttachedFile("a.pdf", 1), AttachedFile("b.pdf", 2)),
            id="both",
        ),
    ],
)
def test_attachments_are_the_drafts_and_those_that_the_context_names(
    own: tuple[AttachedFile, ...] | None,
    named: list[dict[str, Any]] | None,
    together: tuple[AttachedFile, ...] | None,
) -> None:
    document = Document(None, "", (), attachments=own)
    assert attached(Context.model_validate({"attachments": named}), document) == together


def test_nothing_is_guessed() -> None:
    nothing = facts()
    assert (nothing.message_type, nothing.initiative, nothing.channel) == (None, None, None)
    for field in ("order_id", "tracking_numbers", "carrier", "languages"):
        assert nothing.known(field) is None


def test_a_type_tells_its_nature() -> None:
    invoice = TypeOutline("invoice", "proactive", "api")
    known = Facts(Context(), invoice, None, template=False)
    assert (known.message_type, known.initiative, known.channel) == ("invoice", "proactive", "api")
