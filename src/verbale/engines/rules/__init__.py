"""Decision tables and FEEL: read a DMN model, decide with reasons.

    from verbale.engines.rules import read_model, prepare, to_json

    model = read_model(path.read_bytes(), name=path.name)
    prepared = prepare(model)                       # once, then tens of microseconds a decision
    verdict = prepared.decide({"distribution": "open", "year": 1963}, explain=True)
    verdict.outputs                                 # a value, or a dict by output name
    verdict.fired[0].rule, verdict.fired[0].annotations["clause"]
    verdict.missed[0].why                           # distribution is "internal", the cell asks for "open"
    verdict.faults                                  # why an output is null
    verdict.required                                # the same for the decisions it rests on

`verbale.engines.rules.fast` decides one record at a time some fifty times faster, `verbale.engines.rules.columns`
millions of them. No file is opened but by `verbale.engines.rules.dmn.parts.parts_beside`, which finds the models that
a model imports; their bytes go into `read_model(…, parts=…)`. The interface of a supply rulebook is in
`verbale.engines.rules.supply`, FEEL alone in `verbale.engines.rules.feel`. `verbale.engines.rules.check` says what is
wrong with a rulebook, `verbale.engines.rules.proof` what holds for every record and where two versions differ; tables
of cases are in `verbale.engines.rules.cases`, the runner of the conformance kit in `verbale.engines.rules.kit`.
docs/rules.md has examples that run.
"""

from .dmn.reader import read_model
from .engine import Prepared, decide, prepare
from .errors import (
    BadCell,
    BadExpression,
    BadFact,
    BadModel,
    NotDmn,
    UnknownDecision,
    UnknownInput,
    WhichDecision,
)
from .facts import Fact, read_facts, to_json, to_value
from .feel import Value
from .model import DecisionTable, Hit, Model
from .verdict import Decide, Fired, Missed, Record, Verdict

__all__ = [
    "BadCell",
    "BadExpression",
    "BadFact",
    "BadModel",
    "Decide",
    "DecisionTable",
    "Fact",
    "Fired",
    "Hit",
    "Missed",
    "Model",
    "NotDmn",
    "Prepared",
    "Record",
    "UnknownDecision",
    "UnknownInput",
    "Value",
    "Verdict",
    "WhichDecision",
    "decide",
    "prepare",
    "read_facts",
    "read_model",
    "to_json",
    "to_value",
]
