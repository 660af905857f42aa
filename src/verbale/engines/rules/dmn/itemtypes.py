"""Item definitions: a model's own types."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from ..errors import BadModel
from ..feel import Scope, SyntaxFault, Value, compile_unary_tests, parse_unary_tests
from ..feel.free import ITSELF, called, mentioned
from ..feel.names import tidy
from ..feel.parser import parse_type
from ..feel.scope import Budget, Exhausted
from ..feel.tree import Tests
from ..feel.types import (
    ANY,
    NAMES,
    Allows,
    Constrained,
    ContextType,
    FunctionType,
    ListType,
    RangeType,
    Simple,
    Type,
    bare,
)
from ..feel.unary import Check
from .xml import Element, attribute, child, children, is_true, local, text_of

MAX_NESTING = 30
"""Types that rest on one another in a row, and components one in another."""
_BUILT_IN = (*NAMES, "Null")


class Types:
    """Reads item definitions and resolves references to them."""

    def __init__(
        self,
        root: Element,
        model: str,
        imported: Mapping[str, Types] | None = None,
        note: Callable[[BadModel], None] | None = None,
    ) -> None:
        """``note`` takes the faults of allowed values, which are then none; without it the first of them is raised."""
        self._model = model
        self._imported = imported or {}
        self._note = note
        self._members: frozenset[str] | None = None
        self._elements = {tidy(attribute(each, "name")): each for each in children(root, "itemDefinition")}
        self._made: dict[str, Type] = {}
        self._open: list[str] = []
        self._tests: dict[str, tuple[str, Tests]] = {}
        self._among: list[tuple[str, Tests, bool]] = []
        self.unknown: set[str] = set()
        """References that nothing defines."""

    def names(self) -> set[str]:
        """The names of all types of the model, and of those it imports."""
        theirs = ((own, name) for own, types in self._imported.items() for name in types.names())
        return {f"{own}.{name}" if own else name for own, name in theirs} | set(self._elements)

    def all(self) -> dict[str, Type]:
        """Every type of the model by name, and those of the models it imports."""
        found = {
            f"{own}.{name}" if own else name: of
            for own, types in self._imported.items()
            for name, of in types.all().items()
        }
        return found | {name: self.named(name) for name in self._elements}

    def listed(self, reference: str) -> tuple[str, Tests] | None:
        """The allowed values of a type, or of the items of a list, as text and tree, if it or what it rests on has
        any."""
        name = tidy(reference)
        types, own = self._of_import(name)
        if types is not None:
            return types.listed(own)
        name = name if name in self._elements else name.rpartition(":")[2]
        if name not in self._elements or name in self._tests:
            return self._tests.get(name)
        rests = child(self._elements[name], "typeRef")
        return self.listed(rests.text or "") if rests is not None else None

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
            return self._elsewhere(name)
        if name in self._open:
            raise self._bad(name, "it contains itself")
        self._made[name] = made = self._definition(self._elements[name], name)
        return made

    def _elsewhere(self, name: str) -> Type:
        """A type that is not of this model's own making under that name."""
        plain = name.rpartition(":")[2]
        # DMN 1.1 writes the prefix of a namespace, later versions the name of an import.
        for way in (name, name.replace(":", ".", 1), plain):
            types, own = self._of_import(way)
            if types is not None:
                return types.named(own)
        if plain in self._elements:
            return self.named(plain)
        if plain in _BUILT_IN:
            return Simple(plain)
        if "<" in name:
            try:
                found = parse_type(name, _ByName(self))
            except SyntaxFault:
                found = Simple(name)
            if _is_known(found):
                return found
        if name and plain != "Any":
            self.unknown.add(name)
        return ANY

    def _bad(self, name: str, why: str) -> BadModel:
        return BadModel(model=self._model, where=f"item definition “{name}”", why=why)

    def _definition(self, element: Element, name: str, siblings: tuple[str, ...] = ()) -> Type:
        self._open.append(name)
        if len(self._open) > MAX_NESTING:
            raise self._bad(self._open[0], f"more than {MAX_NESTING} types rest on one another in a row")
        base = self._base(element, name)
        many = is_true(attribute(element, "isCollection"))
        allowed, whole = text_of(child(element, "allowedValues")), text_of(child(element, "typeConstraint"))
        if allowed:
            base = self._constrained(base, allowed, name, siblings, lists=True, each=many)
        base = ListType(base) if many else base
        made = self._constrained(base, whole, name, siblings, lists=not many) if whole else base
        self._open.pop()
        return made

    def _base(self, element: Element, name: str) -> Type:
        components = list(children(element, "itemComponent"))
        if components:
            return self._context(components, name)
        function = child(element, "functionItem")
        if function is not None:
            parameters = (self.named(attribute(each, "typeRef")) for each in children(function, "parameters"))
            return FunctionType(tuple(parameters), self.named(attribute(function, "outputTypeRef")))
        reference = child(element, "typeRef")
        return self.named((reference.text or "").strip()) if reference is not None else ANY

    def _context(self, components: list[Element], owner: str) -> Type:
        names = tuple(tidy(attribute(each, "name")) for each in components)
        members: list[tuple[str, Type]] = []
        among: list[tuple[str, Allows]] = []
        outer = self._among
        for each, own in zip(components, names, strict=True):
            self._among = []
            members.append((own, self._definition(each, f"{owner}.{own}", names)))
            among += [(text, _holds_among(tests, own, each=many)) for text, tests, many in self._among]
        self._among = outer
        made: Type = ContextType(tuple(members))
        for text, holds in among:
            made = Constrained(made, text, holds)
        return made

    def _constrained(
        self, base: Type, text: str, name: str, siblings: tuple[str, ...], *, lists: bool, each: bool = False
    ) -> Type:
        """A type with its allowed values; ``lists`` if these are what a table may give, one by one.

        What speaks of ``siblings``, the components beside it, constrains the type of them all; ``each``: item by item.
        """
        try:
            tests = self._parsed(text, siblings)
        except SyntaxFault as fault:
            why = f"character {fault.character} of its allowed values: {fault.why}"
            bad = self._bad(name, why)
            if self._note is None:
                raise bad from fault
            self._note(bad)
            return base
        if not mentioned(tests).isdisjoint(siblings):
            self._among.append((text, tests, each))
            return base
        if lists:
            self._tests[name] = (text, tests)
        return Constrained(base, text, _allows(tests, bare(base)))

    def _parsed(self, text: str, siblings: tuple[str, ...]) -> Tests:
        """Allowed values, which see the components beside theirs. One that is called like a function hides it only
        where it is not called."""
        if self._members is None:
            self._members = frozenset(self.members())
        tests = parse_unary_tests(text, (ITSELF, *siblings), self._members, _ByName(self))
        seen = tuple(each for each in siblings if each not in called(tests))
        return tests if seen == siblings else parse_unary_tests(text, (ITSELF, *seen), self._members, _ByName(self))


class _ByName(Mapping[str, Type]):
    """Types that are read when they are asked for: one of them may be what is being read."""

    def __init__(self, types: Types) -> None:
        self._types = types

    def __getitem__(self, name: str) -> Type:
        if name not in self._types.names():
            raise KeyError(name)
        return self._types.named(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._types.names())

    def __len__(self) -> int:
        return len(self._types.names())


def _is_known(of: Type) -> bool:
    """Whether a type speaks of none that nothing defines."""
    match of:
        case Simple(name):
            return name in (*_BUILT_IN, "Any")
        case ListType(inner) | RangeType(inner):
            return _is_known(inner)
        case ContextType(members):
            return all(_is_known(each) for _, each in members)
        case FunctionType(parameters, result):
            return all(map(_is_known, (*parameters, result)))
    return True


def _holds_among(tests: Tests, name: str, *, each: bool) -> Allows:
    """Whether the entry of a context passes tests that speak of its other entries; null always does."""
    check = compile_unary_tests(tests)

    def holds(whole: Value, budget: Budget | None) -> bool:
        shared = budget or Budget()
        entries = whole if isinstance(whole, dict) else {}
        own = entries.get(name)
        items = own if each and isinstance(own, tuple) else (own,)
        return own is None or all(_passes(check, item, shared, entries) for item in items)

    return holds


def _allows(tests: Tests, base: Type) -> Allows:
    check = compile_unary_tests(tests)
    # Of a type that is a list already, the items may be what is meant; a condition on `?` is on the list.
    items_too = isinstance(base, ListType) and ITSELF not in mentioned(tests)

    def allows(value: Value, budget: Budget | None) -> bool:
        shared = budget or Budget()
        if _passes(check, value, shared):
            return True
        items = value if items_too and isinstance(value, tuple) else ()
        return bool(items) and all(_passes(check, item, shared) for item in items)

    return allows


def _passes(check: Check, value: Value, budget: Budget, names: Mapping[str, Value] | None = None) -> bool:
    """Whether a value passes; one that cannot be asked within the steps of a decision does not. Why it does not is
    nobody's fault."""
    own = Budget(steps=budget.steps)
    try:
        return check(value, Scope(names or {}, own))
    except Exhausted:
        return False
    finally:
        budget.steps = own.steps
