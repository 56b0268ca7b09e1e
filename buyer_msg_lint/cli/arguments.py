"""What the command line takes."""

from __future__ import annotations

import argparse
from typing import NoReturn

from buyer_msg_lint.api import DEFAULT_POLICY, LOCALES
from buyer_msg_lint.formats import format_names
from buyer_msg_lint.inputs import MAX_BYTES
from buyer_msg_lint.verdict import Severity

_EXAMPLES = """\
examples:
  lint message.txt                              check one draft
  lint --type replacement-shipped drafts/       check every draft in a folder as that type
  pbpaste | lint - --marketplace amazon.de      check what is on standard input
  lint --attach label.pdf message.txt           with the file that goes with it
  lint --context order.yaml --sent-at now reply.txt   with what is known of the order
  lint --text-column Reply orders.csv           check the message in each row of a table
  lint --format json drafts/ > report.json      for programs
  lint --jobs 8 archive/ orders.csv             many files or rows, by eight processes
  lint --rules my-rules --policy my-shop *.txt  with rules and a policy of your own
  lint --explain reviews/positive-only          why a rule is there, and what to write instead
  lint --locale zh message.txt                  中文输出

exit status: 0 clean, 1 violations, 2 something was not checked (standard error says what and why)
"""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}; see {self.prog} --help\n")


def parser(prog: str, version: str) -> argparse.ArgumentParser:
    """Return the parser of the command's arguments."""
    made = _Parser(
        prog=prog,
        description="Lint messages to marketplace buyers before they are sent.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    made.add_argument("paths", nargs="*", metavar="PATH", help="files and folders; - reads standard input")
    _add_what(made)
    _add_how(made)
    _add_about(made, version)
    return made


def _add_what(made: argparse.ArgumentParser) -> None:
    group = made.add_argument_group("what is checked")
    group.add_argument("--policy", metavar="ID", help=f"policy (default: {DEFAULT_POLICY})")
    group.add_argument(
        "--type", metavar="TYPE", help="message type (default: auto, recognised from the text)"
    )
    group.add_argument(
        "--context", metavar="FILE", help="a YAML file of what is known of the message; options win over it"
    )
    group.add_argument("--marketplace", metavar="NAME", help="domain, country code or id, such as amazon.de")
    group.add_argument(
        "--order-id", metavar="ID", help="the order that the message is about; others are violations"
    )
    group.add_argument(
        "--tracking-number",
        metavar="NUMBER",
        action="append",
        help="a tracking number of the order; others are violations; repeatable",
    )
    _add_columns(made)
    _add_moments(made)
    group.add_argument(
        "--template",
        action=argparse.BooleanOptionalAction,
        default=None,
        help="whether placeholders are filled later (default: by the file name, such as .j2 or .liquid)",
    )
    group.add_argument(
        "--attach",
        metavar="FILE",
        action="append",
        default=[],
        help="a file that goes with the message: pictures, PDFs and texts are looked into; repeatable",
    )
    group.add_argument(
        "--values",
        metavar="FILE",
        help="fill templates with each set of values (.yaml) or row (.csv) of a file, and lint them too",
    )
    group.add_argument(
        "--rules",
        metavar="DIR",
        action="append",
        default=[],
        help="a folder of rules of your own; repeatable",
    )
    group.add_argument(
        "--select", metavar="RULE", action="append", default=[], help="only this rule or topic; repeatable"
    )
    group.add_argument(
        "--ignore", metavar="RULE", action="append", default=[], help="without this rule or topic; repeatable"
    )
    group.add_argument("--isolated", action="store_true", help="without settings files (.buyer-msg-lint.yml)")
    group.add_argument("--stdin-filename", metavar="PATH", help="what standard input is called in the output")
    group.add_argument(
        "--max-bytes",
        metavar="N",
        type=_positive,
        default=MAX_BYTES,
        help="largest message, or file that is one (default: %(default)s)",
    )


def _add_columns(made: argparse.ArgumentParser) -> None:
    group = made.add_argument_group(
        "tables", "each row of .csv, .tsv, .jsonl, .json (a list), .yaml and .xlsx files is a message"
    )
    group.add_argument(
        "--text-column", metavar="NAME", help="the column of the messages (default: guessed from the header)"
    )
    group.add_argument("--subject-column", metavar="NAME", help="the column of their subjects")
    group.add_argument(
        "--context-column",
        metavar="FIELD=NAME",
        action="append",
        default=[],
        help="the column that gives a field of the context, order_id=Order; FIELD= for none; repeatable",
    )
    group.add_argument(
        "--jobs",
        metavar="N",
        type=_positive,
        default=1,
        help="lint with so many processes: files, rows of tables, filled templates; the output is the same",
    )


def _add_moments(made: argparse.ArgumentParser) -> None:
    group = made.add_argument_group(
        "what is known of the message",
        "times with their zone, 2026-11-24T09:30:00+01:00, or dates, 2026-11-24",
    )
    group.add_argument("--initiative", metavar="WHO", help="proactive (the seller writes first) or reply")
    group.add_argument("--channel", metavar="WAY", help="message-centre, email or api")
    group.add_argument("--buyer-locale", metavar="CODE", help="the buyer's language, such as de or en-GB")
    group.add_argument("--carrier", metavar="NAME", help="who carries the shipment")
    group.add_argument("--purchased-at", metavar="TIME")
    group.add_argument("--delivered-at", metavar="TIME")
    group.add_argument("--completed-at", metavar="TIME", help="when the order was completed")
    group.add_argument(
        "--last-buyer-message-at", metavar="TIME", help="when the message came that is answered"
    )
    group.add_argument("--return-requested-at", metavar="TIME")
    group.add_argument("--claim-received-at", metavar="TIME", help="when the claim or warning came")
    group.add_argument("--sent-at", metavar="TIME", help="when the message is sent; now is accepted")


def _add_how(made: argparse.ArgumentParser) -> None:
    group = made.add_argument_group("how it is told")
    group.add_argument(
        "--format", choices=format_names(), default="text", help="output (default: %(default)s)"
    )
    group.add_argument(
        "--locale", choices=LOCALES, help="language of the output (default: by the environment)"
    )
    group.add_argument(
        "--fail-on",
        choices=[severity.value for severity in Severity],
        help=f"least severity that makes the exit status 1 (default: {Severity.ERROR.value})",
    )


def _add_about(made: argparse.ArgumentParser, version: str) -> None:
    group = made.add_argument_group("about the rules", "instead of linting")
    ask = group.add_mutually_exclusive_group()
    ask.add_argument("--list-rules", action="store_true", help="list the rules of the policy")
    ask.add_argument("--list-types", action="store_true", help="list the message types")
    ask.add_argument("--list-detectors", action="store_true", help="list the detectors and their traits")
    ask.add_argument(
        "--show-settings",
        action="store_true",
        help="tell what is set for each PATH, and where each value comes from",
    )
    ask.add_argument(
        "--timing",
        action="store_true",
        help="tell where the time goes for each PATH, - too: in which stage, detector, and rule",
    )
    ask.add_argument("--explain", metavar="RULE", help="tell all about a rule")
    ask.add_argument(
        "--test-rules", action="store_true", help="run the examples of every rule in --rules DIR"
    )
    group.add_argument("--version", action="version", version=f"%(prog)s {version}")


def _positive(text: str) -> int:
    number = int(text) if text.isdecimal() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number above 0")
    return number


def asks_about_rules(options: argparse.Namespace) -> bool:
    """Tell whether the command was asked about rules rather than to lint."""
    return bool(
        options.explain is not None
        or options.list_rules
        or options.list_types
        or options.list_detectors
        or options.test_rules
    )
