"""The report of a review, kept with an offer or made without one, and what moved since the catalogue before."""

import pytest

from tests.domain.cycle.bureau import rulebook as book_of
from tests.domain.cycle.shelf import book, fill_lookups, imported, published
from verbale.domain.cycle import offer_review, review
from verbale.domain.cycle.lookup import set_lookup
from verbale.domain.spine import policy
from verbale.engines.catalogue import Moved
from verbale.kernel.errors import NotFound
from verbale.records import files
from verbale.records.holding import Offer

STRICTER = book_of("supply-1964.dmn").replace(b'<text>"third country"</text>', b'<text>"partner"</text>')


@pytest.fixture
def edition(bureau):
    fill_lookups(bureau)
    return imported(bureau, book("Waters", country="enk") + book("Winds"))


def test_it_is_kept_with_the_offer(bureau, edition):
    told = offer_review.kept(published(bureau, edition))
    assert (told["reviewed"], told["by_outcome"], told["against"]) == (2, {"refuse": 1, "supply": 1}, "")
    assert told["moves"] == {"edition": [], "policy": []}
    assert [(each["outcome"], each["rule"], each["samples"]) for each in told["groups"]] == [
        ("refuse", "16", ["Winds"]), ("supply", "8", ["Waters"]),
    ]  # fmt: skip


def test_by_the_same_rules_only_the_edition_moves(bureau, edition):
    first = published(bureau, edition)
    told = offer_review.kept(published(bureau, edition))
    assert told["against"] == first.pk
    assert told["moves"] == {
        "edition": [
            {"before": "refuse", "after": "refuse", "records": 1, "samples": ["Winds"]},
            {"before": "supply", "after": "supply", "records": 1, "samples": ["Waters"]},
        ],
        "policy": [],
    }


def test_by_other_rules_the_two_are_told_apart(bureau, edition):
    first = published(bureau, edition)
    found = offer_review.dry_run(
        partner=bureau.partner, editions=[edition], book=review.of_rulebook(STRICTER, "stricter.dmn", bureau.partner)
    )
    assert found.against == first
    assert [each for each in found.by_edition if each.before != each.after] == []
    assert found.by_policy == (
        Moved("refuse", "refuse", 1, ("Winds",)),
        Moved("supply", "refuse", 1, ("Waters",)),
    )
    assert Offer.objects.count() == 1
    assert [path.name for path in files.home().offers.iterdir()] == [first.folder]


def test_records_are_followed_from_edition_to_edition(bureau, edition):
    published(bureau, edition)
    after = imported(bureau, book("Walls", country="enk"), follows=edition, most_may_go=True)
    found = offer_review.dry_run(
        partner=bureau.partner, editions=[after],
        book=review.of_version(policy.in_use(partner=bureau.partner, day=bureau.at().date())[1], bureau.partner),
    )  # fmt: skip
    assert [(each.before, each.after, each.records) for each in found.by_edition] == [
        ("", "supply", 1), ("refuse", "", 1), ("supply", "", 1),
    ]  # fmt: skip


def test_an_offer_of_before_has_none(bureau, edition):
    offer = published(bureau, edition)
    (files.home().offers / offer.folder / offer_review.REVIEW_FILE).unlink()
    with pytest.raises(NotFound):
        offer_review.kept(offer)
    assert not offer_review.is_kept(offer)


def test_what_lookup_tables_change_is_told_with_the_editions(bureau, edition):
    first = published(bureau, edition)
    set_lookup(table="country group", key="enk", value="partner", by=bureau.who("desk"), at=bureau.at())
    told = offer_review.kept(published(bureau, edition))
    assert told["against"] == first.pk
    assert [each for each in told["moves"]["edition"] if each["before"] != each["after"]] == [
        {"before": "supply", "after": "refuse", "records": 1, "samples": ["Waters"]}
    ]
    assert told["moves"]["policy"] == []


def test_a_full_disk_leaves_no_offer_behind(bureau, edition, monkeypatch):
    def full(*args, **facts):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(offer_review.catalogue, "report_of", full)
    with pytest.raises(files.DiskFull):
        published(bureau, edition)
    assert (list(files.home().offers.iterdir()), Offer.objects.count()) == ([], 0)
