"""What an expression of a table reads: nothing (a constant), or sources, class by class."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Any

from ..feel import Value, compile_expression, tree
from ..feel.free import ITSELF
from ..feel.scope import Exhausted, Run, Scope
from .axis import Axis
from .errors import Outside
from .inline import inlined, replaced
from .joint import Together, together
from .marks import Marks
from .names import Names
from .order import UNKNOWN, Unknown
from .source import Source
from .star import Star, starred


@dataclass(frozen=True, slots=True)
class Reading:
    """``of`` gives the value, or UNKNOWN, for a class of the source; without a source it is given None."""

    source: Source | None
    of: Callable[[Any], Value | Unknown]
    direct: bool = False


def read(node: tree.Expression, names: Names) -> Reading:
    """The reading of an expression. Raises `Outside`."""
    if names.is_constant(node):
        constant = names.value(node)
        return Reading(None, lambda _: constant)
    found: dict[str, Source] = {}
    rewritten = rewrite(node, names, found)
    if not found:
        raise Outside("it needs the clock")
    if isinstance(rewritten, tree.Name):
        return Reading(next(iter(found.values())), lambda value: value, direct=True)
    both = together(found.values(), lambda parts: Marks(names, parts).of_condition(rewritten))
    names.keep(both.source)
    run = compile_expression(rewritten)
    return Reading(both.source, lambda value: evaluated(run, names.scope(both.names(value))))


def evaluated(run: Run, scope: Scope) -> Value | Unknown:
    """What a closure gives; UNKNOWN where that is a fault."""
    try:
        value = run(scope)
    except Exhausted:
        return UNKNOWN
    return UNKNOWN if scope.budget.faults else value


def answers(both: Together, axis: Axis, condition: tree.Expression, names: Names) -> tuple[int, int]:
    """The classes of which a condition is true, and those of which it is false; of the others nothing exact can be
    said."""
    run = compile_expression(condition)
    yes = no = 0
    for bit, value in enumerate(axis.values):
        missing = bit == 0 and (both.source.strict or both.source.total)
        answer = evaluated(run, names.scope({} if missing else both.names(value)))
        yes |= (answer is True) << bit
        no |= (answer is False) << bit
    return yes, no


def rewrite(node: Any, names: Names, found: dict[str, Source]) -> Any:
    """The tree with every source in it as a name of its own; ``found`` gathers them. Raises `Outside`."""
    if names.is_constant(node):
        return node
    source = names.source(node)
    if source is not None:
        found[source.alias] = source
        return tree.Name(source.alias)
    inner = inlined(node, names)
    if inner is not None:
        return rewrite(inner, names, found)
    if isinstance(node, tree.Name) and node.name != ITSELF:
        raise Outside("it needs the clock" if names.needs_clock(node) else f"“{node.name}” is not given by a column")
    if isinstance(node, tree.For | tree.Quantified | tree.FunctionOf | tree.Filter | tree.ContextOf):
        raise Outside("it has names of its own")
    if isinstance(node, tree.Comparison | tree.Between | tree.In):
        compared = _starred(node, names, found)
        if compared is not None:
            return compared
    changed = {each.name: _inside(getattr(node, each.name), names, found) for each in fields(node)}
    return replace(node, **changed)


def _starred(
    node: tree.Comparison | tree.Between | tree.In, names: Names, found: dict[str, Source]
) -> tree.Expression | None:
    """A comparison of a fact with other facts, so that it reads how they compare; None where it is none."""
    value = node.left if isinstance(node, tree.Comparison) else node.value
    if names.is_constant(value) or all(names.is_constant(each) for each in _others(node)):
        return None

    def make(star: Star) -> tree.Expression | None:
        match node:
            case tree.Comparison(operator, _, other):
                told = star.operand(other)
                return None if told is None else tree.Comparison(operator, tree.Name(star.middle), told)
            case tree.Between(_, low, high):
                ends = [star.operand(each) for each in (low, high)]
                return None if None in ends else tree.Between(tree.Name(star.middle), *ends)  # type: ignore[arg-type]
            case tree.In(_, tests):
                made = star.tests(tests.tests)
                return None if made is None else tree.In(tree.Name(star.middle), replace(tests, tests=made))

    return starred(names.source(value), names, found, make)


def _others(node: tree.Comparison | tree.Between | tree.In) -> list[tree.Node]:
    return tree.children(node)[1:]


def _inside(part: Any, names: Names, found: dict[str, Source]) -> Any:
    if isinstance(part, tuple):
        return tuple(_inside(item, names, found) for item in part)
    return rewrite(part, names, found) if type(part).__module__ == tree.__name__ else part


def substituted(node: Any, by: tree.Expression) -> Any:
    """A test with its column's own expression in the place of `?`."""
    return replaced(node, {ITSELF: by})
