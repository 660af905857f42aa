"""Commissions, contact bodies and the clock of agreed texts."""

from __future__ import annotations

from tests.domain.spine.other_side import revision
from tests.register.agreeing import conclude
from tests.register.order import INSTITUTE, OPEN, ByPage, ordered
from tests.web.shelf import text_of
from verbale.domain.spine import contact_body, text
from verbale.records.dispatch import Message
from verbale.records.policy import Policy
from verbale.records.text import Text


class TestTexts:
    def test_s1_a_commission_is_founded_by_both(self, office, theirs):
        partner = office.desk.partner
        office.send(
            "ada", "commission-found", partner=partner.pk, title_en="Hydrology", founding_en="The sides found it.",
            ours="Li Wei\nAnna Weber", theirs="", note="",
        )  # fmt: skip
        names = ("--title", "Soils", "--text", "The sides found it.", "--ours", "Li Wei", "--ours", "Anna Weber")
        office.run("ada", "commission", "found", partner.code, *names)
        assert office.read("otto", "commissions").context["commissions"] == []
        assert office.run("otto", "commission", "list") == []
        first, second = Text.objects.order_by("opened_at")
        conclude(office, theirs, first, by_page=True)
        conclude(office, theirs, second, by_page=False)
        page = text_of(office.read("otto", "commissions"))
        assert [words in page for words in ("Hydrology", "Soils", "Delegates of OURS", "Anna Weber")] == [True] * 4
        listed = office.run("otto", "commission", "list")
        assert [one["delegates"] for one in listed] == [{"OURS": ["Li Wei", "Anna Weber"]}] * 2

    def test_s14_each_side_chooses_its_contact_bodies(self, office):
        partner = office.desk.partner
        office.send("ada", "contact-body-name", name="Exchange section", reach="Room 4", since="2026-11-01", until="")
        office.run("ada", "contact", "name", "Loan section", "--reach", "Room 5", "--from", "2026-11-01")
        office.send("ada", "contact-bodies-tell", partner.pk)
        office.run("ada", "contact", "tell", partner.code)
        told = [message.body["units"] for message in Message.objects.filter(what="contact bodies")]
        assert [[one["name"] for one in units] for units in told] == [["Exchange section", "Loan section"]] * 2
        unit = {"name": "Press office", "reach": "Box 7", "since": "2026-11-02", "until": None}
        contact_body.told(partner=partner, units=[unit], at=office.desk.tick())
        page = text_of(office.read("lena", "contact-bodies"))
        assert [words in page for words in ("Exchange section", "Press office", "told by their node")] == [True] * 3
        listed = office.run("lena", "contact", "list", "--party", partner.code)
        assert [(one["name"], one["told_by_them"]) for one in listed] == [("Press office", True)]

    def test_s19_a_clock_on_proposals_that_wait_for_the_other_side(self, office, theirs):
        first, second = (
            text.open_text(
                partner=office.desk.partner, revision=revision(words), by=office.desk.people["ada"],
                at=office.desk.tick(),
            )
            for words in ("One.", "Two.")
        )  # fmt: skip
        office.send("ada", "text-await", first.pk, respond_by="2026-11-20")
        office.run("ada", "text", "await", second.pk, "2026-11-19")
        listed = office.read("otto", "texts", state="overdue")
        assert [one.pk for one in listed.context["page"]] == [second.pk, first.pk]
        assert "2 answers are overdue." in text_of(listed)
        assert [one["id"] for one in office.run("otto", "text", "list", "--overdue")] == [second.pk, first.pk]
        assert "overdue since" in text_of(office.read("otto", "text", first.pk))
        assert [one["overdue"] for one in office.run("otto", "text", "show", second.pk)["awaited"]] == [True, False]
        assert text_of(office.read("ada", "inbox")).count("Answer overdue: remind the partner") == 2
        tasks = [one["due"] for one in office.run("ada", "inbox") if one["what"].startswith("Answer overdue")]
        assert tasks == ["2026-11-19", "2026-11-20"]

    def test_s66_an_exchange_has_a_basis_clause(self, office, ways, theirs, paper, tmp_path):
        partner, policy = office.desk.partner, Policy.objects.get(code="supply")
        posted = {"partner": partner.pk, "kind": "agreement", "note": "", "respond_by": ""}
        content = revision("Catalogues, as copies.").as_bytes().decode()
        office.send("ada", "text-new", do="propose", content=content, **posted)
        file = tmp_path / "agreement.json"
        file.write_bytes(revision("Journals, as copies.").as_bytes())
        office.run("ada", "text", "open", partner.code, str(file))
        for way, one in zip(ways, Text.objects.order_by("opened_at"), strict=True):
            by_page = isinstance(way, ByPage)
            conclude(office, theirs, one, by_page)
            if by_page:
                office.send(
                    "root", "policy-use", policy.pk, partner=partner.pk, basis=f"{one.pk} 1", since="2026-06-01",
                    agreement_clause="",
                )  # fmt: skip
            else:
                use = ("--partner", partner.code, "--text", one.pk, "--article", "1", "--from", "2026-06-02")
                office.run("root", "policy", "use", "supply", *use)
            clause = f"Exchange, article 1 ({Text.objects.get(pk=one.pk).in_force[:12]})"
            assert office.run("otto", "policy", "in-use", partner.code)["clause"] == clause
            (line,) = ordered(way, OPEN, route=INSTITUTE)
            way.attach(line, paper, "Floods")
            way.do(line, "prepare")
            way.do(line, "release")
            assert clause in text_of(office.read("otto", "releases"))
            last_day = office.desk.clock.now().date().isoformat()
            if by_page:
                office.send("carl", "text-notice", one.pk, last_day=last_day, note="")
            else:
                office.run("carl", "text", "notice", one.pk, "--last-day", last_day)
            office.desk.tick(24 * 3600)
            order = way.order(["Annals 9"], route=INSTITUTE, form="photocopy", copies=1, partner=partner)
            way.state(order.lines.get(), OPEN)
            why = "An exchange always has a basis clause"
            assert why in " ".join(office.refused("ada", "order", "decide", str(order.lines.get())).split())
            page = office.answered(
                "ada", "line-act", order.lines.get().pk, "decide", read=office.as_read("ada", order.lines.get())
            )
            assert why in text_of(page)
