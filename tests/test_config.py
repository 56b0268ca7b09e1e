from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buyer_msg_lint.config import Settings, SettingsFiles
from buyer_msg_lint.config.file import matches
from buyer_msg_lint.errors import PolicyError

NAME = ".buyer-msg-lint.yml"


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def told(settings: Settings) -> dict[str, object]:
    return {key: setting.value for key, setting in settings.values.items()}


@pytest.mark.parametrize(
    ("relative", "glob", "fits"),
    [
        ("a.txt", "a.txt", True),
        ("sub/a.txt", "a.txt", True),
        ("sub/a.txt", "*.txt", True),
        ("sub/a.txt", "sub/*.txt", True),
        ("sub/deep/a.txt", "sub/*.txt", False),
        ("sub/deep/a.txt", "sub/**/*.txt", True),
        ("sub/a.txt", "sub/**/*.txt", True),
        ("sub/deep/a.txt", "sub/**", True),
        ("sub/deep/a.txt", "sub/", True),
        ("subway/a.txt", "sub/", False),
        ("other/sub/a.txt", "sub/*.txt", False),
        ("other/sub/a.txt", "**/sub/*.txt", True),
        ("sub/a.txt", "**/sub/*.txt", True),
        ("a.txt", "./a.txt", True),
        ("sub/a.txt", "/a.txt", False),
        ("a.txt", "?.txt", True),
        ("ab.txt", "?.txt", False),
        ("a.txtx", "*.txt", False),
        ("a+b.txt", "a+b.txt", True),
        ("aab.txt", "a+b.txt", False),
        ("[a].txt", "[a].txt", True),
        ("订单/a.txt", "订单/*", True),
        ("a\n.txt", "sub/**", False),
    ],
)
def test_patterns_name_files(relative: str, glob: str, fits: bool) -> None:  # noqa: FBT001 - a table
    assert matches(relative, glob) is fits


@given(st.text("ab*?/.[]", max_size=12), st.text("ab/.", max_size=12))
def test_any_pattern_answers(glob: str, relative: str) -> None:
    assert matches(relative, glob) in (True, False)


@given(st.text(st.characters(codec="utf-8", exclude_characters="*?/\0"), min_size=1))
def test_a_name_without_signs_names_itself(name: str) -> None:
    assert matches(f"sub/{name}", name)


def test_the_nearest_settings_file_counts_alone(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    write(tmp_path / NAME, "policy: amazon\nmarketplace: amazon.de\n")
    write(tmp_path / "sub" / NAME, "policy: ebay\n")
    files = SettingsFiles(tmp_path)
    assert told(files.settings(Path("sub/deep/a.txt"))) == {"policy": "ebay"}
    assert told(files.settings(Path("a.txt"))) == {"policy": "amazon", "marketplace": "amazon.de"}


def test_the_root_of_the_repository_is_the_last_folder(tmp_path: Path) -> None:
    write(tmp_path / NAME, "policy: amazon\n")
    (tmp_path / "repository" / ".git").mkdir(parents=True)
    files = SettingsFiles(tmp_path / "repository")
    assert told(files.settings(Path("a.txt"))) == {}


def test_outside_of_a_repository_the_working_folder_is_the_last(tmp_path: Path) -> None:
    write(tmp_path / NAME, "policy: amazon\n")
    write(tmp_path / "work" / NAME, "policy: ebay\n")
    assert told(SettingsFiles(tmp_path / "work").settings(Path("sub/a.txt"))) == {"policy": "ebay"}
    assert told(SettingsFiles(tmp_path / "work" / "sub").settings(Path("a.txt"))) == {}
    assert told(SettingsFiles(tmp_path / "work").settings(tmp_path / "elsewhere" / "a.txt")) == {}


def test_a_draft_above_the_working_folder_is_found(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    write(tmp_path / NAME, "overrides: [{files: [drafts/*], policy: ebay}]\n")
    assert told(SettingsFiles(tmp_path / "work").settings(Path("../drafts/a.txt"))) == {"policy": "ebay"}


def test_later_overrides_win_and_placeholders_join(tmp_path: Path) -> None:
    write(
        tmp_path / NAME,
        """\
marketplace: amazon.com
fail_on: warning
placeholders: {ref: order-id, go: link}
overrides:
  - files: [de/**]
    marketplace: amazon.de
    ignore: [style/emoji]
    placeholders: {go: date}
  - files: ["*.refund.txt"]
    message_type: refund
    marketplace: amazon.at
""",
    )
    files = SettingsFiles(tmp_path)
    assert told(files.settings(Path("de/a.refund.txt"))) == {
        "marketplace": "amazon.at",
        "fail_on": "warning",
        "ignore": ("style/emoji",),
        "message_type": "refund",
        "placeholders": {"ref": "order-id", "go": "date"},
    }
    settings = files.settings(Path("de/a.txt"))
    assert settings.values["marketplace"].origin == f"{NAME}:6:5"
    assert settings.values["fail_on"].origin == f"{NAME}:2:1"
    assert settings.context.told() == {
        "marketplace": "amazon.de",
        "placeholders": {"ref": "order-id", "go": "date"},
    }


def test_rules_folders_are_those_beside_the_settings_file(tmp_path: Path) -> None:
    (tmp_path / "my-rules").mkdir()
    write(tmp_path / NAME, "rules: [my-rules]\n")
    settings = SettingsFiles(tmp_path).settings(Path("sub/a.txt"))
    assert settings.value("rules", ()) == (str(tmp_path / "my-rules"),)


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("polcy: amazon\n", "1:1: unknown key 'polcy'; did you mean 'policy'?"),
        ("overrides:\n  - file: [a]\n", "2:5: unknown key 'file'; did you mean 'files'?"),
        ("overrides:\n  - policy: ebay\n", "2:5: key 'files' of 'overrides' is missing"),
        ("overrides: [{files: []}]\n", "1:21: overrides.0.files: needs at least 1, not 0"),
        ("fail_on: eror\n", "1:10: fail_on: 'eror' is none of 'error', 'warning' or 'info'"),
        ("rules: [nowhere]\n", "1:9: there is no folder 'nowhere'"),
        (
            "locale: de\n",
            "1:9: there is no locale 'de'; known: en, zh; the buyer's is 'buyer_locale'",
        ),
        ("", "1:1: is empty"),
        ("- a\n", "1:1: the file: must be keys with values"),
    ],
)
def test_a_mistake_is_told_at_its_place(tmp_path: Path, text: str, mistake: str) -> None:
    write(tmp_path / NAME, text)
    with pytest.raises(PolicyError) as told_:
        SettingsFiles(tmp_path).settings(Path("a.txt"))
    assert mistake in str(told_.value).removeprefix(f"{NAME}:").split(f"\n{NAME}:")


def test_two_settings_files_in_a_folder_are_a_mistake(tmp_path: Path) -> None:
    write(tmp_path / NAME, "policy: amazon\n")
    write(tmp_path / ".buyer-msg-lint.yaml", "policy: ebay\n")
    with pytest.raises(PolicyError) as told_:
        SettingsFiles(tmp_path).settings(Path("a.txt"))
    assert str(told_.value) == f".buyer-msg-lint.yaml:1:1: {NAME} stands beside it; keep one of them"
