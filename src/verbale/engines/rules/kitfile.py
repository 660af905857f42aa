"""A file of the conformance kit, read: the cases of one model, as `testCases.xsd` of the kit writes them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from verbale.kernel.errors import Unreadable

from .errors import NotDmn
from .feel import Value
from .feel.timetext import read_date, read_date_time, read_duration, read_time
from .feel.values import number
from .xml import MAX_BYTES, Element, attribute, child, children, local, read_xml

_NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
_MARK = "-test-"


class NoFolder(Unreadable):
    """“{folder}” cannot be read as a folder. Name a folder that is there and that you may read."""


class NoCases(Unreadable):
    """“{folder}” holds no test case. Name a folder of the kit: files like NAME-test-01.xml, each beside its model."""


class NotKit(Unreadable):
    """“{file}” is no file of the conformance kit: {why}. Correct it, or give it a name without “-test-”."""


class NoModel(Unreadable):
    """“{file}” tests the model “{model}”, which cannot be read: {why}. Put the DMN file into the same folder."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What the decision ``node`` must give; null where the kit expects an error."""

    node: str
    value: Value


@dataclass(frozen=True, slots=True)
class Case:
    id: str
    inputs: dict[str, Value]
    results: tuple[Expected, ...]


@dataclass(frozen=True, slots=True)
class KitFile:
    """The cases of one file, and the path and bytes of the model they are about."""

    path: Path
    model: Path
    content: bytes
    cases: tuple[Case, ...]


def read_kit(root: Path) -> tuple[KitFile, ...]:
    """Every kit file in ``root`` and the folders below it. Raises `NoFolder`, `NoCases`, `NotKit` or `NoModel`."""
    try:
        found = sorted(each for each in root.rglob(f"*{_MARK}*.xml") if each.is_file()) if root.is_dir() else None
    except OSError:
        found = None
    if found is None:
        raise NoFolder(folder=root)
    files = tuple(map(read_kit_file, found))
    if not any(each.cases for each in files):
        raise NoCases(folder=root)
    return files


def read_kit_file(path: Path) -> KitFile:
    """One file of cases with its model's bytes. Raises `NotKit` or `NoModel`."""
    root = _root(path)
    try:
        cases = tuple(_case(each) for each in children(root, "testCase"))
    except (ValueError, ArithmeticError) as fault:
        raise NotKit(file=path, why=str(fault)) from fault
    model = _model(path, root)
    try:
        return KitFile(path, model, model.read_bytes(), cases)
    except OSError as fault:
        raise NoModel(file=path, model=model.name, why=fault.strerror or str(fault)) from fault


def _root(path: Path) -> Element:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise NotKit(file=path, why=f"it has more than {MAX_BYTES} bytes")
        root = read_xml(path.read_bytes(), path.name)
    except OSError as fault:
        raise NotKit(file=path, why=fault.strerror or str(fault)) from fault
    except NotDmn as fault:
        raise NotKit(file=path, why=fault.facts["why"]) from fault
    if local(root) != "testCases":
        raise NotKit(file=path, why=f"its first element is “{local(root)}”, not “testCases”")
    return root


def _model(path: Path, root: Element) -> Path:
    named = child(root, "modelName")
    name = (named.text or "").strip() if named is not None else ""
    name = name or path.name.partition(_MARK)[0] + ".dmn"
    if Path(name).name != name:
        raise NoModel(file=path, model=name, why="it is not the name of a file in the same folder")
    return path.parent / name


def _case(element: Element) -> Case:
    identifier = attribute(element, "id")
    try:
        inputs = {attribute(each, "name"): _value(each) for each in children(element, "inputNode")}
        results = tuple(_expected(each) for each in children(element, "resultNode"))
    except (ValueError, ArithmeticError) as fault:
        raise ValueError(f"case “{identifier}” has a value that cannot be read ({_why(fault)})") from fault
    if not results:
        raise ValueError(f"case “{identifier}” expects nothing")
    return Case(identifier, inputs, results)


def _why(fault: Exception) -> str:
    return str(fault) if isinstance(fault, ValueError) else "it is no number"


def _expected(element: Element) -> Expected:
    failing = attribute(element, "errorResult") == "true"
    return Expected(attribute(element, "name"), None if failing else _value(child(element, "expected")))


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
