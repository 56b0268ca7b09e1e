"""Makes the pages of docs/ that are made from data: ``python -m tests.pages --write``.

These are docs/rules/, one page for each rule, and docs/coverage.md, from docs/coverage.yaml. Without
``--write`` what is stale is named, and the exit status is 1 if anything is.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from tests.pages.made import changed, write


def run(arguments: Sequence[str]) -> int:
    """Name the pages that are stale, missing or left over, or make them anew; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.pages", description=__doc__)
    parser.add_argument("--write", action="store_true", help="make them anew, and remove those left over")
    asked = parser.parse_args(arguments)
    differences = changed()
    for path, problem in differences.items():
        sys.stdout.write(f"{path}: {problem}\n")
    if asked.write:
        write()
        return 0
    return 1 if differences else 0


if __name__ == "__main__":
    raise SystemExit(run(sys.argv[1:]))
