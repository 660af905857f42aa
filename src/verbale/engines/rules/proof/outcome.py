"""What the rules of a table give, as the decision hands it on: converted and checked, or not given at all."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, TypeAlias

from ..check.kinds import classes, kinds
from ..engine import Step
from ..feel import Scope, Value, tree
from ..feel.compare import key, same
from ..feel.constant import constant
from ..feel.free import CLOCK, free_names, mentioned
from ..feel.types import ANY, ContextType, Simple, Type, coerce
from ..feel.values import Failure, Function
from ..hits import SINGLE
from ..table import CompiledTable
from .constants import evaluated

Outputs: TypeAlias = tuple[tree.Expression, ...]
Resolve: TypeAlias = Callable[[Any], Any]
Take: TypeAlias = Callable[[tuple[Value, ...]], Value]
DEFAULT = "the default"


class Outcomes:
    """The outputs of one table. A computed one that may be converted or refused becomes a call of a function that does
    so, which is put among ``functions``.
    """

    def __init__(
        self,
        step: Step,
        compiled: CompiledTable,
        resolve: Resolve,
        types: Mapping[str, Type],
        functions: dict[str, Value],
    ) -> None:
        self._step, self._compiled, self._resolve = step, compiled, resolve
        self._types, self._functions = types, functions
        self._declared = step.type if compiled.table.hit in SINGLE else ANY
        self._names = [column.name for column in compiled.table.outputs]

    def of(self, at: int) -> Outputs | None:
        """What the rule at a position gives; None where that is nothing, because it may not stand there."""
        columns = self._compiled.table.outputs
        nodes = tuple(self._resolve(cell.expression) for cell in self._compiled.table.rules[at].outputs)

        def take(values: tuple[Value, ...]) -> Value:
            return self._compiled.taken(at, values, Scope({}))

        types = [column.type if column.allowed is None else None for column in columns]
        return self._handed(nodes, take, types, f"rule {at + 1}")

    def default(self) -> Outputs | None:
        """What the table gives where no rule matches."""
        defaults = [column.default for column in self._compiled.table.outputs]
        nodes = tuple(self._resolve(each) if each else tree.Literal(None) for each in defaults)
        return self._handed(nodes, self._whole, [ANY] * len(nodes), DEFAULT) if any(defaults) else None

    def _whole(self, values: tuple[Value, ...]) -> Value:
        return values[0] if len(values) == 1 else dict(zip(self._names, values, strict=True))

    def _handed(self, nodes: Outputs, take: Take, types: Sequence[Type | None], told: str) -> Outputs | None:
        stated = [_is_closed(each) for each in nodes]
        known = tuple(evaluated(each) if each_stated else None for each, each_stated in zip(nodes, stated, strict=True))
        parts = self._parts(self._given(known, take))
        if all(stated) or (parts is None and len(nodes) > 1):
            return parts
        members = self._members(len(nodes))
        for at, each_stated in enumerate(stated):
            if not each_stated and not self._stays(nodes[at], at, take, (types[at], members[at])):
                name = f"{told} of “{self._step.name}”"
                return tuple(self._called(nodes, take, each, name) for each in range(len(nodes)))
        return tuple(part if own else node for part, own, node in zip(parts or nodes, stated, nodes, strict=True))

    def _stays(self, node: tree.Expression, at: int, take: Take, types: tuple[Type | None, ...]) -> bool:
        """Whether all that a computed output can be is handed on as it is."""
        if isinstance(node, tree.If):
            return all(self._stays(each, at, take, types) for each in (node.then, node.otherwise))
        if not _is_closed(node):
            return self._fits(node, types)
        value = evaluated(node)
        parts = self._parts(self._given(tuple(value if each == at else None for each in range(len(self._names))), take))
        return value is None or (parts is not None and same(evaluated(parts[at]), value))

    def _given(self, values: tuple[Value, ...], take: Take) -> Value:
        try:
            return coerce(take(values), self._declared)
        except Failure:
            return None

    def _parts(self, whole: Value) -> Outputs | None:
        if whole is None:
            return None
        if len(self._names) == 1:
            return (tree.Literal(whole),)
        return tuple(tree.Literal(whole[name]) for name in self._names) if isinstance(whole, dict) else None

    def _members(self, count: int) -> list[Type]:
        """The type that the decision declares for each output."""
        if count == 1 or self._declared in (ANY, Simple("context")):
            return [self._declared if count == 1 else ANY] * count
        members = dict(self._declared.members) if isinstance(self._declared, ContextType) else {}
        return [members.get(name, Simple("Null")) for name in self._names]

    def _fits(self, node: tree.Expression, types: tuple[Type | None, ...]) -> bool:
        """Whether the value of an expression certainly is of these types; None: it may have certain values only."""
        found = kinds(node, self._types)
        return all(
            of == ANY or (isinstance(of, Simple) and bool(found) and set(found) <= set(classes(of))) for of in types
        )

    def _called(self, nodes: Outputs, take: Take, at: int, told: str) -> tree.Expression:
        columns = [(column.name, repr(column.type), column.allowed_text) for column in self._compiled.table.outputs]
        # Two versions of a table that check alike call the same function.
        name = f"{columns} {self._declared!r} {at} {told == DEFAULT}"

        def call(_: Scope, values: tuple[Value, ...]) -> Value:
            parts = self._parts(self._given(values, take))
            found = constant(parts[at]) if parts else None
            return found[0] if found else None

        self._functions[name] = Function(told, tuple(map(str, range(len(nodes)))), call)
        return tree.Call(tree.Name(name), nodes)


def _is_closed(node: tree.Expression) -> bool:
    return not free_names(node) and CLOCK.isdisjoint(mentioned(node))


def mark(outputs: Outputs | None) -> Hashable:
    """The same for outputs that are certainly equal."""
    if outputs is None:
        return None
    known = [constant(each) for each in outputs]
    return tuple(key(found[0]) if found else repr(node) for found, node in zip(known, outputs, strict=True))


def is_constant(outputs: Outputs) -> bool:
    """Whether none of them is computed."""
    return all(constant(each) is not None for each in outputs)


def equality(one: Outputs | None, other: Outputs | None) -> tree.Expression:
    """When two outputs are equal, as far as can be said a truth itself."""
    if one is None or other is None:
        return tree.Literal(one is other)
    condition: tree.Expression = tree.Literal(True)
    for left, right in zip(one, other, strict=True):
        known, its = constant(left), constant(right)
        if known and its and not same(known[0], its[0]):
            return tree.Literal(False)
        if not (known and its) and repr(left) != repr(right):
            equal = tree.Comparison("=", left, right)
            condition = equal if condition == tree.Literal(True) else tree.Logic("and", condition, equal)
    return condition
