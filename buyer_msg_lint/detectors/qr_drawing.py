"""QR codes drawn with characters: half blocks, full blocks and blanks, coloured squares, or braille dots.

The smallest code has 21 modules a side (ISO/IEC 18004), so a drawing has at least eight lines even where one
character shows two by four of them. Rulers, progress bars and tables are fewer lines, or of other signs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from buyer_msg_lint.detectors import Hit, Look
from buyer_msg_lint.detectors._evidence import other_characters
from buyer_msg_lint.patterns import lazy_pattern

TRAITS: Mapping[str, str] = {"kind": "blocks, squares, braille, or hashes"}
VIEWS: tuple[str, ...] = ()

_LEAST_LINES = 8
_LEAST_WIDTH = 10
_INKS: Mapping[str, str] = {
    "blocks": "█▀▄▌▐▓▒░■□▖▗▘▙▚▛▜▝▞▟▇▆▅▃▂▁▔▏▎▍▋▊▉",
    "squares": "⬛⬜◼◻◾◽⚫⚪🟦🟥🟧🟨🟩🟪🟫🔲🔳",
    "braille": "".join(map(chr, range(0x2800, 0x2900))),
    "hashes": "#@",
}
_INK_OF = {char: kind for kind, chars in _INKS.items() for char in chars}
_BLANKS = " \t\u00a0\u2800\u3000\ufe0f"
_LINE = lazy_pattern(r"[^\n\r]*+(?:\r\n|\n|\r|$)")
_INK = lazy_pattern(r"[█▀▄▌▐▓▒■□▖-▟⬛⬜◼◻🟦🟥🟩🔲🔳\u2801-\u28ff]")
_HASHES = lazy_pattern(r"[#@]{2}[ #@]{8}")
_LEAST_INK = 0.25
_MOST_INK = 0.95
_LEAST_SHARE = 0.9


def may_find(text: str) -> bool:
    """Tell whether a text has a sign that codes are drawn with."""
    if not text.isascii() and _INK.search(other_characters(text)):
        return True
    return ("#" in text or "@" in text) and _HASHES.search(text) is not None


def find(text: str, look: Look) -> Iterator[Hit]:
    """Yield the drawings, each from its first line's first sign to its last line's last one."""
    if not may_find(look.cased):
        return
    run: list[tuple[int, int]] = []
    for line in _LINE.finditer(look.cased[: len(text)]):
        start, end = line.start(), line.start() + len(line[0].rstrip("\n\r"))
        if _is_drawn(look.cased[start:end]):
            run.append((start, end))
            continue
        yield from _drawing(look.cased, run)
        run = []
    yield from _drawing(look.cased, run)


def _is_drawn(line: str) -> bool:
    signs = sum(char in _INK_OF or char in _BLANKS for char in line)
    ink = sum(char in _INK_OF for char in line)
    return len(line.rstrip()) >= _LEAST_WIDTH and ink > 1 and signs >= _LEAST_SHARE * len(line)


def _drawing(cased: str, lines: list[tuple[int, int]]) -> Iterator[Hit]:
    if len(lines) < _LEAST_LINES:
        return
    start, end = lines[0][0], lines[-1][1]
    area = cased[start:end]
    ink = [char for char in area if char in _INK_OF]
    kinds = [_INK_OF[char] for char in ink]
    kind = max(sorted(set(kinds)), key=kinds.count)
    if kind == "hashes" and len(ink) > _MOST_INK * len(area):
        return
    if len(ink) < _LEAST_INK * len(area) or not _is_varied(cased, lines):
        return
    begin = start + len(area) - len(area.lstrip())
    stop = start + len(area.rstrip())
    yield Hit(begin, stop, f"{len(lines)} lines", {"kind": kind})


def _is_varied(cased: str, lines: list[tuple[int, int]]) -> bool:
    """Tell a code from a frame or a chart: most of its lines differ from each other."""
    different = {cased[start:end].strip() for start, end in lines}
    return len(different) * 2 >= len(lines)
