from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buyer_msg_lint.context import Context
from buyer_msg_lint.detectors import Hit, Look, emoji

Detect = Callable[..., tuple[Hit, ...]]

NO_EMOJI = {
    "trade-marks": "Acme™ © 2024 ®",
    "check-marks": "✓ done ✔ done ✗ no ✖",
    "arrows": "Settings → Wi-Fi ← back ↑ ↓ ⇒ ➜",
    "bullets": "• one · two ◦ three ● four ■ five ▪ six ► seven",
    "stars": "★★★☆☆",
    "signs": "№ 5, 20 ℃, § 3, ° ± × ÷ … – —",
    "digits-and-signs": "1 2 3 # * 0",
    "box-drawing": "─────── ═══════ ┌──┐",
    "blocks": "████░░░░ 50%",
    "chinese": "您好,谢谢。",
    "japanese": "シーツをお届けします",
    "quotes": "“a” ‘b’ «c»",
    "url": "http://example.com/a https://example.com",
    "time-in-brackets": "(open until 8:00)",
    "list-in-brackets": "list: (a) first (b) second",
    "ratio": "ratio 1:3 and 16:9",
    "colon-bracket": "note:(see below) and so on",
    "colon-bracket-closed": "note :(see below)",
    "eight-bracket": "options 1) 2) 8) all",
    "cell": "cells a:D1 and A:D",
    "part": "Part:P123, Model:D",
    "label-d": "Size:D, Type:P",
    "bracket-end": "(the colours are red; blue:)",
    "semicolon-bracket": "(one; two;)",
    "less-than-three": "if a<3 or a < 3",
    "less-than-three-days": "in <3 days",
    "xd-card": "an XD card",
    "xd-size": "The size is XD, not XS.",
    "xd-model": "Replace it by model XD.",
    "snake": "a file_o_name T_O",
    "power": "2^3^4",
    "windows-path": "c:\\docs and d:/x",
    "drive": "drive D: is full",
    "equals": "a=(b) and x=[1]",
    "colon-slash": "and/or: yes :/path",
    "math": "(x-1)(x+2)=0",
    "empty-brackets": "f() [] {}",
    "emphasis": "**bold** _it_ *a*",
    "version": "v8-d",
    "hours": "Mon-Fri (9-5)",
    "phone-text": "Tel. 555-0100",
}

EMOJI = {
    "face": ("Thanks «😀»!", "emoji"),
    "heart-with-selector": ("«❤️» you", "emoji"),
    "heart-without-selector": ("«❤» you", "emoji"),
    "smile-text-style": ("«☺» hi", "emoji"),
    "white-check-mark": ("«✅» done", "emoji"),
    "check-mark-with-selector": ("«✔️» done", "emoji"),
    "trade-mark-with-selector": ("Acme«™️»", "emoji"),
    "star": ("«⭐» shop", "emoji"),
    "warning": ("«⚠» late", "emoji"),
    "skin-tone": ("«👍🏽» ok", "emoji"),
    "flag": ("«🇩🇪» shop", "emoji"),
    "keycap": ("«1️⃣» first", "emoji"),
    "keycap-without-selector": ("«1⃣» first", "emoji"),
    "family": ("«👨‍👩‍👧» box", "emoji"),
    "family-without-joiners": ("«👨👩👧» box", "emoji"),
    "profession": ("«👩🏽‍💻» box", "emoji"),
    "rainbow-flag": ("«🏳️‍🌈» box", "emoji"),
    "england": ("«🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f» box", "emoji"),
    "package": ("«📦» left", "emoji"),
    "touching-words": ("thanks«🙏»all", "emoji"),
    "smile": ("Thanks «:)»", "emoticon"),
    "smile-nose": ("Thanks «:-)» Anna", "emoticon"),
    "wink": ("Thanks «;)».", "emoticon"),
    "smile-touching": ("Thanks«:)»", "emoticon"),
    "sad": ("Sorry «:(»", "emoticon"),
    "laugh": ("Great «:D»", "emoticon"),
    "tongue": ("Great «:P» ok", "emoticon"),
    "tongue-in-a-text-with-letters-that-grow": ("İ Great «:P» ok", "emoticon"),
    "xd": ("Great «XD» ok", "emoticon"),
    "heart-of-signs": ("We «<3» you", "emoticon"),
    "double-smile": ("Thanks «:))»", "emoticon"),
    "smile-in-brackets": ("(thanks «:)»", "emoticon"),
    "tear": ("so sad «:'(»", "emoticon"),
    "equals-smile": ("ok «=)»", "emoticon"),
    "kaomoji": ("ok «^_^»", "kaomoji"),
    "kaomoji-short": ("ok «^^»", "kaomoji"),
    "crying": ("no «T_T» no", "kaomoji"),
    "staring": ("what «o_O»?", "kaomoji"),
    "kaomoji-in-brackets": ("ok «(^_^)» ok", "kaomoji"),
    "shrug": ("well «¯\\_(ツ)_/¯» ok", "kaomoji"),
    "squint": ("no «>_<» no", "kaomoji"),
    "cheer": ("It's on the way «\\o/»", "kaomoji"),
    "bow": ("Sorry «m(_ _)m» it was our fault", "kaomoji"),
}


@pytest.mark.parametrize("text", NO_EMOJI.values(), ids=NO_EMOJI)
def test_is_no_emoji(detect: Detect, text: str) -> None:
    assert detect("emoji", text) == ()


@pytest.mark.parametrize(("marked", "kind"), EMOJI.values(), ids=EMOJI)
def test_is_an_emoji_at_its_exact_place(detect: Detect, marked: str, kind: str) -> None:
    start, end = marked.index("«"), marked.index("»") - 1
    hits = detect("emoji", marked.replace("«", "").replace("»", ""))
    assert [(hit.span, hit.traits["kind"]) for hit in hits] == [((start, end), kind)]


def test_emoji_in_a_row_are_hits_of_their_own(detect: Detect) -> None:
    assert [hit.value for hit in detect("emoji", "😀🎉 🇩🇪🇫🇷 ⭐⭐")] == ["😀", "🎉", "🇩🇪", "🇫🇷", "⭐", "⭐"]


def test_long_hostile_texts_take_no_long(detect: Detect) -> None:
    for piece in (":(", "(", "^", "😀\u200d", "👨", "🇩", ";)", "x", "<3", "(:"):
        detect("emoji", piece * 1000)


PIECES = st.sampled_from(
    [*":;()-^_<3xdDP8oT=", " ", "😀", "\u200d", "\ufe0f", "👩", "🏽", "🇩", "1", "\u20e3", "\n", "a"]
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=20).map("".join)))
def test_spans_lie_in_the_text_in_order(text: str) -> None:
    lowered = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    look = Look(cased=text, context=Context(), marketplace=None, hits=lambda _: ())
    at = 0
    for hit in emoji.find(lowered, look):
        assert at <= hit.start < hit.end <= len(text)
        at = hit.end
