"""The page of a review: what our office reads of it, and who does not."""

import pytest

from tests.web.shelf import text_of
from verbale.domain.cycle import offer_review
from verbale.records import files


@pytest.fixture
def offer(shelf):
    shelf.lookups()
    shelf.policy()
    return shelf.offer(shelf.edition("Annals of Hydrology", "Snow and Ice"))


@pytest.mark.parametrize(
    ("role", "status"), [("desk", 200), ("auditor", 200), ("approver", 403), ("librarian", 403), ("administrator", 403)]
)
def test_who_reads_it(shelf, offer, role, status):
    assert shelf.client(role).get(f"/offers/{offer.pk}/review").status_code == status


def test_outcomes_rules_collections_and_samples(shelf, offer):
    page = text_of(shelf.client("desk").get(f"/offers/{offer.pk}/review"))
    for told in ("2 records under supply-1964 1", "By outcome and rule", "Annals of Hydrology", "source.mrc"):
        assert told in page
    assert "The partner had no catalogue before." in page
    assert f"/offers/{offer.pk}/review" in text_of(shelf.client("desk").get(f"/offers/{offer.pk}"))


def test_what_moved_since_the_catalogue_before(shelf, offer):
    later = shelf.offer(shelf.edition("Annals of Hydrology", name="other.mrc"))
    page = text_of(shelf.client("desk").get(f"/offers/{later.pk}/review"))
    assert f"/offers/{offer.pk}" in page
    assert "By new editions and lookup tables, under the rules of before" in page
    assert "By the rules, with the editions of today" not in page


def test_an_offer_without_one_says_so(shelf, offer):
    (files.home().offers / offer.folder / offer_review.REVIEW_FILE).unlink()
    assert shelf.client("desk").get(f"/offers/{offer.pk}/review").status_code == 404
    assert f"/offers/{offer.pk}/review" not in text_of(shelf.client("desk").get(f"/offers/{offer.pk}"))


def test_the_queries_are_pinned(shelf, offer, django_assert_num_queries):
    desk = shelf.client("desk")
    desk.get(f"/offers/{offer.pk}/review")
    with django_assert_num_queries(6):
        desk.get(f"/offers/{offer.pk}/review")
