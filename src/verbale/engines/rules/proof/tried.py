"""Records tried one after the other, for a property of which the solver cannot say whether it holds."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from itertools import product
from math import prod

from ..engine import Prepared
from ..feel import Value, tree
from ..feel.types import ContextType
from ..model import Decision, DecisionTable, InputData, LiteralExpression
from .axis import TooManyClasses
from .constants import constants
from .limits import Limits
from .question import Property
from .source import Source

MOST = 1_500
"""Records that are tried."""


def tried(prepared: Prepared, asked: Property, decision: Decision, limits: Limits) -> Mapping[str, Value] | None:
    """The facts of a record of which a property is not true; None where none was found in time, which says nothing."""
    named = [value for node in _expressions(prepared, asked) for value in constants(node)]
    values = [_values(each, named, limits) for each in prepared.model.inputs]
    until = limits.until.within(limits.seconds)
    for record in _records(values):
        if until.passed:
            break
        facts = dict(zip((each.name for each in prepared.model.inputs), record, strict=True))
        if not asked.holds(facts, prepared.run(facts, decision)):
            return facts
    return None


def _expressions(prepared: Prepared, asked: Property) -> Iterator[tree.Node]:
    """All that is written down: cells, outputs, expressions, and the property."""
    yield asked.node
    for decision in prepared.model.decisions:
        box = decision.logic
        if isinstance(box, LiteralExpression):
            yield box.expression
        for rule in box.rules if isinstance(box, DecisionTable) else ():
            yield from (cell.tests for cell in rule.inputs)
            yield from (cell.expression for cell in rule.outputs)


def _values(of: InputData, named: list[Value], limits: Limits) -> list[Value]:
    """Values of an input: one of every class that the constants make."""
    if isinstance(of.type, ContextType):
        return [None]
    source = Source(of.name, of.type, (of.name,), ordered=True, told=of.name, longest=2)
    for each in named:
        if not source.kinds or source.is_list or type(each) in source.kinds:
            source.mark(each)
    try:
        source.cut(limits)
    except TooManyClasses:
        return [None]
    axis = source.axis
    return [each.value for at, each in enumerate(axis.classes) if axis.admitted >> at & 1]


def _records(values: list[list[Value]]) -> Iterator[tuple[Value, ...]]:
    """All of them where they are few; else some at random, the same every time."""
    if prod(map(len, values)) <= MOST:
        yield from product(*values)
        return
    draw = random.Random(0)  # noqa: S311 - nothing is secret here
    for _ in range(MOST):
        yield tuple(draw.choice(each) for each in values)
