"""Reports in the pages: listed, recorded, issued, remarked on, read in, confirmed, marked."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.web.shelf import text_of
from verbale.domain.cycle import annex, remark, report, report_labels, waiting
from verbale.records.commitment import Commitment
from verbale.records.report import Annex, MarkedSentence, Remark, Report, Waiting

PAPER = """Bericht über die Reise
Bern, 7. Mai 2026

Alle Wünsche wurden erfüllt. Es ist notwendig, eine Delegation für Polymere zu entsenden.

3. Schlussfolgerungen

1. Ein gemeinsames Labor ist einzurichten.

Verantwortlich:
Institut für Meereskunde
Hafenamt

Termin: Oktober 2026

2. Vorschläge zu folgenden Themen sind auszuarbeiten.

- Algenzucht (Prof. M. Brandt)
Beteiligung: Universität; Fischereiamt
- Wellenkraft (Dr. I. Hahn)

Termine:
Entwürfe: Juni 2026
Verträge: November 2026
"""


def as_typed(page) -> dict[str, str]:
    """The form of a page as a browser sends it."""
    return {name: "" if said is None else str(said) for name, said in page.context["form"].initial.items()}


class Room:
    """The desk at its pages."""

    def __init__(self, office, enter, clock):
        self.office, self.enter, self.clock = office, enter, clock
        self.client = enter(office.desk)

    def by(self):
        return {"by": self.office.desk, "at": self.clock.forward(minutes=1)}

    def recorded(self, **more) -> Report:
        return report.record(**{"title": "On the visit", "author": "A. Weber", "holder": "Desk"} | more, **self.by())

    def brought_in(self, paper: str = PAPER) -> Report:
        file = SimpleUploadedFile("bericht.txt", paper.encode())
        given = {"title": "Reise", "author": "A. Weber", "holder": "Desk", "bound": "ours", "file": file}
        answer = self.client.post("/reports/import", given | {"partner": self.office.partner.pk})
        assert answer.status_code == 302, text_of(answer)
        return Report.objects.get()


@pytest.fixture
def room(office, enter, clock) -> Room:
    return Room(office, enter, clock)


def test_readers_and_writers(room):
    one = room.brought_in()
    first = Commitment.objects.first()
    annexed = annex.name(report=one, number="1", **room.by())
    remarked = remark.make(report=one, by_whom="Chief", text="Why?", **room.by())
    asked = waiting.ask(text="Why?", **room.by())
    read = ["/reports", f"/reports/{one.pk}", f"/reports/{one.pk}/proposals", f"/reports/{one.pk}/text",
            f"/reports/{one.pk}/sentences", "/reports/labels", "/waiting", f"/waiting/{asked.pk}",
            "/reports/export.csv", "/waiting/export.xlsx"]  # fmt: skip
    acts = [f"/reports/{one.pk}/do/{name}" for name in
            ("due", "issue", "hand-over", "submit", "promise", "remark", "annex")]  # fmt: skip
    write = ["/reports/record", "/reports/import", f"/reports/{one.pk}/read", *acts, f"/annexes/{annexed.pk}/hold",
             f"/annexes/{annexed.pk}/note", f"/remarks/{remarked.pk}/answer", f"/commitments/{first.pk}/confirm",
             f"/proposals/{first.pk}/drop", f"/reports/{one.pk}/text/0-10", "/waiting/ask", "/waiting/defer",
             f"/waiting/{asked.pk}/answer", f"/waiting/{asked.pk}/put-off"]  # fmt: skip
    may = {"desk": (200, 200), "approver": (200, 403), "auditor": (200, 403), "administrator": (200, 403),
           "librarian": (403, 403)}  # fmt: skip
    for role, expected in may.items():
        client = room.enter(getattr(room.office, role))
        for addresses, status in zip((read, write), expected, strict=True):
            assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(
                addresses, status
            )
    assert room.client.get("/reports/x").status_code == 404


def test_what_one_may_not_do_is_not_offered(room):
    one = room.brought_in()
    reader = room.enter(room.office.auditor)
    pages = ["/reports", f"/reports/{one.pk}", f"/reports/{one.pk}/proposals", f"/reports/{one.pk}/text"]
    shown = "".join(reader.get(address).content.decode().split("<main")[1] for address in pages)
    assert "/reports/record" not in shown
    assert "/do/" not in shown
    assert "<form" not in shown.replace('<form class="filters"', "")
    first = Commitment.objects.first()
    assert reader.post(f"/proposals/{first.pk}/confirm").status_code == 403
    assert set(Commitment.objects.values_list("state", flat=True)) == {"proposed"}


def test_a_report_is_recorded_issued_handed_over_submitted_and_promises_another(room):
    posted = {"title": "On the visit", "author": "A. Weber", "holder": "Desk", "due": "2026-11-20"}
    made = room.client.post("/reports/record", posted)
    one = Report.objects.get()
    assert made.headers["Location"] == f"/reports/{one.pk}"

    def act(name, **data):
        answer = room.client.post(f"/reports/{one.pk}/do/{name}", data)
        assert answer.status_code == 302, text_of(answer)

    act("due", due="2026-11-25")
    act("hand-over", holder="Archive")
    refused = room.client.post(f"/reports/{one.pk}/do/submit", {"to": "The deputy", "on": "2026-11-21"})
    assert (refused.status_code, "was not issued yet" in text_of(refused)) == (409, True)
    act("issue", dated=room.clock.now().date().isoformat())
    act("submit", to="The deputy", on=room.clock.now().date().isoformat())
    act("promise", title="Second part", author="A. Weber", holder="Desk", to="The deputy", due="2027-01-31")
    further = Report.objects.get(follows=one)
    assert (further.title, further.due, further.submitted_to) == ("Second part", date(2027, 1, 31), "The deputy")
    page = text_of(room.client.get(f"/reports/{one.pk}"))
    assert "Second part" in page
    assert "The deputy" in page
    assert "Archive" in page
    assert room.client.get(f"/reports/{one.pk}/do/nonsense").status_code == 404


def test_remarks_and_annexes(room, tmp_path):
    one = room.recorded()
    room.client.post(
        f"/reports/{one.pk}/do/remark",
        {"by_whom": "Deputy", "text": "Which works?", "point": "4, second part", "on": "1987-05"},
    )
    room.client.post(f"/reports/{one.pk}/do/annex", {"number": "3", "title": "Notes"})
    page = text_of(room.client.get(f"/reports/{one.pk}"))
    assert "Not answered" in page
    assert "Missing" in page
    remarked, named = Remark.objects.get(), Annex.objects.get()
    room.client.post(f"/remarks/{remarked.pk}/answer", {"text": "Those in the north"})
    room.client.post(f"/annexes/{named.pk}/note", {"text": "asked of the embassy"})
    room.client.post(f"/annexes/{named.pk}/hold", {"file": SimpleUploadedFile("notes.txt", b"Notes")})
    page = text_of(room.client.get(f"/reports/{one.pk}"))
    assert "Those in the north" in page
    assert "Held" in page
    assert "asked of the embassy" in page
    twice = room.client.post(f"/remarks/{remarked.pk}/answer", {"text": "Again"})
    assert (twice.status_code, "was answered before" in text_of(twice)) == (409, True)


def test_a_report_is_read_in_and_each_proposal_stands_beside_its_place(room):
    one = room.brought_in()
    assert (one.dated, one.text, one.language) == ("2026-05-07", PAPER, "de")
    page = room.client.get(f"/reports/{one.pk}/proposals")
    shown = page.context["waiting"]
    assert [(each.row.number, each.source.splitlines()[0]) for each in shown] == [
        ("1", "1. Ein gemeinsames Labor ist einzurichten."),
        ("2", "2. Vorschläge zu folgenden Themen sind auszuarbeiten."),
    ]
    assert shown[1].subjects == [
        ("Algenzucht", "Prof. M. Brandt", ["Universität", "Fischereiamt"]), ("Wellenkraft", "Dr. I. Hahn", []),
    ]  # fmt: skip
    assert "Institut für Meereskunde" in text_of(page)


def test_a_proposal_is_confirmed_corrected_or_dropped(room):
    one = room.brought_in("3. Aufgaben\n" + PAPER.split("3. Schlussfolgerungen")[1] + "\n3. Nichts.\nTermin: sofort\n")
    first, second, third = Commitment.objects.order_by("start")
    assert room.client.post(f"/proposals/{first.pk}/confirm").headers["Location"] == f"/reports/{one.pk}/proposals"
    address = f"/commitments/{second.pk}/confirm?from=report"
    assert address in room.client.get(f"/reports/{one.pk}/proposals").content.decode()
    read = as_typed(room.client.get(address))
    assert read["stages"] == "Entwürfe | 2026-06 | Juni 2026\nVerträge | 2026-11 | November 2026"
    assert read["subjects"] == "Algenzucht | Prof. M. Brandt | Universität; Fischereiamt\nWellenkraft | Dr. I. Hahn"
    corrected = read | {
        "in_charge": "Hafenamt", "subjects": read["subjects"] + "\nPolymere", "own_due": "2026-05",
        "stages": "Entwürfe | 2026-07 | Juli 2026",
    }  # fmt: skip
    done = room.client.post(address, corrected)
    assert (done.status_code, done.headers.get("Location")) == (302, f"/reports/{one.pk}/proposals")
    assert room.client.post(f"/proposals/{third.pk}/drop", {"reason": ""}).status_code == 422
    room.client.post(f"/proposals/{third.pk}/drop", {"reason": "A heading"})
    assert list(Commitment.objects.order_by("start").values_list("state", "own_due")) == [
        ("open", ""), ("open", "2026-05"), ("dropped", ""),
    ]  # fmt: skip
    second.refresh_from_db()
    assert [(each.part, each.who, each.subject) for each in second.parts.all()] == [
        ("in charge", "Hafenamt", ""), ("leading expert", "Prof. M. Brandt", "Algenzucht"),
        ("participant", "Universität", "Algenzucht"), ("participant", "Fischereiamt", "Algenzucht"),
        ("leading expert", "Dr. I. Hahn", "Wellenkraft"), ("leading expert", "–", "Polymere"),
    ]  # fmt: skip
    assert [(each.what, each.due) for each in second.milestones.all()] == [("Entwürfe", "2026-07")]
    again = room.client.post(f"/proposals/{first.pk}/confirm", follow=True)
    assert "no proposal" in text_of(again)


def test_lines_with_too_many_parts_are_refused_by_name(room):
    room.brought_in()
    second = Commitment.objects.order_by("start")[1]
    address = f"/commitments/{second.pk}/confirm"
    refused = room.client.post(address, as_typed(room.client.get(address)) | {"subjects": "a | b | c | d"})
    assert (refused.status_code, "has more than 3 parts" in text_of(refused)) == (422, True)


def test_the_source_stands_beside_what_is_confirmed(room):
    one = room.brought_in()
    first = Commitment.objects.order_by("start")[0]
    page = room.client.get(f"/commitments/{first.pk}/confirm?from=report").content.decode()
    beside = page.split('class="columns"')[1]
    assert beside.index("<mark>1. Ein gemeinsames Labor") < beside.index('name="number"')
    assert f'href="/reports/{one.pk}/proposals"' in beside


def test_running_text_leads_to_the_text(room):
    one = room.brought_in("Bericht\n\nEs wurde viel gesprochen. Wir brauchen ein Boot.\n")
    assert Commitment.objects.count() == 0
    assert "No numbered conclusion" in text_of(room.client.get(f"/reports/{one.pk}"))


def test_a_file_that_is_no_report_is_refused_and_nothing_is_kept(room):
    file = SimpleUploadedFile("x.docx", b"PK\x03\x04broken")
    given = {"title": "Reise", "author": "A", "holder": "Desk", "bound": "ours", "file": file}
    refused = room.client.post("/reports/import", given)
    assert refused.status_code == 422
    assert "cannot be read as a report" in text_of(refused)
    assert 'value="Reise"' in refused.content.decode()
    assert Report.objects.count() == 0


def test_without_a_partner_it_is_asked_for(room):
    file = SimpleUploadedFile("bericht.txt", PAPER.encode())
    given = {"title": "Reise", "author": "A", "holder": "Desk", "bound": "ours", "file": file}
    refused = room.client.post("/reports/import", given)
    assert "With which partner" in text_of(refused)
    assert Report.objects.count() == 0


def test_read_again_nothing_is_proposed_twice(room):
    one = room.brought_in()
    again = room.client.post(
        f"/reports/{one.pk}/read",
        {"file": SimpleUploadedFile("bericht.txt", PAPER.encode()), "bound": "ours", "partner": room.office.partner.pk},
        follow=True,
    )
    assert "2 conclusions were found, 0 are proposed anew" in text_of(again)
    other = room.client.post(
        f"/reports/{one.pk}/read",
        {"file": SimpleUploadedFile("b.txt", b"Other words."), "bound": "ours", "partner": room.office.partner.pk},
    )
    assert "cannot be exchanged" in text_of(other)


def test_a_sentence_is_marked_and_held_against_the_conclusions(room):
    one = room.brought_in()
    assert "No sentence is marked yet." in text_of(room.client.get(f"/reports/{one.pk}/sentences"))
    text = room.client.get(f"/reports/{one.pk}/text")
    (piece,) = [each for each in text.context["pieces"] if "Polymere" in each.words]
    address = f"/reports/{one.pk}/text/{piece.start}-{piece.end}"
    assert f'href="{address}"' in text.content.decode()
    assert room.client.post(address, {"mark": "need", "note": "fourth area"}).status_code == 302
    marked = MarkedSentence.objects.get()
    assert (marked.text, marked.mark) == ("Es ist notwendig, eine Delegation für Polymere zu entsenden.", "need")
    page = text_of(room.client.get(f"/reports/{one.pk}"))
    assert "1 marked sentence that no conclusion takes up" in page
    first = Commitment.objects.order_by("start").first()
    refused = room.client.post(f"/sentences/{marked.pk}/take-up", {"commitment": first.pk})
    assert refused.status_code == 422
    room.client.post(f"/proposals/{first.pk}/confirm")
    room.client.post(f"/sentences/{marked.pk}/take-up", {"commitment": first.pk})
    page = room.client.get(f"/reports/{one.pk}/sentences")
    assert (page.context["open"], len(page.context["taken"])) == ([], 1)
    room.client.post(f"/sentences/{marked.pk}/let-go")
    room.client.post(f"/sentences/{marked.pk}/unmark")
    assert MarkedSentence.objects.count() == 0


def test_one_click_leads_to_the_place_in_the_text(room):
    one = room.brought_in("Vorwort. " * 400 + "\n\n" + PAPER)
    second = Commitment.objects.order_by("start")[1]
    page = room.client.get(f"/reports/{one.pk}/text", {"at": second.start, "to": second.end})
    found = [each for each in page.context["pieces"] if each.found]
    assert found[0].words.startswith("2.")
    assert [each.first for each in found] == [True] + [False] * (len(found) - 1)
    assert page.content.decode().count('id="place"') == 1
    assert page.context["page"].number == 3


def test_the_text_stands_whole(room):
    one = room.brought_in()
    pieces = room.client.get(f"/reports/{one.pk}/text").context["pieces"]
    assert "".join(each.before + each.words for each in pieces) == one.text.strip()


def test_a_waiting_question_begins_with_a_marked_sentence(room):
    one = room.brought_in()
    start = one.text.index("Es ist notwendig")
    room.client.post(f"/reports/{one.pk}/text/{start}-{start + 64}", {"mark": "question"})
    marked = MarkedSentence.objects.get()
    form = room.client.get(f"/waiting/ask?sentence={marked.pk}").context["form"]
    assert (form["text"].value(), form["report"].value()) == (marked.text, one.pk)


def test_own_labels_are_set_and_count(room):
    paper = "Schlussfolgerungen\n\n1. Das Labor ist zu bauen.\nObmann: Hafenamt\n"
    assert room.client.post("/reports/labels/set", {"in_charge": "Obmann\nObfrau"}).status_code == 302
    assert report_labels.own() == {"in charge": ["Obmann", "Obfrau"]}
    assert "Obmann · Obfrau" in text_of(room.client.get("/reports/labels"))
    room.brought_in(paper)
    assert [each.who for each in Commitment.objects.get().parts.all()] == ["Hafenamt"]
    refused = room.client.post("/reports/labels/set", {"in_charge": "Ob:mann"})
    assert "cannot be a label" in text_of(refused)


def test_what_waits_is_deferred_asked_put_off_and_answered(room):
    one = room.recorded()
    refused = room.client.post("/waiting/defer", {"text": "Whether a laboratory is shared", "waits_for": ""})
    assert refused.status_code == 422
    room.client.post("/waiting/defer", {"text": "A laboratory?", "waits_for": "the survey", "report": one.pk})
    room.client.post("/waiting/ask", {"text": "Cheap circuits?", "review_on": "2026-01-01"})
    decision, question = Waiting.objects.order_by("recorded_at", "what")
    listed = room.client.get("/waiting").context["page"].object_list
    assert [each.pk for each in listed] == [question.pk, decision.pk]
    assert [each.pk for each in room.client.get("/waiting?shown=due").context["page"]] == [question.pk]
    room.client.post(f"/waiting/{question.pk}/put-off", {"review_on": "2027-03-01", "waits_for": "prices"})
    room.client.post(f"/waiting/{decision.pk}/answer", {"text": "It is shared"})
    assert [each.pk for each in room.client.get("/waiting").context["page"]] == [question.pk]
    assert [each.pk for each in room.client.get("/waiting?shown=answered").context["page"]] == [decision.pk]
    assert "It is shared" in text_of(room.client.get(f"/waiting/{decision.pk}"))
    assert "/put-off" not in room.client.get(f"/waiting/{decision.pk}").content.decode()
    assert "A laboratory?" in text_of(room.client.get(f"/reports/{one.pk}"))


def test_lists_are_filtered_and_ordered(room):
    late = room.recorded(title="Late", due=date(2026, 1, 2))
    old = room.recorded(title="Issued", dated="1987-05-18")
    coming = room.recorded(title="Coming", due=date(2099, 1, 2))
    bare = room.recorded(title="Bare")
    order = [each.pk for each in room.client.get("/reports").context["page"]]
    assert order == [late.pk, coming.pk, bare.pk, old.pk]
    found = {name: [each.title for each in room.client.get(f"/reports?standing={name}").context["page"]]
             for name in ("overdue", "awaited", "without a deadline", "issued")}  # fmt: skip
    assert found == {"overdue": ["Late"], "awaited": ["Coming"], "without a deadline": ["Bare"], "issued": ["Issued"]}
    assert [each.title for each in room.client.get("/reports?q=com").context["page"]] == ["Coming"]


def test_lists_cost_the_same_however_many(room):
    def cost(address):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as caught:
            assert room.client.get(address).status_code == 200
        return len(caught)

    one = room.brought_in()
    places = [each.start for each in Commitment.objects.all()]
    waiting.ask(text="Why?", report=one, **room.by())
    addresses = ["/reports", "/waiting", f"/reports/{one.pk}/text", f"/reports/{one.pk}/proposals"]
    before = {address: cost(address) for address in addresses}
    for number in range(4):
        room.recorded(title=f"Another {number}")
        waiting.ask(text="Why not?", report=one, **room.by())
        room.client.post(f"/reports/{one.pk}/text/{number}-{number + 20}", {"mark": "need"})
    assert len(places) == 2
    assert {address: cost(address) for address in addresses} == before
