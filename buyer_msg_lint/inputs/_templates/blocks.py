"""From the blocks of a template to its pieces, each with the condition under which it is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from buyer_msg_lint.branching import BranchedText, Condition, Piece, Question, joined
from buyer_msg_lint.inputs._templates.questions import Questions, is_never_empty
from buyer_msg_lint.inputs._templates.tags import Act, Tag, refused
from buyer_msg_lint.spans import LineIndex, MappedText, Span

_MOST_LEVELS = 50
_MOST_TAGS = 5_000
_MOST_SAID = 160


@dataclass(slots=True)
class _Open:
    """A block that is open: the branch it stands in, and what is left for its other branches."""

    tag: Tag
    outside: Condition
    branch: tuple[str, ...]
    rest: Condition
    values: list[Condition] = field(default_factory=list)
    ended: bool = False


class Pieces:
    """Reads the tags of one text."""

    def __init__(self, content: MappedText, source: str, questions: Questions) -> None:
        self._content = content
        self._source = source
        self._lines = LineIndex(source)
        self._questions = questions
        self._here: Condition = {}
        self._branch: tuple[str, ...] = ()
        self._open: list[_Open] = []
        self._pieces: list[Piece] = []

    def read(self, tags: Sequence[Tag]) -> BranchedText:
        """Return the pieces between the tags; raises NotCheckedError for blocks that do not fit together."""
        if len(tags) > _MOST_TAGS:
            raise refused(self._content, self._source, 0, f"holds more than {_MOST_TAGS:,} blocks")
        ended = {tag.block for tag in tags if tag.act is Act.END}
        at = 0
        for tag, hidden in zip(tags, _hidden(self._content.text, tags), strict=True):
            self._piece(at, hidden.start)
            self._turn(tag, ended)
            at = max(at, hidden.end)
        self._piece(at, len(self._content.text))
        if self._open:
            last = self._open[-1].tag
            raise self._refused(last, f"'{last.said or last.block}' is never ended")
        return BranchedText(self._content, tuple(self._pieces))

    def _piece(self, start: int, end: int) -> None:
        if start < end:
            branch = " > ".join(self._branch)[:_MOST_SAID] or None
            self._pieces.append(Piece(Span(start, end), self._here, branch))

    def _turn(self, tag: Tag, ended: set[str]) -> None:
        match tag.act:
            case Act.NOTHING if tag.block in ended and tag.block:
                self._opens(tag)
            case Act.IF | Act.CASE | Act.LOOP | Act.GROUP:
                self._opens(tag)
            case Act.ELSE_IF | Act.ELSE | Act.WHEN:
                self._goes_on(tag)
            case Act.END:
                self._ends(tag)
            case Act.SET:
                self._questions.gives(tag.names)

    def _opens(self, tag: Tag) -> None:
        if len(self._open) >= _MOST_LEVELS:
            raise self._refused(tag, "blocks are nested too deep")
        block = _Open(tag, self._here, self._branch, self._here)
        self._open.append(block)
        if tag.act is Act.IF:
            self._take(block, tag)
        elif tag.act is Act.LOOP:
            if not is_never_empty(tag.expression):
                self._take(block, tag)
            else:
                self._branch = (*block.branch, tag.said)
            self._questions.gives(tag.names)
        elif tag.act is Act.GROUP:
            self._questions.gives(tag.names)

    def _take(self, block: _Open, tag: Tag) -> None:
        """Go on in the branch of a condition; what is left is for the branches after it."""
        line = self._line(tag)
        condition = self._questions.condition(tag.expression, tag.said, line, negated=tag.negated)
        here = joined(block.rest, condition)
        if here is None:
            # It cannot be reached, as far as one can see; it is checked all the same.
            condition = self._questions.condition(f"{tag.expression} #{tag.start}", tag.said, line)
            here = joined(block.rest, condition)
        self._here = here or block.rest
        self._branch = (*block.branch, tag.said)
        block.rest = joined(block.rest, self._questions.otherwise(condition)) or block.rest

    def _goes_on(self, tag: Tag) -> None:
        if not self._open:
            raise self._refused(tag, f"'{tag.said or tag.act.value}' stands in no block")
        block = self._open[-1]
        if block.tag.act is Act.GROUP or (block.ended and tag.act is not Act.WHEN):
            raise self._refused(tag, f"'{tag.said or 'else'}' does not belong to '{block.tag.said}'")
        if tag.act is Act.ELSE_IF:
            self._take(block, tag)
        elif tag.act is Act.WHEN:
            self._when(block, tag)
        else:
            block.ended = True
            self._here = block.rest
            first = f"{block.tag.said} (line {self._line(block.tag)})"
            self._branch = (*block.branch, f"else of {first}")

    def _when(self, block: _Open, tag: Tag) -> None:
        if block.tag.act is not Act.CASE:
            raise self._refused(tag, f"'{tag.said}' stands in no case")
        condition = self._questions.among(block.tag.expression, tag.values)
        self._here = joined(block.rest, condition) or block.rest
        self._branch = (*block.branch, f"{tag.said} of {block.tag.said} (line {self._line(block.tag)})")
        block.rest = joined(block.rest, self._questions.otherwise(condition)) or block.rest

    def _ends(self, tag: Tag) -> None:
        if not self._open:
            raise self._refused(tag, f"'end {tag.block}' ends nothing".replace(" '", "'"))
        block = self._open.pop()
        if tag.block and block.tag.block and tag.block != block.tag.block:
            opened = f"'{block.tag.said or block.tag.block}' (line {self._line(block.tag)})"
            raise self._refused(tag, f"the end of '{tag.block}' stands in {opened}")
        self._here, self._branch = block.outside, block.branch

    def _line(self, tag: Tag) -> int:
        return self._lines.position(self._content.source_span(tag.start, tag.end).start).line

    def _refused(self, tag: Tag, problem: str) -> Exception:
        return refused(self._content, self._source, tag.start, problem)


def branched(
    texts: Sequence[tuple[MappedText, Sequence[Tag]]], source: str
) -> tuple[tuple[BranchedText, ...], dict[str, Question]]:
    """Return the texts of one template in pieces, and the questions that they ask together.

    Raises NotCheckedError, with the place, for blocks that do not fit together.
    """
    questions = Questions()
    for _ in range(2):
        questions.again()
        read = tuple(Pieces(content, source, questions).read(tags) for content, tags in texts)
    return read, questions.asked


def _hidden(text: str, tags: Sequence[Tag]) -> list[Span]:
    """Return the range that each tag takes out: itself, blanks it strips, lines on which nothing else is."""
    spans = [_stripped(text, tag) for tag in tags]
    first = 0
    while first < len(spans):
        last, line_start = first, text.rfind("\n", 0, spans[first].start) + 1
        while last + 1 < len(spans) and not text[spans[last].end : spans[last + 1].start].strip(" \t"):
            last += 1
        line_end = text.find("\n", spans[last].end)
        line_end = len(text) if line_end < 0 else line_end + 1
        alone = (
            not text[line_start : spans[first].start].strip() and not text[spans[last].end : line_end].strip()
        )
        if alone:
            spans[first] = Span(line_start, spans[first].end)
            spans[last] = Span(spans[last].start, line_end)
        first = last + 1
    return spans


def _stripped(text: str, tag: Tag) -> Span:
    before, after = tag.strips
    start = len(text[: tag.start].rstrip()) if before else tag.start
    end = len(text) - len(text[tag.end :].lstrip()) if after else tag.end
    return Span(start, end)
