from __future__ import annotations

import pickle

from hypothesis import given
from hypothesis import strategies as st

from buyer_msg_lint.policy.shelves import Shelves

NAMES = st.text(min_size=1, max_size=4).filter(lambda name: "\0" not in name)
TEXTS = st.text(alphabet="0123456789 ", max_size=4)


def kept(texts: dict[str, str]) -> Shelves:
    shelves: Shelves = pickle.loads(pickle.dumps(Shelves(texts)))  # noqa: S301 - our own
    return shelves


@given(st.dictionaries(NAMES, TEXTS), st.lists(st.frozensets(NAMES), max_size=4))
def test_kept_shelves_hold_what_was_put_on_them(texts: dict[str, str], asked: list[frozenset[str]]) -> None:
    shelves = kept(texts)
    for names in (*asked, frozenset(texts)):
        shelves.read_for([names])
        assert shelves.among(names) == names & texts.keys()
    assert {name: shelves[name] for name in texts} == texts


@given(st.dictionaries(NAMES, TEXTS))
def test_a_text_is_read_without_asking_for_its_name_first(texts: dict[str, str]) -> None:
    shelves = kept(texts)
    assert {name: shelves[name] for name in texts} == texts
    assert set(shelves) == set(texts)


def test_the_first_asking_reads_no_other_shelves() -> None:
    shelves = kept({"leave": "1", "let": "2", "review": "3"})
    shelves.read_for([frozenset({"let"}), frozenset({"lemon"})])
    assert shelves.among(frozenset({"let", "lemon"})) == {"let"}
    assert shelves.unread() == {"re"}
    shelves.read_for([frozenset({"none"})])
    assert shelves.among(frozenset({"none"})) == frozenset()
    assert shelves.unread() == frozenset()
