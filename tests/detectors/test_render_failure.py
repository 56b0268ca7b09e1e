from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buyer_msg_lint.context import Context
from buyer_msg_lint.detectors import Hit, Look, render_failure

Detect = Callable[..., tuple[Hit, ...]]

NO_FAILURES = {
    "none-of": "None of the items were damaged.",
    "none-were": "We checked, none were damaged.",
    "order-none-of": "In your order none of the parts is missing.",
    "item-none-was": "On the item none was found.",
    "null-and-void": "The warranty is null and void.",
    "nan-bread": "The nan bread is out of stock.",
    "nan-person": "A gift for your nan.",
    "hi-nan": "Hi Nana, all is well.",
    "undefined-with-article": "The date is an undefined one.",
    "undefined-in-prose": "The terms are undefined.",
    "nonetheless": "Order nonetheless.",
    "second-to-none": "Our service is second to none.",
    "half-of-none": "We prefer one to none at all.",
    "greeting-with-name": "Hello Anna,",
    "greeting-alone": "Hello,",
    "hi-there": "Hi there,",
    "hi-alone-inside": "They said hi, and left.",
    "dear-customer": "Dear customer, hello",
    "oh-dear": "Oh dear, we are sorry.",
    "label-with-value": "Order number: 112-1234567-1234567.",
    "label-then-list": "Order number: \n\nTracking number: 5",
    "number-sign": "We are #1 for you.",
    "order-number-sign": "Order #112-1234567-1234567 left.",
    "object": "An object was in the box.",
    "price": "It costs $5.",
    "name-nanette": "Dear Nanette, hello",
    "colon": "Note: the order is late.",
    "brackets": "f() is a function",
    "bare-dear": "Dear, we have sent the new lid today.",
    "name-nan": "Dear Nan, your scarf left.",
    "invalid-date-in-prose": "An invalid date was entered, sorry.",
    "year-1970": "The record of 1970 was made on 1970-01-15.",
    "part-number-like-a-date": "Part 1970-01-01-7 fits.",
    "ampersand": "Salt & pepper; R&D; Heron & Co.",
    "portuguese": "São João, João© and ã",
}

FAILURES = {
    "greeting-with-blank": ("«Hello ,»", "empty-greeting"),
    "greeting-with-two-blanks": ("«Dear  ,» we are sorry", "empty-greeting"),
    "greeting-with-nothing": ("«Liebe,» es tut uns leid", "empty-greeting"),
    "greeting-with-nothing-in-french": ("«Cher,» nous sommes au regret", "empty-greeting"),
    "greeting-in-a-later-paragraph": ("Re: order\n\n«Hi ,»\n\nThanks", "empty-greeting"),
    "greeting-undefined": ("Hi «undefined», thanks", "nothing"),
    "greeting-null": ("Dear «null»,", "nothing"),
    "greeting-none": ("Hello «None»!", "nothing"),
    "greeting-title": ("Dear Mr. «None»,", "nothing"),
    "order-none": ("Your order «None» has shipped.", "nothing"),
    "order-undefined": ("Order #«undefined» left.", "nothing"),
    "order-number-nan": ("Order number: «NaN».", "nothing"),
    "tracking-null": ("The tracking number is «null».", "nothing"),
    "carrier-null": ("Carrier: «null»", "nothing"),
    "amount-nan": ("We refund $«NaN» now.", "nothing"),
    "amount-undefined-after": ("We refund «undefined» USD now.", "nothing"),
    "shipped-via-none": ("It left via «None».", "nothing"),
    "object": ("Dear «[object Object]», hello", "object"),
    "object-at": ("Order «<app.Order object at 0x7f3a2b1c>» left", "object"),
    "empty-order-number": ("Order number«: ».", "empty-value"),
    "empty-tracking-number": ("Your tracking number«: », thanks", "empty-value"),
    "empty-hash": ("Your order «#» has shipped.", "empty-value"),
    "invalid-date": ("It arrives on «Invalid Date».", "date"),
    "epoch": ("It left on «1970-01-01».", "date"),
    "epoch-in-words": ("It left on «January 1, 1970».", "date"),
    "escaped-twice": ("That«&#39;»s it", "markup"),
    "escaped-thrice": ("Salt «&amp;amp;» pepper", "markup"),
    "replacement-character": ("A «caf\ufffd» set", "garbled"),
    "wrong-decoding": ("«Weâ€™ll» see", "garbled"),
    "wrong-decoding-of-an-accent": ("A «cafÃ©» set", "garbled"),
    "empty-brackets": ("Your item «()» has shipped.", "empty-value"),
}


@pytest.mark.parametrize("text", NO_FAILURES.values(), ids=NO_FAILURES)
def test_is_no_failure(detect: Detect, text: str) -> None:
    assert detect("render-failure", text) == ()


@pytest.mark.parametrize(("marked", "kind"), FAILURES.values(), ids=FAILURES)
def test_is_a_failure_at_its_exact_place(detect: Detect, marked: str, kind: str) -> None:
    start, end = marked.index("«"), marked.index("»") - 1
    hits = detect("render-failure", marked.replace("«", "").replace("»", ""))
    assert [(hit.span, hit.traits["kind"]) for hit in hits] == [((start, end), kind)]


def test_long_hostile_texts_take_no_long(detect: Detect) -> None:
    for piece in ("order ", "none ", "dear ", "[object ", "order number: ", " ,", "(", "hi  "):
        detect("render-failure", piece * 3000 + "null")


PIECES = st.sampled_from(
    [
        "order",
        "number",
        "none",
        "null",
        " ",
        ",",
        ":",
        "#",
        "dear",
        "hi",
        "\n",
        "[object",
        "object]",
        "$",
        "(",
        ")",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=16).map("".join)))
def test_spans_lie_in_the_text_in_order(text: str) -> None:
    lowered = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    look = Look(cased=text, context=Context(), marketplace=None, hits=lambda _: ())
    at = 0
    for hit in render_failure.find(lowered, look):
        assert at <= hit.start < hit.end <= len(text)
        assert set(hit.traits) == set(render_failure.TRAITS)
        at = hit.end
