"""A partner's catalogue, and our own orders from it: choosing, sending, what comes back, what we do about it."""

from datetime import timedelta

import pytest

from tests.web.answer import status
from tests.web.shelf import ITEMS, sound_pdf, text_of
from verbale.domain.cycle import holding
from verbale.domain.cycle import need as needs
from verbale.domain.spine import document, marking
from verbale.engines.catalogue import OfferItem
from verbale.records.dispatch import Message
from verbale.records.document import FileState
from verbale.records.need import Need, NeedLine, NeedState
from verbale.records.request import Route

FROST = ITEMS[0]


def draft(shelf, role="librarian", purpose="for a survey"):
    return needs.open_order(
        partner=shelf.partner, route=Route.INFORMATION_INSTITUTE, purpose=purpose, by=getattr(shelf.office, role),
        at=shelf.clock.forward(minutes=1),
    )  # fmt: skip


def cited(shelf, need, citation="Snow loads on roofs. 1962"):
    return needs.add_line(need=need, citation=citation, by=shelf.office.librarian, at=shelf.clock.now())


def sent(shelf):
    line = cited(shelf, draft(shelf))
    needs.send(need=line.need, by=shelf.office.librarian, at=shelf.clock.now())
    return NeedLine.objects.get(pk=line.pk)


def arrived(shelf, data=None, caveat="for reference only"):
    """A sent line for which a document came, marked."""
    line = sent(shelf)
    file = shelf.stored(sound_pdf() if data is None else data, "item.pdf")
    document.attach(
        thing=line, file=file, role="received", file_name="item.pdf", title="Snow loads", by=None, at=shelf.clock.now(),
        caveat=caveat,
    )  # fmt: skip
    marking.receive(
        file=file, party=shelf.partner, caveat=caveat, text="FOR REFERENCE ONLY", bars_onward_release=True,
        at=shelf.clock.now(),
    )  # fmt: skip
    needs.arrived(line=line, at=shelf.clock.now())
    return NeedLine.objects.get(pk=line.pk)


class TestWhoSeesWhat:
    @pytest.mark.parametrize("name", ["catalogues", "needs"])
    def test_lists(self, shelf, name):
        roles = ("librarian", "desk", "auditor", "approver", "administrator")
        assert [shelf.client(role).get(f"/{name}").status_code for role in roles] == [200, 200, 200, 403, 403]

    def test_things(self, shelf):
        received, line = shelf.received(), cited(shelf, draft(shelf))
        addresses = [f"/catalogues/{received.pk}", f"/needs/{line.need_id}", f"/needs/lines/{line.pk}"]
        for role, told in {"librarian": 200, "desk": 200, "auditor": 200, "approver": 403}.items():
            assert [shelf.client(role).get(address).status_code for address in addresses] == [told] * 3

    @pytest.mark.parametrize("name", ["catalogues/x", "needs/x", "needs/lines/x", "catalogues/x/items/y"])
    def test_unknown_things(self, shelf, name):
        assert shelf.client("librarian").get(f"/{name}").status_code == 404

    @pytest.mark.parametrize("act", ["cancel", "receipt", "return", "clarify", "examine"])
    def test_the_auditor_acts_on_nothing(self, shelf, act):
        line = sent(shelf)
        assert shelf.client("auditor").post(f"/needs/lines/{line.pk}/{act}", {"text": "x"}).status_code == 403
        assert NeedLine.objects.get(pk=line.pk).state == NeedState.SENT

    def test_the_auditor_neither_opens_nor_sends(self, shelf):
        need, auditor = cited(shelf, draft(shelf)).need, shelf.client("auditor")
        assert auditor.get("/needs/open").status_code == 403
        assert auditor.post(f"/needs/{need.pk}/send").status_code == 403
        refused = auditor.post(f"/needs/{need.pk}", {"citation": "x", "form": "photocopy", "copies": 1})
        assert refused.status_code == 403

    def test_a_received_document_is_for_its_readers(self, shelf):
        line = arrived(shelf)
        (came,) = needs.received_documents(line)
        shelf.client("librarian").post(f"/needs/lines/{line.pk}/examine")
        address = f"/documents/{came.pk}/file"
        assert [status(shelf.client(role).get(address)) for role in ("librarian", "approver")] == [200, 404]


def narrowed(client, address, **asked):
    return client.get(address, asked).context["narrowings"]


class TestCatalogue:
    def test_without_one_the_page_says_what_to_do(self, shelf):
        assert "order by citation" in text_of(shelf.client("librarian").get("/catalogues"))

    def test_only_the_newest_of_a_partner_is_listed(self, shelf):
        shelf.received(offer="a" * 26)
        newest = shelf.received(offer="b" * 26)
        assert shelf.client("librarian").get("/catalogues").context["catalogues"] == [newest]

    @pytest.mark.parametrize(
        ("query", "titles"),
        [
            ("", ["Frost heave of soils", "River ice", "Snow loads on roofs"]),
            ("soil", ["Frost heave of soils"]),
            ("Nordic 1962", ["Snow loads on roofs"]),
            ("no such words", []),
        ],
    )
    def test_search(self, shelf, query, titles):
        page = shelf.client("librarian").get(f"/catalogues/{shelf.received().pk}", {"q": query})
        assert sorted(item.title for item in page.context["page"]) == titles

    @pytest.mark.parametrize(
        ("asked", "titles"),
        [
            ({"year_from": "1962"}, ["River ice", "Snow loads on roofs"]),
            ({"year_from": "1962", "year_to": "1962"}, ["Snow loads on roofs"]),
            ({"year_to": "1962", "q": "soil"}, ["Frost heave of soils"]),
            ({"kind": "map"}, ["Map of ice"]),
            ({"kind": "book", "language": "nor"}, []),
            ({"language": "nor"}, ["Map of ice"]),
            (
                {"year_from": "0", "year_to": "x" * 99, "order": "by weight"},
                [*(one.title for one in ITEMS), "Map of ice"],
            ),
            ({"subject": "Snow"}, []),
        ],
    )
    def test_it_is_narrowed_by_year_kind_and_language(self, shelf, asked, titles):
        mapped = OfferItem(f"{4:026d}", "Map of ice", language="nor", kind="map")
        page = shelf.client("librarian").get(f"/catalogues/{shelf.received(*ITEMS, mapped).pk}", asked)
        assert sorted(item.title for item in page.context["page"]) == sorted(titles)

    def test_it_counts_what_narrows_the_hits(self, shelf):
        mapped = OfferItem(f"{4:026d}", "Map of ice", language="nor", kind="map", year=1999, subjects=("Ice",))
        client, address = shelf.client("librarian"), f"/catalogues/{shelf.received(*ITEMS, mapped).pk}"
        assert [(str(one.name), [(c.name, c.count) for c in one.choices]) for one in narrowed(client, address)] == [
            ("Year", [("1990–1999", 1), ("1960–1969", 3)]),
            ("Language", [("English", 3), ("Norwegian", 1)]),
            ("Kind", [("book", 3), ("map", 1)]),
            ("Subjects", [("Ice", 1)]),
        ]
        found = narrowed(client, address, q="ice", language="eng")
        assert [(str(one.name), [(c.name, c.count, c.address) for c in one.choices]) for one in found] == [
            ("Year", [("1960–1969", 1, "?q=ice&language=eng&year_from=1960&year_to=1969")]),
            ("Kind", [("book", 1, "?q=ice&language=eng&kind=book")]),
        ]
        shown = client.get(address, {"q": "ice", "language": "eng", "year_from": "1960"})
        assert shown.context["chips"] == [
            ("1960–", "?q=ice&language=eng"), ("English", "?q=ice&year_from=1960"),
        ]  # fmt: skip
        assert "No entry fits this filter." in text_of(client.get(address, {"year_from": "2001"}))
        chinese = client.get(address, headers={"accept-language": "zh-hans"}).context["narrowings"]
        assert chinese[1].choices[0].name == "英语"

    def test_an_older_one_leads_to_the_newer(self, shelf):
        old, new = shelf.received(offer="a" * 26), shelf.received(offer="b" * 26)
        assert f"/catalogues/{new.pk}" in text_of(shelf.client("librarian").get(f"/catalogues/{old.pk}"))

    def test_a_page_beyond_the_last_is_the_last(self, shelf):
        page = shelf.client("librarian").get(f"/catalogues/{shelf.received().pk}", {"page": "99"})
        assert page.context["page"].number == 1


class TestWithdrawn:
    def test_a_draft_says_which_of_its_items_the_partner_no_longer_offers(self, shelf):
        shelf.received()
        need, librarian = draft(shelf), shelf.client("librarian")
        for one in ITEMS[:2]:
            needs.add_line(need=need, item=one.identifier, by=shelf.office.librarian, at=shelf.clock.now())
        assert "withdrawn by the partner" not in text_of(librarian.get(f"/needs/{need.pk}"))
        holding.receive_withdrawal(
            partner=shelf.partner, offer="0" * 26, items=[ITEMS[0].identifier], at=shelf.clock.now()
        )
        shown = librarian.get(f"/needs/{need.pk}")
        assert shown.context["withdrawn"] == [need.lines.get(position=1).pk]
        assert text_of(shown).count("withdrawn by the partner") == 1
        refused = librarian.post(f"/needs/{need.pk}/send", follow=True)
        assert "asks for an item that FI-NHI withdrew" in text_of(refused)
        assert Need.objects.get().sent_at is None


class TestChoosing:
    def test_without_a_draft_one_is_begun_and_the_item_shown_again(self, shelf):
        received, librarian = shelf.received(), shelf.client("librarian")
        item = f"/catalogues/{received.pk}/items/{FROST.identifier}"
        assert "/needs/open?partner=FI-NHI" in text_of(librarian.get(item))
        answer = librarian.post(
            f"/needs/open?item={FROST.identifier}", {"partner": "FI-NHI", "route": "department", "purpose": "soils"}
        )
        assert answer.headers["Location"] == item
        answer = librarian.post(item, {"form": "photocopy", "copies": 2})
        need = Need.objects.get()
        assert answer.headers["Location"] == f"/needs/{need.pk}"
        (line,) = need.lines.all()
        assert (line.item, line.citation, line.copies) == (
            FROST.identifier, "Aino Laine. Frost heave of soils. Nordic Press. 1961", 2,
        )  # fmt: skip

    def test_with_several_drafts_one_is_chosen(self, shelf):
        received = shelf.received()
        first, second = draft(shelf, purpose="first"), draft(shelf, purpose="second")
        item = f"/catalogues/{received.pk}/items/{FROST.identifier}"
        librarian = shelf.client("librarian")
        assert "second" in text_of(librarian.get(item))
        librarian.post(item, {"form": "photocopy", "copies": 1, "need": first.pk})
        assert (first.lines.count(), second.lines.count()) == (1, 0)

    @pytest.mark.parametrize(
        "given", [{"copies": 0}, {"copies": 1000}, {"copies": "x"}, {"form": "original"}, {"form": ""}]
    )
    def test_bad_input_is_named(self, shelf, given):
        need = draft(shelf)
        item = f"/catalogues/{shelf.received().pk}/items/{FROST.identifier}"
        answer = shelf.client("librarian").post(item, {"form": "photocopy", "copies": 1, **given})
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, list(given))
        assert need.lines.count() == 0

    def test_the_draft_of_another_is_not_touched(self, shelf):
        draft(shelf, role="desk")
        item = f"/catalogues/{shelf.received().pk}/items/{FROST.identifier}"
        assert "no order to this partner that is being drafted" in text_of(shelf.client("librarian").get(item))

    def test_an_item_gone_from_the_newest_catalogue_is_refused(self, shelf):
        draft(shelf)
        old = shelf.received(offer="a" * 26)
        shelf.received(ITEMS[1], offer="b" * 26)
        item = f"/catalogues/{old.pk}/items/{FROST.identifier}"
        assert shelf.client("librarian").post(item, {"form": "photocopy", "copies": 1}).status_code == 404

    def test_the_auditor_reads_why_there_is_no_button(self, shelf):
        item = f"/catalogues/{shelf.received().pk}/items/{FROST.identifier}"
        assert "placed by librarians and the desk" in text_of(shelf.client("auditor").get(item))


class TestOrder:
    def test_opened_cited_sent(self, shelf):
        librarian = shelf.client("librarian")
        answer = librarian.post("/needs/open", {"partner": "FI-NHI", "route": "department"})
        need = Need.objects.get()
        assert answer.headers["Location"] == f"/needs/{need.pk}"
        assert "It has no line yet" in text_of(librarian.get(f"/needs/{need.pk}"))
        librarian.post(f"/needs/{need.pk}", {"citation": "River ice. 1963", "form": "original", "copies": 1})
        page = librarian.post(f"/needs/{need.pk}/send", follow=True)
        need.refresh_from_db()
        assert f"Order {need.number} leaves in the next pouch" in text_of(page)
        assert [message.what for message in Message.objects.all()] == ["order"]
        assert "Add by citation" not in text_of(page)

    def test_an_empty_order_is_not_sent(self, shelf):
        page = shelf.client("librarian").post(f"/needs/{draft(shelf).pk}/send", follow=True)
        assert "has no line" in text_of(page)
        assert not Message.objects.exists()

    def test_a_sent_order_takes_no_line(self, shelf):
        need = sent(shelf).need
        answer = shelf.client("librarian").post(
            f"/needs/{need.pk}", {"citation": "More", "form": "original", "copies": 1}
        )
        assert answer.status_code == 409
        assert "was sent on" in text_of(answer)

    @pytest.mark.parametrize("field", ["partner", "route"])
    def test_what_is_missing_is_named(self, shelf, field):
        data = {"partner": "FI-NHI", "route": "department"}
        del data[field]
        answer = shelf.client("librarian").post("/needs/open", data)
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])

    def test_a_late_answer_is_told(self, shelf):
        line = sent(shelf)
        due = shelf.clock.now().date()
        needs.acknowledged(
            partner=shelf.partner, order=line.need_id, number="N-1", answer_due=due, at=shelf.clock.now()
        )
        librarian = shelf.client("librarian")
        assert "This day has passed" not in text_of(librarian.get(f"/needs/{line.need_id}"))
        shelf.clock.moment += timedelta(days=1)
        assert "This day has passed" in text_of(librarian.get(f"/needs/{line.need_id}"))

    @pytest.mark.parametrize("number", [1, 3])
    def test_the_list(self, shelf, number, django_assert_num_queries):
        for each in range(number):
            cited(shelf, draft(shelf, purpose=str(each)))
        librarian = shelf.client("librarian")
        with django_assert_num_queries(7):
            page = librarian.get("/needs")
        states = [[("draft", "Draft", 1)]] * number
        assert [counts for _, counts in page.context["rows"]] == states

    def test_the_list_by_state(self, shelf):
        line = sent(shelf)
        draft(shelf)
        librarian = shelf.client("librarian")
        assert [need.pk for need, _ in librarian.get("/needs", {"state": "sent"}).context["rows"]] == [line.need_id]
        assert "has a line in this state" in text_of(librarian.get("/needs", {"state": "recalled"}))
        assert len(librarian.get("/needs", {"state": "nonsense"}).context["rows"]) == 2


class TestLine:
    def test_a_question_is_answered(self, shelf):
        line, librarian = sent(shelf), shelf.client("librarian")
        needs.questioned(partner=shelf.partner, identifier=line.pk, question="Which edition?", at=shelf.clock.now())
        assert "Which edition?" in text_of(librarian.get(f"/needs/lines/{line.pk}"))
        assert librarian.post(f"/needs/lines/{line.pk}/clarify", {"text": ""}).status_code == 422
        librarian.post(f"/needs/lines/{line.pk}/clarify", {"text": "The second."})
        line.refresh_from_db()
        assert line.state == NeedState.ACKNOWLEDGED
        assert Message.objects.get(what="clarification given").body["text"] == "The second."

    def test_it_is_cancelled(self, shelf):
        line = sent(shelf)
        shelf.client("librarian").post(f"/needs/lines/{line.pk}/cancel")
        line.refresh_from_db()
        assert line.state == NeedState.CANCELLED

    def test_a_line_of_a_draft_is_cancelled_and_the_rest_is_sent(self, shelf):
        order = draft(shelf)
        first, second = cited(shelf, order), cited(shelf, order)
        librarian = shelf.client("librarian")
        librarian.post(f"/needs/lines/{first.pk}/cancel")
        librarian.post(f"/needs/{order.pk}/send")
        states = [NeedLine.objects.get(pk=line.pk).state for line in (first, second)]
        assert states == [NeedState.CANCELLED, NeedState.SENT]

    @pytest.mark.parametrize(("act", "why"), [("receipt", "has not arrived"), ("return", "nothing with us")])
    def test_what_is_not_possible_is_refused_and_its_button_says_why(self, shelf, act, why):
        line, librarian = sent(shelf), shelf.client("librarian")
        page = librarian.get(f"/needs/lines/{line.pk}")
        assert next(one["reason"] for one in page.context["acts"] if one["name"] == act)
        answer = librarian.post(f"/needs/lines/{line.pk}/{act}")
        assert answer.status_code == 409
        assert why in text_of(answer)

    def test_an_unknown_act(self, shelf):
        assert shelf.client("librarian").post(f"/needs/lines/{sent(shelf).pk}/explode").status_code == 404

    def test_acts_are_posted(self, shelf):
        assert shelf.client("librarian").get(f"/needs/lines/{sent(shelf).pk}/cancel").status_code == 405

    def test_what_came_shows_its_mark_and_opens_only_once_examined(self, shelf):
        line, librarian = arrived(shelf), shelf.client("librarian")
        (came,) = needs.received_documents(line)
        page = text_of(librarian.get(f"/needs/lines/{line.pk}"))
        assert "FOR REFERENCE ONLY" in page
        assert "may not be passed on to anybody else" in page
        assert "Have the files examined first" in page
        assert librarian.get(f"/documents/{came.pk}/file").status_code == 409
        librarian.post(f"/needs/lines/{line.pk}/examine")
        came.file.refresh_from_db()
        assert came.file.state == FileState.SOUND
        assert status(librarian.get(f"/documents/{came.pk}/file")) == 200
        librarian.post(f"/needs/lines/{line.pk}/receipt")
        line.refresh_from_db()
        assert line.state == NeedState.RECEIPTED
        assert Message.objects.get(what="receipt").body["documents"] == [came.file_id]

    def test_a_hostile_file_stays_closed(self, shelf):
        line, librarian = arrived(shelf, data=b"this is no PDF"), shelf.client("librarian")
        librarian.post(f"/needs/lines/{line.pk}/examine")
        page = text_of(librarian.get(f"/needs/lines/{line.pk}"))
        assert "Refused, not to be opened" in page
        (came,) = needs.received_documents(line)
        assert librarian.get(f"/documents/{came.pk}/file").status_code == 409

    def test_what_was_recalled_is_given_back(self, shelf):
        line, librarian = arrived(shelf), shelf.client("librarian")
        needs.recalled(partner=shelf.partner, identifier=line.pk, notice="sent in error", at=shelf.clock.now())
        assert "sent in error" in text_of(librarian.get(f"/needs/lines/{line.pk}"))
        librarian.post(f"/needs/lines/{line.pk}/return")
        line.refresh_from_db()
        assert line.state == NeedState.RETURNED
        assert Message.objects.filter(what="returned").exists()
