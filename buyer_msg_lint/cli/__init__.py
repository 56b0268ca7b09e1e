"""The command ``lint``."""

from __future__ import annotations

import gc
from typing import NoReturn

_INTERRUPTED = 130


def run() -> NoReturn:
    """Run the command with the process's arguments; no traceback ever reaches the user."""
    # Next to nothing that is loaded goes away before the end: to look for it takes a tenth of the time.
    gc.disable()
    try:
        from buyer_msg_lint.cli.command import exit_status

        status = exit_status()
    except KeyboardInterrupt:
        status = _INTERRUPTED
    gc.freeze()
    raise SystemExit(status)
