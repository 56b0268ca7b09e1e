from __future__ import annotations

from pathlib import Path

import pytest

from buyer_msg_lint.errors import NotCheckedError
from buyer_msg_lint.inputs import check_size, is_message, is_template, most_bytes, read_bytes, read_document


@pytest.mark.parametrize(
    ("path", "template"),
    [
        pytest.param("template.txt", False, id="a message about templates"),
        pytest.param("delay.txt", False, id="a message"),
        pytest.param("", False, id="no name"),
        pytest.param("delay.j2", True, id="an engine's ending"),
        pytest.param("delay.txt.J2", True, id="an engine's ending in capitals after another"),
        pytest.param("delay.template.txt", True, id="an ending before the last"),
        pytest.param("shop.liquid", True, id="another engine"),
    ],
)
def test_the_name_tells_a_template(path: str, *, template: bool) -> None:
    assert is_template(path) is template
    assert read_document(b"Hello", path).template is template
    assert read_document(b"Hello", path, template=not template).template is not template


@pytest.mark.parametrize(
    ("name", "message"),
    [
        pytest.param("a.py", False, id="a program"),
        pytest.param("a.png", False, id="an image"),
        pytest.param("a.csv", False, id="a table"),
        pytest.param("README", False, id="no ending"),
        pytest.param("a.txt", True, id="plain text"),
        pytest.param("a.MD", True, id="Markdown in capitals"),
        pytest.param("a.j2", True, id="a template"),
        pytest.param("a.txt.j2", True, id="a template of plain text"),
        pytest.param("a.html", True, id="HTML"),
        pytest.param("a.eml", True, id="mail, read or not"),
    ],
)
def test_the_name_tells_a_message_in_a_folder(name: str, *, message: bool) -> None:
    assert is_message(Path(name)) is message


@pytest.mark.parametrize(
    "path", ["a.txt", "a.md", "a.TXT", "a.txt.j2", "a.liquid", "a", "a.unknown", "<stdin>", None]
)
def test_plain_text_is_read_under_any_name_that_tells_no_other_kind(path: str | None) -> None:
    document = read_document(b"Hello", path)
    assert (document.path, document.source) == (path, "Hello")


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        pytest.param(
            "a.pdf", "PDF files (.pdf) are not read yet; save the message as plain text (.txt)", id="PDF"
        ),
        pytest.param(
            "a.PNG",
            "image files (.png) are not read yet; save the message as plain text (.txt)",
            id="an image",
        ),
        pytest.param(
            "a.docx",
            "word-processor files (.docx) are not read yet; save the message as plain text (.txt)",
            id="a word-processor file",
        ),
        pytest.param(
            "a.docx.j2",
            "word-processor files (.docx) are not read yet; save the message as plain text (.txt)",
            id="a template of a word-processor file",
        ),
    ],
)
def test_another_kind_of_file_is_refused_with_the_reason(path: str, reason: str) -> None:
    with pytest.raises(NotCheckedError) as told:
        read_document(b"Hello", path)
    assert str(told.value) == reason


def test_a_file_is_read_up_to_its_limit(tmp_path: Path) -> None:
    path = tmp_path / "m.txt"
    path.write_bytes(b"12345")
    assert read_bytes(path, 5) == b"12345"
    with pytest.raises(NotCheckedError, match="is larger than 4 bytes; raise the limit with --max-bytes"):
        read_bytes(path, 4)
    with pytest.raises(NotCheckedError, match="is larger than 4 bytes"):
        check_size(b"12345", 4)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        pytest.param("none.txt", "there is no such file", id="a file that is not there"),
        pytest.param(".", "is a folder, not a file", id="a folder"),
        pytest.param("m.txt/m.txt", "cannot be read: Not a directory", id="a file in a file"),
        pytest.param("a\0b", "cannot be read: ", id="a name with a NUL"),
        pytest.param("a" * 300, "cannot be read: File name too long", id="a name that is too long"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / "m.txt").write_bytes(b"Hello")
    with pytest.raises(NotCheckedError) as told:
        read_bytes(tmp_path / name)
    assert str(told.value).startswith(reason)


def test_a_mail_may_be_larger_than_a_text_by_the_files_that_it_carries() -> None:
    assert most_bytes("m.txt", 1000) == 1000
    assert most_bytes("m.EML.j2", 1000) == most_bytes("m.eml", 1000) > 40_000_000
    assert most_bytes("m.eml", 1 << 30) == 1 << 30


def test_a_mail_of_another_program_is_refused_with_what_to_do() -> None:
    with pytest.raises(NotCheckedError) as told:
        read_document(b"", "m.msg")
    assert (
        str(told.value) == "mail files (.msg) are not read yet; save the message as a mail of its own (.eml)"
    )
