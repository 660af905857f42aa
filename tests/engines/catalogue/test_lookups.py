"""Tables, statements, and the facts they make; what is unknown stays unknown."""

from datetime import date
from io import BytesIO

import pytest
from pymarc import Field

from tests.engines.catalogue.build import LOOKUPS, STATEMENT, coded, field, marc
from verbale.engines.catalogue import (
    Lookups,
    NoCountryGroup,
    NoPublisherClass,
    NoStatement,
    Record,
    Statement,
    describe,
    facts_of,
    read_records,
)


def facts(
    *fields: Field, statement: Statement = STATEMENT, lookups: Lookups = LOOKUPS, **told: str
) -> dict[str, object]:
    (read,) = read_records(BytesIO(marc(*fields, **told)), name="source")
    assert isinstance(read, Record)
    return facts_of(describe(read), statement, lookups)


def test_all_facts_of_a_record() -> None:
    found = facts(
        field("264", " 1", "bMeridian Press"), field("490", "0 ", "aWater"), field("080", "  ", "a5"), coded=coded()
    )
    assert found == {
        "origin": "domestic",
        "publisher_class": "listed press",
        "distribution": "open",
        "kind": "book",
        "field": "natural sciences",
        "series": "Water",
        "country": "sz",
        "language": "eng",
        "year": 1963,
        "restricted": False,
        "dual_use": None,
        "personal_data": None,
    }


def test_what_nobody_knows_is_none() -> None:
    found = facts(leader="     n   a22      i 4500")
    assert found == {**dict.fromkeys(found), "distribution": "open", "restricted": False}


def test_a_restriction_is_never_overruled() -> None:
    found = facts(field("506", "1 ", "aLocal use"))
    assert (found["distribution"], found["restricted"]) == (None, True)


def test_a_statement_fills_in_where_the_tables_are_silent() -> None:
    stated = Statement("internal", "r", "b", date(2026, 1, 1), "third country", "department", "listed", "none")
    silent = facts(coded=coded(country="fr "), statement=stated)
    assert [silent[name] for name in ("origin", "publisher_class", "distribution", "dual_use", "personal_data")] == [
        "third country",
        "department",
        "internal",
        "listed",
        "none",
    ]
    told = facts(field("264", " 1", "bMeridian Press"), coded=coded(), statement=stated)
    assert (told["origin"], told["publisher_class"]) == ("domestic", "listed press")


@pytest.mark.parametrize(
    ("countries", "origin"),
    [(("sz",), "domestic"), (("sz", "fi"), None), (("sz", "fr"), None), (("fr",), None), ((), None)],
)
def test_origin(countries: tuple[str, ...], origin: str | None) -> None:
    assert LOOKUPS.origin(countries) == origin


def test_all_other_countries() -> None:
    made = Lookups({"sz": "domestic", "*": "third country"}, ())
    assert [made.origin(one) for one in (("sz",), ("fr",), ("fr", "gw"), ("sz", "fr"), ())] == [
        "domestic",
        "third country",
        "third country",
        None,
        None,
    ]


def test_the_closest_pattern_decides_in_any_order() -> None:
    rows = [("*", "other"), ("*University*", "university"), ("Lakeford University Hospital", "department")]
    made, turned = Lookups({}, tuple(rows)), Lookups({}, tuple(reversed(rows)))
    names = ("lakeford  university", "Ｌakeford University Hospital", "Uni", None)
    assert [made.publisher_class(name) for name in names] == ["university", "department", "other", None]
    assert [turned.publisher_class(name) for name in names] == ["university", "department", "other", None]
    assert made.digest() == turned.digest()


def test_a_pattern_is_text_and_not_a_regular_expression() -> None:
    assert Lookups({}, ((".*", "other"),)).publisher_class("any") is None


def test_tables_without_lines() -> None:
    empty = Lookups({}, ())
    assert (empty.origin(("sz",)), empty.publisher_class("X")) == (None, None)


@pytest.mark.parametrize("groups", [{"zz": "domestic"}, {"SZ": "domestic"}, {"": "domestic"}, {"sz": "friendly"}])
def test_nonsense_country_groups(groups: dict[str, str]) -> None:
    with pytest.raises(NoCountryGroup):
        Lookups(groups, ())


@pytest.mark.parametrize("row", [("", "other"), (" ", "other"), ("a*b*c*d*e", "other"), ("Press", "great press")])
def test_nonsense_publisher_classes(row: tuple[str, str]) -> None:
    with pytest.raises(NoPublisherClass):
        Lookups({}, (row,))


@pytest.mark.parametrize(
    "told",
    [
        {"distribution": "public"},
        {"distribution": ""},
        {"reason": " "},
        {"by": ""},
        {"origin": "abroad"},
        {"publisher_class": "press"},
        {"dual_use": "yes"},
        {"personal_data": ""},
    ],
)
def test_nonsense_statements(told: dict[str, str]) -> None:
    with pytest.raises(NoStatement):
        Statement(**{"distribution": "open", "reason": "r", "by": "b", "on": date(2026, 1, 1), **told})  # type: ignore[arg-type]
