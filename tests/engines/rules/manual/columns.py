"""The same decision for a whole table, by an engine of columns."""

from pathlib import Path

import ibis

from verbale.engines.rules import prepare, read_model, to_json
from verbale.engines.rules.columns import compile_table, schema_of

path = Path(__file__).with_name("loan.dmn")
prepared = prepare(read_model(path.read_bytes(), name=path.name))
records = ibis.memtable({"kind": ["book", "journal", "map", None], "age": [12, 120, 12, 12]})

compiled = compile_table(prepared, schema_of(records))
for each in compiled.uncompiled:
    print("decided singly:", each.column, "with", each.reason)
for row in compiled.expression(records).to_pyarrow().to_pylist():
    print(row["kind"], row["age"], "rule", row["rule"], "gives", to_json(compiled.output(row["rule"])))
