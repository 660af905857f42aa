"""Every expression and table of a model with its place, the names it can see with their types, and the type wanted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from .. import model
from ..feel import tree
from ..feel.types import ANY, FunctionType, ListType, Type
from ..finding import Spot
from ..hits import SINGLE

Types: TypeAlias = Mapping[str, Type]


@dataclass(frozen=True, slots=True)
class Site:
    """Where a literal expression or a table stands; ``wanted`` is the type that its surroundings declare for it."""

    decision: str
    types: Types
    wanted: Type = ANY


@dataclass(frozen=True, slots=True)
class Found:
    """One expression or cell at its place."""

    spot: Spot
    node: tree.Node
    types: Types
    wanted: Type = ANY


Box: TypeAlias = model.LiteralExpression | model.DecisionTable


def sites(whole: model.Model) -> Iterator[tuple[Box, Site]]:
    """Literal expressions and tables in the order of the file: decisions, then knowledge models."""
    known: dict[str, tuple[str, Type]] = {each.id: (each.name, each.type) for each in whole.inputs}
    known |= {each.id: (each.name, each.type) for each in whole.decisions}
    known |= {each.id: (each.name, _called(each)) for each in whole.knowledge}
    services = {each.id: len(each.inputs) + len(each.given) for each in whole.services}
    known |= {each.id: (each.name, FunctionType((ANY,) * services[each.id], ANY)) for each in whole.services}
    for decision in whole.decisions:
        types = _called_here(decision.calls, known, decision.requires + decision.knowledge)
        yield from _inside(decision.logic, Site(decision.name, types, decision.type))
    for each in whole.knowledge:
        own = _called_here(each.calls, known, (each.id, *each.knowledge))
        yield from _inside(each.function, Site(each.name, own, each.type))


def _called_here(calls: model.Calls, known: Mapping[str, tuple[str, Type]], needs: Iterable[str]) -> Types:
    return {calls.get(need, known[need][0]): known[need][1] for need in needs}


def _called(knowledge: model.Knowledge) -> Type:
    parameters = () if knowledge.function is None else knowledge.function.parameters
    return FunctionType(tuple(kind for _, kind in parameters), knowledge.type)


def spots(box: Box, site: Site) -> Iterator[Found]:
    """The expressions of a box: itself, or the heads of a table's columns and then, rule by rule, its cells."""
    if isinstance(box, model.LiteralExpression):
        wanted = site.wanted if box.type == ANY else box.type
        yield Found(Spot(site.decision, cell=box.text), box.expression, site.types, wanted)
        return
    for column in box.inputs:
        yield Found(Spot(site.decision, 0, column.label, column.text), column.expression, site.types)
    whole = site.wanted if len(box.outputs) == 1 and box.hit in SINGLE else ANY
    for rule in box.rules:
        for asked, cell in zip(box.inputs, rule.inputs, strict=True):
            types = {**site.types, "?": asked.type}
            yield Found(Spot(site.decision, rule.number, asked.label, cell.text), cell.tests, types)
        for given, result in zip(box.outputs, rule.outputs, strict=True):
            wanted = whole if given.type == ANY else given.type
            spot = Spot(site.decision, rule.number, given.label, result.text)
            yield Found(spot, result.expression, site.types, wanted)


def _inside(box: model.Boxed | None, site: Site) -> Iterator[tuple[Box, Site]]:
    match box:
        case model.LiteralExpression() | model.DecisionTable():
            yield box, site
        case model.BoxedContext(entries):
            yield from _context(entries, site)
        case model.FunctionDefinition(parameters, body, external):
            if not external:
                yield from _inside(body, replace(site, types={**site.types, **dict(parameters)}))
        case model.BoxedLoop(_, name, source, body):
            yield from _inside(source, replace(site, wanted=ANY))
            inner = {**site.types, name: ANY, "partial": ListType(ANY)}
            yield from _inside(body, replace(site, types=inner, wanted=ANY))
        case model.BoxedFilter(source, _):
            # Only evaluation knows the members that the condition may name.
            yield from _inside(source, replace(site, wanted=ANY))
        case model.Conditional(condition, then, otherwise):
            yield from _inside(condition, replace(site, wanted=ANY))
            yield from _inside(then, site)
            yield from _inside(otherwise, site)
        case _:
            for part in _parts(box):
                yield from _inside(part, replace(site, wanted=ANY))


def _context(entries: tuple[tuple[str, Type, model.Boxed], ...], site: Site) -> Iterator[tuple[Box, Site]]:
    types = dict(site.types)
    for name, kind, value in entries:
        known = types | {name: kind} if isinstance(value, model.FunctionDefinition) else types
        yield from _inside(value, Site(site.decision, dict(known), kind if name else site.wanted))
        types[name] = kind


def _parts(box: model.Boxed | None) -> Iterator[model.Boxed]:
    match box:
        case model.Invocation(function, bindings):
            yield function
            yield from (value for _, value in bindings)
        case model.BoxedList(items):
            yield from items
        case model.Relation(_, rows):
            yield from (cell for row in rows for cell in row)
