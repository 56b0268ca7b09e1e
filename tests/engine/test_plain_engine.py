"""The plain engine tries every pattern on every layer, whole; the planned one must report the same."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buyer_msg_lint.context import Context
from buyer_msg_lint.engine import Plan, check
from buyer_msg_lint.engine.leads import Suspect
from buyer_msg_lint.engine.plan import LookedOver, Piece
from buyer_msg_lint.engine.planned import PlannedPolicy
from buyer_msg_lint.engine.planning import planned
from buyer_msg_lint.engine.prefilter import NOTHING_MET
from buyer_msg_lint.inputs.text import from_text
from buyer_msg_lint.policy import matching
from buyer_msg_lint.policy.folders import shipped_rules
from buyer_msg_lint.policy.matching import WordIndex
from buyer_msg_lint.policy.needs import Met
from buyer_msg_lint.policy.pack import load_pack
from buyer_msg_lint.policy.resolve import resolve
from buyer_msg_lint.verdict import Severity, Verdict


class PlainPlan(Plan):
    """A plan that passes nothing over."""

    def __init__(self, policy: PlannedPolicy) -> None:
        super().__init__(policy)
        self.sure = 0

    def look_over(
        self, text: str, changed: Iterable[tuple[int, str]] | None = None, before: Met = NOTHING_MET
    ) -> LookedOver:
        del changed
        return super().look_over(text, None, before)

    def split(self, text: str) -> list[str]:
        return [text]

    def piece(self, start: int, index: WordIndex) -> tuple[Piece, Met]:
        return Piece(start, index, self.meeting(NOTHING_MET)), NOTHING_MET

    def index(self, text: str, until: float) -> WordIndex:
        return WordIndex(text, until, quick=False)

    def meeting(self, met: Met) -> int:
        del met
        return (1 << len(self.patterns)) - 1

    def suspects(
        self, possible: int, holding: int, finds: Callable[[str], bool], *, marked: bool
    ) -> Iterator[Suspect]:
        del possible, finds, marked
        return (Suspect(rule, rule.groups) for number, rule in enumerate(self.rules) if holding >> number & 1)


@pytest.fixture(scope="module", autouse=True)
def _patient() -> Iterator[None]:
    """Give the plain engine all the time that it takes; its limit is by the clock on the wall."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(matching, "TIME_LIMIT", 600.0)
        patch.setattr(matching.Regex, "time_limit", 600.0)
        yield


PACK = load_pack([shipped_rules()])
POLICY = planned(resolve(PACK, "amazon-replacement"))
PLANNED, PLAIN = Plan(POLICY), PlainPlan(POLICY)
WORDS = sorted(
    {
        word
        for loaded in PACK.words.values()
        for entry in (
            *loaded.model.entries,
            *(one for some in loaded.model.languages.values() for one in some),
        )
        for word in entry.split()
        if not set(word) & set("[](){}|*#.")
    }
)


REPLACEMENT = Context(message_type="replacement")


def reports(text: str, context: Context = REPLACEMENT) -> list[Verdict]:
    document = from_text(text)
    return [check(plan, document, context, locale="en", fail_on=Severity.INFO) for plan in (PLANNED, PLAIN)]


MESSAGES = [
    example.text.replace("«", "").replace("»", "")
    for loaded in PACK.rules.values()
    for example in (*loaded.model.examples.violates, *loaded.model.examples.complies)
]


CORPUS = [
    json.loads(line)["text"]
    for file in sorted(Path(__file__).parents[1].joinpath("corpus").glob("*.jsonl"))
    for line in file.read_text(encoding="utf-8").splitlines()
]
TOGETHER = 12


@pytest.mark.parametrize("part", range(8))
def test_the_planned_engine_reports_on_the_corpus_what_the_plain_one_does(part: int) -> None:
    for start in range(part * TOGETHER, len(CORPUS), 8 * TOGETHER):
        planned, plain = reports("\n\n".join(CORPUS[start : start + TOGETHER]))
        assert planned == plain
        # One of them by itself, too, with the type that is recognised in it.
        planned, plain = reports(CORPUS[start], Context())
        assert planned == plain


def test_the_planned_engine_reports_on_examples_what_the_plain_one_does() -> None:
    for start in range(0, len(MESSAGES), TOGETHER):
        planned, plain = reports("\n\n".join(MESSAGES[start : start + TOGETHER]))
        assert planned == plain


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(WORDS), st.sampled_from((" ", " ", " ", ". ", "\n", "-", "", " us a ", ", your "))
        ),
        min_size=1,
        max_size=30,
    ).map(lambda parts: "".join(word + blank for word, blank in parts))
)
def test_the_planned_engine_reports_on_any_words_what_the_plain_one_does(text: str) -> None:
    planned, plain = reports(text)
    assert planned == plain


@pytest.mark.parametrize(
    "rule", [path.stem for path in sorted(Path(shipped_rules(), "types").glob("*.yaml"))]
)
def test_both_recognise_the_types_of_their_examples(rule: str) -> None:
    kind = PACK.types[rule].model
    for text in (*kind.examples.is_, *kind.examples.is_not) if kind.examples else ():
        document = from_text(text)
        types = {
            check(plan, document, Context(), locale="en", fail_on=Severity.INFO).message_type
            for plan in (PLANNED, PLAIN)
        }
        assert len(types) == 1
