"""The same decision for a whole table, by an engine of columns."""

from pathlib import Path

import ibis

from verbale.engines.rules import prepare, read_model, to_json
from verbale.engines.rules.columns import SINGLY, compile_table, schema_of

path = Path(__file__).with_name("loan.dmn")
prepared = prepare(read_model(path.read_bytes(), name=path.name))
records = ibis.memtable({"kind": ["book", "journal", "map", None], "age": [12, 120, 12, 12]})

compiled = compile_table(prepared, schema_of(records))
for each in compiled.uncompiled:
    print("decided singly:", each.column, "with", each.reason)
for row in compiled.expression(records).to_pyarrow().to_pylist():
    rule = row.pop("rule")
    verdict = prepared.decide(row) if rule == SINGLY else compiled.verdict(rule)
    print(row["kind"], row["age"], "rule", rule, "gives", to_json(verdict.outputs))
