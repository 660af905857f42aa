"""Names with spaces and signs: the longest that is known."""

from decimal import Decimal

import pytest

from verbale.engines.rules.feel import SyntaxFault, parse_expression
from verbale.engines.rules.feel.free import free_names
from verbale.engines.rules.feel.tree import Arithmetic, Filter, Literal, Name, Path

from .evaluated import evaluated


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("a b", ["a", "a b"], Name("a b")),
        ("a  \n b", ["a b"], Name("a b")),
        ("a-b", ["a", "b", "a-b"], Name("a-b")),
        ("a - b", ["a", "b", "a-b"], Name("a-b")),
        ("a- b", ["a", "b", "a - b"], Name("a - b")),
        ("a - b", ["a-b", "a - b"], Name("a - b")),
        ("a-b", ["a-b", "a - b"], Name("a-b")),
        ("(a)-(b)", ["a", "b", "a-b"], Arithmetic("-", Name("a"), Name("b"))),
        ("a - b-c", ["a", "b-c", "a-b", "a -b-c"], Name("a -b-c")),
        ("ab", ["a b"], Name("ab")),
        ("a-b", ["a", "b"], Arithmetic("-", Name("a"), Name("b"))),
        ("order for in time", ["order for in time"], Name("order for in time")),
        ("年份", ["年份"], Name("年份")),
        ("Approved/Declined", ["Approved/Declined"], Name("Approved/Declined")),
        ("हिन्दी", ["हिन्दी"], Name("हिन्दी")),
        ("价格（含税）", ["价格（含税）"], Name("价格（含税）")),
        ("№ заявки", ["№ заявки"], Name("№ заявки")),
        ("price % - 1", ["price %"], Arithmetic("-", Name("price %"), Literal(Decimal(1)))),
        ("if rich", ["if rich"], Name("if rich")),
        ("not paid", ["not paid"], Name("not paid")),
        ("a\u200bb", ["a b"], Name("a b")),
    ],
)
def test_longest_match(text, names, expected):
    assert parse_expression(text, names) == expected


def test_white_space_counts_among_members_which_may_be_no_names_here():
    assert parse_expression("p.a - b", ["p", "b"], ["a-b"]) == Arithmetic("-", Path(Name("p"), "a"), Name("b"))
    assert parse_expression("p.a-b", ["p", "b"], ["a-b"]) == Path(Name("p"), "a-b")
    assert parse_expression("l[a - b]", ["l", "b"], ["a-b"]) == Filter(Name("l"), Arithmetic("-", Name("a"), Name("b")))


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


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{a /* c */ b: 1, r: a b}.r", "1"),
        ("{price %: 3, r: price % * 2}.r", "6"),
        ("{f: function(a %) a % + 1, r: f(a %: 1)}.r", "2"),
        ('{"first name": 1}.first name', "1"),
        ("(function(p) p.first name)({first name: 2})", "2"),
        ("(function(l) l[line 2 = 5].line 2)([{line 2: 5}])", "[5]"),
        ("(function(l) l[last name = 5])([{first name: 5}])", "[]"),
        ("(function(p) if p.a b then p.c in [1] else p.a b between 1 and 2)({c: 1, a b: true})", "true"),
        ("1 in (for i in [1] return i)[1]", "true"),
    ],
)
def test_names_that_only_evaluation_knows(text, value):
    assert evaluated(text)[0] == value


@pytest.mark.parametrize(
    ("text", "character"), [("5 % 2", 3), ("$", 1), ("a $", 3), ("x in (for i in [1] return).a + i i", 26)]
)
def test_what_is_no_name(text, character):
    with pytest.raises(SyntaxFault) as caught:
        parse_expression(text)
    assert caught.value.character == character
