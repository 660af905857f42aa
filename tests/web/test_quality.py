"""The pages that show how complete our records are."""

import pytest

from tests.domain.cycle.test_edition import item
from tests.domain.cycle.test_what_if import unknown
from tests.web.shelf import text_of
from tests.web.test_changes import imported


@pytest.fixture
def edition(shelf):
    shelf.lookups()
    shelf.policy()
    return imported(shelf, item(1, "Waters") + unknown("Snow"))


def test_facts_stand_with_what_rules_ask_for_first(shelf, edition):
    answer = shelf.client("desk").get(f"/editions/{edition.pk}/quality")
    rows = {row.name: (row.share.percent, row.asked_by, row.lacking) for row in answer.context["facts"]}
    assert rows["Class of publisher"] == (50.0, "supply-1964", ((1, "Snow"),))
    assert rows["Dual use"][:2] == (0.0, "")
    asked = [bool(row.asked_by) for row in answer.context["facts"]]
    assert asked == sorted(asked, reverse=True)
    page = answer.content.decode()
    assert '<meter min="0" max="100" value="50.0" aria-label="Class of publisher"></meter> 50.0 %' in page
    assert f'href="/editions/{edition.pk}/records/1"' in page


def test_schemes_decades_and_sources_are_beside_one_another(shelf, edition):
    desk = shelf.client("desk")
    context = desk.get(f"/editions/{edition.pk}/quality").context
    assert [(row.name, row.records) for row in context["schemes"]] == [("MARC 21", 2)]
    assert [(row.name, row.records) for row in context["decades"]] == [("1960–1969", 2)]
    imported(shelf, item(1, "Waters") + item(2, "Bridges"), follows=edition.pk)
    sources = desk.get("/editions/quality")
    assert [(row.name, row.records) for row in sources.context["rows"]] == [("source.mrc", 2)]
    assert ("Class of publisher", 100.0) in [(name, one.percent) for name, one in sources.context["rows"][0].beside]


def test_it_is_there_as_a_file(shelf, edition):
    told = shelf.client("desk").get(f"/editions/{edition.pk}/quality/export.csv").content.decode("utf-8-sig")
    assert "Class of publisher,1,2,supply-1964" in told


def test_an_office_without_editions_or_policies_sees_it_too(shelf):
    desk = shelf.client("desk")
    assert "No record." in text_of(desk.get("/editions/quality"))
    alone = shelf.edition()
    assert "no fact is asked for" in text_of(desk.get(f"/editions/{alone.pk}/quality"))


@pytest.mark.parametrize(("role", "status"), [("desk", 200), ("auditor", 200), ("librarian", 403), ("approver", 403)])
def test_who_sees_it(shelf, edition, role, status):
    client = shelf.client(role)
    addresses = ("/editions/quality", f"/editions/{edition.pk}/quality")
    assert [client.get(address).status_code for address in addresses] == [status, status]
