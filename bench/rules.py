"""The rules beside their peers in one run: conformance, single decisions, and many at once.

``python bench/rules.py [--single N] [--many N] [--peers]`` (20,000 single decisions, 1,000,000 records at once). The
peers are no part of the project: install them with ``pip install -r requirements/bench.txt``; one that is not there is
named and passed over, or with ``--peers`` refused. All decide by the same 12 rules of `bench/review.py`, and each one's
answers are first compared with ours. zen-engine is asked one record at a time, and in its own loop mode with a list;
cedarpy (policies have no order: it tells all that match, of which the first counts) one at a time and in a batch;
SpiffWorkflow's cells are Python (its policy U takes the first that matches); pyDMNrules decides by the same DMN, one
output. Microseconds of CPU a decision, the least of three turns.

Many at once: records are read from Parquet and written with rule and outputs. Ours and the floor, which reads what ours
wrote and writes it again, are measured as `bench/review.py` does, each in a process of its own; zen-engine's loop mode
reads and writes the same by pyarrow, over a hundredth of the records. Records a second of CPU.

Conformance: the cases of the DMN kit that stand beside the project, ours as found now; of others the figures that they
published for the whole kit. Promised: every case passes but those of Java functions; the fast way decides faster than
every peer, also than with a list, and with the reasons for every rule faster than each peer that is asked one at a time;
columns faster than zen-engine's loop mode. Read the ratios; times are this machine's. Exits with 1 if a promise does
not hold.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.sax.saxutils import escape

import pyarrow.parquet
import review
from review import FACTS, NAMES, OUTPUTS, TWELVE, TYPES, YEARS, Cells, book, jdm, outputs_of

from verbale.engines.rules.kit import run_kit

KIT = Path(__file__).resolve().parents[2] / "shared" / "tck"
PUBLISHED = (
    ("jDMN", 3391, 3391),
    ("Trisotech", 3391, 3391),
    ("Drools", 3388, 3391),
    ("DecisionToolkit", 3374, 3390),
    ("Camunda (FEEL Scala engine)", 2854, 3250),
)
"""Results passed and asked for, of the whole kit, as each engine's makers published them."""
OUTSIDE = "0076-feel-external-java"
"""Cases of Java functions, which give null and say why."""
COMPARED = 500
SLICE = 1_000
"""Records that are handed over at once, where an engine takes a list."""

Facts = Mapping[str, Any]
Ways = Iterator[tuple[str, Callable[[Sequence[Facts]], list[Any]], str]]
"""By name: what decides records, and what it tells of each: its ``outputs``, its ``rule`` or its ``basis``."""


def ours() -> Ways:
    """Closures and the function made of the table."""
    prepared = book(TWELVE)
    quick, told = prepared.fast(), prepared.fast(explain=True)
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


def main() -> int:
    told = argparse.ArgumentParser(description="The rules beside their peers.")
    told.add_argument("--single", type=int, default=20_000)
    told.add_argument("--many", type=int, default=1_000_000)
    told.add_argument("--peers", action="store_true", help="refuse to run without one of them")
    asked = told.parse_args()
    missing = [name for name in PEERS if importlib.util.find_spec(name) is None]
    if missing and asked.peers:
        raise SystemExit(f"not installed: {', '.join(missing)}; pip install -r requirements/bench.txt")
    kept = [conformance(), single(asked.single, missing)]
    if asked.many:
        kept.append(many(asked.many, "zen" not in missing))
    return 0 if all(kept) else 1


def conformance() -> bool:
    """Ours of the cases that are here, and what others published."""
    print("Conformance to the DMN kit")
    kept = True
    if KIT.is_dir():
        results = list(run_kit(KIT))
        failed = [one for one in results if not one.passed]
        others = [one for one in failed if OUTSIDE not in str(one.folder)]
        kept = not others
        java = f", {len(failed) - len(others)} of Java functions not" if failed else ""
        print(f"{'ours, of the cases here':38}{len(results) - len(failed):6,} of {len(results):,} cases{java}")
        for one in others:
            print(f"  {one.folder.name} {one.case}: {one.failures[0]}")
    else:
        print("ours: no cases of the kit are beside the project")
    for name, passed, all_of_them in PUBLISHED:
        print(f"{name + ', published':38}{passed:6,} of {all_of_them:,} results")
    print(f"Every case here but those of Java functions: {'kept' if kept else 'NOT KEPT'}\n")
    return kept


def single(count: int, missing: Sequence[str]) -> bool:
    """Microseconds of CPU a decision, of each way to decide."""
    draw = random.Random(7)
    records = [
        {**{name: draw.choice(values) for name, values in FACTS.items()}, "year": draw.randrange(*YEARS)}
        for _ in range(count)
    ]
    prepared = book(TWELVE)
    wanted = [_wanted(prepared.decide(one)) for one in records[:COMPARED]]
    spent: dict[str, float] = {}
    for peer, ways in {"": ours, **PEERS}.items():
        if peer in missing:
            continue
        some = records[: max(count // SLOW.get(peer, 1), 1)]
        for name, decide, told in ways():
            check(name, decide(some[:COMPARED]), [one[told] for one in wanted][: len(some)])
            spent[name] = min(_cpu(decide, some) for _ in range(3)) / len(some)
    print(f"{count:,} single decisions under 12 rules\n{'':28}{'µs':>9}{'times ours, fast':>19}")
    for name, seconds in spent.items():
        print(f"{name:28}{seconds * 1e6:9.2f}{seconds / spent['ours, fast']:19.1f}")
    for name in missing:
        print(f"{name:28} not installed")
    peers = {name: seconds for name, seconds in spent.items() if not name.startswith("ours")}
    kept = all(spent["ours, fast"] < seconds for seconds in peers.values())
    kept &= all(spent["ours, fast, with reasons"] < peers[name] for name in peers if "," not in name)
    print(f"Fast before every peer, with reasons before each asked one at a time: {'kept' if kept else 'NOT KEPT'}\n")
    return kept


def _wanted(verdict: Any) -> dict[str, Any]:
    outputs = verdict.outputs
    rule = verdict.fired[0].rule if verdict.fired else 0
    return {"outputs": outputs, "rule": rule, "basis": outputs["basis"] if outputs else None}


def check(name: str, found: list[Any], wanted: list[Any]) -> None:
    """Stops where an engine decides otherwise than ours."""
    for at, (one, other) in enumerate(zip(found, wanted, strict=True)):
        if one != other:
            raise SystemExit(f"{name} decides record {at} otherwise: {one}, not {other}")


def _cpu(decide: Callable[[Sequence[Facts]], list[Any]], records: Sequence[Facts]) -> float:
    begun = time.process_time()
    decide(records)
    return time.process_time() - begun


def many(count: int, with_zen: bool) -> bool:
    """Records a second of CPU: ours, the floor, zen-engine's loop mode."""
    print(f"{count:,} records from Parquet to Parquet\n{'':28}{'records/s of CPU':>18}{'times the floor':>17}")
    with tempfile.TemporaryDirectory() as folder:
        review._draw(Path(folder) / "records.parquet", count)
        rows = {name: review._measured(name, folder, 2)["cpu"] / count for name in ("12 rules", "scan", "300 rules")}
        if with_zen:
            rows["zen-engine, loop mode"] = _zen_many(Path(folder), max(count // 100, 1))
    floor = rows["scan"]
    for name, seconds in rows.items():
        label = {"scan": "the floor: scan and write"}.get(name, name if "zen" in name else f"ours, {name}")
        print(f"{label:28}{1 / seconds:18,.0f}{seconds / floor:17.2f}")
    kept = rows["12 rules"] < rows.get("zen-engine, loop mode", float("inf"))
    print(f"Columns faster than zen-engine's loop mode: {'kept' if kept else 'NOT KEPT'}")
    return kept


def _zen_many(folder: Path, count: int) -> float:
    import zen as engine

    loop = engine.ZenEngine().create_decision(looped())
    begun = time.process_time()
    source = pyarrow.parquet.ParquetFile(folder / "records.parquet")
    taken = 0
    target = None
    for batch in source.iter_batches(batch_size=SLICE):
        given = zen_list(loop, batch.select(NAMES).to_pylist())
        outputs = pyarrow.Table.from_pylist([one or dict.fromkeys(OUTPUTS) for one in given])
        made = pyarrow.Table.from_batches([batch])
        for name in OUTPUTS:
            made = made.append_column(name, outputs[name])
        target = target or pyarrow.parquet.ParquetWriter(folder / "zen.parquet", made.schema, compression="zstd")
        target.write_table(made)
        taken += len(batch)
        if taken >= count:
            break
    if target is not None:
        target.close()
    return (time.process_time() - begun) / taken


if __name__ == "__main__":
    raise SystemExit(main())
