"""Runs folders of the conformance kit, and says of each expected value what was found in its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from verbale.kernel.errors import VerbaleError

from ..dmn.parts import parts_beside
from ..dmn.reader import read_leniently
from ..engine import Prepared, prepare
from ..feel import Value
from ..feel.compare import same
from ..feel.timetext import read_date_time
from ..feel.types import ANY, ContextType, ListType, Type, bare, coerce
from ..feel.write import literal
from ..model import Decision, InputData, Model
from ..verdict import Record
from .file import INVOCABLE, Case, Expected, KitFile, read_kit

Part = TypeVar("Part", InputData, Decision)
TOLERANCE = Decimal("1e-8")
_BROKEN = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""A fault of our own fails the case that meets it, and the run goes on."""
_NOW = read_date_time("2024-02-29T12:00:00Z")


@dataclass(frozen=True, slots=True)
class Failure:
    """A result that is not as the case wants it: both as FEEL literals, and what went wrong on the way, if anything.

    ``got`` is empty where nothing was decided, as with a model that cannot be read; ``node`` too where a whole file
    cannot.
    """

    node: str
    expected: str
    got: str
    why: str = ""

    def __str__(self) -> str:
        if not self.got:
            return f"{self.node}: {self.why}" if self.node else self.why
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


def run_kit(*roots: Path) -> Iterator[CaseResult]:
    """Every case of every folder below ``roots``, and of these themselves; a file that two of them hold is run once.

    What cannot be read or is not supported fails its cases, each by name. The whole kit is read before the first case
    runs. Raises `NoFolder` or `NoCases`.
    """
    files = {file.path.resolve(): file for root in roots for file in read_kit(root)}
    for file in files.values():
        yield from _ran(file)


def _ran(file: KitFile) -> Iterator[CaseResult]:
    def result(case: str, *failures: Failure) -> CaseResult:
        return CaseResult(file.path.parent, file.path.name, case, failures)

    if file.fault:
        yield result("", Failure("", "", "", file.fault))
        return
    prepared: Prepared | None = None
    unread, faults = "", ""
    try:
        parts = parts_beside(file.content, file.model.name, file.model.parent)
        # An expression that cannot be read is null, as every error is, and fails no other decision of its model.
        read = read_leniently(file.content, name=file.model.name, parts=parts)
        faults = "; ".join(map(str, read.faults))
        prepared = prepare(read.model)
    except (VerbaleError, *_BROKEN) as fault:
        unread = _told(fault)
    for case in file.cases:
        why = case.fault or unread
        if prepared is not None and not why:
            yield result(case.id, *(_explained(each, faults) for each in _failures(prepared, case)))
        else:
            nodes = case.results or (Expected("", None),)
            yield result(case.id, *(Failure(each.node, literal(each.value), "", why) for each in nodes))


def _explained(failure: Failure, faults: str) -> Failure:
    """With what could not be read in the model, where nothing else says why it failed."""
    return failure if failure.why or not faults else replace(failure, why=faults)


def _failures(prepared: Prepared, case: Case) -> Iterator[Failure]:
    values: dict[str, Value] = {}
    notes: list[str] = []
    model = prepared.model
    for (space, name), value in case.inputs.items():
        # A service is given decisions too.
        found = _part(model, model.inputs, name, space) or _part(model, model.decisions, name, space)
        given = value if found is None else coerce(_whole(value, found.type), found.type)
        values[name if found is None else found.name] = given
        if given is None and value is not None:
            notes.append(f"the input “{name}” is {literal(value)}, which is not of its type")
    for each in case.results:
        failure = _failure(prepared, values, each, case)
        if failure is not None:
            yield replace(failure, why="; ".join(filter(None, (*notes, failure.why))))


def _part(model: Model, parts: tuple[Part, ...], name: str, space: str) -> Part | None:
    """The input or decision of that name; one of an imported model is known by its namespace."""
    theirs = (each for each in parts if each.id in model.imported and each.id.startswith(f"{space}#"))
    found = next((each for each in theirs if f".{each.name}".endswith(f".{name}")), None) if space else None
    return found or next((each for each in parts if each.name == name), None)


def _whole(value: Value, kind: Type) -> Value:
    """A given value in which missing members are null, as a missing input is."""
    match value, bare(kind):
        case tuple(), ListType(item):
            return tuple(_whole(each, item) for each in value)
        # What becomes a list of one, or comes out of it.
        case _, ListType(item):
            return _whole(value, item)
        case (one,), ContextType():
            return _whole(one, kind)
        case dict(), ContextType(members):
            of = dict(members)
            return dict.fromkeys(of) | {name: _whole(each, of.get(name, ANY)) for name, each in value.items()}
    return value


def _failure(prepared: Prepared, values: dict[str, Value], expected: Expected, case: Case) -> Failure | None:
    wanted = literal(expected.value)
    try:
        found = _decided(prepared, values, expected, case)
    except (VerbaleError, *_BROKEN) as fault:
        return Failure(expected.node, wanted, "", _told(fault))
    if alike(found.outputs, expected.value):
        return None
    return Failure(expected.node, wanted, literal(found.outputs), "; ".join(found.faults))


def _decided(prepared: Prepared, values: dict[str, Value], expected: Expected, case: Case) -> Record:
    """A decision's record, or that of a call where a case calls a service or knowledge model."""
    model, name = prepared.model, case.invocable or expected.node
    if not case.invocable and (expected.kind not in INVOCABLE or name not in prepared.called):
        decision = _part(model, model.decisions, name, expected.space)
        if decision is not None or name not in prepared.called:
            return prepared.run(values, decision or prepared.chosen(name), now=_NOW)
    known = next((each.function for each in model.knowledge if each.name == name), None)
    if known is not None:
        # What it is called with has nothing to do with the inputs of the model that are called the same.
        types = dict(known.parameters)
        values = {of: _whole(value, types.get(of, ANY)) for (_, of), value in case.inputs.items()}
    record = prepared.invoke(name, values, now=_NOW)
    outputs, several = record.outputs, {each.name for each in model.services if len(each.outputs) > 1}
    if record.decision in several and isinstance(outputs, dict) and expected.node in outputs:
        return replace(record, outputs=outputs[expected.node])
    return record


def _told(fault: Exception) -> str:
    return str(fault) if isinstance(fault, VerbaleError) else f"given up: {type(fault).__name__}: {fault}"


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
