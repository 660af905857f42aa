"""What rests on what in a model: that it can be had, and the order in which decisions are made."""

from __future__ import annotations

from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter

from .dmn.link import things
from .errors import BadModel
from .model import Model

NOTHING: frozenset[str] = frozenset()


class Graph:
    """The requirements of a model. Raises `BadModel` if they go in a circle, or ask something of the wrong kind."""

    def __init__(self, model: Model) -> None:
        self._model = model.name
        self.names = {each.id: each.name for each in things(model)}
        self._requires = {each.id: each.requires for each in model.decisions}
        self._paths: dict[tuple[str, frozenset[str]], tuple[str, ...]] = {}
        self._only_fitting(model)
        self.order = self._sorted(model)
        """The ids of everything, each after all that it rests on."""

    def path(self, target: str, given: frozenset[str] = NOTHING) -> tuple[str, ...]:
        """The decisions that one rests on, in order, itself the last; what is ``given`` is not made, nor what only it
        rests on. Found when it is first asked for."""
        key = (target, given)
        if key not in self._paths:
            needed, waiting = {target} - given, list({target} - given)
            while waiting:
                for need in self._requires[waiting.pop()]:
                    if need in self._requires and need not in needed and need not in given:
                        needed.add(need)
                        waiting.append(need)
            self._paths[key] = tuple(each for each in self.order if each in needed)
        return self._paths[key]

    def _sorted(self, model: Model) -> tuple[str, ...]:
        needs: dict[str, tuple[str, ...]] = {each.id: each.requires + each.knowledge for each in model.decisions}
        needs.update({each.id: each.knowledge for each in model.knowledge})
        needs.update({each.id: each.outputs for each in model.services})
        try:
            return tuple(TopologicalSorter(needs).static_order())
        except CycleError as fault:
            circle = " → ".join(self.names.get(each, each) for each in fault.args[1])
            raise BadModel(model=self._model, where="requirements", why=f"they go in a circle: {circle}") from fault

    def _only_fitting(self, model: Model) -> None:
        """What is required as a value has one, what is required as knowledge can be called."""
        decided = set(self._requires)
        valued = decided | {each.id for each in model.inputs}
        callable_ = {each.id for each in model.knowledge} | {each.id for each in model.services}
        for each in model.knowledge:
            self._only(each.knowledge, callable_, each.name, "knowledge, and it cannot be called")
        for decision in model.decisions:
            self._only(decision.knowledge, callable_, decision.name, "knowledge, and it cannot be called")
            self._only(decision.requires, valued, decision.name, "information, and it has no value")
        for service in model.services:
            self._only(service.inputs, valued, service.name, "an input, and it has no value")
            self._only((*service.outputs, *service.given), decided, service.name, "a decision, and it is none")

    def _only(self, needs: Iterable[str], fitting: set[str], owner: str, what: str) -> None:
        for need in needs:
            if need not in fitting:
                why = f"it requires “{self.names.get(need, need)}” as {what}"
                raise BadModel(model=self._model, where=f"“{owner}”", why=why)
