"""PDFs, looked into by a process of its own: some of a few kilobytes take all memory, or never end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

from buyer_msg_lint.document import Part, Segment, SegmentKind
from buyer_msg_lint.errors import NotCheckedError
from buyer_msg_lint.inputs._attachments.bounds import Deadline
from buyer_msg_lint.inputs._attachments.codes import Code
from buyer_msg_lint.inputs._attachments.inside import Inside, code, text, together
from buyer_msg_lint.spans import MappedText

_PROCESS = f"{__package__}.pdf_process"
_NEEDED = ("pypdfium2", "PIL", "zxingcpp")
_END_MARK = b"%%EOF"
_END_ROOM = 2048


def look(where: str, data: bytes, deadline: Deadline) -> Inside:
    """Return what is in a PDF, page by page; ``where`` is what it is called.

    Raises ImportError without the packages that read PDFs, NotCheckedError if it cannot be read at all.
    """
    for name in _NEEDED:
        if find_spec(name) is None:
            raise ImportError(name)
    told, ending = _run(data, deadline.left())
    found = together(_inside(where, one) for one in told)
    if ending is not None:
        found += Inside(unchecked=(f"{where} {ending}",))
    if _END_MARK not in data[-_END_ROOM:]:
        found += Inside(unchecked=(f"{where} is cut off: the end of the file is missing; save it again",))
    return found


def _run(data: bytes, seconds: float) -> tuple[list[dict[str, Any]], str | None]:
    """Return what the process told of a PDF, and why it ended early, if it did."""
    ending = None
    with _started(seconds) as process:
        try:
            output, _ = process.communicate(data, timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            output, _ = process.communicate()
            ending = "takes too long to look at; send a smaller file"
    told = list(_lines(output))
    refusal = next((one["refused"] for one in told if "refused" in one), None)
    if refusal is not None:
        raise NotCheckedError(refusal)
    if ending is None and {"done": True} not in told:
        ending = "takes more memory than a PDF may, or is broken; save it again, or send a smaller file"
    return told, ending


def _started(seconds: float) -> subprocess.Popen[bytes]:
    path = os.pathsep.join(entry for entry in sys.path if entry)
    try:
        return subprocess.Popen(  # noqa: S603 - this interpreter and a module of this package
            [sys.executable, "-P", "-m", _PROCESS, str(seconds)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": path},
        )
    except OSError as error:
        raise NotCheckedError(f"is not looked into: no process can be started ({error.strerror})") from None


def _lines(output: bytes) -> Iterator[dict[str, Any]]:
    """Yield what was told in whole lines; the last one of a process that was stopped may be cut off."""
    for line in output.split(b"\n")[:-1]:
        yield json.loads(line)


def _inside(where: str, told: dict[str, Any]) -> Inside:
    match told:
        case {"page": number, "text": said, "links": links}:
            return _page(f"{where}, page {number}", said, links)
        case {"page": number, "codes": codes}:
            return together(code(f"{where}, page {number}", Code(*one)) for one in codes)
        case {"label": label, "text": said}:
            return text(f"{label} of {where}", said)
        case {"unchecked": reason}:
            return Inside(unchecked=(f"{where} {reason}",))
        case _:
            return Inside()


def _page(name: str, said: str, links: list[str]) -> Inside:
    """Return a page as one part: its text, and below it, a line each, where its links lead."""
    lines = [said, *links]
    part = Part(name, "\n".join(lines))
    segments = []
    at = 0
    for line in lines:
        if line.strip():
            segments.append(Segment(SegmentKind.ATTACHMENT, MappedText.identity(line, at), part))
        at += len(line) + 1
    return Inside(tuple(segments))
