"""The cheap look of every detector never says no where the detector finds something."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buyer_msg_lint.context import Context
from buyer_msg_lint.detectors import SOURCE, Hit, Look, detector_names, load_detector
from buyer_msg_lint.policy.folders import shipped_rules
from buyer_msg_lint.policy.pack import load_pack
from buyer_msg_lint.spans import MappedText
from buyer_msg_lint.views import load_view
from buyer_msg_lint.views.folded import folded
from buyer_msg_lint.views.plain import plain
from tests.corpus.measure import read_corpus

PIECES = (
    *("a", "é", "А", "ⓦ", "٣", "三", "。", "😀", "…", "“", "\u200b", "\u202e", "\u0336", "\ufe0f", "¯", "█"),
    *" \t\n\r@:/.,-_#$%&*()[]{}<>!|~'\"=+?^;01279olsx",
    *(
        "WE SAY THIS LOUD",
        "order 112-1234567-1234567",
        "Order ID: AB-1234",
        "1Z999AA10123456784",
        "41o-555-o142",
    ),
    *(
        "within 3 days",
        "tomorrow",
        "by Friday",
        "12 June",
        "3月4日",
        "call 1-800-FLOWERS",
        "+1 (206) 555-0142",
    ),
    *("https://example.com", "example . com", "example。com", "192.0.2.1:80", "skype:name?chat", "hxxp:"),
    *("WeChat: name_88", "@name_1", "加V", "follow name_1 on", "{{name}}", "INSERT NAME HERE", "XXX", "____"),
    *("Dear ,", "order null", "Invalid Date", "&amp;", ":)", "T_T", "ｗｅ", "‼", "!!!"),
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


def layers(name: str, text: str) -> Iterator[tuple[str, Look]]:
    """Yield what the detector is given of a text: as written, or folded and through its views."""
    mapped, views = MappedText.identity(text), load_detector(name).VIEWS
    if views == SOURCE:
        yield text, look_at(text, text)
        return
    shown = plain(mapped)
    view = folded(shown)
    yield view.text, look_at(view.text, shown.text)
    for other in views:
        view = load_view(other).rewrite(view)
        yield view.text, look_at(view.text, view.text)


def look_at(text: str, cased: str) -> Look:
    @cache
    def hits(name: str) -> tuple[Hit, ...]:
        return tuple(load_detector(name).find(text, made))

    made = Look(cased, Context(), None, hits)
    return made


def assert_sound(name: str, text: str) -> None:
    detector = load_detector(name)
    for seen, look in layers(name, text):
        if not detector.may_find(seen):
            # Blind to its own answer, so that the look for the thing itself is what it is held against.
            with mock.patch.object(detector, "may_find", return_value=True):
                assert list(detector.find(seen, look)) == [], seen


@cache
def written() -> tuple[str, ...]:
    """Return the texts of the corpus and of the examples of every rule."""
    rules = (rule.model.examples for rule in load_pack([shipped_rules()]).rules.values())
    examples = (example.text for rule in rules for example in (*rule.violates, *rule.complies))
    texts = (*(message.text for message in read_corpus()), *examples)
    return tuple(dict.fromkeys(text.replace("«", "").replace("»", "") for text in texts))


@pytest.mark.parametrize("name", detector_names())
@settings(max_examples=150)
@given(TEXTS)
def test_nothing_is_found_where_the_cheap_look_says_no(name: str, text: str) -> None:
    assert_sound(name, text)


@pytest.mark.parametrize("name", detector_names())
def test_nothing_is_found_where_the_cheap_look_says_no_in_real_messages(name: str) -> None:
    for text in written():
        assert_sound(name, text)


@pytest.mark.parametrize("name", [name for name in detector_names() if name != "language"])
def test_the_cheap_look_says_no_of_plain_prose(name: str) -> None:
    assert not load_detector(name).may_find(
        "thank you for the message, we are sorry and will send a new kettle"
    )
