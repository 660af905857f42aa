"""A DMN file becomes a `Model`."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache

from ..errors import BadCell, BadExpression, BadModel
from ..feel.names import entry_names, tidy
from ..feel.types import Type
from ..model import Calls, Decision, Extension, FunctionDefinition, InputData, Knowledge, Model, Service
from .boxed import BoxedReader
from .expressions import Fault, Place, is_feel
from .implicit import undeclared
from .itemtypes import Types
from .link import Part, joined, linked
from .parts import NO_FILES, Files, Parts, imports_of
from .xml import VERSIONS, Element, attribute, below, child, children, local, namespace, read_root

REMEMBERED_BYTES = 500_000
"""Of what size a file may be, so that its model stays in memory for whoever asks for it next."""
MAX_EXPRESSIONS = 3_000_000
"""Characters of all expressions of a file, some hundred thousand cells."""
_REFERENCES = ("requiredInput", "requiredDecision", "requiredKnowledge")
_NAMED = ("output", "column", "variable", "parameter")


def read_model(data: bytes, *, name: str, parts: Files = NO_FILES) -> Model:
    """Reads a DMN model (1.1 to 1.5); ``name`` is what errors call the file, ``parts`` are the files with the models
    it imports, and those that they import, by name. See `parts.parts_beside` for those of a folder.

    Raises `NotDmn` if the bytes are no DMN, `BadModel` if its parts do not fit together or are missing, `BadCell` and
    `BadExpression` with the character at which a text stops being FEEL.
    """
    if parts or len(data) > REMEMBERED_BYTES:
        return _Reader(read_root(data, name), name, _Imports(parts)).model()
    return _remembered(data, name).model


@dataclass(frozen=True, slots=True)
class Lenient:
    """A model with what is wrong in it: expressions that cannot be read, and type names that nothing defines.

    In the model an expression that cannot be read is null, and such an input cell lets nothing pass, as every error
    does: it is for checking, and for deciding only where all that is wrong is told beside.
    """

    model: Model
    faults: tuple[Fault, ...]
    unknown_types: tuple[str, ...]


def read_leniently(data: bytes, *, name: str, parts: Files = NO_FILES) -> Lenient:
    """As `read_model`, with the faults of all expressions instead of the first alone.

    Raises `NotDmn`, and `BadModel` where the parts of the model do not fit together.
    """
    if not parts and len(data) <= REMEMBERED_BYTES:
        with suppress(BadCell, BadExpression, BadModel):
            return _remembered(data, name)
    faults: list[Fault] = []
    reader = _Reader(read_root(data, name), name, _Imports(parts, faults))
    return Lenient(reader.model(), tuple(faults), tuple(sorted(reader.types.unknown)))


@lru_cache(maxsize=8)
def _remembered(data: bytes, name: str) -> Lenient:
    """A model without faults: who checks, proves and compares a rulebook reads the same bytes time and again."""
    reader = _Reader(read_root(data, name), name, _Imports(NO_FILES))
    return Lenient(reader.model(), (), tuple(sorted(reader.types.unknown)))


class _Imports:
    """What the readers of a model and of its parts share; each part is read once."""

    def __init__(self, files: Files, faults: list[Fault] | None = None) -> None:
        self.faults = faults
        self._files = Parts(files)
        self._read: dict[str, Part] = {}

    def of(self, root: Element, importer: str, above: tuple[str, ...]) -> tuple[tuple[str, Part], ...]:
        """The models that one imports, by import name."""
        made: list[tuple[str, Part]] = []
        above += (attribute(root, "namespace"),)
        for each in imports_of(root):
            if each.namespace not in self._read:
                name, found = self._files.find(each, importer, above)
                self._read[each.namespace] = _Reader(found, name, self, above).part()
            made.append((each.name, self._read[each.namespace]))
        return tuple(made)


class _Reader:
    def __init__(self, root: Element, name: str, shared: _Imports, above: tuple[str, ...] = ()) -> None:
        self._root = root
        self._name = name
        self._only_so_long()
        self._prefix = f"{attribute(root, 'namespace')}#" if above else ""
        self._imports = shared.of(root, name, above)
        self._faults = shared.faults
        note = None if self._faults is None else self._faults.append
        self.types = Types(root, name, {alias: part.types for alias, part in self._imports}, note)
        self._undeclared = undeclared(root) if not above else {}
        self._names = self._by_id() | {name: name for name in self._undeclared}
        self._boxed = BoxedReader(name, self.types, self._members(), shared.faults)

    def part(self) -> Part:
        """The model as one that another imports."""
        names = {key.removeprefix(self._prefix): name for key, name in self._names.items()}
        members = self._boxed.members | frozenset(names.values())
        space = attribute(self._root, "namespace")
        return Part(space, names, members, self.types, self._alone(), self._imports)

    def model(self) -> Model:
        """The whole model, with what it needs of others."""
        return linked(self._alone(), self._imports)

    def _alone(self) -> Model:
        root = self._root
        self._only_feel()
        return Model(
            name=tidy(attribute(root, "name")) or self._name,
            id=attribute(root, "id"),
            namespace=attribute(root, "namespace"),
            version=VERSIONS[namespace(root)],
            inputs=tuple(self._input(each) for each in children(root, "inputData"))
            + tuple(InputData(name, name, self.types.named(kind)) for name, kind in self._undeclared.items()),
            decisions=tuple(self._decision(each) for each in children(root, "decision")),
            knowledge=tuple(self._knowledge(each) for each in children(root, "businessKnowledgeModel")),
            services=tuple(self._service(each) for each in children(root, "decisionService")),
            types=self.types.all(),
            extensions=_extensions(root),
            imports=imports_of(root),
        )

    def _only_so_long(self) -> None:
        length = sum(len(each.text or "") for each in below(self._root, "text"))
        if length > MAX_EXPRESSIONS:
            why = f"its expressions have {length} characters, more than {MAX_EXPRESSIONS}"
            raise BadModel(model=self._name, where="file", why=why)

    def _only_feel(self) -> None:
        language = attribute(self._root, "expressionLanguage")
        if language and not is_feel(language):
            raise BadModel(model=self._name, where="file", why=f"its expression language is {language}, not FEEL")

    def _by_id(self) -> dict[str, str]:
        names: dict[str, str] = {}
        seen: set[tuple[str, str]] = set()
        for each in children(self._root, "inputData", "decision", "businessKnowledgeModel", "decisionService"):
            name = tidy(attribute(each, "name"))
            identifier = self._id(each)
            if not name:
                raise BadModel(model=self._name, where=f"{local(each)} “{identifier}”", why="it has no name")
            if identifier in names or (local(each), name) in seen:
                raise BadModel(model=self._name, where=f"{local(each)} “{name}”", why="this name or id stands twice")
            names[identifier] = name
            seen.add((local(each), name))
        return names

    def _members(self) -> frozenset[str]:
        found = self.types.members()
        found.update(tidy(attribute(each, "name")) for each in below(self._root, *_NAMED))
        for each in below(self._root, "text"):
            found |= entry_names(each.text or "")
        return frozenset(found.union(*(part.members for _, part in self._imports)) - {""})

    def _input(self, element: Element) -> InputData:
        return InputData(self._id(element), self._own(element), self._type(element))

    def _id(self, element: Element) -> str:
        return self._prefix + (attribute(element, "id") or self._own(element))

    def _own(self, element: Element) -> str:
        return tidy(attribute(element, "name"))

    def _type(self, element: Element) -> Type:
        variable = child(element, "variable")
        return self.types.named(attribute(variable, "typeRef") if variable is not None else "")

    def _needs(self, element: Element, requirement: str) -> tuple[str, ...]:
        found: list[str] = []
        for each in children(element, requirement):
            for reference in children(each, *_REFERENCES):
                try:
                    found.append(self._known(attribute(reference, "href"), self._own(element)))
                except BadModel as fault:
                    self._boxed.note(fault)
        return tuple(found)

    def _known(self, href: str, owner: str) -> str:
        space, _, identifier = href.rpartition("#")
        for _, part in self._imports:
            if space == part.namespace and identifier in part.names:
                return f"{space}#{identifier}"
        if space in ("", attribute(self._root, "namespace")) and self._prefix + identifier in self._names:
            return self._prefix + identifier
        why = f"it requires “{href}”, which is neither in the file nor in one that it imports"
        raise BadModel(model=self._name, where=f"“{owner}”", why=why)

    def _calls(self, needs: Iterable[str]) -> Calls:
        """How expressions of this model call what they need."""
        theirs = {
            f"{part.namespace}#{key}": joined(alias, name)
            for alias, part in self._imports
            for key, name in part.names.items()
        }
        return {need: theirs[need] if need in theirs else self._names[need] for need in needs}

    def _place(self, element: Element, calls: Calls) -> Place:
        aliases = (alias for alias, _ in self._imports if alias)
        return Place(self._own(element), (*calls.values(), *aliases))

    def _decision(self, element: Element) -> Decision:
        requires = self._needs(element, "informationRequirement") or self._all_inputs()
        knowledge = self._needs(element, "knowledgeRequirement")
        calls = self._calls(requires + knowledge)
        logic = self._boxed.inside(element, self._place(element, calls))
        identifier = self._id(element)
        kind = self._boxed.type_of(element)
        return Decision(identifier, self._own(element), kind, logic, requires, knowledge, self._unlike(calls))

    def _unlike(self, calls: Calls) -> Calls:
        """Those names that the whole model has otherwise."""
        return calls if self._prefix else {key: name for key, name in calls.items() if self._names.get(key) != name}

    def _all_inputs(self) -> tuple[str, ...]:
        # Editors of single tables draw no requirements: then every input is in sight.
        decisions = list(children(self._root, "decision"))
        if len(decisions) > 1 or child(decisions[0], "decisionTable") is None:
            return ()
        declared = (self._id(each) for each in children(self._root, "inputData"))
        return (*declared, *self._undeclared)

    def _knowledge(self, element: Element) -> Knowledge:
        needs = self._needs(element, "knowledgeRequirement")
        identifier = self._id(element)
        calls = self._calls((*needs, identifier))
        logic = child(element, "encapsulatedLogic")
        function = self._boxed.function(logic, self._place(element, calls)) if logic is not None else None
        assert function is None or isinstance(function, FunctionDefinition)
        return Knowledge(identifier, self._own(element), self._type(element), function, needs, self._unlike(calls))

    def _service(self, element: Element) -> Service:
        def references(name: str) -> tuple[str, ...]:
            return tuple(self._known(attribute(each, "href"), self._own(element)) for each in children(element, name))

        outputs, inputs, given = map(references, ("outputDecision", "inputData", "inputDecision"))
        calls = self._unlike(self._calls(outputs + inputs + given))
        return Service(self._id(element), self._own(element), self._type(element), outputs, inputs, given, calls)


def _extensions(root: Element) -> tuple[Extension, ...]:
    holder = child(root, "extensionElements")
    return tuple(_extension(each) for each in holder if isinstance(each.tag, str)) if holder is not None else ()


def _extension(element: Element) -> Extension:
    return Extension(
        namespace(element),
        local(element),
        {str(key): str(value) for key, value in element.attrib.items()},
        (element.text or "").strip(),
        tuple(_extension(each) for each in element if isinstance(each.tag, str)),
    )
