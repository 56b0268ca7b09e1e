"""Where folders of rules are, and which files in them are read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from buyer_msg_lint.errors import Mistake, PolicyError

PACK_FILE = "pack.yaml"


def shipped_rules() -> Path:
    """Return the folder of the shipped rules: inside the package, or beside it in a checkout.

    Raises PolicyError if neither is there; a linter without rules would call everything clean.
    """
    package = Path(__file__).parent.parent
    for folder in (package / "rules", package.parent / "rules"):
        if (folder / PACK_FILE).is_file():
            return folder
    problem = "the shipped rules are missing; install buyer-msg-lint again"
    raise PolicyError((Mistake(str(package / "rules"), 1, 1, problem),))


def yaml_files(folder: Path, unread: list[OSError]) -> Iterator[Path]:
    """Yield every file that is YAML by its name, in any spelling; folders that fail come into ``unread``."""
    for root, folders, files in os.walk(folder, onerror=unread.append, followlinks=True):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            if not name.startswith(".") and name.lower().endswith((".yaml", ".yml")):
                yield Path(root, name)
