"""Rendering: a template is filled with values; every character of what comes out keeps its place in it."""
