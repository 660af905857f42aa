import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.engines.seal.patterns import matches


@pytest.mark.parametrize(
    ("text", "patterns", "found"),
    [
        ("DD", "DD", True),
        ("DD", "dd", False),
        ("DD", "CN,DD", True),
        ("DD", "D?", True),
        ("D", "D?", False),
        ("anna@desk", "*@desk", True),
        ("anna@desk", "*,!anna@*", False),
        ("anna@desk", "!anna@*,*", False),
        ("bert@desk", "*,!anna@*", True),
        ("bert@desk", "!anna@*", False),
        ("a[b", "a[b", True),
        ("ab", "a[b]", False),
        ("", "", True),
        ("", "*", True),
        ("a.b", "a.b", True),
        ("axb", "a.b", False),
        ("ä", "?", False),
        ("ä", "??", True),
    ],
)
def test_it_matches_as_openssh_does(text, patterns, found):
    assert matches(text, patterns) is found


@given(st.text("ab", max_size=8), st.text("ab?*", max_size=8))
def test_it_is_the_expression_it_stands_for(text, pattern):
    expression = "".join({"*": ".*", "?": "."}.get(sign, sign) for sign in pattern)

    assert matches(text, pattern) is bool(re.fullmatch(expression, text))


def test_many_stars_do_not_take_long():
    assert matches("a" * 1000, "a*" * 500 + "b") is False
