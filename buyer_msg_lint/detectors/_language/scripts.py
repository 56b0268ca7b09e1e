"""Languages that their script tells: Chinese, Japanese, Korean, Russian, Arabic, Hindi and others.

Letters of another script inside English text count from a certain length on: one brand name or place
is no stretch, a clause is.
"""

from __future__ import annotations

from collections.abc import Iterator

from buyer_msg_lint.detectors._evidence import other_characters
from buyer_msg_lint.patterns import lazy_pattern
from buyer_msg_lint.spans import Span

_LANGUAGE_OF_SCRIPT = {
    "Han": "zh",
    "Bopomofo": "zh",
    "Hiragana": "ja",
    "Katakana": "ja",
    "Hangul": "ko",
    "Cyrillic": "ru",
    "Greek": "el",
    "Arabic": "ar",
    "Hebrew": "he",
    "Devanagari": "hi",
    "Bengali": "bn",
    "Gurmukhi": "pa",
    "Gujarati": "gu",
    "Oriya": "or",
    "Tamil": "ta",
    "Telugu": "te",
    "Kannada": "kn",
    "Malayalam": "ml",
    "Sinhala": "si",
    "Thai": "th",
    "Lao": "lo",
    "Myanmar": "my",
    "Khmer": "km",
    "Tibetan": "bo",
    "Mongolian": "mn",
    "Armenian": "hy",
    "Georgian": "ka",
    "Ethiopic": "am",
    "Thaana": "dv",
}
_CHARACTER_SCRIPTS = r"\p{Han}\p{Bopomofo}\p{Hiragana}\p{Katakana}\p{Hangul}"
_SCRIPTS = "".join(rf"\p{{{script}}}" for script in _LANGUAGE_OF_SCRIPT)
_LETTER = lazy_pattern(rf"[[{_SCRIPTS}]&&[\p{{L}}\p{{M}}]]", "V1")
_RUN = lazy_pattern(
    rf"[[{_SCRIPTS}]&&[\p{{L}}\p{{M}}]]++(?:[^\p{{L}}\n]{{0,12}}+[[{_SCRIPTS}]&&[\p{{L}}\p{{M}}]]++)*+",
    "V1",
)
_CHARACTER = lazy_pattern(f"[{_CHARACTER_SCRIPTS}]", "V1")
_LATIN_LETTER = lazy_pattern(r"\p{Latin}", "V1")
_WORD = lazy_pattern(r"[\p{L}\p{M}]++", "V1")
_SCRIPT_LETTERS = {
    code: lazy_pattern(
        "[" + "".join(rf"\p{{{script}}}" for script, of in _LANGUAGE_OF_SCRIPT.items() if of == code) + "]",
        "V1",
    )
    for code in dict.fromkeys(_LANGUAGE_OF_SCRIPT.values())
}

FEWEST_CHARACTERS = 4
FEWEST_LETTERS = 8
FEWEST_WORDS = 2
LONGEST_WORD_ALONE = 16
CHARACTER_WEIGHT = 3
KANA_SHARE = 0.1
LONGEST_WITHOUT_KANA = 12

_TELLING = {
    # the first of a script's languages whose letters or words are seen; else the script's own
    "ru": (
        ("sr", r"[љњђћџ]"),
        ("mk", r"[ѓќѕ]"),
        ("be", r"ў"),
        ("kk", r"[әғқңұһ]"),
        ("uk", r"[іїєґ]"),
        ("ru", r"[ыэё]|\b(?:вы|мы|что|вам|вас|ваш|заказ|спасибо|если|или|для|это)\b"),
        ("bg", r"ъ|\b(?:ще|се|да|са|сме|ви|ние|вашата|моля|благодарим|поръчка)\b"),
    ),
    "ar": (("ur", r"[ٹڈڑںےہ]"), ("fa", r"[پچژگکی]")),
    "hi": (
        ("mr", r"ळ|\b(?:आहे|आहेत|आणि|आम्ही|तुमच्या|तुमची|तुमचे|तुम्ही|नाही|करा)\b"),
        ("ne", r"\b(?:छ|तपाईं|तपाईंको|हामी|गर्नुहोस्|भएको)\b"),
    ),
    "bn": (("as", r"[ৰৱ]"),),
}
_TELLERS = {
    script: tuple((code, lazy_pattern(sign, "V1")) for code, sign in signs)
    for script, signs in _TELLING.items()
}


def has_other_script(text: str) -> bool:
    """Tell whether any letter of a script listed here occurs."""
    return not text.isascii() and _LETTER.search(other_characters(text)) is not None


def is_mostly_other_script(text: str) -> bool:
    """Tell whether letters of other scripts outweigh Latin ones; one character is worth several letters."""
    letters, characters = len(_LETTER.findall(text)), len(_CHARACTER.findall(text))
    return letters + characters * (CHARACTER_WEIGHT - 1) > len(_LATIN_LETTER.findall(text))


def script_runs(text: str) -> Iterator[Span]:
    """Yield the runs of other scripts in ``text``, gaps of marks and digits included."""
    return (Span(*found.span()) for found in _RUN.finditer(text))


def is_firm(text: str) -> bool:
    """Tell whether the letters of other scripts are more than a name: four characters or two words."""
    if len(_CHARACTER.findall(text)) >= FEWEST_CHARACTERS:
        return True
    words = [word for word in _WORD.findall(text) if _LETTER.match(word)]
    letters = sum(map(len, words))
    return letters >= FEWEST_LETTERS and (len(words) >= FEWEST_WORDS or letters >= LONGEST_WORD_ALONE)


def script_languages(text: str) -> tuple[str, ...]:
    """Return the ISO 639-1 codes that most letters of other scripts may belong to, the likeliest first."""
    counts = {code: len(letters.findall(text)) for code, letters in _SCRIPT_LETTERS.items()}
    if counts["ja"] and counts["ja"] >= KANA_SHARE * counts["zh"]:
        counts["zh"] = 0
    script = max(counts, key=counts.__getitem__)
    if script == "zh":
        return ("zh", "ja") if counts["zh"] < LONGEST_WITHOUT_KANA else ("zh",)
    tellers = _TELLERS.get(script, ())
    for code, sign in tellers:
        if sign.search(text):
            return (code,)
    return tuple(dict.fromkeys([script, *(code for code, _ in tellers)]))
