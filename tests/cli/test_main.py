"""Finding the home, mapping errors to exit codes once, and leaving quietly when nobody reads any more."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys

import pytest

from tests.cli.conftest import RULEBOOKS
from verbale.cli import main
from verbale.cli.__main__ import run as started
from verbale.cli.main import hoisted

SUPPLY = str(RULEBOOKS / "supply-1964.dmn")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([], []),
        (["order", "list", "--home", "a"], ["--home", "a", "order", "list"]),
        (["order", "--home=a", "list"], ["--home=a", "order", "list"]),
        (["--home", "a", "x", "--home", "b"], ["--home", "a", "--home", "b", "x"]),
        (["log", "--", "--home", "a"], ["log", "--", "--home", "a"]),
        (["list", "--home"], ["--home", "list"]),
    ],
)
def test_the_home_may_stand_anywhere(given, expected):
    assert hoisted(given) == expected


def test_rules_need_no_home_and_no_django(program):
    code = "import sys; from verbale.cli import rules; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
    done = program("rules", "decide", SUPPLY, "--input", '{"distribution": "confidential"}')
    assert (done.returncode, done.stderr) == (0, "")


def test_a_folder_without_a_node_is_wrong_use(program, tmp_path):
    done = program("whoami", "--home", str(tmp_path / "none"))
    assert done.returncode == 2
    assert done.stderr.startswith(f"There is no Verbale node in {tmp_path / 'none'}. Make one with: ")
    assert done.stdout == ""


@pytest.mark.parametrize(
    "command", [["serve"], ["carrier", "run"], ["doctor"], ["backup", "b.tar"], ["journal", "verify"]]
)
def test_no_command_makes_up_a_node(program, command, tmp_path):
    done = program(*command, VERBALE_HOME=str(tmp_path / "none"))
    assert (done.returncode, done.stdout) == (2, "")


def test_an_error_is_json_too(program, tmp_path):
    done = program("whoami", "--json", VERBALE_HOME=str(tmp_path / "none"))
    told = json.loads(done.stderr)
    assert (done.returncode, done.stdout, told["kind"]) == (2, "", "NoHome")
    assert told["error"].startswith("There is no Verbale node in ")


@pytest.mark.parametrize("args", [["nonsense"], ["order", "nonsense"], ["rules", "decide"], ["--nonsense"]])
def test_what_is_no_command_is_wrong_use(program, args):
    done = program(*args)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Usage: verbale" in done.stderr
    told = json.loads(program(*args, "--json").stderr)
    assert sorted(told) == ["error", "kind"]


def test_a_broken_configuration_is_unreadable(program, tmp_path):
    (tmp_path / "node.toml").write_text("side = ")
    (tmp_path / "web.secret").write_text("x")
    done = program("doctor", "--home", str(tmp_path))
    assert done.returncode == 3
    assert "cannot be read as a node's configuration" in done.stderr


def test_whoever_stops_reading_is_left_in_peace(tmp_path):
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-c", "from verbale.cli.main import run; run()", "rules", "show", SUPPLY]
    with os.fdopen(writer, "w") as out:
        done = subprocess.run(command, stdout=out, stderr=subprocess.PIPE, text=True, check=False, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


def test_streams_that_were_closed_are_empty_and_take_what_is_written(monkeypatch):
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    monkeypatch.setattr(sys, "argv", ["verbale", "rules", "show", "-"])
    with pytest.raises(SystemExit) as ended:
        main.run()
    assert (ended.value.code, sys.stdin.read()) == (3, "")
    for opened in (sys.stdin, sys.stdout, sys.stderr):
        opened.close()


def test_what_stops_it_is_as_before_once_it_is_loaded(monkeypatch):
    seen = []
    monkeypatch.setattr(main, "run", lambda: seen.append(signal.getsignal(signal.SIGINT)))
    for wanted in (signal.default_int_handler, signal.SIG_IGN):
        before = signal.signal(signal.SIGINT, wanted)
        try:
            started()
        finally:
            signal.signal(signal.SIGINT, before)
    assert seen == [signal.default_int_handler, signal.SIG_IGN]
