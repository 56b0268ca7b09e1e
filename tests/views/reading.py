"""What the tests of every view over the folded text ask of it."""

from __future__ import annotations

from buyer_msg_lint.spans import MappedText
from buyer_msg_lint.views import View


def read(view: View, text: str) -> str:
    """Return the likely reading, without the other one that may follow."""
    return view.rewrite(MappedText.identity(text)).text.split("\n")[0]


def places(view: View, text: str, word: str) -> str:
    """Return the part of a text that a word of the view maps to."""
    rewritten = view.rewrite(MappedText.identity(text))
    at = rewritten.text.index(word)
    span = rewritten.source_span(at, at + len(word))
    return text[span.start : span.end]


def assert_left_alone(view: View, text: str) -> None:
    """Text in which there is nothing to undo comes back as it is, the very same map."""
    mapped = MappedText.identity(text)
    assert view.rewrite(mapped) is mapped


def assert_tiles(view: View, text: str) -> None:
    """Each character maps inside the text, and nothing is rewritten that the cheap look passed over."""
    rewritten = view.rewrite(MappedText.identity(text))
    for at in range(len(rewritten.text)):
        span = rewritten.source_span(at, at + 1)
        assert 0 <= span.start <= span.end <= len(text)
    if rewritten.text != text:
        assert view.applies(text)
