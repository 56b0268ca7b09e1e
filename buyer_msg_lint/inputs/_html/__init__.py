"""HTML as browsers read it, every character at its place; parts of ``inputs/html.py``."""
