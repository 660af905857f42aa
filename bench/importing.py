"""How fast a source becomes an edition, beside pymarc reading the same file in the same run; and in how much memory.

``python bench/importing.py FILE [RUNS]`` (ISO 2709; 3 runs by default, in turns; the best of each counts). ``pymarc``
only reads, on one core, as it does: ``for record in MARCReader(…)``. The others write Parquet too: ``plain road``
record by record, ``broad road`` by columns, ``with links`` the duplicates linked on top, ``an import`` all that
``write_edition`` does; these work in several threads. ``on one core`` is the broad road held to one. Then both roads'
rows are compared one by one, and the fields of every record that both read with pymarc's. Memory is that of a process
of its own, beyond idle, with the source repeated 1, 4, 16 and 64 times in a stream. Promised: the broad road at least
10 times pymarc's records a second of wall time, and never more than 384 MiB. Exits with 1 if not. Read the ratios;
times are this machine's. Where others use the machine too, wall time says less than CPU time, which is told beside it,
the CPU time of all threads together; ``busy`` is how many cores' worth of it the best run had.
"""

from __future__ import annotations

import logging
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from pymarc import MARCReader

from verbale.engines.catalogue import Fault, Lookups, Record, Statement, describe, read_records, write_edition
from verbale.engines.catalogue.batches import batch_of
from verbale.engines.catalogue.bulk import read_batches
from verbale.engines.catalogue.bulk.road import THREADS
from verbale.engines.catalogue.columns import FEW, RECORDS, row_of
from verbale.engines.catalogue.duplicates import write_duplicates
from verbale.engines.catalogue.edition import RECORDS_FILE
from verbale.engines.catalogue.importing import numbered
from verbale.engines.catalogue.reading import opened, read_entries
from verbale.engines.catalogue.table import Table

STATEMENT = Statement("open", "the public catalogue", "A. Desk", date(2026, 11, 21))
LOOKUPS = Lookups(
    {"sz": "domestic", "fi": "partner", "gw": "third country"},
    (("*university*", "university"), ("Meridian Press", "listed press")),
)
LEAST, MOST_MEMORY = 10.0, 384
TIMES = (1, 4, 16, 64)


class Repeated:
    """A source so many times over, as a stream."""

    def __init__(self, path: Path, times: int) -> None:
        self._path, self._left = path, times
        self._file = BytesIO()

    def read(self, size: int) -> bytes:
        while not (data := self._file.read(size)) and self._left:
            self._left -= 1
            self._file = self._path.open("rb")  # type: ignore[assignment]
        return data


def main() -> int:
    path, runs = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 3
    logging.disable()
    print(f"{path.name}, {path.stat().st_size / 1e6:.1f} MB, the best of {runs} runs")
    print(f"Python {platform.python_version()}, {platform.machine()}, {_processor()}, {os.cpu_count()} cores,")
    print(f"{THREADS} chunks at a time; {os.getloadavg()[0]:.1f} processes wanted a core when this began\n")
    print(f"{'':12}{'records':>9}{'wall s':>9}{'CPU s':>9}{'busy':>6}{'a second':>11}{'× pymarc':>10}{'× CPU':>8}")
    rates: dict[str, tuple[float, float]] = {}
    taken = [[_timed(road, path) for road in ROADS.values()] for _ in range(runs)]
    for name, timed in zip(ROADS, zip(*taken, strict=True), strict=True):
        count, wall, busy = min(timed, key=lambda one: one[1])
        cpu = min(one[2] for one in timed)
        rates[name] = count / wall, count / cpu
        times = [mine / theirs for mine, theirs in zip(rates[name], rates["pymarc"], strict=True)]
        print(f"{name:12}{count:9,}{wall:9.3f}{cpu:9.3f}{busy / wall:6.1f}", end="")
        print(f"{count / wall:11,.0f}{times[0]:10.1f}{times[1]:8.1f}")
    equal = _compared(path)
    grown = _memory(path)
    ratio = rates["broad road"][0] / rates["pymarc"][0]
    print(f"\nAt least {LEAST:g} times pymarc's records a second: {'kept' if ratio >= LEAST else 'NOT KEPT'}")
    return 0 if equal and grown and ratio >= LEAST else 1


def _timed(road: Callable[[Path, Path], int], path: Path) -> tuple[int, float, float]:
    with tempfile.TemporaryDirectory() as folder:
        wall, cpu = time.perf_counter(), time.process_time()
        count = road(path, Path(folder) / "edition")
        return count, time.perf_counter() - wall, time.process_time() - cpu


def _pymarc(path: Path, _: Path) -> int:
    with path.open("rb") as stream:
        return sum(record is not None for record in MARCReader(stream, to_unicode=True, force_utf8=False))


def _plain(path: Path, folder: Path) -> int:
    folder.mkdir()
    with path.open("rb") as stream, Table(folder / RECORDS_FILE, RECORDS, FEW) as table:
        some: list[Any] = []
        for read in read_entries(stream, name=path.name):
            some.append(read)
            if len(some) == 1024:
                table.extend(batch_of(some, STATEMENT, LOOKUPS).rows)
                some = []
        table.extend(batch_of(some, STATEMENT, LOOKUPS).rows)
        return table.count


def _broad(path: Path, folder: Path) -> int:
    folder.mkdir()
    with path.open("rb") as stream, Table(folder / RECORDS_FILE, RECORDS, FEW) as table:
        for batch in read_batches(opened(stream, path.name), STATEMENT, LOOKUPS):
            table.extend(numbered(batch.rows, table.count))
        return table.count


def _on_one_core(path: Path, folder: Path) -> int:
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    try:
        return _broad(path, folder)
    finally:
        os.sched_setaffinity(0, cores)


def _linked(path: Path, folder: Path) -> int:
    count = _broad(path, folder)
    write_duplicates(folder)
    return count


def _whole(path: Path, folder: Path) -> int:
    with path.open("rb") as stream:
        return write_edition(stream, folder, name=path.name, statement=STATEMENT, lookups=LOOKUPS).records


ROADS: dict[str, Callable[[Path, Path], int]] = {
    "pymarc": _pymarc, "plain road": _plain, "broad road": _broad, "on one core": _on_one_core, "with links": _linked,
    "an import": _whole,
}  # fmt: skip


def _compared(path: Path) -> bool:
    """Whether both roads give equal rows; tells how many records have the same fields as pymarc reads."""
    with path.open("rb") as stream, path.open("rb") as again:
        broad = (
            row for batch in read_batches(opened(again, "source"), STATEMENT, LOOKUPS) for row in batch.rows.to_pylist()
        )
        rows = same = fields = both = odd = 0
        for read in read_records(stream, name="source"):
            if isinstance(read, Fault):
                continue
            told = row_of(0, read, describe(read), STATEMENT, LOOKUPS)
            plain = {name: list(value) if isinstance(value, tuple) else value for name, value in told.items()}
            rows, same = rows + 1, same + (next(broad) == plain)
            theirs = next(MARCReader(BytesIO(read.raw)), None)
            if theirs is not None:
                both += 1
                equal = _ours(read) == _told(theirs)
                fields, odd = fields + equal, odd + (not equal and bool(read.remarks))
    print(f"\n{same:,} of {rows:,} rows equal on both roads")
    print(
        f"{fields:,} of {both:,} records that pymarc reads too have its fields; {odd:,} of the others are remarked on"
    )
    return same == rows


def _ours(record: Record) -> list[object]:
    return [
        (tag, value.decode() if tag < "010" else None, None if tag < "010" else [*one.subfields])
        for tag, values in sorted(record.content.items())
        for value, one in zip(values, record.fields(tag), strict=True)
    ]


def _told(record: Any) -> list[object]:
    return [
        (
            one.tag,
            one.data if one.tag < "010" else None,
            None if one.tag < "010" else [(p.code, p.value) for p in one.subfields],
        )
        for one in sorted(record.fields, key=lambda one: one.tag)
    ]


def _memory(path: Path) -> bool:
    """Tells MiB beyond idle at 1, 4, 16 and 64 times the source; whether that is within bounds."""
    idle = _peak(path, 0)
    found = {times: _peak(path, times) - idle for times in TIMES}
    print("MiB beyond idle: " + ", ".join(f"{mib:.0f} at {times} ×" for times, mib in found.items()))
    return max(found.values()) <= MOST_MEMORY


def _peak(path: Path, times: int) -> float:
    done = subprocess.run(
        [sys.executable, __file__, "--peak", str(path), str(times)], check=True, capture_output=True, text=True
    )
    return float(done.stdout)


def _run(path: Path, times: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        stream = Repeated(path, times) if times else BytesIO(path.open("rb").read(100_000))
        write_edition(stream, Path(folder) / "edition", name=path.name, statement=STATEMENT, lookups=LOOKUPS)
    # Of this program alone: what getrusage tells begins with what the parent had.
    status = Path("/proc/self/status").read_text().splitlines()
    print(next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024)


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--peak"]:
        _run(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        raise SystemExit(main())
