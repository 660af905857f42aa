"""A model and those it imports become one: what it needs of them stands among its own parts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from ..model import Decision, InputData, Knowledge, Model, Service
from .itemtypes import Types

Thing = TypeVar("Thing", InputData, Decision, Knowledge, Service)


@dataclass(frozen=True, slots=True)
class Part:
    """A model that was read alone.

    ``names`` has its parts by their id in the file; ``members`` are the words that expressions may use after a dot;
    ``imports`` are its own parts, by import name.
    """

    namespace: str
    names: Mapping[str, str]
    members: frozenset[str]
    types: Types
    model: Model
    imports: tuple[tuple[str, Part], ...]


def joined(way: str, name: str) -> str:
    """How a part is called from outside its model."""
    return f"{way}.{name}" if way else name


def linked(own: Model, imports: tuple[tuple[str, Part], ...]) -> Model:
    """The model with all that it needs from those it imports.

    A part of an imported model is called after the way to it, ``import.name``; an input keeps its plain name where no
    other input has the same.
    """
    if not imports:
        return own
    ways = tuple(_ways(imports))
    models = [part.model for _, part in ways]
    needed = _needed([own, *models], {each.id for each in things(own)})
    inputs = [each.name for model in (own, *models) for each in model.inputs if each.id in needed]
    alone = {name for name, count in Counter(inputs).items() if count == 1}

    def picked(kind: Callable[[Model], tuple[Thing, ...]]) -> Iterator[Thing]:
        for way, part in ways:
            for each in kind(part.model):
                plain = isinstance(each, InputData) and each.name in alone
                if each.id in needed:
                    yield each if plain else replace(each, name=joined(way, each.name))

    return replace(
        own,
        inputs=own.inputs + tuple(picked(lambda model: model.inputs)),
        decisions=own.decisions + tuple(picked(lambda model: model.decisions)),
        knowledge=own.knowledge + tuple(picked(lambda model: model.knowledge)),
        services=own.services + tuple(picked(lambda model: model.services)),
        imported=frozenset(needed - {each.id for each in things(own)}),
    )


def _ways(imports: tuple[tuple[str, Part], ...]) -> Iterator[tuple[str, Part]]:
    """Every part once, with the shortest way to it."""
    waiting, seen = list(imports), set()
    while waiting:
        way, part = waiting.pop(0)
        if part.namespace not in seen:
            seen.add(part.namespace)
            yield way, part
            waiting.extend((joined(way, name), below) for name, below in part.imports)


def _needed(models: Iterable[Model], wanted: set[str]) -> set[str]:
    needs = {each.id: _needs(each) for model in models for each in things(model)}
    waiting, found = list(wanted), set(wanted)
    while waiting:
        fresh = set(needs.get(waiting.pop(), ())) - found
        found |= fresh
        waiting.extend(fresh)
    return found


def things(model: Model) -> tuple[InputData | Decision | Knowledge | Service, ...]:
    """All that a model asks for, decides and defines."""
    return (*model.inputs, *model.decisions, *model.knowledge, *model.services)


def _needs(thing: InputData | Decision | Knowledge | Service) -> tuple[str, ...]:
    match thing:
        case Decision():
            return thing.requires + thing.knowledge
        case Knowledge():
            return thing.knowledge
        case Service():
            return thing.outputs + thing.inputs + thing.given
    return ()
