"""One message after the other, warm: how many times faster than langdetect alone on the same message."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from statistics import median

import langdetect

from benchmarks.generated import clean_messages, violating_messages
from benchmarks.messages import HTML, HTML_SHOWN, MESSAGES
from benchmarks.timing import best_times
from buyer_msg_lint import Linter

_POLICIES = ("amazon", "amazon-replacement")
_LONG = 5_000
_SPREAD_ROUNDS = 4


def rows() -> Iterator[tuple[str, ...]]:
    """Yield the table: a row a message, with microseconds and the ratio under each policy."""
    heads = (f"`{policy}`, {what}" for policy in _POLICIES for what in ("microseconds", "times as fast"))
    yield ("message", "characters", "langdetect, microseconds", *heads)
    linters = _linters()
    for name, message in MESSAGES.items():
        yield _row(name, message, [_linting(linter, message) for linter in linters])
    html = HTML.encode()
    yield _row(
        f"HTML, {len(html):,} characters with its tags",
        HTML_SHOWN,
        [lambda linter=linter: linter.linted_bytes(html, "mail.html") for linter in linters],
    )


def many_rows() -> Iterator[tuple[str, ...]]:
    """Yield the table of ``lint_many``: microseconds a message, and against langdetect on each of them."""
    heads = (f"`{policy}`, {what}" for policy in _POLICIES for what in ("microseconds", "times as fast"))
    yield ("messages", "langdetect, microseconds", *heads)
    linters = _linters()
    for name, messages in _generated().items():
        other, *own = best_times(
            lambda messages=messages: [langdetect.detect(message) for message in messages],
            *(
                lambda linter=linter, messages=messages: list(linter.lint_many(messages))
                for linter in linters
            ),
            rounds=_SPREAD_ROUNDS,
        )
        figures = (_figures(time / len(messages), other / len(messages)) for time in own)
        yield (
            f"{len(messages)} {name}",
            _micro(other / len(messages)),
            *(one for two in figures for one in two),
        )


def spread_rows() -> Iterator[tuple[str, ...]]:
    """Yield the table of many generated messages: the ratios at worst and in the middle."""
    yield "messages", "policy", "characters", "median", "worst", "best", "microseconds, median", "at most"
    linters = dict(zip(_POLICIES, _linters(), strict=True))
    for name, messages in _generated().items():
        lengths = [len(message) for message in messages]
        for policy, linter in linters.items():
            times = [
                best_times(
                    _linting(linter, message),
                    lambda message=message: langdetect.detect(message),
                    rounds=_SPREAD_ROUNDS,
                )
                for message in messages
            ]
            ratios = [other / own for own, other in times]
            owns = [own for own, _ in times]
            yield (
                f"{len(messages)} {name}",
                f"`{policy}`",
                f"{min(lengths):,} to {max(lengths):,}",
                *(f"{ratio:.1f}" for ratio in (median(ratios), min(ratios), max(ratios))),
                _micro(median(owns)),
                _micro(max(owns)),
            )


def _generated() -> dict[str, list[str]]:
    return {"clean": clean_messages(), "violating": violating_messages()}


def _linters() -> list[Linter]:
    langdetect.DetectorFactory.seed = 0
    return [Linter(policy, locale="en") for policy in _POLICIES]


def _linting(linter: Linter, message: str) -> Callable[[], object]:
    return lambda: linter.lint(message)


def _row(name: str, message: str, tasks: list[Callable[[], object]]) -> tuple[str, ...]:
    rounds = 3 if len(message) > _LONG else 20
    figures = [best_times(task, lambda: langdetect.detect(message), rounds=rounds) for task in tasks]
    other = min(figure[1] for figure in figures)
    told = (_figures(own, beside) for own, beside in figures)
    return (name, f"{len(message):,}", _micro(other), *(one for two in told for one in two))


def _figures(own: float, other: float) -> tuple[str, str]:
    return _micro(own), f"{other / own:.1f}"


def _micro(seconds: float) -> str:
    return f"{seconds * 1e6:,.0f}"
