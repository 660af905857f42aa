"""The law of columns: over generated tables and records, the same decisions as one at a time."""

from unittest.mock import patch

import ibis
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from tests.engines.rules.columns.tables import Made, made
from verbale.engines.rules import Verdict
from verbale.engines.rules.columns import (
    CLASH,
    SINGLY,
    Compiled,
    boxes,
    compile_table,
    grid,
    growth,
    masks,
    schema_of,
    sets,
)

BASE = ibis.duckdb.connect()


def check(code: int, verdict: Verdict, compiled: Compiled) -> None:
    """A code of the columns says what the verdict says; only a record marked for it may say nothing."""
    if code == SINGLY:
        return
    if code == CLASH:
        assert (verdict.outputs, verdict.fired, len(verdict.faults)) == (None, (), 1)
        return
    told = compiled.verdict(code)
    assert verdict.faults == ()
    assert [each.faults for each in verdict.required] == [()] * len(verdict.required)
    assert (verdict.outputs, type(verdict.outputs)) == (told.outputs, type(told.outputs))
    # Under policy A the code is the first rule's; under those that make one output of many, that of all.
    assert told.fired in (verdict.fired, verdict.fired[:1] if compiled.names_rules else ())
    assert len(told.fired) != 1 or told.fired[0].rule == code


def decided(table: Made) -> tuple[list[int], Compiled]:
    prepared = table.prepared()
    records = table.table()
    compiled = compile_table(prepared, schema_of(records))
    told = BASE.to_pyarrow(compiled.expression(records).order_by("number"))
    codes = told.column("rule").to_pylist()
    assert len(codes) == len(table.records)
    for record, code in zip(table.records, codes, strict=True):
        check(code, prepared.decide(record), compiled)
    return codes, compiled


SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


@settings(max_examples=35, deadline=None, suppress_health_check=SLOW)
@given(made(plain=True))
def test_plain_tables_are_decided_in_columns_as_one_at_a_time(table: Made) -> None:
    codes, compiled = decided(table)
    assert compiled.uncompiled == ()
    assert SINGLY not in codes


@settings(max_examples=35, deadline=None, suppress_health_check=SLOW)
@given(made())
def test_what_columns_decide_is_as_one_at_a_time(table: Made) -> None:
    codes, compiled = decided(table)
    assert bool(compiled.uncompiled) >= (SINGLY in codes)
    event("decided singly" if SINGLY in codes else "all decided in columns")


@settings(max_examples=25, deadline=None, suppress_health_check=SLOW)
@given(made(plain=True), st.sampled_from(["grid", "tree", "masks", "tally"]))
def test_many_rules_are_decided_in_columns_as_few_are(table: Made, way: str) -> None:
    with (
        patch.object(grid, "WORTH", 1 if way == "grid" else 1000),
        patch.object(grid, "CLOSE", 2),
        patch.object(growth, "SHORT", 1 if way == "tree" else 1000),
        patch.object(growth, "GROWTH", 20),
        patch.object(masks, "WORTH", 1000 if way == "tree" else 1),
        patch.object(boxes, "MOST_PAIRS", 1 if way == "masks" else 2_000),
        patch.object(sets, "MOST_BOXES", {"grid": 1, "tally": 1}.get(way, 2000)),
        patch.object(sets, "MOST_WORDS", 0 if way == "tally" else 1 << 21),
    ):
        codes, compiled = decided(table)
    assert SINGLY not in codes or compiled.uncompiled[-1].reason == "too many rules may match together"
