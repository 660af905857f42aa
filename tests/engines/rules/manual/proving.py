"""What holds for every record, and not only for those that were tried."""

from pathlib import Path

from verbale.engines.rules import prepare, read_model
from verbale.engines.rules.proof import differ, examine, prove, smallest_change

path = Path(__file__).with_name("loan.dmn")
text = path.read_bytes()
model = read_model(text, name=path.name)
prepared = prepare(model)

for claim in ('if kind = "journal" then days != 28 else true', "days <= 28"):
    found = prove(prepared, claim)
    print(claim, "→", found.holds, dict(found.counterexample or {}))

for finding in examine(model).findings:
    print(finding)

shorter = prepare(read_model(text.replace(b"<text>28</text>", b"<text>21</text>"), name="shorter.dmn"))
for region in differ(prepared, shorter).regions:
    print("rule", region.old_rule, "→ rule", region.new_rule, region.witness)
    print("  ", region.old_outputs, "→", region.new_outputs)

for change in smallest_change(prepared, {"kind": "map", "age": 12}, "days = 28", ["kind", "age"]):
    print("it would take", dict(change.facts))
