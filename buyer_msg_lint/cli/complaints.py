"""Lines for people on standard error: what was not checked, and what else they must know."""

from __future__ import annotations

import sys

from buyer_msg_lint.formats._screen import visible


def complain(*lines: str, flush: bool = True) -> None:
    """Say lines on standard error, after what standard output holds; nothing where nobody can read them."""
    if flush:
        sys.stdout.flush()
    if sys.stderr is not None:
        sys.stderr.write("".join(f"{visible(line)}\n" for line in lines))
