"""The worked examples in docs/extending.md, run as they stand there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buyer_msg_lint import Linter, detectors
from buyer_msg_lint.context import Context
from buyer_msg_lint.detectors import Look, detector_names, load_detector

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
        "my-rules/off-platform/bank-account.yaml": rule,
        "my-rules/policies/my-shop.yaml": policy,
    }
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    detectors.__path__.append(str(folder / "detectors"))
    detector_names.cache_clear()
    yield folder
    detectors.__path__.pop()
    detector_names.cache_clear()
    load_detector.cache_clear()


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
