"""What a process costs that does one thing: processor time and memory, against importing three packages."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from benchmarks.messages import CLEAN, VIOLATING

_YARDSTICK = ("-c", "import pydantic, regex, yaml")
_ROUNDS = 9
_ROUNDS_ANEW = 3


def rows() -> Iterator[tuple[str, ...]]:
    """Yield the table: a row a command, with its time as a multiple of the yardstick's, and its memory."""
    yield "command", "times the yardstick", "megabytes"
    with tempfile.TemporaryDirectory() as folder:
        message = Path(folder, "message.txt")
        message.write_text(CLEAN, encoding="utf-8")
        violating = Path(folder, "violating.txt")
        violating.write_text(VIOLATING, encoding="utf-8")
        commands = {
            f'`python -c "{_YARDSTICK[1]}"` (the yardstick)': _YARDSTICK,
            "`import buyer_msg_lint`": ("-c", "import buyer_msg_lint"),
            "`from buyer_msg_lint import Linter`": ("-c", "from buyer_msg_lint import Linter"),
            "`lint message.txt`": ("-m", "buyer_msg_lint", "--policy", "amazon", str(message)),
            "`lint violating.txt`": ("-m", "buyer_msg_lint", "--policy", "amazon", str(violating)),
        }
        variables = environment(folder)
        anew = ("-c", "from buyer_msg_lint import Linter; Linter('amazon')")
        for command in commands.values():
            _seconds(command, variables)  # compiles modules and keeps the policy, as the first use does
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(_ROUNDS):
            for name, command in commands.items():
                times[name].append(_seconds(command, variables))
        yardstick = median(times[next(iter(commands))])
        for name, command in commands.items():
            yield name, f"{median(times[name]) / yardstick:.2f}", f"{_megabytes(command, variables):.0f}"
        unkept = variables | {"BUYER_MSG_LINT_CACHE": ""}
        seconds = min(_seconds(anew, unkept) for _ in range(_ROUNDS_ANEW))
        yield "a policy made anew", f"{seconds / yardstick:.1f}", f"{_megabytes(anew, unkept):.0f}"


def environment(folder: str) -> dict[str, str]:
    """Return the variables of a user whose modules are compiled and whose policies are kept."""
    variables = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    kept = {"PYTHONPYCACHEPREFIX": f"{folder}/compiled", "BUYER_MSG_LINT_CACHE": f"{folder}/kept"}
    return variables | kept


def _seconds(command: Sequence[str], environment: dict[str, str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([sys.executable, *command], env=environment, check=False, capture_output=True)  # noqa: S603 - our own
    if done.returncode not in (0, 1):
        raise RuntimeError(f"{command} ended with {done.returncode}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


_MEASURE = """
import resource, subprocess, sys
subprocess.run([sys.executable, *sys.argv[1:]], capture_output=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def _megabytes(command: Sequence[str], environment: dict[str, str]) -> float:
    told = subprocess.run(  # noqa: S603 - our own
        [sys.executable, "-c", _MEASURE, *command],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return int(told.stdout) / 1024
