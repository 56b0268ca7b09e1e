"""The engines that templates are rendered with, each as strict and as closed as it can be.

They run in the worker only. A value that is not there is an error, never blank.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

Render = Callable[[Mapping[str, Any]], Iterator[str]]

MODULES = {"jinja": "jinja2", "liquid": "liquid"}
"""The module of each engine, to tell whether it is installed."""
_MOST_TURNS = 100_000


def compiler(engine: str, *, html: bool) -> Callable[[str], Render]:
    """Return what compiles texts for an engine; ``html`` escapes values. Raises KeyError for no engine."""
    return {"jinja": _jinja, "liquid": _liquid}[engine](html=html)


def _jinja(*, html: bool) -> Callable[[str], Render]:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        autoescape=html,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )

    def compile_text(text: str) -> Render:
        template = environment.from_string(text)
        return lambda values: template.generate(dict(values))

    return compile_text


def _liquid(*, html: bool) -> Callable[[str], Render]:
    from liquid import Environment, StrictUndefined

    class Bounded(Environment):
        loop_iteration_limit = _MOST_TURNS

    environment = Bounded(undefined=StrictUndefined, autoescape=html)

    def compile_text(text: str) -> Render:
        template = environment.from_string(text)
        return lambda values: iter((template.render(**values),))

    return compile_text
