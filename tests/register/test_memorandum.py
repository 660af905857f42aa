"""Memoranda before a session, and the agenda that both make, tied to the mandate."""

from __future__ import annotations

import json
from datetime import date
from types import SimpleNamespace

import pytest

from tests.domain.cycle.sitting import identity
from tests.register.office import last_part
from tests.register.test_session import founded, governed
from tests.web.test_minutes import form_of
from tests.web.test_session import words
from verbale.domain.cycle import memorandum
from verbale.domain.spine import authority
from verbale.records.dispatch import Message
from verbale.records.session import Session

OTHER = "Other issues that both sides deem necessary"


@pytest.fixture
def meetings(office, theirs):
    """Two sessions of a commission with the ten duties; carl holds the authority for memoranda."""
    desk = office.desk
    root, vera, carl = (desk.people[one] for one in ("root", "vera", "carl"))
    defined = authority.define(code="memoranda", titles={"en": "Memoranda"}, by=root, at=desk.tick())
    held = authority.propose(
        person=carl, authority=defined, since=date(2026, 1, 1), until=None, by=root, at=desk.tick()
    )  # fmt: skip
    authority.confirm(held=held, by=vera, at=desk.tick())
    commission = founded(office, theirs)
    governed(office, theirs, commission, "ten-duties")
    numbers = {}
    for begins in ("2027-05-10", "2028-05-10"):
        made = office.run("ada", "session", "plan", commission.pk, "--begins", begins, "--host", "OURS")
        numbers[made["number"]] = Session.objects.get(pk=made["id"])
    return SimpleNamespace(page=numbers[1], command=numbers[2], commission=commission)


def they_tell(office, session, *items):
    """Their memorandum arrives, with these items: number, duty, words."""
    agenda = [
        {"id": identity(number, "b"), "title": {"en": said}, "duty": duty, "want": {}, "same_as": ""}
        for number, duty, said in items
    ]
    body = {
        "commission": session.commission_id, "session": session.number, "version": 1, "title": {"en": "Theirs"},
        "agenda": agenda, "schedule": [{"on": "2027-05-10", "at": "", "what": {"en": "Talks"}}], "supplements": [],
    }  # fmt: skip
    memorandum.told(partner=office.desk.partner, body=body, at=office.desk.tick())


def typed(*items, **more):
    """The form of our memorandum: duty and words of each item."""
    sent = {
        "do": "save", "changes": "", "title_en": "Ours", "items": str(len(items)), "rows": "1", "papers": "1",
        "rows0-on": "2027-05-10", "rows0-what_en": "Opening", "papers0-title_en": "List of maps",
        "papers0-language": "en", "papers0-pages": "4",
    } | more  # fmt: skip
    for at, (duty, said) in enumerate(items):
        sent |= {f"items{at}-duty": duty, f"items{at}-title_en": said}
    return sent


def file_of(tmp_path, *items, **more):
    said = {
        "titles": {"en": "Ours"}, "agenda": [{"title": {"en": said}, "duty": duty} for duty, said in items],
        "schedule": [{"on": "2028-05-10", "what": {"en": "Opening"}}],
        "supplements": [{"title": {"en": "List of maps"}, "language": "en", "pages": 4}],
    } | more  # fmt: skip
    path = tmp_path / "ours.json"
    path.write_text(json.dumps(said), "utf-8")
    return str(path)


def told_by_page(office, session, *items):
    """Ours, written, approved and told at pages."""
    made = last_part(office.send("ada", "memorandum-draft", session.pk, **typed(*items)))
    office.send("carl", "memorandum-approve", made)
    office.send("ada", "memorandum-tell", made)
    return made


def told_by_command(office, session, file):
    made = office.run("ada", "session", "memorandum", "draft", session.pk, file)
    office.run("carl", "session", "memorandum", "approve", made["id"])
    return office.run("ada", "session", "memorandum", "tell", made["id"])


class TestMemoranda:
    def test_s3_items_and_results_are_tied_to_the_mandate(self, office, meetings, tmp_path):
        items = (("2", "Exchange of periodicals"), ("7", "Joint observations"))
        refused = office.answered("ada", "memorandum-draft", meetings.page.pk, **typed(("11", "Exchange of maps")))
        assert refused.status_code == 422
        told_by_page(office, meetings.page, *items)
        they_tell(office, meetings.page, (1, "2", "Lists of journals"))
        page = office.read("otto", "agenda", meetings.page.pk)
        assert [one["number"] for one in page.context["entries"]] == ["2", "2", "7"]
        assert all(one["duty"] for one in page.context["entries"])
        ours = next(one["entry"].ours.id for one in page.context["entries"] if one["entry"].ours)
        office.send("ada", "agenda-join", meetings.page.pk, ours=ours, theirs=identity(1, "b"))
        assert len(office.read("otto", "agenda", meetings.page.pk).context["entries"]) == 2
        office.send("ada", "agenda-part", meetings.page.pk, ours=ours)
        assert len(office.read("otto", "agenda", meetings.page.pk).context["entries"]) == 3
        office.send("ada", "agenda-article", meetings.page.pk)
        form = office.read("ada", "minutes-write", meetings.page.pk)
        sent = form_of(form)
        (at,) = [name.split("-")[0] for name, value in sent.items() if value == "conclusion"]
        result = {
            "do": "keep",
            f"{at}-fact_duty": "7",
            f"{at}-heading_en": "Conclusion",
            f"{at}-text_en": "They observe.",
        }
        office.send("ada", "minutes-write", meetings.page.pk, **sent | result)
        kept = form_of(office.read("ada", "minutes-write", meetings.page.pk))
        assert kept[f"{at}-fact_duty"] == "7"

        session = meetings.command
        wrong = file_of(tmp_path, ("11", "Exchange of maps"))
        assert "The mandate has no duty 11" in office.refused(
            "ada", "session", "memorandum", "draft", session.pk, wrong, code=2
        )
        told = told_by_command(office, session, file_of(tmp_path, *items))
        they_tell(office, session, (2, "2", "Lists of journals"))
        shown = office.run("otto", "session", "agenda", "show", session.pk)
        assert [(one["duty"], bool(one["duty_title"])) for one in shown["entries"]] == [("2", True)] * 2 + [("7", True)]
        pair = (told["agenda"][0]["id"], identity(2, "b"))
        assert len(office.run("ada", "session", "agenda", "join", session.pk, *pair)["entries"]) == 2
        assert len(office.run("ada", "session", "agenda", "part", session.pk, pair[0])["entries"]) == 3
        made = office.run("ada", "session", "agenda", "article", session.pk)
        assert made["text"]["en"].splitlines()[2].endswith("Joint observations")

    def test_s13_other_issues_that_both_sides_deem_necessary(self, office, meetings, tmp_path):
        told_by_page(office, meetings.page, ("other", "A joint anniversary"), ("1", "Exchange of books"))
        page = office.read("otto", "agenda", meetings.page.pk)
        assert ("A joint anniversary" in words(page), page.context["entries"][-1]["other"]) == (True, True)
        told_by_command(office, meetings.command, file_of(tmp_path, ("other", "A visit of schools"), ("1", "Books")))
        shown = office.run("otto", "session", "agenda", "show", meetings.command.pk)
        assert shown["entries"][-1]["ours"]["duty"] == "other"
        assert OTHER in words(office.read("otto", "memoranda", meetings.page.pk))

    def test_s15_a_memorandum_of_each_side_before_each_session(self, office, meetings, tmp_path):
        session = meetings.page
        bare = last_part(office.send("ada", "memorandum-draft", session.pk, **typed(rows="0")))
        refused = office.answered("carl", "memorandum-approve", bare)
        assert "lacks its agenda and schedule" in words(refused)
        full = typed(("1", "Exchange of books"), changes=bare)
        assert last_part(office.send("ada", "memorandum-draft", session.pk, **full)) == bare
        office.send("carl", "memorandum-approve", bare)
        office.send("ada", "memorandum-tell", bare)
        they_tell(office, session, (1, "2", "Lists of journals"))
        page = words(office.read("otto", "memoranda", session.pk))
        for said in (
            "Ours (OURS)",
            "Exchange of books",
            "Opening",
            "List of maps",
            "Theirs (FI-NHI)",
            "Lists of journals",
        ):
            assert said in page, said
        assert "version 1 as told" in words(office.read("otto", "memorandum", bare))

        session, act = meetings.command, ("session", "memorandum")
        empty = office.run("ada", *act, "draft", session.pk, file_of(tmp_path, schedule=[]))
        assert "lacks its agenda and schedule" in office.refused("carl", *act, "approve", empty["id"])
        office.run("ada", *act, "change", empty["id"], file_of(tmp_path, ("1", "Exchange of books")))
        office.run("carl", *act, "approve", empty["id"])
        assert office.run("ada", *act, "tell", empty["id"])["told_as"] == 1
        they_tell(office, session, (2, "2", "Lists of journals"))
        shown = office.run("otto", *act, "show", session.pk)
        assert [(one["side"], bool(one["agenda"] and one["schedule"])) for one in shown] == [
            ("OURS", True),
            ("FI-NHI", True),
        ]
        assert [one["told_as"] for one in office.run("otto", *act, "list", session.pk)] == [1, 1]
        told = Message.objects.filter(what="memorandum")
        assert [(one.body["version"], len(one.body["supplements"])) for one in told] == [(1, 1)] * 2
