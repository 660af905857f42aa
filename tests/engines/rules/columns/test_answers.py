"""Five answers agree: one at a time, the written function, DuckDB, Spark, and the solver's."""

from pathlib import Path
from typing import Any

import ibis
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, event, given, settings

from tests.engines.rules.columns.tables import KINDS, Made, made, quoted
from tests.engines.rules.columns.test_laws import check
from verbale.engines.rules import Fact, Prepared, Value
from verbale.engines.rules.columns import SINGLY, compile_table, schema_of
from verbale.engines.rules.fast import fast
from verbale.engines.rules.feel.write import literal
from verbale.engines.rules.proof import prove

ASKED = 2
"""Records of each table of which the solver is asked."""
SETTINGS = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found: Path = tmp_path_factory.mktemp("records")
    return found


def test_all_answers_agree(spark: Any, folder: Path) -> None:
    duckdb = ibis.duckdb.connect()

    @SETTINGS
    @given(made() | made(plain=True))
    def agree(table: Made) -> None:
        prepared = table.prepared()
        verdicts = [prepared.decide(record) for record in table.records]
        assert [fast(prepared)(record) for record in table.records] == verdicts
        codes = _codes(table, prepared, [duckdb, spark], folder)
        assert codes[0] == codes[1]
        compiled = compile_table(prepared, schema_of(table.table()))
        for verdict, code in zip(verdicts, codes[0], strict=True):
            check(code, verdict, compiled)
        for record, verdict in [*zip(table.records, verdicts, strict=True)][:ASKED]:
            _proved(table, prepared, record, verdict.outputs)

    agree()


def _codes(table: Made, prepared: Prepared, engines: list[Any], folder: Path) -> list[list[int]]:
    # A file of its own each time: engines remember what they read.
    file = folder / f"{len([*folder.iterdir()])}.parquet"
    pq.write_table(table.rows(), file)
    compiled = compile_table(prepared, schema_of(table.table()))
    found = []
    for engine in engines:
        asked = compiled.expression(engine.read_parquet(str(file))).select("number", "rule").order_by("number")
        found.append(engine.to_pyarrow(asked).column("rule").to_pylist())
    event("some decided singly" if SINGLY in found[0] else "all decided in columns")
    return found


def _proved(table: Made, prepared: Prepared, record: dict[str, Fact], output: Value) -> None:
    """That the solver, too, finds this output for the record; it may say that it cannot tell."""
    facts = " and ".join(f"{name} = {_written(record[name], name)}" for name in KINDS)
    found = prove(prepared, f"if {facts} then {table.asked} = {literal(output)} else true")
    event(f"solver: {found.holds}")
    assert found.holds is not False, (record, found.counterexample)


def _written(fact: Fact, kind: str) -> str:
    if fact is None:
        return "null"
    if kind == "text":
        return quoted(fact)
    if kind in ("day", "moment"):
        return f'{"date" if kind == "day" else "date and time"}("{fact.isoformat()}")'
    return {True: "true", False: "false"}[fact] if kind == "flag" else format(fact, "f" if kind == "amount" else "d")
