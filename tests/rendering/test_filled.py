from __future__ import annotations

import json
import sys
from importlib.util import find_spec
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buyer_msg_lint.document import Document
from buyer_msg_lint.errors import NotCheckedError
from buyer_msg_lint.inputs import read_document
from buyer_msg_lint.inputs._templates import all_tags
from buyer_msg_lint.inputs.text import from_text
from buyer_msg_lint.rendering import engines, process
from buyer_msg_lint.rendering import filled as filled_module
from buyer_msg_lint.rendering.filled import filled
from buyer_msg_lint.rendering.marks import marked, placed
from buyer_msg_lint.rendering.process import Task, Worker
from buyer_msg_lint.rendering.values import Row
from buyer_msg_lint.spans import MappedText

MOST = 100_000


def results(text: str, name: str, *rows: dict[str, Any]) -> list[Document | NotCheckedError]:
    document = read_document(text.encode(), name, template=True)
    told = [Row(f"set {number}", values) for number, values in enumerate(rows)]
    return [one.document for one in filled(document, told, MOST)]


def content(text: str, name: str, values: dict[str, Any]) -> MappedText:
    [result] = results(text, name, values)
    assert isinstance(result, Document), result
    return result.segments[0].content


def problem(text: str, name: str, values: dict[str, Any]) -> str:
    [result] = results(text, name, values)
    assert isinstance(result, NotCheckedError), result
    return str(result)


CASES = {
    "jinja": ("m.j2", "Dear {{ name }}, bye", {"name": "Anna"}, "Dear Anna, bye"),
    "jinja-unnamed": ("m.txt", "{% if a %}Dear {{ name|upper }}{% endif %}", {"name": "x", "a": 1}, "Dear X"),
    "jinja-loop": ("m.j2", "{% for i in x %}{{ i }}, {% endfor %}end", {"x": [1, 2]}, "1, 2, end"),
    "jinja-lines": ("m.j2", "A\n{% if a %}\n  B\n{% endif %}\nC\n", {"a": True}, "A\n  B\nC\n"),
    "jinja-strip": ("m.j2", "A {%- if a -%} B {%- endif -%} C", {"a": True}, "ABC"),
    "jinja-macro": ("m.j2", "{% macro m(x) %}<{{ x }}>{% endmacro %}A {{ m('y') }}", {}, "A <y>"),
    "jinja-set": ("m.j2", "{% set s %}{{ x }}!{% endset %}A {{ s|length }} {{ s }}", {"x": "b"}, "A 2 b!"),
    "jinja-raw": ("m.j2", "A {% raw %}{{ x }}{% endraw %} B", {}, "A {{ x }} B"),
    "jinja-comment": ("m.j2", "A{# {{ x }} #}B", {}, "AB"),
    "liquid": (
        "m.liquid",
        "Dear {{ a.b | upcase }}{% if c == 2 %}!{% endif %}",
        {"a": {"b": "x"}, "c": 2},
        "Dear X!",
    ),
    "liquid-capture": ("m.liquid", "{% capture s %}x{% endcapture %}A {{ s }}", {}, "A x"),
    "handlebars": ("m.hbs", "Dear {{ name }}", {"name": "Anna"}, "Dear Anna"),
    "erb": ("m.erb", "Dear <%= name %>", {"name": "Anna"}, "Dear Anna"),
    "brackets": (
        "m.txt",
        "Order [[order-id]] of [Buyer Name]",
        {"order-id": "7", "Buyer Name": "x"},
        "Order 7 of x",
    ),
    "dollar": ("m.txt", "Order ${order.id}", {"order": {"id": 7}}, "Order 7"),
    "printf": ("m.txt", "Order %(id)s", {"id": "7"}, "Order 7"),
    "mail-chimp": ("m.txt", "Dear *|FNAME|*", {"FNAME": "Anna"}, "Dear Anna"),
    "own": ("m.txt", "Dear {frobnicate}", {"frobnicate": "x"}, "Dear x"),
}


@pytest.mark.parametrize(("name", "text", "values", "expected"), CASES.values(), ids=CASES)
def test_a_template_is_filled_as_its_engine_does(
    name: str, text: str, values: dict[str, Any], expected: str
) -> None:
    assert content(text, name, values).text == expected


@pytest.mark.parametrize("name", ["m.j2", "m.liquid", "m.hbs"])
@pytest.mark.parametrize("value", ["a", "Anna Berg", "12 letters..", "x" * 50])
def test_a_value_stands_in_the_place_of_its_placeholder(name: str, value: str) -> None:
    text = "Dear {{  name  }}, bye now"
    told = content(text, name, {"name": value})
    for at in range(len(value)):
        span = told.source_span(5 + at, 6 + at)
        assert text[slice(*span)] == "{{  name  }}"
    span = told.source_span(5 + len(value), len(told.text))
    assert text[slice(*span)] == ", bye now"


def test_text_in_a_loop_stands_at_its_place_in_every_turn() -> None:
    text = "{% for i in x %}item {{ i }}. {% endfor %}"
    told = content(text, "m.j2", {"x": ["a", "b"]})
    assert told.text == "item a. item b. "
    assert [text[slice(*told.source_span(at, at + 4))] for at in (0, 8)] == ["item", "item"]


def test_values_are_escaped_in_html_and_read_as_what_they_are() -> None:
    text = "<p>Dear {{ name }}</p>"
    told = content(text, "m.html.j2", {"name": "A & <b>"})
    assert told.text.strip() == "Dear A & <b>"
    at = told.text.index("&")
    assert text[slice(*told.source_span(at, at + 1))] == "{{ name }}"


@pytest.mark.parametrize(
    ("name", "text", "values", "reason"),
    [
        ("m.j2", "{{ x }}", {}, "cannot be rendered: 'x' is undefined"),
        ("m.j2", "{% if x %}a{% endif %}", {}, "cannot be rendered: 'x' is undefined"),
        ("m.j2", "{{ a.b }}", {"a": {}}, "cannot be rendered: 'dict object' has no attribute 'b'"),
        ("m.liquid", "{{ x }}", {}, "cannot be rendered: 'x' is undefined"),
        ("m.j2", "a\n{{ 1 + }}", {}, "cannot be rendered: line 2: unexpected 'end of print statement'"),
        ("m.j2", "{% if a > 1 %}x{% endif %}", {"a": "y"}, "cannot be rendered: '>' not supported between"),
        ("m.j2", "{% include 'x' %}", {}, "cannot be rendered: no loader for this environment specified"),
        (
            "m.j2",
            "{{ ''.__class__.__mro__ }}",
            {},
            "access to attribute '__class__' of 'str' object is unsafe",
        ),
        ("m.j2", "{{ x.append(1) }}", {"x": [1]}, "access to attribute 'append' of 'list' object is unsafe"),
        ("m.j2", "{{ range(999999999) }}", {}, "Range too big"),
        ("m.j2", "{{ 'x' * 99999999999 }}", {}, "cannot be rendered: needs too much memory"),
        ("m.j2", "{% for i in range(99999) %}xxxx{% endfor %}", {}, "it is longer than 100,000 characters"),
        ("m.j2", "Dear {{ x }}", {"x": "\ue000"}, "a value holds the private character U+E000; take it out"),
        ("m.j2", "{% if x %}{% endif %} ", {"x": 1}, "is empty once it is filled; there is nothing to check"),
        ("m.txt", "Dear [[name]]", {}, "cannot be filled: there is no value for [[name]]"),
        ("m.erb", "Dear <%= name %>", {"other": "x"}, "cannot be filled: there is no value for <%= name %>"),
    ],
)
def test_what_cannot_be_filled_is_told(name: str, text: str, values: dict[str, Any], reason: str) -> None:
    assert reason in problem(text, name, values)


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("m.ftl", "<#if x>a</#if>", "blocks of freemarker are not; only those of Jinja2 and Liquid"),
        ("m.hbs", "{{#if x}}a{{/if}}", "blocks of handlebars are not"),
        ("m.erb", "<% if x %>a<% end %>", "blocks of erb are not"),
        ("m.j2", "a \ue001", "the template holds the private character U+E001; take it out"),
    ],
)
def test_templates_that_cannot_be_rendered_are_refused(name: str, text: str, reason: str) -> None:
    with pytest.raises(NotCheckedError) as told:
        results(text, name, {"x": 1})
    assert reason in str(told.value)


def test_what_is_no_template_is_refused() -> None:
    with pytest.raises(NotCheckedError, match="is no template"):
        list(filled(from_text("Hi"), [Row("set 1", {})], MOST))


def test_an_engine_that_is_not_installed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        filled_module, "find_spec", lambda name: None if name == "jinja2" else find_spec(name)
    )
    with pytest.raises(
        NotCheckedError, match=r"jinja2 is not installed; pip install 'buyer-msg-lint\[templates\]'"
    ):
        results("{{ x }}", "m.j2", {"x": 1})


def test_one_row_that_fails_does_not_keep_the_others() -> None:
    told = results("Dear {{ x }}", "m.j2", {"x": "a"}, {}, {"x": "b"})
    texts = [one.segments[0].content.text if isinstance(one, Document) else str(one) for one in told]
    assert texts == ["Dear a", "cannot be rendered: 'x' is undefined", "Dear b"]


def test_a_row_that_takes_too_long_is_ended_and_the_next_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "_STARTING", 10.0)
    endless = (
        "{% if x %}{% for i in range(9999) %}{% for j in range(9999) %}{% endfor %}{% endfor %}{% endif %}Hi"
    )
    with Worker(Task("jinja", html=False, texts=(endless,), most=MOST), seconds=1.0) as worker:
        assert worker.render({"x": 0}) == ["Hi"]
        with pytest.raises(NotCheckedError, match="takes longer than 1 seconds"):
            worker.render({"x": 1})
        assert worker.render({"x": 0}) == ["Hi"]


def test_a_worker_that_ends_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "_CODE", "raise SystemExit")
    with (
        Worker(Task("jinja", html=False, texts=("Hi",), most=MOST)) as worker,
        pytest.raises(NotCheckedError, match="the process that renders it ended"),
    ):
        worker.render({})


jinja_parts = st.sampled_from(
    ["a ", "b", " \n", "{{ x }}", "{{ y }}", "\n{% if t %}\n", "{%- if f -%}", "{# c #}"]
)


@given(st.lists(jinja_parts, max_size=8), st.text(max_size=6), st.text(max_size=12))
@settings(deadline=None)
def test_marks_change_nothing_and_carry_every_place(parts: list[str], x: str, y: str) -> None:
    ends = "{% endif %}" * sum("if" in part for part in parts)
    text = "".join(parts) + ends
    document = from_text(f"{text}.", "m.j2", template=True)
    whole = MappedText.identity(document.source)
    [tags] = all_tags(document, [whole])
    values = {"x": x, "y": y, "t": True, "f": False}
    compile_text = engines.compiler("jinja", html=False)
    plain = "".join(compile_text(document.source)(values))
    told = placed("".join(compile_text(marked(document.source, tags))(values)), whole)
    assert told.text == plain
    for at, sign in enumerate(told.text):
        span = told.source_span(at, at + 1)
        origin = document.source[slice(*span)]
        assert origin in ("{{ x }}", "{{ y }}") or origin == sign or (sign.isspace() and not origin.strip())


def test_the_worker_needs_no_models() -> None:
    import subprocess

    code = "import buyer_msg_lint.rendering.worker, json, sys; print(json.dumps(sorted(sys.modules)))"
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert {"pydantic", "regex", "yaml"}.isdisjoint(json.loads(told.stdout))
