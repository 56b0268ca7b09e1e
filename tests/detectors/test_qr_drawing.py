from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buyer_msg_lint.context import Context
from buyer_msg_lint.detectors import Hit, Look, qr_drawing

Detect = Callable[..., tuple[Hit, ...]]


def code(signs: list[str], width: int, height: int) -> str:
    """Draw something as irregular as a QR code."""
    dice = random.Random(7)  # noqa: S311 - a drawing, no secret
    edge = next(sign for sign in signs if sign.strip())
    return "\n".join(
        "".join([edge, *(dice.choice(signs) for _ in range(width - 2)), edge]) for _ in range(height)
    )


CODES = {
    "half-blocks": (code(["█", "▀", "▄", " "], 25, 13), "blocks"),
    "full-blocks-and-blanks": (code(["██", "  "], 25, 25), "blocks"),
    "shades": (code(["▓▓", "░░"], 25, 25), "blocks"),
    "squares": (code(["⬛", "⬜"], 25, 25), "squares"),
    "braille": (code(["⣿", "⠛", "⡇", "⢸", "⠀"], 14, 8), "braille"),
    "hashes": (code(["##", "  "], 25, 25), "hashes"),
}

NO_CODES = {
    "words": "Hello Anna,\nyour order has left.\nBest regards\nAcme\na\nb\nc\nd\ne\nf",
    "divider": "Hello\n" + "─" * 40 + "\nBye",
    "double-divider": "Hello\n" + "═" * 40 + "\nBye",
    "block-divider": "Hello\n" + "█" * 40 + "\nBye",
    "progress-bar": "Progress ████████░░░░ 66%",
    "several-progress-bars": "\n".join(f"{'█' * n}{'░' * (12 - n)} {n * 8}%" for n in range(12)),
    "table": "\n".join(["┌────┬────┐", "│ a  │ b  │", "├────┼────┤"] * 4),
    "hash-banner": "\n".join(["#" * 30] * 10),
    "same-lines": "\n".join(["██  ██  ██  ██"] * 12),
    "few-lines": code(["█", "▀", "▄", " "], 25, 5),
    "narrow": code(["█", " "], 6, 12),
    "stars": "\n".join(["★★★★★☆☆☆☆☆☆☆"] * 9),
    "list": "\n".join(f"■ item {n}" for n in range(12)),
    "check-boxes": "\n".join(f"□ yes □ no, question {n}" for n in range(12)),
    "markdown-headings": "\n".join(f"## heading {n}" for n in range(12)),
}


@pytest.mark.parametrize("text", NO_CODES.values(), ids=NO_CODES)
def test_is_no_code(detect: Detect, text: str) -> None:
    assert detect("qr-drawing", text) == ()


@pytest.mark.parametrize(("drawing", "kind"), CODES.values(), ids=CODES)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_is_a_code_at_its_exact_place(detect: Detect, drawing: str, kind: str, line_end: str) -> None:
    drawing = drawing.replace("\n", line_end)
    text = f"Scan this:{line_end}{drawing}{line_end}Thanks"
    (hit,) = detect("qr-drawing", text)
    assert (text[hit.start : hit.end], hit.traits["kind"]) == (drawing.strip(), kind)


def test_finds_two_codes(detect: Detect) -> None:
    drawing = CODES["half-blocks"][0]
    assert len(detect("qr-drawing", f"{drawing}\nor\n{drawing}")) == 2


PIECES = st.sampled_from(["██", "▀", "  ", "\n", "⬛", "#", "a", "⣿"])


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join).map(lambda line: "\n".join([line, line[1:]] * 5)))
def test_spans_lie_in_the_text_in_order(text: str) -> None:
    look = Look(cased=text, context=Context(), marketplace=None, hits=lambda _: ())
    at = 0
    for hit in qr_drawing.find(text, look):
        assert at <= hit.start < hit.end <= len(text)
        assert set(hit.traits) == set(qr_drawing.TRAITS)
        at = hit.end
