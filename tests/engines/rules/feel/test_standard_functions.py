"""Functions and types."""

import pytest

from .evaluated import evaluated

CASES = [
    ("(function(x, y) x - y)(y: 1, x: 3)", "2"),
    ('(function(x: number) x)("a")', "null"),
    ('(function(x: number) 7)("a")', "null"),
    ("(function(x: number) 7)(null)", "7"),
    ("(function(x: number) 7)([1, 2])", "null"),
    ("(function(x: context<n: number>) 7)({m: 1})", "null"),
    ("(function(x: list<number>) x)(1)", "[1]"),
    ("(function(x: number) x)([1])", "1"),
    ("(function(x) x)()", "null"),
    ("(function(x) x)(1,2)", "null"),
    ("(function() 1)()", "1"),
    ('(function(a: date and time) a)(@"2020-01-01")', "2020-01-01T00:00:00Z"),
    ("function(x) x instance of number", "function function"),
    ("(function(x: number) x) instance of function<number>->number", "true"),
    ("(function(x: list<Any>) 1) instance of function<list<number>> -> Any", "true"),
    ("(function(x: list<number>) 1) instance of function<list<Any>> -> Any", "false"),
    ("(function(x: list) 1) instance of function<list<Any>> -> Any", "true"),
    ("(function(f: function) 1) instance of function<function<> -> Any> -> Any", "true"),
    ("(function(x: number) 1) instance of function<Any> -> Any", "false"),
    ("(function(x: context<n: number>) 1) instance of function<context<n: number, m: string>> -> Any", "true"),
    ("(function(x: range<number>) 1) instance of function<range<string>> -> Any", "false"),
    ("(function(f: function<number> -> Any) 1) instance of function<function<Any> -> number> -> Any", "true"),
    ("(function(f: function<Any> -> Any) 1) instance of function<function<number> -> Any> -> Any", "false"),
    ("(function(x) x) instance of function", "null"),
    ("[1..2] instance of range", "null"),
    ("1 instance of stranger", "null"),
    ("null instance of stranger", "null"),
    ("[1] instance of list<stranger>", "null"),
    ("{n: 1} instance of context<n: number, m: list>", "null"),
    ("(function(x: number) 1) instance of function<stranger> -> Any", "null"),
    ('(function(x: number) "a") instance of function<number> -> number', "false"),
    ('(function(x: number) "a") instance of function<number> -> string', "true"),
    ("1 instance of number", "true"),
    ("1 instance of string", "false"),
    ('"a" instance of Any', "true"),
    ("null instance of Any", "false"),
    ("null instance of number", "false"),
    ("(function(a: list<number>) sum(a))([1,2])", "3"),
    ("list contains(list: [1, null])", "true"),
    ("append(list: [1])", "[1, null]"),
    ("remove(position: 1)", "null"),
    ('context put(key: "k", context: {})', "{k: null}"),
    ("date(year: 2020, day: 1)", "null"),
    ("sum(item: 1)", "null"),
    ('number("1.000,5", ["."], [","])', "1000.5"),
    ('matches("abc", "B", ["i"])', "true"),
    ('replace("abc", "B", "x", ["i"])', '"axc"'),
    ('time(1, 2, 3, [@"PT1H"])', "01:02:03+01:00"),
    ("sort([2, 1], [function(x, y) x < y])", "[1, 2]"),
    ("list replace([2, 1], [function(item, new) item < new], 2)", "[2, 2]"),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_the_standard(text, expected):
    found, reasons = evaluated(text)
    assert found == expected
    assert reasons or expected != "null"
