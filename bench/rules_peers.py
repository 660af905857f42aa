"""The engines that `bench/rules.py` asks, each with the 12 rules of `bench/review.py` in its own words."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import SimpleNamespace
from typing import Any
from xml.sax.saxutils import escape

import review
from review import NAMES, OUTPUTS, TWELVE, TYPES, Cells, book, jdm, outputs_of

from verbale.engines.rules.fast import fast

SLICE = 1_000
"""Records that are handed over at once, where an engine takes a list."""

Facts = Mapping[str, Any]
Ways = Iterator[tuple[str, Callable[[Sequence[Facts]], list[Any]], str]]
"""By name: what decides records, and what it tells of each: its ``outputs``, its ``rule`` or its ``basis``."""


def ours() -> Ways:
    """Closures and the function made of the table."""
    prepared = book(TWELVE)
    quick, told = fast(prepared), fast(prepared, explain=True)
    yield "ours, closures", lambda records: [prepared.decide(one).outputs for one in records], "outputs"
    yield "ours, fast", lambda records: [quick(one).outputs for one in records], "outputs"
    yield "ours, fast, with reasons", lambda records: [told(one).outputs for one in records], "outputs"


def zen() -> Ways:
    """zen-engine, one at a time and in its loop mode."""
    import zen as engine

    one = engine.ZenEngine().create_decision(jdm(TWELVE))
    loop = engine.ZenEngine().create_decision(looped())
    yield "zen-engine", lambda records: [one.evaluate(each)["result"] or None for each in records], "outputs"
    yield "zen-engine, loop mode", lambda records: in_slices(records, lambda some: zen_list(loop, some)), "outputs"


def looped() -> str:
    """zen-engine's table for a list of records."""
    made = json.loads(jdm(TWELVE))
    (table,) = (node for node in made["nodes"] if node["id"] == "table")
    table["content"] |= {
        "executionMode": "loop",
        "inputField": "records",
        "outputPath": "records",
        "passThrough": False,
    }
    return json.dumps(made)


def zen_list(loop: Any, records: Sequence[Facts]) -> list[Any]:
    """What its loop mode gives of each record."""
    return [one or None for one in loop.evaluate({"records": records})["result"]["records"]]


def cedar() -> Ways:
    """cedarpy, one at a time and in a batch; what is unknown is not told."""
    import cedarpy

    policies = cedarpy.PolicySet.from_str("\n".join(map(_policy, TWELVE)))
    entities = cedarpy.Entities.from_json_str("[]")

    def asked(facts: Facts) -> dict[str, Any]:
        known = {name: value for name, value in facts.items() if value is not None}
        return {"principal": 'P::"a"', "action": 'A::"decide"', "resource": 'R::"a"', "context": known}

    def batch(records: Sequence[Facts]) -> list[int]:
        return [_first(one) for one in cedarpy.is_authorized_batch([asked(one) for one in records], policies, entities)]

    yield (
        "cedarpy",
        lambda records: [_first(cedarpy.is_authorized(asked(one), policies, entities)) for one in records],
        "rule",
    )
    yield "cedarpy, batch", lambda records: in_slices(records, batch), "rule"


def _policy(cells: Cells) -> str:
    asked = " && ".join(_condition(name, cell) for name, cell in cells.items()) or "true"
    return f"permit(principal, action, resource) when {{ {asked} }};"


def _condition(name: str, cell: Any) -> str:
    value = f"context.{name}"
    match cell:
        case bool():
            told = f"{value} == {json.dumps(cell)}"
        case (int(low), int(high)):
            told = f"{value} >= {low} && {value} <= {high}"
        case _:
            told = f"{json.dumps(cell)}.contains({value})"
    return f"context has {name} && {told}"


def _first(result: Any) -> int:
    return min((int(reason.removeprefix("policy")) + 1 for reason in result.diagnostics.reasons), default=0)


def spiff() -> Ways:
    """SpiffWorkflow's table, with its own engine for Python."""
    from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
    from SpiffWorkflow.dmn.engine.DMNEngine import DMNEngine

    engine = DMNEngine(_spiff_table())
    flow = SimpleNamespace(script_engine=PythonScriptEngine())

    def decide(facts: Facts) -> Any:
        return dict(engine.result(SimpleNamespace(data=dict(facts), workflow=flow))) or None

    yield "SpiffWorkflow", lambda records: [decide(one) for one in records], "outputs"


def _spiff_table() -> Any:
    from SpiffWorkflow.dmn.specs import model

    table = model.DecisionTable("t", "t", "UNIQUE")
    columns = {name: model.Input(name, name, name, name, "") for name in NAMES}
    given = [model.Output(name, name, name, "string") for name in OUTPUTS]
    for number, cells in enumerate(TWELVE, 1):
        rule = model.Rule(f"r{number}")
        for name, column in columns.items():
            entry = model.InputEntry(f"{number}{name}", column)
            entry.lhs = [_python(cells.get(name))]
            rule.inputEntries.append(entry)
        for output, text in zip(given, outputs_of(number), strict=True):
            made = model.OutputEntry(f"{number}{output.name}", output)
            made.text = json.dumps(text)
            rule.outputEntries.append(made)
        table.rules.append(rule)
    return table


def _python(cell: Any) -> str | None:
    match cell:
        case None:
            return None
        case bool():
            return f"? is {cell}"
        case (int(low), int(high)):
            return f"{low} <= ? <= {high}"
    return f"? in {tuple(cell)!r}"


def dmnrules() -> Ways:
    """pyDMNrules, by DMN; of several outputs it keeps the last, so it has one."""
    import pyDMNrules

    engine = pyDMNrules.DMN()
    read = engine.useXML(dmn())
    if read.get("errors"):
        raise SystemExit(f"pyDMNrules cannot read the table: {read['errors']}")
    yield "pyDMNrules", lambda records: [engine.decide(dict(one))[1]["Result"]["basis"] for one in records], "basis"


def dmn() -> str:
    """The 12 rules in DMN, with the basis alone as output."""
    kinds = {name: TYPES.get(name, "string") for name in NAMES}
    given = "".join(
        f'<inputData id="i_{name}" name="{name}"><variable name="{name}" typeRef="{kind}"/></inputData>'
        for name, kind in kinds.items()
    )
    needs = "".join(
        f'<informationRequirement id="q_{name}"><requiredInput href="#i_{name}"/></informationRequirement>'
        for name in NAMES
    )
    columns = "".join(
        f'<input id="c_{name}" label="{name}"><inputExpression typeRef="{kind}"><text>{name}</text></inputExpression>'
        "</input>"
        for name, kind in kinds.items()
    )
    rules = "".join(_dmn_rule(number, cells) for number, cells in enumerate(TWELVE, 1))
    return (
        '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="m" name="bench" namespace="urn:bench">'
        f'{given}<decision id="d" name="basis"><variable name="basis" typeRef="string"/>{needs}'
        '<decisionTable id="t" hitPolicy="FIRST">'
        f'{columns}<output id="o" label="basis" name="basis" typeRef="string"/>{rules}'
        "</decisionTable></decision></definitions>"
    )


def _dmn_rule(number: int, cells: Cells) -> str:
    asked = "".join(f"<inputEntry><text>{escape(review._feel(cells.get(name)))}</text></inputEntry>" for name in NAMES)
    given = escape(json.dumps(outputs_of(number)[-1]))
    return f'<rule id="r{number}">{asked}<outputEntry><text>{given}</text></outputEntry></rule>'


PEERS: dict[str, Callable[[], Ways]] = {"zen": zen, "cedarpy": cedar, "SpiffWorkflow": spiff, "pyDMNrules": dmnrules}
"""By the name under which Python knows each."""
SLOW = {"SpiffWorkflow": 20, "pyDMNrules": 200}
"""Asked so many times fewer."""


def in_slices(records: Sequence[Facts], decide: Callable[[Sequence[Facts]], list[Any]]) -> list[Any]:
    """All records, some at a time."""
    return [one for at in range(0, len(records), SLICE) for one in decide(records[at : at + SLICE])]
