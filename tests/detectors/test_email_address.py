from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buyer_msg_lint.context import Context
from buyer_msg_lint.detectors import Hit, Look, email_address

Detect = Callable[..., tuple[Hit, ...]]

NOT_ADDRESSES = {
    "handle": "Follow @acme_shop there.",
    "handle-after-us": "Find us @acme_shop there.",
    "marketplace-after-at": "meet us @amazon",
    "marketplace-domain-after-at": "meet us @amazon.com",
    "website-after-at": "We are available @ example.com all day.",
    "site-after-at-in-words": "visit our store @ example.com",
    "price": "5 pcs @ $3.50",
    "price-without-currency": "5 pcs @ 3.50",
    "price-tight": "5pcs@3.50 each",
    "time": "See you @ 10.30",
    "time-glued": "at the door@10.30am",
    "speed": "runs 60fps @ 1080p.In the dark",
    "version": "package@1.2.3",
    "scope": "made with @angular/core",
    "no-suffix": "anna@laptop",
    "unknown-suffix": "anna@laptop.banana",
    "provider-as-word": "watch it @ live",
    "provider-as-a-place": "They work @ yahoo",
    "outlook-as-word": "nice view@outlook tower",
    "alone": "@",
    "two": "a @@ b",
    "user-of-a-link": "https://anna@example.com/a",
    "path-of-a-link": "https://example.com/@anna.smith/b",
    "emphasis": "*@*",
    "template": "{{ order@item }}",
    "empty-local": "...@example.com",
}

ADDRESSES = {
    "plain": ("Write to «anna@example.com» now", "anna@example.com"),
    "comma-for-the-dot": ("Write to «anna@example,com» now", "anna@example.com"),
    "capitals": ("Write to «Anna.Smith@Example.COM» now", "anna.smith@example.com"),
    "full-stop-after": ("Write to «anna@example.com».", "anna@example.com"),
    "next-sentence-glued": ("Write to «anna@example.com».Thanks", "anna@example.com"),
    "next-sentence-glued-with-suffix": ("Write to «anna@example.com».It is ours", "anna@example.com"),
    "plus-tag": ("«anna+orders@example.co.uk»", "anna+orders@example.co.uk"),
    "apostrophe": ("«o'neil@example.com»", "o'neil@example.com"),
    "numbers": ("«15550100@qq.com»", "15550100@qq.com"),
    "in-quotes": ("'«anna@example.com»'", "anna@example.com"),
    "in-brackets": ("(«anna@example.com»)", "anna@example.com"),
    "in-angles": ("Anna <«anna@example.com»>", "anna@example.com"),
    "bold": ("**«anna@example.com»**", "anna@example.com"),
    "label-before": ("E-mail:«anna@example.com»", "anna@example.com"),
    "mailto": ("mailto:«anna@example.com»?subject=x", "anna@example.com"),
    "quoted": ('«"anna smith"@example.com»', '"anna smith"@example.com'),
    "international-host": ("«anna@münchen.de»", "anna@münchen.de"),
    "punycode-host": ("«anna@xn--mnchen-3ya.de»", "anna@münchen.de"),
    "international-name": ("«jürgen@example.de»", "jürgen@example.de"),
    "chinese-name": ("«用户@例子.公司»", "用户@例子.公司"),
    "touching-chinese": ("请发邮件到«anna@example.com»谢谢", "anna@example.com"),
    "sub-domain": ("«a@mail.shop.example.com»", "a@mail.shop.example.com"),
    "ip-host": ("«anna@[203.0.113.7]»", "anna@[203.0.113.7]"),
    "two-dots": ("«anna..smith@example.com»", "anna..smith@example.com"),
    "word-suffix": ("«anna@example.it» is mine", "anna@example.it"),
    "alias": ("«abc123xyz@marketplace.amazon.com»", "abc123xyz@marketplace.amazon.com"),
    "blanks-around-at": ("write to «anna.smith @ example.com» now", "anna.smith@example.com"),
    "blanks-around-all": ("email: «anna @ example . com» now", "anna@example.com"),
    "blank-before-at": ("mail «seller99 @example.com» now", "seller99@example.com"),
    "blanks-and-provider": ("we have «annasmith @ gmail . com» now", "annasmith@gmail.com"),
    "blanks-and-role": ("use «support @ example.com» now", "support@example.com"),
    "provider-alone": ("reach «anna99@gmail» now", "anna99@gmail.com"),
    "provider-alone-with-words": ("«annasmith@hotmail»", "annasmith@hotmail.com"),
    "provider-with-blanks": ("my mail is «seller123 @ gmail» thanks", "seller123@gmail.com"),
    "provider-at-sentence-end": ("it is «seller123@yahoo».", "seller123@yahoo.com"),
    "number-provider": ("email «seller123@163» ok", "seller123@163.com"),
}


@pytest.mark.parametrize("text", NOT_ADDRESSES.values(), ids=NOT_ADDRESSES)
def test_is_not_an_address(detect: Detect, text: str) -> None:
    assert detect("email-address", text) == ()


@pytest.mark.parametrize(("marked", "value"), ADDRESSES.values(), ids=ADDRESSES)
def test_is_an_address_at_its_exact_place(detect: Detect, marked: str, value: str) -> None:
    start, end = marked.index("«"), marked.index("»") - 1
    hits = detect("email-address", marked.replace("«", "").replace("»", ""))
    assert [(hit.span, hit.value) for hit in hits] == [((start, end), value)]


@pytest.mark.parametrize(
    ("text", "traits"),
    [
        (
            "anna@mail.example.co.uk",
            {"kind": "plain", "host": "mail.example.co.uk", "domain": "example.co.uk"},
        ),
        ("mailto:anna@example.com", {"kind": "mailto", "form": "plain"}),
        ('"a b"@example.com', {"kind": "quoted"}),
        ("anna99 @ example . com", {"form": "spaced"}),
        ("anna99@gmail", {"form": "short", "host": "gmail.com"}),
        ("x1@marketplace.amazon.co.uk", {"alias": "yes"}),
        ("x1@members.ebay.com", {"alias": "yes"}),
        ("x1@marketplace.amazon.com.example.net", {"alias": "no", "domain": "example.net"}),
        ("x1@amazon.com", {"alias": "no"}),
    ],
)
def test_tells_the_parts_of_an_address(detect: Detect, text: str, traits: dict[str, str]) -> None:
    (hit,) = detect("email-address", text)
    assert {name: hit.traits[name] for name in traits} == traits
    assert set(hit.traits) == set(email_address.TRAITS)


def test_finds_several_in_order(detect: Detect) -> None:
    hits = detect("email-address", "b1 @ gmail, a@example.com;c@example.net")
    assert [hit.value for hit in hits] == ["b1@gmail.com", "a@example.com", "c@example.net"]


def test_long_hostile_texts_take_no_long(detect: Detect) -> None:
    for piece in ("a@", "a.", "@", "a @ ", "a@b.", '"a', "a@b .", "例@", "a-"):
        detect("email-address", piece * 2000 + "@")


PIECES = st.sampled_from(
    ["anna", "@", " ", ".", "com", "example", "gmail", "mailto:", '"', "例", "公司", "[", "1", "\n"]
)


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.text(max_size=60).map(lambda text: f"{text}@{text}"), st.lists(PIECES, max_size=14).map("".join)
    )
)
def test_spans_lie_in_the_text_in_order(text: str) -> None:
    lowered = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    look = Look(cased=text, context=Context(), marketplace=None, hits=lambda _: ())
    at = 0
    for hit in email_address.find(lowered, look):
        assert at <= hit.start < hit.end <= len(text)
        assert set(hit.traits) == set(email_address.TRAITS)
        at = hit.end
