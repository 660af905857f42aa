"""Sessions of a commission: planned, each with its host; who pays; what meets in parallel."""

from __future__ import annotations

from icalendar import Calendar

from tests.domain.spine.other_side import OtherSide
from tests.register.agreeing import conclude
from tests.register.office import Office, last_part
from tests.web.test_session import words
from verbale.domain.cycle import statute_example
from verbale.domain.spine import commission as commissions
from verbale.domain.spine import text as texts
from verbale.records.session import Session
from verbale.records.text import Text

HEADINGS = {commissions.FOUNDING: {"en": "Founding"}, commissions.DELEGATES: {"en": "Delegates"}}


def founded(office: Office, theirs: OtherSide, name: str = "Hydrology") -> Text:
    """A commission that both sides founded."""
    revision = commissions.draft(
        titles={"en": name}, founding={"en": "The sides found it."}, headings=HEADINGS,
        delegates={"OURS": ["Li Wei", "Anna Weber"], office.desk.partner.code: ["Aino Laine", "Lin Hai"]},
    )  # fmt: skip
    by = office.desk.people["ada"]
    one = texts.open_text(partner=office.desk.partner, revision=revision, by=by, at=office.desk.tick())
    conclude(office, theirs, one, by_page=False)
    return Text.objects.get(pk=one.pk)


def governed(office: Office, theirs: OtherSide, commission: Text, example: str) -> Text:
    """Its statute in force, from an example."""
    revision = statute_example.example(example, commission=commission.pk, languages=("en",))
    by = office.desk.people["ada"]
    one = texts.open_text(partner=commission.partner, revision=revision, by=by, at=office.desk.tick())
    conclude(office, theirs, one, by_page=False)
    return one


class TestSessions:
    def test_s2_sessions_are_planned_and_a_missed_one_shows(self, office, theirs):
        commission, partner = founded(office, theirs), office.desk.partner.code
        governed(office, theirs, commission, "ten-duties")
        assert "1 to 2" in words(office.read("otto", "statute", commission.pk))
        terms = office.run("otto", "commission", "statute", "show", commission.pk)["in_force"]["terms"]
        assert (terms["sessions"], terms["host"]) == ("1-2", "agreed")
        sent = {"commission": commission.pk, "begins": "2024-05-06", "ends": "2024-05-10", "place": "Bern"}
        assert "Name the host" in words(office.answered("ada", "session-plan", **sent))
        first = Session.objects.get(pk=last_part(office.send("ada", "session-plan", **sent, host="OURS")))
        plan = ("session", "plan", commission.pk, "--begins")
        second = office.run("ada", *plan, "2025-09", "--host", partner)
        assert "Name the host" in office.refused("ada", *plan, "2027-05", code=2)
        third = office.run("ada", *plan, "2027-05", "--host", "OURS")
        office.send("ada", "session-held", first.pk, begins="2024-05-06", ends="2024-05-10")
        page = words(office.read("otto", "sessions"))
        assert "2025 Missed: 0 held, the statute asks for 1 session a year." in page
        assert "2024 Missed:" not in page
        (listed,) = office.run("otto", "session", "list")
        assert [(one["number"], one["host"], one["state"], one["missed"]) for one in listed["sessions"]] == [
            (3, "OURS", "planned", False), (2, partner, "planned", True), (1, "OURS", "held", False),
        ]  # fmt: skip
        assert listed["missed_years"] == [{"year": 2025, "wanted": 1, "had": 0}]
        moved = ("--begins", "2026-12", "--reason", "The host asked for it")
        assert office.run("ada", "session", "move", second["id"], *moved)["moves"][0]["begins"] == "2025-09"
        assert "2025 Missed: 0 held" in words(office.read("otto", "sessions"))
        office.send("ada", "session-tell", third["id"])
        assert office.run("ada", "session", "tell", second["id"])["told_at"]

    def test_s18_the_host_pays_the_organisation(self, office, theirs, tmp_path):
        for by_page, name in ((True, "Hydrology"), (False, "Soils")):
            commission = founded(office, theirs, name)
            if by_page:
                form = office.read("ada", "statute-propose", commission.pk, example="today").context["form"]
                office.send("ada", "statute-propose", commission.pk, **_typed(form) | {"costs": "host"})
            else:
                office.run("ada", "commission", "statute", "propose", commission.pk, "--example", "today")
            statute = Text.objects.filter(text_kind="statute").latest("opened_at")
            conclude(office, theirs, statute, by_page)
            rule = "the host pays the organisation, each side its own delegation"
            assert rule in words(office.read("otto", "statute", commission.pk))
            shown = office.run("otto", "commission", "statute", "show", commission.pk)
            assert shown["in_force"]["terms"]["costs"] == "host"
            partner = commission.partner.code
            for host in ("OURS", partner):
                one = office.run("ada", "session", "plan", commission.pk, "--begins", "2027", "--host", host)
                page = words(office.read("otto", "session", one["id"]))
                for said in (f"Organisation of the session {host}", "Delegation of OURS OURS",
                             f"Delegation of {partner} {partner}"):  # fmt: skip
                    assert said in page
                costs = office.run("otto", "session", "show", one["id"])["costs"]
                assert [(each["what"], each["of"], each["paid_by"]) for each in costs] == [
                    ("organisation", "", [host]), ("delegation", "OURS", ["OURS"]),
                    ("delegation", partner, [partner]),
                ]  # fmt: skip

    def test_s81_what_meets_in_parallel_stands_beside_the_session(self, office, theirs):
        commission, partner = founded(office, theirs), office.desk.partner
        dates = {"begins": "1987-10-12", "ends": "1987-10-16"}
        sent = office.send("ada", "session-plan", commission=commission.pk, number=14, host="OURS", **dates)
        one = Session.objects.get(pk=last_part(sent))
        office.send(
            "ada", "session-beside", one.pk, title="3rd conference of the economic committee",
            body="Economic committee", begins="1987-10-14", ends="1987-10-20", place="Bern",
        )  # fmt: skip
        told = ("--begins", "1987-10-13", "--body", "Working group on machines")
        office.run("ada", "session", "beside", one.pk, "First meeting of the working group", *told)
        visit = ("Working visit of the president", "--side", "theirs", "--begins", "1987-10-10")
        office.run("ada", "visit", "plan", partner.code, *visit, "--ends", "1987-10-12", "--session", one.pk)
        page = words(office.read("otto", "session", one.pk))
        for said in (
            "3rd conference of the economic committee Economic committee 14 October 1987 – 20 October 1987 Bern "
            "on some of its days", "Working group on machines 13 October 1987 — within it",
            f"Working visit of the president Visit of {partner.code}",
        ):  # fmt: skip
            assert said in page, said
        beside = office.run("otto", "session", "show", one.pk)["beside"]
        assert sorted((each["what"], each["against_session"]) for each in beside) == [
            ("3rd conference of the economic committee", "overlaps"),
            ("First meeting of the working group", "within"), ("Working visit of the president", "overlaps"),
        ]  # fmt: skip
        events = Calendar.from_ical(office.read("otto", "calendar-file").content).walk("VEVENT")
        days = {str(event["summary"]): event.decoded("dtstart").isoformat() for event in events}
        assert days == {
            "Hydrology, session 14": "1987-10-12", "3rd conference of the economic committee": "1987-10-14",
            "First meeting of the working group": "1987-10-13", "Working visit of the president": "1987-10-10",
        }  # fmt: skip
        assert Calendar.from_ical(office.run("otto", "session", "calendar")["calendar"]).walk("VEVENT")


def _typed(form):
    """What a form holds before anything is typed."""
    sent = {}
    for field in form:
        value = field.value()
        widget = field.field.widget
        if hasattr(widget, "decompress"):
            sent |= dict(zip((f"{field.name}_0", f"{field.name}_1"), widget.decompress(value), strict=True))
        elif value not in (None, False):
            sent[field.name] = value
    return sent
