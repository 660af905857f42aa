"""Properties that fail in a corner only, such as one length of a list, a moment of a zone, or a rounded quotient."""

from __future__ import annotations

import pytest

from tests.engines.rules.models import table_model
from verbale.engines.rules import prepare, read_model
from verbale.engines.rules.proof import prove

NOON = 'date and time("2020-01-01T00:00:00")'


def asked(kind, text, rules=("- => 1",), **keywords):
    return prove(prepare(read_model(table_model(list(rules), inputs={"x": kind}, **keywords), name="made.dmn")), text)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("list", "x = null or count(x) != 60"),
        ("list", "x = null or not(count(x) in [2..3])"),
        ("list", "x = null or count(x) < 3.5"),
        ("list", "x = null or count(x) > 0"),
        ("list", "x = null or count(x) != 2 or list contains(x, null)"),
        ("list", "not(x instance of list<number>)"),
        ("Any", "x = null or x instance of string"),
        ("Any", "not(x instance of date)"),
        ("Any", "not(x instance of context)"),
        ("Any", "not(x instance of list<number>)"),
        ("date and time", f"x = null or x < {NOON} or x >= {NOON}"),
        ("date and time", f'x = null or x < {NOON} or x >= {NOON} or x != @"2020-01-01T00:00:00Z"'),
        ("time", 'x = null or x < time("10:00:00") or x >= time("10:00:00")'),
        ("number", "x = null or x / 3 * 3 = x"),
        ("number", "x = null or x * (1 / 3) * 3 = x"),
        ("number", "x = null or x < 1 or x / 3 + x / 3 + x / 3 >= 1"),
        ("number", "x = null or x <= 1 or x >= 1.000001"),
        ("number", "x != 1000000"),
        ("date", 'x = null or x <= date("999999999-12-30")'),
        ("boolean", "x or not(x)"),
        ("date", "x.month != 2"),
        ("date", "x = null or x.day <= 30"),
        ("string", 'contains(x, "a") or not(contains(x, "a"))'),
        ("string", "x = null or string length(x) > 0"),
        ("string", 'x = null or x = "a" or x < "a" or x > "a "'),
    ],
)
def test_what_fails_in_a_corner(kind, text):
    found = asked(kind, text)
    assert found.holds is False
    assert set(found.counterexample) == {"x"}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("list", "x = null or count(x) >= 0"),
        ("Any", "x instance of date or not(x instance of date)"),
        ("date and time", f"if x < {NOON} then x <= {NOON} else true"),
        ("number", "x = null or x * 0.1 + x * 0.2 = x * 0.3"),
        ("number", "x = null or x < 3 or x / 3 >= 1"),
        ("number", "x = null or x / 4 * 4 = x"),
        ("number", "x = null or x * 2 != null"),
        ("number", "(x * 2 > 3) = null or x != null"),
        ("number", "x = null or (x * 2 > 3) != null"),
        ("number", "not((x + 1 > 3) = true) or x > 2"),
        ("number", "(x + 1 > 3) != false or x <= 2"),
        ("number", "x * 2 + 1 = null or x != null"),
        ("date", "x = null or x.month in [1..12]"),
        ("date", "x = null or x.weekday <= 7"),
        ("string", "x = null or string length(x) >= 0"),
        ("string", 'x = null or contains(x, "a") or not(contains(x, "a"))'),
    ],
)
def test_what_holds_nevertheless(kind, text):
    assert asked(kind, text).holds is True


def test_lists_within_lists_are_not_guessed_at():
    found = asked("list", 'x = null or not(list contains(x, ["a"]))')
    assert (found.holds, found.why) == (None, "the solver does not know enough of: list contains(x)")


@pytest.mark.parametrize(
    ("kind", "rules", "keywords", "text", "holds"),
    [
        # What may not stand in the column is not given.
        ("number", ["> 5 => x", "<= 5 => 2"], {"outputs": {"": "2, 7"}}, "x = null or x <= 5 or answer = x", False),
        ("number", ["- => if x > 7 then 7 else 2"], {"outputs": {"": "2, 7"}}, "x <= 7 or answer != null", True),
        ("number", ["> 5 => 2", "<= 5 => 7.0"], {"outputs": {"": "2, 7"}}, "x = null or answer in (2, 7)", True),
        # Under policy A computed outputs may agree where they meet.
        ("number", ["> 5 => x", ">= 6 => x + 0", "6 => 6"], {"hit": "ANY"}, "x = null or x < 6 or answer = x", True),
        ("number", ["> 5 => x", ">= 6 => 6"], {"hit": "ANY"}, "x = null or x < 6 or answer != null", False),
        ("number", ["> 5 => 1.0", ">= 6 => 1"], {"hit": "ANY"}, "x = null or x < 6 or answer = 1", True),
        # What is asked of a list beyond its items and their number is not known; what is known suffices sometimes.
        ("number", ["> 5 => 1", "> 7 => 2"], {"hit": "COLLECT"}, "x = null or x < 6 or answer[1] = 1", None),
        ("number", ["> 5 => 1", "> 7 => 2"], {"hit": "COLLECT"}, "x = null or x < 6 or list contains(answer, 1)", True),
    ],
)  # fmt: skip
def test_what_a_table_hands_on(kind, rules, keywords, text, holds):
    assert asked(kind, text, rules, **keywords).holds is holds


def test_numbers_that_another_table_gives_in_no_order():
    given = [9, 1, 8, 2, 7, 3, 6, 4, 5, 0]
    inner = table_model([f"{at} => {each}" for at, each in enumerate(given)]).decode()
    outer = (
        '<decision id="e" name="outer"><informationRequirement><requiredDecision href="#d"/></informationRequirement>'
        '<decisionTable><input><inputExpression><text>answer</text></inputExpression></input><output name=""/>'
        "<rule><inputEntry><text>&gt; 5</text></inputEntry><outputEntry><text>1</text></outputEntry></rule>"
        "<rule><inputEntry><text>&lt;= 5</text></inputEntry><outputEntry><text>2</text></outputEntry></rule>"
        "</decisionTable></decision></definitions>"
    )
    chained = prepare(read_model(inner.replace("</definitions>", outer).encode(), name="chained.dmn"))
    for at, each in enumerate(given):
        assert prove(chained, f"x != {at} or outer = {1 if each > 5 else 2}", "outer").holds is True


def test_a_list_that_is_declared_to_be_something_else():
    text = table_model(["> 5 => 1", "> 7 => 2"], hit="COLLECT").replace(
        b'<variable name="answer"/>', b'<variable name="answer" typeRef="string"/>'
    )
    found = prove(prepare(read_model(text, name="made.dmn")), "answer = null or count(answer) > 0")
    assert (found.holds, found.why) == (None, "answer is declared to be something else than what hit policy C gives")


@pytest.mark.parametrize(
    ("outputs", "text", "holds"),
    [
        ((1, 2, 5), "answer = null or answer >= 1", True),
        ((1, 2, 5), "answer = null or answer < 8", False),
        ((-1, 2, -5), "answer = null or answer >= -6", True),
        ((-1, 2, -5), "answer = null or answer > -4", False),
        ((-1, -2, -5), "answer = null or answer <= -1", True),
        ((0, 0, -5), "answer = null or answer <= 0", True),
        ((0, 0, -5), "answer = null or answer < 0", False),
    ],
)
def test_how_far_sums_reach(outputs, text, holds):
    rules = [f"> {at} => {each}" for at, each in enumerate(outputs)]
    assert asked("number", text, rules, hit="COLLECT", aggregation="SUM").holds is holds
