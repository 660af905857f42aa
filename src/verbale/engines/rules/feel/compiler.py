"""A tree becomes a closure: `(Scope) -> Value`. What goes wrong gives null, and the scope is told why."""

from __future__ import annotations

from collections.abc import Callable

from . import tree
from .arithmetic import calculate, negate
from .builtins import BUILTINS
from .calling import bind, called
from .compare import holds
from .constant import settled
from .free import mentioned
from .iteration import Iterators, filtering, for_each, some_or_every
from .members import member
from .scope import Exhausted, Run, Scope
from .toil import toil
from .types import ANY, constant_type, question
from .unary import Check, answer_of, check_of
from .values import Failure, Function, Range, Value, kind, weight

_POWER = 32
"""The steps of raising to a power, which takes so much longer than the rest of arithmetic."""


def compile_expression(node: tree.Expression) -> Run:
    """The closure of an expression. It never raises but `Exhausted`, when the limits of a decision are reached."""
    run = _COMPILERS[type(node)](node)
    if isinstance(node, tree.Literal | tree.Name):
        return run
    known = settled(node, run)
    if known is not None:
        return _literal(tree.Literal(known[0]))

    def guarded(scope: Scope) -> Value:
        try:
            return run(scope)
        except Exhausted:
            raise
        except Failure as why:
            scope.fault(str(why))
            return None
        except RecursionError:
            raise Exhausted("calls or values nested too deeply") from None

    return guarded


def compile_unary_tests(tests: tree.Tests) -> Check:
    """The closure of a cell. `not(…)` turns the answer round: `not("a")` lets null pass."""
    return check_of(tests, compile_expression)


def _literal(node: tree.Literal) -> Run:
    value = node.value
    return lambda scope: value


def _name(node: tree.Name) -> Run:
    name = node.name
    builtin = BUILTINS.get(name)

    def look_up(scope: Scope) -> Value:
        try:
            return scope.names[name]
        except KeyError:
            if builtin is None:
                scope.fault(f"nothing is called “{name}” here")
            return builtin

    return look_up


def _path(node: tree.Path) -> Run:
    source, name = compile_expression(node.source), node.name

    def path(scope: Scope) -> Value:
        value = source(scope)
        if isinstance(value, tuple):
            scope.budget.step(weight(value))
        return member(value, name)

    return path


def _negation(node: tree.Negation) -> Run:
    operand = compile_expression(node.operand)
    return lambda scope: negate(operand(scope))


def _arithmetic(node: tree.Arithmetic) -> Run:
    operator, left, right = node.operator, compile_expression(node.left), compile_expression(node.right)

    def calculated(scope: Scope) -> Value:
        found = calculate(operator, left(scope), right(scope))
        if isinstance(found, str):
            scope.budget.step(weight(found))
        return found

    def raised(scope: Scope) -> Value:
        scope.budget.step(_POWER)
        return calculated(scope)

    return raised if operator == "**" else calculated


def _comparison(node: tree.Comparison) -> Run:
    operator, left, right = node.operator, compile_expression(node.left), compile_expression(node.right)

    def compared(scope: Scope) -> Value:
        one, two = left(scope), right(scope)
        if isinstance(one, tuple | dict) and isinstance(two, tuple | dict):
            scope.budget.step(weight(one) + weight(two))
        found = holds(operator, one, two)
        if found is None:
            scope.fault(f"{kind(one)} and {kind(two)} cannot be compared")
        return found

    return compared


def _logic(node: tree.Logic) -> Run:
    left, right = compile_expression(node.left), compile_expression(node.right)
    decisive = node.operator == "or"

    def three_valued(scope: Scope) -> Value:
        one = left(scope)
        if one is decisive:
            return decisive
        two = right(scope)
        if two is decisive:
            return decisive
        if isinstance(one, bool) and isinstance(two, bool):
            return not decisive
        for side in (one, two):
            if side is not None and not isinstance(side, bool):
                scope.fault(f"“{node.operator}” has no meaning with {kind(side)}")
        return None

    return three_valued


def _between(node: tree.Between) -> Run:
    value, low, high = compile_expression(node.value), compile_expression(node.low), compile_expression(node.high)

    def between(scope: Scope) -> Value:
        middle = value(scope)
        # The standard's (e1 >= e2) and (e1 <= e3): one side that is false decides.
        sides = [_held(scope, operator, middle, end(scope)) for operator, end in ((">=", low), ("<=", high))]
        return False if False in sides else None if None in sides else True

    return between


def _held(scope: Scope, operator: str, left: Value, right: Value) -> bool | None:
    try:
        return holds(operator, left, right)
    except Failure as why:
        scope.fault(str(why))
        return None


def _instance_of(node: tree.InstanceOf) -> Run:
    value, is_one = compile_expression(node.value), question(node.type)

    def instance_of(scope: Scope) -> Value:
        asked = value(scope)
        scope.budget.step(weight(asked))
        return is_one(asked)

    return instance_of


def _interval(node: tree.Interval) -> Run:
    low = compile_expression(node.low) if node.low is not None else None
    high = compile_expression(node.high) if node.high is not None else None

    def interval(scope: Scope) -> Value:
        bottom, top = low(scope) if low else None, high(scope) if high else None
        if (low and bottom is None) or (high and top is None):
            raise Failure("an end of the range is null")
        if low and high:
            holds("<=", bottom, top)
        return Range(bottom, node.low_included, top, node.high_included, node.operator)

    return interval


def _list(node: tree.ListOf) -> Run:
    items = tuple(compile_expression(item) for item in node.items)
    return lambda scope: tuple(item(scope) for item in items)


def _context(node: tree.ContextOf) -> Run:
    entries = tuple((name, compile_expression(value)) for name, value in node.entries)
    twice = next((name for at, (name, _) in enumerate(entries) if name in dict(entries[:at])), None)

    def context(scope: Scope) -> Value:
        made: dict[str, Value] = {}
        if twice is not None:
            raise Failure(f"“{twice}” stands twice in the context")
        for name, value in entries:
            made[name] = value(scope.within(made) if made else scope)
        return made

    return context


def _if(node: tree.If) -> Run:
    condition, then, otherwise = (compile_expression(part) for part in (node.condition, node.then, node.otherwise))
    return lambda scope: then(scope) if condition(scope) is True else otherwise(scope)


def _call(node: tree.Call) -> Run:
    function, names = compile_expression(node.function), node.names
    arguments = tuple(compile_expression(argument) for argument in node.arguments)

    def call(scope: Scope) -> Value:
        callee = function(scope)
        if not isinstance(callee, Function):
            raise Failure("what is called here is not a function")
        return called(callee, bind(callee, tuple(argument(scope) for argument in arguments), names), scope)

    return call


def _function(node: tree.FunctionOf) -> Run:
    body, cost = compile_expression(node.body), toil(node.body)
    names, types = tuple(name for name, _ in node.parameters), tuple(of for _, of in node.parameters)
    result = constant_type(node.body.value) if isinstance(node.body, tree.Literal) else None

    def function(scope: Scope) -> Value:
        if node.external:
            raise Failure("functions outside FEEL are never called")

        def run(caller: Scope, values: tuple[Value, ...]) -> Value:
            caller.budget.step(cost)
            given = {**scope.names, **dict(zip(names, values, strict=True))}
            return body(Scope(given, caller.budget))

        return Function("function", names, run, types or (ANY,) * len(names), result=result)

    return function


def _in(node: tree.In) -> Run:
    value, found = compile_expression(node.value), answer_of(node.tests, compile_expression)

    def inside(scope: Scope) -> Value:
        asked = value(scope)
        answer = found(asked, scope)
        if answer is None:
            scope.fault(f"{kind(asked)} cannot be compared with what stands after “in”")
        return answer

    return inside


def _iterators(iterators: tuple[tree.Iterator, ...]) -> Iterators:
    return tuple(
        (each.name, compile_expression(each.source), compile_expression(each.end) if each.end is not None else None)
        for each in iterators
    )


def _for(node: tree.For) -> Run:
    body, partial = compile_expression(node.body), "partial" in mentioned(node.body)
    return for_each(_iterators(node.iterators), body, partial=partial, cost=toil(node.body))


def _quantified(node: tree.Quantified) -> Run:
    condition, cost = compile_expression(node.condition), toil(node.condition)
    return some_or_every(_iterators(node.iterators), condition, every=node.every, cost=cost)


def _filter(node: tree.Filter) -> Run:
    bare = node.condition.operand if isinstance(node.condition, tree.Negation) else node.condition
    position = isinstance(bare, tree.Literal) and not isinstance(bare.value, bool)
    source, condition, cost = compile_expression(node.source), compile_expression(node.condition), toil(node.condition)
    return filtering(source, condition, position=position, cost=cost, names=mentioned(node.condition))


_COMPILERS: dict[type, Callable[..., Run]] = {
    tree.Literal: _literal,
    tree.Name: _name,
    tree.Path: _path,
    tree.Negation: _negation,
    tree.Arithmetic: _arithmetic,
    tree.Comparison: _comparison,
    tree.Logic: _logic,
    tree.Between: _between,
    tree.In: _in,
    tree.InstanceOf: _instance_of,
    tree.Interval: _interval,
    tree.ListOf: _list,
    tree.ContextOf: _context,
    tree.If: _if,
    tree.For: _for,
    tree.Quantified: _quantified,
    tree.Filter: _filter,
    tree.Call: _call,
    tree.FunctionOf: _function,
}
