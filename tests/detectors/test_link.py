from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buyer_msg_lint.detectors import Hit, link, load_detector
from buyer_msg_lint.detectors._domain import registrable_domain

Detect = Callable[..., tuple[Hit, ...]]

NOT_LINKS = {
    "one-version-of-several": "Firmware 10.0.12.1 is the newest; yours is 10.0.9.4.",
    # a blank is missing after a full stop
    "it-after-a-full-stop": "Your parcel has shipped.It will arrive on Monday.",
    "in-after-a-full-stop": "We sent the refund today.In case you need more, reply here.",
    "at-after-a-full-stop": "Thank you for your patience.At this time it is on its way.",
    "me-after-a-full-stop": "Please write again.Me and my team are here.",
    "to-after-a-full-stop": "We made the refund.To get the money you need do nothing.",
    "so-after-a-full-stop": "We lost the order.So we send another one.",
    "us-after-a-full-stop": "It is free for you.Us and the carrier will arrange it.",
    "is-after-a-full-stop": "We replaced the item.Is that fine with you?",
    "lower-case-it": "your parcel has shipped.it will arrive on monday",
    "lower-case-in": "we sent the parcel.in case it is late, reply here",
    "lower-case-so": "the zipper broke on the bag.so we send another one",
    "lower-case-to": "we fix this order.to help us, send a photo",
    "lower-case-it-after-an-unknown-word": "we glued the velcro.it is fine now",
    "unknown-word-then-capital": "We glued the Velcro.It is fine now.",
    "capitals-all-along": "THANKS FOR YOUR ORDER.IT WILL ARRIVE SOON",
    "no-after-a-full-stop": "This is for free.No need to return it.",
    "my-after-a-full-stop": "I see the problem.My apologies for it.",
    "be-after-a-full-stop": "The seal is tight.Be careful with it.",
    "by-after-a-full-stop": "It is on the way.By the way, keep the first one.",
    "as-after-a-full-stop": "I am sorry.As a next step we send it again.",
    "do-after-a-full-stop": "I checked the record.Do you want a refund?",
    "call-after-a-full-stop": "The carrier has arrived.Call the front desk.",
    "click-after-a-full-stop": "Open the order.Click on the button there.",
    "team-after-thanks": "Many thanks.Team Acme",
    "best-after-a-name": "Thanks, Anna.Best regards from us",
    "today-after-a-full-stop": "We got your message.Today we send it.",
    "now-after-a-full-stop": "It was late.now it is on the way",
    "love-after-a-full-stop": "He likes the colour.Love it!",
    "support-after-regards": "Kind regards.Support",
    "help-after-a-full-stop": "Keep the item.help is on the way",
    "shop-after-our": "you are always welcome at our.shop now",
    "german-es": "Wir haben die Bestellung.Es tut uns leid.",
    "spanish-de": "Gracias por su pedido.De nada.",
    "uk-in-capitals": "We ship this order.UK customers wait longer.",
    "net-in-capital": "We have sent the refund.Net price is shown there.",
    "city-after-a-street": "Send it to 12 Main Street.Boston please",
    "brand-after-a-full-stop": "The box was shipped.FedEx will bring it.",
    # files
    "pdf-file": "See the attached invoice.pdf please.",
    "zip-file": "See the attached photo.zip please.",
    "mov-file": "Your video clip.mov arrived.",
    "png-file": "The label.png is attached.",
    "md-file": "It is in readme.md there.",
    "py-file": "Run script.py first.",
    "sh-file": "Run page.sh first.",
    "ai-file": "Your logo.ai is fine.",
    # abbreviations, names, firms
    "eg": "Any day, e.g. tomorrow, i.e. Monday.",
    "eg-without-blank": "Any day, e.g.in June.",
    "pm": "We close at 5 p.m. today, 9 a.m.to 10 a.m. is best.",
    "am-glued": "It comes at 10.30am or 9.am tomorrow.",
    "countries": "We ship to the U.S. and the U.K. only.",
    "phd": "Ask a Ph.D. about it.",
    "saint": "It left St.Louis on Monday.",
    "number": "It is item No.5 of ten.",
    "etc": "Screws, nuts etc.and so on.",
    "versus": "This one vs.the other.",
    "doctor": "Ask Dr.Smith and Mr.Jones, or Mr.Green.",
    "initials": "A book by J.K.Rowling.",
    "initials-before-a-word": "Signed, A.B.in June",
    "company-limited": "Yours, Acme Trading Co.Ltd",
    "company-inc": "Yours, Acme Tools.Inc",
    "toys": "It is from Toys.R.Us here",
    "wi-fi": "It has Wi.Fi inside",
    "programs": "Made with ASP.NET, Node.js and Next.js.",
    "possessive": "The customer's.id is known",
    # numbers
    "version": "Install firmware v1.2.3 now.",
    "version-of-four-parts": "Install firmware 1.2.3.4 or version 10.20.30.40 now.",
    "chapters": "See 4.1.2.3 in the manual.",
    "decimal": "It has a 3.5mm jack and 2.4GHz.",
    "part-number": "Part CTSRN011.2 is in stock.",
    "date": "It left on 12.05.2024 at 10.30.",
    "price": "It costs US$5.99.In stock.",
    "inches": "It is 2.in long",
    "list": "1.My order 2.Is it late 3.Call us",
    "order-number": "Order.No: 112-1234567-1234567",
    "order-id": "Your order.id: 112-1234567-1234567",
    "broken-ip": "The code is 999.10.10.10 there.",
    "phone-with-dots": "Ring 06.12.34.56.78 now.",
    "time-in-brackets": "It left [10:30] today.",
    # templates
    "double-braces": "Your order {{order.id}} has shipped.",
    "double-braces-with-blanks": "Hi {{ ticket.customer.name }}, hi {{ shop.it }}.",
    "dollar-braces": "Your order ${order.name} has shipped to ${order.city}.",
    "single-braces": "Your order {order.name} has shipped.",
    "filter": "Paid {{ order.date | format.date }}.",
    "control": "{% if order.name %}x{% endif %}",
    # signs
    "ellipsis": "Wait...it is on the way..so there",
    "and-or": "Send a photo and/or a video.",
    "email": "Write to anna.smith@example.com please.",
    "email-with-word-suffix": "Write to anna.me@example.it please.",
    "mailto": "mailto:anna@example.com",
    "handle": "We are @acme_shop there.",
    "account": "Telegram: bluekettle.support",
    "account-of-ours": "Skype me: bluekettle.support",
    "router": "Type 192.168.0.1 in the browser.",
    "printer-in-a-company": "The printer answers at http://10.20.30.40:631/status now.",
    "camera-at-its-own-point": "Go to 172.16.254.1 and press Reset.",
    "this-computer": "Open http://127.0.0.1:8080/ on the computer.",
    "name-in-the-own-network": "Open http://router.local/setup there.",
    "known-router": "Open http://fritz.box in the browser.",
    "ratio": "It is 1://2 there",
    "comment": "Yes // no",
    "javascript-the-word": "It needs javascript: the language.",
    "data-the-word": "Your data: name and city.",
    "chinese-full-stop": "请稍候.公司会处理",
    "empty-scheme": "It starts with http:// or https://",
    "dot-net": "It needs the .net framework",
}

LINKS = {
    # with a scheme
    "https": ("See «https://example.com/help» now", "https://example.com/help"),
    "http": ("See «http://example.com» now", "http://example.com"),
    "capitals": ("See «HTTPS://Example.COM/Path» now", "https://example.com/Path"),
    "ftp": ("«ftp://files.example.org/x»", "ftp://files.example.org/x"),
    "hxxp": ("«hxxps://example.com/a»", "https://example.com/a"),
    "scheme-with-blanks": ("«https : // example.com/a»", "https://example.com/a"),
    "scheme-with-one-slash": ("«https:/example.com»", "https://example.com"),
    "scheme-with-backslashes": ("«http:\\\\example.com»", "http://example.com"),
    "query": ("«https://example.com/?a=1&b=2#c»!", "https://example.com/?a=1&b=2#c"),
    "port": ("«http://example.com:8080/a»", "http://example.com/a"),
    "user": ("«http://me:pw@example.com/a»", "http://example.com/a"),
    "localhost": ("«http://localhost:80/a»", "http://localhost/a"),
    "placeholder-in-path": ("«https://example.com/track/{{ tracking number }}/x» ok", None),
    "placeholder-as-host": ("«https://{{shop.url}}/x» ok", None),
    "bracket-placeholder-in-path": ("«http://www.example.com/products/[SellerSKU]» ok", None),
    # where it ends
    "full-stop": ("See «https://example.com/a».", None),
    "comma": ("See «https://example.com/a», then", None),
    "question-mark": ("Did you see «https://example.com/a»?", None),
    "brackets": ("(see «https://example.com/a»)", None),
    "brackets-inside": ("«https://example.com/Foo_(bar)» and", None),
    "brackets-inside-and-outside": ("(«https://example.com/Foo_(bar)»)", None),
    "quotes": ('"«https://example.com/a»"', None),
    "angle-brackets": ("<«https://example.com/a»>", None),
    "emphasis": ("**«https://example.com/a»**", None),
    "chinese-around": ("请访问«https://example.com/a»查看", None),
    "chinese-in-path": ("«https://example.com/wiki/中文» 查看", None),
    "chinese-stop": ("请看«https://example.com/a»。谢谢", None),
    "curly-quotes": ("“«example.com»”", "example.com"),
    "next-sentence-glued": ("Visit «example.com».Thanks", "example.com"),
    "next-sentence-glued-with-suffix": ("Visit «example.com».It is ours", "example.com"),
    # bare domains
    "com": ("Visit «petwares.com» for more", "petwares.com"),
    "com-in-a-sentence": ("We at «Petwares.com» are sorry", "petwares.com"),
    "amazon": ("Thanks for using «Amazon.com»!", "amazon.com"),
    "www": ("See «www.example.org/a_b».", "www.example.org/a_b"),
    "www-with-word-suffix": ("See «www.mypets.it» there", "www.mypets.it"),
    "path": ("See «petwares.shop/abc» there", "petwares.shop/abc"),
    "word-suffix-with-path": ("Scan «gift-card.live/abc» there", "gift-card.live/abc"),
    "common-word-with-path": ("Scan «gifts.live/abc» there", "gifts.live/abc"),
    "shop": ("we are «petstorewares.shop» there", "petstorewares.shop"),
    "store": ("our page mybrand: «mybrand.store»", "mybrand.store"),
    "store-capital": ("Find us on «MyBrand.Store» now", "mybrand.store"),
    "common-word-with-cue": ("Visit our website «gifts.store» for more", "gifts.store"),
    "it-with-cue": ("visit «velcro.it» is best", "velcro.it"),
    "it-at-the-end": ("You will see «velcro.it».", "velcro.it"),
    "it-before-website": ("«velcro.it» is our website", "velcro.it"),
    "german": ("Siehe «beispielladen.de» bitte", "beispielladen.de"),
    "international": ("Siehe «münchen.de» bitte", "münchen.de"),
    "punycode": ("See «xn--mnchen-3ya.de» there", "münchen.de"),
    "chinese-name": ("请访问«例子.公司»查看", "例子.公司"),
    "chinese-name-alone": ("«例子.公司»", "例子.公司"),
    "cyrillic-name": ("«пример.рф» там", "пример.рф"),
    "touching-chinese": ("请访问«example.com»查看", "example.com"),
    "touching-chinese-comma": ("请访问«example.cn»,谢谢", "example.cn"),
    "wide-stop": ("请看«example。com»查看", "example.com"),
    "co-uk": ("See «www.example.co.uk».", "www.example.co.uk"),
    "sub-domain": ("See «help.mypets.it» now", "help.mypets.it"),
    "hyphen": ("See «best-pet-wares.store» now", "best-pet-wares.store"),
    "numbers": ("See «1688.com» now", "1688.com"),
    "protocol-relative": ("<img src=«//img.example.com/x.png»>", "img.example.com/x.png"),
    "port-bare": ("«example.com:8080» now", "example.com"),
    "life": ("see «mybrand.life» there", "mybrand.life"),
    "zip-with-path": ("get «files-now.zip/a»", "files-now.zip/a"),
    "in-bullets": ("-«example.com»", "example.com"),
    "underlined": ("_«example.com»_", "example.com"),
    "single-letter": ("«x.com» now", "x.com"),
    "braces-around-com": ("{«example.com»}", "example.com"),
    "after-at-sign": ("Find us @ «example.com» now", "example.com"),
    # broken up
    "blank-before-dot": ("visit «petwares .com» now", "petwares.com"),
    "blanks-around-dot": ("visit «petwares . com» now", "petwares.com"),
    "blank-after-dot": ("visit «petwares. com» now", "petwares.com"),
    "comma-for-dot": ("visit «petwares,com» now", "petwares.com"),
    "www-with-blanks": ("visit «www. petwares .com/a» now", "www.petwares.com/a"),
    # short and deep links
    "shortener": ("See «bit.ly/3abc» now", "bit.ly/3abc"),
    "amazon-shortener": ("See «amzn.to/3abc» now", "amzn.to/3abc"),
    "whatsapp-link": ("Write «wa.me/15550100» now", "wa.me/15550100"),
    "telegram-link": ("Write «t.me/acme» now", "t.me/acme"),
    "messenger-link": ("Write «m.me/acme» now", "m.me/acme"),
    "line-link": ("Write «line.me/ti/p/x» now", "line.me/ti/p/x"),
    "discord-link": ("Join «discord.gg/abc» now", "discord.gg/abc"),
    "known-host-without-path": ("Join «discord.gg» now", "discord.gg"),
    "weixin": ("«weixin://dl/chat?abc» ok", "weixin://dl/chat?abc"),
    "tg": ("«tg://resolve?domain=acme» ok", "tg://resolve?domain=acme"),
    "whatsapp": ("«whatsapp://send?phone=15550100» ok", "whatsapp://send?phone=15550100"),
    "any-scheme": ("«alipays://platformapi/startapp» ok", "alipays://platformapi/startapp"),
    "skype": ("«skype:acme?chat» ok", "skype:acme?chat"),
    # addresses
    "ip": ("Open «203.0.113.10» now", "203.0.113.10"),
    "network-name-of-another-site": ("Open «router.local.example.com» now", "router.local.example.com"),
    "own-network-as-user": ("Open «http://192.168.0.1@example.com/a»", "http://example.com/a"),
    "beside-the-own-network": ("Open «172.32.0.10» now", "172.32.0.10"),
    "account-with-com": ("Telegram: «bluekettle.com»", "bluekettle.com"),
    "ip-with-path": ("Open «203.0.113.7/a» now", "203.0.113.7/a"),
    "ip-with-scheme": ("Open «http://203.0.113.7:81/a» now", "http://203.0.113.7/a"),
    "ip6-with-scheme": ("Open «http://[2001:db8::1]/a» now", "http://[2001:db8::1]/a"),
    "ip6": ("Open «[2001:db8::1]» now", "[2001:db8::1]"),
    "decimal-ip": ("Open «http://3405803783/a» now", "http://3405803783/a"),
    # other
    "data": ("«data:text/html,<b>»".replace("<b>", "x"), "data:text/html,x"),
    "javascript": ("«javascript:alert(1)» ok", "javascript:alert(1)"),
    "markdown": ("[help](«https://example.com/a») ok", "https://example.com/a"),
    "markdown-bare": ("[help](«example.com/a») ok", "example.com/a"),
}


@pytest.mark.parametrize("text", NOT_LINKS.values(), ids=NOT_LINKS)
def test_is_not_a_link(detect: Detect, text: str) -> None:
    assert detect("link", text) == ()


@pytest.mark.parametrize(("marked", "value"), LINKS.values(), ids=LINKS)
def test_is_a_link_at_its_exact_place(detect: Detect, marked: str, value: str | None) -> None:
    start, end = marked.index("«"), marked.index("»") - 1
    text = marked.replace("«", "").replace("»", "")
    hits = detect("link", text)
    assert [hit.span for hit in hits] == [(start, end)]
    assert value is None or hits[0].value == value


TRAITS = {
    "https": ("https://www.example.co.uk/a?b=1", {"kind": "url", "scheme": "https", "secure": "yes"}),
    "http-is-not-secure": ("http://example.com", {"secure": "no", "path": "", "form": "plain"}),
    "domain-of-a-sub-domain": (
        "https://www.example.co.uk/a",
        {"domain": "example.co.uk", "host": "www.example.co.uk"},
    ),
    "unknown-suffix-keeps-host": ("http://intra.corpnet/a", {"domain": "intra.corpnet"}),
    "path-with-query": ("example.com/A/b?c=1", {"kind": "bare-domain", "scheme": "", "path": "/A/b?c=1"}),
    "defanged": ("hxxp://example.com", {"form": "defanged", "scheme": "http"}),
    "markdown": ("[a](http://example.com)", {"form": "markdown"}),
    "shortener": ("https://bit.ly/3abc", {"shortener": "yes"}),
    "no-shortener": ("https://example.com", {"shortener": "no"}),
    "app-link": ("weixin://dl/chat", {"kind": "app-link", "scheme": "weixin"}),
    "ip": ("http://203.0.113.7/a", {"kind": "ip", "domain": "203.0.113.7"}),
    "ip6": ("http://[2001:db8::1]/a", {"kind": "ip", "host": "[2001:db8::1]"}),
    "punycode": ("http://xn--mnchen-3ya.de", {"host": "münchen.de", "domain": "münchen.de"}),
    "port-is-no-path": ("http://example.com:81/a", {"path": "/a"}),
    "fake-amazon": ("https://amazon.com.example.net/a", {"domain": "example.net"}),
    "user-is-no-host": ("https://amazon.com@example.net/a", {"domain": "example.net"}),
}


@pytest.mark.parametrize(("text", "traits"), TRAITS.values(), ids=TRAITS)
def test_tells_the_parts_of_a_link(detect: Detect, text: str, traits: dict[str, str]) -> None:
    (hit,) = detect("link", text)
    assert {name: hit.traits[name] for name in traits} == traits
    assert set(hit.traits) == set(link.TRAITS)


def test_finds_several_links_in_order(detect: Detect) -> None:
    hits = detect("link", "a.example.com, https://b.example.com and t.me/c")
    assert [hit.traits["host"] for hit in hits] == ["a.example.com", "b.example.com", "t.me"]


@pytest.mark.parametrize(
    ("host", "domain"),
    [("a.b.example.co.uk", "example.co.uk"), ("co.uk", None), ("shipped.banana", None), ("", None)],
)
def test_registrable_domain(host: str, domain: str | None) -> None:
    assert registrable_domain(host) == domain


def test_long_hostile_texts_take_no_long(detect: Detect) -> None:
    for piece in ("a.", "a-", "//", "http://", "{{", "www.", "a@b.", "[", "1.2.", "例.", "(a.b/", "x .com"):
        detect("link", piece * 2000)


PIECES = st.sampled_from(
    [
        "https://",
        "www.",
        "example",
        ".com",
        ".it",
        ". ",
        "@",
        "/",
        "(",
        ")",
        "]",
        "例子",
        ".公司",
        "xn--",
        "{{",
        "}}",
        "\n",
        " ",
        "1.2.3.4",
        "。",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=12).map("".join)))
def test_spans_lie_in_the_text_in_order(text: str) -> None:
    from buyer_msg_lint.context import Context
    from buyer_msg_lint.detectors import Look

    lowered = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    look = Look(cased=text, context=Context(), marketplace=None, hits=lambda _: ())
    at = 0
    for hit in load_detector("link").find(lowered, look):
        assert at <= hit.start < hit.end <= len(text)
        assert set(hit.traits) == set(link.TRAITS)
        at = hit.end
