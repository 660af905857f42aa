"""Visits, delegations and talks: what was told to do and done, who came with which office, who said what."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from tests.domain.cycle.sitting import found
from tests.register.office import last_part
from tests.web.shelf import text_of
from verbale.domain.cycle import delegation
from verbale.domain.cycle import session as sessions
from verbale.journeys.daily import forget_names
from verbale.records.delegation import Delegate, Delegation
from verbale.records.dispatch import Message
from verbale.records.instrument import Instrument
from verbale.records.session import Session
from verbale.records.talk import Talk
from verbale.records.visit import Assignment, Visit

DAYS = {"begins": "1987-05-10", "ends": "1987-05-16"}
TASKS = (
    ("See two institutes for circuits", "yes", "Protocol of 12 May, points 1 to 4"),
    ("Clear which subjects are ready for contracts", "partly", "Two of three subjects"),
    ("Agree on dates of the study delegations", "no", "Their proposals are missing"),
)


def planned(office: Any, title: str, *, by_page: bool, **facts: str) -> Visit:
    """A visit of our side, or the one of ``side``, planned by page or by command."""
    partner, given = office.desk.partner, {"side": "ours", **facts}
    if by_page:
        sent = office.send("ada", "visit-plan", partner=partner.pk, title=title, **given)
        return Visit.objects.get(pk=last_part(sent))
    options = [word for name, value in given.items() for word in (f"--{name}", value)]
    return Visit.objects.get(pk=office.run("ada", "visit", "plan", partner.code, title, *options)["id"])


def session(office: Any) -> Session:
    """A session with the partner."""
    at = office.desk.tick
    commission = found(SimpleNamespace(partner=office.desk.partner, at=at))
    by = office.desk.people["ada"]
    return sessions.plan(commission=commission, begins="2027-05-10", host="OURS", by=by, at=at())


def held(office: Any) -> tuple[Talk, Talk]:
    """A talk, once by page and once by command."""
    partner = office.desk.partner
    sent = office.send("ada", "talk-record", partner=partner.pk, title="By page", on="1987-05-12", place="Academy")
    facts = ("--on", "1987-05-12", "--place", "Academy")
    told = office.run("ada", "talk", "record", partner.code, "By command", *facts)
    return Talk.objects.get(pk=last_part(sent)), Talk.objects.get(pk=told["id"])


class TestVisits:
    def test_s74_a_visit_is_checked_against_its_directive(self, office):
        paper = {"title": "Directive of 21 April", "dated": "1987-04-21"}
        office.run("ada", "instrument", "record", "--title", paper["title"], "--dated", paper["dated"])
        directive = Instrument.objects.get()
        first = planned(office, "By page", by_page=True, **DAYS)
        second = planned(office, "By command", by_page=False, **DAYS)
        office.send("ada", "visit-direct", first.pk, directive=directive.pk)
        office.run("ada", "visit", "direct", second.pk, paper["title"])
        for text, _answer, _shown in TASKS:
            office.send("ada", "assignment-new", first.pk, text=text)
            office.run("ada", "visit", "assign", second.pk, text)
        assert "can be said once it was made" in office.refused(
            "ada", "visit", "check", second.pk, "1", "yes", "--shown-by", "Seen"
        )
        office.send("ada", "visit-made", first.pk, **DAYS)
        office.run("ada", "visit", "made", second.pk, "--begins", DAYS["begins"], "--ends", DAYS["ends"])
        for row, (_text, answer, shown) in zip(Assignment.objects.filter(visit=first), TASKS, strict=True):
            office.send("ada", "assignment-check", row.pk, fulfilled=answer, shown_by=shown)
            office.run("ada", "visit", "check", second.pk, str(row.number), answer, "--shown-by", shown)
        page = text_of(office.read("otto", "visit", second.pk))
        words = ("Directive of 21 April", "Yes: 1 · partly: 1 · no: 1 · not yet said: 0", *(one[2] for one in TASKS))
        assert [word for word in words if word not in page] == []
        told = office.run("otto", "visit", "show", first.pk)
        assert [(one["number"], one["text"], one["fulfilled"], one["shown_by"]) for one in told["assignments"]] == [
            (number, *task) for number, task in enumerate(TASKS, 1)
        ]
        assert told["fulfilled"] == {"yes": 1, "partly": 1, "no": 1, "unsaid": 0}

    def test_s113_coming_visits_of_leaders(self, office):
        planned(office, "Experts", by_page=True, begins="2027-01")
        one = planned(office, "Premier", by_page=True, begins="2027-06", leader="The premier", side="theirs")
        two = planned(office, "President", by_page=False, begins="2027-05", leader="The president", side="theirs")
        assert [row[0] for row in office.read("otto", "visits", led="on").context["rows"]] == [two, one]
        listed = office.run("otto", "visit", "list", "--leaders")
        assert [(row["title"], row["leader"], row["begins"]) for row in listed] == [
            ("President", "The president", "2027-05"), ("Premier", "The premier", "2027-06"),
        ]  # fmt: skip
        office.send("ada", "visit-move", one.pk, begins="2027-03", ends="", reason="Elections")
        office.run("ada", "visit", "cancel", two.pk, "--reason", "Illness")
        assert [row[0] for row in office.read("otto", "visits", led="on").context["rows"]] == [one]
        assert "Elections" in text_of(office.read("otto", "visit", one.pk))
        assert [row["reason"] for row in office.run("otto", "visit", "list", "--state", "cancelled")] == ["Illness"]
        office.send("ada", "visit-resume", two.pk)
        assert [row["title"] for row in office.run("otto", "visit", "list", "--leaders")] == ["Premier", "President"]


class TestDelegations:
    def test_s76_head_members_and_the_office_each_held_on_that_day(self, office):
        at, ada = session(office), office.desk.people["ada"]
        ada.office_held = "Secretary"
        ada.save()
        until = (office.desk.clock.now() + timedelta(days=20)).date()
        rows = {"d0-name": "Anna Weber", "d0-office": "Director", "d0-part": "head",
                "d1-name": ada.name, "d1-office": "Secretary", "d1-part": "member"}  # fmt: skip
        office.send("ada", "delegation-name", at.pk, side="ours", keep_until=until, rows=2, do="save", **rows)
        by_page = [(one.name, one.office, one.part) for one in Delegate.objects.all()]
        where = ("--session", f"{at.commission_id}/{at.number}")
        office.run("ada", "delegation", "name", *where, "--head", "Anna Weber=Director", "--person", "ada",
                   "--keep-until", str(until))  # fmt: skip
        ada.office_held = "Minister"
        ada.save()
        assert [(one.name, one.office, one.part) for one in Delegate.objects.all()] == by_page
        ours = Delegation.objects.get()
        office.send("ada", "delegation-tell", ours.pk)
        office.run("ada", "delegation", "tell", *where)
        told = [
            message.body["delegates"] for message in Message.objects.filter(what="delegation").order_by("queued_at")
        ]
        assert [[one["office"] for one in people] for people in told] == [[], ["Director", "Secretary"]]
        body = {"commission": at.commission_id, "session": 1, "keep_until": until.isoformat(),
                "delegates": [{"name": "李海", "office": "水文局局长", "part": "head"}]}  # fmt: skip
        delegation.told(partner=office.desk.partner, body=body, at=office.desk.tick())
        page = text_of(office.read("otto", "delegation", ours.pk))
        assert [
            word for word in ("Director", "Secretary", "李海", "水文局局长", "They told us on") if word not in page
        ] == []
        shown = office.run("otto", "delegation", "show", *where)
        assert [[one["part"] for one in each["delegates"]] for each in shown] == [["head", "member"], ["head"]]
        forget_names(at=office.desk.clock.forward(days=22))
        assert "Anna Weber" not in text_of(office.read("otto", "delegation", ours.pk))
        assert [each["delegates"] for each in office.run("otto", "delegation", "show", *where)] == [[], []]


class TestTalks:
    def test_s77_each_talk_by_speaker_ours_and_theirs(self, office):
        by_page, by_command = held(office)
        said = (
            ("theirs", "李海", "局长", "greeting", "欢迎代表团。"),
            ("ours", "Anna Weber", "Director", "statement", "We thank you."),
            ("theirs", "李海", "局长", "assurance", "答复六月寄出。"),
            ("ours", "Anna Weber", "Director", "question", "Which standards come?"),
        )
        for side, speaker, held_on, kind, text in said:
            office.send("ada", "talk-say", by_page.pk, side=side, speaker=speaker, office=held_on, said=kind, text=text)
            options = ("--side", side, "--office", held_on, "--said", kind, "--text", text)
            office.run("ada", "talk", "say", by_command.pk, speaker, *options)
        partner = office.desk.partner.code
        for one in (by_page, by_command):
            speakers = office.read("otto", "talk", one.pk).context["speakers"]
            assert [(each["side"], each["name"], each["office"], each["count"]) for each in speakers] == [
                (partner, "李海", "局长", 2), ("OURS", "Anna Weber", "Director", 2),
            ]  # fmt: skip
            told = office.run("otto", "talk", "show", one.pk)["entries"]
            sides = {"ours": "OURS", "theirs": partner}
            assert [(each["side"], each["speaker"], each["office"], each["said"], each["text"]) for each in told] == [
                (sides[side], *rest) for side, *rest in said
            ]
        only = office.read("otto", "talk", by_command.pk, speaker=f"{partner}/李海").context["entries"]
        assert [entry.text for entry in only] == ["欢迎代表团。", "答复六月寄出。"]
        first = by_page.entries.get(place=2)
        office.send("ada", "talk-correct", first.pk, said="statement", text="We thank you very much.")
        office.run("ada", "talk", "correct", by_command.pk, "2", "--text", "We thank you very much.")
        assert [one.entries.get(place=2).text for one in (by_page, by_command)] == ["We thank you very much."] * 2

    def test_s112_that_no_promises_were_made_is_a_fact(self, office):
        by_page, by_command = held(office)
        silent = office.run("ada", "talk", "record", office.desk.partner.code, "Silent", "--on", "1987-05-13")["id"]
        said = {"side": "ours", "speaker": "Anna Weber", "office": "Director", "said": "no promise", "text": ""}
        office.send("ada", "talk-say", by_page.pk, **said)
        office.run("ada", "talk", "no-promises", by_command.pk, "Anna Weber", "--office", "Director")
        listed = office.read("otto", "talks", said="no promise").context["page"]
        assert sorted(one.title for one in listed) == ["By command", "By page"]
        found = office.run("otto", "talk", "list", "--no-promises")
        assert sorted(one["title"] for one in found) == ["By command", "By page"]
        for one in (by_page, by_command):
            assert [entry.speaker for entry in office.read("otto", "talk", one.pk).context["nothing"]] == ["Anna Weber"]
            told = office.run("otto", "talk", "show", one.pk)["no_promises"]
            assert [(each["side"], each["speaker"]) for each in told] == [("OURS", "Anna Weber")]
        assert "Nobody said that none were made." in text_of(office.read("otto", "talk", silent))
