from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buyer_msg_lint.document import Document, Segment, SegmentKind
from buyer_msg_lint.errors import NotCheckedError
from buyer_msg_lint.inputs import is_template, read_document
from buyer_msg_lint.inputs._templates import with_subject
from buyer_msg_lint.inputs.text import from_text
from buyer_msg_lint.spans import MappedText


def template(text: str, path: str | None = None) -> Document:
    return from_text(text, path, template=True)


def ways(text: str, path: str | None = None) -> set[str]:
    """Return the texts of all ways that a template goes, by its questions one by one."""
    document = template(text, path)
    assert document.branches is not None
    paths: list[dict[str, str]] = [{}]
    for name, question in document.branches.questions.items():
        paths = [one | {name: answer} for one in paths for answer in question.answers]
    return {document.branches.read(path_).segments[0].content.text for path_ in paths}


def branches(text: str, path: str | None = None) -> dict[str, str | None]:
    """Return what each piece of a template says, with the branch that it stands in."""
    document = template(text, path)
    assert document.branches is not None
    pieces = document.branches.pieces()
    return {document.source[slice(*piece.span)].strip(): piece.branch for piece in pieces}


SAME = {
    "jinja": ("m.j2", "A {% if x %}yes{% else %}no{% endif %} Z"),
    "liquid": ("m.liquid", "A {% unless x %}no{% else %}yes{% endunless %} Z"),
    "handlebars": ("m.hbs", "A {{#if x}}yes{{else}}no{{/if}} Z"),
    "handlebars-unless": ("m.hbs", "A {{#unless x}}no{{else}}yes{{/unless}} Z"),
    "mustache": ("m.mustache", "A {{#x}}yes{{/x}}{{^x}}no{{/x}} Z"),
    "freemarker": ("m.ftl", "A <#if x>yes<#else>no</#if> Z"),
    "erb": ("m.erb", "A <% if x %>yes<% else %>no<% end %> Z"),
    "erb-trimmed": ("m.erb", "A <%- if x -%>yes<%- else -%>no<%- end -%> Z"),
    "ejs": ("m.ejs", "A <% if (x) { %>yes<% } else { %>no<% } %> Z"),
    "smarty": ("m.tpl", "A {if $x}yes{else}no{/if} Z"),
    "unnamed jinja": (None, "A {% if x %}yes{% else %}no{% endif %} Z"),
    "unnamed handlebars": (None, "A {{#if x}}yes{{else}}no{{/if}} Z"),
    "unnamed freemarker": ("m.tmpl", "A <#if x>yes<#else>no</#if> Z"),
    "unnamed erb": ("m.template", "A <% if x %>yes<% else %>no<% end %> Z"),
    "unnamed smarty": (None, "A {if $x}yes{else}no{/if} Z"),
    "not": ("m.j2", "A {% if not x %}no{% endif %}{% if x %}yes{% endif %} Z"),
    "else if": ("m.j2", "A {% if x %}yes{% elif not x %}no{% endif %} Z"),
    "empty": ("m.liquid", "A {% if x == empty %}no{% else %}yes{% endif %} Z"),
    "length": ("m.j2", "A {% if x|length > 0 %}yes{% else %}no{% endif %} Z"),
    "equal": ("m.j2", "A {% if x == 'a' %}yes{% endif %}{% if x != 'a' %}no{% endif %} Z"),
    "case": ("m.liquid", "A {% case x %}{% when 'a', 'b' %}yes{% else %}no{% endcase %} Z"),
    "switch": ("m.ftl", "A <#switch x><#case 'a'>yes<#break><#default>no</#switch> Z"),
    "ruby case": ("m.erb", "A <% case x %><% when 'a' %>yes<% else %>no<% end %> Z"),
}


@pytest.mark.parametrize(("path", "text"), SAME.values(), ids=SAME)
def test_a_template_goes_as_many_ways_as_it_has_branches(path: str | None, text: str) -> None:
    told = {" ".join(way.split()) for way in ways(text, path)}
    assert {way.replace("Ayes", "A yes").replace("Ano", "A no") for way in told} == {"A yes Z", "A no Z"}


LOOPS = {
    "jinja": ("m.j2", "A {% for i in items %}one{% endfor %}Z"),
    "jinja-else": ("m.j2", "A {% for i in items %}one{% else %}none{% endfor %}Z"),
    "handlebars": ("m.hbs", "A {{#each items}}one{{/each}}Z"),
    "freemarker": ("m.ftl", "A <#list items as i>one</#list>Z"),
    "erb": ("m.erb", "A <% items.each do |i| %>one<% end %>Z"),
    "ejs": ("m.ejs", "A <% items.forEach(function(i) { %>one<% }) %>Z"),
    "ejs-for": ("m.ejs", "A <% for (const i of items) { %>one<% } %>Z"),
    "smarty": ("m.tpl", "A {foreach $items as $i}one{/foreach}Z"),
    "within if": ("m.j2", "A {% if items %}{% for i in items %}one{% endfor %}{% endif %}Z"),
}


@pytest.mark.parametrize(("path", "text"), LOOPS.values(), ids=LOOPS)
def test_a_loop_is_read_with_no_turn_and_with_one(path: str, text: str) -> None:
    none = "A noneZ" if "none" in text else "A Z"
    assert ways(text, path) == {"A oneZ", none}


@pytest.mark.parametrize("sequence", ["[1, 2]", "range(3)", "(1, 2)", "(1..3)"])
def test_a_loop_over_a_list_in_the_template_is_never_empty(sequence: str) -> None:
    assert ways(f"A {{% for i in {sequence} %}}one{{% endfor %}}Z", "m.j2") == {"A oneZ"}


@pytest.mark.parametrize("sequence", ["[]", "range(n)", "items"])
def test_any_other_loop_may_be(sequence: str) -> None:
    assert ways(f"A {{% for i in {sequence} %}}one{{% endfor %}}Z", "m.j2") == {"A oneZ", "A Z"}


@pytest.mark.parametrize(
    ("path", "text", "kept"),
    [
        ("m.j2", "A{# x #}Z", "AZ"),
        ("m.j2", "A{# don't #}B don't{# x #}Z", "AB don'tZ"),
        ("m.liquid", "A{% comment %}{% if %}{% endcomment %}Z", "AZ"),
        ("m.hbs", "A{{! x }}{{!-- }} --}}Z", "AZ"),
        ("m.ftl", "A<#-- <#if> -->Z", "AZ"),
        ("m.erb", "A<%# x %>Z", "AZ"),
        ("m.tpl", "A{* x *}Z", "AZ"),
        ("m.j2", "A{% raw %}{% if %}{% endraw %}Z", "A{% if %}Z"),
        ("m.ftl", "A<#noparse><#if></#noparse>Z", "A<#if>Z"),
        ("m.tpl", "A{literal}{if}{/literal}Z", "A{if}Z"),
        ("m.j2", "A{% set x = '%}' %}Z", "AZ"),
        ("m.j2", "A{% set x %}B{% endset %}Z", "ABZ"),
        ("m.j2", "A{% macro m(x) %}B{% endmacro %}Z", "ABZ"),
        ("m.j2", "A{% block b %}B{% endblock b %}Z", "ABZ"),
        ("m.j2", "A{% shout 'x' %}B{% endshout %}Z", "ABZ"),
        ("m.j2", "A{% shout 'x' %}Z", "AZ"),
        ("m.liquid", "A{% assign x = 1 %}Z", "AZ"),
        ("m.ftl", "A<#assign x = 1>Z", "AZ"),
        ("m.ftl", "A<@bold>B</@bold>Z", "ABZ"),
        ("m.erb", "A<% x = 1 %>Z", "AZ"),
        ("m.j2", "A {%- set x = 1 -%} Z", "AZ"),
        ("m.hbs", "A {{~#if x~}} Y {{~/if}} Z", "AY Z"),
        ("m.j2", "A\n  {% set x = 1 %}  \nZ", "A\nZ"),
        ("m.j2", "A\n{# x #}{% set y = 1 %}\nZ", "A\nZ"),
        ("m.j2", "A\n{# x #} B\nZ", "A\n B\nZ"),
        ("m.j2", "A {{ '{% if %}' }} Z", "A {{ '{% if %}' }} Z"),
        ("m.j2", "A {{ x }} Z", "A {{ x }} Z"),
        ("m.erb", "A <%= x %> Z", "A <%= x %> Z"),
        ("m.ejs", "A <%- x %> Z", "A <%- x %> Z"),
        ("m.txt", "A {note} (see [1]) 50 % # Z", "A {note} (see [1]) 50 % # Z"),
    ],
)
def test_blocks_that_say_nothing_are_left_out(path: str, text: str, kept: str) -> None:
    assert kept in ways(text, path)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("{% if order.delayed %}\nX\n{% endif %}", "if order.delayed"),
        ("A\n\n{% if a %}\nB\n{% else %}\nX{% endif %}", "else of if a (line 3)"),
        ("{% if a %}B{% elif b > 2 %}X{% endif %}", "elif b > 2"),
        ("{% if a %}{% if b %}X{% endif %}{% endif %}", "if a > if b"),
        ("{% for i in a.b %}X{% endfor %}", "for i in a.b"),
        ("{% case s %}\n{% when 'late' %}X{% endcase %}", "when 'late' of case s (line 1)"),
        ("{% unless a %}X{% endunless %}", "unless a"),
    ],
)
def test_a_branch_is_named_as_it_is_written(text: str, name: str) -> None:
    assert branches(text, "m.j2")["X"] == name


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("{% if a %}1{% endif %}{% if a %}2{% endif %}", 1),
        ("{% if a %}1{% endif %}{% if (a) %}2{% endif %}", 1),
        ("{% if a %}1{% endif %}{% if not a %}2{% endif %}", 1),
        ("{% if a %}1{% endif %}{% if not (a) %}2{% endif %}", 1),
        ("{% if a %}1{% endif %}{% if not a and b %}2{% endif %}", 2),
        ("{% if a %}1{% endif %}{% set a = 1 %}{% if a %}2{% endif %}", 2),
        ("{% for i in x %}{% if i.a %}1{% endif %}{% endfor %}" * 2, 3),
        ("{% if s == 'a' %}1{% elif s == 'b' %}2{% endif %}{% if s == 'b' %}3{% endif %}", 1),
    ],
)
def test_the_same_question_has_one_answer(text: str, count: int) -> None:
    document = template(text, "m.j2")
    assert document.branches is not None
    assert len(document.branches.questions) == count


def test_what_cannot_be_reached_is_checked_all_the_same() -> None:
    assert "B" in ways("{% if a %}{% if not a %}B{% endif %}{% endif %}", "m.j2")


@pytest.mark.parametrize(
    ("path", "text", "reason"),
    [
        ("m.j2", "a\n {% if x %}b", "line 2, column 2: 'if x' is never ended"),
        ("m.j2", "a {% endif %}", "line 1, column 3: 'end if' ends nothing"),
        ("m.j2", "a {% else %}", "line 1, column 3: 'else' stands in no block"),
        ("m.j2", "{% if x %}{% endfor %}", "line 1, column 11: the end of 'for' stands in 'if x' (line 1)"),
        ("m.j2", "{% if x %}{% else %}{% else %}{% endif %}", "column 21: 'else' does not belong to 'if x'"),
        ("m.j2", "a {% if x", "line 1, column 3: '{%' that no '%}' closes"),
        ("m.j2", "a {# x", "line 1, column 3: '{#' that no '#}' closes"),
        ("m.j2", "a {{ x", "line 1, column 3: '{{' that no '}}' closes"),
        ("m.j2", "a {% raw %} b", "line 1, column 3: 'raw' that nothing ends"),
        ("m.hbs", "{{#if x}}a{{/each}}", "column 11: the end of 'each' stands in 'if x' (line 1)"),
        ("m.ftl", "<#if x>a", "column 1: 'if x' is never ended"),
        ("m.erb", "<% end %>", "column 1: 'end' ends nothing"),
        ("m.tpl", "{if $x}a", "column 1: 'if $x' is never ended"),
        ("m.liquid", "{% if x %}{% when 1 %}{% endif %}", "column 11: 'when 1' stands in no case"),
        ("m.j2", "{% if x %}" * 51, "blocks are nested too deep"),
        ("m.j2", "{% set x = 1 %}" * 5_001, "holds more than 5,000 blocks"),
    ],
)
def test_blocks_that_do_not_fit_are_told_with_their_place(path: str, text: str, reason: str) -> None:
    with pytest.raises(NotCheckedError) as told:
        template(text, path)
    assert reason in str(told.value)
    assert str(told.value).endswith("; mend the template")


@pytest.mark.parametrize(
    ("path", "block"),
    [
        ("m.j2", "{% include 'footer.j2' %}"),
        ("m.j2", "{% extends 'base.j2' %}"),
        ("m.liquid", "{% render 'footer' %}"),
        ("m.hbs", "{{> footer}}"),
        ("m.ftl", '<#include "footer.ftl">'),
        ("m.ftl", "<@footer/>"),
        ("m.erb", "<%= render 'footer' %>"),
        ("m.ejs", "<%- include('footer') %>"),
        ("m.tpl", "{include file='footer.tpl'}"),
    ],
)
def test_what_other_files_hold_is_told(path: str, block: str) -> None:
    document = template(f"Hello {block} there", path)
    assert [document.source[slice(*span)] for span in document.elsewhere] == [block]


def test_only_templates_have_blocks() -> None:
    text = "A {% if x %}B{% endif %}"
    document = from_text(text)
    assert (document.segments[0].content.text, document.branches) == (text, None)


@pytest.mark.parametrize("name", ["m.erb", "m.ejs", "m.txt.j2", "m.ftlh", "m.handlebars", "m.smarty"])
def test_files_are_templates_by_their_names(name: str) -> None:
    assert is_template(name)
    assert read_document(b"Hi", name).template


def test_a_subject_may_have_branches_of_the_same_questions() -> None:
    document = template("{% if a %}Late{% else %}Soon{% endif %}", "m.j2")
    subject = MappedText.identity("{% if a %}Delay{% endif %}", 100)
    document = document._replace(source=document.source.ljust(200))
    both = with_subject(document, subject)
    assert both.branches is not None
    [(name, question)] = both.branches.questions.items()
    told = {answer: both.branches.read({name: answer}).segments for answer in question.answers}
    texts = {tuple((one.kind, one.content.text) for one in segments) for segments in told.values()}
    assert texts == {
        ((SegmentKind.SUBJECT, "Delay"), (SegmentKind.BODY, "Late")),
        ((SegmentKind.SUBJECT, ""), (SegmentKind.BODY, "Soon")),
    }


def test_a_subject_of_a_plain_text_is_as_it_is() -> None:
    document = with_subject(from_text("Hi"), MappedText.identity("{% if %}"))
    assert document.segments[0] == Segment(SegmentKind.SUBJECT, MappedText.identity("{% if %}"))


SIGNS = ["{% if a %}", "{% else %}", "{% endif %}", "{% for i in b %}", "{% endfor %}", "{# x #}", "{{ x }}"]
SIGNS += [
    "{{#if a}}",
    "{{else}}",
    "{{/if}}",
    "<#if a>",
    "<#else>",
    "</#if>",
    "<% if a %>",
    "<% end %>",
    "{if $a}",
]
SIGNS += [
    "{/if}",
    "{%",
    "%}",
    "{{",
    "<#",
    "<%",
    "{*",
    "\n",
    " ",
    "text",
    "'",
    "(",
    "{% case s %}",
    "{% when 1 %}",
]
SUFFIXES = [None, "m.j2", "m.hbs", "m.ftl", "m.erb", "m.tpl"]


@given(
    st.lists(st.sampled_from(SIGNS) | st.text(max_size=4), max_size=12).map("".join),
    st.sampled_from(SUFFIXES),
)
def test_any_text_is_read_in_order_or_refused_with_a_place(text: str, path: str | None) -> None:
    try:
        document = template(text, path)
    except NotCheckedError:
        return
    assert document.branches is not None
    pieces = document.branches.pieces()
    assert all(one.span.end <= other.span.start for one, other in pairwise(pieces))
    shown = document.segments[0].content
    assert all(text[shown.source_span(at, at + 1).start] == sign for at, sign in enumerate(shown.text))


@given(
    st.recursive(
        st.sampled_from(["A", "B ", "{{ x }}"]),
        lambda inner: st.tuples(inner, st.sampled_from("abc"), inner).map(
            lambda parts: f"{{% if {parts[1]} %}}{parts[0]}{{% else %}}{parts[2]}{{% endif %}}"
        ),
        max_leaves=8,
    )
)
def test_each_way_of_nested_branches_is_what_an_engine_would_render(text: str) -> None:
    document = template(text, "m.j2")
    assert document.branches is not None
    for name in document.branches.questions:
        assert name in {"a", "b", "c"} or "#" in name
    assert all("{%" not in way for way in ways(text, "m.j2"))


@pytest.mark.parametrize("name", ["m.html.j2", "m.html"])
def test_a_template_of_html_is_read_without_its_blocks(name: str) -> None:
    text = (
        "<p>A {% if x %}<b>bo{% else %}<i>so{% endif %}ld{% if x %}</b>{% else %}</i>{% endif %}{# x #} Z</p>"
    )
    document = read_document(text.encode(), name, template=True)
    assert document.branches is not None
    [(question, asked)] = document.branches.questions.items()
    told = [document.branches.read({question: answer}).segments[0].content for answer in asked.answers]
    assert {content.text.strip() for content in told} == {"A bold Z", "A sold Z"}
    assert all(text[content.source_span(2, 3).start] == content.text[2] for content in told)


def test_front_matter_of_html_is_no_part_of_it() -> None:
    document = read_document(b"---\ntype: refund\n---\n<p>Hi</p>", "m.html")
    assert [segment.content.text.strip() for segment in document.segments] == ["Hi"]
    assert document.front_matter == (4, 17)


def test_a_payload_may_be_a_template() -> None:
    text = '{"text": "A\\n{% if x %}B{% endif %}"}'
    document = read_document(text.encode(), "m.json.j2")
    assert document.branches is not None
    [piece] = [piece for piece in document.branches.pieces() if piece.branch]
    assert (text[slice(*piece.span)], piece.branch) == ("B", "if x")


@pytest.mark.parametrize("block", ["{% if x %}A{% endif %}", "{{#if x}}A{{/if}}", "<% if x %>A<% end %>"])
def test_blocks_in_mail_are_no_text(block: str) -> None:
    mail = f"Subject: Hi\nContent-Type: text/plain\n\nHello {block}\n".encode()
    document = read_document(mail, "m.eml", template=True)
    bodies = [one.content.text for one in document.segments if one.kind is SegmentKind.BODY]
    assert "".join(bodies).split() == ["Hello", "A"]


def test_placeholders_may_be_in_any_template() -> None:
    mail = b"Subject: Hi\nContent-Type: text/plain\n\nHello {{ name }}\n"
    assert read_document(mail, "m.eml.j2").template
