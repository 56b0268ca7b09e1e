from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buyer_msg_lint.context import Context
from buyer_msg_lint.document import Content, Part, Segment, SegmentKind
from buyer_msg_lint.engine import Plan, check
from buyer_msg_lint.errors import NotCheckedError
from buyer_msg_lint.inputs.text import from_text
from buyer_msg_lint.spans import MappedText
from buyer_msg_lint.verdict import Finding, Severity, Verdict
from tests.conftest import RuleFolder

REQUIRED = {"require": {"phrases": ["needed"]}, "message": {"en": "It is missing", "zh": "缺少"}}


@pytest.fixture
def plan(folder: RuleFolder) -> Plan:
    folder.rule("house/found", find={"phrases": ["bad thing", "bad"]}, unless={"sentence": ["never mind"]})
    folder.rule("house/fixed", find={"phrases": ["ugly"]}, fix={"remove": "sentence"})
    folder.rule("house/needed", **REQUIRED)
    folder.rule("house/of-type", when={"message_type": ["offer"]}, **REQUIRED)
    folder.type("offer", "we offer")
    folder.type("thanks", "thank you", rank=20)
    return folder.plan()


def report(plan: Plan, text: str, **context: str) -> Verdict:
    document = from_text(text, "m.j2", template=True)
    return check(plan, document, Context.model_validate(context), locale="en", fail_on=Severity.ERROR)


def violations(plan: Plan, text: str, rule: str) -> list[Finding]:
    return [one for one in report(plan, text).violations if one.rule == rule]


@pytest.mark.parametrize(
    ("text", "excerpt", "branch"),
    [
        ("bad", "bad", None),
        ("{% if a %}bad{% endif %}", "bad", "if a"),
        ("{% if a %}good{% else %}bad{% endif %}", "bad", "else of if a (line 1)"),
        ("{% if a %}x {% if b %}bad{% endif %}{% endif %}", "bad", "if a > if b"),
        ("{% for i in items %}bad{% endfor %}", "bad", "for i in items"),
        ("{% for i in items %}x{% else %}bad{% endfor %}", "bad", "else of for i in items (line 1)"),
        ("bad {% if a %}thing{% endif %}", "bad {% if a %}thing", "if a"),
        (
            "{% if a %}bad{% endif %} {% if b %}thing{% endif %}",
            "bad{% endif %} {% if b %}thing",
            "if a, if b",
        ),
        ("bad{% if a %}ly{% endif %} done", "bad", None),
        ("{% if a %}bad{% endif %} and bad", "bad", "if a"),
        ("b{% if a %}a{% else %}e{% endif %}d", "b{% if a %}a{% else %}e{% endif %}d", "if a"),
    ],
)
def test_what_is_found_on_any_way_breaks_a_rule_and_names_its_branch(
    plan: Plan, text: str, excerpt: str, branch: str | None
) -> None:
    found = violations(plan, text, "house/found")[0]
    assert (found.excerpt, found.branch) == (excerpt, branch)


@pytest.mark.parametrize(
    "text",
    [
        "{# bad #} needed",
        "{% if a %}ba{% else %}d{% endif %} needed",
        "{% if bad %}x{% endif %} needed",
        "{% if a %}never mind, bad{% endif %} needed",
    ],
)
def test_what_is_on_no_way_breaks_none(plan: Plan, text: str) -> None:
    assert violations(plan, text, "house/found") == []


def test_a_place_counts_once_however_many_ways_show_it(plan: Plan) -> None:
    text = "bad {% if a %}x{% endif %}{% if b %}y{% endif %} z. {% if c %}bad{% endif %}"
    assert [one.start for one in violations(plan, text, "house/found")] == [0, 62]


@pytest.mark.parametrize(
    ("text", "branch"),
    [
        ("x", None),
        ("{% if a %}x{% else %}y{% endif %}", None),
        ("{% if a %}needed{% endif %}", "else of if a (line 1)"),
        ("\n{% if a %}\nx\n{% else %}\nneeded\n{% endif %}", "if a"),
        ("{% if a %}needed{% elif b %}x{% else %}needed{% endif %}", "else of if a (line 1), elif b"),
        (
            "{% if a %}needed{% endif %} {% if b %}needed{% endif %}",
            "else of if a (line 1), else of if b (line 1)",
        ),
        ("{% for i in items %}needed{% endfor %}", "else of for i in items (line 1)"),
        ("{% case s %}{% when 'a' %}needed{% when 'b' %}x{% else %}needed{% endcase %}", "s is b"),
        ("need{% if a %}x{% endif %}ed", "if a"),
        ("{% if a %}needed{% endif %}{% if b %}x{% endif %}", "if b"),
        ("{% if a %}needed{% endif %}{% if b %} x{% endif %}", "else of if a (line 1)"),
    ],
)
def test_what_is_required_must_be_on_every_way(plan: Plan, text: str, branch: str | None) -> None:
    [lacking] = violations(plan, text, "house/needed")
    assert (lacking.start, lacking.branch) == (None, branch)


@pytest.mark.parametrize(
    "text",
    [
        "needed {% if a %}x{% endif %}",
        "{% if a %}needed{% else %}needed{% endif %}",
        "{% if a %}needed{% endif %}{% if not a %} needed{% endif %}",
        "{% if a %}needed{% elif b %}needed{% else %}needed{% endif %}",
        "{% if a %}nee{% else %}nee{% endif %}ded",
        "{% if items %}{% for i in items %}needed{% endfor %}{% else %}needed{% endif %}",
        "{% for i in items %}needed{% else %}needed{% endfor %}",
        "{% for i in [1, 2] %}needed{% endfor %}",
        "{% case s %}{% when 'a' %}needed{% else %}needed{% endcase %}",
        "{% if s == 'a' %}needed{% endif %} {% if s != 'a' %}needed{% endif %}",
        "{% if a %}needed{% else %}{% if b %}needed{% else %}needed{% endif %}{% endif %}",
    ],
)
def test_what_is_on_every_way_is_not_missed(plan: Plan, text: str) -> None:
    assert violations(plan, text, "house/needed") == []


def test_many_branches_that_do_not_matter_are_no_burden(plan: Plan) -> None:
    many = "".join(f"{{% if a{number} %}} x {{% endif %}} y " for number in range(80))
    assert violations(plan, f"{many} needed", "house/needed") == []
    [lacking] = violations(plan, f"{many}{{% if b %}}needed{{% endif %}}", "house/needed")
    assert lacking.branch == "else of if b (line 1)"


def test_many_branches_that_all_matter_are_decided(plan: Plan) -> None:
    text = "".join(f"{{% if a{number} %}} needed {{% endif %}} y " for number in range(30))
    [lacking] = violations(plan, text, "house/needed")
    assert lacking.branch == (
        "else of if a0 (line 1), else of if a1 (line 1), else of if a2 (line 1), "
        "else of if a3 (line 1) and 26 more"
    )
    nested = text.replace("{% endif %}", "{% else %}") + "needed" + "{% endif %}" * 30
    assert violations(plan, nested, "house/needed") == []


def test_the_type_may_depend_on_the_way(plan: Plan) -> None:
    text = "{% if a %}We offer a lid.{% else %}Thank you.{% endif %}"
    assert [one.branch for one in violations(plan, text, "house/of-type")] == ["if a"]
    assert violations(plan, text.replace("a lid", "the needed lid"), "house/of-type") == []
    assert report(plan, text).message_type is None
    assert report(plan, "{% if a %}We offer{% else %}we offer{% endif %}").message_type == "offer"


def test_a_way_of_another_type_does_not_excuse_the_others(plan: Plan) -> None:
    texts = [
        "{% if a %}Thank you.{% endif %}",
        "{% if b %}We offer a lid.{% endif %}",
        "{% if c %}needed{% endif %}",
    ]
    [lacking] = violations(plan, " ".join(texts), "house/of-type")
    assert lacking.branch == "else of if c (line 1), if b"


def test_more_ways_than_can_be_decided_are_refused(plan: Plan) -> None:
    ways = "".join(f"{{% when '{number}' %}}needed" for number in range(400))
    with pytest.raises(NotCheckedError, match="split the template"):
        report(plan, f"{{% case s %}}{ways}{{% endcase %}}")


def test_a_fix_does_not_cut_through_blocks(plan: Plan) -> None:
    [whole] = violations(plan, "Fine. {% if a %}Too ugly.{% endif %} needed", "house/fixed")
    assert whole.fix is not None
    assert [(edit.start, edit.end) for edit in whole.fix.edits] == [(16, 25)]
    [cut] = violations(plan, "Fine. Too {% if a %}ugly.{% endif %} needed", "house/fixed")
    assert cut.fix is None


def test_attached_files_go_with_every_way(plan: Plan) -> None:
    document = from_text("{% if a %}needed{% else %}needed{% endif %}", "m.j2", template=True)
    attached = Segment(SegmentKind.ATTACHMENT, MappedText.identity("so bad"), Part("a.pdf, page 1", "so bad"))
    document = document._replace(beside=Content((attached,)))
    told = check(plan, document, Context(), locale="en", fail_on=Severity.ERROR)
    assert [(one.rule, one.part, one.branch) for one in told.violations] == [
        ("house/found", "a.pdf, page 1", None)
    ]


def test_places_are_those_of_the_template(plan: Plan) -> None:
    text = "{% if a %}\nx\n{% else %}\nso bad\n{% endif %}"
    [found] = violations(plan, text, "house/found")
    assert (found.line, found.column, found.excerpt) == (4, 4, "bad")


parts = st.sampled_from(["needed ", "x ", "nee", "ded ", " "])


def blocks(names: str) -> st.SearchStrategy[str]:
    """Return texts with ifs on these names, each below those before it."""
    if not names:
        return parts
    inner = blocks(names[1:])
    block = st.tuples(inner, inner).map(
        lambda two: f"{{% if {names[0]} %}}{two[0]}{{% else %}}{two[1]}{{% endif %}}"
    )
    return st.lists(block | inner, min_size=1, max_size=3).map("".join)


def rendered(text: str, truth: dict[str, bool]) -> str:
    """Return what an engine would make of nested ifs on ``a``, ``b`` and ``c``."""
    shown, stack = "", [True]
    for piece in text.replace("{%", "\0{%").replace("%}", "%}\0").split("\0"):
        if piece.startswith("{% if"):
            stack += [truth[piece[6]]]
        elif piece == "{% else %}":
            stack[-1] = not stack[-1]
        elif piece == "{% endif %}":
            stack.pop()
        elif all(stack):
            shown += piece
    return shown


@given(blocks("abc"))
@settings(max_examples=80, deadline=None)
def test_required_texts_are_decided_as_if_all_ways_were_listed(small: Plan, text: str) -> None:
    text = f"x {text}"
    every = [dict(zip("abc", answers, strict=True)) for answers in product((True, False), repeat=3)]
    missing = any("needed" not in rendered(text, truth).split() for truth in every)
    assert bool(violations(small, text, "house/needed")) == missing


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    folder = RuleFolder(tmp_path_factory.mktemp("rules"))
    folder.rule("house/needed", **REQUIRED)
    return folder.plan()
