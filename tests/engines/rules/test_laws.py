"""Laws over generated tables: the engine agrees with a naive reading of the standard."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from verbale.engines.rules import prepare, read_model

from .models import table_model

VALUES = [None, *"abc"]
numbers = st.integers(0, 6)
text_tests = st.one_of(
    st.just(("-", lambda value: True)),
    st.sampled_from("abc").map(lambda letter: (f'"{letter}"', lambda value: value == letter)),
    st.sampled_from("abc").map(lambda letter: (f'not("{letter}")', lambda value: value != letter)),
    st.sets(st.sampled_from("abc"), min_size=2).map(
        lambda some: (", ".join(f'"{each}"' for each in sorted(some)), lambda value: value in some)
    ),
    st.just(("null", lambda value: value is None)),
)
number_tests = st.one_of(
    st.just(("-", lambda value: True)),
    numbers.map(lambda n: (f"< {n}", lambda value: value is not None and value < n)),
    numbers.map(lambda n: (f"not(>= {n})", lambda value: value is None or value < n)),
    st.tuples(numbers, numbers)
    .map(sorted)
    .map(lambda ends: (f"({ends[0]}..{ends[1]}]", lambda value: value is not None and ends[0] < value <= ends[1])),
)
rules = st.lists(st.tuples(text_tests, number_tests), min_size=1, max_size=8)
facts = st.lists(st.tuples(st.sampled_from(VALUES), st.none() | st.integers(-1, 7)), min_size=1, max_size=12)


def prepared(table, hit):
    cells = [f"{one} | {two} => {number}" for number, ((one, _), (two, _)) in enumerate(table, 1)]
    return prepare(read_model(table_model(cells, hit=hit, inputs={"t": "string", "n": "number"}), name="made"))


def naive(table, text, number):
    return tuple(at for at, ((_, one), (_, two)) in enumerate(table, 1) if one(text) and two(number))


@settings(max_examples=120, deadline=None)
@given(rules, facts)
def test_every_policy_agrees_with_a_naive_evaluator(table, records):
    by_policy = {hit: prepared(table, hit) for hit in ("FIRST", "RULE ORDER", "UNIQUE")}
    for text, number in records:
        expected = naive(table, text, number)
        first, every, only = (each.decide({"t": text, "n": number}, explain=True) for each in by_policy.values())
        assert first.outputs == (Decimal(expected[0]) if expected else None)
        assert every.outputs == (tuple(map(Decimal, expected)) or None)
        assert only.outputs == (Decimal(expected[0]) if len(expected) == 1 else None)
        assert bool(only.faults) == (len(expected) > 1)
        assert {each.rule for each in every.missed} == set(range(1, len(table) + 1)) - set(expected)


@settings(max_examples=60, deadline=None)
@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**9), max_value=10**9))
def test_decimals_come_back_digit_by_digit(number):
    from verbale.engines.rules import decide

    data = table_model([f"{number} => x"])
    assert decide(read_model(data, name="made"), {"x": number}).outputs == number
