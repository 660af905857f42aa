"""How complete an edition's records are."""

from pathlib import Path

from tests.engines.catalogue.build import LOOKUPS, coded, field, imported, marc
from verbale.engines.catalogue import FACTS, Lookups
from verbale.engines.catalogue.quality import FactShare, GroupQuality, Quality, quality

PRESS = field("260", "  ", "bMeridian Press")
SOURCE = (
    marc(PRESS, title="Whole", coded=coded())
    + marc(title="No publisher", coded=coded(year="1970"))
    + marc(PRESS, field("490", "0 ", "aSnow"), title="No country", coded=coded(country="   ", year="19uu"))
    + marc(field("506", "1 ", "aStaff only"), title="Restricted", coded=coded(year="1969"))
)


def percents(found: Quality) -> dict[str, float]:
    return {one.fact: one.share.percent for one in found.facts}


def test_each_fact_has_its_share_and_the_worst_stands_first(tmp_path: Path) -> None:
    found = quality(imported(tmp_path / "e", SOURCE), LOOKUPS)
    assert found.records == 4
    assert percents(found) == {
        "field": 0.0, "dual_use": 0.0, "personal_data": 0.0, "series": 25.0, "publisher_class": 50.0, "origin": 75.0,
        "distribution": 75.0, "country": 75.0, "year": 75.0, "kind": 100.0, "language": 100.0, "restricted": 100.0,
    }  # fmt: skip
    assert list(percents(found).values()) == sorted(percents(found).values())
    lacking = {one.fact: one.lacking for one in found.facts}
    assert lacking["publisher_class"] == ((1, "No publisher"), (3, "Restricted"))
    assert (lacking["country"], lacking["kind"]) == (((2, "No country"),), ())
    assert len(lacking["field"]) == 3


def test_schemes_and_decades_are_told_apart(tmp_path: Path) -> None:
    found = quality(imported(tmp_path / "e", SOURCE), LOOKUPS)
    (scheme,) = found.schemes
    assert (scheme.name, scheme.records, scheme.shares["origin"]) == ("marc21", 4, FactShare(3, 4))
    assert [(one.name, one.records, one.shares["publisher_class"]) for one in found.decades] == [
        (1960, 2, FactShare(1, 2)), (1970, 1, FactShare(0, 1)), (None, 1, FactShare(1, 1)),
    ]  # fmt: skip


def test_it_goes_by_the_tables_in_force(tmp_path: Path) -> None:
    found = quality(imported(tmp_path / "e", SOURCE), Lookups({}, (("*", "other"),)))
    assert {fact: percents(found)[fact] for fact in ("origin", "publisher_class")} == {
        "origin": 0.0, "publisher_class": 50.0,
    }  # fmt: skip


def test_only_what_is_whole_is_a_hundred() -> None:
    assert [FactShare(*one).percent for one in ((9_999, 10_000), (0, 0), (1, 3))] == [99.9, 100.0, 33.3]


def test_an_edition_without_records_lacks_nothing(tmp_path: Path) -> None:
    found = quality(imported(tmp_path / "e", SOURCE[:40] + b"\x1d"), LOOKUPS)
    assert found == Quality(0, found.facts, (), ())
    assert percents(found) == dict.fromkeys(FACTS, 100.0)


def test_the_json_counts(tmp_path: Path) -> None:
    told = quality(imported(tmp_path / "e", SOURCE), LOOKUPS).as_json()
    assert told["records"] == 4
    assert {"fact": "country", "have": 3, "lacking": [{"number": 2, "title": "No country"}]} in told["facts"]
    assert told["schemes"][0]["have"]["origin"] == 3
    assert GroupQuality("marc21", 4, {}).name == told["schemes"][0]["name"]
