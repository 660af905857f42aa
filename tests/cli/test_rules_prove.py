"""Proving properties and telling versions apart at the terminal."""

from __future__ import annotations

import json
from functools import partial

import pytest

from tests.cli import conftest
from tests.cli.conftest import RULEBOOKS
from tests.engines.rules.models import table_model

run = partial(conftest.run, "rules")

SUPPLY, AMENDED = RULEBOOKS / "supply-1964.dmn", RULEBOOKS / "supply-1964-amended.dmn"
NEVER = 'if distribution = "confidential" then outcome != "supply" else true'


@pytest.fixture
def written(tmp_path):
    def write(*rules, name="made.dmn", **keywords):
        path = tmp_path / name
        path.write_bytes(table_model(list(rules), **keywords))
        return path

    return write


@pytest.mark.parametrize("path", sorted(RULEBOOKS.glob("*.dmn")), ids=lambda path: path.stem)
def test_our_rulebooks_never_supply_what_is_confidential_or_unknown(path):
    unknown = 'if distribution = null then outcome != "supply" else true'
    told = [run("prove", path, NEVER), run("prove", path, unknown)]
    assert [(one.exit_code, one.stdout) for one in told] == [(0, "Proved: it is true of every record.\n")] * 2


def test_a_counterexample_has_the_rules_that_fired(written):
    path = written("< 3 => 1", ">= 3 => 2", "null => 3")
    told = run("prove", path, "answer < 3", "--json")
    assert (told.exit_code, json.loads(told.stdout)) == (
        1,
        {
            "holds": False, "counterexample": {"x": None}, "why": "",
            "verdict": {
                "outputs": 3, "fired": [{"rule": 3, "id": "r3", "annotations": {"clause": ""}, "outputs": 3}],
                "missed": [], "faults": [],
            },
        },
    )  # fmt: skip
    lines = run("prove", path, "x = null or answer = 1").stdout.splitlines()
    assert lines == ["Not true of this record:", "  x: 3", "answer: 2", "rule 2 fired"]


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ('answer = "a"', "it is null there (a number and a text cannot be compared)"),
        ("answer + 1", "it is 4 there, neither true nor false"),
        ("if answer = 3 then null else true", "it is null there"),
    ],
)
def test_what_is_not_simply_false_is_told(written, asked, why):
    told = run("prove", written("- => 3"), asked)
    assert (told.exit_code, told.stdout.splitlines()[0]) == (1, f"Not true of this record: {why}.")


@pytest.mark.parametrize(
    ("asked", "code", "kind"),
    [
        ("answer = ", 2, "BadProperty"),
        ("anser = 1", 2, "UnknownName"),
        ("x = null or modulo(x, 7) < 9", 3, "OutOfReach"),
    ],
)
def test_what_cannot_be_proved(written, asked, code, kind):
    told = run("prove", written("< 3 => 1", ">= 3 => 2"), asked, "--json")
    assert (told.exit_code, told.stdout, json.loads(told.stderr)["kind"]) == (code, "", kind)


def test_what_a_property_may_speak_of_is_told_in_the_order_of_the_model(written):
    book = written("- | - | - => 1", inputs={"year": "number", "kind": "string", "age": "number"})
    assert "Known are: year, kind, age, answer.\n" in run("prove", book, "colour = 1").stderr


def test_the_regions_in_which_versions_differ(written):
    old = written("< 3 => 1", ">= 3 => 2", name="old.dmn")
    new = written("< 4 => 1", ">= 4 => 2", name="new.dmn")
    told = run("diff", old, new, "--json")
    assert (told.exit_code, json.loads(told.stdout)) == (
        0,
        {
            "relation": "neither", "unproved": [],
            "regions": [
                {"old_rule": 2, "new_rule": 1, "direction": "neither", "witness": {"x": 3},
                 "old_outputs": {"answer": 2}, "new_outputs": {"answer": 1}},
            ],
        },
    )  # fmt: skip
    assert run("diff", old, new).stdout.splitlines() == [
        "rule 2 before, rule 1 now:",
        "  for instance: x 3",
        "  answer: 2 → 1",
        "The new one is neither stricter nor looser.",
    ]
    assert run("diff", old, old).stdout == "Equivalent: both decide every record alike.\n"


def test_the_amendment_is_looser_here_and_stricter_there():
    told = json.loads(run("diff", SUPPLY, AMENDED, "--json").stdout)
    pairs = {(one["old_rule"], one["new_rule"]): one["direction"] for one in told["regions"]}
    assert (told["relation"], told["unproved"]) == ("neither", [])
    assert pairs == {(12, 12): "equal", (16, 12): "looser", (13, 16): "stricter", (13, 13): "equal"}
