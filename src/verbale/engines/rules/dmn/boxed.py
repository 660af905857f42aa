"""Boxed expressions of a DMN file become the typed nodes of `model`."""

from __future__ import annotations

from dataclasses import replace

from .. import model
from ..errors import BadModel
from ..feel.names import tidy
from ..feel.tree import Literal
from ..feel.types import ANY, Type
from .expressions import ExpressionReader, Place
from .implicit import assumed
from .tablereader import read_table
from .xml import Element, attribute, child, children, local, text_of

MAX_NESTING = 40
NOTHING = model.LiteralExpression("", Literal(None))
"""What stands where nothing can be read."""


class BoxedReader(ExpressionReader):
    """Reads any boxed expression below a decision or knowledge model."""

    def inside(self, element: Element, place: Place) -> model.Boxed | None:
        """The first boxed expression among an element's children, if any."""
        found = child(element, *_READERS)
        return self.read(found, place) if found is not None else None

    def need(self, element: Element, place: Place) -> model.Boxed:
        """As `inside`, where an expression must stand."""
        found = self.inside(element, place)
        if found is None:
            raise self.bad(place, f"“{local(element)}” holds no expression")
        return found

    def read(self, element: Element, place: Place) -> model.Boxed:
        """One boxed expression."""
        try:
            if place.depth > MAX_NESTING:
                raise self.bad(place, f"expressions are nested more than {MAX_NESTING} levels deep")
            made: model.Boxed = getattr(self, _READERS[local(element)])(element, replace(place, depth=place.depth + 1))
            return _typed(made, self.types.named(attribute(element, "typeRef")))
        except BadModel as fault:
            self.note(fault)
            return NOTHING

    def type_of(self, element: Element) -> Type:
        """The type that a variable declares, or else the boxed expression beside it."""
        for each in (child(element, "variable"), child(element, *_READERS)):
            kind = ANY if each is None else self.types.named(attribute(each, "typeRef"))
            if kind != ANY:
                return kind
        return ANY

    def literal(self, element: Element, place: Place) -> model.LiteralExpression:
        """A literal expression."""
        self.only_feel(element, place)
        text = text_of(element)
        return model.LiteralExpression(text, self.parsed(text or "null", place, "literal expression"))

    def table(self, element: Element, place: Place) -> model.DecisionTable:
        """A decision table."""
        return read_table(self, element, place)

    def invocation(self, element: Element, place: Place) -> model.Invocation:
        """A function with its bindings."""
        bindings = []
        for binding in children(element, "binding"):
            parameter = child(binding, "parameter")
            name = tidy(attribute(parameter, "name")) if parameter is not None else ""
            bindings.append((name, self.inside(binding, place.at(f"parameter “{name}”")) or NOTHING))
        return model.Invocation(self.need(element, place), tuple(bindings))

    def context(self, element: Element, place: Place) -> model.BoxedContext:
        """Named entries, each seeing those before it, and perhaps a result."""
        entries: list[tuple[str, Type, model.Boxed]] = []
        for entry in children(element, "contextEntry"):
            variable = child(entry, "variable")
            name = tidy(attribute(variable, "name")) if variable is not None else ""
            kind = self.type_of(entry)
            # A function may call itself.
            within = place.knowing(name) if name and child(entry, "functionDefinition") is not None else place
            entries.append((name, kind, self.need(entry, within.at(f"entry “{name}”" if name else "result"))))
            place = place.knowing(name) if name else place
        return model.BoxedContext(tuple(entries))

    def list_of(self, element: Element, place: Place) -> model.BoxedList:
        """A list of expressions."""
        items = enumerate(children(element, *_READERS), 1)
        return model.BoxedList(tuple(self.read(each, place.at(f"item {number}")) for number, each in items))

    def relation(self, element: Element, place: Place) -> model.Relation:
        """Rows under named columns."""
        heads = list(children(element, "column"))
        columns = tuple(tidy(attribute(each, "name")) for each in heads)
        kinds = [self.types.named(attribute(each, "typeRef")) for each in heads]
        rows = tuple(
            tuple(
                self.read(each, place.at(f"row {number}, cell {at}"))
                for at, each in enumerate(children(row, *_READERS), 1)
            )
            for number, row in enumerate(children(element, "row"), 1)
        )
        if any(len(row) != len(columns) for row in rows):
            raise self.bad(place, "a row of the relation has not as many cells as there are columns")
        return model.Relation(columns, tuple(tuple(map(_typed, row, kinds)) for row in rows))

    def function(self, element: Element, place: Place) -> model.FunctionDefinition:
        """Parameters and a body."""
        declared = [
            (tidy(attribute(each, "name")), attribute(each, "typeRef")) for each in children(element, "formalParameter")
        ]
        if local(element) == "encapsulatedLogic":
            declared += assumed(element).items()
        parameters = tuple((name, self.types.named(kind)) for name, kind in declared)
        external = attribute(element, "kind") in ("J", "Java", "P", "PMML")
        body = self.inside(element, place.knowing(*(name for name, _ in parameters))) or NOTHING
        return model.FunctionDefinition(parameters, body, external)

    def conditional(self, element: Element, place: Place) -> model.Conditional:
        """If, then, else."""
        condition, then, otherwise = (self._part(element, name, place) for name in ("if", "then", "else"))
        return model.Conditional(condition, then, otherwise)

    def loop(self, element: Element, place: Place) -> model.BoxedLoop:
        """For, some, every."""
        name = tidy(attribute(element, "iteratorVariable"))
        body = "return" if local(element) == "for" else "satisfies"
        inner = place.knowing(name, "partial")
        source = self._part(element, "in", place)
        return model.BoxedLoop(local(element), name, source, self._part(element, body, inner))

    def filter(self, element: Element, place: Place) -> model.BoxedFilter:
        """A list and the condition its items must meet."""
        inner = place.knowing("item", *self.members)
        return model.BoxedFilter(self._part(element, "in", place), self._part(element, "match", inner))

    def _part(self, element: Element, name: str, place: Place) -> model.Boxed:
        found = child(element, name)
        if found is None:
            raise self.bad(place, f"“{local(element)}” has no “{name}”")
        return _typed(self.need(found, place.at(f"part “{name}”")), self.types.named(attribute(found, "typeRef")))


def _typed(box: model.Boxed, kind: Type) -> model.Boxed:
    """A box with a type, its own or that of its column, where it has none yet; tables check their outputs, and
    functions what they are called with."""
    if kind == ANY or isinstance(box, model.DecisionTable | model.FunctionDefinition) or box.type != ANY:
        return box
    return replace(box, type=kind)


_READERS = {
    "literalExpression": "literal",
    "decisionTable": "table",
    "invocation": "invocation",
    "context": "context",
    "list": "list_of",
    "relation": "relation",
    "functionDefinition": "function",
    "conditional": "conditional",
    "for": "loop",
    "some": "loop",
    "every": "loop",
    "filter": "filter",
}
