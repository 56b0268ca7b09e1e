"""Disguises of a word, one function a kind: what sellers do to get a word past a filter."""

from __future__ import annotations

import random
from collections.abc import Callable

Disguise = Callable[[str, random.Random], str]

_CYRILLIC = str.maketrans("aceopxyisjhdABCEHIKMOPSTXY", "асеорхуіѕјһԁАВСЕНІКМОРЅТХУ")
_SMALL_CAPITALS = str.maketrans("abcdefghijklmnoprstuvwyz", "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ")
_LEET = str.maketrans("oeasti", "034571")
_SIGNS = str.maketrans("as", "@$")
_TURNED = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ɐqɔpǝɟƃɥᴉɾʞlɯuodbɹsʇnʌʍxʎz")
_ACCENTS = {"a": "á", "e": "è", "i": "í", "o": "ö", "u": "ú", "c": "ç", "y": "ý", "g": "ģ"}


def _shifted(word: str, first: int) -> str:
    return "".join(chr(first + ord(letter) - ord("a")) if letter.isalpha() else letter for letter in word)


def fullwidth(word: str, _chance: random.Random) -> str:
    return _shifted(word, ord("ａ"))


def mathematical(word: str, chance: random.Random) -> str:
    return _shifted(word, chance.choice((0x1D41A, 0x1D482, 0x1D4EA, 0x1D5BA, 0x1D68A)))


def circled(word: str, _chance: random.Random) -> str:
    return _shifted(word, ord("ⓐ"))


def bracketed(word: str, _chance: random.Random) -> str:
    return _shifted(word, ord("⒜"))


def negative_squared(word: str, _chance: random.Random) -> str:
    return _shifted(word, ord("🅰"))


def regional_indicators(word: str, _chance: random.Random) -> str:
    return " ".join(chr(0x1F1E6 + ord(letter) - ord("a")) for letter in word)


def small_capitals(word: str, _chance: random.Random) -> str:
    return word.translate(_SMALL_CAPITALS)


def look_alikes(word: str, _chance: random.Random) -> str:
    return word.translate(_CYRILLIC)


def one_look_alike(word: str, chance: random.Random) -> str:
    places = [at for at, letter in enumerate(word) if letter.translate(_CYRILLIC) != letter]
    if not places:
        return word
    at = chance.choice(places)
    return word[:at] + word[at].translate(_CYRILLIC) + word[at + 1 :]


def zero_width(word: str, chance: random.Random) -> str:
    return chance.choice("\u200b\u200c\u200d\u2060\ufeff\u00ad").join(word)


def tag_characters(word: str, chance: random.Random) -> str:
    return chr(chance.randrange(0xE0020, 0xE007F)).join(word)


def struck_out(word: str, chance: random.Random) -> str:
    mark = chance.choice("\u0335\u0336\u0337\u0338\u0332")
    return "".join(letter + mark for letter in word)


def buried_in_marks(word: str, chance: random.Random) -> str:
    marks = [chr(code) for code in range(0x300, 0x330)]
    return "".join(letter + "".join(chance.sample(marks, 4)) for letter in word)


def reversed_by_override(word: str, _chance: random.Random) -> str:
    return f"\u202e{word[::-1]}\u202c"


def spaced(word: str, _chance: random.Random) -> str:
    return " ".join(word)


def dotted(word: str, chance: random.Random) -> str:
    return chance.choice(".-_*~/·|").join(word)


def dotted_and_spaced(word: str, chance: random.Random) -> str:
    return chance.choice((". ", " - ", " _ ", " * ")).join(word)


def on_lines(word: str, chance: random.Random) -> str:
    return chance.choice(("\n", "\r\n")).join(word)


def emoji_between(word: str, chance: random.Random) -> str:
    return chance.choice("✨❤⭐🔥👉").join(word)


def chopped(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word))
    return word[:at] + chance.choice("*_~^.") + word[at:]


def leet(word: str, _chance: random.Random) -> str:
    return word.translate(_LEET)


def one_leet(word: str, chance: random.Random) -> str:
    places = [at for at, letter in enumerate(word) if letter.translate(_LEET) != letter]
    if not places:
        return word
    at = chance.choice(places)
    return word[:at] + word[at].translate(_LEET) + word[at + 1 :]


def signs(word: str, _chance: random.Random) -> str:
    return word.translate(_SIGNS)


def stretched(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word))
    return word[:at] + word[at] * chance.randint(3, 6) + word[at + 1 :]


def stretched_everywhere(word: str, chance: random.Random) -> str:
    return word[0] + word[1] * chance.randint(3, 6) + word[2:-1] + word[-1] * chance.randint(3, 6)


def spaced_look_alikes(word: str, chance: random.Random) -> str:
    return spaced(look_alikes(word, chance), chance)


def zero_width_leet(word: str, chance: random.Random) -> str:
    return zero_width(one_leet(word, chance), chance)


def spaced_leet(word: str, chance: random.Random) -> str:
    return spaced(one_leet(word, chance), chance)


def upside_down(word: str, _chance: random.Random) -> str:
    return word[::-1].translate(_TURNED)


def mixed_separators(word: str, chance: random.Random) -> str:
    return "".join(letter + chance.choice(".-_*/~ ") for letter in word[:-1]) + word[-1]


def accented(word: str, chance: random.Random) -> str:
    at = chance.choice([at for at, letter in enumerate(word) if letter in _ACCENTS] or [0])
    return word[:at] + _ACCENTS.get(word[at], word[at]) + word[at + 1 :]


def look_alike_and_zero_width(word: str, chance: random.Random) -> str:
    return zero_width(one_look_alike(word, chance), chance)


def fullwidth_spaced(word: str, chance: random.Random) -> str:
    return spaced(fullwidth(word, chance), chance)


def struck_out_leet(word: str, chance: random.Random) -> str:
    return struck_out(one_leet(word, chance), chance)


def dotted_look_alikes(word: str, chance: random.Random) -> str:
    return dotted(one_look_alike(word, chance), chance)


def every_letter_its_own_way(word: str, chance: random.Random) -> str:
    ways = (fullwidth, circled, mathematical, small_capitals, look_alikes, struck_out)
    return "".join(chance.choice(ways)(letter, chance) for letter in word)


DISGUISES: dict[str, Disguise] = {
    kind.__name__.replace("_", "-"): kind
    for kind in (
        fullwidth,
        mathematical,
        circled,
        bracketed,
        negative_squared,
        regional_indicators,
        small_capitals,
        look_alikes,
        one_look_alike,
        zero_width,
        tag_characters,
        struck_out,
        buried_in_marks,
        reversed_by_override,
        spaced,
        dotted,
        dotted_and_spaced,
        on_lines,
        emoji_between,
        chopped,
        leet,
        one_leet,
        signs,
        stretched,
        stretched_everywhere,
        spaced_look_alikes,
        zero_width_leet,
        spaced_leet,
        upside_down,
        mixed_separators,
        accented,
        look_alike_and_zero_width,
        fullwidth_spaced,
        struck_out_leet,
        dotted_look_alikes,
        every_letter_its_own_way,
    )
}
"""Every kind by name: takes a word in lower-case ASCII letters and a source of chance."""
