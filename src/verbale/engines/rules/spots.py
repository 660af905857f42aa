"""Every expression of a model with its place and the names it can see."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from . import model
from .feel import tree
from .finding import Spot

Seen: TypeAlias = frozenset[str]
Found: TypeAlias = tuple[Spot, tree.Node, Seen]


def spots(whole: model.Model) -> Iterator[Found]:
    """Expressions in the order of the file: decisions, then knowledge models."""
    names = {each.id: each.name for each in whole.inputs} | {each.id: each.name for each in whole.decisions}
    names |= {each.id: each.name for each in whole.knowledge} | {each.id: each.name for each in whole.services}
    for decision in whole.decisions:
        seen = frozenset(names[need] for need in decision.requires + decision.knowledge)
        yield from _inside(decision.logic, Spot(decision.name), seen)
    for each in whole.knowledge:
        seen = frozenset((each.name, *(names[need] for need in each.knowledge)))
        yield from _inside(each.function, Spot(each.name), seen)


def _inside(box: model.Boxed | None, spot: Spot, seen: Seen) -> Iterator[Found]:
    match box:
        case model.LiteralExpression(text, expression):
            yield Spot(spot.decision, spot.rule, spot.column, text), expression, seen
        case model.DecisionTable():
            yield from table_spots(box, spot, seen)
        case model.BoxedContext(entries):
            for name, _, value in entries:
                yield from _inside(value, spot, seen)
                seen |= {name}
        case model.FunctionDefinition(parameters, body, external):
            if not external:
                yield from _inside(body, spot, seen | {name for name, _ in parameters})
        case model.BoxedLoop(_, name, source, body):
            yield from _inside(source, spot, seen)
            yield from _inside(body, spot, seen | {name, "partial"})
        case model.BoxedFilter(source, _):
            # Only evaluation knows the members that the condition may name.
            yield from _inside(source, spot, seen)
        case _:
            for part in _parts(box):
                yield from _inside(part, spot, seen)


def _parts(box: model.Boxed | None) -> Iterator[model.Boxed]:
    match box:
        case model.Invocation(function, bindings):
            yield function
            yield from (value for _, value in bindings)
        case model.BoxedList(items):
            yield from items
        case model.Relation(_, rows):
            yield from (cell for row in rows for cell in row)
        case model.Conditional(condition, then, otherwise):
            yield from (condition, then, otherwise)


def table_spots(table: model.DecisionTable, spot: Spot, seen: Seen) -> Iterator[Found]:
    """The expressions of one table: the heads of its columns, then rule by rule its cells."""
    for column in table.inputs:
        yield Spot(spot.decision, 0, column.label, column.text), column.expression, seen
    for rule in table.rules:
        for asked, cell in zip(table.inputs, rule.inputs, strict=True):
            yield Spot(spot.decision, rule.number, asked.label, cell.text), cell.tests, seen
        for given, result in zip(table.outputs, rule.outputs, strict=True):
            yield Spot(spot.decision, rule.number, given.label, result.text), result.expression, seen
