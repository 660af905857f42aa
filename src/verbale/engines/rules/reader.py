"""A DMN file becomes a `Model`."""

from __future__ import annotations

from dataclasses import dataclass

from .boxed import BoxedReader, Place
from .errors import BadCell, BadExpression, BadModel
from .feel.names import tidy
from .feel.types import Type
from .implicit import undeclared
from .itemtypes import Types
from .model import Decision, Extension, FunctionDefinition, InputData, Knowledge, Model, Service
from .xml import VERSIONS, Element, attribute, child, children, local, namespace, read_root

_REFERENCES = ("requiredInput", "requiredDecision", "requiredKnowledge")


def read_model(data: bytes, *, name: str) -> Model:
    """Reads a DMN model (1.1 to 1.5); ``name`` is what errors call the file.

    Raises `NotDmn` if the bytes are no DMN, `BadModel` if its parts do not fit together, `BadCell` and
    `BadExpression` with the character at which a text stops being FEEL.
    """
    return _Reader(read_root(data, name), name).model()


@dataclass(frozen=True, slots=True)
class Lenient:
    """A model with what is wrong in it: expressions that cannot be read, and type names that nothing defines.

    In the model an expression that cannot be read is null, and such an input cell lets everything pass: it is for
    checking, never for deciding.
    """

    model: Model
    faults: tuple[BadCell | BadExpression, ...]
    unknown_types: tuple[str, ...]


def read_leniently(data: bytes, *, name: str) -> Lenient:
    """As `read_model`, with the faults of all cells instead of the first alone. Raises `NotDmn` and `BadModel`."""
    faults: list[BadCell | BadExpression] = []
    reader = _Reader(read_root(data, name), name, faults)
    return Lenient(reader.model(), tuple(faults), tuple(sorted(reader.types.unknown)))


class _Reader:
    def __init__(self, root: Element, name: str, faults: list[BadCell | BadExpression] | None = None) -> None:
        self._root = root
        self._name = name
        self.types = Types(root, name)
        self._undeclared = undeclared(root)
        self._names = self._by_id() | {name: name for name in self._undeclared}
        self._boxed = BoxedReader(name, self.types, self._members(), faults)

    def model(self) -> Model:
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
        )

    def _only_feel(self) -> None:
        for each in self._root.iter():
            language = attribute(each, "expressionLanguage") if isinstance(each.tag, str) else ""
            if language and "feel" not in language.lower():
                where = f"{local(each)} “{attribute(each, 'id')}”"
                raise BadModel(model=self._name, where=where, why=f"its expression language is {language}, not FEEL")

    def _by_id(self) -> dict[str, str]:
        names: dict[str, str] = {}
        seen: set[tuple[str, str]] = set()
        for each in children(self._root, "inputData", "decision", "businessKnowledgeModel", "decisionService"):
            name = tidy(attribute(each, "name"))
            identifier = attribute(each, "id") or name
            if not name:
                raise BadModel(model=self._name, where=f"{local(each)} “{identifier}”", why="it has no name")
            if identifier in names or (local(each), name) in seen:
                raise BadModel(model=self._name, where=f"{local(each)} “{name}”", why="this name or id stands twice")
            names[identifier] = name
            seen.add((local(each), name))
        return names

    def _members(self) -> set[str]:
        found = self.types.members()
        for each in self._root.iter():
            if isinstance(each.tag, str) and local(each) in ("output", "column", "variable", "parameter"):
                found.add(tidy(attribute(each, "name")))
        return found - {""}

    def _input(self, element: Element) -> InputData:
        return InputData(attribute(element, "id") or self._own(element), self._own(element), self._type(element))

    def _own(self, element: Element) -> str:
        return tidy(attribute(element, "name"))

    def _type(self, element: Element) -> Type:
        variable = child(element, "variable")
        return self.types.named(attribute(variable, "typeRef") if variable is not None else "")

    def _needs(self, element: Element, requirement: str) -> tuple[str, ...]:
        found: list[str] = []
        for each in children(element, requirement):
            for reference in children(each, *_REFERENCES):
                found.append(self._known(attribute(reference, "href"), self._own(element)))
        return tuple(found)

    def _known(self, href: str, owner: str) -> str:
        identifier = href.rpartition("#")[2]
        if identifier not in self._names:
            raise BadModel(model=self._name, where=f"“{owner}”", why=f"it requires “{href}”, which is not in the file")
        return identifier

    def _place(self, element: Element, needs: tuple[str, ...]) -> Place:
        return Place(self._own(element), tuple(self._names[need] for need in needs))

    def _decision(self, element: Element) -> Decision:
        requires = self._needs(element, "informationRequirement") or self._all_inputs()
        knowledge = self._needs(element, "knowledgeRequirement")
        logic = self._boxed.inside(element, self._place(element, requires + knowledge))
        identifier = attribute(element, "id") or self._own(element)
        return Decision(identifier, self._own(element), self._type(element), logic, requires, knowledge)

    def _all_inputs(self) -> tuple[str, ...]:
        # Editors of single tables draw no requirements: then every input is in sight.
        declared = (attribute(each, "id") or self._own(each) for each in children(self._root, "inputData"))
        return (*declared, *self._undeclared)

    def _knowledge(self, element: Element) -> Knowledge:
        needs = self._needs(element, "knowledgeRequirement")
        place = self._place(element, needs)
        logic = child(element, "encapsulatedLogic")
        function = self._boxed.function(logic, place.knowing(self._own(element))) if logic is not None else None
        assert function is None or isinstance(function, FunctionDefinition)
        identifier = attribute(element, "id") or self._own(element)
        return Knowledge(identifier, self._own(element), self._type(element), function, needs)

    def _service(self, element: Element) -> Service:
        def references(name: str) -> tuple[str, ...]:
            return tuple(self._known(attribute(each, "href"), self._own(element)) for each in children(element, name))

        return Service(
            attribute(element, "id") or self._own(element),
            self._own(element),
            self._type(element),
            references("outputDecision"),
            references("inputData"),
            references("inputDecision"),
        )


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
