"""Small tables drawn at random, and every record that matters to them, one by one."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from hypothesis import strategies as st

from tests.engines.rules.models import table_model
from verbale.engines.rules import prepare, read_model
from verbale.engines.rules.table import TableRun

KINDS = {
    "n": ("number", ["-", "< 3", ">= 5", "[1..4]", "(2..6)", "3", "not(3)", "1, 5", "null", "not(null)", "? * 2 > 7"]),
    "t": ("string", ["-", '"a"', '"a", "b"', 'not("a")', "null", 'starts with(?, "a")', '< "b"', 'not("a", null)']),
    "b": ("boolean", ["-", "true", "false", "null", "not(true)"]),
    "d": ("date", ["-", '< date("2020-01-01")', '[date("2020-01-01")..date("2020-12-31")]', '@"2020-06-15"', "null"]),
    "l": ("list", ["-", "[]", "not([], null)", 'list contains(?, "x")', "count(?) > 1", '["x"]', "null",
                   'some i in ? satisfies i = "x"', 'every i in ? satisfies i = "x"']),
    "m": ("number", ["-", "< n", "> n + 1", "0", "n", ">= 2"]),
}  # fmt: skip
DAYS = [datetime.date(2019, 5, 1), datetime.date(2020, 1, 1), datetime.date(2020, 6, 15), datetime.date(2020, 12, 31)]
SAMPLES = {
    "n": [
        None,
        *(
            Decimal(each)
            for each in ("-3", "0", "1", "1.5", "2", "2.5", "3", "3.4", "3.6", "4", "4.5", "5", "5.5", "7")
        ),
    ],
    "t": [None, "a", "ab", "b", "zz", "A"],
    "b": [None, True, False],
    "d": [None, *DAYS, datetime.date(2020, 3, 3), datetime.date(2022, 1, 1)],
    "l": [None, (), ("x",), ("y",), ("x", "y"), ("x", "x"), ("y", "z"), (None,), ("x", None)],
    "m": [
        None,
        *map(
            Decimal,
            (
                "-9",
                "-3",
                "-1",
                "0",
                "0.5",
                "1",
                "1.5",
                "2",
                "2.5",
                "3",
                "3.4",
                "3.6",
                "4",
                "4.5",
                "4.6",
                "5",
                "5.5",
                "7",
                "8.5",
            ),
        ),
    ],
}


@dataclass(frozen=True)
class Drawn:
    columns: tuple[str, ...]
    hit: str
    rules: tuple[str, ...]

    @property
    def model(self):
        hit, _, aggregation = self.hit.partition(" ")
        inputs = {each: KINDS[each][0] for each in self.columns}
        data = table_model(list(self.rules), hit=hit, aggregation=aggregation, inputs=inputs)
        return read_model(data, name="drawn.dmn")


@st.composite
def drawn(draw, *, columns=None, hits=("UNIQUE", "ANY", "FIRST"), most=5):
    chosen = columns or draw(st.sampled_from([("n", "t"), ("n", "b", "t"), ("d", "b"), ("l", "t"), ("n", "m"), ("t",)]))
    cells = st.tuples(*(st.sampled_from(KINDS[each][1]) for each in chosen))
    rows = draw(st.lists(st.tuples(cells, st.sampled_from(["1", "2", "3"])), min_size=1, max_size=most))
    rules = tuple(f"{' | '.join(cells)} => {output}" for cells, output in rows)
    return Drawn(chosen, draw(st.sampled_from(hits)), rules)


def records(*tables: Drawn):
    names = tuple(dict.fromkeys(name for each in tables for name in each.columns))
    for values in product(*(SAMPLES[name] for name in names)):
        yield dict(zip(names, values, strict=True))


def matched(prepared, facts):
    """The rules that match a record, asked one by one whatever the hit policy."""
    decision = prepared.chosen(None)
    trail: list[TableRun] = []
    prepared.run(prepared.values(facts), decision, trail=trail)
    (run,) = trail
    table = run.table
    return tuple(
        number
        for number in range(1, len(table.table.rules) + 1)
        if table.first_failure(number - 1, run.values, run.scope) is None
    )


def ready(table: Drawn):
    return prepare(table.model)
