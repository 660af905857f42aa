"""Decisions that rest on others: tables on tables, with expressions between them."""

from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.engines.rules.columns.test_laws import BASE, check
from tests.engines.rules.models import definitions
from verbale.engines.rules import prepare, read_model
from verbale.engines.rules.columns import SINGLY, Compiled, Uncompiled, compile_table, schema_of

INPUTS = {"n": "number", "m": "number", "s": "string"}
ROWS = pa.table(
    {
        "n": pa.array([None if n % 7 == 0 else n for n in range(42)], pa.int16()),
        "m": pa.array([None if n % 11 == 0 else Decimal(n % 4) / 10 for n in range(42)], pa.decimal128(5, 1)),
        "s": pa.array([(None, "a", "b", "激光")[n % 4] for n in range(42)], pa.string()),
    }
)


def text(written: str) -> str:
    return f"<text>{escape(written)}</text>"


def decision(name: str, needs: list[str], logic: str, kind: str = "Any") -> str:
    required = "".join(
        f'<informationRequirement><required{"Input" if need in INPUTS else "Decision"} href="#{need}"/>'
        "</informationRequirement>"
        for need in needs
    )
    return f'<decision id="{name}" name="{name}"><variable name="{name}" typeRef="{kind}"/>{required}{logic}</decision>'


def expression(written: str) -> str:
    return f"<literalExpression>{text(written)}</literalExpression>"


def table(columns: list[str], rows: list[str], hit: str = "FIRST", default: str = "") -> str:
    """Rows are `cell ; cell => output`."""
    head = "".join(f"<input><inputExpression>{text(each)}</inputExpression></input>" for each in columns)
    entry = f"<defaultOutputEntry>{text(default)}</defaultOutputEntry>" if default else ""
    body = "".join(
        "<rule>"
        + "".join(f"<inputEntry>{text(cell.strip())}</inputEntry>" for cell in cells.split(";"))
        + f"<outputEntry>{text(output)}</outputEntry></rule>"
        for cells, output in (row.split(" => ") for row in rows)
    )
    return f"<decisionTable {hit}><output>{entry}</output>{body}</decisionTable>".replace(
        f"<decisionTable {hit}>", f'<decisionTable hitPolicy="{hit.split()[0]}"{_aggregation(hit)}>{head}'
    )


def _aggregation(hit: str) -> str:
    return f' aggregation="{hit.split()[1]}"' if " " in hit else ""


def graph(*decisions: str) -> bytes:
    inputs = "".join(
        f'<inputData id="{name}" name="{name}"><variable name="{name}" typeRef="{kind}"/></inputData>'
        for name, kind in INPUTS.items()
    )
    return definitions(inputs + "".join(decisions))


def decided(model: bytes) -> tuple[list[int], Compiled]:
    book = prepare(read_model(model, name="graph"))
    records = ibis.memtable(ROWS)
    compiled = compile_table(book, schema_of(records))
    codes = BASE.to_pyarrow(compiled.expression(records)).column("rule").to_pylist()
    for record, code in zip(ROWS.to_pylist(), codes, strict=True):
        check(code, book.decide(record), compiled)
    return codes, compiled


BAND = decision("band", ["n"], expression('if n > 20 then "high" else "low"'))
SAFE_BAND = decision("band", ["n"], expression('if n != null and n > 20 then "high" else "low"'), "string")
TOTAL = decision("total", ["n", "m"], expression("n * 2 + m"), "number")
RISK = decision("risk", ["band", "s"], table(["band", "s"], ['"high" ; "a" => 3', '- ; "b", null => 1'], default="2"))
POINTS = decision(
    "points", ["n", "s"], table(["n", "s"], ["> 5 ; - => 1", '- ; "a" => 2', "> 30 ; - => 4"], "COLLECT SUM")
)


WHOLE = graph(
    *(BAND, TOTAL, RISK),
    decision(
        "final",
        ["total", "risk", "band"],
        table(["total", "risk + 1", "band"], ["> 50.1 ; > 3 ; - => 1", '< 30 ; - ; "low" => 2', "- ; 2 ; - => 3"]),
    ),
)
ADDED = graph(
    POINTS, decision("final", ["points"], table(["points"], ["null => 0", "< 3 => 1", "[3..4] => 2", "> 4 => 3"]))
)


def test_spark_decides_graphs_as_duckdb(spark: Any, tmp_path: Path):
    file = str(tmp_path / "records.parquet")
    pq.write_table(ROWS.append_column("at", pa.array(range(len(ROWS)))), file)
    for model in (WHOLE, ADDED):
        compiled = compile_table(prepare(read_model(model, name="graph")), schema_of(ibis.memtable(ROWS)))
        found = [
            engine.to_pyarrow(
                compiled.expression(engine.read_parquet(str(tmp_path / "records.parquet"))).order_by("at")
            )
            for engine in (ibis.duckdb.connect(), spark)
        ]
        assert found[0].column("rule").to_pylist() == found[1].column("rule").to_pylist()


def test_a_table_rests_on_expressions_and_on_a_table():
    codes, compiled = decided(WHOLE)
    assert set(codes) == {SINGLY, 0, 1, 2, 3}
    assert {each.decision for each in compiled.uncompiled} == {"risk", "final"}


def test_what_never_gives_a_fault_is_wholly_in_columns():
    codes, compiled = decided(
        graph(SAFE_BAND, RISK, decision("final", ["risk"], table(["risk"], ["1 => 7", "> 1 => 8"])))
    )
    assert (SINGLY in codes, compiled.uncompiled) == (False, ())


def test_points_are_added_and_read_by_the_next_table():
    codes, compiled = decided(ADDED)
    assert (set(codes), compiled.uncompiled) == ({1, 2, 3, 4}, ())


@pytest.mark.parametrize(("wanted", "reads"), [("n", "n"), ("m", "m + n"), ("string", "s")])
def test_a_fact_by_another_name(wanted: str, reads: str):
    cell = {"n": "> 20", "m": "> 10.1", "string": '"激光"'}[wanted]
    other = decision("other", ["n", "m", "s"], expression(reads))
    codes, _ = decided(graph(other, decision("final", ["other"], table(["other"], [f"{cell} => 1"]))))
    assert {0, 1} <= set(codes)


@pytest.mark.parametrize("reads", ["n + 1", "band + 1"])
def test_a_fault_of_a_decision_counts_though_no_cell_asks_for_it(reads: str):
    band = decision("band", ["n"], table(["n"], ["> 20 => 1"]))
    made = decision("made", ["n", "band"], expression(reads))
    codes, _ = decided(graph(band, made, decision("final", ["made", "s"], table(["s"], ['"a" => 1']))))
    assert set(codes) == {SINGLY, 0, 1}


def test_a_constant_expression():
    fixed = decision("fixed", [], expression("20 + 1"), "number")
    codes, compiled = decided(graph(fixed, decision("final", ["fixed", "n"], table(["n"], ["> fixed => 1"]))))
    assert (set(codes), compiled.uncompiled) == ({0, 1}, ())


def test_two_rules_of_a_unique_table_before_are_left():
    clash = decision("clash", ["n"], table(["n"], ["> 5 => 1", "> 30 => 2"], "UNIQUE"))
    codes, _ = decided(graph(clash, decision("final", ["clash"], table(["clash"], ["1 => 1", "null => 2"]))))
    assert set(codes) == {SINGLY, 1, 2}


NAMED: list[tuple[Any, ...]] = [
    (decision("made", ["n"], expression("[n, 1]")), "made", "it does more than compare with constants"),
    (decision("made", ["n"], expression("n ** 2")), "made", "it does more than compare with constants"),
    (decision("made", ["n"], expression("n + 1"), "string"), "made", "its result would have to be converted"),
    (decision("made", ["n"], expression("today() > date(n)")), "made", "it needs the clock"),
]


@pytest.mark.parametrize(("made", "owner", "reason"), NAMED)
def test_an_expression_that_does_not_compile_is_named(made: str, owner: str, reason: str):
    codes, compiled = decided(graph(made, decision("final", ["made"], table(["made"], ["null => 1"]))))
    assert set(codes) == {SINGLY}
    (named,) = compiled.uncompiled
    assert (named, named.reason[: len(reason)]) == (Uncompiled(owner, 0, "", named.reason), reason)


def test_an_expression_as_the_last_decision_is_named():
    _, compiled = decided(graph(decision("final", ["n"], expression("n + 1"))))
    assert compiled.uncompiled == (Uncompiled("final", 0, "", "it is no decision table"),)


def knowledge(name: str, parameters: str, body: str, kind: str = "Any", needs: str = "") -> str:
    """Parameters are `name:type name:type`."""
    pairs = [each.split(":") for each in parameters.split()]
    taken = "".join(f'<formalParameter name="{each}" typeRef="{of}"/>' for each, of in pairs)
    needed = f'<knowledgeRequirement><requiredKnowledge href="#{needs}"/></knowledgeRequirement>' if needs else ""
    return (
        f'<businessKnowledgeModel id="{name}" name="{name}"><variable name="{name}" typeRef="{kind}"/>'
        f"<encapsulatedLogic>{taken}{body}</encapsulatedLogic>{needed}</businessKnowledgeModel>"
    )


def called(expression_of_column: str, cell: str, *models: str) -> tuple[list[int], Compiled]:
    needs = "".join(
        f'<knowledgeRequirement><requiredKnowledge href="#{each}"/></knowledgeRequirement>'
        for each in ("twice", "other")
        if any(f'id="{each}"' in model for model in models)
    )
    logic = needs + table([expression_of_column], [f"{cell} => 1"])
    return decided(graph(*models, decision("final", ["n", "m", "s"], logic)))


TWICE = knowledge("twice", "x:number", expression("x * 2"), "number")
MORE = knowledge("other", "x:Any y:number", expression("twice(x) + y > 30"), "boolean", "twice")
CHOICE = knowledge("other", "x:Any k:string", expression('if k = "a" then x else 0'))
POINTS_OF = knowledge("other", "k:string", table(["k"], ['"a" => 1', "- => 2"]))


@pytest.mark.parametrize(
    ("asked", "cell", "models"),
    [
        ("twice(n)", "> 20", [TWICE]),
        ("twice(x: n + m)", "> 20", [TWICE]),
        ("n", "> twice(3) + 1", [TWICE]),
        ("n", "twice(?) > m + 40", [TWICE]),
        ("other(n, m)", "true", [TWICE, MORE]),
        ("other(n, s)", "> 5", [CHOICE]),
        ("n", "> other(null)", [POINTS_OF]),
    ],
)
def test_a_knowledge_model_of_one_expression_is_read_through(asked: str, cell: str, models: list[str]):
    codes, _ = called(asked, cell, *models)
    assert {0, 1} <= set(codes)


@pytest.mark.parametrize(
    ("asked", "models"),
    [
        ("other(n + m, s)", [CHOICE]),
        ("twice(s)", [TWICE]),
        ("twice(n)", [knowledge("twice", "x:number", expression("x * 2"), "string")]),
        ("twice(n + m)", [knowledge("twice", "x:number", expression("3"))]),
        ("other(s)", [POINTS_OF]),
        ("other(n)", [knowledge("other", "x:number", expression("today().year + x"))]),
        ("twice(n, m)", [TWICE]),
        ("twice(n)", [knowledge("twice", "x:number", expression("twice(x + 1) + 1"))]),
        ("other(" * 20 + "n" + ")" * 20, [knowledge("other", "x:number", expression("x - x + x"), "number")]),
        ("decimal(" * 8 + "n" + ", 1)" * 8, []),
    ],
)
def test_a_call_that_is_long_or_not_wholly_its_expression_is_decided_singly(asked: str, models: list[str]):
    codes, compiled = called(asked, "> 2", *models)
    assert set(codes) == {SINGLY}
    assert compiled.uncompiled
