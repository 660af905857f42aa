"""Knowledge models that are one expression: a call is that expression with the arguments in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from ..feel import tree
from ..feel.free import CLOCK, free_names
from ..feel.types import ANY, FunctionType, Simple, Type, conforms
from ..model import FunctionDefinition, Knowledge, LiteralExpression
from .names import Names
from .schema import fits

LONGEST = 2_000
"""Nodes of an expression in which every call is written out."""
_ROUNDING = frozenset(
    ("floor", "ceiling", "decimal", *(f"round {how}" for how in ("up", "down", "half up", "half down")))
)
_TIMES = 6
"""As often a rounding to some places writes its argument, at most."""
_BINDING = tree.For | tree.Quantified | tree.Filter | tree.FunctionOf | tree.ContextOf
_LAZY = tree.If | tree.Logic
_TRUTHS = tree.Comparison | tree.Between | tree.In | tree.Logic | tree.InstanceOf


def asks_clock(knowledge: Knowledge) -> bool:
    """Whether what it does depends on the moment."""
    return any(each.name in CLOCK for each in _nodes(knowledge.function) if isinstance(each, tree.Name))


def inlined(node: tree.Node, names: Names) -> tree.Expression | None:
    """What a call of a knowledge model stands for; None where that is not wholly the same, faults included."""
    if not isinstance(node, tree.Call) or not isinstance(node.function, tree.Name):
        return None
    knowledge = names.knowledge.get(node.function.name)
    definition = None if knowledge is None else knowledge.function
    if knowledge is None or definition is None or not isinstance(definition.body, LiteralExpression):
        return None
    arguments = _arguments(node, definition)
    body = definition.body.expression
    # A model may call itself, and then has no end.
    others = names.knowledge.keys() - {node.function.name}
    if arguments is None or not free_names(body) <= arguments.keys() | others:
        return None
    nodes = [*_nodes(body)]
    if any(isinstance(each, _BINDING) for each in nodes):
        return None
    if not all(_is_taken(arguments[name], kind, names) for name, kind in definition.parameters):
        return None
    # An argument is evaluated once and always, and so are its faults.
    used = free_names(body) if not any(isinstance(each, _LAZY) for each in nodes) else frozenset[str]()
    if not all(name in used or _is_plain(each, names) for name, each in arguments.items()):
        return None
    made: tree.Expression = replaced(body, arguments)
    if size(made, names) > LONGEST:
        return None
    kinds = [definition.body.type, knowledge.type]
    return made if all(_gives(made, kind, names) for kind in kinds) else None


def size(node: tree.Node, names: Names) -> int:
    """How many nodes there are where every call of a knowledge model is written out; at most a few are ever."""
    if node not in names.sizes:
        inner = inlined(node, names)
        if inner is not None:
            names.sizes[node] = 1 + size(inner, names)
        else:
            parts = sum(size(each, names) for each in tree.children(node))
            is_rounding = isinstance(node, tree.Call) and isinstance(node.function, tree.Name)
            times = _TIMES if is_rounding and node.function.name in _ROUNDING else 1  # type: ignore[union-attr]
            names.sizes[node] = 1 + times * parts
    return names.sizes[node]


def _arguments(node: tree.Call, definition: FunctionDefinition) -> dict[str, tree.Expression] | None:
    parameters = [name for name, _ in definition.parameters]
    given = parameters if node.names is None else list(node.names)
    if len(node.arguments) != len(parameters) or set(given) != set(parameters):
        return None
    return dict(zip(given, node.arguments, strict=True))


def _is_plain(node: tree.Expression, names: Names) -> bool:
    return isinstance(node, tree.Name) or names.is_constant(node)


def _is_taken(node: tree.Expression, kind: Type, names: Names) -> bool:
    """Whether a parameter takes the argument as it is."""
    if kind == ANY:
        return True
    if names.is_constant(node):
        value = names.value(node)
        return value is None or conforms(value, kind)
    source = names.source(node)
    return source is not None and isinstance(kind, Simple) and fits(source.order, kind.name)


def _gives(node: tree.Expression, kind: Type, names: Names) -> bool:
    """Whether the result is of the declared type as it is."""
    wanted = kind.result if isinstance(kind, FunctionType) else kind
    if wanted == ANY or (wanted == Simple("boolean") and isinstance(node, _TRUTHS)):
        return True
    source = names.source(node)
    return source is not None and isinstance(wanted, Simple) and fits(source.order, wanted.name)


def _nodes(part: Any) -> Any:
    """Every node within; of boxed expressions too."""
    if isinstance(part, tuple):
        for each in part:
            yield from _nodes(each)
    elif hasattr(part, "__dataclass_fields__") and not isinstance(part, Type):
        yield part
        for each in fields(part):
            yield from _nodes(getattr(part, each.name))


def replaced(node: Any, by: Mapping[str, tree.Expression]) -> Any:
    """An expression, or tests, with other expressions in the place of names."""
    if isinstance(node, tuple):
        return tuple(replaced(each, by) for each in node)
    if isinstance(node, tree.Name):
        return by.get(node.name, node)
    if type(node).__module__ != tree.__name__ or isinstance(node, tree.Literal):
        return node
    return type(node)(**{each.name: replaced(getattr(node, each.name), by) for each in fields(node)})
