"""From the paths of a command line to the files that are linted, in a fixed order."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from buyer_msg_lint.inputs import is_message

STDIN = "-"


@dataclass(slots=True)
class Found:
    """What paths lead to.

    ``files`` are linted; ``refused`` are folders and files that cannot be, each with the reason; what is
    ``passed_over`` was met in a folder and is no message by its name.
    """

    files: list[Path] = field(default_factory=list)
    refused: list[tuple[Path, str]] = field(default_factory=list)
    passed_over: list[Path] = field(default_factory=list)


def find(paths: Sequence[str]) -> Found:
    """Follow the paths: a file is itself, a folder all messages in it, sorted; doubles count once."""
    found = Found()
    for path in dict.fromkeys(paths):
        if os.path.isdir(path):  # noqa: PTH112 - a path of odd bytes is no reason to fail
            _walk(Path(path), found)
        else:
            found.files.append(Path(path))
    found.files = list(dict.fromkeys(found.files))
    found.refused = list(dict.fromkeys(found.refused))
    found.passed_over = [path for path in dict.fromkeys(found.passed_over) if path not in set(found.files)]
    return found


def _walk(folder: Path, found: Found) -> None:
    before = len(found.files) + len(found.refused)
    for path in _files(folder, found):
        if not is_message(path):
            found.passed_over.append(path)
        elif path.exists() and not path.is_file():
            # Reading a pipe that nobody writes to would wait for ever.
            found.refused.append((path, "is not a regular file"))
        else:
            found.files.append(path)
    if len(found.files) + len(found.refused) == before:
        found.refused.append((folder, "holds no messages (.txt, .md, .html, .eml, or templates such as .j2)"))


def _files(folder: Path, found: Found) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        found.refused.append((Path(error.filename), f"cannot be read: {error.strerror}"))

    for at, folders, files in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        linked = [name for name in folders if Path(at, name).is_symlink()]
        found.passed_over += [Path(at, name) for name in linked]
        for name in sorted(files):
            if not name.startswith("."):
                yield Path(at, name)
