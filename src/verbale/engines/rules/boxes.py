"""Boxed expressions as closures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from . import model
from .feel import Scope, Value, compile_expression
from .feel.calling import bind, called
from .feel.iteration import filtering, for_each, some_or_every
from .feel.scope import Exhausted, Run
from .feel.types import ANY, Type, coerce
from .feel.values import Failure, Function
from .table import CompiledTable


def compile_boxed(box: model.Boxed, name: str) -> Run:
    """The closure of a boxed expression; ``name`` is what reasons call it."""
    run = _COMPILERS[type(box)](box, name)
    if not isinstance(box, model.DecisionTable | model.FunctionDefinition):
        run = _typed(run, box.type, name)

    def guarded(scope: Scope) -> Value:
        try:
            return run(scope)
        except Exhausted:
            raise
        except Failure as why:
            scope.fault(str(why))
            return None

    return run if isinstance(box, model.DecisionTable | model.LiteralExpression) else guarded


def _literal(box: model.LiteralExpression, _: str) -> Run:
    return compile_expression(box.expression)


def _typed(run: Run, kind: Type, name: str) -> Run:
    if kind == ANY:
        return run

    def typed(scope: Scope) -> Value:
        found = run(scope)
        fitting = coerce(found, kind, scope.budget)
        if fitting is None and found is not None:
            scope.fault(f"{name}: the result is not of the declared type")
        return fitting

    return typed


def _invocation(box: model.Invocation, name: str) -> Run:
    function = compile_boxed(box.function, name)
    names = tuple(parameter for parameter, _ in box.bindings)
    arguments = tuple(compile_boxed(value, name) for _, value in box.bindings)

    def invoke(scope: Scope) -> Value:
        callee = function(scope)
        if not isinstance(callee, Function):
            raise Failure(f"{name}: what is invoked is not a function")
        values = tuple(argument(scope) for argument in arguments)
        return called(callee, bind(callee, values, names), scope)

    return invoke


def _context(box: model.BoxedContext, name: str) -> Run:
    entries = tuple(
        (key, kind, compile_boxed(value, name), isinstance(value, model.FunctionDefinition))
        for key, kind, value in box.entries
    )

    keys = [key for key, *_ in entries if key]
    twice = next((key for key in keys if keys.count(key) > 1), None)

    def context(scope: Scope) -> Value:
        made: dict[str, Value] = {}
        if twice is not None:
            raise Failure(f"“{twice}” stands twice in the context")
        for key, kind, value, calls_itself in entries:
            names = {**scope.names, **made}
            found = value(Scope(names, scope.budget))
            if not key:
                return found
            made[key] = fitting = coerce(found, kind, scope.budget)
            if calls_itself:
                names[key] = fitting
            if fitting is None and found is not None:
                scope.fault(f"{name}: “{key}” is not of the declared type")
        return made

    return context


def _list(box: model.BoxedList, name: str) -> Run:
    items = tuple(compile_boxed(item, name) for item in box.items)
    return lambda scope: tuple(item(scope) for item in items)


def _relation(box: model.Relation, name: str) -> Run:
    rows = tuple(tuple(compile_boxed(cell, name) for cell in row) for row in box.rows)
    columns = box.columns
    return lambda scope: tuple({column: cell(scope) for column, cell in zip(columns, row, strict=True)} for row in rows)


def _function(box: model.FunctionDefinition, name: str) -> Run:
    body = compile_boxed(box.body, name)
    return lambda scope: function_of(box, name, scope, body)


def function_of(box: model.FunctionDefinition, name: str, scope: Scope, body: Run, result: Type = ANY) -> Function:
    """A function value whose body sees ``scope`` and its parameters."""
    names = tuple(parameter for parameter, _ in box.parameters)
    types = tuple(kind for _, kind in box.parameters)

    def call(caller: Scope, values: tuple[Value, ...]) -> Value:
        if box.external:
            raise Failure(f"{name}: functions outside FEEL are never called")
        given = {**scope.names, **dict(zip(names, values, strict=True))}
        return body(Scope(given, caller.budget))

    return Function(name, names, call, types, result=None if result == ANY else result)


def _conditional(box: model.Conditional, name: str) -> Run:
    condition, then, otherwise = (compile_boxed(part, name) for part in (box.condition, box.then, box.otherwise))

    def conditional(scope: Scope) -> Value:
        verdict = condition(scope)
        if verdict is not None and not isinstance(verdict, bool):
            raise Failure(f"{name}: the condition is not true or false")
        return then(scope) if verdict else otherwise(scope)

    return conditional


def _loop(box: model.BoxedLoop, name: str) -> Run:
    iterators = ((box.name, compile_boxed(box.source, name), None),)
    body = compile_boxed(box.body, name)
    return (
        for_each(iterators, body)
        if box.kind == "for"
        else some_or_every(iterators, body, every=box.kind == "every", strict=True)
    )


def _filter(box: model.BoxedFilter, name: str) -> Run:
    return filtering(compile_boxed(box.source, name), compile_boxed(box.condition, name))


_COMPILERS: dict[type, Callable[[Any, str], Run]] = {
    model.LiteralExpression: _literal,
    model.DecisionTable: CompiledTable,
    model.Invocation: _invocation,
    model.BoxedContext: _context,
    model.BoxedList: _list,
    model.Relation: _relation,
    model.FunctionDefinition: _function,
    model.Conditional: _conditional,
    model.BoxedLoop: _loop,
    model.BoxedFilter: _filter,
}
