"""What compiles and what is named; exact numbers; decisions that rest on others."""

from datetime import date
from decimal import Decimal
from unittest.mock import patch

import ibis
import pyarrow as pa
import pytest

from tests.engines.rules.columns.test_laws import BASE, check
from tests.engines.rules.models import definitions, table_model
from verbale.engines.rules import BadFact, Prepared, UnknownInput, prepare, read_model
from verbale.engines.rules.columns import (
    CLASH,
    SINGLY,
    Holds,
    NoColumn,
    NotTold,
    Uncompiled,
    boxes,
    compile_table,
    schema_of,
)


def prepared(*args: object, **facts: object) -> Prepared:
    return prepare(read_model(table_model(*args, **facts), name="made"))  # type: ignore[arg-type]


def codes(book: Prepared, rows: pa.Table, **given: object) -> tuple[list[int], tuple[Uncompiled, ...]]:
    table = ibis.memtable(rows)
    compiled = compile_table(book, schema_of(table), given=given)
    found = BASE.to_pyarrow(compiled.expression(table)).column("rule").to_pylist()
    for record, code in zip(rows.to_pylist(), found, strict=True):
        check(code, book.decide({**record, **given}), compiled)
    return found, compiled.uncompiled


def whole(**columns: list[object]) -> pa.Table:
    return pa.table({name: pa.array(values) for name, values in columns.items()})


def decimals(*values: str | None, scale: int = 2) -> pa.Array:
    return pa.array([None if value is None else Decimal(value) for value in values], pa.decimal128(20, scale))


ADDED = definitions(
    '<inputData id="a" name="a"><variable name="a" typeRef="number"/></inputData>'
    '<inputData id="b" name="b"><variable name="b" typeRef="number"/></inputData>'
    '<decision id="d" name="answer"><variable name="answer"/>'
    '<informationRequirement><requiredInput href="#a"/></informationRequirement>'
    '<informationRequirement><requiredInput href="#b"/></informationRequirement>'
    "<decisionTable><input><inputExpression><text>a + b</text></inputExpression></input><output/>"
    "<rule><inputEntry><text>0.3</text></inputEntry><outputEntry><text>1</text></outputEntry></rule>"
    "</decisionTable></decision>"
)


def test_tenths_add_up_to_three_tenths():
    rows = pa.table({"a": decimals("0.10", "0.10", None), "b": decimals("0.20", "0.21", "0.30")})
    found, named = codes(prepare(read_model(ADDED, name="made")), rows)
    assert found == [1, 0, SINGLY]
    assert Uncompiled("answer", 0, "a + b", "a value that it may not have, or a fault") in named


def test_products_are_wide_enough_on_an_engine_that_keeps_narrow_ones_narrow():
    book = prepared(
        ["? * m * 100 > 5 | - => 1", "- | ? * 2 < 0 => 2"], hit="FIRST", inputs={"n": "number", "m": "number"}
    )
    rows = pa.table(
        {"n": decimals("99999999999999.99", "-99999999999999.99", "0.01"), "m": pa.array([32767, 32767, 6])}
    )
    assert codes(book, rows.cast(pa.schema([("n", pa.decimal128(16, 2)), ("m", pa.int16())])))[0] == [1, 0, 1]
    rows = whole(n=[2**62, 1, -(2**62)], m=[0, -(2**63), 2**63 - 1])
    assert codes(
        prepared(["? * 4 > 5 | - => 1", "m * -1 >= ? | - => 2"], hit="FIRST", inputs={"n": "number", "m": "number"}),
        rows,
    )


def test_numbers_of_34_digits_are_rounded_to_whole_ones():
    book = prepared(["abs(?) < 1, floor(?) = 5 => 1", "ceiling(?) > 1 => 2"], hit="FIRST", inputs={"n": "number"})
    found = ["0.9999", "5.1000", "9" * 30 + ".9999", "-" + "9" * 30 + ".9999"]
    rows = pa.table({"n": pa.array(map(Decimal, found), pa.decimal128(34, 4))})
    assert codes(book, rows)[0] == [1, 1, 2, 0]


def test_a_fact_that_bears_the_name_of_a_function_hides_it():
    book = prepared(["- | count(?) > 0 => 1"], inputs={"count": "number", "l": "Any"})
    found, named = codes(book, pa.table({"count": [1, None], "l": [["a"], []]}))
    assert found == [SINGLY, SINGLY]
    assert named


def test_null_passes_what_is_negated():
    book = prepared(['not("a") => 1'], inputs={"t": "string"})
    assert codes(book, whole(t=["a", "b", None]))[0] == [0, 1, 1]
    book = prepared(["not(>= 5) => 1", "< 9 => 2"], hit="FIRST", inputs={"n": "number"})
    assert codes(book, whole(n=[4, 5, 9, None]))[0] == [1, 2, 0, 1]


def test_a_number_between_two_of_a_column_is_found_on_neither_side():
    book = prepared(["< 1.5 => 1", "[1.5..2.5] => 2", "> 2.5 => 3"], inputs={"n": "number"})
    assert codes(book, whole(n=[1, 2, 3, -(2**63), 2**63 - 1, None]))[0] == [1, 2, 3, 1, 3, 0]


def test_two_matches_of_a_unique_table_clash():
    book = prepared(["< 5 => 1", "> 3 => 2"], inputs={"n": "number"})
    assert codes(book, whole(n=[3, 4, 5]))[0] == [1, CLASH, 2]


def test_very_many_that_may_match_together_are_asked_from_both_ends():
    rules = ["< 5 | - => 1", "> 3 | - => 2", "? * 2 > 100 | > 7 => 3"]
    book = prepared(rules, inputs={"n": "number", "m": "number"})
    rows = whole(n=[3, 4, 5, 60, 60, None, None], m=[9, 9, 9, 9, 5, 9, 7]).cast(
        pa.schema([("n", pa.int16()), ("m", pa.int64())])
    )
    with patch.object(boxes, "MOST_PAIRS", 0):
        assert codes(book, rows)[0] == [1, CLASH, 2, CLASH, 2, SINGLY, SINGLY]


def test_very_many_that_agree_are_asked_from_both_ends():
    rules = ["< 5 => 1", "> 3 => 2", "[2..9] => 1", "? * 2 > 100 => 2", "> 7 => 1"]
    book = prepared(rules, inputs={"n": "number"}, hit="ANY")
    rows = pa.table({"n": pa.array([1, 3, 4, 6, 60, 5, None], pa.int16())})
    with patch.object(boxes, "MOST_PAIRS", 0):
        assert codes(book, rows)[0] == [1, 1, CLASH, CLASH, CLASH, CLASH, SINGLY]


def test_dates_before_and_after():
    book = prepared(['< date("2020-01-01") => 1', '>= date("2020-01-01") => 2'], inputs={"d": "date"})
    assert codes(book, whole(d=[date(2019, 12, 31), date(2020, 1, 1), None]))[0] == [1, 2, 0]


@pytest.mark.parametrize(
    ("rows", "rule", "column", "reason"),
    [
        (["[0..m + ?] => 1"], 1, "n", "it does more than compare with constants"),
        (["? * ? > 4 => 1"], 1, "n", "“*” may give more than 34 digits"),
        (["? ** 2 > 4 => 1"], 1, "n", "it does more than compare with constants"),
        (["> today() => 1"], 1, "n", "it needs the clock"),
        (["1 => n"], 1, "", "its output is computed from the record"),
        (["? > 4 => 1"], 1, "n", "a value that gives a fault, or that no column can tell"),
    ],
)
def test_what_is_outside_is_named_with_rule_and_column(rows, rule, column, reason):
    rows = [row.replace(" => ", " | - => ") for row in rows]
    book = prepared(rows, inputs={"n": "number", "m": "number"}, hit="FIRST")
    found, named = codes(book, whole(n=[1, 2, 5, None], m=[1, 1, 9, 2]))
    assert Uncompiled("answer", rule, column, reason) in named
    assert SINGLY in found


def test_only_records_that_an_uncompiled_rule_might_decide_are_left():
    book = prepared(
        ['"a" | "x" => 1', '"b" | > upper case(s) => 2', "- | - => 3"],
        hit="FIRST",
        inputs={"s": "string", "t": "string"},
    )
    found, _ = codes(book, whole(s=["a", "b", "c", "a"], t=["x", "x", "x", "y"]))
    assert found == [1, SINGLY, 3, 3]


def test_floats_are_compared_but_never_added():
    book = prepared(["0.3 => 1", "? * 2 > 1 => 2"], hit="FIRST", inputs={"n": "number"})
    found, named = codes(book, whole(n=[0.1 + 0.2, 0.3, 0.7, None]))
    assert found == [SINGLY, 1, SINGLY, SINGLY]
    assert named == (Uncompiled("answer", 0, "n", "a value that it may not have"), *named[1:])


@pytest.mark.parametrize("name", ["date", "count", "contains", "now"])
def test_an_input_may_have_the_name_of_a_function(name):
    book = prepared(["> 5 => 1", "- => 2"], inputs={name: "number"}, hit="FIRST")
    assert codes(book, whole(**{name: [1, 9, None]}))[0] == [2, 1, 2]


@pytest.mark.parametrize(("cell", "codes"), [("null", [SINGLY, 1]), ("not(null)", [SINGLY, 0]), ('"a"', [SINGLY, 0])])
def test_a_list_is_compared_one_at_a_time(cell, codes):
    book = prepared([f"{cell} => 1"], inputs={"l": "Any"})
    table = ibis.memtable(pa.table({"l": pa.array([["a"], None], pa.list_(pa.string()))}))
    assert BASE.to_pyarrow(compile_table(book, schema_of(table)).expression(table)).column("rule").to_pylist() == codes


def test_a_value_that_the_input_refuses_is_left_to_be_refused():
    book = prepared(['"a" => 1', "- => 2"], hit="FIRST", inputs={"s": "number"})
    table = ibis.memtable(whole(s=["a", None]))
    compiled = compile_table(book, schema_of(table))
    assert BASE.to_pyarrow(compiled.expression(table)).column("rule").to_pylist() == [SINGLY, 2]
    with pytest.raises(BadFact):
        book.decide({"s": "a"})


def test_facts_that_are_the_same_for_all_are_given():
    book = prepared(['"a" | "x" => 1', '"a" | - => 2'], hit="FIRST", inputs={"s": "string", "t": "string"})
    assert codes(book, whole(s=["a", "b"]), t="x")[0] == [1, 0]
    assert codes(book, whole(s=["a", "b"]), t=None)[0] == [2, 0]
    with pytest.raises(UnknownInput):
        codes(book, whole(s=["a"]), u=1)


def test_values_that_are_known_beforehand_need_no_asking():
    book = prepared(['"a" => 1', "- => 2"], hit="FIRST", inputs={"s": "string"})
    compiled = compile_table(book, {"s": Holds("s", ibis.dtype("string"), ("a", "b"))})
    assert compiled.uncompiled == ()
    table = ibis.memtable(whole(s=["a", "b", None]))
    assert BASE.to_pyarrow(compiled.expression(table)).column("rule").to_pylist() == [1, 2, 2]


def test_the_column_has_the_name_that_is_asked_for_and_all_others_stay():
    book = prepared(["1 => 1"], inputs={"n": "number"})
    table = ibis.memtable(whole(n=[1], rule=["mine"]))
    compiled = compile_table(book, schema_of(table, {"n": "n"}))
    assert compiled.expression(table, rule="code").columns == ("n", "rule", "code")


GRAPH = definitions(
    '<inputData id="n" name="n"><variable name="n" typeRef="number"/></inputData>'
    '<inputData id="s" name="s"><variable name="s" typeRef="string"/></inputData>'
    '<decision id="risk" name="risk"><variable name="risk"/>'
    '<informationRequirement><requiredInput href="#n"/></informationRequirement>'
    '<decisionTable hitPolicy="UNIQUE"><input><inputExpression><text>n</text></inputExpression></input>'
    '<output name="level"/><output name="score"/>'
    '<rule><inputEntry><text>&lt; 10</text></inputEntry><outputEntry><text>"low"</text></outputEntry>'
    "<outputEntry><text>0.1</text></outputEntry></rule>"
    '<rule><inputEntry><text>[8..20]</text></inputEntry><outputEntry><text>"high"</text></outputEntry>'
    "<outputEntry><text>0.9</text></outputEntry></rule></decisionTable></decision>"
    '<decision id="final" name="final"><variable name="final"/>'
    '<informationRequirement><requiredDecision href="#risk"/></informationRequirement>'
    '<informationRequirement><requiredInput href="#s"/></informationRequirement>'
    '<decisionTable hitPolicy="FIRST">'
    "<input><inputExpression><text>risk.score * 10</text></inputExpression></input>"
    "<input><inputExpression><text>s</text></inputExpression></input><output/>"
    "<rule><inputEntry><text>9.0</text></inputEntry><inputEntry><text>-</text></inputEntry>"
    '<outputEntry><text>"no"</text></outputEntry></rule>'
    '<rule><inputEntry><text>1</text></inputEntry><inputEntry><text>not("x")</text></inputEntry>'
    '<outputEntry><text>"yes"</text></outputEntry></rule></decisionTable></decision>'
)


def test_a_decision_rests_on_another():
    book = prepare(read_model(GRAPH, name="graph"))
    rows = whole(n=[1, 1, 1, 9, 15, 30, None], s=["a", "x", None, "a", "x", "a", "a"])
    found, _ = codes(book, rows)
    assert found == [2, 0, 2, SINGLY, 1, SINGLY, SINGLY]


@pytest.mark.parametrize("dialect", ["duckdb", "pyspark", "postgres"])
@pytest.mark.parametrize("count", [3, 60])
def test_the_expression_is_written_for_other_engines(dialect, count):
    rules = [f'[{n}..{n + 1}] | "a" | >= 0.5 | > date("2020-01-01") | true => {n}' for n in range(count)]
    kinds = {"n": "number", "t": "string", "m": "number", "d": "date", "f": "boolean"}
    book = prepared(rules, hit="FIRST", inputs=kinds)
    types = {"n": "int32", "t": "string", "m": "decimal(9, 2)", "d": "date", "f": "boolean"}
    table = ibis.table(types, name="records")
    written = str(ibis.to_sql(compile_table(book, schema_of(table)).expression(table), dialect=dialect))
    assert "CASE" in written
    assert "records" in written


def test_a_code_that_tells_no_output_is_said():
    book = prepared(["1 => n + 1"], inputs={"n": "number"})
    rows = ibis.memtable({"n": [1]})
    compiled = compile_table(book, schema_of(rows))
    for code in (SINGLY, 1, 9):
        with pytest.raises(NotTold) as told:
            compiled.verdict(code)
        assert told.value.facts == {"code": code, "decision": "answer"}
    assert (compiled.output(0), compiled.output(CLASH)) == (None, None)


def test_a_column_that_is_not_there_is_said_and_an_input_without_one_is_known():
    rows = ibis.memtable({"n": [1]})
    with pytest.raises(NoColumn) as told:
        schema_of(rows, {"n": "pages"})
    assert told.value.facts == {"column": "pages", "name": "n", "known": "n"}
    book = prepared(["1 | - | - => 1"], inputs={"n": "number", "m": "number", "o": "number"})
    assert compile_table(book, schema_of(rows), given={"o": 1}).absent == ("m",)
