"""Names with spaces and signs: the longest that is known, and white space counts."""

import pytest

from verbale.engines.rules.feel import parse_expression
from verbale.engines.rules.feel.free import free_names
from verbale.engines.rules.feel.tree import Arithmetic, Name


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("a b", ["a", "a b"], Name("a b")),
        ("a  \n b", ["a b"], Name("a b")),
        ("a-b", ["a", "b", "a-b"], Name("a-b")),
        ("a - b", ["a", "b", "a-b"], Arithmetic("-", Name("a"), Name("b"))),
        ("a-b", ["a", "b"], Arithmetic("-", Name("a"), Name("b"))),
        ("order for in time", ["order for in time"], Name("order for in time")),
        ("年份", ["年份"], Name("年份")),
        ("Approved/Declined", ["Approved/Declined"], Name("Approved/Declined")),
    ],
)
def test_longest_match(text, names, expected):
    assert parse_expression(text, names) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x + floor(y)", {"x", "y"}),
        ("for i in l return i + j", {"l", "j"}),
        ("{a: 1, b: a + c}", {"c"}),
        ("function(a) a + b", {"b"}),
        ("l[x > 1]", {"l"}),
        ("some i in l satisfies i = ?", {"l"}),
    ],
)
def test_free_names(text, expected):
    assert free_names(parse_expression(text)) == expected
