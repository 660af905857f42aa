"""Past decisions taken again at the terminal."""

from __future__ import annotations

import pytest

from tests.cli.conftest import RULEBOOKS
from verbale.records.person import Role

FIRST = RULEBOOKS / "supply-1964.dmn"
SECRET = ("distribution=confidential", "origin=domestic")


@pytest.fixture
def line(desk, partner):
    made = desk.done(
        "order", "enter", "--partner", partner, "--route", "department", "--purpose", "teaching", "--citation", "Ice",
    )  # fmt: skip
    line = f"{made['number']}/1"
    desk.done("order", "take-up", line)
    desk.done("order", "facts", line, *SECRET)
    desk.done("order", "decide", line)
    return line


@pytest.fixture
def other(tmp_path):
    path = tmp_path / "other.dmn"
    path.write_bytes(
        FIRST.read_bytes().replace(b'channel"><text>"bilateral cooperation"</text>', b'channel"><text>"talks"</text>')
    )
    return str(path)


def test_by_what_is_in_force_all_stay(desk, line):
    told = desk.done("policy", "again", "supply")
    assert (told["under"], told["looked_at"], told["changed"], told["differing"]) == ("supply 1", 1, 0, [])
    assert told["ways"] == [{"before": "refer", "after": "refer", "change": "same", "decisions": 1}]


def test_by_a_file_or_a_draft_what_differs_is_listed(desk, line, other):
    told = desk.done("policy", "again", "supply/1", "--rulebook", other)
    (one,) = told["differing"]
    assert (one["line"], one["change"], one["rules"], one["differences"], one["why_not"]) == (
        line, "conditions", [3], {"channel": {"then": "bilateral cooperation", "now": "talks"}}, None,
    )  # fmt: skip
    desk.done("policy", "draft", "supply", other)
    assert desk.done("policy", "again", "supply", "--under", "supply/draft-2")["differing"] == told["differing"]
    shown = desk.run("policy", "again", "supply", "--under", "supply/draft-2").stdout
    assert "1 decision taken again under supply, draft 2; 1 would be otherwise." in shown
    assert "1 decision: refer → refer, under other conditions" in shown
    assert "channel: bilateral cooperation → talks (1964 report, principle 7)" in shown


def test_days_and_what_stands(desk, line):
    assert [desk.done("policy", "again", "supply", *words)["looked_at"] for words in (
        ("--since", "2099-01-01"), ("--until", "2000-01-01"), ("--standing",),
    )] == [0, 0, 1]  # fmt: skip


def test_what_is_refused(desk, hire, line, other, tmp_path):
    both = desk.run("policy", "again", "supply", "--under", "supply/1", "--rulebook", other)
    assert (both.exit_code, "Name one" in both.stderr) == (2, True)
    turned = desk.run("policy", "again", "supply", "--since", "1980-01-01", "--until", "1970-01-01")
    assert (turned.exit_code, "No day is both 1980-01-01 or later" in turned.stderr) == (2, True)
    assert desk.run("policy", "again", "supply/7").exit_code == 1
    assert desk.run("policy", "again", "nothing").exit_code == 1
    bad = tmp_path / "bad.dmn"
    bad.write_bytes(b"<a/>")
    assert desk.run("policy", "again", "supply", "--rulebook", str(bad)).exit_code == 3
    assert hire("admin", Role.ADMINISTRATOR).run("policy", "again", "supply").exit_code == 1
    assert hire("lib", Role.LIBRARIAN).run("policy", "again", "supply").exit_code == 1
