"""Cells that do more than compare: on DuckDB and on Spark as one at a time, and named where they cannot be."""

import math
import random
import re
import sys
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.engines.rules.columns.test_laws import BASE, check
from tests.engines.rules.models import table_model
from verbale.engines.rules import Prepared, prepare, read_model
from verbale.engines.rules.columns import SINGLY, Compiled, compile_table, schema_of
from verbale.engines.rules.columns.strings import CASED

TEXTS = [
    *("abc", "", "Straße", "激光器ABC", "Ёлкаёж", "a\nb", "\U0001f4d6x", None, "a'b\\c%_", "ABC", "ab", "abd"),
    *("1957-12", "1957-12-14", "42", "٤٢", "é", "e\u0301", "gefüge", "ÄÖÜ", "激", "b\r"),
]
DAYS = [
    *(date(2024, 2, 29), date(1, 1, 1), date(9999, 12, 31), date(2020, 12, 31), date(2021, 1, 3), date(1969, 12, 31)),
    *(date(1600, 2, 29), None, date(2023, 1, 31), date(2023, 2, 28), date(2023, 3, 1)),
]
MOMENTS = [None, *map(datetime.fromisoformat, ("2024-02-29T23:59:59.999999", "2024-02-29T23:59:59", "0001-01-01"))]
MOMENTS += map(datetime.fromisoformat, ("9999-12-31T23:59:59", "1969-12-31T23:59:59.500000", "2024-03-01T00:00:00"))
AMOUNTS = [None, *map(Decimal, ("1.50", "-1.50", "-0.01", "2.00", "0", "99.99", "-99.99", "1", "0.10"))]
WHOLES = [1, -7, 7, 0, None, 5, -5, 32767, -32768, 2, 3]
LISTS = [None, [], ["a"], ["a", "激光"], ["b", None], [None], ["abc", "b"], ["Ё", "Ё"], ["", "z"]]
NOW = datetime.fromisoformat("2023-02-28T12:00:00")
COLUMNS: dict[str, tuple[str, list[Any], pa.DataType]] = {
    "t": ("string", TEXTS, pa.string()),
    "u": ("string", TEXTS, pa.string()),
    "a": ("date", DAYS, pa.date32()),
    "b": ("date", DAYS, pa.date32()),
    "m": ("date and time", MOMENTS, pa.timestamp("us")),
    "k": ("date and time", MOMENTS, pa.timestamp("us")),
    "n": ("number", AMOUNTS, pa.decimal128(9, 2)),
    "o": ("number", AMOUNTS, pa.decimal128(12, 4)),
    "i": ("number", WHOLES, pa.int16()),
    "f": ("boolean", [True, False, None], pa.bool_()),
    "l": ("Any", LISTS, pa.list_(pa.string())),
}
CELLS = {
    "t": [
        *('starts with(?, "a")', '"abc", starts with(?, "激")', 'not(starts with(?, "a"))', 'ends with(?, "c")'),
        *('contains(?, "激光")', 'contains(?, "")', 'contains(?, "\'b\\\\c%_")', 'not(contains(?, "a"))'),
        *("string length(?) > 3", "string length(?) = i", 'substring(?, 1, 2) = "ab"', 'substring(?, -2) = "ab"'),
        *('substring(?, -2, 1) in ("a", "b")', 'substring(?, 2) + "!" > "b"', '? + "x" = "abx"'),
        *('upper case(?) = "ABC"', 'lower case(?) = "ёлкаёж"', 'starts with(upper case(?), "A")'),
        *('matches(?, "^[A-Z激]")', 'matches(?, "^[0-9]{4}-\\\\d\\\\d$")', 'matches(?, "a.b")'),
        *(
            'matches(?, "[abЁ]+[^c]$")',
            'matches(?, "^b.?$")',
            'matches(?, "(a)?b\\\\\\\\c%")',
            *(
                'matches(?, "^\\\\d+$")',
                'matches(?, "^\\\\w+\\\\s", "s")',
                'matches(?, "[\\\\p{Lu}-[A-B]]")',
                'matches(?, "a.b", "s")',
            ),
        ),
        *('? != null and contains(?, "b")', 'contains(?, "b") or f', '? < u and contains(?, "b")'),
        *("contains(?, u)", "starts with(?, u)", "not(ends with(?, u))", 'contains(lower case(?), "b")'),
        *('upper case(substring(?, 1, 1)) = "A"', 'list contains(["ab", null], ?)', '(if f then ? else u) > "b"'),
        *("u", "not(u)", "> u", "? = u", "? != u", '["a".."b"], u'),
    ],
    "a": [
        *("[b..date(m)]", '? in [date("2000-01-01")..b]', "? between b and date(m)"),
        *("> b", "<= b", "b", "b, null", '? - b > duration("P30D")', '? + duration("P1D") > b', "(? - b).days > 100"),
        *('? - date("2020-01-01") >= duration("P1D")', '? + duration("P30D") < date("2021-01-31")'),
        *('? - duration("PT36H") = date("2021-01-01")', 'duration("PT36H") + ? = date("2021-01-04")'),
        *("?.year = 2024 and ?.month > 1", "?.weekday in (1, 7)", 'day of week(?) in ("Monday", "Sunday")'),
        *('month of year(?) = "December"', "day of year(?) = 366", "week of year(?) = 53"),
        *('years and months duration(?, date("2024-01-01")) > duration("P3Y")', "? < date(m)"),
        *("years and months duration(?, b).years >= 3", 'years and months duration(b, ?) < duration("P2M")'),
        *('? + duration("P1M") > b', '<= b - duration("P1Y6M")', '? - duration("P1M") = date("2023-01-31")'),
        *(
            'duration("P8000Y") + ? > b',
            'before(?, date("2023-02-28"))',
            'during(?, [date("1600-02-29")..@"2023-01-31"])',
        ),
        *('(if f then ? else b) < date("2023-01-31")', '? >= today() - duration("P1M")'),
        *("< today()", 'today() - ? > duration("P365D")', "years and months duration(?, today()).months = 1"),
    ],
    "m": [
        *('< date and time("2024-02-29T23:59:59")', 'date and time("2024-02-29T23:59:59")', "> k", "k", "not(k)"),
        *('date(?) = date("2024-02-29")', "?.hour = 23 and ?.minute = 59", "?.year > 2000", "date(?) < a", "? < now()"),
        *('? + duration("P30DT1S") < now()', '(duration("PT1S") + ?) - @"P1D" = @"2024-02-29T00:00:00"'),
        '[date and time("1969-12-31T23:59:59")..date and time("2024-02-29T23:59:59")]',
        'not(date and time("1969-12-31T23:59:59.5"))',
    ],
    "n": [
        *("> o", "o", "> i + 1", "i, > 50", "not(i)", "not(o, null)", "? + o = 0", "? * o > 2", "? - o > i"),
        *("? / 100 > 0.01", "? / 8 = 0.0125", "floor(?) = -2", "ceiling(?) = 2", "abs(?) > 1.5", "-? > 1"),
        *("round half up(?, 1) = 1.5", "round up(?, 0) = -2", "round half down(?, 0) = 1", "round down(?, 1) < -1"),
        *("decimal(?, 0) = 2", "decimal(?, -1) = 100", "floor(?, 1) = -1.5", "max(?, o) > 1", "min([?, i, 2]) = 2"),
        *("sum(?, o, i) > 1", "list contains([1.5, 2], ?)", "(if f then ? else i) > 1", "(if ? > 1 then 1 else ?) = 1"),
        *("modulo(i, 5) = 3 and ? > 1", "? > modulo(i, -5)", "even(i) or ? > 1", "odd(i) and ? > 1"),
        *("? > 1 and i < 5", "? > 1 or f", "? > 1 and ? < o", "if f then ? > 0 else ? < 0", "? in [0..1]"),
        *("[0..o]", "]o..i[", "not([i..o])", "? between 0 and o", "not(? between i and o)", "? in (o, > 50, [i..2])"),
        *("? > 1 and ? between i and o", "? in [i..o] or f"),
        *("? in (0, 1, > 50)", "not(? > 1 and f)", "? between 0 and 1", "? < o or ? > 50"),
    ],
    "l": [
        *('list contains(?, "激光")', "list contains(?, null)", "count(?) > 1", "count(?) = i"),
        *('some x in ? satisfies x in ("a", "b")', 'every x in ? satisfies x >= "a"', "some x in ? satisfies x = null"),
        *('not(list contains(?, "a"))', 'list contains(?, "a") and n > 0', 'some t in ? satisfies starts with(t, "a")'),
        *("list contains(?, t)", '?[1] = "a"', 'every x in ? satisfies list contains(["a", "b"], x)'),
        'every x in ? satisfies x != null and contains(x, "b")',
    ],
    "f": ["n > o", "? and i > 0", "? = null", "not(?)", "? or n = o"],
}
NAMED = [
    ("l", "count(?[item = t]) > 1", "it has names of its own"),
    ("l", 'index of(?, "a") = [1]', "it does more than compare with constants"),
    ("l", "some x in ? satisfies x = t", "it asks of each item something that depends on other facts"),
    ("t", 'matches(?, "(a)\\\\1")', "a reference to a group in a pattern"),
    ("t", 'matches(?, "a", "i")', "flags of a pattern that engines read differently"),
    ("t", 'substring before(?, u) = "a"', "it does more than compare with constants"),
    ("t", "number(?) > 1", "it does more than compare with constants"),
    ("n", "? / 3 > 0.5", "“/ 3” may give digits without end"),
    ("n", "? / i > 0.5", "“/” by what is no constant may give digits without end"),
    ("n", "[0..o + ?]", "it does more than compare with constants"),
    ("n", "? in (o, odd(i))", "it does more than compare with constants"),
    ("f", 'contains(t, "a")', "a function of other facts stands for the value"),
    ("t", "some x in [1, 2] satisfies string(x) = ?", "it has names of its own"),
]


def rows(count: int) -> pa.Table:
    draw = random.Random(5)
    made = {
        name: pa.array([draw.choice(values) for _ in range(count)], kind) for name, (_, values, kind) in COLUMNS.items()
    }
    return pa.table({"number": pa.array(range(count), pa.int32()), **made})


ROWS = rows(250)
RECORDS = ROWS.drop_columns("number").to_pylist()


def book(column: str, cell: str) -> Prepared:
    """One rule with that cell."""
    order = [column, *(name for name in COLUMNS if name != column)]
    model = table_model(
        [" | ".join([cell, *["-"] * (len(order) - 1)]) + " => 1"], inputs={n: COLUMNS[n][0] for n in order}
    )
    return prepare(read_model(model, name="made"))


def compiled(prepared: Prepared) -> Compiled:
    schema = schema_of(ibis.memtable(ROWS))
    return compile_table(prepared, {name: schema[name] for name in COLUMNS}, now=NOW)


@pytest.fixture(scope="module")
def parquet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found: Path = tmp_path_factory.mktemp("records") / "records.parquet"
    pq.write_table(ROWS, found)
    return found


CASES = [(column, cell) for column, cells in CELLS.items() for cell in cells]


@pytest.mark.parametrize(("column", "cell"), CASES)
def test_a_cell_is_decided_as_one_at_a_time(column: str, cell: str) -> None:
    prepared = book(column, cell)
    made = compiled(prepared)
    codes = BASE.to_pyarrow(made.expression(ibis.memtable(ROWS)).order_by("number")).column("rule").to_pylist()
    for record, code in zip(RECORDS, codes, strict=True):
        check(code, prepared.decide(record, now=NOW), made)
    assert codes.count(SINGLY) < len(codes) / 2
    assert {each.reason for each in made.uncompiled} <= {"a value that gives a fault, or that no column can tell"}


def test_spark_decides_every_cell_as_duckdb(spark: Any, parquet: Path) -> None:
    duckdb = ibis.duckdb.connect()
    # A few cells a question: a question of its own costs Spark more than its cell.
    for first in range(0, len(CASES), 4):
        some = CASES[first : first + 4]
        told = [decided_by(backend, backend.read_parquet(str(parquet)), some) for backend in (duckdb, spark)]
        assert told[0] == told[1], some


def decided_by(backend: Any, table: Any, cases: list[tuple[str, str]]) -> dict[str, list[int]]:
    """The codes that an engine gives under one rule with each of these cells, in the order of the records."""
    names = [f"rule {at}" for at in range(len(cases))]
    for name, (column, cell) in zip(names, cases, strict=True):
        table = compiled(book(column, cell)).expression(table, rule=name)
    found: dict[str, list[int]] = backend.to_pyarrow(table.select("number", *names).order_by("number")).to_pydict()
    return found


def test_engines_agree_on_every_letter_that_is_taken_for_one(spark: Any, tmp_path: Path) -> None:
    letters = [chr(at) for at in range(1, 0xFFFF) if re.match(f"[{CASED}]", chr(at))]
    file = str(tmp_path / "letters.parquet")
    pq.write_table(pa.table({"letter": letters}), file)
    for backend in (ibis.duckdb.connect(), spark):
        table = backend.read_parquet(file)
        told = backend.to_pyarrow(table.mutate(upper=table.letter.upper(), lower=table.letter.lower())).to_pylist()
        assert [each for each in told if (each["upper"], each["lower"]) != _cases(each["letter"])] == []


def _cases(letter: str) -> tuple[str, str]:
    return letter.upper(), letter.lower()


@pytest.mark.parametrize(("column", "cell", "reason"), NAMED)
def test_what_engines_would_not_agree_on_is_named(column: str, cell: str, reason: str) -> None:
    prepared = book(column, cell)
    made = compiled(prepared)
    assert [(each.decision, each.rule, each.column, each.reason) for each in made.uncompiled] == [
        ("answer", 1, column, reason)
    ]
    codes = BASE.to_pyarrow(made.expression(ibis.memtable(ROWS))).column("rule").to_pylist()
    assert set(codes) == {SINGLY}


FLOATS = [0.1, 0.3, 0.1 + 0.2, 0.0, -0.0, 5e-324, -5e-324, 1e300, 2.0**53, 2.0**53 + 2, sys.float_info.max, None]
ENDS = ["0.3", "0", "0.30000000000000004", "9007199254740993", "1e-320", "1e400", "-1e400", "1.7976931348623157e308"]


def test_floats_are_the_decimals_that_they_print_as(spark: Any, tmp_path: Path) -> None:
    rows = pa.table({"x": [*FLOATS, math.nan, math.inf, -math.inf], "at": range(len(FLOATS) + 3)})
    pq.write_table(rows, tmp_path / "floats.parquet")
    rules = [f"{test} => {at}" for at, test in enumerate([*ENDS, *(f"< {each}" for each in ENDS), "not(0.1, null)"])]
    prepared = prepare(read_model(table_model(rules, hit="RULE ORDER"), name="made"))
    table = ibis.memtable(rows)
    made = compile_table(prepared, schema_of(table.select("x")))
    for engine in (ibis.duckdb.connect(), spark):
        found = made.expression(engine.read_parquet(str(tmp_path / "floats.parquet"))).order_by("at")
        told = engine.to_pyarrow(found).column("rule").to_pylist()
        assert told[-3:] == [SINGLY] * 3
        assert SINGLY not in told[:-3]
        for fact, code in zip(FLOATS, told, strict=False):
            check(code, prepared.decide({"x": fact}), made)
