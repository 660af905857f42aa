"""Inputs that bear the names of FEEL's functions: they hide them, and everything says the same of them."""

import pytest

from verbale.engines.rules import prepare, read_model
from verbale.engines.rules.fast import fast
from verbale.engines.rules.feel import parse_expression, parse_unary_tests
from verbale.engines.rules.feel.free import free_names
from verbale.engines.rules.proof import prove

from .models import table_model


@pytest.mark.parametrize(
    ("text", "names", "free"),
    [
        ("count + 1", ["count"], {"count"}),
        ("count([1])", [], set()),
        ("sum(l) > count(l)", ["l", "sum"], {"l", "sum"}),
        ("for count in [1] return count", [], set()),
        ("function(date) date", ["date"], set()),
        ("1e99999 + number", ["number"], {"number"}),
        ('@"Mars"', ["time"], set()),
    ],
)
def test_free_names(text, names, free):
    assert free_names(parse_expression(text, names)) == free
    assert free_names(parse_unary_tests(text, names)) == free


@pytest.mark.parametrize("cell", ["date", "> date", "[date..9]", "not(date)", '"a", date', "? > date"])
def test_cells(cell):
    table = table_model(
        [f'{cell} | - => "yes"', '- | - => "no"'], hit="FIRST", inputs={"n": "number", "date": "number"}
    )
    prepared = prepare(read_model(table, name="made"))
    decide = fast(prepared)
    renamed = prepare(read_model(table.replace(b"date", b"day"), name="made"))
    for value in (None, 2, 3, 4, 10):
        said = renamed.decide({"n": value, "day": 3}).outputs
        assert [decide({"n": value, "date": 3}).outputs, prepared.decide({"n": value, "date": 3}).outputs] == [said] * 2


@pytest.mark.parametrize("name", ["count", "n"])
def test_proofs(name):
    rules = [f"< 3 => {name}", f">= 3 => {name} + 1"]
    prepared = prepare(read_model(table_model(rules, hit="FIRST", inputs={name: "number"}), name="made"))
    said = [
        prove(prepared, text.replace("x", name)).holds for text in ("answer = x", "if x < 3 then answer = x else true")
    ]
    assert said == [False, True]
