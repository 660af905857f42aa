"""A file of the conformance kit, read: the cases of one model, as `testCases.xsd` of the kit writes them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from verbale.kernel.errors import Unreadable, VerbaleError

from ..dmn.xml import MAX_BYTES, Element, attribute, child, children, is_true, local, read_xml
from ..errors import NotDmn
from ..feel import Value
from ..feel.names import tidy
from .value import read_value

_MARK = "-test-"
_HEAD = 4096
INVOCABLE = ("decisionService", "bkm")


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
    """What the decision ``node`` must give; null where the kit expects an error. ``kind`` is "decision",
    "decisionService" or "bkm" where the kit says so; ``space`` the namespace of its model."""

    node: str
    value: Value
    kind: str = ""
    space: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """``inputs`` are named by namespace, which may be empty, and name. ``invocable`` names the service or knowledge
    model that is called instead of decisions; ``fault`` is why the case cannot be run."""

    id: str
    inputs: dict[tuple[str, str], Value] = field(default_factory=dict)
    results: tuple[Expected, ...] = ()
    invocable: str = ""
    fault: str = ""


@dataclass(frozen=True, slots=True)
class KitFile:
    """The cases of one file, and the path and bytes of the model they are about. ``fault`` is why there are none of
    either."""

    path: Path
    model: Path
    content: bytes
    cases: tuple[Case, ...]
    fault: str = ""


def read_kit(root: Path) -> tuple[KitFile, ...]:
    """Every kit file in ``root`` and the folders below it; what cannot be read says so in its ``fault``.

    Raises `NoFolder` or `NoCases`.
    """
    try:
        found = sorted(each for each in root.rglob("*.xml") if _is_kit(each)) if root.is_dir() else None
    except OSError:
        found = None
    if found is None:
        raise NoFolder(folder=root)
    files = tuple(map(read_kit_file, found))
    if not any(each.cases or each.fault for each in files):
        raise NoCases(folder=root)
    return files


def _is_kit(path: Path) -> bool:
    """Whether a file is called or begins like one of the kit."""
    if not path.is_file():
        return False
    if _MARK in path.name:
        return True
    try:
        with path.open("rb") as stream:
            return b"testCases" in stream.read(_HEAD)
    except OSError:
        return False


def read_kit_file(path: Path) -> KitFile:
    """One file of cases with its model's bytes."""
    try:
        root = _root(path)
        cases = tuple(_case(each) for each in children(root, "testCase"))
        model = _model(path, root)
    except VerbaleError as fault:
        return KitFile(path, path, b"", (), str(fault))
    try:
        with model.open("rb") as stream:
            # One byte more than a model may have, so that its reader refuses it.
            return KitFile(path, model, stream.read(MAX_BYTES + 1), cases)
    except OSError as fault:
        why = str(NoModel(file=path, model=model.name, why=fault.strerror or str(fault)))
        return KitFile(path, model, b"", tuple(replace(each, fault=each.fault or why) for each in cases))


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
    named_whole = path.parent / name
    return named_whole if named_whole.suffix or named_whole.exists() else named_whole.with_suffix(".dmn")


def _case(element: Element) -> Case:
    identifier, fault = attribute(element, "id"), ""
    inputs: dict[tuple[str, str], Value] = {}
    results: list[Expected] = []
    try:
        inputs = {_node(each): read_value(each) for each in children(element, "inputNode")}
    except (ValueError, ArithmeticError) as found:
        fault = f"an input cannot be read: {_why(found)}"
    for each in children(element, "resultNode"):
        try:
            results.append(_expected(each, attribute(element, "type")))
        except (ValueError, ArithmeticError) as found:
            results.append(Expected(tidy(attribute(each, "name")), None))
            fault = fault or f"what is expected cannot be read: {_why(found)}"
    fault = fault or ("" if results else "it expects nothing")
    invoked = attribute(element, "type") in INVOCABLE
    return Case(identifier, inputs, tuple(results), tidy(attribute(element, "invocableName")) if invoked else "", fault)


def _node(element: Element) -> tuple[str, str]:
    return attribute(element, "namespace"), tidy(attribute(element, "name"))


def _why(fault: Exception) -> str:
    return str(fault) if isinstance(fault, ValueError) else "it is no number"


def _expected(element: Element, asked: str) -> Expected:
    space, node = _node(element)
    failing = is_true(attribute(element, "errorResult"))
    value = None if failing else read_value(child(element, "expected"))
    return Expected(node, value, attribute(element, "type") or asked, space)
