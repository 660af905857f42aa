"""Checking a rulebook from the terminal."""

from __future__ import annotations

import json
from functools import partial

import pytest

from tests.cli import conftest
from tests.cli.conftest import RULEBOOKS
from tests.engines.rules.models import definitions, table_model

run = partial(conftest.run, "rules", "check")

SUPPLY = RULEBOOKS / "supply-1964.dmn"


@pytest.fixture
def written(tmp_path):
    def write(*rules, **keywords):
        path = tmp_path / "made.dmn"
        path.write_bytes(table_model(list(rules), **keywords))
        return path

    return write


def test_a_sound_rulebook(written):
    remark = (
        "remark, overlap: decision “supply”: 53 pairs of rules match together, such as rules 1 and 2;"
        " the first of them decides."
    )
    assert (run(SUPPLY).exit_code, run(SUPPLY).stdout.splitlines()) == (0, ["No findings.", remark])
    sound = run(written("< 1 => 1", ">= 1 => 2", "null => 3"))
    assert (sound.exit_code, sound.stdout) == (0, "No findings.\n")


def test_what_needs_the_solver_may_be_left_out(written):
    told = run(written("1 => 1"), "--without-proof")
    assert (told.exit_code, told.stdout) == (0, "No findings.\n")


def test_a_gap_is_told_with_a_record(written):
    told = run(written("1 => 1"))
    place = "decision “answer”: no rule matches where x is less than 1, more than 1 or unknown"
    assert (told.exit_code, told.stdout.splitlines()) == (
        0,
        [f"warning, gap: {place}; for instance: x 0.", "0 errors, 1 warning."],
    )
    row = json.loads(run(written("1 => 1"), "--json").stdout)["findings"][0]
    assert (row["kind"], row["error"], row["rule"], row["witness"]) == ("gap", False, None, {"x": 0})


def test_rules_that_must_not_match_together(written):
    told = run(written("[1..5] => 1", "[5..9] => 2", "not([1..9]) => 3"), "--json")
    (row,) = json.loads(told.stdout)["findings"]
    assert (told.exit_code, row["kind"], row["error"], row["rule"], row["witness"]) == (
        1, "overlap", True, 2, {"x": 5},
    )  # fmt: skip
    advice = "rules match together and say different things: under hit policy F the first of them would decide"
    assert [one["why"] for one in json.loads(told.stdout)["remarks"]] == [advice]


def test_what_the_solver_cannot_settle_is_said(written):
    rules = ('starts with(?, "a") => 1', 'contains(?, "a") => 2', "- => 3")
    told = run(written('matches(?, "^(ab)+$") and string length(?) = 3 => 1', "- => 2", inputs={"x": "string"},
                       hit="FIRST"), "--json")  # fmt: skip
    assert run(written(*rules, inputs={"x": "string"}, hit="FIRST"), "--json").exit_code == 0
    assert [one["kind"] for one in json.loads(told.stdout)["unproved"]] == ["not proved"]


def test_every_finding_has_a_line_with_rule_and_cell(written):
    result = run(written("> > => 1", "book => 1", '"a" => 2', "< 5 => 3", "1 => 4", "< 5 => 5", hit="FIRST"))
    place = "decision “answer”, rule"
    assert (result.exit_code, result.stdout.splitlines()) == (
        1,
        [
            f"error, unreadable cell: {place} 1, column “x”: character 3: a value must stand here; found “>”."
            " The cell reads: > >",
            f"error, unknown name: {place} 2, column “x”: nothing is called “book” here;"
            ' a text stands in quotation marks: "book". The cell reads: book',
            f"error, type error: {place} 3, column “x”: the column is number, and the cell compares it with string."
            ' The cell reads: "a"',
            f"error, shadowed rule: {place} 5: all its cases are cases of rule 4 too: that rule stands before it,"
            " so it never decides. The cell reads: 1",
            f"error, duplicate rule: {place} 6: rule 4 asks the same: that rule stands before it,"
            " so it never decides. The cell reads: < 5",
            "5 errors, 0 warnings.",
        ],
    )


def test_the_documented_json(written):
    result = run(written("1 => 1", "1 => 2"), "--json", "--without-proof")
    why = "rule 1 asks the same: that rule matches whenever it does, which hit policy U does not allow"
    assert (result.exit_code, json.loads(result.stdout)) == (
        1,
        {
            "model": "made", "errors": 1, "warnings": 0,
            "findings": [
                {"kind": "duplicate rule", "error": True, "place": "decision “answer”, rule 2", "decision": "answer",
                 "rule": 2, "column": "", "cell": "1", "why": why, "witness": None},
            ],
            "remarks": [], "unproved": [],
        },
    )  # fmt: skip


def test_warnings_alone_are_no_failure(written):
    result = run(written("1 => 1", "1 => 1", hit="ANY"), "--without-proof")
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, "0 errors, 1 warning.")


def test_a_supply_rulebook_is_checked_as_one(tmp_path):
    path = tmp_path / "supply.dmn"
    path.write_text(
        SUPPLY.read_text("utf-8").replace('"third country"</text></inputEntry>', '"abroad"</text></inputEntry>')
    )
    result = run(path, "--json")
    kinds = [(one["kind"], one["rule"]) for one in json.loads(result.stdout)["findings"]]
    assert (result.exit_code, kinds) == (1, [("unknown value", 7), ("unknown value", 8)])


def test_from_standard_input(written):
    assert run("-", input=written("1 => 1", "not(1) => 2").read_bytes()).stdout == "No findings.\n"


@pytest.mark.parametrize("made", ["gone", "folder", "zeros", "text", "doctype"])
def test_what_cannot_be_read(tmp_path, made):
    path = tmp_path / "bad.dmn"
    if made == "folder":
        path.mkdir()
    if made == "zeros":
        with path.open("wb") as file:
            file.truncate(10_000_001)
    if made in ("text", "doctype"):
        path.write_text("rules" if made == "text" else '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    result = run(path, "--json")
    assert (result.exit_code, result.stdout) == (3, "")
    kinds = {"text": "NotDmn", "doctype": "DocumentType", "zeros": "TooLarge"}
    assert json.loads(result.stderr)["kind"] == kinds.get(made, "NoFile")


def test_a_model_whose_parts_do_not_fit(tmp_path):
    path = tmp_path / "bad.dmn"
    path.write_bytes(definitions('<decision id="d" name="a"/><decision id="e" name="a"/>'))
    result = run(path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "decision “a”: this name or id stands twice" in result.stderr
