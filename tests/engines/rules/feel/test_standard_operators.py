"""Operators, comparisons, `in` and `between`, and what null does to them."""

import pytest

from .evaluated import evaluated

SILENT = {
    "not(null)",
    "null or null",
}
"""Null is what they give, not an error."""
CASES = [
    ('"a" - "b"', "null"),
    ('"a" * 2', "null"),
    ("true + true", "null"),
    ("null + 1", "null"),
    ('1 + "a"', "null"),
    ('"a" + 1', "null"),
    ('"a" + null', "null"),
    ("-null", "null"),
    ('-"a"', "null"),
    ("1 in [1,2,3]", "true"),
    ("1 in (1,2)", "true"),
    ("1 in [[1..3]]", "true"),
    ("1 in ([1..3], [5..6])", "true"),
    ("5 in ([1..3], (5..6])", "false"),
    ("1 in < 2", "true"),
    ("1 in (< 2)", "true"),
    ("1 in (> 2, < 0)", "false"),
    ("1 in = 1", "true"),
    ("1 in != 1", "false"),
    ("null in null", "true"),
    ("null in (null)", "true"),
    ("1 in null", "false"),
    ("1 in []", "false"),
    ("1 in (not(2))", "false"),
    ('"a" in ["a".."c"]', "true"),
    ("null in [1..3]", "null"),
    ("null in < 3", "null"),
    ('"x" in [1..3]', "null"),
    ("1 between 2 and null", "null"),
    ("if null then 1 else 2", "2"),
    ('if "a" then 1 else 2', "2"),
    ("if true then 1 else null", "1"),
    ("null.a", "null"),
    ("1.a", "null"),
    ("not(true)", "false"),
    ("not(null)", "null"),
    ('not("a")', "null"),
    ("not()", "null"),
    ('true and "a"', "null"),
    ('false and "a"', "false"),
    ('true or "a"', "true"),
    ('"a" or "b"', "null"),
    ("null or null", "null"),
    ("true < false", "null"),
    ('"a" < "b"', "true"),
    ('1 < "a"', "null"),
    ("null < 1", "null"),
    ("null = null", "true"),
    ("null != null", "false"),
    ("null != 1", "true"),
    ('1 != "a"', "null"),
    ("(1 + 2) * 3", "9"),
    ("-(1)", "-1"),
    ("1 = 1 and 2 = 2", "true"),
    ("1 + 1 = 2", "true"),
    ("not(1 = 2)", "true"),
    ("1 < 2 = true", "true"),
    ('"a" in ("a", "b") and true', "true"),
    ('if 1 < 2 then "a" else "b"', '"a"'),
    ('"a" + /* c */ "b" // end', '"ab"'),
    ("1+1", "2"),
    (".5", "0.5"),
    ("1.e3", "null"),
    ("01", "1"),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_the_standard(text, expected):
    found, reasons = evaluated(text)
    assert found == expected
    assert reasons or expected != "null" or text in SILENT
