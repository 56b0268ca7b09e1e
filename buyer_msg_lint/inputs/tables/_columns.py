"""Which column of a table is what: as the caller says, or as the names in its head tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from buyer_msg_lint.context import Context
from buyer_msg_lint.errors import NotCheckedError, UsageError

_TEXT_NAMES = (
    *("message", "message text", "message body", "msg", "text", "body", "content", "draft", "reply"),
    *("nachricht", "nachrichtentext", "bericht", "meddelande", "texte", "mensaje", "texto", "mensagem"),
    *("messaggio", "testo", "wiadomość", "treść", "mesaj", "消息", "消息内容", "消息正文", "内容", "正文"),
    *("回复", "回复内容", "站内信", "メッセージ", "本文"),
)
_SUBJECT_NAMES = (
    *("subject", "subject line", "betreff", "onderwerp", "ämne", "objet", "asunto", "assunto", "oggetto"),
    *("temat", "konu", "主题", "标题", "件名"),
)
_NOT_IN_A_CELL = ("earlier_messages", "attachments", "placeholders", "template")
_MOST_NAMES = 20
_MOST_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns that a caller names, each None or absent where the table's head is to tell.

    ``context`` tells from which column a field of the context is taken; "" from none. Raises UsageError for a
    field that a cell cannot hold.
    """

    text: str | None = None
    subject: str | None = None
    context: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, column in self.context.items():
            if column and name not in context_fields():
                known = ", ".join(context_fields())
                raise UsageError(f"no column can give '{name}'; columns can give {known}")


class Chosen(NamedTuple):
    """The columns that are read, by their names, and one line about those that were guessed."""

    text: str
    subject: str | None
    context: Mapping[str, str]
    guessed: str


def context_fields() -> tuple[str, ...]:
    """Return the fields of the context that a column can give."""
    return tuple(name for name in Context.model_fields if name not in _NOT_IN_A_CELL)


def choose(columns: Columns, names: Sequence[str]) -> Chosen:
    """Return the columns of a table with these names; raises NotCheckedError if none holds the messages."""
    asked = [name for name in (columns.text, columns.subject, *columns.context.values()) if name]
    for name in asked:
        _check(name, names)
    text = columns.text or _guess_text(names)
    subject = columns.subject or _only(_alike(names, _SUBJECT_NAMES))
    context = {name: column for name, column in columns.context.items() if column}
    free = [name for name in context_fields() if name not in columns.context]
    guessed = {name: column for name in free if (column := _only(_alike(names, (name,)))) is not None}
    return Chosen(text, subject, context | guessed, _notice(columns, text, subject, guessed))


def listed(names: Sequence[str]) -> str:
    """Return the names of columns for people, long ones and the last of many cut."""
    if not any(names):
        return "no named column"
    shown = [f"'{name if len(name) <= _MOST_SHOWN else name[: _MOST_SHOWN - 1] + '…'}'" for name in names]
    more = f" and {len(shown) - _MOST_NAMES} more" if len(shown) > _MOST_NAMES else ""
    return ("the column " if len(names) == 1 else "the columns ") + ", ".join(shown[:_MOST_NAMES]) + more


def _check(name: str, names: Sequence[str]) -> None:
    if names.count(name) == 1:
        return
    problem = f"has no column '{name}'" if name not in names else f"has the column '{name}' more than once"
    raise NotCheckedError(f"{problem}; it has {listed(names)}")


def _guess_text(names: Sequence[str]) -> str:
    found = list(_alike(names, _TEXT_NAMES)) if tuple(names) != ("",) else [""]
    if len(found) == 1:
        return found[0]
    if found:
        raise NotCheckedError(
            f"has several columns that may hold the messages, {listed(found)}; name one with --text-column"
        )
    raise NotCheckedError(
        f"has no column that is called as messages are; it has {listed(names)}; name one with --text-column"
    )


def _alike(names: Sequence[str], known: Sequence[str]) -> Iterator[str]:
    """Yield the names that are known, in any case and however their words are set apart."""
    keys = {_key(name) for name in known}
    return (name for name in names if _key(name) in keys)


def _key(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))


def _only(names: Iterator[str]) -> str | None:
    found = list(names)
    return found[0] if len(found) == 1 else None


def _notice(columns: Columns, text: str, subject: str | None, guessed: Mapping[str, str]) -> str:
    """Return what was guessed in one line, "" if nothing was."""
    pieces = [f"the messages are taken from column '{text}'"] if text and not columns.text else []
    if subject is not None and not columns.subject:
        pieces.append(f"their subjects from column '{subject}'")
    pieces += [f"{name} from column '{column}'" for name, column in guessed.items()]
    hint = " (guessed by name; --text-column, --subject-column, --context-column name others)"
    return ", ".join(pieces) + hint if pieces else ""
