"""Renders templates in a process of its own, which may be ended when it takes too long.

It reads a line of JSON that tells the engine and the texts, then a line with the values of each row, and
writes a line for each: the texts, or why they could not be rendered.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Any

Render = Callable[[Mapping[str, Any]], Iterable[str]]
_MOST_MEMORY = 1 << 30


class TooLongError(Exception):
    """What comes out is longer than may be."""


def main() -> None:
    """Render what standard input asks for, row by row."""
    _bound_memory()
    task = json.loads(sys.stdin.readline())
    renders, problem = _compiled(task)
    for line in sys.stdin:
        answer = {"error": problem} if problem else _answer(renders, json.loads(line), task["most"])
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def _bound_memory() -> None:
    try:
        import resource
    except ImportError:  # only time is bounded where the system knows no bound on memory
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))


def _compiled(task: Mapping[str, Any]) -> tuple[list[Render], str | None]:
    try:
        from buyer_msg_lint.rendering.engines import compiler

        compile_text = compiler(task["engine"], html=task["html"])
        return [compile_text(text) for text in task["texts"]], None
    except Exception as error:  # noqa: BLE001 - whatever an engine raises is told
        return [], _said(error)


def _answer(renders: Iterable[Render], values: Mapping[str, Any], most: int) -> dict[str, Any]:
    try:
        return {"texts": [_bounded(render(values), most) for render in renders]}
    except MemoryError:
        return {"error": "needs too much memory"}
    except Exception as error:  # noqa: BLE001 - whatever an engine raises is told
        return {"error": _said(error)}


def _bounded(pieces: Iterable[str], most: int) -> str:
    kept: list[str] = []
    length = 0
    for piece in pieces:
        length += len(piece)
        if length > most:
            raise TooLongError(f"it is longer than {most:,} characters")
        kept.append(piece)
    return "".join(kept)


def _said(error: Exception) -> str:
    line = getattr(error, "lineno", None)
    text = " ".join(str(error).split()) or type(error).__name__
    return f"line {line}: {text}" if line else text


if __name__ == "__main__":
    main()
