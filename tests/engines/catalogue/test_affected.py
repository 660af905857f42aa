"""Which records a change of the lookup tables touches."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.catalogue.build import LOOKUPS, STATEMENT, coded, field, imported, marc
from verbale.engines.catalogue import FACTS, Lookups, rows_today
from verbale.engines.catalogue.affected import Affected, affected

PRESS, OTHER = field("260", "  ", "bMeridian Press"), field("260", "  ", "bNordic Press")
SOURCE = (
    marc(PRESS, title="One", coded=coded())
    + marc(OTHER, title="Two", coded=coded())
    + marc(OTHER, title="Three", coded=coded())
    + marc(OTHER, field("506", "1 ", "aStaff only"), title="Restricted", coded=coded())
    + marc(title="No publisher", coded=coded(country="fi "))
)
MORE = Lookups(dict(LOOKUPS.country_groups), (*LOOKUPS.publisher_classes, ("nordic *", "university")))
KNOWN = {"origin": "domestic", "publisher_class": None, "distribution": "open", "kind": "book", "restricted": False}


def test_what_is_touched_is_grouped_by_what_is_asked(tmp_path: Path) -> None:
    edition = imported(tmp_path / "e", SOURCE)
    assert list(affected(edition, LOOKUPS, MORE, ["kind"])) == [
        Affected(KNOWN, {**KNOWN, "publisher_class": "university"}, 2, (1, 2))
    ]
    assert not [path for path in tmp_path.iterdir() if path.name != "e"]


def test_nothing_is_touched_by_the_same_tables(tmp_path: Path) -> None:
    assert list(affected(imported(tmp_path / "e", SOURCE), MORE, MORE, FACTS)) == []


def test_what_is_stated_stands_where_the_tables_do_not_tell(tmp_path: Path) -> None:
    edition = imported(tmp_path / "e", SOURCE, replace(STATEMENT, publisher_class="other"))
    (found,) = affected(edition, MORE, LOOKUPS, ())
    assert (found.before["publisher_class"], found.after["publisher_class"]) == ("university", "other")


TABLES = st.builds(
    Lookups,
    st.dictionaries(st.sampled_from(["sz", "fi", "gw", "*"]), st.sampled_from(["domestic", "partner"])),
    st.dictionaries(st.sampled_from(["*press", "nordic press", "*"]), st.sampled_from(["other", "department"])).map(
        lambda rows: tuple(rows.items())
    ),
)


@settings(max_examples=20, deadline=None)
@given(TABLES, TABLES)
def test_it_touches_just_what_a_row_by_row_look_finds(
    tmp_path_factory: pytest.TempPathFactory, before: Lookups, after: Lookups
) -> None:
    edition = imported(tmp_path_factory.mktemp("affected") / "e", SOURCE)
    pairs = zip(rows_today(edition, FACTS, before), rows_today(edition, FACTS, after), strict=True)
    both = [
        (was["origin"], was["publisher_class"], now["origin"], now["publisher_class"])
        for was, now in pairs
        if not was["restricted"]
    ]
    changed = [one for one in both if one[:2] != one[2:]]
    found = list(affected(edition, before, after, FACTS))
    assert sum(one.records for one in found) == len(changed)
    told = {
        (one.before["origin"], one.before["publisher_class"], one.after["origin"], one.after["publisher_class"])
        for one in found
    }
    assert told == set(changed)
