"""Item definitions: a model's own types."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from .errors import BadModel
from .feel import Scope, SyntaxFault, Value, compile_unary_tests, parse_unary_tests
from .feel.names import tidy
from .feel.tree import Tests
from .feel.types import ANY, NAMES, Constrained, ContextType, FunctionType, ListType, Simple, Type
from .xml import Element, attribute, child, children, local, text_of

MAX_NESTING = 30


class Types:
    """Reads item definitions and resolves references to them."""

    def __init__(self, root: Element, model: str, imported: Mapping[str, Types] | None = None) -> None:
        self._model = model
        self._imported = imported or {}
        self._elements = {tidy(attribute(each, "name")): each for each in children(root, "itemDefinition")}
        self._made: dict[str, Type] = {}
        self._open: list[str] = []
        self._tests: dict[str, tuple[str, Tests]] = {}
        self.unknown: set[str] = set()
        """References that nothing defines."""

    def all(self) -> dict[str, Type]:
        """Every type of the model by name, and those of the models it imports."""
        found = {
            f"{own}.{name}" if own else name: of
            for own, types in self._imported.items()
            for name, of in types.all().items()
        }
        return found | {name: self.named(name) for name in self._elements}

    def listed(self, reference: str) -> tuple[str, Tests] | None:
        """The allowed values of a type, as text and tree, if it has any."""
        name = tidy(reference)
        types, own = self._of_import(name)
        return types.listed(own) if types is not None else self._tests.get(name)

    def _of_import(self, name: str) -> tuple[Types | None, str]:
        for alias, types in self._imported.items():
            own = name.removeprefix(f"{alias}." if alias else "")
            if name not in self._elements and (own != name or not alias) and own in types.all():
                return types, own
        return None, name

    def members(self) -> set[str]:
        """The names of all components."""
        return {
            tidy(attribute(each, "name"))
            for definition in self._elements.values()
            for each in definition.iter()
            if isinstance(each.tag, str) and local(each) == "itemComponent"
        }

    def named(self, reference: str) -> Type:
        """The type that a `typeRef` means; Any where there is none or it is unknown."""
        name = tidy(reference)
        if name in self._made:
            return self._made[name]
        if name not in self._elements:
            types, own = self._of_import(name)
            if types is not None:
                return types.named(own)
            plain = name.rpartition(":")[2]
            if plain in self._elements:
                return self.named(plain)
            if name and plain not in (*NAMES, "Any"):
                self.unknown.add(name)
            return Simple(plain) if plain in NAMES else ANY
        if name in self._open or len(self._open) > MAX_NESTING:
            raise BadModel(model=self._model, where=f"item definition “{name}”", why="it contains itself")
        self._open.append(name)
        self._made[name] = made = self._definition(self._elements[name], name)
        self._open.pop()
        return made

    def _definition(self, element: Element, name: str) -> Type:
        base = self._base(element, name)
        many = attribute(element, "isCollection") == "true"
        allowed, whole = child(element, "allowedValues"), child(element, "typeConstraint")
        if allowed is not None and text_of(allowed):
            base = self._constrained(base, text_of(allowed), name)
        base = ListType(base) if many else base
        return self._constrained(base, text_of(whole), name) if whole is not None and text_of(whole) else base

    def _base(self, element: Element, name: str) -> Type:
        components = list(children(element, "itemComponent"))
        if components:
            return ContextType(tuple(self._component(each, name) for each in components))
        function = child(element, "functionItem")
        if function is not None:
            parameters = (self.named(attribute(each, "typeRef")) for each in children(function, "parameters"))
            return FunctionType(tuple(parameters), self.named(attribute(function, "outputTypeRef")))
        reference = child(element, "typeRef")
        return self.named((reference.text or "").strip()) if reference is not None else ANY

    def _component(self, element: Element, owner: str) -> tuple[str, Type]:
        name = tidy(attribute(element, "name"))
        return name, self._definition(element, f"{owner}.{name}")

    def _constrained(self, base: Type, text: str, name: str) -> Type:
        try:
            tests = parse_unary_tests(text)
        except SyntaxFault as fault:
            why = f"character {fault.character} of its allowed values: {fault.why}"
            raise BadModel(model=self._model, where=f"item definition “{name}”", why=why) from fault
        self._tests[name] = (text, tests)
        return Constrained(base, text, _allows(tests))


def _allows(tests: Tests) -> Callable[[Value], bool]:
    check = compile_unary_tests(tests)
    return lambda value: check(value, Scope({}))
