"""``python -m benchmarks.peers FOLDER``: runs what ``setup.sh FOLDER`` installed, and writes README.md."""

from __future__ import annotations

import json
import os
import platform
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple

_HERE = Path(__file__).parent
_README = _HERE / "README.md"
_CORPUS = _HERE.parents[1] / "tests" / "corpus"
_MARK = "<!-- what follows is made by `python -m benchmarks.peers` -->"
EFFECTS: Mapping[str, str] = {
    "contact/email-address": r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+",
    "contact/link": r"(https?://|www\.)[^ ]+",
    "off-platform/messenger": r"[Ww]hats[Aa]pp|[Ww]e[Cc]hat|[Tt]elegram",
    "reviews/positive-only": r"(5|five)[ -]stars?|(positive|good|great) (review|feedback)",
}
"""What is looked for, by our rule, and the pattern that peers are given who take patterns."""
_MOST_SECONDS = 300
_ROUNDS = 3
_STARTING = 30
"""So many seconds a daemon may take before it answers."""
Found = dict[str, set[str]]
_TESTS = re.compile(r"^X-Spam-Tests: .*(?:\n[ \t].*)*", re.MULTILINE)


class Peer(NamedTuple):
    """A peer: the command that tells its version, and what runs it on files and reads what it found."""

    version: Sequence[str]
    run: Callable[[Path, list[Path], Path], Found]


class Message(NamedTuple):
    """A labelled message of the project's own."""

    name: str
    text: str
    violates: set[str]


def main() -> None:
    """Run every peer and write what was found."""
    tools = Path(sys.argv[1]).resolve()
    messages = _messages()
    heads = ("tool", "version", "found of {0}", "false alarms", "cold start, ms", "messages a second")
    rows = [f"| {' | '.join(heads)} |", "| - | - | - | - | - | - |"]
    wanted = {(message.name, rule) for message in messages for rule in message.violates}
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, f"{message.name}.txt") for message in messages]
        for file, message in zip(files, messages, strict=True):
            file.write_text(message.text, encoding="utf-8")
        for name, peer in PEERS.items():
            rows.append(f"| {name} | {_told(peer, tools, files, wanted)} |")
            sys.stdout.write(f"{rows[-1]}\n")
    head = _README.read_text(encoding="utf-8").partition(_MARK)[0]
    machine = f"{datetime.now(UTC).date()}, {platform.machine()}, Python {platform.python_version()}"
    told = f"{machine}, {len(messages)} messages."
    table = "\n".join(rows).format(len(wanted))
    _README.write_text(f"{head}{_MARK}\n\n{told}\n\n{table}\n", encoding="utf-8")


def _told(peer: Peer, tools: Path, files: list[Path], wanted: set[tuple[str, str]]) -> str:
    """Return the figures of a peer, or why there are none."""
    work = files[0].parent
    try:
        version = _output([part.format(tools=tools) for part in peer.version]).strip().split("\n")[0]
        peer.run(tools, files[:1], work)  # compiles and keeps what the first use does
        cold, _ = _least(lambda: peer.run(tools, files[:1], work))
        whole, found = _least(lambda: peer.run(tools, files, work))
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        return f"could not be run: {type(error).__name__} | | | |"
    pairs = {(file, rule) for file, rules in found.items() for rule in rules}
    figures = (len(pairs & wanted), len(pairs - wanted), round(cold * 1000))
    # What takes no longer on all messages than on one was not measured.
    speed = f"{round((len(files) - 1) / (whole - cold)):,}" if whole > cold else "-"
    return " | ".join([version, *(f"{figure:,}" for figure in figures), speed])


def _least(run: Callable[[], Found]) -> tuple[float, Found]:
    """Return the least seconds by the clock that a run takes of several, and what it finds."""
    times = []
    found: Found = {}
    for _ in range(_ROUNDS):
        started = time.perf_counter()
        found = run()
        times.append(time.perf_counter() - started)
    return min(times), found


def _messages() -> list[Message]:
    """Return the English messages of three labelled sets, with those labels that all are asked for."""
    found = []
    for name in ("contact", "off_platform", "reviews"):
        for line in (_CORPUS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            one = json.loads(line)
            if one["lang"] == "en":
                found.append(Message(one["id"], one["text"], set(one["violates"]) & EFFECTS.keys()))
    return found


def _output(command: Sequence[str], **variables: str) -> str:
    done = subprocess.run(  # noqa: S603 - commands of this module
        command,
        capture_output=True,
        text=True,
        timeout=_MOST_SECONDS,
        check=False,
        stdin=subprocess.DEVNULL,
        env={**os.environ, **variables},
    )
    return done.stdout or done.stderr


def _own(_: Path, files: list[Path], work: Path) -> Found:
    chosen = [part for rule in EFFECTS for part in ("--select", rule)]
    command = [
        sys.executable,
        "-m",
        "buyer_msg_lint",
        "--isolated",
        "--policy",
        "amazon",
        *chosen,
        "--format",
        "json",
    ]
    told = json.loads(_output([*command, *map(str, files)]))
    del work
    return {
        Path(message["path"]).stem: {violation["rule"] for violation in message["violations"]}
        for message in told["messages"]
    }


def _semgrep(tools: Path, files: list[Path], work: Path) -> Found:
    rules = [
        {
            "id": _key(rule),
            "languages": ["generic"],
            "severity": "ERROR",
            "message": rule,
            "pattern-regex": pattern,
        }
        for rule, pattern in EFFECTS.items()
    ]
    config = work / "semgrep.yaml"
    config.write_text(json.dumps({"rules": rules}), encoding="utf-8")
    folder = work / f"semgrep-{len(files)}"
    folder.mkdir(exist_ok=True)
    for file in files:
        (folder / file.name).write_bytes(file.read_bytes())
    fixed = ["scan", "--config", str(config), "--json", "--jobs", "1", "--no-git-ignore", "--quiet"]
    offline = ["--metrics=off", "--disable-version-check"]
    command = [f"{tools}/bin/semgrep", *fixed, *offline, str(folder)]
    told = json.loads(_output(command, SEMGREP_SEND_METRICS="off", SEMGREP_ENABLE_VERSION_CHECK="0"))
    return _collected((Path(one["path"]).stem, one["extra"]["message"]) for one in told["results"])


def _spamassassin(_: Path, files: list[Path], work: Path) -> Found:
    rules = work / "spamassassin"
    rules.mkdir(exist_ok=True)
    (rules / "init.pre").write_text("loadplugin Mail::SpamAssassin::Plugin::Check\n", encoding="utf-8")
    (rules / "preferences").write_text("", encoding="utf-8")
    lines = ["util_rb_tld com net org", "report_safe 0", "add_header all Tests _TESTS_"]
    for rule, pattern in EFFECTS.items():
        lines.append(f"body {_key(rule)} /{_escaped(pattern, '/@')}/")
    (rules / "own.cf").write_text("\n".join(lines) + "\n", encoding="utf-8")
    mails = []
    for file in files:
        mails.append(work / f"{file.stem}.mail")
        text = file.read_text(encoding="utf-8")
        mails[-1].write_text(f"From: a@example.com\nSubject: x\n\n{text}\n", encoding="utf-8")
    fixed = ["-L", "-t", "-C", str(rules), f"--siteconfigpath={rules}", "-p", str(rules / "preferences")]
    told = _TESTS.findall(_output(["spamassassin", *fixed, *map(str, mails)]))
    if len(told) != len(files):
        raise ValueError(f"{len(told)} answers for {len(files)} messages")
    return {
        file.stem: {rule for rule in EFFECTS if _key(rule) in tests}
        for file, tests in zip(files, told, strict=True)
    }


def _rspamd(_: Path, files: list[Path], work: Path) -> Found:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    folder = work / "rspamd"
    folder.mkdir(exist_ok=True)
    rules = "\n".join(
        f'{_key(rule)} {{ re = "/{_escaped(_escaped(pattern, "/"), chr(92))}/{{mime}}"; score = 1.0; }}'
        for rule, pattern in EFFECTS.items()
    )
    config = folder / "rspamd.conf"
    config.write_text(_RSPAMD.format(folder=folder, port=port, rules=rules), encoding="utf-8")
    with _daemon(["rspamd", "--config", str(config), "--no-fork", "--insecure"], port) as answers:
        found: Found = {}
        for file in files:
            answers.request("POST", "/checkv2", _RSPAMD_HEAD.encode() + file.read_bytes())
            told = json.loads(answers.getresponse().read())
            found[file.stem] = {rule for rule in EFFECTS if _key(rule) in told["symbols"]}
        return found


@contextmanager
def _daemon(command: Sequence[str], port: int) -> Iterator[HTTPConnection]:
    """Provide a connection to a daemon that runs as long as it is used; raises OSError if it never does."""
    with subprocess.Popen(  # noqa: S603 - commands of this module
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            answers = HTTPConnection("127.0.0.1", port, timeout=_MOST_SECONDS)
            end = time.monotonic() + _STARTING
            while True:
                try:
                    answers.connect()
                    break
                except ConnectionRefusedError:
                    if process.poll() is not None or time.monotonic() > end:
                        raise
                    time.sleep(0.01)
            yield answers
            answers.close()
        finally:
            process.terminate()
            try:
                process.wait(_STARTING)
            except subprocess.TimeoutExpired:
                process.kill()


def _textlint(tools: Path, files: list[Path], work: Path) -> Found:
    rules = [
        {"expected": _key(rule), "pattern": f"/{_escaped(pattern, '/')}/"}
        for rule, pattern in EFFECTS.items()
    ]
    (work / "prh.yml").write_text(json.dumps({"version": 1, "rules": rules}), encoding="utf-8")
    config = work / ".textlintrc.json"
    config.write_text(
        json.dumps({"rules": {"prh": {"rulePaths": [str(work / "prh.yml")]}}}), encoding="utf-8"
    )
    fixed = ["--config", str(config), "--rules-base-directory", f"{tools}/node_modules", "--format", "json"]
    told = json.loads(_output([f"{tools}/node_modules/.bin/textlint", *fixed, *map(str, files)]))
    return _collected(
        (Path(one["filePath"]).stem, rule)
        for one in told
        for message in one["messages"]
        for rule in EFFECTS
        if message["message"].endswith(_key(rule))
    )


def _proselint(tools: Path, files: list[Path], work: Path) -> Found:
    del work
    _output([f"{tools}/bin/proselint", "--output-format", "json", "check", *map(str, files)])
    return {}


def _alex(tools: Path, files: list[Path], work: Path) -> Found:
    del work
    _output([f"{tools}/node_modules/.bin/alex", "--text", "--quiet", *map(str, files)])
    return {}


def _collected(pairs: Iterable[tuple[str, str]]) -> Found:
    found: Found = {}
    for name, rule in pairs:
        found.setdefault(name, set()).add(rule)
    return found


def _escaped(pattern: str, signs: str) -> str:
    return "".join(f"\\{sign}" if sign in signs else sign for sign in pattern)


def _key(rule: str) -> str:
    return rule.replace("/", "_").replace("-", "_").upper()


_PROSELINT_VERSION = "from importlib.metadata import version; print(version('proselint'))"
_RSPAMD_HEAD = (
    "From: a@example.com\nSubject: x\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n"
)
_RSPAMD = """\
options {{
  filters = "regexp";
  url_tld = "/usr/share/rspamd/effective_tld_names.dat";
  pidfile = "{folder}/pid";
  tempdir = "{folder}";
  cache_file = "{folder}/cache";
  hs_cache_dir = "{folder}";
  history_file = "{folder}/history";
  stats_file = "{folder}/stats";
  control_socket = "{folder}/control mode=0600";
  dns {{ nameserver = ["127.0.0.1"]; }}
  allow_raw_input = true;
}}
logging {{ type = "file"; filename = "{folder}/log"; level = "error"; }}
worker "normal" {{ bind_socket = "127.0.0.1:{port}"; count = 1; mime = true; }}
actions {{ reject = 100; }}
regexp {{
{rules}
}}
"""
PEERS = {
    "buyer_msg_lint": Peer([sys.executable, "-m", "buyer_msg_lint", "--version"], _own),
    "SpamAssassin": Peer(["spamassassin", "--version"], _spamassassin),
    "Rspamd": Peer(["rspamd", "--version"], _rspamd),
    "textlint with prh": Peer(["{tools}/node_modules/.bin/textlint", "--version"], _textlint),
    "proselint (own rules only)": Peer(["{tools}/bin/python", "-c", _PROSELINT_VERSION], _proselint),
    "alex (own rules only)": Peer(["{tools}/node_modules/.bin/alex", "--version"], _alex),
    "semgrep": Peer(["{tools}/bin/semgrep", "--version"], _semgrep),
}

if __name__ == "__main__":
    main()
