"""A message about a replacement in each language: whole, and with one thing left out, on each marketplace."""

from __future__ import annotations

from functools import cache

import pytest

from buyer_msg_lint import Context, Linter, Outcome, Report
from buyer_msg_lint.policy.folders import shipped_rules
from buyer_msg_lint.policy.pack import load_pack

ORDER = "112-5550123-5550123"
TRACK = "1Z999AA10123456784"
ENGLISH = {
    "problem": "the jug reached you with a cracked handle.",
    "resolution": "We have shipped a replacement at no cost.",
    "order-id": f"Order number: {ORDER}.",
    "tracking-number": f"UPS tracking number: {TRACK}.",
    "delivery-date": "Delivery is expected on March 12.",
    "contact-route": "If you have questions, please reply to this message.",
}
SAID = {
    "en": ENGLISH,
    "de": {
        "problem": "die Kanne ist leider mit einem Sprung im Griff bei Ihnen angekommen.",
        "resolution": "Wir haben kostenlos eine neue Kanne an Sie verschickt.",
        "order-id": f"Bestellnummer: {ORDER}.",
        "tracking-number": f"Sendungsnummer bei UPS: {TRACK}.",
        "delivery-date": "Die Zustellung ist für den 12. März geplant.",
        "contact-route": "Haben Sie Fragen, antworten Sie einfach auf diese Nachricht.",
    },
    "fr": {
        "problem": "la carafe est malheureusement arrivée chez vous avec une anse fêlée.",
        "resolution": "Nous vous avons expédié une nouvelle carafe, sans frais.",
        "order-id": f"Numéro de commande : {ORDER}.",
        "tracking-number": f"Numéro de suivi UPS : {TRACK}.",
        "delivery-date": "La livraison est prévue le 12 mars.",
        "contact-route": "Pour toute question, répondez simplement à ce message.",
    },
    "es": {
        "problem": "la jarra le llegó con el asa rota.",
        "resolution": "Le hemos enviado otra jarra nueva sin coste.",
        "order-id": f"Número de pedido: {ORDER}.",
        "tracking-number": f"Número de seguimiento de UPS: {TRACK}.",
        "delivery-date": "La entrega está prevista para el 12 de marzo.",
        "contact-route": "Si tiene alguna duda, responda a este mensaje.",
    },
    "it": {
        "problem": "la brocca è arrivata con il manico incrinato.",
        "resolution": "Le abbiamo spedito gratuitamente una brocca nuova.",
        "order-id": f"Numero d'ordine: {ORDER}.",
        "tracking-number": f"Numero di tracciamento UPS: {TRACK}.",
        "delivery-date": "La consegna è prevista per il 12 marzo.",
        "contact-route": "Per qualsiasi domanda risponda a questo messaggio.",
    },
    "pt": {
        "problem": "a jarra chegou com a alça trincada.",
        "resolution": "Já enviamos uma jarra nova sem custo.",
        "order-id": f"Número do pedido: {ORDER}.",
        "tracking-number": f"Código de rastreio da UPS: {TRACK}.",
        "delivery-date": "A entrega está prevista para 12 de março.",
        "contact-route": "Se tiver dúvidas, responda a esta mensagem.",
    },
    "nl": {
        "problem": "de kan is helaas met een barst in het handvat aangekomen.",
        "resolution": "We hebben u gratis een nieuwe kan gestuurd.",
        "order-id": f"Bestelnummer: {ORDER}.",
        "tracking-number": f"Trackingnummer van UPS: {TRACK}.",
        "delivery-date": "De bezorging staat gepland voor 12 maart.",
        "contact-route": "Heeft u vragen, beantwoord dan gewoon dit bericht.",
    },
    "sv": {
        "problem": "kannan kom tyvärr fram med ett sprucket handtag.",
        "resolution": "Vi har skickat en ny kanna utan kostnad.",
        "order-id": f"Beställningsnummer: {ORDER}.",
        "tracking-number": f"Spårningsnummer hos UPS: {TRACK}.",
        "delivery-date": "Leveransen beräknas den 12 mars.",
        "contact-route": "Har du frågor, svara på det här meddelandet.",
    },
    "pl": {
        "problem": "dzbanek dotarł niestety z pękniętym uchem.",
        "resolution": "Bezpłatnie wysłaliśmy nowy dzbanek.",
        "order-id": f"Numer zamówienia: {ORDER}.",
        "tracking-number": f"Numer przesyłki UPS: {TRACK}.",
        "delivery-date": "Dostawa planowana jest na 12 marca.",
        "contact-route": "W razie pytań prosimy odpowiedzieć na tę wiadomość.",
    },
    "tr": {
        "problem": "sürahi ne yazık ki kulpu çatlamış olarak elinize ulaşmış.",
        "resolution": "Ücretsiz olarak yeni bir sürahi gönderdik.",
        "order-id": f"Sipariş numarası: {ORDER}.",
        "tracking-number": f"UPS takip numarası: {TRACK}.",
        "delivery-date": "Teslimat 12 Mart için planlandı.",
        "contact-route": "Sorunuz olursa bu mesajı yanıtlamanız yeterli.",
    },
    "ja": {
        "problem": "水差しの取っ手にひびが入った状態で届いたとのこと、申し訳ございません。",
        "resolution": "新しい水差しを無料で発送いたしました。",
        "order-id": f"ご注文番号：{ORDER}。",
        "tracking-number": f"UPSのお問い合わせ番号：{TRACK}。",
        "delivery-date": "お届けは3月12日の予定です。",
        "contact-route": "ご不明な点がございましたら、このメッセージにご返信ください。",
    },
    "ar": {
        "problem": "وصل الإبريق للأسف ومقبضه مكسور.",
        "resolution": "أرسلنا لك إبريقا جديدا مجانا.",
        "order-id": f"رقم الطلب: {ORDER}.",
        "tracking-number": f"رقم التتبع لدى UPS: {TRACK}.",
        "delivery-date": "موعد التسليم المتوقع 12 مارس.",
        "contact-route": "إذا كان لديك سؤال فأجب على هذه الرسالة.",
    },
    "zh": {
        "problem": "很抱歉，您收到的水壶把手裂了。",
        "resolution": "我们已免费给您寄出一个新水壶。",
        "order-id": f"订单号：{ORDER}。",
        "tracking-number": f"UPS运单号：{TRACK}。",
        "delivery-date": "预计3月12日送达。",
        "contact-route": "如有疑问，请直接回复本消息。",
    },
}
"""What each rule of required/ asks for, as a seller would say it."""

REVIEW_ASK = {
    "en": "Please leave us a review on the product page.",
    "de": "Bitte hinterlassen Sie uns eine Bewertung auf der Produktseite.",
    "fr": "Merci de nous laisser un avis sur la page du produit.",
    "es": "Por favor, deje una reseña en la página del producto.",
    "it": "La preghiamo di lasciarci una recensione nella pagina del prodotto.",
    "pt": "Por favor, deixe uma avaliação na página do produto.",
    "nl": "Laat alstublieft een review achter op de productpagina.",
    "sv": "Lämna gärna en recension på produktsidan.",
    "pl": "Prosimy zostawić opinię na stronie produktu.",
    "tr": "Lütfen ürün sayfasına bir yorum bırakın.",
    "ja": "商品ページにレビューを書いていただけますと幸いです。",
    "ar": "نرجو أن تترك تقييما على صفحة المنتج.",
    "zh": "请在商品页面给我们写个评价。",
}
POSITIVE_ASK = {
    "en": "If you like it, please give us 5 stars.",
    "de": "Wenn sie Ihnen gefällt, geben Sie uns bitte 5 Sterne.",
    "fr": "Si elle vous plaît, donnez-nous 5 étoiles.",
    "es": "Si le gusta, pónganos 5 estrellas.",
    "it": "Se le piace, ci dia 5 stelle.",
    "pt": "Se gostar, deixe 5 estrelas para nós.",
    "nl": "Als hij bevalt, geef ons dan 5 sterren.",
    "sv": "Om du gillar den, ge oss gärna 5 stjärnor.",
    "pl": "Jeśli się podoba, prosimy o 5 gwiazdek.",
    "tr": "Beğendiyseniz bize 5 yıldız verin.",
    "ja": "お気に召しましたら、星5つをお願いいたします。",
    "ar": "إذا أعجبك فامنحنا 5 نجوم.",
    "zh": "喜欢的话请给五星好评。",
}


@cache
def linter(policy: str) -> Linter:
    # The default policy wants English; what else it asks for is looked for in every language.
    return Linter(policy, locale="en", ignore=["language"] if policy == "amazon-replacement" else [])


def homes() -> list[tuple[str, str]]:
    """Return each Amazon marketplace with each of its languages that is spoken here."""
    places = load_pack([shipped_rules()]).all_marketplaces()
    ours = (place for place in places if place.family == "amazon")
    return [(place.domain, language) for place in ours for language in place.languages if language in SAID]


def message(language: str, without: str = "") -> str:
    return " ".join(said for name, said in SAID[language].items() if name != without)


def broken(report: Report) -> set[str]:
    assert report.outcome is not Outcome.NOT_CHECKED
    return {violation.rule for violation in report.violations}


@pytest.mark.parametrize("language", sorted(SAID))
def test_a_whole_message_is_recognised_and_breaks_nothing(language: str) -> None:
    report = linter("amazon-replacement").lint(message(language))
    assert report.message_type == "replacement-shipped"
    assert broken(report) == set()


@pytest.mark.parametrize("missing", sorted(ENGLISH))
@pytest.mark.parametrize("language", sorted(SAID))
def test_what_is_left_out_is_told_and_nothing_else(language: str, missing: str) -> None:
    context = Context(message_type="replacement-shipped")
    report = linter("amazon-replacement").lint(message(language, without=missing), context)
    assert broken(report) == {f"required/{missing}"}


def test_every_marketplace_has_a_language_that_is_spoken_here() -> None:
    places = load_pack([shipped_rules()]).all_marketplaces()
    assert {domain for domain, _ in homes()} == {place.domain for place in places if place.family == "amazon"}


@pytest.mark.parametrize(("marketplace", "language"), homes())
def test_a_marketplace_takes_a_message_in_its_languages(marketplace: str, language: str) -> None:
    context = Context(marketplace=marketplace, initiative="proactive")
    assert broken(linter("amazon").lint(message(language), context)) == set()


@pytest.mark.parametrize(("marketplace", "language"), homes())
def test_what_is_forbidden_is_found_in_the_languages_of_a_marketplace(
    marketplace: str, language: str
) -> None:
    context = Context(marketplace=marketplace, initiative="reply")
    # Beside an offer of help, such a request would keep bad reviews away as well.
    text = f"{message(language, without='contact-route')} {POSITIVE_ASK[language]}"
    report = linter("amazon").lint(text, context)
    assert broken(report) == {"reviews/positive-only"}


@pytest.mark.parametrize("language", sorted(SAID))
def test_a_neutral_request_for_a_review_is_left_to_the_house_rules(language: str) -> None:
    text = f"{message(language)} {REVIEW_ASK[language]}"
    context = Context(message_type="replacement-shipped")
    assert broken(linter("amazon").lint(text, context)) <= {"language/not-allowed"}
    assert broken(linter("amazon-replacement").lint(text, context)) == {"reviews/solicitation"}


@pytest.mark.parametrize(
    ("marketplace", "language"),
    [("amazon.de", "fr"), ("amazon.fr", "de"), ("amazon.co.jp", "ko"), ("amazon.com", "zh")],
)
def test_a_language_that_a_marketplace_does_not_speak_is_told(marketplace: str, language: str) -> None:
    text = (
        "주전자 손잡이가 깨진 채로 도착했다니 죄송합니다. 새 주전자를 무료로 보내 드렸습니다."
        if language == "ko"
        else message(language)
    )
    assert "language/not-allowed" in broken(linter("amazon").lint(text, Context(marketplace=marketplace)))


@pytest.mark.parametrize(("locale", "told"), [("zh-CN", False), ("en-US", True), (None, True)])
def test_the_buyers_locale_goes_before_the_marketplace(locale: str | None, told: bool) -> None:  # noqa: FBT001 - a table
    context = Context(marketplace="amazon.com", buyer_locale=locale)
    assert ("language/not-allowed" in broken(linter("amazon").lint(message("zh"), context))) is told
