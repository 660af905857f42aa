"""Hits in a partner's catalogue: in order, onto an order of ours, as files, kept under a name."""

import pytest

from tests.web.answer import status
from tests.web.shelf import ITEMS, text_of
from verbale.domain.cycle import need as needs
from verbale.engines.catalogue import OfferItem
from verbale.records.need import Need, NeedLine
from verbale.records.saved_search import SavedSearch
from verbale.web import catalogue_search

HIDDEN = ("approver", "administrator")


@pytest.fixture
def address(shelf):
    return f"/catalogues/{shelf.received().pk}"


def titles(client, address, **asked):
    return [item.title for item in client.get(address, asked).context["page"]]


@pytest.mark.parametrize(
    ("order", "years"),
    [("newest", [1963, 1962, 1961]), ("oldest", [1961, 1962, 1963]), ("title", [1961, 1963, 1962])],
)
def test_hits_come_in_the_asked_order(shelf, address, order, years):
    page = shelf.client("librarian").get(address, {"order": order}).context["page"]
    assert [item.year for item in page] == years


def test_pages_follow_one_another(shelf):
    items = [OfferItem(f"{number:026d}", f"Ice {number:03d}", forms=("photocopy",)) for number in range(45)]
    client, address = shelf.client("librarian"), f"/catalogues/{shelf.received(*items).pk}"
    found = [titles(client, address, q="ice", order="title", page=number) for number in (1, 2, 3, 4)]
    assert [len(some) for some in found] == [20, 20, 5, 5]
    assert [*found[0], *found[1], *found[2]] == [item.title for item in items]
    assert found[3] == found[2]


@pytest.mark.parametrize("number", ["0", "-1", "x", "9" * 30, "²"])
def test_a_page_that_is_none_is_the_first_or_the_last(shelf, address, number):
    assert len(titles(shelf.client("librarian"), address, page=number)) == 3


def test_the_page_says_how_it_read_a_query(shelf, address):
    client = shelf.client("librarian")
    assert client.get(address, {"q": "titel:ice -snow"}).context["found"].reading == "title:ice -snow"
    assert "Read as" not in text_of(client.get(address, {"q": "river ice"}))


def test_did_you_mean(shelf, address):
    page = shelf.client("librarian").get(address, {"q": "rivver"})
    assert page.context["found"].suggestions() == ("river",)
    assert '<a href="?q=river">river</a>' in text_of(page)


def test_most_of_the_words(shelf, address):
    page = shelf.client("librarian").get(address, {"q": "frost heave volcano"})
    assert "No item has all these words; 1 has most of them." in text_of(page)


class TestOntoAnOrder:
    def post(self, shelf, address, *items, role="librarian", **facts):
        given = {"form": "photocopy", "copies": "1", "item": [item.identifier for item in items]} | facts
        return shelf.client(role).post(address, given, follow=True)

    def test_a_new_order(self, shelf, address):
        answer = self.post(shelf, address, *ITEMS[:2], route="information institute", purpose="a survey")
        order = Need.objects.get()
        assert (answer.redirect_chain, order.purpose) == ([(f"/needs/{order.pk}", 302)], "a survey")
        assert sorted(line.item for line in order.lines.all()) == [item.identifier for item in ITEMS[:2]]

    def test_a_draft_takes_what_is_not_on_it(self, shelf, address):
        self.post(shelf, address, ITEMS[0], route="information institute")
        order = Need.objects.get()
        answer = self.post(shelf, address, *ITEMS, need=order.pk, copies="2")
        assert (order.lines.count(), Need.objects.count()) == (3, 1)
        assert "2 items are on your order. The others were on it already." in text_of(answer)

    def test_what_is_chosen_stays_chosen_when_it_is_refused(self, shelf, address):
        answer = self.post(shelf, address, ITEMS[0])
        assert (status(answer), answer.context["chosen"]) == (422, {ITEMS[0].identifier})
        assert "Whom we ask there: This field is required." in text_of(answer)
        assert f'value="{ITEMS[0].identifier}" aria-label="Choose “{ITEMS[0].title}”" checked' in text_of(answer)
        assert not Need.objects.exists()

    def test_neither_an_order_nor_whom_to_ask(self, shelf, address):
        self.post(shelf, address, ITEMS[0], route="information institute")
        assert "Say whom we ask there, or choose one of your orders." in text_of(self.post(shelf, address, ITEMS[1]))
        assert NeedLine.objects.count() == 1

    def test_nothing_chosen(self, shelf, address):
        answer = self.post(shelf, address, route="information institute")
        assert "No item is chosen." in text_of(answer)
        assert not Need.objects.exists()

    def test_an_item_that_is_gone(self, shelf, address):
        answer = self.post(shelf, address, OfferItem("9" * 26, "x"), route="information institute")
        assert status(answer) == 404
        assert not Need.objects.exists()

    def test_who_may_not(self, shelf, address):
        self.post(shelf, address, ITEMS[0], role="auditor", route="information institute")
        assert not NeedLine.objects.exists()
        assert "With the chosen items" not in text_of(shelf.client("auditor").get(address))

    def test_another_s_draft(self, shelf, address):
        theirs = needs.open_order(
            partner=shelf.partner, route="information institute", purpose="", by=shelf.office.desk,
            at=shelf.clock.now(),
        )  # fmt: skip
        self.post(shelf, address, ITEMS[0], need=theirs.pk)
        assert theirs.lines.count() == 0

    def test_all_on_a_page(self, shelf, address):
        page = shelf.client("librarian").get(address, {"choose": "all"})
        assert page.context["chosen"] == {item.identifier for item in ITEMS}

    def test_all_hits_of_many_pages(self, shelf, address, monkeypatch):
        monkeypatch.setattr(catalogue_search, "A_PAGE", 1)
        librarian = shelf.client("librarian")
        assert "Put all 3 hits on the order" in text_of(librarian.get(address))
        given = {"form": "photocopy", "copies": "1", "route": "information institute", "every": "1"}
        librarian.post(f"{address}?q=ice", given)
        order = Need.objects.get()
        found = {item.identifier for item in ITEMS if "ice" in item.title.lower()}
        assert {line.item for line in order.lines.all()} == found != set()
        monkeypatch.setattr(catalogue_search, "MOST_LINES", 2)
        assert "hits on the order" not in text_of(librarian.get(address))


class TestExport:
    @pytest.mark.parametrize(
        ("form", "kind", "suffix"),
        [("marc", "application/marc", "mrc"), ("ris", "application/x-research-info-systems", "ris"),
         ("bibtex", "application/x-bibtex", "bib"), ("csv", "text/csv; charset=utf-8", "csv")],
    )  # fmt: skip
    def test_hits(self, shelf, address, form, kind, suffix):
        answer = shelf.client("librarian").get(f"{address}/export.{form}", {"q": "ice"})
        data = b"".join(answer.streaming_content)
        assert (answer["Content-Type"], answer["Content-Disposition"]) == (
            kind, f'attachment; filename="catalogue-{shelf.partner.code}.{suffix}"',
        )  # fmt: skip
        assert (b"River ice" in data, b"Frost" in data) == (True, False)

    def test_chosen(self, shelf, address):
        chosen = {"item": [ITEMS[0].identifier]}
        data = b"".join(shelf.client("auditor").post(f"{address}/export.ris", chosen).streaming_content)
        assert data.count(b"TY  - ") == 1
        assert "No item is chosen." in text_of(shelf.client("auditor").post(f"{address}/export.ris"))
        assert shelf.client("auditor").post(f"{address}/export.ris", {"item": "nonsense"}).status_code == 404

    def test_refused(self, shelf, address):
        assert shelf.client("librarian").get(f"{address}/export.docx").status_code == 404
        for role in HIDDEN:
            assert shelf.client(role).get(f"{address}/export.csv").status_code == 403


class TestKeptSearches:
    def test_kept_asked_again_and_forgotten(self, shelf, address):
        client = shelf.client("librarian")
        facts = {"name": "Ice", "q": "ice", "language": "eng", "order": "newest", "year_from": "1960"}
        answer = client.post(f"{address}/searches", facts)
        assert answer.url == f"{address}?q=ice&order=newest&language=eng&year_from=1960"
        kept = SavedSearch.objects.get()
        newer = shelf.received(offer="b" * 26)
        assert [one.name for one in client.get(f"/catalogues/{newer.pk}").context["saved"]] == ["Ice"]
        asked = client.get(f"/catalogues/searches/{kept.pk}")
        assert asked.url == f"/catalogues/{newer.pk}?q=ice&order=newest&language=eng&year_from=1960"
        assert client.post(f"/catalogues/searches/{kept.pk}/forget").status_code == 302
        assert not SavedSearch.objects.exists()

    def test_they_are_one_s_own(self, shelf, address):
        shelf.client("librarian").post(f"{address}/searches", {"name": "Ice", "q": "ice"})
        kept = SavedSearch.objects.get()
        desk = shelf.client("desk")
        assert desk.get(f"/catalogues/searches/{kept.pk}").status_code == 404
        assert desk.post(f"/catalogues/searches/{kept.pk}/forget").status_code == 404
        assert not desk.get(address).context["saved"]

    def test_without_a_name(self, shelf, address):
        client = shelf.client("librarian")
        answer = client.post(f"{address}/searches", {"name": " ", "q": "ice"}, follow=True)
        assert "A search is kept under a name." in text_of(answer)
        assert not SavedSearch.objects.exists()


def test_the_help_is_one_page(shelf):
    assert "How to search a catalogue" in text_of(shelf.client("librarian").get("/catalogues/help"))
