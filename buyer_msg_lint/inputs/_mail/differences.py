"""What one of two parts that should say the same says alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from buyer_msg_lint.spans import MappedText, Span

_CJK = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_WORD = re.compile(
    rf"(?:https?://|www\.|mailto:|tel:)\S++|\[(?:image|cid)\b[^\]\n]{{0,200}}+\]"
    rf"|(?P<word>[{_CJK}]|(?:(?![{_CJK}])[^\W_])++)",
    re.IGNORECASE,
)
_MOST_WORDS = 12


def said_alone(text: MappedText, others: Iterable[str]) -> Span | None:
    """Return the place of the first words of a text that the others do not say; None if they say all.

    Where links lead, and the order of words, make no difference.
    """
    known = Counter(word.group().casefold() for other in others for word in _words(other))
    first: int | None = None
    last = 0
    count = 0
    for word in _words(text.text):
        key = word.group().casefold()
        known[key] -= 1
        if known[key] < 0:
            first = word.start() if first is None else first
            last = word.end()
            count += 1
        if first is not None and (known[key] >= 0 or count == _MOST_WORDS):
            break
    return None if first is None else text.source_span(first, last)


def _words(text: str) -> Iterator[re.Match[str]]:
    return (word for word in _WORD.finditer(text) if word["word"])
