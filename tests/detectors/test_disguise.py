"""Disguise as such: what no honest writer types, and what honest writers do."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buyer_msg_lint.context import Context
from buyer_msg_lint.detectors import Hit, Look, disguise

HONEST = {
    "plain English": "Your order 112-1234567-7654321 was shipped.",
    "accents": "The café in Málaga, naïve résumé, Łódź, Ångström",
    "curly quotes, dashes, ellipsis": "“Don’t worry” – it’s fine…",
    "emoji with joiners": "Thank you 👩‍👧 ❤️ 🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "a whole Russian sentence": "Добрый день, заказ отправлен сегодня.",
    "a Greek word": "Our supplier is called Ωμέγα Αθήνα.",
    "units": "10 kΩ, 5 μF, 20 µm, 37 ℃, Δt, H₂O, x²",
    "Turkish dotless i": "Sayın müşterimiz, kargonuz yarın ulaşır.",
    "numbered rings": "① Open the lid ② Press ③ Close",
    "fullwidth letters of an input method": "请用ＵＰＳ发货",
    "a blank without width between Thai words": "ขอบคุณ\u200bครับ",
    "a Persian word with its joiner": "می\u200cخواهم",
    "a byte order mark before a word": "\ufeffHello there",
    "a zero-width blank after a word": "Hello\u200b there",
    "Vietnamese with stacked accents": "Cảm ơn bạn rất nhiều, đơn hàng đã được gửi",
    "soft hyphens of a pasted text": "the ship\u00adment was de\u00adlayed",
    "one struck letter": "grade A̶ or B",
}
HIDDEN = {
    "Cyrillic letters in a Latin word": ("add «wеchаt» now", "look-alikes"),
    "a Greek letter in a Latin word": ("pay by «pαypal» now", "look-alikes"),
    "a zero-width blank inside a word": ("leave a «rev\u200biew» please", "invisible-characters"),
    "a joiner inside an address": ("at «help\u200d@shop.example» or", "invisible-characters"),
    "bold letters of mathematics": ("add «𝐰𝐞𝐜𝐡𝐚𝐭» now", "styled-letters"),
    "letters in rings": ("add «ⓦⓔⓒⓗⓐⓣ» now", "styled-letters"),
    "letters in boxes": ("add «🅆🄴🄲🄷🄰🅃» now", "styled-letters"),
    "small capitals": ("add «ᴡʜᴀᴛsᴀᴘᴘ» now", "styled-letters"),
    "text turned round": ("call «\u202eppastahw\u202c» now", "reversed"),
    "a zero-width blank before a full stop at the end": ("a «rev\u200biew».", "invisible-characters"),
    "letters struck out": ("no «p̶a̶y̶p̶a̶l̶» now", "strike-through"),
    "tags that nobody sees": ("see this«\U000e0061\U000e0062» now", "tags"),
}


def hits(text: str) -> list[Hit]:
    return list(disguise.find(text, Look(text, Context(), None, lambda _: ())))


@pytest.mark.parametrize("text", HONEST.values(), ids=HONEST)
def test_honest_writing_is_no_disguise(text: str) -> None:
    assert hits(text) == []


@pytest.mark.parametrize(("marked", "kind"), HIDDEN.values(), ids=HIDDEN)
def test_hidden_writing_is_found_at_its_place(marked: str, kind: str) -> None:
    start, end = marked.index("«"), marked.index("»") - 1
    text = marked.replace("«", "").replace("»", "")
    assert [(hit.span, dict(hit.traits), hit.value) for hit in hits(text)] == [
        ((start, end), {"kind": kind}, text[start:end])
    ]


@settings(max_examples=200)
@given(st.text(alphabet=st.sampled_from("aе\u200b𝐰ⓦı\u202e\u202c\u0336\U000e0061 .@1é微")))
def test_hits_lie_in_the_text_in_order(text: str) -> None:
    at = 0
    for hit in hits(text):
        assert at <= hit.start < hit.end <= len(text)
        at = hit.end
