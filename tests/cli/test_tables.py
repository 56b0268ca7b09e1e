"""Tables on the command line: columns, notes, places, standard input, the bar on a terminal."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from buyer_msg_lint.cli.progress import Progress

Lint = Callable[..., Any]
ORDERS = "Order,Answer\n112-1234567-7654321,Hello\n112-1234567-7654321,Write to help@example.com today.\n,\n"
SELECT = ("--policy", "amazon", "--select", "contact/email-address")


@pytest.fixture
def orders() -> str:
    Path("orders.csv").write_text(ORDERS, encoding="utf-8")
    return "orders.csv"


def test_each_row_is_named_and_drawn_at_its_line(lint: Lint, orders: str) -> None:
    done = lint(*SELECT, "--text-column", "Answer", "--context-column", "order-id=Order", orders)
    assert (done.status, done.err) == (1, "")
    assert done.out.startswith(
        "orders.csv:3:30: row 3, Answer: error contact/email-address: Holds an e-mail address: "
        "“help@example.com”\n"
        " 3 | 112-1234567-7654321,Write to help@example.com today.\n"
        "   |                              ^^^^^^^^^^^^^^^^\n"
    )
    assert done.out.endswith("1 of 2 messages with violations, 1 error\n")


def test_a_guess_is_told_on_standard_error(lint: Lint) -> None:
    Path("m.csv").write_text("Message\nHello\n")
    assert lint(*SELECT, "m.csv").err == (
        "lint: note: m.csv: the messages are taken from column 'Message' (guessed by name; --text-column,"
        " --subject-column, --context-column name others)\n"
    )


def test_a_row_that_is_not_checked_is_named_on_standard_error(lint: Lint) -> None:
    Path("m.jsonl").write_text('{"m": "Hello"}\n{"m": ""}\n')
    done = lint(*SELECT, "--text-column", "m", "m.jsonl")
    assert (done.status, done.err) == (
        2,
        "m.jsonl, row 2, column m: not checked: is empty; there is nothing to check\n",
    )


def test_the_json_format_tells_the_row(lint: Lint, orders: str) -> None:
    done = lint(*SELECT, "--text-column", "Answer", "--format", "json", orders)
    records = [message["record"] for message in json.loads(done.out)["messages"]]
    assert records[0] == {
        "row": 2,
        "column": "Answer",
        "sheet": None,
        "origin": {"offset": 13, "line": 2, "column": 1},
    }
    assert [record["row"] for record in records] == [2, 3]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        pytest.param(
            "Order",
            "lint: --context-column 'Order': write it as field=column, such as order_id=Order\n",
            id="no field",
        ),
        pytest.param(
            "order_no=Order",
            "lint: --context-column 'order_no=Order': no column can give 'order_no'; did you mean 'order_id'?"
            "\n",
            id="an unknown field",
        ),
    ],
)
def test_a_context_column_that_names_nothing_is_refused(
    lint: Lint, orders: str, value: str, said: str
) -> None:
    done = lint(*SELECT, "--context-column", value, orders)
    assert (done.status, done.err) == (2, said)


def test_a_table_may_come_from_standard_input(lint: Lint) -> None:
    done = lint(*SELECT, "--text-column", "Answer", "--stdin-filename", "o.csv", "-", stdin=ORDERS.encode())
    assert done.status == 1
    assert done.out.startswith("o.csv:3:30: row 3, Answer: error")


class Terminal(io.StringIO):
    """Standard error as a terminal has it."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("size", "drawn"),
    [
        pytest.param(100, "\r[############............]  50%  m.csv: 1 rows", id="a file"),
        pytest.param(None, "\rm.csv: 1 rows", id="a pipe, whose size is not known"),
    ],
)
def test_a_terminal_shows_how_far_a_table_is_read(
    monkeypatch: pytest.MonkeyPatch, size: int | None, drawn: str
) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("time.monotonic", iter([0.0, 1.0, 1.0]).__next__)
    progress = Progress("m.csv", size, lambda _: None)
    progress.read(50)
    progress.row()
    assert terminal.getvalue() == drawn
    progress.clear()
    assert terminal.getvalue() == drawn + "\r" + " " * (len(drawn) - 1) + "\r"


def test_a_file_for_standard_error_gets_no_bar(lint: Lint, orders: str) -> None:
    assert "\r" not in lint(*SELECT, "--text-column", "Answer", orders).err
