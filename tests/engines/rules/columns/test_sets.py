"""Hit policies that make one output of all rules that match: a code for every set of rules."""

from decimal import Decimal
from typing import Any
from unittest.mock import patch

import ibis
import pyarrow as pa
import pytest

from tests.engines.rules.columns.test_laws import BASE, check
from tests.engines.rules.models import table_model
from verbale.engines.rules import Value, prepare, read_model
from verbale.engines.rules.columns import Compiled, Uncompiled, compile_table, schema_of, sets, tally

RULES = ["> 0 | - => 3", "> 5 | - => 1", '- | "a" => 3', '> 8 | "a" => 10']
ROWS = pa.table({"at": range(6), "n": pa.array([None, 0, 3, 6, 9, 9], pa.int8()), "s": ["b", "a", "b", "a", "a", None]})
MATCHED: list[tuple[int, ...]] = [(), (3,), (1,), (1, 2, 3), (1, 2, 3, 4), (1, 2)]
OUTPUTS: list[tuple[str, str, list[Value]]] = [
    ("COLLECT", "SUM", [None, 3, 3, 7, 17, 4]),
    ("COLLECT", "MIN", [None, 3, 3, 1, 1, 1]),
    ("COLLECT", "MAX", [None, 3, 3, 3, 10, 3]),
    ("COLLECT", "COUNT", [None, 1, 1, 3, 4, 2]),
    ("COLLECT", "", [None, (3,), (3,), (3, 1, 3), (3, 1, 3, 10), (3, 1)]),
    ("RULE ORDER", "", [None, (3,), (3,), (3, 1, 3), (3, 1, 3, 10), (3, 1)]),
    ("OUTPUT ORDER", "", [None, (3,), (3,), (3, 3, 1), (10, 3, 3, 1), (3, 1)]),
]


def decided(rules: list[str], hit: str, aggregation: str) -> tuple[list[int], Compiled]:
    inputs = {"n": "number", "s": "string"}
    values = {"o": "10, 3, 1"} if hit == "OUTPUT ORDER" else {"o": ""}
    model = table_model(rules, hit=hit, aggregation=aggregation, inputs=inputs, outputs=values)
    book = prepare(read_model(model, name="made"))
    table = ibis.memtable(ROWS)
    compiled = compile_table(book, schema_of(table))
    codes = BASE.to_pyarrow(compiled.expression(table).order_by("at")).column("rule").to_pylist()
    for record, code in zip(ROWS.drop_columns("at").to_pylist(), codes, strict=True):
        check(code, book.decide(record), compiled)
    return codes, compiled


def number(value: Value) -> Value:
    return tuple(map(number, value)) if isinstance(value, tuple) else None if value is None else Decimal(value)  # type: ignore[arg-type]


@pytest.mark.parametrize("boxes", [sets.MOST_BOXES, 1], ids=["boxes", "grid"])
@pytest.mark.parametrize(("hit", "aggregation", "outputs"), OUTPUTS)
def test_the_output_rests_on_all_rules_that_match(hit: str, aggregation: str, outputs: list[Value], boxes: int) -> None:
    with patch.object(sets, "MOST_BOXES", boxes):
        codes, compiled = decided(RULES, hit, aggregation)
    assert compiled.uncompiled == ()
    assert [compiled.output(code) for code in codes] == list(map(number, outputs))
    assert [tuple(sorted(each.rule for each in compiled.verdict(code).fired)) for code in codes] == MATCHED


def test_a_set_of_rules_that_gives_a_fault_is_decided_singly() -> None:
    codes, compiled = decided(["> 0 | - => 3", '- | "a" => "x"'], "COLLECT", "SUM")
    assert codes == [0, -1, 1, -1, -1, 1]
    assert {each.rule for each in compiled.uncompiled} == {2}


def test_too_many_sets_are_named() -> None:
    with patch.object(sets, "MOST_BOXES", 1), patch.object(sets, "MOST_WORDS", 1):
        codes, compiled = decided(RULES, "COLLECT", "")
    assert set(codes) == {0, -1}
    assert compiled.uncompiled == (Uncompiled("answer", 0, "", "too many rules may match together"),)


@pytest.mark.parametrize("regions", [tally._REGIONS, 1])
@pytest.mark.parametrize(
    ("aggregation", "outputs"),
    [
        ("SUM", [None, "2.25", "0", "0.75", "10.75", "-1.5"]),
        ("MIN", [None, "2.25", "0", "-1.5", "-1.5", "-1.5"]),
        ("MAX", [None, "2.25", "0", "2.25", "10", "0"]),
        ("COUNT", [None, "1", "1", "3", "4", "2"]),
    ],
)
def test_where_sets_are_too_many_what_they_come_to_is_told(aggregation: str, outputs: list[Any], regions: int) -> None:
    rules = ["> 0 | - => 0", "> 5 | - => -1.5", '- | "a" => 2.25', '> 8 | "a" => 10']
    with (
        patch.object(sets, "MOST_BOXES", 1),
        patch.object(sets, "MOST_WORDS", 1),
        patch.object(tally, "_REGIONS", regions),
    ):
        codes, compiled = decided(rules, "COLLECT", aggregation)
    assert (compiled.uncompiled, compiled.names_rules) == ((), False)
    assert [compiled.output(code) for code in codes] == list(map(number, outputs))
    assert [compiled.verdict(code).fired for code in codes] == [()] * len(codes)


@pytest.mark.parametrize("most", ["10", "1e30"])
def test_a_sum_with_too_many_values_is_decided_singly(most: str) -> None:
    rules = [*RULES[:3], f'> 8 | "a" => {most}']
    with (
        patch.object(sets, "MOST_BOXES", 1),
        patch.object(sets, "MOST_WORDS", 1),
        patch.object(tally, "MOST_VALUES", 9),
    ):
        codes, _ = decided(rules, "COLLECT", "SUM")
    assert set(codes) == {0, -1}
