"""Contexts and their functions."""

import pytest

from .evaluated import evaluated

SILENT = {
    'get value({key1: "value1"}, "unexistent-key")',
}
"""Null is what they give, not an error."""
CASES = [
    ("{a:1}.b", "null"),
    ("{a:1}[a = 1]", "[{a: 1}]"),
    ("{a: 1, b: a + 1}.b", "2"),
    ('{"a b": 1}["a b" = 1]', "[]"),
    ("{a: {b: 3}}.a.b", "3"),
    ("{}", "{}"),
    ("{a: function(x) x + 1}.a(2)", "3"),
    ("{f: function(x: number) x + 1, g: f(2)}.g", "3"),
    ("{fact: function(n) if n <= 1 then 1 else n * fact(n - 1), r: fact(5)}.r", "null"),
    ("{a:1} instance of context<a: number>", "true"),
    ("{a:1,b:2} instance of context<a: number>", "true"),
    ('{a:"x"} instance of context<a: number>', "false"),
    ("{} instance of context<a: number>", "false"),
    ("{} instance of context", "true"),
    ("{a:1} = {a:1.0}", "true"),
    ('get value({key1: "value1"}, "key1")', '"value1"'),
    ('get value({key1: "value1"}, "unexistent-key")', "null"),
    ('get value({a:{b:1}}, ["a","b"])', "1"),
    ('get value(m: {a:1}, key: "a")', "1"),
    ('get value(null, "a")', "null"),
    ("get value({a:1}, null)", "null"),
    ("get entries({a:1})", '[{key: "a", value: 1}]'),
    ("get entries(null)", "null"),
    ("get entries(m: {a:1})", '[{key: "a", value: 1}]'),
    ('context([{key:"a",value:1},{key:"b",value:2}])', "{a: 1, b: 2}"),
    ('context([{key:"a",value:1},{key:"a",value:2}])', "null"),
    ('context([{key:"a"}])', "null"),
    ("context([])", "{}"),
    ('context({key:"a",value:1})', "{a: 1}"),
    ('context(entries: [{key:"a",value:1}])', "{a: 1}"),
    ('context put({x:1},"y",2)', "{x: 1, y: 2}"),
    ('context put({x:1,y:0},"y",2)', "{x: 1, y: 2}"),
    ('context put({x:1,y:{a:0}},["y","a"],2)', "{x: 1, y: {a: 2}}"),
    ('context put({x:1},["y","a"],2)', "null"),
    ("context put({x:1},[],2)", "null"),
    ('context put(context: {x:1}, keys: ["x"], value: 3)', "{x: 3}"),
    ("context put({x:1}, null, 3)", "null"),
    ('context put(null, "a", 3)', "null"),
    ("context merge([{x:1},{y:2}])", "{x: 1, y: 2}"),
    ("context merge([{x:1,y:0},{y:2}])", "{x: 1, y: 2}"),
    ("context merge(contexts: [{x:1}])", "{x: 1}"),
    ("context merge(null)", "null"),
    ("context merge([1])", "null"),
    ("context merge([])", "{}"),
    ("{a b: 1, c: a b + 1}.c", "2"),
    ("{a+b: 1, c: a+b}.c", "1"),
    ('{"a": 1, "a": 2}', "null"),
    ("{if: 1}.if", "1"),
    ("{a: 1}.a + 1", "2"),
    ("{a: [1,2,3]}.a[2]", "2"),
    ("{f: function(a, b) a + b}.f(1, 2)", "3"),
    ("{a: 5, g: function() a}.g()", "5"),
    ("{add: function(n) function(m) n + m, r: add(1)(2)}.r", "3"),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_the_standard(text, expected):
    found, reasons = evaluated(text)
    assert found == expected
    assert reasons or expected != "null" or text in SILENT
