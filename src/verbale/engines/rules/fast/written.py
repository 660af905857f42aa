"""A Python function as a tree: pieces of syntax, and what they name.

Nothing here is ever text that somebody wrote: cells become nodes, literals become constants or names in a namespace.
"""

from __future__ import annotations

import ast
import types
from collections.abc import Callable, Sequence
from typing import Any


class Written:
    """A function in the making: statements, and the objects that they name."""

    def __init__(self, parameter: str) -> None:
        self.names: dict[str, Any] = {}
        self.body: list[ast.stmt] = []
        self._parameter = parameter

    def named(self, thing: object) -> ast.expr:
        """An expression that gives ``thing``."""
        if thing is None or isinstance(thing, bool | int | str):
            return ast.Constant(thing)
        name = f"k{len(self.names)}"
        self.names[name] = thing
        return load(name)

    def function(self) -> Callable[..., Any]:
        """The function. Raises RecursionError or MemoryError if it is too large to compile."""
        taken = ast.arguments(
            posonlyargs=[], args=[ast.arg(self._parameter)], kwonlyargs=[], kw_defaults=[], defaults=[]
        )
        made = ast.FunctionDef("decide", taken, self.body, [])
        module = ast.fix_missing_locations(ast.Module([made], []))
        whole = compile(module, "<decision table>", "exec")
        code = next(each for each in whole.co_consts if isinstance(each, types.CodeType))
        return types.FunctionType(code, {**self.names, "__builtins__": {"len": len, "type": type}})


def load(name: str) -> ast.expr:
    return ast.Name(name, ast.Load())


def assign(name: str, value: ast.expr) -> ast.stmt:
    return ast.Assign([ast.Name(name, ast.Store())], value)


def call(function: ast.expr, *arguments: ast.expr) -> ast.expr:
    return ast.Call(function, list(arguments), [])


def give(value: ast.expr) -> ast.stmt:
    return ast.Return(value)


def compared(left: ast.expr, operator: ast.cmpop, right: ast.expr) -> ast.expr:
    return ast.Compare(left, [operator], [right])


def negated(test: ast.expr) -> ast.expr:
    return ast.UnaryOp(ast.Not(), test)


def all_of(tests: Sequence[ast.expr]) -> ast.expr:
    """Whether all hold; true of none."""
    if not tests:
        return ast.Constant(True)
    return tests[0] if len(tests) == 1 else ast.BoolOp(ast.And(), list(tests))


def any_of(tests: Sequence[ast.expr]) -> ast.expr:
    """Whether one holds."""
    return tests[0] if len(tests) == 1 else ast.BoolOp(ast.Or(), list(tests))


def members(values: frozenset[Any]) -> ast.expr:
    """A set of texts and null, as a constant."""
    return ast.Constant(values)  # type: ignore[arg-type]  # the compiler takes frozen sets, its type stub does not say
