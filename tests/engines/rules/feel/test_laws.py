"""Whatever the text, it is read or refused at a character; whatever is read, evaluates to a value."""

from hypothesis import given, settings
from hypothesis import strategies as st

from verbale.engines.rules.feel import (
    Scope,
    SyntaxFault,
    compile_expression,
    compile_unary_tests,
    parse_expression,
    parse_unary_tests,
)
from verbale.engines.rules.feel.builtins import BUILTINS
from verbale.engines.rules.feel.scope import Exhausted
from verbale.engines.rules.feel.write import literal

PIECES = (
    '1 2.5 -3 0 "a" "b" true false null x y z + - * / ** = != < <= > >= ( ) [ ] { } , : . .. ? @ '
    '"P1D" @"2020-01-01" @"P1M" @"10:00:00Z" and or not if then else for in return some every satisfies between '
    "instance of function list<number> item partial"
).split()
pieces = st.lists(st.sampled_from([*PIECES, *(f"{name}(" for name in BUILTINS)]), max_size=14).map(" ".join)
values = st.sampled_from([None, True, "a", (), ("a", None)])


@settings(max_examples=400, deadline=None)
@given(pieces, values)
def test_an_expression_gives_a_value_or_is_refused(text, value):
    try:
        tree = parse_expression(text, ["x", "y"])
    except SyntaxFault as fault:
        return _in_text(fault, text)
    found = _value(lambda: compile_expression(tree)(Scope({"x": value, "y": {"a": value}})))
    literal(found)


@settings(max_examples=400, deadline=None)
@given(pieces, values)
def test_a_cell_passes_or_not(text, value):
    try:
        tree = parse_unary_tests(text, ["x", "?"])
    except SyntaxFault as fault:
        return _in_text(fault, text)
    assert _value(lambda: compile_unary_tests(tree)(value, Scope({"x": value}))) in (True, False, None)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text):
    try:
        parse_expression(text)
    except SyntaxFault as fault:
        _in_text(fault, text)


def _in_text(fault, text):
    assert 1 <= fault.character <= len(text) + 1


def _value(run):
    try:
        return run()
    except Exhausted:
        return None


ARGUMENTS = (
    'null true 0 -3 2.5 1e30 -1e-30 "" "a" "(" [] {a:1} @"P1D" @"P1M" @"2020-01-31" @"10:00:00" [1..3] '
    '[1,"a"] [3,1,2] @"2020-01-31T10:00:00Z" (function(a)a) (function(a,b)a<b)'
).split()


@settings(max_examples=1500, deadline=None)
@given(st.sampled_from(sorted(BUILTINS)), st.lists(st.sampled_from(ARGUMENTS), max_size=4))
def test_every_builtin_takes_anything(name, arguments):
    tree = parse_expression(f"{name}({', '.join(arguments)})")
    literal(_value(lambda: compile_expression(tree)(Scope({}))))


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 2000), st.integers(-50, 50), st.sampled_from([("P", "M"), ("PT", "S")]))
def test_a_duration_taken_apart_is_whole(parts, each, unit):
    text = f'@"{unit[0]}{parts}{unit[1]}" * {each} / {parts} = @"{unit[0]}1{unit[1]}" * {each}'
    assert compile_expression(parse_expression(text))(Scope({})) is True
