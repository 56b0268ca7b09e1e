"""The pages of docs/ that are made from data, and which of them are not as they should be."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from buyer_msg_lint.policy.folders import shipped_rules
from buyer_msg_lint.policy.pack import Pack, load_pack
from tests.pages import coverage, rules

DOCS = Path(__file__).parents[2] / "docs"


@cache
def shipped_pack() -> Pack:
    """Return the shipped rules, read once."""
    return load_pack([shipped_rules()])


@cache
def pages() -> dict[str, str]:
    """Return every page that is made, by its path in docs/."""
    made = {f"{rules.FOLDER}/{name}": text for name, text in rules.pages(shipped_pack()).items()}
    return made | {coverage.PAGE: coverage.page(coverage.read(DOCS / coverage.DATA), shipped_pack())}


def changed(docs: Path = DOCS) -> dict[str, str]:
    """Return what is wrong with the pages in a folder: stale, missing, or left over."""
    there = {path.relative_to(docs).as_posix() for path in (docs / rules.FOLDER).rglob("*") if path.is_file()}
    problems = dict.fromkeys(sorted(there - set(pages())), "is left over")
    for name, text in pages().items():
        path = docs / name
        if not path.is_file():
            problems[name] = "is missing"
        elif path.read_bytes() != text.encode():
            problems[name] = "is stale"
    return problems


def write(docs: Path = DOCS) -> None:
    """Make all pages anew, and remove those left over."""
    for name, problem in changed(docs).items():
        path = docs / name
        if problem == "is left over":
            path.unlink()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(pages()[name], encoding="utf-8", newline="\n")
