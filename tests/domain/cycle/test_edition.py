"""An edition follows an edition: once, of the same source, with what it changes."""

import errno
import io

import pyarrow.parquet as pq
import pytest
from django.db import transaction
from pymarc import Field

from tests.domain.cycle.bureau import acts
from tests.domain.cycle.shelf import fill_lookups, imported, published
from tests.engines.catalogue.build import coded, field, marc
from verbale.domain.cycle import descent, holding
from verbale.domain.cycle import edition as edition_module
from verbale.domain.cycle.edition import AlreadyFollowed, NothingCorrected, OtherStatement, import_edition
from verbale.domain.cycle.likeness import AlreadyImported, LooksLikeIssue
from verbale.engines.catalogue import EmptyFile, MostWithdrawn, read_changes
from verbale.records import files
from verbale.records.holding import Edition
from verbale.records.journal import JournalPayload


def item(number: int, title: str, status: str = "n", country: str = "sz ") -> bytes:
    """A record of a listed press, under a control number."""
    return marc(
        Field("001", data=str(number)), field("260", "  ", "bMeridian Press"), title=title,
        coded=coded(country=country), leader=f"     {status}am a22      i 4500",
    )  # fmt: skip


WATERS, BRIDGES, ROADS = item(1, "Waters"), item(2, "Bridges"), item(3, "Roads")


@pytest.fixture
def first(bureau):
    fill_lookups(bureau)
    return imported(bureau, WATERS + BRIDGES + ROADS)


def told(edition):
    return edition.follows_id, edition.following, edition.added, edition.changed, edition.withdrawn


def test_a_first_edition_follows_nothing(first):
    assert (told(first), descent.earlier(first), descent.newest_after(first)) == ((None, "", 0, 0, 0), [first], first)


def test_an_edition_follows_one_of_its_source(bureau, first):
    second = imported(bureau, ROADS + item(2, "Bridges and tunnels") + item(4, "Rails"), follows=first)
    assert told(second) == (first.pk, "whole new issue", 1, 1, 1)
    assert [(one.change, one.title) for one in read_changes(descent.opened(second))] == [
        ("withdrawn", "Waters"), ("changed", "Bridges and tunnels"), ("added", "Rails"),
    ]  # fmt: skip
    facts = JournalPayload.objects.get(act="edition.imported", thing_id=second.pk).facts
    assert facts == {
        "records": 3, "faulty": 0, "source": second.digest, "follows": first.pk, "added": 1, "changed": 1,
        "withdrawn": 1, "same": 1,
    }  # fmt: skip
    assert (descent.newest(), descent.newest_after(first), descent.earlier(second)) == (
        [second],
        second,
        [first, second],
    )


def test_corrections_make_a_whole_edition(bureau, first):
    second = imported(bureau, item(1, "", "d") + item(4, "Rails"), follows=first, corrections=True)
    assert told(second) == (first.pk, "corrections", 1, 0, 1)
    assert [row["title"] for row in descent.opened(second).rows(["title"])] == ["Bridges", "Roads", "Rails"]


def test_an_edition_is_followed_once(bureau, first):
    second = imported(bureau, WATERS + BRIDGES + ROADS, follows=first)
    with pytest.raises(AlreadyFollowed) as refused:
        imported(bureau, WATERS + BRIDGES, follows=first)
    assert refused.value.facts["by"] == second.name
    assert (Edition.objects.count(), len(list(files.home().editions.iterdir()))) == (2, 2)


def test_of_two_that_follow_at_once_the_second_leaves_nothing(bureau, first):
    class Overtaken(io.BytesIO):
        """Somebody else's edition is done while this one is read."""

        def read(self, size=-1):
            if not descent.newest_after(first).follows:
                imported(bureau, WATERS + BRIDGES + ROADS, follows=first)
            return super().read(size)

    with pytest.raises(AlreadyFollowed):
        import_edition(
            stream=Overtaken(WATERS + BRIDGES), name="late.mrc", distribution="open", reason="r", by=bureau.who("desk"),
            at=bureau.at(), follows=first,
        )  # fmt: skip
    assert (Edition.objects.count(), len(list(files.home().editions.iterdir()))) == (2, 2)


def test_another_source_s_file_needs_a_word(bureau, first):
    other = item(8, "Other") + item(9, "Another")
    with pytest.raises(MostWithdrawn):
        imported(bureau, other, follows=first)
    assert (Edition.objects.count(), acts(first)) == (1, ["edition.imported"])
    assert told(imported(bureau, other, follows=first, most_may_go=True))[2:] == (2, 0, 3)


def test_an_empty_file_follows_nothing_whatever_is_confirmed(bureau, first):
    with pytest.raises(EmptyFile):
        imported(bureau, b"", follows=first, most_may_go=True)
    assert Edition.objects.count() == 1


def test_a_file_imported_before_is_no_second_source(bureau, first):
    data = WATERS + BRIDGES + ROADS
    with pytest.raises(AlreadyImported) as refused:
        imported(bureau, data, another_source=False)
    facts = {"name": first.name, "edition": first.pk, "newest": first.pk, "day": first.imported_at.date().isoformat()}
    assert refused.value.facts == facts
    second = imported(bureau, BRIDGES + ROADS, follows=first)
    with pytest.raises(AlreadyImported) as refused:
        imported(bureau, data, another_source=False)
    assert refused.value.facts == facts | {"newest": second.pk}
    assert (Edition.objects.count(), len(list(files.home().editions.iterdir()))) == (2, 2)
    assert told(imported(bureau, data, another_source=True))[0] is None


def test_on_a_full_disk_nothing_is_published(bureau, monkeypatch):
    def full(*_args, **_more):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(pq.ParquetWriter, "close", full)
    with pytest.raises(files.DiskFull) as refused:
        imported(bureau, WATERS)
    assert refused.value.facts == {"name": "source.mrc"}
    assert (Edition.objects.count(), list(files.home().editions.iterdir())) == (0, [])


@pytest.mark.parametrize(("data", "refusal"), [(WATERS, AlreadyImported), (WATERS + ROADS, LooksLikeIssue)])
def test_of_two_imports_at_once_one_is_no_second_source(bureau, monkeypatch, data, refusal):
    check = edition_module.check_is_another

    def check_while_another_ends(came):
        held = check(came)
        monkeypatch.setattr(edition_module, "check_is_another", check)
        imported(bureau, WATERS if refusal is AlreadyImported else WATERS + ROADS + BRIDGES, another_source=False)
        return held

    monkeypatch.setattr(edition_module, "check_is_another", check_while_another_ends)
    with pytest.raises(refusal):
        imported(bureau, data, another_source=False)
    assert (Edition.objects.count(), len(list(files.home().editions.iterdir()))) == (1, 1)


def test_a_new_issue_is_no_second_source(bureau, first):
    with pytest.raises(LooksLikeIssue) as refused:
        imported(bureau, BRIDGES + ROADS + item(7, "New"), another_source=False)
    assert refused.value.facts["edition"] == first.pk
    assert (Edition.objects.count(), len(list(files.home().editions.iterdir()))) == (1, 1)
    half = imported(bureau, BRIDGES + item(8, "Newer"), another_source=False)
    same_numbers = imported(bureau, item(1, "Trams") + item(2, "Ferries"), another_source=False)
    assert descent.newest() == [first, half, same_numbers]


def test_corrections_go_by_what_was_stated_before(bureau):
    first = imported(bureau, WATERS + BRIDGES, origin="domestic")
    with pytest.raises(OtherStatement):
        imported(bureau, ROADS, follows=first, corrections=True, origin="partner")
    with pytest.raises(NothingCorrected):
        imported(bureau, ROADS, corrections=True)
    second = imported(bureau, ROADS, follows=first, corrections=True)
    assert descent.opened(second).summary.statement["origin"] == "domestic"


def test_what_is_offered_is_offered_from_the_newest(bureau, first):
    second = imported(bureau, WATERS + BRIDGES + ROADS, follows=first)
    with pytest.raises(holding.NotNewest), transaction.atomic():
        published(bureau, first)
    assert published(bureau, second).offered == 3
