"""Our catalogue and theirs: imported, published without a trace of the rest, received, searched."""

import io
import shutil
from random import Random

import pytest

from tests.domain.cycle.bureau import acts, told
from tests.domain.cycle.shelf import book, fill_lookups, imported, published
from verbale.domain.cycle import descent, holding, lookup
from verbale.domain.cycle.edition import import_edition
from verbale.domain.spine.person import NeedsRole
from verbale.engines.catalogue import check_index
from verbale.kernel.errors import NotFound, VerbaleError, WrongUse
from verbale.records import files
from verbale.records.document import FileState
from verbale.records.holding import Edition, Offer, ReceivedCatalogue

OPEN = [book(f"Waters, part {number}", publisher="Meridian Press", country="enk") for number in range(1, 4)]


def test_an_import_keeps_what_is_broken_and_names_it(bureau):
    fill_lookups(bureau)
    edition, summary = import_edition(
        stream=io.BytesIO(OPEN[0] + b"no record at all\x1d" + OPEN[1]), name="a.mrc", distribution="open",
        reason="Public", by=bureau.who("desk"), at=bureau.at(),
    )  # fmt: skip
    assert (edition.records, edition.faulty, edition.distribution) == (2, 1, "open")
    assert [fault.offset for fault in summary.faulty] == [len(OPEN[0])]
    assert (files.home().editions / edition.folder).is_dir()
    assert acts(edition) == ["edition.imported"]
    assert [row["title"] for row in descent.opened(edition).rows(["title"])] == ["Waters, part 1", "Waters, part 2"]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 no catalogue"])
def test_what_is_no_catalogue_leaves_no_edition_or_an_honest_one(bureau, data):
    fill_lookups(bureau)
    try:
        edition = imported(bureau, data)
    except VerbaleError:
        assert Edition.objects.count() == 0
    else:
        assert edition.records == 0


@pytest.mark.parametrize("distribution", ["secret", ""])
def test_a_statement_that_says_nothing_is_refused_before_anything_is_read(bureau, distribution):
    with pytest.raises(VerbaleError):
        imported(bureau, OPEN[0], distribution)
    assert (Edition.objects.count(), list(files.home().editions.iterdir())) == (0, [])


@pytest.mark.parametrize("handle", ["librarian", "department", "auditor", "admin"])
def test_only_the_desk_imports_and_publishes(bureau, handle):
    by = bureau.who(handle)
    with pytest.raises(NeedsRole):
        import_edition(stream=io.BytesIO(), name="a", distribution="open", reason="r", by=by, at=bureau.at())
    with pytest.raises(NeedsRole):
        holding.publish_offer(partner=bureau.partner, editions=[], by=by, at=bureau.at())


def test_a_lookup_is_set_over_and_refused_where_it_has_no_meaning(bureau):
    fill_lookups(bureau)
    setting = {"by": bureau.who("desk"), "at": bureau.at()}
    lookup.set_lookup(table="country group", key="sz", value="partner", **setting)
    assert lookup.lookups().country_groups == {"sz": "partner", "*": "third country"}
    with pytest.raises(lookup.NoSuchTable):
        lookup.set_lookup(table="colour", key="x", value="y", **setting)
    with pytest.raises(WrongUse):
        lookup.set_lookup(table="country group", key="xx", value="nowhere", **setting)
    assert "xx" not in lookup.lookups().country_groups


def test_only_what_may_be_supplied_is_offered(bureau):
    fill_lookups(bureau)
    editions = [
        imported(bureau, b"".join(OPEN) + book("Closed", country="enk", restricted="Staff only")),
        imported(bureau, book("Kept inside", publisher="Meridian Press"), "confidential"),
    ]
    offer = published(bureau, *editions)
    assert (offer.reviewed, offer.offered, list(offer.editions.all())) == (5, 3, [editions[1], editions[0]])
    assert offer.by_outcome["supply"] == 3
    (message,) = told(bureau.partner)
    assert message == {"what": "catalogue", "body": {"offer": offer.pk}}
    assert acts(offer) == ["offer.published"]
    with pytest.raises(holding.NothingToOffer):
        published(bureau)


def test_two_editions_that_differ_only_in_what_is_withheld_give_the_same_bytes(bureau):
    fill_lookups(bureau)
    withheld = [
        book(f"Withheld {number}", country="enk", restricted="Staff only", local=f"W{number}") for number in "12"
    ]
    few = imported(bureau, OPEN[0] + OPEN[1] + OPEN[2])
    many = imported(bureau, OPEN[0] + withheld[0] + OPEN[1] + b"broken\x1d" + OPEN[2] + withheld[1])
    first, second = (published(bureau, edition, random=Random(7).randbytes) for edition in (few, many))
    assert (first.reviewed, second.reviewed) == (3, 5)
    data = files.path_of(first.file_id).read_bytes()
    assert (first.file_id, data.count(b"\n")) == (second.file_id, 3)
    assert b"Withheld" not in data


def test_no_number_of_ours_crosses(bureau):
    fill_lookups(bureau)
    offer = published(bureau, imported(bureau, book("Waters", country="enk", local="0815-geheim")))
    data = files.path_of(offer.file_id).read_bytes()
    assert b"Waters" in data
    assert b"geheim" not in data


def received(bureau):
    fill_lookups(bureau)
    offer = published(bureau, imported(bureau, b"".join(OPEN)))
    return holding.receive_catalogue(partner=bureau.third, offer=offer.pk, file=offer.file, at=bureau.at())


def test_a_received_catalogue_is_searched_and_cited(bureau):
    kept = received(bureau)
    assert (kept.items, holding.newest_catalogue(bureau.third)) == (3, kept)
    hits = holding.search_received(kept, "waters")
    assert (hits.total, sorted(item.title for item in hits.items)) == (3, [f"Waters, part {n}" for n in (1, 2, 3)])
    item = holding.received_item(bureau.third, hits.items[0].identifier)
    assert holding.cite(item) == f"{item.title}. Meridian Press. 1963"
    with pytest.raises(NotFound):
        holding.newest_catalogue(bureau.partner)


def test_an_index_that_is_gone_is_built_again(bureau):
    kept = received(bureau)
    before = holding.search_received(kept, "part").items
    shutil.rmtree(files.home().indexes)
    files.home().indexes.mkdir()
    assert holding.search_received(kept, "part").items == before


def halved(index):
    for path in sorted(index.rglob("*.store")):
        path.unlink()


def cut_short(index):
    for path in sorted(index.rglob("*.term")):
        path.write_bytes(path.read_bytes()[:-1])


def emptied(index):
    shutil.rmtree(index / "words")


def older(index):
    (index / "form.json").write_text('{"form": 1, "files": {}}')


def garbled(index):
    (index / "form.json").write_bytes(b"\x00" * 10)


def garbled_inside(index):
    for path in index.glob("*.store"):
        path.write_bytes(b"\xff" * (path.stat().st_size - 200) + path.read_bytes()[-200:])


@pytest.mark.parametrize("damage", [halved, cut_short, emptied, older, garbled, garbled_inside])
def test_an_index_that_is_damaged_or_older_is_built_again(bureau, damage):
    kept = received(bureau)
    folder = files.home().indexes / kept.folder
    damage(folder)
    assert len(holding.search_received(kept, "part").items) == 3
    check_index(folder)


def test_a_catalogue_that_comes_twice_is_one(bureau):
    first = received(bureau)
    again = holding.receive_catalogue(partner=bureau.third, offer=first.offer, file=first.file, at=bureau.at())
    assert (again.pk, ReceivedCatalogue.objects.count()) == (first.pk, 1)
    assert holding.search_received(again, "waters").total == 3


def test_a_received_catalogue_without_an_item_is_refused(bureau):
    with pytest.raises(VerbaleError):
        holding.receive_catalogue(
            partner=bureau.third, offer="x", file=bureau.store(b"no item\n", "c.jsonl"), at=bureau.at()
        )
    assert ReceivedCatalogue.objects.count() == 0


def test_the_desk_finds_its_record_behind_what_it_offered(bureau):
    fill_lookups(bureau)
    offer = published(bureau, imported(bureau, OPEN[0]))
    kept = holding.receive_catalogue(partner=bureau.third, offer=offer.pk, file=offer.file, at=bureau.at())
    (item,) = holding.search_received(kept, "waters").items
    assert holding.record_offered(bureau.partner, item.identifier)["title"] == "Waters, part 1"
    assert holding.facts_of_offered(bureau.partner, [item.identifier, "unheard of"]) == {
        item.identifier: {
            "origin": "third country", "publisher class": "listed press", "distribution": "open", "kind": "book",
            "country": "enk", "language": "eng", "year": 1963, "restricted": False,
        }
    }  # fmt: skip
    for partner, wanted in ((bureau.third, item.identifier), (bureau.partner, "unheard of")):
        with pytest.raises(NotFound):
            holding.record_offered(partner, wanted)


def test_an_offer_s_file_is_sound_since_we_made_it(bureau):
    received(bureau)
    assert Offer.objects.get().file.state == FileState.SOUND
