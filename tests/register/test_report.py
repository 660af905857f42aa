"""Reports: issued fast, submitted upward, remarked on, held against their conclusions; annexes; what waits."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.domain.cycle.sitting import found, govern
from tests.register.office import last_part
from tests.register.test_visit import planned
from tests.shared import SHARED
from tests.web.shelf import text_of
from verbale.records.commitment import Commitment
from verbale.records.report import Annex, MarkedSentence, Remark, Report, Waiting

SEED = SHARED / "seeds" / "002_75f8723608549c9b.txt"
PARTICULARS = {"title": "On the visit", "author": "A. Weber", "holder": "Registry"}
DAYS = {"begins": "1987-05-10", "ends": "1987-05-16"}
NEEDS = (
    "Polymeric fibers and technical applications",
    "focused support of the Institute",
    "It has to be reviewed",
)


def recorded(office: Any, *, by_page: bool, **more: str) -> Report:
    """A report, recorded by page or by command."""
    given = {**PARTICULARS, **more}
    if by_page:
        return Report.objects.get(pk=last_part(office.send("ada", "report-record", **given)))
    title = given.pop("title")
    options = [word for name, value in given.items() for word in (f"--{name}", value)]
    return Report.objects.get(pk=office.run("ada", "report", "record", title, *options)["id"])


def both(office: Any, **more: str) -> tuple[Report, Report]:
    return recorded(office, by_page=True, **more), recorded(office, by_page=False, **more)


class TestReports:
    def test_s40_submitted_upward_with_a_further_one_promised_and_followed(self, office):
        first, second = both(office)
        dated, to, title = "1987-05-18", "The deputy minister", "On the laboratories"
        early = office.answered("ada", "report-act", first.pk, "submit", to=to, on="1987-05-20")
        assert "was not issued yet" in text_of(early)
        assert "was not issued yet" in office.refused("ada", "report", "submit", second.pk, "--to", to)
        office.send("ada", "report-act", first.pk, "issue", dated=dated)
        office.run("ada", "report", "issue", second.pk, "--dated", dated)
        office.send("ada", "report-act", first.pk, "submit", to=to, on="1987-05-20")
        office.run("ada", "report", "submit", second.pk, "--to", to, "--on", "1987-05-20")
        office.send(
            "ada", "report-act", first.pk, "promise", title=title, author="A. Weber", holder="Registry", to=to,
            due="1987-06-30",
        )  # fmt: skip
        office.run("ada", "report", "promise", second.pk, title, "--due", "1987-06-30")
        page = text_of(office.read("otto", "report", first.pk))
        assert "The deputy minister, 20 May 1987" in page
        assert "to The deputy minister, until 30 June 1987" in page
        shown = office.run("otto", "report", "show", second.pk)
        assert [(one["title"], one["submitted_to"], one["standing"]) for one in shown["further"]] == [
            (title, to, "overdue")
        ]
        awaited = office.read("otto", "reports", standing="overdue").context["page"]
        listed = office.run("otto", "report", "list", "--standing", "overdue")
        assert [one.title for one in awaited] == [one["title"] for one in listed] == [title, title]

    def test_s42_a_superiors_remarks_point_by_point(self, office):
        first, second = both(office)
        remarks = (("4, second part", "Which works?", "Those in the north"), ("5.2", "Who pays?", ""))
        for point, text, answer in remarks:
            office.send("ada", "report-act", first.pk, "remark", by_whom="Deputy", text=text, point=point, on="1987-05")
            told = office.run("ada", "report", "remark", second.pk, text, "--by", "Deputy", "--point", point)
            if answer:
                remark = Remark.objects.get(report=first, number=told["number"])
                office.send("ada", "remark-answer", remark.pk, text=answer)
                office.run("ada", "report", "answer", second.pk, str(told["number"]), answer)
        page = text_of(office.read("otto", "report", first.pk))
        assert [words in page for words in ("4, second part", "Those in the north", "Not answered")] == [True] * 3
        shown = office.run("otto", "report", "show", second.pk)["remarks"]
        assert [(one["number"], one["point"], one["text"], one["answer"] or "") for one in shown] == [
            (number, *remark) for number, remark in enumerate(remarks, start=1)
        ]
        assert "answered before" in office.refused("ada", "report", "answer", second.pk, "1", "Again")

    def test_s51_decisions_deferred_with_what_each_waits_for(self, office):
        text, waits_for = "Whether a laboratory is shared", "the survey of costs"
        assert office.answered("ada", "waiting-defer", text=text, waits_for="").status_code == 422
        first = last_part(office.send("ada", "waiting-defer", text=text, waits_for=waits_for))
        second = office.run("ada", "waiting", "defer", text, "--for", waits_for)["id"]
        page = text_of(office.read("otto", "waiting", what="decision"))
        assert page.count(waits_for) == 2
        listed = office.run("otto", "waiting", "list", "--what", "decision")
        assert [(one["text"], one["waits_for"]) for one in listed] == [(text, waits_for)] * 2
        office.send("ada", "waiting-answer", first, text="It is shared")
        office.run("ada", "waiting", "answer", second, "It is shared")
        assert "It is shared" in text_of(office.read("otto", "waiting-one", first))
        assert office.run("otto", "waiting", "list") == []

    def test_s75_issued_two_days_after_with_author_and_holder(self, office):
        bureau = SimpleNamespace(partner=office.desk.partner, at=office.desk.tick)
        govern(bureau, found(bureau))
        made = planned(office, "The visit", by_page=False, **DAYS)
        first, second = both(office, visit=made.pk)
        assert [one.due.isoformat() for one in (first, second)] == ["1987-05-18"] * 2
        page = text_of(office.read("otto", "report", first.pk))
        assert [words in page for words in ("A. Weber", "Registry", "Overdue")] == [True] * 3
        office.send("ada", "report-act", first.pk, "issue", dated="1987-05-18")
        office.run("ada", "report", "issue", second.pk, "--dated", "1987-05-19")
        office.send("ada", "report-act", first.pk, "hand-over", holder="Archive")
        office.run("ada", "report", "hand-over", second.pk, "Archive")
        shown = {one["id"]: (one["holder"], one["standing"]) for one in office.run("otto", "report", "list")}
        assert shown == {first.pk: ("Archive", "issued"), second.pk: ("Archive", "issued late")}
        page = text_of(office.read("otto", "reports"))
        assert [words in page for words in ("Issued late", "Archive")] == [True] * 2

    def test_s93_questions_are_kept_until_answered(self, office):
        text = "Are cheap integrated circuits to be had?"
        first = last_part(office.send("ada", "waiting-ask", text=text, review_on="1987-12-01"))
        second = office.run("ada", "waiting", "ask", text, "--review-on", "1987-12-01")["id"]
        page = text_of(office.read("otto", "waiting", shown="due"))
        assert page.count("Look at it again") == 2
        assert len(office.run("otto", "waiting", "list", "--due")) == 2
        office.send("ada", "waiting-put-off", first, review_on="2099-01-01", waits_for="the price list")
        office.run("ada", "waiting", "put-off", second, "--review-on", "2099-01-01", "--for", "the price list")
        assert office.run("otto", "waiting", "list", "--due") == []
        office.send("ada", "waiting-answer", first, text="Yes, from 1988 on")
        office.run("ada", "waiting", "answer", second, "Yes, from 1988 on")
        assert "Yes, from 1988 on" in text_of(office.read("otto", "waiting-one", first))
        assert office.run("otto", "waiting", "show", second)["answer"] == "Yes, from 1988 on"
        assert "waits no longer" in office.refused("ada", "waiting", "answer", second, "No")
        assert Waiting.objects.filter(answered_at=None).count() == 0

    def test_s119_annexes_held_or_missing(self, office, paper):
        first, second = both(office)
        for number, title in (("1", "Protocol"), ("2", "Notes of the talks")):
            office.send("ada", "report-act", first.pk, "annex", number=number, title=title)
            office.run("ada", "report", "annex", second.pk, number, "--title", title)
        annex = Annex.objects.get(report=first, number="1")
        sent = SimpleUploadedFile("paper.pdf", paper.read_bytes())
        office.send("ada", "annex-hold", annex.pk, file=sent)
        office.run("ada", "report", "hold", second.pk, "1", str(paper))
        missing = Annex.objects.get(report=first, number="2")
        office.send("ada", "annex-note", missing.pk, text="asked of the embassy")
        office.run("ada", "report", "note", second.pk, "2", "asked of the embassy")
        page = text_of(office.read("otto", "report", first.pk))
        assert [words in page for words in ("Held", "Missing", "asked of the embassy")] == [True] * 3
        shown = office.run("otto", "report", "show", second.pk)["annexes"]
        assert [(one["number"], one["held"], one["note"]) for one in shown] == [
            ("1", True, None), ("2", False, "asked of the embassy"),
        ]  # fmt: skip

    @pytest.mark.shared
    @pytest.mark.skipif(not SEED.exists(), reason="the real inputs are not beside the project")
    def test_s121_what_was_called_necessary_and_never_became_a_conclusion(self, office):
        partner = office.desk.partner
        sent = SimpleUploadedFile("report.txt", SEED.read_bytes())
        made = office.send("ada", "report-import", **PARTICULARS, partner=partner.pk, bound="ours", file=sent)
        first = Report.objects.get(pk=made.headers["Location"].split("/")[2])
        options = ("--title", "T", "--author", "A", "--holder", "H", "--partner", partner.code)
        second = Report.objects.get(pk=office.run("ada", "report", "import", str(SEED), *options)["id"])
        page = office.read("otto", "report-proposals", first.pk)
        assert [one.row.number for one in page.context["waiting"]] == list("123456")
        assert [one["number"] for one in office.run("otto", "report", "proposals", second.pk)] == list("123456")
        for one in Commitment.objects.filter(report=first):
            office.send("ada", "proposal-confirm", one.pk)
        for one in Commitment.objects.filter(report=second):
            office.run("ada", "report", "confirm", one.pk)
        by_page, by_command = _marked(office, first), _marked_there(office, second)
        assert by_page == by_command
        ceramics = office.run(
            "ada", "report", "mark", second.pk, "need", "--words", "New ceramic construction materials"
        )
        office.run("ada", "report", "take-up", ceramics["id"], Commitment.objects.get(report=second, number="2").pk)
        page = office.read("otto", "report-sentences", first.pk)
        assert [one.sentence.text for one in page.context["open"]] == by_page
        shown = office.run("otto", "report", "sentences", second.pk, "--not-taken-up")
        assert [second.text[one["start"] : one["end"]] for one in shown] == by_command
        assert "3 marked sentences that no conclusion takes up" in text_of(office.read("otto", "report", first.pk))


def _marked(office: Any, report: Report) -> list[str]:
    """What was called necessary, marked at the page of the text."""
    for words in NEEDS:
        at = report.text.index(words)
        pieces = office.read("ada", "report-text", report.pk, at=at).context["pieces"]
        (one,) = [each for each in pieces if each.start <= at < each.end]
        office.send("ada", "sentence-mark", report.pk, one.start, one.end, mark="need")
    return list(MarkedSentence.objects.filter(report=report).order_by("start").values_list("text", flat=True))


def _marked_there(office: Any, report: Report) -> list[str]:
    told = [office.run("ada", "report", "mark", report.pk, "need", "--words", words) for words in NEEDS]
    return [report.text[one["start"] : one["end"]] for one in sorted(told, key=lambda one: one["start"])]
