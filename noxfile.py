"""The project's one check command: ``nox -s check``."""

from __future__ import annotations

import sys
from pathlib import Path

import nox

nox.options.default_venv_backend = "none"
nox.options.sessions = ["check"]

TOOLS = Path(sys.executable).parent
"""Where the tools are, whether the environment was activated or not."""


@nox.session
def check(session: nox.Session) -> None:
    """Style, format, types, and layers."""
    session.run(str(TOOLS / "ruff"), "check", ".")
    session.run(str(TOOLS / "ruff"), "format", "--check", ".")
    session.run(str(TOOLS / "mypy"))
    session.run(str(TOOLS / "lint-imports"))
