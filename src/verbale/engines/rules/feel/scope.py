"""Where names get their values while an expression is evaluated."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from .temporal import DateTime
from .values import Failure, Value

MAX_STEPS = 1_000_000
"""Turns of loops and calls in one verdict; each is dearer the more it evaluates, and large values cost more as well, so
that the steps bound the time."""
MAX_CALLS = 500
"""Calls of functions one in another; see `stack` for their room."""


class Budget:
    """What one decision may still spend, and the reasons for null gathered on the way."""

    __slots__ = ("calls", "faults", "now", "steps", "trail")

    def __init__(self, now: DateTime | None = None, steps: int | None = None) -> None:
        self.now = now
        self.steps = MAX_STEPS if steps is None else steps
        self.calls = 0
        self.faults: list[str] = []
        self.trail: list[object] = []
        """What evaluations leave behind for an explanation; FEEL itself leaves nothing."""

    def step(self, count: int = 1) -> None:
        """Spends ``count`` steps; `Exhausted` when none is left."""
        self.steps -= count
        if self.steps < 0:
            raise Exhausted(f"more than {MAX_STEPS} steps")


class Exhausted(Failure):
    """The limits of one decision are reached; ends the whole decision."""


class Scope:
    """Names with their values; ``within`` opens an inner scope that sees the outer one."""

    __slots__ = ("budget", "names")

    def __init__(self, names: Mapping[str, Value], budget: Budget | None = None) -> None:
        self.names = names
        self.budget = budget or Budget()

    def within(self, names: Mapping[str, Value]) -> Scope:
        """A scope in which ``names`` hide those outside."""
        return Scope({**self.names, **names}, self.budget)

    def fault(self, why: str) -> None:
        """Notes why something is null; kept short, because a loop may say it a thousand times."""
        if len(self.budget.faults) < 20:
            self.budget.faults.append(why)

    def place(self, known: int, where: str) -> None:
        """Tells all faults but the first ``known`` with the place where they came up."""
        faults = self.budget.faults
        if len(faults) > known:
            faults[known:] = [f"{where}: {fault}" for fault in faults[known:]]


Run: TypeAlias = Callable[[Scope], Value]
"""An expression made ready: its value where these names have these values."""
