"""How complete our records are, beside what the rulebooks in use ask for."""

from tests.domain.cycle.shelf import fill_lookups, imported
from tests.domain.cycle.test_edition import WATERS
from tests.domain.cycle.test_what_if import unknown
from verbale.domain.cycle import quality
from verbale.engines import catalogue


def test_what_rulebooks_ask_for_comes_first(bureau):
    fill_lookups(bureau)
    edition = imported(bureau, WATERS + unknown("Snow"))
    day = bureau.clock.now().date()
    found = quality.measure(edition, day=day)
    asked = found.asked_by
    assert set(asked.values()) == {("supply",)}
    assert {"origin", "publisher_class", "distribution"} <= asked.keys()
    order = [one.fact for one in found.facts]
    assert set(order[: len(asked)]) == asked.keys()
    shares = [one.share.percent for one in found.facts[: len(asked)]]
    assert shares == sorted(shares)
    told = found.as_json()
    assert (told["edition"], told["records"]) == (edition.pk, 2)
    assert {
        "fact": "publisher_class", "have": 1, "lacking": [{"number": 1, "title": "Snow"}], "asked_by": ["supply"],
    } in told["facts"]  # fmt: skip


def test_without_a_policy_in_use_nothing_is_asked_for(bureau):
    edition = imported(bureau, WATERS)
    found = quality.measure(edition, day=bureau.clock.now().date().replace(year=1950))
    assert (found.asked_by, [one.fact for one in found.facts]) == ({}, [one.fact for one in found.quality.facts])


def test_an_edition_is_measured_once_under_the_same_tables(bureau, monkeypatch):
    measured = []
    monkeypatch.setattr(
        quality.catalogue, "quality", lambda *asked, do=catalogue.quality: measured.append(asked) or do(*asked)
    )
    edition, day = imported(bureau, WATERS), bureau.clock.now().date()
    before = [quality.measure(edition, day=day).quality for _ in range(2)]
    fill_lookups(bureau)
    after = quality.measure(edition, day=day).quality
    assert (len(measured), before[0] == before[1], before[0] == after) == (2, True, False)
