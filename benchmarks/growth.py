"""How the time of one message grows with its length, and with the number of rules."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from math import log
from pathlib import Path
from statistics import linear_regression

from benchmarks.messages import CLEAN, repeated
from benchmarks.timing import best_times
from buyer_msg_lint.context import Context
from buyer_msg_lint.engine import Plan, check
from buyer_msg_lint.engine.planning import planned
from buyer_msg_lint.inputs.text import from_text
from buyer_msg_lint.policy import matching
from buyer_msg_lint.policy.compiled import CompiledRule, Excuses, Policy
from buyer_msg_lint.policy.folders import shipped_rules
from buyer_msg_lint.policy.model import Find
from buyer_msg_lint.policy.pack import load_pack
from buyer_msg_lint.policy.phrase import PhraseCompiler
from buyer_msg_lint.policy.resolve import resolve
from buyer_msg_lint.verdict import Severity

_PATIENT = 600.0
_LENGTHS = (1_000, 10_000, 100_000, 1_000_000)
_MORE_RULES = (0, 1_000, 10_000)
_SYLLABLES = [first + second for first in "bdgklmnprstv" for second in "aeo"]


def length_rows() -> Iterator[tuple[str, ...]]:
    """Yield the table of lengths: characters a second, and the exponent of the growth."""
    yield "characters", "microseconds a character"
    plan = Plan(planned(_shipped()))
    matching.TIME_LIMIT = _PATIENT  # by the clock on the wall, which other work on the machine drives on
    times = [_time(plan, repeated(length)) for length in _LENGTHS]
    for length, seconds in zip(_LENGTHS, times, strict=True):
        yield f"{length:,}", f"{seconds / length * 1e6:.1f}"
    slope = linear_regression([log(length) for length in _LENGTHS], [log(time) for time in times]).slope
    yield "exponent of the growth", f"{slope:.2f}"


def rule_rows() -> Iterator[tuple[str, ...]]:
    """Yield the table of rules: the time of a clean message against that under the shipped rules."""
    yield "rules beside the shipped ones", "times as long"
    policy = _shipped()
    plans = [Plan(planned(_with_rules(policy, count))) for count in _MORE_RULES]
    document = from_text(CLEAN)
    times = best_times(
        *(
            lambda plan=plan: check(plan, document, Context(), locale="en", fail_on=Severity.ERROR)
            for plan in plans
        )
    )
    for count, seconds in zip(_MORE_RULES, times, strict=True):
        yield f"{count:,}", f"{seconds / times[0]:.2f}"


def _shipped() -> Policy:
    return resolve(load_pack([Path(shipped_rules())]), "amazon")


def _time(plan: Plan, text: str) -> float:
    document = from_text(text)
    return best_times(
        lambda: check(plan, document, Context(), locale="en", fail_on=Severity.ERROR), rounds=2
    )[0]


def _with_rules(policy: Policy, count: int) -> Policy:
    """Return a policy with so many rules more, each with a phrase of ordinary and of invented words."""
    chance = random.Random(count)  # noqa: S311 - the same rules every time
    compiler = PhraseCompiler({})
    made = tuple(_rule(policy.rules[0], number, compiler, chance) for number in range(count))
    return replace(policy, rules=(*policy.rules, *made))


def _rule(model: CompiledRule, number: int, compiler: PhraseCompiler, chance: random.Random) -> CompiledRule:
    ordinary = sorted({word for word in CLEAN.lower().split() if word.isalpha()})
    words = [chance.choice(ordinary), "".join(chance.choices(_SYLLABLES, k=3)), chance.choice(ordinary)]
    phrase = f"({words[0]}|{words[1]}) ...3 {chance.choice(words[1:])}s [please] ({words[2]}|{words[1]})"
    rule = model.rule.model_copy(
        update={"id": f"generated/rule-{number:05}", "find": Find(phrases=(phrase,))}
    )
    return CompiledRule(rule, (compiler.compile(phrase),), (), Excuses((), (), ()))
