"""What a pattern cannot match without is read off its syntax, and never wrongly."""

from __future__ import annotations

import sys

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from buyer_msg_lint.policy.literals import required_literals
from buyer_msg_lint.policy.rarity import OPEN_END

DIGITS = {character for character in map(chr, range(sys.maxunicode + 1)) if regex.match(r"\d", character)}
NONE = {
    "only letters": "abc|d",
    "a class": "[abc]{5}",
    "a sign that may be left out": "[⭐★]?",
    "a range of signs": "[☀-★]",
    "other signs than some": "[^⭐★]",
    "a group that may be left out": "(?:leave)?",
    "a word repeated no times": "(?:leave){0,3}",
    "only look-around": "(?=leave)",
    "letters in any case": "(?i)leave",
    "blanks that do not count": "(?x)lea ve",
    "a group that is not closed": "(leave",
    "a back-reference to a group that is missing": "leave)",
}
SOME = {
    "a word": ("leave", [{"leave"}]),
    "a word before an optional letter": ("reviews?", [{"review"}]),
    "a letter in the middle that may be left out": ("colou?r", [{"colo"}]),
    "a repeated letter": ("bar+baz", [{"rbaz"}, {"ba"}]),
    "one of several": ("(?:follow|rate) us", [{"follow", "rate"}, {"us"}]),
    "one of several at the top": ("abc|xyzd", [{"abc", "xyzd"}]),
    "two words with a class between": ("hello [a-z(]+ world", [{"world"}, {"hello"}]),
    "a word behind look-around": ("(?<!foo)bar", [{"bar"}]),
    "a word in a named group": ("(?P<word>hello)", [{"hello"}]),
    "one of a few signs": ("[⭐★]{2}x?", [{"⭐", "★"}]),
    "a digit beside a word": (r"wa ?\d{3}", [{"wa"}, DIGITS]),
    "one of a few plain signs": ("(?:qq|wa)[:：]", [{":", "："}, {"qq", "wa"}]),
    "a sign that is rare": (r"\$\w+", [{"$"}]),
    "escaped blanks and borders": (r"\bleave\ it\b", [{"leave it"}]),
}


@pytest.mark.parametrize("source", NONE.values(), ids=NONE)
def test_gives_no_literal_where_none_is_sure(source: str) -> None:
    assert required_literals(source) == ()


@pytest.mark.parametrize(("source", "expected"), SOME.values(), ids=SOME)
def test_gives_the_literals_that_every_match_holds(source: str, expected: list[set[str]]) -> None:
    found = [
        {literal.removesuffix(OPEN_END) for literal in literals} for literals in required_literals(source)
    ]
    assert found == expected


ATOMS = st.sampled_from(
    [
        "abc",
        "xyz",
        "a",
        "[a-c]",
        "[★☆]",
        "(?:abc|xyz)",
        "(?:abc|x)",
        "(?:ab(?:cd|xy))",
        "(?!z)",
        "(?<=c)",
        r"\b",
        ".",
        "b+",
        "c?",
    ]
)
QUANTIFIERS = st.sampled_from(["", "", "", "?", "{1,2}", "{2}"])


@settings(max_examples=300)
@given(
    st.lists(st.tuples(ATOMS, QUANTIFIERS), min_size=1, max_size=5),
    st.text(alphabet="abcxyzd ★☆", max_size=30),
)
def test_a_text_that_matches_holds_a_literal_of_each_set(atoms: list[tuple[str, str]], text: str) -> None:
    source = "".join(atom if atom[-1] in "+?b" else f"(?:{atom}){sign}" for atom, sign in atoms)
    if regex.compile(source, regex.VERSION1).search(text):
        for literals in required_literals(source):
            assert any(literal.removesuffix(OPEN_END) in text for literal in literals)
