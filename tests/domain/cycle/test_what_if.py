"""What a change of the lookup tables would release or withhold, before it is kept."""

import pytest

from tests.domain.cycle.shelf import fill_lookups, imported, published
from tests.domain.cycle.test_edition import item
from tests.engines.catalogue.build import coded, field, marc
from verbale.domain.cycle import descent, what_if
from verbale.domain.cycle.lookup import LookupChange, NoSuchTable, NothingChanges, change_lookups, lookups
from verbale.domain.spine.person import NeedsRole
from verbale.engines.catalogue import FACTS, NoCountryGroup, facts_in, rows_today
from verbale.kernel.errors import NotFound
from verbale.records.holding import Lookup
from verbale.records.journal import JournalPayload

CLASS, GROUP = "publisher class", "country group"
FOREIGN = LookupChange(GROUP, "sz", "third country")
NORDIC = LookupChange(CLASS, "nordic *", "listed press")


def unknown(title, restricted=""):
    """A domestic record of a publisher in no table."""
    note = [field("506", "1 ", f"a{restricted}")] if restricted else []
    return marc(field("260", "  ", "bNordic Press"), *note, title=title, coded=coded())


@pytest.fixture
def edition(bureau):
    fill_lookups(bureau)
    return imported(bureau, item(1, "Waters") + unknown("Snow") + unknown("Ice") + unknown("Kept", "Staff only"))


def weighed(bureau, *changes):
    told = what_if.what_if(changes=changes, day=bureau.clock.now().date())
    return told, {one["partner"]: one for one in told["partners"]}


def test_what_would_be_released_is_told_for_each_partner(bureau, edition):
    before = published(bureau, edition).offered
    told, partners = weighed(bureau, NORDIC)
    assert (told["affected"], told["records"], told["tables"]) == (2, 4, lookups().digest())
    assert partners.keys() == {"THEIRS", "FURTHER"}
    assert partners["THEIRS"] == {
        "partner": "THEIRS", "policy": "supply 1", "released": 2, "withheld": 0, "otherwise": 0,
        "samples": {
            "released": [{"edition": edition.pk, "number": number, "title": title}
                         for number, title in ((1, "Snow"), (2, "Ice"))],
            "withheld": [], "otherwise": [],
        },
    }  # fmt: skip
    keep(bureau, NORDIC)
    assert published(bureau, edition).offered == before + 2


def test_what_would_be_withheld_is_told(bureau, edition):
    keep(bureau, NORDIC)
    before = published(bureau, edition).offered
    _, partners = weighed(bureau, LookupChange(CLASS, "Meridian Press"), LookupChange(CLASS, "nordic *", "other"))
    assert (partners["THEIRS"]["withheld"], partners["THEIRS"]["released"]) == (3, 0)
    keep(bureau, LookupChange(CLASS, "Meridian Press"), LookupChange(CLASS, "nordic *", "other"))
    assert published(bureau, edition).offered == before - 3


def test_nothing_is_kept_by_weighing(bureau, edition):
    before = list(Lookup.objects.values_list("table", "key", "value"))
    weighed(bureau, NORDIC, FOREIGN)
    assert list(Lookup.objects.values_list("table", "key", "value")) == before


def test_only_the_newest_edition_counts(bureau, edition):
    imported(bureau, item(1, "Waters"), follows=edition, most_may_go=True)
    told, _ = weighed(bureau, NORDIC)
    assert (told["affected"], told["records"]) == (0, 1)


def test_who_has_no_policy_is_not_weighed(bureau):
    told = what_if.what_if(changes=[FOREIGN], day=bureau.clock.now().date().replace(year=1960))
    assert told["partners"] == []


def keep(bureau, *changes, by="desk"):
    change_lookups(changes=changes, by=bureau.who(by), at=bureau.at())


def test_changed_tables_count_for_editions_imported_before(bureau, edition):
    keep(bureau, FOREIGN)
    rows = rows_today(descent.opened(edition), FACTS, lookups())
    assert {facts_in(row)["origin"] for row in rows} == {"third country"}
    assert {row["origin"] for row in descent.opened(edition).rows(["origin"])} == {"domestic"}


def test_all_changes_are_kept_or_none_with_an_entry_each(bureau, edition):
    with pytest.raises(NoCountryGroup):
        keep(bureau, NORDIC, LookupChange(GROUP, "gw", "nowhere"))
    assert "nordic *" not in dict(lookups().publisher_classes)
    keep(bureau, NORDIC, FOREIGN, LookupChange(CLASS, "Meridian Press"))
    entries = JournalPayload.objects.filter(thing_kind="lookup").order_by("entry")
    assert [(one.act, one.thing_id, one.facts) for one in list(entries)[-3:]] == [
        ("lookup.set", CLASS, {"key": "nordic *", "value": "listed press", "before": ""}),
        ("lookup.set", GROUP, {"key": "sz", "value": "third country", "before": "domestic"}),
        ("lookup.taken off", CLASS, {"key": "Meridian Press", "value": "", "before": "listed press"}),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (LookupChange(CLASS, "nobody"), NotFound),
        (LookupChange(GROUP, "sz", "domestic"), NothingChanges),
        (LookupChange(GROUP, "zz9", "domestic"), NoCountryGroup),
    ],
)
def test_what_cannot_be_kept_is_not_weighed_either(bureau, edition, change, fault):
    for act in (weighed, keep):
        with pytest.raises(fault):
            act(bureau, change)
    with pytest.raises(NothingChanges):
        weighed(bureau)


def test_a_table_that_is_none_is_refused():
    with pytest.raises(NoSuchTable):
        LookupChange("weather", "sz", "domestic")


def test_only_desk_and_administrators_keep_changes(bureau, edition):
    with pytest.raises(NeedsRole):
        keep(bureau, NORDIC, by="librarian")
    keep(bureau, NORDIC, by="admin")


def test_tables_that_changed_meanwhile_are_weighed_again(bureau, edition):
    told, _ = weighed(bureau, NORDIC)
    what_if.check_same(told["tables"])
    keep(bureau, FOREIGN)
    with pytest.raises(what_if.TablesChanged):
        what_if.check_same(told["tables"])
