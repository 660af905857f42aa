"""What the headings and cells of a table of cases mean, and what is said where they mean nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engines.rules.models import definitions, table_model
from verbale.engines.rules import prepare, read_model
from verbale.engines.rules.cases import MAX_CASES, BadCases, read_cases, run_cases
from verbale.engines.rules.cases.value import NoValue, read_value
from verbale.engines.rules.feel.temporal import Date, DateTime, DaysDuration, MonthsDuration, Time
from verbale.engines.rules.feel.types import ANY, Constrained, ContextType, ListType, Simple
from verbale.engines.rules.feel.write import literal

NUMBER, STRING, BOOLEAN, DATE = Simple("number"), Simple("string"), Simple("boolean"), Simple("date")
COLOUR = Constrained(STRING, '"red", "blue"', lambda value, budget: value in ("red", "blue"))
PAIR = ContextType((("a", NUMBER), ("b", STRING)))


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("3", NUMBER, Decimal(3)),
        ("-3.50", NUMBER, Decimal("-3.50")),
        ("null", NUMBER, None),
        ("open", STRING, "open"),
        ("book exchange, at home", STRING, "book exchange, at home"),
        ('"open"', STRING, "open"),
        ('"null"', STRING, "null"),
        ("null", STRING, None),
        ("12", STRING, "12"),
        ("red", COLOUR, "red"),
        ("true", BOOLEAN, True),
        ("FALSE", BOOLEAN, False),
        ("1964-02-18", DATE, Date(1964, 2, 18)),
        ('date("1964-02-18")', DATE, Date(1964, 2, 18)),
        ('@"1964-02-18"', DATE, Date(1964, 2, 18)),
        ("10:00:00", Simple("time"), Time(10, 0, 0)),
        ("1964-02-18T00:00:00", Simple("date and time"), DateTime(Date(1964, 2, 18), Time(0, 0, 0))),
        ("P1D", Simple("days and time duration"), DaysDuration(86400 * 10**9)),
        ("P1Y", Simple("years and months duration"), MonthsDuration(12)),
        ("[]", ListType(STRING), ()),
        ('["a", "b"]', ListType(STRING), ("a", "b")),
        ('"a, b", "c"', ListType(STRING), ("a, b", "c")),
        ("committee", ListType(STRING), ("committee",)),
        ("department in charge, committee", ListType(STRING), ("department in charge", "committee")),
        ("red, blue", ListType(COLOUR), ("red", "blue")),
        ("[1, 2]", ListType(NUMBER), (Decimal(1), Decimal(2))),
        ("3", ListType(NUMBER), (Decimal(3),)),
        ("{a: 1}", PAIR, {"a": Decimal(1), "b": None}),
        ("supply", ANY, "supply"),
        ("book exchange", ANY, "book exchange"),
        ("trade-in", ANY, "trade-in"),
        ("if asked", ANY, "if asked"),
        ("3", ANY, Decimal(3)),
        ("true", ANY, True),
        ("[1, null]", ANY, (Decimal(1), None)),
    ],
)
def test_values(text, kind, value):
    assert read_value(text, kind) == value


@pytest.mark.parametrize(
    ("text", "kind", "why"),
    [
        ("many", NUMBER, "many is not a value of type number"),
        ("1 + 1", NUMBER, "1 + 1 is not a value of type number"),
        (
            "1,5",
            NUMBER,
            "1,5 is not a value of type number; character 2: the expression should have ended before; found “,”",
        ),
        ('"3"', NUMBER, '"3" is not a value of type number'),
        ("green", COLOUR, 'green is not one of "red", "blue"'),
        ('"open', STRING, '"open is not a value of type string; character 1: the quotation mark is never closed'),
        ("yes", BOOLEAN, "yes is not a value of type boolean"),
        ("1964-02-30", DATE, "1964-02-30 is not a value of type date"),
        ('date("x")', DATE, 'date("x") is no value: date: “x” is not a date; write 1964-02-18'),
        ("red, green", ListType(COLOUR), 'red, green is not a list, each item one of "red", "blue"'),
        ("red,,blue", ListType(STRING), "an item between the commas is empty"),
        ("{a: x}", PAIR, "{a: x} is not a context"),
        ("[1, 2", ANY, "[1, 2 is not a value; character 6: “]” is missing after the items of the list; the text ends"),
        ("for i in [1] return i()", NUMBER, "for i in [1] return i() is not a value of type number"),
    ],
)
def test_what_is_no_value(text, kind, why):
    with pytest.raises(NoValue) as caught:
        read_value(text, kind)
    assert str(caught.value) == why


PLAIN = st.recursive(
    st.none() | st.booleans() | st.text(max_size=6) | st.decimals(-(10**20), 10**20, places=3),
    lambda items: st.lists(items, max_size=3).map(tuple),
    max_leaves=5,
)


@given(PLAIN)
def test_a_value_as_feel_writes_it_reads_back(value):
    assert read_value(literal(value), ANY) == value


MODEL = table_model(
    ['"red" | < 5 => "a" | 1', '- | - => "b" | 2'],
    hit="FIRST",
    inputs={"colour": "string", "size of it": "number"},
    outputs={"name": "", "price": ""},
)


def read(text, data=MODEL, decision=None):
    return read_cases(text.encode(), prepare(read_model(data, name="m.dmn")), file="c.csv", decision=decision)


def fault(text, data=MODEL, decision=None):
    with pytest.raises(BadCases) as caught:
        read(text, data, decision)
    return list(map(str, caught.value.facts["faults"]))


def test_a_case_is_what_its_row_says():
    text = (
        "Prices\n(remark),case,size  of it,colour,=>,name,price,rule,(remark)\nx,first,3,red,=>,a,-,1,y\n,,-,,,,2,,\n"
    )
    one, two = read(text.replace("red,=>", "red,"))
    assert (one.file, one.line, one.name, one.title, one.decision) == ("c.csv", 3, "first", "Prices", "answer")
    assert (one.facts, one.rules) == ({"size of it": Decimal(3), "colour": "red"}, (1,))
    assert [(column.name, value) for column, value in one.expected] == [("name", "a")]
    assert (two.line, two.name, two.facts, two.rules) == (4, "", {}, None)
    assert [(column.name, value) for column, value in two.expected] == [("price", Decimal(2))]


def test_markdown_and_csv_say_the_same():
    table = "| colour | → name | rule |\n|---|---|---|\n| red | a | 1 |\n"
    (one,), (two,) = read(table), read("colour,→ name,rule\n\nred,a,1\n")
    assert (one, one.line) == (two, 3)


@pytest.mark.parametrize(("text", "rules"), [("2", (2,)), ("2, 1, 2", (1, 2)), ("none", ()), ("None", ())])
def test_rules_that_must_fire(text, rules):
    assert read(f'→ rules\n"{text}"\n')[0].rules == rules


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("", ["no row of headings has the mark → before its first expected output"]),
        ("colour,name\nred,a\n", ["no row of headings has the mark → before its first expected output"]),
        ("colour,→ name\n", ["line 1: no case stands below the headings"]),
        ("# a\n\ncolour,→ name\n# b\n,\n", ["line 3: no case stands below the headings"]),
        (
            "color,→ nam,prise\nred,a,1\n",
            [
                "line 1, column 1 “color”: the rulebook knows no fact of this name; perhaps “colour” is meant",
                "line 1, column 2 “nam”: the rulebook knows no output of this name; perhaps “name” is meant",
                "line 1, column 3 “prise”: the rulebook knows no output of this name; perhaps “price” is meant",
            ],
        ),
        (
            "xyz,→ name\nred,a\n",
            ["line 1, column 1 “xyz”: the rulebook knows no fact of this name; it knows colour, size of it"],
        ),
        (
            "colour,colour,→ name,(n),name,(n)\nred,red,a,,a,\n",
            [
                "line 1, column 2 “colour”: this heading stands in column 1 already",
                "line 1, column 5 “name”: this heading stands in column 3 already",
            ],
        ),
        ("colour,→\nred,\n", ["line 1, column 2: nothing stands after the mark; name an output or “rule”"]),
        (
            "colour,size of it,→ name,rule\nred,big,a,3\nred,1,a,x\nred,1,a,0\n",
            [
                "line 2, column 2 “size of it”: big is not a value of type number",
                "line 2, column 4 “rule”: the table has rules 1 to 2",
                "line 3, column 4 “rule”: x is no rule; write 7, or 2, 3, or none",
                "line 4, column 4 “rule”: the table has rules 1 to 2",
            ],
        ),
        ("colour,→ name\nred,a,b,-,,\n", ["line 2, column 3: “b” stands under no heading"]),
        (
            "colour,→ name\nred,-\nred\n",
            [
                f"line {line}: the case expects nothing; give an output or a rule after the mark"
                for line in (2, 3)
            ],
        ),
        (
            "# Decision: answr\ncolour,→ name\nred,a\n",
            ["line 1: Model “made” has no decision “answr”. Its decisions are: answer."],
        ),
    ],
)  # fmt: skip
def test_every_fault_is_named_with_line_and_column(text, faults):
    assert fault(text) == faults


def test_a_fault_repeats_nothing_that_steers_a_terminal():
    (told,) = fault("size of it,→ name\n\x1b]0;x\x07\u202e,a\n")
    assert (
        told
        == "line 2, column 1 “size of it”: \ufffd]0;x\ufffd\ufffd is not a value of type number; character 1: "
        + ("“\ufffd” has no meaning here")
    )


def test_a_hundred_faults_are_counted():
    text = "size of it,→ name\n" + "big,a\n" * 100
    assert len(fault(text)) == 100
    with pytest.raises(BadCases, match="line 11, .*; and 90 more. Correct it"):
        read(text)


def test_there_may_not_be_endless_cases():
    assert fault("→ rule\n" + "1\n" * (MAX_CASES + 1)) == [f"line {MAX_CASES + 2}: a file may have {MAX_CASES} cases"]


TWO = definitions(
    '<inputData id="i" name="a"><variable name="a" typeRef="number"/></inputData>'
    + "".join(
        f'<decision id="{name}" name="{name}"><variable name="{name}" typeRef="number"/><informationRequirement>'
        f'<requiredInput href="#i"/></informationRequirement><literalExpression><text>a + {more}</text>'
        "</literalExpression></decision>"
        for name, more in (("one more", 1), ("two more", 2))
    )
)


def test_which_decision_a_table_is_about():
    text = "Decision: one more\n\n| a | → one more |\n|---|---|\n| 1 | 2 |\n\nDecision: two more\n\n"
    text += "| a | → two more |\n|---|---|\n| 1 | 3 |\n"
    assert [each.decision for each in read(text, TWO)] == ["one more", "two more"]
    assert [each.decision for each in read("a,→ two more\n1,3\n", TWO, "two more")] == ["two more"]
    (why,) = fault("a,→ two more\n1,3\n", TWO)
    assert why.startswith("line 1: Model “made” ends in several decisions")


def test_a_decision_without_a_table_has_no_rules():
    assert fault("a,→ one more,rule\n1,2,1\n", TWO, "one more") == [
        "line 2, column 3 “rule”: the decision is no table, so it has no rules"
    ]
    assert read("a,→ one more,rule\n1,2,none\n", TWO, "one more")[0].rules == ()


LOAN = definitions(
    '<itemDefinition name="tPerson"><itemComponent name="full name"><typeRef>string</typeRef></itemComponent>'
    '<itemComponent name="home"><itemComponent name="town"><typeRef>string</typeRef></itemComponent>'
    '<itemComponent name="size"><typeRef>number</typeRef></itemComponent></itemComponent></itemDefinition>'
    '<inputData id="i" name="applicant"><variable name="applicant" typeRef="tPerson"/></inputData>'
    '<decision id="d" name="same"><variable name="same" typeRef="tPerson"/><informationRequirement>'
    '<requiredInput href="#i"/></informationRequirement><literalExpression><text>applicant</text></literalExpression>'
    "</decision>"
)


def test_a_heading_may_name_a_member():
    head = "applicant.full  name,applicant.home.town,→ same.home.town,same.home.size,same\n"
    (one,) = read(head + "Ann,Riga,Riga,null,\n", LOAN)
    assert one.facts == {"applicant": {"full name": "Ann", "home": {"town": "Riga", "size": None}}}
    prepared = prepare(read_model(LOAN, name="m.dmn"))
    (outcome,) = run_cases(prepared, (one,)).outcomes
    assert outcome.passed
    (other,) = run_cases(prepared, read(head + "Ann,Oslo,Riga,,\n", LOAN)).outcomes
    assert list(map(str, other.differences)) == ['same.home.town: expected "Riga", got "Oslo"']


def test_a_member_that_is_not_there_or_is_given_twice():
    assert fault("applicant.age,→ same\n1,null\n", LOAN)[0].startswith("line 1, column 1 “applicant.age”: the rulebook")
    assert fault("applicant,applicant.home,applicant.home.town,→ same\nnull,{town: 1},Riga,null\n", LOAN) == [
        "line 2, column 2 “applicant.home”: {town: 1} is not a context",
        "line 2, column 3 “applicant.home.town”: another column gives this fact as well",
    ]


def test_an_output_called_rule_and_a_fact_called_case_are_meant():
    data = table_model(['"a" => 1 | 2'], inputs={"case": "string"}, outputs={"rule": "", "price": ""})
    (one,) = read("case,→ rule,rules\na,7,1\n", data)
    assert (one.name, one.facts, one.rules) == ("", {"case": "a"}, (1,))
    assert [(column.name, value) for column, value in one.expected] == [("rule", Decimal(7))]
