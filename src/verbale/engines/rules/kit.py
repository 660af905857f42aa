"""Runs folders of the DMN conformance kit: each holds a model and test cases in XML.

for result in run_folder(path):
    print(result.case, result.passed, result.why)
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
from .feel.timetext import read_date, read_date_time, read_duration, read_time
from .feel.types import coerce
from .feel.values import number
from .feel.write import literal
from .reader import read_model
from .xml import Element, attribute, child, children, local, read_xml

TOLERANCE = Decimal("1e-8")
_NOW = read_date_time("2024-02-29T12:00:00Z")
_NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"


@dataclass(frozen=True, slots=True)
class CaseResult:
    """A case passes only if all its results do; ``why`` names the first that does not."""

    file: str
    case: str
    passed: bool
    why: str = ""


def run_kit(root: Path) -> Iterator[CaseResult]:
    """Every case of every folder below ``root`` that holds a model, or of ``root`` itself."""
    folders = sorted({each.parent for each in root.rglob("*.dmn")})
    for folder in folders:
        yield from run_folder(folder)


def run_folder(folder: Path) -> Iterator[CaseResult]:
    """Every case of one folder."""
    for path in sorted(folder.glob("*.xml")):
        root = read_xml(path.read_bytes(), path.name)
        if local(root) == "testCases":
            yield from _cases(folder, path, root)


def _cases(folder: Path, path: Path, root: Element) -> Iterator[CaseResult]:
    named = child(root, "modelName")
    model_path = folder / ((named.text or "").strip() if named is not None else path.stem + ".dmn")
    try:
        prepared = prepare(read_model(model_path.read_bytes(), name=model_path.name))
    except (VerbaleError, OSError) as fault:
        for case in children(root, "testCase"):
            yield CaseResult(path.name, attribute(case, "id"), False, str(fault))
        return
    for case in children(root, "testCase"):
        why = next((why for why in _results(prepared, case) if why), "")
        yield CaseResult(path.name, attribute(case, "id"), not why, why)


def _results(prepared: Prepared, case: Element) -> Iterator[str]:
    inputs = {attribute(each, "name"): _value(each) for each in children(case, "inputNode")}
    types = {each.name: each.type for each in prepared.model.inputs}
    values = {name: coerce(value, types[name]) for name, value in inputs.items() if name in types}
    for each in children(case, "resultNode"):
        name = attribute(each, "name")
        expected = _value(child(each, "expected"))
        try:
            found = prepared.run(values, prepared.chosen(name), now=_NOW)
        except VerbaleError as fault:
            yield str(fault)
            continue
        if attribute(each, "errorResult") == "true":
            expected = None
        if not alike(found.outputs, expected):
            faults = "; ".join(found.faults)
            yield f"{name} is {literal(found.outputs)}, should be {literal(expected)}. {faults}".strip()


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


def _value(element: Element | None) -> Value:
    if element is None or element.get(_NIL) == "true":
        return None
    listed = child(element, "list")
    if listed is not None:
        return None if listed.get(_NIL) == "true" else tuple(_value(each) for each in children(listed, "item"))
    components = list(children(element, "component"))
    if components:
        return {attribute(each, "name"): _value(each) for each in components}
    found = child(element, "value")
    return None if found is None or found.get(_NIL) == "true" else _plain(found)


def _plain(element: Element) -> Value:
    text = element.text or ""
    kind = str(element.get(_TYPE) or "").rpartition(":")[2]
    match kind:
        case "boolean":
            return text.strip() == "true"
        case "decimal" | "double" | "integer" | "int" | "float" | "long":
            return number(text.strip())
        case "date":
            return read_date(text.strip())
        case "time":
            return read_time(text.strip())
        case "dateTime":
            return read_date_time(text.strip())
        case "duration" | "dayTimeDuration" | "yearMonthDuration":
            return read_duration(text.strip())
    return text
