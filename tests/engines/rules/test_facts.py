"""Facts in, values out: nothing is lost on the way."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from verbale.engines.rules import decide, read_facts, read_model, to_json, to_value
from verbale.engines.rules.feel.temporal import Date, DateTime, MonthsDuration, Time
from verbale.engines.rules.feel.types import ListType, Simple
from verbale.engines.rules.feel.write import literal

from .models import literal_model


@pytest.mark.parametrize(
    ("fact", "kind", "value"),
    [
        (3, "number", Decimal(3)),
        (0.1, "number", Decimal("0.1")),
        (True, "boolean", True),
        ("1964-02-18", "string", "1964-02-18"),
        ("1964-02-18", "date", Date(1964, 2, 18)),
        (date(1964, 2, 18), "date", Date(1964, 2, 18)),
        (datetime(1964, 2, 18, 9, tzinfo=UTC), "date and time", DateTime(Date(1964, 2, 18), Time(9, 0, 0, 0, 0))),
        ("P1Y", "years and months duration", MonthsDuration(12)),
        (None, "number", None),
    ],
)
def test_to_value(fact, kind, value):
    assert to_value(fact, Simple(kind)) == value


def test_there_is_one_zero():
    assert literal(to_value(-0.0, Simple("number"))) == "0"


def test_lists_take_their_items_type():
    assert to_value(["1964-02-18"], ListType(Simple("date"))) == (Date(1964, 2, 18),)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (Decimal("3.00"), 3),
        (Decimal("0.1"), 0.1),
        (Decimal(2**53), 2**53),
        (Decimal(2**53 + 1), "9007199254740993"),
        (Decimal("0.1234567890123456789"), "0.1234567890123456789"),
        (Decimal("1e40"), "1" + "0" * 40),
        (Date(-44, 3, 15), "-0044-03-15"),
        ((None, True, "a"), [None, True, "a"]),
        ({"a": (Decimal(1),)}, {"a": [1]}),
    ],
)
def test_to_json(value, told):
    assert to_json(value) == told
    json.dumps(told)


def test_read_facts_keeps_every_digit():
    assert read_facts('{"x": 0.1234567890123456789}') == {"x": Decimal("0.1234567890123456789")}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[1]", "an object stands in braces"),
        ('{"a": 1,\n b: 2}', "look at line 2, column 2"),
        (b'{"a": "\xfc"}', "the text is not UTF-8"),
        ('{"a": {"b": 1, "b": 2}}', "“b” stands in it twice"),
        ("[" * 100_000, "its lists and objects stand too deeply in one another"),
    ],
    ids=["list", "syntax", "encoding", "twice", "deep"],
)
def test_what_is_no_object_of_facts_is_told_with_the_reason(text, why):
    with pytest.raises(ValueError) as told:
        read_facts(text)
    assert str(told.value) == why


def test_now_is_told_by_the_caller():
    model = read_model(literal_model("string(today())"), name="made")
    assert decide(model, {}, now=datetime(1964, 2, 18, 9, tzinfo=UTC)).outputs == "1964-02-18"
    assert decide(model, {}).faults == ("today: nobody said what day it is",)
