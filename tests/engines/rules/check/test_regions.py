"""Rules that others cover together: found exactly, for cells of values, comparisons and ranges."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engines.rules.models import table_model
from verbale.engines.rules import prepare, read_model
from verbale.engines.rules.check import check
from verbale.engines.rules.check.regions import Regions
from verbale.engines.rules.feel import Value

from .test_cover import COMPARED, NUMBERS, RANGES

COMPARED = COMPARED.filter(lambda cell: not cell.startswith("!="))
TESTS = st.one_of(NUMBERS, RANGES, COMPARED, st.sampled_from(['"a"', '"b"', "true", "null"]))
LISTS = st.lists(TESTS, min_size=1, max_size=3).map(", ".join)
CELLS = st.one_of(st.just("-"), LISTS, LISTS.map("not({})".format))
RULES = st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=6)
VALUES: list[Value] = [None, True, False, "a", "b", "c", *(Decimal(each) / 2 for each in range(-6, 9))]
INPUTS = {"x": "Any", "y": "Any"}


def findings(rules, hit="FIRST", **keywords):
    found = check(table_model(rules, hit=hit, **keywords), name="m.dmn").findings
    return [(one.rule, one.kind, one.why) for one in found]


@given(RULES)
def test_a_rule_is_found_if_and_only_if_it_never_decides(rows):
    rules = [f"{x} | {y} => {number}" for number, (x, y) in enumerate(rows, 1)]
    prepared = prepare(read_model(table_model(rules, hit="FIRST", inputs=INPUTS), name="m.dmn"))
    (decision,) = prepared.model.decisions
    decided = {prepared.run({"x": x, "y": y}, decision).outputs for x, y in product(VALUES, VALUES)}
    never = [number for number in range(1, len(rules) + 1) if Decimal(number) not in decided]
    assert sorted({number for number, _, _ in findings(rules, inputs=INPUTS)}) == never


def test_the_rules_that_cover_are_named():
    why = "all its cases are cases of rules {} together, so it never decides"
    assert findings(["< 5 => 1", ">= 5 => 2", "[3..8] => 3", '"a" => 4', "- => 5"], inputs={"x": "Any"}) == [
        (3, "shadowed rule", why.format("1 and 2"))
    ]
    rules = ["< 3 => 1", "[3..5] => 2", "> 5 => 3", 'null, not("a") => 4', "- => 5", "- => 6"]
    assert findings(rules, inputs={"x": "Any"})[-1] == (
        6,
        "duplicate rule",
        "rule 5 asks the same: that rule stands before it, so it never decides",
    )


@pytest.mark.parametrize(
    ("kind", "rules", "never"),
    [
        ("number", [">= 1950", "< 1950", "null", "-"], [4]),
        ("number", [">= 1950", "< 1950", "-"], []),
        ("number", [">= 1950", "< 1949", "null", "-"], []),
        ("boolean", ["true", "false", "null", "-"], [4]),
        ("string", ['"a"', 'not("a")', "-"], [3]),
        ("string", ['"a"', '"b"', "null", "-"], []),
        ("date", ["null", '"a"', "-"], []),
        ("Any", [">= 1950", "< 1950", "null", "-"], []),
    ],
)
def test_a_column_has_values_of_its_type_and_null(kind, rules, never):
    found = findings([f"{rule} => {at}" for at, rule in enumerate(rules)], inputs={"x": kind})
    assert [number for number, what, _ in found if what == "shadowed rule"] == never


def test_two_columns_must_be_covered_together():
    rules = ['"a" | - => 1', '- | "b" => 2', '"a", "c" | "b", "d" => 3', '"c" | "d" => 4', '"c" | "b" => 5']
    assert [number for number, _, _ in findings(rules, inputs={"x": "string", "y": "string"})] == [4, 5]
    rules[3] = '"a" | "b", "d" => 4'
    assert [number for number, _, _ in findings(rules, inputs={"x": "string", "y": "string"})] == [4, 5]


@pytest.mark.parametrize("cell", ["> y", "x + 1", '!= "a"', "[1, 2]", "= [1]"])
def test_other_cells_cover_nothing_together(cell):
    rules = [f"{cell} | - => 1", f"not({cell}) | - => 2", "1 | - => 3"]
    assert findings(rules, inputs=INPUTS) == []
    everything = ["null | - => 1", "not(null) | - => 2", f"{cell} | - => 3"]
    assert [number for number, _, _ in findings(everything, inputs=INPUTS)] == [3]


def test_under_priority_higher_outputs_cover_wherever_they_stand():
    priority = {"": '"high", "low"'}
    rules = ['- => "low"', 'null => "high"', 'not(null) => "high"']
    assert [number for number, _, _ in findings(rules, "PRIORITY", outputs=priority)] == [1]
    assert findings([each.replace("high", "low") for each in rules], "ANY") != []


@pytest.mark.parametrize("hit", ["UNIQUE", "FIRST", "COLLECT"])
def test_a_cell_that_nothing_passes(hit):
    found = check(table_model(["[5..1] => 1", "(2..2] => 2", "3 => 3"], hit=hit), name="m.dmn").findings
    why = "no value passes this cell, so the rule never decides"
    assert [(one.kind, one.rule, one.column, one.cell, one.why) for one in found] == [
        ("impossible cell", 1, "x", "[5..1]", why),
        ("impossible cell", 2, "x", "(2..2]", why),
    ]


def test_where_all_rules_count_none_is_covered():
    assert findings(["null => 1", "not(null) => 2", "- => 3"], "COLLECT") == []


def test_the_search_names_no_more_than_needed_and_ends(monkeypatch):
    rules = [" | ".join("1" if at == number else "-" for at in range(24)) + " => 1" for number in range(24)]
    rules += [" | ".join("not(1)" if at == number else "-" for at in range(24)) + " => 1" for number in range(24)]
    model = read_model(table_model(rules, hit="FIRST", inputs={f"x{at}": "number" for at in range(24)}), name="m.dmn")
    regions = Regions(model.decisions[0].logic)
    assert regions.covered(25, range(2, 25)) == ()
    assert regions.covered(48, range(1, 48)) == (1, 25)
    monkeypatch.setattr("verbale.engines.rules.check.regions.MAX_CUTS", 20)
    assert Regions(model.decisions[0].logic).covered(48, range(1, 48)) == ()
