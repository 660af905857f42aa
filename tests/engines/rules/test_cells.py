"""Cells: null, names with spaces, decimals, and what a text in a cell may say."""

import pytest

from verbale.engines.rules import decide, prepare, read_model
from verbale.engines.rules.fast import fast

from .models import literal_model, table_model


def passes(cell: str, value: object, kind: str = "Any") -> bool:
    model = read_model(table_model([f"{cell} => true"], hit="FIRST", inputs={"the value": kind}), name="made")
    return decide(model, {"the value": value}).outputs is True


@pytest.mark.parametrize(
    ("cell", "value", "expected"),
    [
        ("-", None, True),
        ("", None, True),
        ("null", None, True),
        ("null", 1, False),
        ('"a"', None, False),
        ('not("a")', None, True),
        ("not(>= 5)", None, True),
        ("not(>= 5)", 5, False),
        ("not(null)", None, False),
        (">= 5", None, False),
        ("not([], null)", None, False),
        ("not([], null)", [], False),
        ("not([], null)", ["a"], True),
        ("true", None, False),
        ("not(true)", None, True),
        ('"a", "b"', "b", True),
        ('"a", "b"', "c", False),
        ("< 3, > 7", 8, True),
        ("< 3, > 7", 5, False),
        ("[1..5]", 5, True),
        ("[1..5)", 5, False),
        ("]1..5]", 1, False),
        ("(1..5[", 4, True),
        ("1, 2, [5..9]", 7, True),
        ("= 4", 4, True),
        ("!= 4", 4, False),
        ("? > 3 and ? < 5", 4, True),
        ('starts with(?, "19")', "1964", True),
        ("the value > 3", 4, True),
        ('list contains(?, "x")', ["x", "y"], True),
        ('date("1964-01-01")', "1964-01-01", False),
        ("1", True, False),
        ("true", 1, False),
        ("0.3", 0.3, True),
        ("1.0", 1, True),
        ("-1", -1, True),
        ("> -2", -1, True),
    ],
)
def test_cell(cell, value, expected):
    assert passes(cell, value) is expected


def test_a_date_arrives_as_iso_text_by_its_declared_type():
    assert passes('>= date("1964-01-05")', "1964-02-18", "date")
    assert not passes('>= date("1964-01-05")', "1963-11-30", "date")


def test_decimals_are_exact():
    model = read_model(literal_model("0.1 + 0.2 = 0.3"), name="made")
    assert decide(model, {}).outputs is True


def test_names_with_spaces_stand_in_cells_and_expressions():
    data = table_model(
        ['"listed press" | count(bound by) > 0 => publisher class + ", " + bound by[1]'],
        inputs={"publisher class": "string", "bound by": "Any"},
    )
    verdict = decide(read_model(data, name="made"), {"publisher class": "listed press", "bound by": ["a mark"]})
    assert (verdict.outputs, verdict.faults) == ("listed press, a mark", ())


@pytest.mark.parametrize(
    ("languages", "output", "faults"),
    [
        (["de"], 1, ()),
        (["ru", "de"], 1, ()),
        ([], 2, ()),
        (["fr", "de"], None, ('answer: languages is ["fr", "de"], allowed are "de", "ru"',)),
    ],
)
def test_input_values_of_a_list_are_those_of_its_items(languages, output, faults):
    data = table_model(
        ['list contains(?, "de") => 1', 'not(list contains(?, "de")) => 2'],
        inputs={"languages": "list<string>"},
        allowed_input={"languages": '"de", "ru"'},
    )
    prepared = prepare(read_model(data, name="m"))
    facts = {"languages": languages}
    for verdict in (prepared.decide(facts), fast(prepared)(facts)):
        assert (verdict.outputs, verdict.faults) == (output, faults)
