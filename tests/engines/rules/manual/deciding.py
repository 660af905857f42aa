"""One decision after another, with the reasons."""

from pathlib import Path

from verbale.engines.rules import prepare, read_model, to_json
from verbale.engines.rules.fast import fast

path = Path(__file__).with_name("loan.dmn")
prepared = prepare(read_model(path.read_bytes(), name=path.name))

verdict = prepared.decide({"kind": "journal", "age": 12}, explain=True)
print(to_json(verdict.outputs), verdict.fired[0].rule, verdict.fired[0].annotations["why"])
for missed in verdict.missed:
    print(missed.rule, missed.why)

quick = fast(prepared)  # the same answers, for one record after another
print([to_json(quick({"kind": kind, "age": 120}).outputs) for kind in ("book", "map")])
