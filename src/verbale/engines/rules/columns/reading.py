"""What an expression of a table reads: nothing (a constant), or one source, class by class."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Any

from ..feel import Scope, Value, compile_expression, tree
from ..feel.free import free_names
from ..feel.scope import Exhausted
from .errors import Outside
from .source import UNKNOWN, Source, Unknown, derived

_CLOCK = frozenset(("now", "today"))
_ITSELF = "?"
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Names:
    """What a decision sees: constants with their values, and sources by name. ``made`` keeps the derived ones."""

    constants: Mapping[str, Value]
    sources: Mapping[str, Source]
    made: dict[str, Source]

    def is_constant(self, node: tree.Node) -> bool:
        """Whether a node reads nothing of the record."""
        return not _mentions(node, _CLOCK | {_ITSELF}) and free_names(node) <= self.constants.keys()

    def value(self, node: tree.Expression) -> Value:
        """The value of a constant node; `Outside` where it gives a fault."""
        scope = Scope(self.constants)
        try:
            found = compile_expression(node)(scope)
        except Exhausted as limit:
            raise Outside(str(limit)) from limit
        if scope.budget.faults:
            raise Outside(scope.budget.faults[0])
        return found


@dataclass(frozen=True, slots=True)
class Reading:
    """``of`` gives the value, or UNKNOWN, for a class of the source; without a source it is given None."""

    source: Source | None
    of: Callable[[Value], Value | Unknown]
    direct: bool = False


def read(node: tree.Expression, names: Names) -> Reading:
    """The reading of an expression. Raises `Outside`."""
    if names.is_constant(node):
        constant = names.value(node)
        return Reading(None, lambda _: constant)
    found: dict[str, Source] = {}
    rewritten = _rewritten(node, names, found)
    source = _only(found)
    if isinstance(rewritten, tree.Name):
        return Reading(source, lambda value: value, direct=True)
    if not source.is_finite:
        _require_comparing(rewritten, names, source)
    run = compile_expression(rewritten)
    return Reading(source, lambda value: _evaluated(run, {**names.constants, source.name: value}))


def _only(found: Mapping[str, Source]) -> Source:
    if len(found) != 1:
        raise Outside("it reads several facts at once" if found else "it needs the clock")
    return next(iter(found.values()))


def _evaluated(run: Callable[[Scope], Value], known: Mapping[str, Value]) -> Value | Unknown:
    scope = Scope(known)
    try:
        value = run(scope)
    except Exhausted:
        return UNKNOWN
    return UNKNOWN if scope.budget.faults else value


def _rewritten(node: Any, names: Names, found: dict[str, Source]) -> Any:
    """The tree with every source in it as one name; what reads several facts becomes one difference where it can."""
    if names.is_constant(node):
        return node
    source = _source(node, names)
    if source is not None:
        found[source.name] = source
        return tree.Name(source.name)
    if isinstance(node, tree.Name) and node.name != _ITSELF:
        raise Outside(f"“{node.name}” is not given by a column")
    if isinstance(node, tree.For | tree.Quantified | tree.FunctionOf | tree.Filter | tree.ContextOf):
        raise Outside("it has names of its own")
    if isinstance(node, tree.Comparison):
        node = _difference(node, names)
    changed = {each.name: _inside(getattr(node, each.name), names, found) for each in fields(node)}
    return replace(node, **changed)


def _inside(part: Any, names: Names, found: dict[str, Source]) -> Any:
    if isinstance(part, tuple):
        return tuple(_inside(item, names, found) for item in part)
    return _rewritten(part, names, found) if type(part).__module__ == tree.__name__ else part


def _source(node: tree.Node, names: Names) -> Source | None:
    if isinstance(node, tree.Name):
        return names.sources.get(node.name)
    if not isinstance(node, tree.Arithmetic | tree.Negation | tree.Path):
        return None
    made = derived(_folded(node, names), names.sources)
    return None if made is None else names.made.setdefault(made.name, made)


def _folded(node: Any, names: Names) -> Any:
    if isinstance(node, tree.Literal | tree.Name) and not names.is_constant(node):
        return node
    if names.is_constant(node):
        return tree.Literal(names.value(node))
    changed = {
        each.name: _folded(part, names) if type(part).__module__ == tree.__name__ else part
        for each in fields(node)
        for part in [getattr(node, each.name)]
    }
    return replace(node, **changed)


def _difference(node: tree.Comparison, names: Names) -> tree.Comparison:
    """`a < b` of two numbers as `a - b < 0`, so that it reads one thing."""
    if names.is_constant(node.left) or names.is_constant(node.right):
        return node
    apart = tree.Arithmetic("-", node.left, node.right)
    if _source(apart, names) is None:
        return node
    return tree.Comparison(node.operator, apart, tree.Literal(_ZERO))


def _require_comparing(node: tree.Node, names: Names, source: Source) -> None:
    """That a tree reads its source only by comparing it with constants; these become edges. Raises `Outside`."""
    match node:
        case tree.Comparison() | tree.Between() | tree.In():
            for part in tree.children(node):
                _require_comparable(part, names, source)
        case tree.Logic() | tree.InstanceOf() | tree.Test() | tree.Tests():
            for part in tree.children(node):
                _require_comparable(part, names, source)
        case tree.If(condition, then, otherwise):
            _require_comparing(condition, names, source)
            for part in (then, otherwise):
                if not names.is_constant(part):
                    _require_comparing(part, names, source)
        case _ if free_names(node) - names.constants.keys() - {source.name}:
            raise Outside("it reads several facts at once")
        case _:
            raise Outside("it does more than compare with constants")


def _require_comparable(node: tree.Node, names: Names, source: Source) -> None:
    if isinstance(node, tree.Name) and node.name in (source.name, _ITSELF):
        return
    if isinstance(node, tree.Test | tree.Tests) or not names.is_constant(node):
        _require_comparing(node, names, source)
    else:
        source.mark(names.value(node))  # type: ignore[arg-type]


def mark_tests(tests: tree.Tests, names: Names, source: Source) -> None:
    """Takes the constants of a cell that reads ``source`` directly as edges. Raises `Outside`."""
    _require_comparing(tests, names, source)


def require_closed(tests: tree.Tests, names: Names) -> None:
    """That a cell reads nothing but its column and constants. Raises `Outside`."""
    if free_names(tests) - names.constants.keys():
        raise Outside("it reads several facts at once")
    if _mentions(tests, _CLOCK):
        raise Outside("it needs the clock")


def _mentions(node: tree.Node, words: frozenset[str]) -> bool:
    if isinstance(node, tree.Name):
        return node.name in words
    return any(_mentions(child, words) for child in tree.children(node))
