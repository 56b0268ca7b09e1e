"""What a template asks of its values, so that the same question has the same answer all over a template.

``if a``, ``if not a``, ``unless a`` and ``for b in a`` ask one question, ``if a == "x"`` and ``case a`` with
its ``when``s another. Whatever else stands in a condition is a question of its own, as it is written.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from buyer_msg_lint.branching import Condition, Question

_YES, _NO, _OTHER = "yes", "no", ""
_NOT = re.compile(r"(?:not\s+|!\s*)(?!=)(?P<rest>.+)")
_IS_EMPTY = re.compile(r"(?P<rest>.+?)(?:\.empty\?|\.blank\?|\.nil\?| == (?:empty|blank|nil|null|''|\"\"))")
_IS_THERE = re.compile(
    r"(?P<rest>.+?)(?:\?has_content|\.any\?|\.present\?|\|\s*length|\.(?:length|size|count)|\?size)?"
    r"(?:\s*(?:>|gt|!=)\s*(?:0|empty|blank|nil|null|''|\"\"))?"
)
_LITERAL = r"'[^']*'|\"[^\"]*\"|-?\d+(?:\.\d+)?"
_EQUALS = re.compile(rf"(?P<name>[\w.$@\[\]>-]+)\s*(?P<sign>==|!=|=|eq|ne)\s*(?P<value>{_LITERAL})")
_ROOT = re.compile(r"(?<![\w.'\"])[$@]?([^\W\d]\w*)")
_FULL = re.compile(r"[\[(]\s*[^\s\])]|\d+\s*\.\.\s*\d|range\s*\(\s*[1-9]")
"""A list that stands in the template itself and holds something."""
_SAID = 80


class Questions:
    """Collects what a template asks; read it twice, so that all answers are known the second time."""

    def __init__(self) -> None:
        self._values: dict[str, dict[str, None]] = defaultdict(dict)
        self._plain: dict[str, tuple[str, str]] = {}
        self._named: dict[str, str] = {}
        self._given: Counter[str] = Counter()

    def again(self) -> None:
        """Begin a reading; what answers questions about values have is still known."""
        self._given.clear()
        self._plain.clear()

    def gives(self, names: Iterable[str]) -> None:
        """Note that names get other values from here on, so that questions about them are others."""
        self._given.update(names)

    @property
    def asked(self) -> dict[str, Question]:
        """Every question, with its answers as people read them."""
        plain = {key: Question({_YES: yes, _NO: no}) for key, (yes, no) in self._plain.items()}
        values = {key: Question(self._answers(key)) for key in self._values}
        return plain | values

    def condition(self, expression: str, said: str, line: int, *, negated: bool = False) -> Condition:
        """Return the condition under which an expression is true; ``said`` is how people read it."""
        bare, turned = _bare(expression)
        negated ^= turned
        equals = _EQUALS.fullmatch(bare)
        if equals is not None:
            values = self.among(equals["name"], (equals["value"],))
            return self.otherwise(values) if negated ^ (equals["sign"] in ("!=", "ne")) else values
        key = self._key(bare)
        self._plain.setdefault(key, _read_as(said, line, negated=negated))
        return {key: frozenset({_NO if negated else _YES})}

    def among(self, name: str, values: Iterable[str]) -> Condition:
        """Return the condition that a name has one of some values."""
        key = f"{self._key(' '.join(name.split()))} =="
        self._named.setdefault(key, name)
        answers = [_unquoted(value) for value in values]
        self._values[key] |= dict.fromkeys(answers)
        return {key: frozenset(answers)}

    def otherwise(self, condition: Condition) -> Condition:
        """Return the condition that another, on one question, does not hold."""
        [(key, answers)] = condition.items()
        if key in self._plain:
            return {key: frozenset({_YES, _NO}) - answers}
        return {key: frozenset({*self._values[key], _OTHER}) - answers}

    def _key(self, expression: str) -> str:
        """Return the expression, marked where a name in it has got another value since the beginning."""
        marks = [f"{name}{self._given[name]}" for name in _ROOT.findall(expression) if self._given[name]]
        return " ".join((expression, *marks))

    def _answers(self, key: str) -> dict[str, str]:
        name, values = self._named[key], tuple(self._values[key])
        others = ", ".join(values)
        return {value: f"{name} is {value}" for value in values} | {
            _OTHER: f"{name} is none of {others}"[:_SAID]
        }


def is_never_empty(sequence: str) -> bool:
    """Tell whether a loop goes over a list that stands in the template and holds something."""
    return _FULL.match(sequence.strip()) is not None


def _bare(expression: str) -> tuple[str, bool]:
    """Return what is asked, and whether it is asked the other way round."""
    expression, turned = _without_parentheses(" ".join(expression.split())), False
    while (negation := _NOT.fullmatch(expression)) is not None and _is_one(negation["rest"]):
        expression, turned = _without_parentheses(negation["rest"].strip()), not turned
    if (empty := _IS_EMPTY.fullmatch(expression)) is not None:
        return empty["rest"], not turned
    there = _IS_THERE.fullmatch(expression)
    return (there["rest"].strip() if there else expression), turned


def _is_one(expression: str) -> bool:
    """Tell whether all of an expression is under the negation before it."""
    return expression.startswith("(") or not re.search(
        r"\s(?:and|or|is|in|==|!=|[<>]=?|&&|\|\|)\s", expression
    )


def _without_parentheses(expression: str) -> str:
    while expression.startswith("(") and expression.endswith(")"):
        depth = 0
        for at, sign in enumerate(expression):
            depth += (sign == "(") - (sign == ")")
            if not depth and at < len(expression) - 1:
                return expression
        expression = expression[1:-1].strip()
    return expression


def _unquoted(value: str) -> str:
    return value[1:-1] if value[:1] in "'\"" and value[-1:] == value[:1] and len(value) > 1 else value


def _read_as(said: str, line: int, *, negated: bool) -> tuple[str, str]:
    """Return what people read for yes and for no, by the block that asks first."""
    here, other = said[:_SAID], f"else of {said[:_SAID]} (line {line})"
    return (other, here) if negated else (here, other)
