from __future__ import annotations

import gc
import inspect
import json
import multiprocessing
import pickle
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

import buyer_msg_lint
from buyer_msg_lint import (
    Context,
    Linter,
    Outcome,
    PolicyError,
    Report,
    Severity,
    UsageError,
    Violation,
    api,
    lint,
    lint_file,
)
from buyer_msg_lint.detectors import load_detector
from buyer_msg_lint.policy.matching import Regex

TEXT = "Hello,\nplease leave us a 5-star review. Write to help@example.com."
LINTER = Linter("amazon", locale="en")


@pytest.fixture
def few(folder: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """An empty folder beside a few rules in the place of the shipped ones, which take longer to load."""
    folder.rule("contact/link", find={"detector": "link"})
    folder.rule("contact/email-address", find={"detector": "email-address"})
    folder.rule("style/emoji", find={"regex": ["🙂"]}, severity="warning")
    folder.policy("amazon")
    folder.rule("required/order-id", find={"detector": "order-id"})
    monkeypatch.setattr(api, "shipped_rules", lambda: folder.root)
    return type(folder)(folder.root.parent / "own")


def test_the_names_of_the_api_are_there() -> None:
    assert {"Context", "Linter", "Outcome", "Report", "Severity", "Violation", "lint", "lint_file"} <= set(
        buyer_msg_lint.__all__
    )
    assert all(hasattr(buyer_msg_lint, name) for name in buyer_msg_lint.__all__)


def test_the_fields_of_a_violation_are_there() -> None:
    fields = {
        "rule", "category", "severity", "message", "start", "end", "line", "column", "end_line", "end_column",
        "excerpt", "reads_as", "fix", "why", "instead", "source",
    }  # fmt: skip
    assert fields <= set(Violation.model_fields)
    assert {"outcome", "violations", "not_checked", "not_evaluated"} <= set(Report.model_fields)


def test_lint_takes_policy_and_context_by_name_and_place() -> None:
    assert list(inspect.signature(lint).parameters)[:3] == ["text", "policy", "context"]
    context = Context(marketplace="amazon.com", message_type="replacement")
    report = lint("Hello.", policy="amazon-replacement", context=context)
    assert report == lint("Hello.", "amazon-replacement", context)


def test_a_report_tells_each_violation_at_its_place() -> None:
    report = LINTER.lint(TEXT)
    assert (report.outcome, report.ok, report.not_checked) == (Outcome.VIOLATIONS, False, None)
    emails = [one for one in report.violations if one.rule == "contact/email-address"]
    assert [(one.category, one.severity, one.excerpt) for one in emails] == [
        ("contact", Severity.ERROR, "help@example.com")
    ]
    assert TEXT[emails[0].start : emails[0].end] == "help@example.com"
    assert (emails[0].line, emails[0].column) == (2, 43)


def test_a_clean_message_is_clean() -> None:
    report = LINTER.lint("Your parcel was sent today.")
    assert (report.outcome, report.ok, report.violations) == (Outcome.CLEAN, True, ())


def test_a_report_goes_to_json_and_back() -> None:
    report = LINTER.lint(TEXT)
    data = json.loads(json.dumps(report.model_dump(mode="json")))
    assert data["outcome"] == "violations"
    assert Report.model_validate(data) == report


def test_what_comes_out_is_frozen() -> None:
    report = LINTER.lint(TEXT)
    for model, field in ((report, "outcome"), (report.violations[0], "rule"), (Context(), "order_id")):
        with pytest.raises(ValidationError):
            setattr(model, field, "x")


def test_an_unknown_context_field_is_refused() -> None:
    with pytest.raises(ValidationError):
        Context(mesage_type="refund")  # type: ignore[call-arg] # the mistake


def test_eight_threads_get_the_same_reports() -> None:
    linter = Linter("amazon", locale="en")
    texts = [f"{TEXT} Order {number}. 微信 w h a t s a p p" for number in range(6)]
    expected = [LINTER.lint(text) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(linter.lint, texts * 8)) == expected * 8


def test_a_pickled_linter_reports_alike(few: Any) -> None:
    few.rule()
    few.policy("mine", rules={"house/rule": True}, extends="amazon")
    linter = Linter(
        "mine",
        [few.root],
        "zh",
        select=["contact", "house/rule"],
        ignore=["contact/link"],
        fail_on="warning",
        max_bytes=200,
    )  # fmt: skip
    again = pickle.loads(pickle.dumps(linter))  # noqa: S301 - our own bytes
    text = "a forbidden word https://example.com/a"
    assert again.lint(text) == linter.lint(text)
    assert [one.rule for one in again.lint(text).violations] == ["house/rule"]
    assert again.lint(text).violations[0].message == "含有“forbidden word”"
    assert again.lint("x" * 201).outcome is Outcome.NOT_CHECKED


def test_a_linter_goes_to_another_process() -> None:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.apply(LINTER.lint, (TEXT,)) == LINTER.lint(TEXT)


def test_lint_many_is_lazy_and_keeps_the_order() -> None:
    asked: list[str] = []

    def texts() -> Iterator[str]:
        for text in ("Hello.", "", TEXT):
            asked.append(text)
            yield text

    reports = LINTER.lint_many(texts())
    assert asked == []
    assert next(reports).outcome is Outcome.CLEAN
    assert asked == ["Hello."]
    assert [report.outcome for report in reports] == [Outcome.NOT_CHECKED, Outcome.VIOLATIONS]


def held(**settings: Any) -> set[str]:
    return {rule.id for rule in Linter("amazon", locale="en", **settings).rules}


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize(
    ("settings", "ids"),
    [
        pytest.param({"select": ["contact/link"]}, {"contact/link"}, id="a rule"),
        pytest.param(
            {"select": ["contact/link", "style"]}, {"contact/link", "style/emoji"}, id="a rule and a topic"
        ),
        pytest.param({"select": ["style/*"]}, {"style/emoji"}, id="a topic with a star"),
        pytest.param(
            {"select": ["style", "contact/link"], "ignore": ["style/emoji"]},
            {"contact/link"},
            id="what is ignored is not selected",
        ),
    ],
)
def test_rules_are_selected_and_ignored(settings: dict[str, list[str]], ids: set[str]) -> None:
    assert held(**settings) == ids


@pytest.mark.usefixtures("few")
def test_what_is_ignored_is_left_out() -> None:
    assert held() - held(ignore=["style", "contact/link"]) == {"style/emoji", "contact/link"}


def test_former_ids_select(few: Any) -> None:
    few.rule("house/new", was=["house/old"])
    few.policy("mine")
    linter = Linter("mine", [few.root], locale="en", select=["house/old"])
    assert [rule.id for rule in linter.rules] == ["house/new"]
    assert {rule.id for rule in linter.all_rules} > {"house/new", "contact/link"}


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        pytest.param(
            {"policy": "amazn"}, "there is no policy 'amazn'; did you mean 'amazon'?", id="a policy"
        ),
        pytest.param({"locale": "fr"}, "there is no locale 'fr'; known: en, zh", id="a locale"),
        pytest.param(
            {"fail_on": "warn"}, "there is no severity 'warn'; did you mean 'warning'?", id="a severity"
        ),
        pytest.param(
            {"select": ["contact/lnk"]},
            "there is no rule or topic 'contact/lnk'; did you mean 'contact/link'?",
            id="a rule that is selected",
        ),
        pytest.param(
            {"ignore": ["contct"]},
            "there is no rule or topic 'contct'; did you mean 'contact'?",
            id="a topic that is ignored",
        ),
        pytest.param(
            {"select": ["style"], "ignore": ["style"]},
            "no rule of policy 'amazon' is left to check; nothing would be checked",
            id="no rule is left",
        ),
        pytest.param(
            {"select": ["contact", "required/order-id"]},
            "policy 'amazon' does not hold 'required/order-id'; it would not be checked",
            id="a rule that the policy does not hold",
        ),
        pytest.param(
            {"select": ["contact", "required"]},
            "policy 'amazon' does not hold 'required'; it would not be checked",
            id="a topic that the policy does not hold",
        ),
    ],
)
def test_a_name_that_does_not_exist_is_refused(settings: dict[str, Any], problem: str) -> None:
    with pytest.raises(UsageError) as told:
        Linter(**{"policy": "amazon", "locale": "en"} | settings)
    assert str(told.value) == problem


def test_a_context_that_names_what_does_not_exist_is_refused(tmp_path: Path) -> None:
    context = Context(message_type="refnd")
    path = tmp_path / "m.txt"
    path.write_text("Hello.")
    for ask in (
        lambda: LINTER.lint("Hello.", context),
        lambda: LINTER.lint_file(path, context),
        lambda: next(LINTER.lint_many(["Hello."], context)),
        lambda: LINTER.check_context(Context(marketplace="amazon.xx")),
    ):
        with pytest.raises(UsageError, match=r"there is no (message type|marketplace)"):
            ask()


def test_mistakes_in_rules_are_refused(few: Any) -> None:
    few.rule(severity="bad")
    with pytest.raises(PolicyError) as told:
        Linter(rules=[few.root])
    again = pickle.loads(pickle.dumps(told.value))  # noqa: S301 - our own bytes
    assert again.mistakes == told.value.mistakes
    assert str(again) == str(told.value)


@pytest.mark.usefixtures("few")
def test_the_least_severity_that_fails_is_chosen() -> None:
    text = "Thank you 🙂"
    outcomes = {
        severity: Linter("amazon", locale="en", select=["style/emoji"], fail_on=severity).lint(text).outcome
        for severity in Severity
    }
    assert outcomes == {
        Severity.ERROR: Outcome.CLEAN,
        Severity.WARNING: Outcome.VIOLATIONS,
        Severity.INFO: Outcome.VIOLATIONS,
    }


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize(
    ("environment", "locale"),
    [
        pytest.param({"LANG": "zh_CN.UTF-8"}, "zh", id="Chinese"),
        pytest.param({"LANG": "de_DE.UTF-8"}, "en", id="another language"),
        pytest.param({"LANG": "zh_CN", "LC_ALL": "C"}, "en", id="the more telling variable"),
        pytest.param({"LC_ALL": "", "LC_MESSAGES": "zh_TW"}, "zh", id="an empty variable"),
        pytest.param({}, "en", id="nothing"),
    ],
)
def test_the_environment_tells_the_locale(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], locale: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert Linter("amazon").locale == locale
    assert Linter("amazon", locale="en").locale == "en"


@pytest.mark.parametrize(
    ("message_type", "outcome"),
    [
        pytest.param("auto", Outcome.NOT_CHECKED, id="of no type"),
        pytest.param("question-reply", Outcome.NOT_CHECKED, id="of a type of any length"),
        pytest.param("digitalAccessKey", Outcome.NOT_CHECKED, id="of a type with a text"),
        pytest.param("legalDisclosure", Outcome.CLEAN, id="of a type without a text"),
    ],
)
def test_an_empty_message_is_checked_where_its_type_takes_no_text(
    message_type: str, outcome: Outcome
) -> None:
    context = Context(message_type=message_type, attachments=[{"name": "law.pdf"}])
    assert Linter("amazon", locale="en").lint("", context).outcome is outcome


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("", "is empty; there is nothing to check", id="empty"),
        pytest.param(" \r\n\t\u3000", "is empty; there is nothing to check", id="blanks only"),
        pytest.param("a\0b", "is not text: a NUL character at offset 1", id="a NUL"),
        pytest.param("ab\ud83d", "is not valid Unicode: half a surrogate pair at offset 2", id="half a pair"),
        pytest.param(
            "é" * 600_000, "is larger than 1,048,576 bytes; raise the limit with --max-bytes", id="too large"
        ),
        pytest.param(
            "\ud83d" * 600_000,
            "is larger than 1,048,576 bytes; raise the limit with --max-bytes",
            id="too large and no text",
        ),
    ],
)
def test_a_text_that_cannot_be_checked_is_never_clean(text: str, reason: str) -> None:
    report = LINTER.lint(text)
    assert report == Report(path=None, outcome=Outcome.NOT_CHECKED, not_checked=reason)
    assert not report.ok


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"\xff\xfe\x00", "is not valid UTF-16: ", id="half a UTF-16 unit"),
        pytest.param(
            b"Hi.\nca\xe9!",
            "is not valid UTF-8: byte 6 (line 2) cannot be decoded; save the file as UTF-8",
            id="Latin-1",
        ),
        pytest.param(b"", "is empty; there is nothing to check", id="empty"),
        pytest.param(b"a" * (1 << 20) + b"b", "is larger than 1,048,576 bytes", id="too large"),
    ],
)
def test_a_file_that_cannot_be_checked_is_never_clean(tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "message.txt"
    path.write_bytes(data)
    report = LINTER.lint_file(path)
    assert (report.path, report.outcome) == (str(path), Outcome.NOT_CHECKED)
    assert (report.not_checked or "").startswith(reason)


def test_a_file_that_is_not_there_is_never_clean(tmp_path: Path) -> None:
    report = lint_file(tmp_path / "none.txt")
    assert (report.outcome, report.not_checked) == (Outcome.NOT_CHECKED, "there is no such file")


def test_a_file_is_linted_as_its_text_is(tmp_path: Path) -> None:
    path = tmp_path / "message.txt"
    path.write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    report = LINTER.lint_file(str(path))
    assert report.violations == LINTER.lint(TEXT).violations
    assert report.path == str(path)
    linted = LINTER.linted_bytes(TEXT.encode("utf-16"), "mail.txt")
    assert linted.report.violations == report.violations
    assert linted.source == TEXT


@pytest.mark.usefixtures("few")
def test_the_largest_size_may_be_changed() -> None:
    small, large = Linter("amazon", max_bytes=10), Linter("amazon", max_bytes=3_000_000)
    assert small.lint("1234567890").outcome is Outcome.CLEAN
    assert small.lint("123456789é").outcome is Outcome.NOT_CHECKED
    assert large.lint("\0" * 1_200_000).not_checked == "is not text: a NUL character at offset 0"


def test_a_pattern_past_its_time_limit_is_never_clean(few: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    few.rule(find={"regex": ["(?:a|aa)+$"]})
    few.policy("mine")
    monkeypatch.setattr(Regex, "time_limit", 0.05)
    report = Linter("mine", [few.root]).lint("a" * 5_000 + "!")
    assert report.outcome is Outcome.NOT_CHECKED
    assert report.not_checked == "a pattern ran past its time limit: (?:a|aa)+$"


def test_a_crash_is_never_clean(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> None:
        raise RuntimeError("no\nluck")

    monkeypatch.setattr(load_detector("link"), "find", crash)
    report = LINTER.lint("See https://example.com.")
    assert report.outcome is Outcome.NOT_CHECKED
    assert report.not_checked == "the linter failed (RuntimeError: no luck); please report this"


def test_what_the_linter_knows_can_be_asked() -> None:
    assert LINTER.policy_id == "amazon"
    assert [rule.id for rule in LINTER.rules] == sorted(rule.id for rule in LINTER.rules)
    assert {rule.id for rule in LINTER.rules} < {rule.id for rule in LINTER.all_rules}
    assert "amazon.com" in {place.domain for place in LINTER.marketplaces}
    ranks = [kind.rank for kind in LINTER.message_types]
    assert ranks == sorted(ranks)


def test_the_examples_of_own_rules_are_run(few: Any) -> None:
    few.rule(examples={"violates": ["a «forbidden word»"] * 3, "complies": ["a forbidden word"] * 3})
    few.policy("mine")
    results = list(Linter("mine", [few.root]).test_rules([few.root]))
    assert [(one.rule, one.kind, bool(one.problem)) for one in results] == [
        *[("house/rule", "violates", False)] * 3,
        *[("house/rule", "complies", True)] * 3,
    ]


def test_a_single_name_needs_no_list_around_it(tmp_path: Path) -> None:
    assert {rule.category for rule in Linter(select="contact").rules} == {"contact"}
    assert "style/emoji" not in {rule.id for rule in Linter(ignore="style/emoji").rules}
    with pytest.raises(PolicyError, match="holds no"):
        Linter(rules=tmp_path)


@pytest.mark.parametrize("text", [TEXT, "Thank you for your question about the lid. It is made of glass."])
def test_a_lint_leaves_nothing_to_the_garbage_collector(text: str) -> None:
    LINTER.lint(text)
    gc.collect()
    gc.disable()
    try:
        LINTER.lint(text)
        assert gc.collect() == 0
    finally:
        gc.enable()
