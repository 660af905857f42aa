"""What an evaluation costs: nesting does not multiply it, and what takes long is paid for."""

import pytest

from verbale.engines.rules.feel import Scope, compile_expression, parse_expression
from verbale.engines.rules.feel.scope import Budget, Exhausted
from verbale.engines.rules.feel.values import number

from .evaluated import evaluated

LONG = {"l": tuple(map(number, range(2000))), "t": "a" * 100_000, "lists": tuple((number(at),) for at in range(1000))}


def spent(text):
    scope = Scope(LONG, Budget())
    before = scope.budget.steps
    compile_expression(parse_expression(text, LONG))(scope)
    return before - scope.budget.steps


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 in (" * 40 + "1" + ")" * 40, "true"),
        ("[1][" * 40 + "1" + "]" * 40, "1"),
        ("[1][" * 10 + "item" + "]" * 10, "null"),
        ("not(" * 40 + "true" + ")" * 40, "true"),
        ("[[1]]" + "[item = item]" * 40, "[[1]]"),
    ],
    ids="in filters items not chain".split(),
)
def test_nesting_does_not_multiply_the_work(text, value):
    assert evaluated(text)[0] == value


@pytest.mark.parametrize(
    "text",
    [
        "list contains(l, -1)",
        "-1 in l",
        "l.a",
        "l = l",
        "l instance of list<number>",
        "[-1] in lists",
        "l[item < 0]",
        "sum(l)",
        "(function(x: list<number>) 1)(l)",
        "upper case(t)",
        "t + t",
        "for i in 1..100 return i ** 0.1",
        "for i in 1..100 return log(i)",
        'for d in @"0001-01-01"..@"0001-12-31" return d',
    ],
)
def test_what_takes_long_is_paid_for(text):
    assert spent(text) >= 200


def test_a_loop_in_a_loop_over_long_lists_ends():
    for text in ("for i in l return list contains(l, -i)", "for i in l return -i in l", "l[index of(l, item)[1] = 0]"):
        scope = Scope(LONG, Budget(steps=100_000))
        with pytest.raises(Exhausted):
            compile_expression(parse_expression(text, LONG))(scope)


@pytest.mark.parametrize("text", ["deep.a", "(function(x: number) x)(deep)", "context put(low, path, 1)"])
def test_what_is_nested_too_deeply_ends_the_decision(text):
    deep, low = number(1), {}
    for _ in range(3000):
        deep, low = (deep,), {"a": low}
    names = {"deep": deep, "low": low, "path": ("a",) * 2999}
    with pytest.raises(Exhausted, match="calls or values nested too deeply"):
        compile_expression(parse_expression(text, names))(Scope(names))
