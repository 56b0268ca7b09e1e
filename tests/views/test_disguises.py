"""Words disguised in every known way are read again in some view, and nothing else is."""

from __future__ import annotations

import importlib.util
import random
from pathlib import Path

import pytest

from buyer_msg_lint.spans import MappedText, Span
from buyer_msg_lint.views import disguises, load_view, view_names
from buyer_msg_lint.views.folded import folded
from buyer_msg_lint.views.plain import plain
