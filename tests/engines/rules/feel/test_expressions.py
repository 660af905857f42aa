"""Expressions as a table: text, and the value as FEEL writes it."""

import pytest

from verbale.engines.rules.feel import Scope, compile_expression, parse_expression
from verbale.engines.rules.feel.write import literal

NAMES = {
    "publisher class": "listed press",
    "the list": ("a", "b"),
    "order-date": "hyphen",
    "order": None,
    "a": {"b c": True, "d": ({"e": "f"}, {"e": "g"})},
}


def value(text):
    scope = Scope(NAMES)
    return literal(compile_expression(parse_expression(text, NAMES, ["b c"]))(scope)), scope.budget.faults


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + 2 * 3", "7"),
        ("2 ** 3 ** 2", "64"),
        ("-2 ** 2", "4"),
        ("10 / 4", "2.5"),
        ("1 / 3", "0.3333333333333333333333333333333333"),
        ("0.1 + 0.2 = 0.3", "true"),
        (".5 + 1e2", "100.5"),
        ("100000000000000000000000000000000000 + 1", "100000000000000000000000000000000000"),
        ('"a" + "b"', '"ab"'),
        ('"\\u5341\\n\\"" + "😀"', '"十\n\\"😀"'),
        ("// note\n1 /* more */ + 1", "2"),
        ("null = null", "true"),
        ("1 = null", "false"),
        ("null and false", "false"),
        ("null and true", "null"),
        ("null or true", "true"),
        ("not(null)", "null"),
        ("3 between 1 and 3", "true"),
        ("3 in (1..3)", "false"),
        ("3 in [1..3]", "true"),
        ("3 in (<2, >2)", "true"),
        ("3 in (1, 2, 3)", "true"),
        ('"a" in the list', "true"),
        ('publisher class = "listed press"', "true"),
        ("order-date", '"hyphen"'),
        ("a.b c", "true"),
        ("a.d.e", '["f", "g"]'),
        ('a.d[e = "g"].e', '["g"]'),
        ("[5, 6, 7][2]", "6"),
        ("[5, 6, 7][-1]", "7"),
        ("[5, 6, 7][item > 5]", "[6, 7]"),
        ("{x: 1, y z: x + 1}.y z", "2"),
        ("for i in 1..3, j in [10, 20] return i + j", "[11, 21, 12, 22, 13, 23]"),
        ("for i in 3..1 return i", "[3, 2, 1]"),
        ("for i in 1..4 return if i = 1 then 1 else i * partial[-1]", "[1, 2, 6, 24]"),
        ("some x in [1, 2] satisfies x > 1", "true"),
        ("every x in [1, 2] satisfies x > 1", "false"),
        ("every x in [] satisfies x > 1", "true"),
        ("if null then 1 else 2", "2"),
        ("(function(x, y) x * y)(3, 4)", "12"),
        ("3 instance of number", "true"),
        ("[1, 2] instance of list<number>", "true"),
        ("null instance of number", "false"),
        ('date("1964-02-29") + duration("P1Y")', "1965-02-28"),
        ('date("1964-02-18") - date("1963-11-30")', "P80D"),
        ('@"1964-02-18".weekday', "2"),
        ('date("1964-02-18") < date("1964-03-01")', "true"),
        ('time("10:00:00+01:00") = time("09:00:00Z")', "true"),
        ('date and time("1964-02-18T23:00:00") + duration("PT2H")', "1964-02-19T01:00:00"),
        ('years and months duration(date("1963-11-30"), date("1964-02-18"))', "P2M"),
        ('duration("PT36H").days', "1"),
        ('day of week(date("1964-02-18"))', '"Tuesday"'),
        ("decimal(2.5, 0)", "2"),
        ("round half up(2.5, 0)", "3"),
        ("floor(-1.5)", "-2"),
        ("modulo(-12, 5)", "3"),
        ("sum([1, 2, 3])", "6"),
        ("sum([])", "null"),
        ("min(3, 1, 2)", "1"),
        ("median([1, 2, 3, 4])", "2.5"),
        ("mode([6, 1, 9, 6, 1])", "[1, 6]"),
        ('string join(["a", null, "b"], ", ")', '"a, b"'),
        ('substring("foobar", -3, 2)', '"ba"'),
        ('split("a;b;;c", ";")', '["a", "b", "", "c"]'),
        ('replace("abcd", "(ab)|(a)", "[1=$1]")', '"[1=ab]cd"'),
        ('matches("Москва", "^\\p{Lu}\\p{Ll}+$")', "true"),
        ('number("1 000,5", " ", ",")', "1000.5"),
        ("distinct values([1, 2, 1.0])", "[1, 2]"),
        ("flatten([[1, [2]], 3])", "[1, 2, 3]"),
        ("sort([3, 1, 2], function(x, y) x > y)", "[3, 2, 1]"),
        ('get value({a: {b: 3}}, ["a", "b"])', "3"),
        ("context merge([{a: 1}, {a: 2, b: 3}])", "{a: 2, b: 3}"),
        ("before([1..5), 5)", "true"),
        ("includes([1..10], [4..6])", "true"),
        ("string(1.10)", '"1.1"'),
    ],
)
def test_value(text, expected):
    assert value(text) == (expected, [])


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("1 / 0", "“/” gives no value here (division by zero, or beyond the range of numbers)"),
        ('1 + "a"', "“+” has no meaning between a number and a text"),
        ('1 < "a"', "a number and a text cannot be compared"),
        ("nobody", "nothing is called “nobody” here"),
        ("a.z", "the context has no entry “z”"),
        ("[1][2]", "the list has 1 items, there is no item 2"),
        ('date("1963-02-29")', "date: no such day"),
        ('date("29.2.1964")', "date: “29.2.1964” is not a date; write 1964-02-18"),
        ("floor()", "“floor” takes 1 to 2 arguments, not 0"),
        ("floor(m: 1)", "“floor” has the parameters n, scale, not m"),
        ("today(x: 1)", "“today” has no parameters"),
        ('@"10:00:00@Mars"', "time: there is no time zone Mars"),
        ('@"P1W"', "duration: “P1W” is not a duration; write P1Y6M or P3DT12H"),
        ('@"2020-02-30"', "date: no such day"),
        ('@"2020-02-20T24:00:00"', "date and time: no such time"),
        ("date(y: 1)", "“date” has the parameters (from) or (year, month, day), not y"),
        ('number("a")', "number: “a” is not a number"),
        ('matches("a", "(")', "matches: “)” is missing in the pattern"),
        ("function(a) external {java: {}}", "functions outside FEEL are never called"),
        ("10 ** 7000", "“**” gives no value here (division by zero, or beyond the range of numbers)"),
    ],
)
def test_null_and_why(text, why):
    assert value(text) == ("null", [why])
