"""What it would take, at the terminal."""

from __future__ import annotations

import pytest

from verbale.records.person import Role


@pytest.fixture
def line(desk, partner):
    made = desk.done(
        "order", "enter", "--partner", partner, "--route", "bilateral cooperation", "--purpose", "teaching",
        "--citation", "Ice", "--citation", "Snow",
    )  # fmt: skip
    for number, distribution in ((1, "internal"), (2, "open")):
        line = f"{made['number']}/{number}"
        desk.done("order", "take-up", line)
        facts = (f"distribution={distribution}", "origin=domestic", "publisher class=department", "restricted=false")
        desk.done("order", "facts", line, *facts)
        desk.done("order", "decide", line)
    return f"{made['number']}/1"


def test_each_way_is_told(desk, line):
    told = desk.done("order", "what-it-takes", line)
    assert (told["line"], told["outcome"], told["withdrawn"], told["undecided"]) == (line, "refer", False, "")
    (way,) = [each for each in told["ways"] if set(each["facts"]) == {"route"}]
    assert way["facts"] == {"route": {"is": "bilateral cooperation", "would_be": "department", "by": "asking"}}
    assert (way["by_asking"], way["approvals"]) == (True, ["department-in-charge", "committee"])
    shown = desk.run("order", "what-it-takes", line).stdout
    assert (
        "route: department instead of bilateral cooperation (asked otherwise): supply, after approval by "
        "department-in-charge, committee — Principle 7"
    ) in shown


def test_who_may_ask_and_of_what(desk, hire, line):
    assert hire("auditor", Role.AUDITOR).run("order", "what-it-takes", line).exit_code == 1
    assert hire("committee").run("order", "what-it-takes", line).exit_code == 1
    assert desk.run("order", "what-it-takes", "FI-9/1").exit_code == 1


def test_a_line_that_is_not_decided_is_told_what_decides_it(desk, partner):
    made = desk.done("order", "enter", "--partner", partner, "--route", "department", "--citation", "Ice")
    told = desk.run("order", "what-it-takes", f"{made['number']}/1")
    assert (told.exit_code, f"verbale order decide {made['number']}/1" in told.stderr) == (1, True)
