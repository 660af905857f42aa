"""What the manual of the rules shows is so, and the page shows what is decided here."""

from decimal import Decimal

import pytest

from tests.engines.rules.feel.evaluated import NOW, evaluated
from tests.engines.rules.models import definitions, table_model
from tools import rules_manual
from verbale.engines.rules import decide, read_model
from verbale.engines.rules.feel import Scope, compile_unary_tests, parse_unary_tests
from verbale.engines.rules.feel.builtins import BUILTINS
from verbale.engines.rules.feel.scope import Budget
from verbale.engines.rules.feel.write import literal

from .boxed import BOXED
from .builtins import GROUPS
from .language import CELLS, FACTS, SECTIONS
from .tables import TABLES

FUNCTIONS = [(name, *example) for group in GROUPS.values() for name, (_, some) in group.items() for example in some]
EXPRESSIONS = [example for _, _, some in SECTIONS for example in some]
NAMES = {name: Decimal(value) if isinstance(value, int) else value for name, value in FACTS.items()}


def test_every_built_in_has_an_example_under_its_own_heading():
    named = [name for group in GROUPS.values() for name in group]
    assert sorted(named) == sorted(BUILTINS)


@pytest.mark.parametrize("example", FUNCTIONS, ids=[f"{each[0]}-{at}" for at, each in enumerate(FUNCTIONS)])
def test_function(example):
    name, text, value, *why = example
    assert f"{name}(" in text
    assert evaluated(text) == (value, why)


@pytest.mark.parametrize("example", EXPRESSIONS, ids=range(len(EXPRESSIONS)))
def test_expression(example):
    text, value, *why = example
    found, faults = evaluated(text, NAMES)
    assert (found, "; ".join(faults)) == (value, "".join(why))


@pytest.mark.parametrize(("cell", "value", "passes"), [each[:3] for each in CELLS], ids=range(len(CELLS)))
def test_cell(cell, value, passes):
    given = Decimal(value) if isinstance(value, int) else value
    check = compile_unary_tests(parse_unary_tests(cell))
    assert check(given, Scope({"?": given}, Budget(NOW))) is passes


@pytest.mark.parametrize("shown", TABLES, ids=[shown.title for shown in TABLES])
def test_table(shown):
    hit, _, aggregation = shown.hit.partition(" ")
    hit, aggregation = ("COLLECT", aggregation) if hit == "COLLECT" else (shown.hit, "")
    data = table_model(
        shown.rules,
        hit=hit,
        aggregation=aggregation,
        inputs=shown.inputs,
        outputs=shown.outputs,
        defaults=shown.defaults,
    )
    model = read_model(data, name="made")
    verdicts = [decide(model, facts) for facts, _, _ in shown.asked]
    found = [(literal(one.outputs), tuple(fired.rule for fired in one.fired)) for one in verdicts]
    assert found == [(output, rules) for _, output, rules in shown.asked]
    assert [fault for one in verdicts for fault in one.faults] == ([shown.fault] if shown.fault else [])


@pytest.mark.parametrize(("text", "value"), [each[2:] for each in BOXED], ids=[each[0] for each in BOXED])
def test_boxed(text, value):
    data = definitions(
        '<inputData id="n" name="n"><variable name="n" typeRef="number"/></inputData>'
        '<decision id="d" name="answer"><variable name="answer"/>'
        f'<informationRequirement><requiredInput href="#n"/></informationRequirement>{text}</decision>'
    )
    verdict = decide(read_model(data, name="made"), {"n": 3})
    assert (literal(verdict.outputs), verdict.faults) == (value, ())


def test_the_page_is_what_the_examples_print():
    assert rules_manual.PAGE.read_text("utf-8") == rules_manual.page(), "print it: make manual"
