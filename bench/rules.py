"""The rules beside their peers in one run: conformance, single decisions, and many at once.

``python bench/rules.py [--single N] [--many N] [--peers]`` (20,000 single decisions, 1,000,000 records at once). The
peers are no part of the project: install them with ``pip install -r requirements/bench.txt``; one that is not there is
named and passed over, or with ``--peers`` refused. All decide by the same 12 rules of `bench/review.py`, and each one's
answers are first compared with ours. zen-engine is asked one record at a time, and in its own loop mode with a list;
cedarpy (policies have no order: it tells all that match, of which the first counts) one at a time and in a batch;
SpiffWorkflow's cells are Python (its policy U takes the first that matches); pyDMNrules decides by the same DMN, one
output. Microseconds of CPU a decision, the least of three turns.

Many at once: records are read from Parquet and written with rule and outputs. Ours and the floor, which reads what ours
wrote and writes it again, are measured as `bench/review.py` does, each in a process of its own; the peers, each as it
takes many, read the same and write what they tell by pyarrow, over a hundredth of the records, slow ones over fewer.
Records a second of CPU.

Conformance: the cases of the DMN kit that stand beside the project, ours as found now; of others the figures that they
published for the whole kit. Promised: every case passes but those of Java functions; the fast way decides faster than
every peer, with the reasons for every rule too, 15 times as fast as zen-engine's loop mode, 3 times with the reasons;
columns faster than every peer. Read the ratios; times are this machine's. Exits with 1 if a promise does
not hold.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pyarrow.parquet
import review
from review import FACTS, NAMES, OUTPUTS, TWELVE, YEARS, book
from rules_peers import PEERS, SLICE, SLOW, Facts, ours

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
LEAST = {"ours, fast": 15, "ours, fast, with reasons": 3}
"""How many times as fast as zen-engine's loop mode."""


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
        kept.append(many(asked.many, missing))
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
    kept = all(spent["ours, fast, with reasons"] < seconds for seconds in peers.values())
    loop = peers.get("zen-engine, loop mode")
    if loop is not None:
        print("Times as fast as zen-engine's loop mode: ", end="")
        print(", ".join(f"{way} {loop / spent[way]:.1f} (promised {least})" for way, least in LEAST.items()))
        kept &= all(loop / spent[way] >= least for way, least in LEAST.items())
    print(f"Before every peer, with reasons too: {'kept' if kept else 'NOT KEPT'}\n")
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


def many(count: int, missing: Sequence[str]) -> bool:
    """Records a second of CPU: ours, the floor, and the peers, each as it takes many."""
    print(f"{count:,} records from Parquet to Parquet\n{'':28}{'records/s of CPU':>18}{'times the floor':>17}")
    with tempfile.TemporaryDirectory() as folder:
        review._draw(Path(folder) / "records.parquet", count)
        rows = {name: review._measured(name, folder, 2)["cpu"] / count for name in ("12 rules", "scan", "300 rules")}
        peers: dict[str, float] = {}
        for peer in (each for each in PEERS if each not in missing):
            *_, (name, decide, told) = PEERS[peer]()
            peers[name] = _written(Path(folder), max(count // 100 // SLOW.get(peer, 1), 1), decide, told)
    floor = rows["scan"]
    labels = {name: f"ours, {name}" for name in rows} | {"scan": "the floor: scan and write"}
    for name, seconds in {**rows, **peers}.items():
        print(f"{labels.get(name, name):28}{1 / seconds:18,.0f}{seconds / floor:17.2f}")
    for name in missing:
        print(f"{name:28} not installed")
    kept = all(rows["12 rules"] < seconds for seconds in peers.values())
    print(f"Columns faster than every peer: {'kept' if kept else 'NOT KEPT'}")
    return kept


def _written(folder: Path, count: int, decide: Callable[[Sequence[Facts]], list[Any]], told: str) -> float:
    """Seconds of CPU a record, read and written with what a peer tells of it."""
    begun = time.process_time()
    source = pyarrow.parquet.ParquetFile(folder / "records.parquet")
    taken = 0
    target = None
    for batch in source.iter_batches(batch_size=min(SLICE, count)):
        given = decide(batch.select(NAMES).to_pylist())
        rows = [one or dict.fromkeys(OUTPUTS) for one in given] if told == "outputs" else [{told: one} for one in given]
        made = pyarrow.Table.from_batches([batch])
        tells = pyarrow.Table.from_pylist(rows)
        for name in tells.column_names:
            made = made.append_column(name, tells[name])
        target = target or pyarrow.parquet.ParquetWriter(folder / "peer.parquet", made.schema, compression="zstd")
        target.write_table(made)
        taken += len(batch)
        if taken >= count:
            break
    if target is not None:
        target.close()
    return (time.process_time() - begun) / taken


if __name__ == "__main__":
    raise SystemExit(main())
