"""Runs folders of the DMN conformance kit: each holds a model and test cases in XML.

for result in run_kit(path):
    print(result.case, result.passed, result.failures)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from verbale.kernel.errors import VerbaleError

from .engine import Prepared, prepare
from .feel import Value
from .feel.compare import same
from .feel.timetext import read_date_time
from .feel.types import coerce
from .feel.write import literal
from .kitfile import Case, Expected, KitFile, read_kit
from .reader import read_model

TOLERANCE = Decimal("1e-8")
_NOW = read_date_time("2024-02-29T12:00:00Z")


@dataclass(frozen=True, slots=True)
class Failure:
    """A result that is not as the case wants it: both as FEEL literals, and what went wrong on the way, if anything.

    ``got`` is empty where nothing was decided, as with a model that cannot be read.
    """

    node: str
    expected: str
    got: str
    why: str = ""

    def __str__(self) -> str:
        if not self.got:
            return f"{self.node}: {self.why}"
        told = f"{self.node}: expected {self.expected}, got {self.got}"
        return f"{told} ({self.why})" if self.why else told


@dataclass(frozen=True, slots=True)
class CaseResult:
    """A case passes only if all its results do; ``folder`` and ``file`` say where it stands."""

    folder: Path
    file: str
    case: str
    failures: tuple[Failure, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether nothing failed."""
        return not self.failures


def run_kit(root: Path) -> Iterator[CaseResult]:
    """Every case of every folder below ``root``, and of ``root`` itself. A model that cannot be read fails its cases.

    The whole kit is read before the first case runs. Raises `NoFolder`, `NoCases`, `NotKit` or `NoModel`.
    """
    for file in read_kit(root):
        yield from _ran(file)


def _ran(file: KitFile) -> Iterator[CaseResult]:
    try:
        prepared = prepare(read_model(file.content, name=file.model.name))
    except VerbaleError as fault:
        for case in file.cases:
            undecided = (Failure(each.node, literal(each.value), "", str(fault)) for each in case.results)
            yield CaseResult(file.path.parent, file.path.name, case.id, tuple(undecided))
        return
    for case in file.cases:
        yield CaseResult(file.path.parent, file.path.name, case.id, tuple(_failures(prepared, case)))


def _failures(prepared: Prepared, case: Case) -> Iterator[Failure]:
    types = {each.name: each.type for each in prepared.model.inputs}
    values = {name: coerce(value, types[name]) for name, value in case.inputs.items() if name in types}
    for each in case.results:
        failure = _failure(prepared, values, each)
        if failure is not None:
            yield failure


def _failure(prepared: Prepared, values: dict[str, Value], expected: Expected) -> Failure | None:
    wanted = literal(expected.value)
    try:
        found = prepared.run(values, prepared.chosen(expected.node), now=_NOW)
    except VerbaleError as fault:
        return Failure(expected.node, wanted, "", str(fault))
    if alike(found.outputs, expected.value):
        return None
    return Failure(expected.node, wanted, literal(found.outputs), "; ".join(found.faults))


def alike(found: Value, expected: Value) -> bool:
    """Equality with numbers compared at 1e-8."""
    match found, expected:
        case (Decimal(), Decimal()):
            return abs(found - expected) <= TOLERANCE
        case (tuple(), tuple()):
            return len(found) == len(expected) and all(map(alike, found, expected))
        case (dict(), dict()):
            return found.keys() == expected.keys() and all(alike(found[key], expected[key]) for key in found)
    return same(found, expected)
