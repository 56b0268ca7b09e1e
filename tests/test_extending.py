"""The worked examples in docs/extending.md, run as they stand there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buyer_msg_lint import Linter, Outcome, detectors, inputs
from buyer_msg_lint.context import Context
from buyer_msg_lint.detectors import Look, detector_names, load_detector
from buyer_msg_lint.errors import NotCheckedError

PAGE = (Path(__file__).parents[1] / "docs/extending.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with the page's detector, which the package takes for its own, and its rules."""
    folder = tmp_path_factory.mktemp("extending")
    rule, policy = blocks("yaml")
    texts = {
        "detectors/iban.py": blocks("python")[0],
        "inputs/draft.py": blocks("python")[1],
        "my-rules/off-platform/bank-account.yaml": rule,
        "my-rules/policies/my-shop.yaml": policy,
    }
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    detectors.__path__.append(str(folder / "detectors"))
    inputs.__path__.append(str(folder / "inputs"))
    _forget()
    yield folder
    detectors.__path__.pop()
    inputs.__path__.pop()
    _forget()
    load_detector.cache_clear()


def _forget() -> None:
    for known in (detector_names, inputs._names, inputs._input):
        known.cache_clear()


def test_the_examples_of_the_rule_are_as_it_says(folder: Path) -> None:
    linter = Linter(rules=[folder / "my-rules"], policy="my-shop")
    results = list(linter.test_rules([folder / "my-rules"]))
    assert [result for result in results if result.problem is not None] == []
    assert len(results) == 6
    (found,) = linter.lint("Thank you for your question: GB82WEST12345698765432").violations
    assert (found.rule, found.excerpt) == ("off-platform/bank-account", "GB82WEST12345698765432")


@pytest.mark.usefixtures("folder")
@given(st.text(alphabet="gb82 west1234,5698\n7654ä"))
@settings(max_examples=50)
def test_the_detector_takes_any_text(text: str) -> None:
    look = Look(cased=text, context=Context(), marketplace=None, hits=lambda _: ())
    for hit in load_detector("iban").find(text, look):
        assert text[hit.start : hit.end].replace(" ", "").upper() == hit.value


DRAFT = "Subject: Your lid\nQueue: 3\n\nThank you for your question.\nWrite to help@example.com today.\n"


def test_the_input_is_known_by_its_ending_and_its_places_are_those_of_the_file(folder: Path) -> None:
    path = folder / "reply.draft"
    path.write_text(DRAFT, encoding="utf-8")
    (found,) = Linter("amazon", select=["contact/email-address"]).lint_file(path).violations
    assert (found.excerpt, found.line, found.column) == ("help@example.com", 5, 10)
    assert [segment.content.text for segment in inputs.read_document(DRAFT.encode(), "a.draft").segments] == [
        "Your lid",
        "\nThank you for your question.\nWrite to help@example.com today.\n",
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param(
            "Hello",
            "has no head; begin with lines such as 'Subject: Your order', and a blank line",
            id="a message alone",
        ),
        pytest.param(
            "Subject: a\n\n", "has no message below its head; there is nothing to check", id="a head alone"
        ),
    ],
)
def test_the_input_refuses_what_is_no_draft(folder: Path, text: str, reason: str) -> None:
    path = folder / "reply.draft"
    path.write_text(text, encoding="utf-8")
    report = Linter("amazon", select=["contact/email-address"]).lint_file(path)
    assert (report.outcome, report.not_checked) == (Outcome.NOT_CHECKED, reason)


@pytest.mark.usefixtures("folder")
@given(st.binary(max_size=60))
@settings(max_examples=50)
def test_the_input_takes_any_bytes(data: bytes) -> None:
    try:
        document = inputs.read_document(data, "a.draft")
    except NotCheckedError:
        return
    for segment in document.segments:
        span = segment.content.source_span(0, len(segment.content.text))
        assert document.source[slice(*span)] == segment.content.text
