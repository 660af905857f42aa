"""Functions and types."""

import pytest

from .evaluated import evaluated

CASES = [
    ("(function(x, y) x - y)(y: 1, x: 3)", "2"),
    ('(function(x: number) x)("a")', "null"),
    ("(function(x: list<number>) x)(1)", "[1]"),
    ("(function(x: number) x)([1])", "1"),
    ("(function(x) x)()", "null"),
    ("(function(x) x)(1,2)", "null"),
    ("(function() 1)()", "1"),
    ('(function(a: date and time) a)(@"2020-01-01")', "2020-01-01T00:00:00Z"),
    ("function(x) x instance of number", "function function"),
    ("(function(x: number) x) instance of function<number>->number", "true"),
    ("(function(x) x) instance of function", "true"),
    ("1 instance of number", "true"),
    ("1 instance of string", "false"),
    ('"a" instance of Any', "true"),
    ("null instance of Any", "false"),
    ("null instance of number", "false"),
    ("(function(a: list<number>) sum(a))([1,2])", "3"),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_the_standard(text, expected):
    found, reasons = evaluated(text)
    assert found == expected
    assert reasons or expected != "null"
