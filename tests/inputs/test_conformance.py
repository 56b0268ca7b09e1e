"""What every input promises, whatever kind of file it reads; an input is held to it by being there."""

from __future__ import annotations
