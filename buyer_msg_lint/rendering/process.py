"""Talks with the worker: hands it a template and rows of values, and ends it when a row takes too long."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from types import TracebackType
from typing import Any, NamedTuple, Self

from buyer_msg_lint.errors import NotCheckedError

SECONDS = 5.0
"""How long a row may take."""
_STARTING = 20.0
"""How much longer the first row may take: the worker has to start."""
_CODE = "from buyer_msg_lint.rendering.worker import main; main()"


class Task(NamedTuple):
    """What a worker renders: texts of one engine, the most characters that may come out of each."""

    engine: str
    html: bool
    texts: tuple[str, ...]
    most: int


class Worker:
    """Renders a task with one set of values after the other; close it, or use it in ``with``."""

    def __init__(self, task: Task, seconds: float = SECONDS) -> None:
        self._task = task
        self._seconds = seconds
        self._process: subprocess.Popen[str] | None = None
        self._answers: queue.Queue[str] = queue.Queue()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()

    def render(self, values: dict[str, Any]) -> list[str]:
        """Return the texts with one set of values; raises NotCheckedError with the reason if that fails."""
        started = self._process is not None
        process = self._process or self._start()
        try:
            self._say(process, values)
            line = self._answers.get(timeout=self._seconds if started else self._seconds + _STARTING)
        except queue.Empty:
            self._end()
            raise NotCheckedError(
                f"cannot be rendered: takes longer than {self._seconds:g} seconds"
            ) from None
        except OSError:
            line = ""
        if not line:
            self._end()
            raise NotCheckedError("cannot be rendered: the process that renders it ended")
        answer = json.loads(line)
        if "error" in answer:
            raise NotCheckedError(f"cannot be rendered: {answer['error']}")
        return list(answer["texts"])

    def _start(self) -> subprocess.Popen[str]:
        path = os.pathsep.join(entry for entry in sys.path if entry)
        process = subprocess.Popen(  # noqa: S603 - our own interpreter, our own code
            [sys.executable, "-c", _CODE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="ascii",
            env={**os.environ, "PYTHONPATH": path},
        )
        self._process = process
        self._answers = queue.Queue()
        threading.Thread(target=_listen, args=(process, self._answers), daemon=True).start()
        self._say(process, self._task._asdict())
        return process

    def _say(self, process: subprocess.Popen[str], what: object) -> None:
        if process.stdin is not None:
            process.stdin.write(json.dumps(what) + "\n")
            process.stdin.flush()

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()


def _listen(process: subprocess.Popen[str], answers: queue.Queue[str]) -> None:
    """Pass on each line that the worker writes, and an empty one when it has ended."""
    if process.stdout is not None:
        for line in process.stdout:
            answers.put(line)
    answers.put("")
