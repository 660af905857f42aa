"""What the rules of a table give, as the decision hands it on: converted and checked, or not given at all."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import Any, TypeAlias

from ..engine import Step
from ..feel import Scope, Value, compile_expression, tree
from ..feel.builtins import BUILTINS
from ..feel.compare import key, same
from ..feel.compiler import constant
from ..feel.free import free_names
from ..feel.types import ANY, ContextType, Simple, Type, coerce
from ..feel.values import Failure, Function
from ..hits import SINGLE
from ..kinds import classes, kinds
from ..table import CompiledTable
from .rewriting import CLOCK

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
        types = [column.type for column in columns]
        plain = all(column.allowed is None for column in columns)

        def take(values: tuple[Value, ...]) -> Value:
            return self._compiled.taken(at, values, Scope({}))

        return self._handed(nodes, take, types if plain else None, f"rule {at + 1}")

    def default(self) -> Outputs | None:
        """What the table gives where no rule matches."""
        defaults = [column.default for column in self._compiled.table.outputs]
        nodes = tuple(self._resolve(each) if each else tree.Literal(None) for each in defaults)
        return self._handed(nodes, self._whole, [ANY] * len(nodes), DEFAULT) if any(defaults) else None

    def _whole(self, values: tuple[Value, ...]) -> Value:
        return values[0] if len(values) == 1 else dict(zip(self._names, values, strict=True))

    def _handed(self, nodes: Outputs, take: Take, types: list[Type] | None, told: str) -> Outputs | None:
        if all(map(_is_closed, nodes)):
            return self._parts(self._given(tuple(compile_expression(each)(Scope({})) for each in nodes), take))
        if types is not None and all(map(self._fits, nodes, types, self._members(len(nodes)))):
            return nodes
        return tuple(self._called(nodes, take, at, f"{told} of “{self._step.name}”") for at in range(len(nodes)))

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
        if count == 1 or self._declared == ANY:
            return [self._declared] * count
        members = dict(self._declared.members) if isinstance(self._declared, ContextType) else {}
        return [members.get(name, Simple("Null")) for name in self._names]

    def _fits(self, node: tree.Expression, *types: Type) -> bool:
        """Whether the value of an expression certainly is of these types."""
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
    return free_names(node) <= BUILTINS.keys() - CLOCK


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
