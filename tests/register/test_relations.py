"""Relations: policies, instruments, channels, correspondence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cli.conftest import RULEBOOKS
from tests.register.office import last_part, options_of
from tests.register.order import (
    ABROAD,
    CAMPUS,
    DEPARTMENT,
    INSTITUTE,
    OPEN,
    PROVINCIAL,
    ByCommand,
    ByPage,
    decided,
    introduce,
    ordered,
)
from tests.rulebooks import CASES, in_force
from tests.web.shelf import text_of
from verbale.records.correspondence import Correspondence
from verbale.records.document import Document
from verbale.records.instrument import Instrument, InstrumentStep
from verbale.records.party import ContactUnit, SupplyChannel
from verbale.records.policy import Policy, PolicyUse, PolicyVersion


class TestRelations:
    def test_s20_archive_particulars(self, office, ways, paper):
        archive = {"archive_reference": "Fonds 4, file 2, leaf 9", "original_language": "zh"}
        for way in ways:
            (line,) = ordered(way, OPEN, route=INSTITUTE)
            way.attach(line, paper, "Floods", **archive, translators="Weber\nLi")
            way.instrument(title="Agreement", **archive, translators=["Weber", "Li"])
        told = ("archive_reference", "original_language", "translators")
        expected = [("Fonds 4, file 2, leaf 9", "zh", ["Weber", "Li"])] * 2
        assert list(Document.objects.values_list(*told)) == expected
        assert list(Instrument.objects.values_list(*told)) == expected
        for kept, page, group in ((Document, "document", "document"), (Instrument, "instrument", "instrument")):
            one = kept.objects.first()
            page_text = text_of(office.read("otto", page, one.pk))
            assert [words in page_text for words in ("Fonds 4, file 2, leaf 9", "zh", "Weber, Li")] == [True] * 3
            told_there = office.run("otto", group, "show", one.pk)
            assert tuple(told_there[name] for name in told) == expected[0]

    def test_s41_what_was_in_force_on_a_day(self, office, tmp_path):
        office.send("root", "policy-define", code="library", titles_en="Library policy")
        policy = Policy.objects.get(code="library")
        book = (RULEBOOKS / "supply-1964.dmn").read_bytes()
        drafted = office.send(
            "ada", "policy-draft-new", policy.pk, rulebook=SimpleUploadedFile("first.dmn", book), note=""
        )
        first = last_part(drafted)
        office.send("ada", "policy-draft-act", first, "check")
        page = office.read("carl", "policy-draft", first).content.decode()
        (read,) = re.findall('name="read" value="(.+?)"', page)
        told = {"authority": "committee", "reason": "As decided", "read": read}
        office.send("carl", "policy-draft-act", first, "approve", **told)
        office.send("root", "policy-draft-act", first, "into-force", since="1964-02-18")
        amended, cases = str(RULEBOOKS / "supply-1964-amended.dmn"), tmp_path / "cases.csv"
        cases.write_bytes(CASES)
        draft = office.run("ada", "policy", "draft", "library", amended, "--cases", str(cases))["id"]
        office.run("ada", "policy", "check", draft)
        office.run("carl", "policy", "approve", draft, "--authority", "committee", "--reason", "As decided")
        office.run("root", "policy", "into-force", draft, "--from", "1970-01-01")
        assert [
            tuple(map(str, row))
            for row in PolicyVersion.objects.filter(policy=policy).values_list(
                "number", "in_force_from", "in_force_until"
            )
        ] == [("1", "1964-02-18", "1970-01-01"), ("2", "1970-01-01", "None")]
        baltic, _ = introduce(office, "BALTIC", "ALPINE")
        office.send(
            "root", "policy-use", policy.pk, partner=baltic.pk, agreement_clause="Article 3", since="1964-02-18"
        )
        office.run(
            "root", "policy", "use", "library", "--partner", "BALTIC", "--clause", "Article 5", "--from", "1970-01-01"
        )
        for day, expected in {"1969-12-31": (1, "Article 3"), "1970-01-01": (2, "Article 5")}.items():
            assert office.read("otto", "policy", policy.pk, on=day).context["then"].number == expected[0]
            listed = {one.code: one for one in office.read("otto", "policies", on=day).context["page"]}["library"]
            assert [(version.number, use.agreement_clause) for version in listed.then for use in listed.used] == [
                expected
            ]
            assert office.run("otto", "policy", "show", "library", "--as-of", day)["version"] == expected[0]
            used = office.run("otto", "policy", "in-use", "BALTIC", "--as-of", day)
            assert (used["version"]["version"], used["clause"]) == expected

    def test_s57_an_approved_report_is_forwarded(self, office, ways, paper):
        by_page, by_command = ways
        whole: dict[str, Any] = {
            "title": "Report on the supply of literature", "grade": "internal", "serials": ["No. 205", "No. 1225"],
            "seals": ["Science committee", "Liaison committee"], "distribution": ["Academy", "Trading company"],
            "order_to_implement": "To be carried out by all departments.", "dated": "1964-02-18",
        }  # fmt: skip
        kept = by_page.instrument(**whole)
        sent = SimpleUploadedFile("scan.pdf", paper.read_bytes())
        office.send("ada", "instrument-scan", kept.pk, scan=sent, title="The signed report")
        by_command.instrument(**whole, scan=paper)
        assert list(Instrument.objects.values(*whole)) == [whole, whole]
        assert sorted(Document.objects.values_list("thing_id", "role", "file__state")) == sorted(
            (one.pk, "scan", "sound") for one in Instrument.objects.all()
        )
        page = text_of(office.read("ann", "instrument", kept.pk))
        shown = ("internal", "No. 205, No. 1225", "Science committee", "Trading company", "carried out by all")
        assert [words for words in shown if words not in page] == []
        told = office.run("ann", "instrument", "show", kept.pk)
        assert ({name: told[name] for name in whole}, [one["pages"] for one in told["scans"]]) == (whole, [2])

    def test_s58_the_chain_of_an_instrument(self, office, ways):
        chain = [
            ("submitted", "Both committees", "1963-11-30"), ("revised", "The foreign office", "1963-12"),
            ("approved", "The vice-premier", "1964-01-05"), ("forwarded", "Both committees", "1964-02-18"),
        ]  # fmt: skip
        one, other = [way.instrument(title=f"Report {number}") for number, way in enumerate(ways)]
        for what, who, on in chain:
            office.send("ada", "instrument-step", one.pk, what=what, who=who, on=on)
            office.run("ada", "instrument", "step", other.pk, what, who, "--on", on)
        kept = ("position", "what", "who", "on", "recorded_by__handle")
        expected = [(place, *step, "ada") for place, step in enumerate(chain, start=1)]
        for instrument in (one, other):
            assert list(InstrumentStep.objects.filter(instrument=instrument).values_list(*kept)) == expected
        page = office.read("otto", "instrument", other.pk)
        assert [(step.what, step.who, step.on) for step in page.context["steps"]] == chain
        told = office.run("otto", "instrument", "show", one.pk)["steps"]
        assert [(step["what"], step["who"], step["on"]) for step in told] == chain

    def test_s70_channels_are_named(self, office, ways):
        titles = {"trading company": "Foreign book trade", "information institute": "Institute of information"}
        (abroad, institute), does = titles, ("Orders abroad", "Exchanges")
        office.send("ada", "supply-channel-add", code=abroad, titles_en=titles[abroad], does=does[0])
        office.run("ada", "partner", "channel", institute, "--title", titles[institute], "--does", does[1])
        assert list(SupplyChannel.objects.values_list("code", "titles", "does")) == [
            (institute, {"en": titles[institute]}, does[1]), (abroad, {"en": titles[abroad]}, does[0]),
        ]  # fmt: skip
        page = text_of(office.read("lena", "supply-channels"))
        assert [title in page for title in titles.values()] == [True, True]
        assert [one["code"] for one in office.run("lena", "partner", "list")["channels"]] == [institute, abroad]
        for way in ways:
            first, second = ordered(way, ABROAD, OPEN, route=INSTITUTE)
            for line, code in ((first, abroad), (second, institute)):
                assert office.read("ada", "line", line.pk).context["told"].channel == titles[code]
                assert office.run("ada", "order", "explain", str(line))["decision"]["channel"] == code

    def test_s71_talks_and_contact_units(self, office, ways):
        theirs = office.desk.partner
        for way in ways:
            way.log(
                what="talk", on="1964-03", said_by="Our committee", said_to="Their embassy", partner=theirs.pk,
                subject="Practice of supply", text="Contact units were agreed.", source="Note of the talk, p. 2",
            )  # fmt: skip
        told = ("what", "on", "said_by", "said_to", "subject", "text", "source", "partner__code")
        assert list(Correspondence.objects.values_list(*told)) == [
            ("talk", "1964-03", "Our committee", "Their embassy", "Practice of supply", "Contact units were agreed.",
             "Note of the talk, p. 2", "FI-NHI"),
        ] * 2  # fmt: skip
        assert len(office.read("otto", "correspondence", what="talk").context["page"].object_list) == 2
        assert len(office.run("otto", "correspondence", "list", "--what", "talk", "--partner", "FI-NHI")) == 2
        unit = {"reach": "Library Square 1", "since": "1964-04-01"}
        office.send("ada", "contact-unit-add", theirs.pk, name="Exchange section", **unit)
        office.run(
            "ada", "partner", "contact", "FI-NHI", "Loan section", "--reach", unit["reach"], "--from", unit["since"]
        )
        assert [(one.name, one.reach, str(one.since)) for one in ContactUnit.objects.all()] == [
            (name, *unit.values()) for name in ("Exchange section", "Loan section")
        ]
        page = office.read("lena", "party", theirs.pk)
        listed = office.run("lena", "partner", "list")["contact_units"]
        assert [one.name for one in page.context["units"]] == [one["name"] for one in listed]
        assert len(listed) == 2

    def test_s72_one_policy_for_other_partners(self, office, ways):
        supply, amended = Policy.objects.get(code="supply"), RULEBOOKS / "supply-1964-amended.dmn"
        same = introduce(office, "BALTIC", "ALPINE")
        use = {"agreement_clause": "Article 9", "since": "2026-02-01"}
        office.send("root", "policy-use", supply.pk, partner=same[0].pk, **use)
        office.run("root", "policy", "use", "supply", "--partner", "ALPINE", *options_of(renamed(use)))
        office.send("root", "policy-define", code="changed", titles_en="Amended supply policy")
        changed = Policy.objects.get(code="changed")
        in_force(
            changed, amended.read_bytes(), name=amended.name, day=date(2026, 2, 1), by=office.desk.people["root"],
            at=office.desk.tick(),
        )  # fmt: skip
        other = introduce(office, "IBERIA", "ADRIA")
        office.send("root", "policy-use", changed.pk, partner=other[0].pk, **use)
        office.run("root", "policy", "use", "changed", "--partner", "ADRIA", *options_of(renamed(use)))
        assert list(PolicyUse.objects.values_list("partner__code", "policy__code", "agreement_clause")) == [
            ("ADRIA", "changed", "Article 9"), ("ALPINE", "supply", "Article 9"), ("BALTIC", "supply", "Article 9"),
            ("FI-NHI", "supply", "Article 4"), ("IBERIA", "changed", "Article 9"),
        ]  # fmt: skip
        engineering = {**CAMPUS, "field": "engineering"}
        outcomes = {}
        for way, partners in zip(ways, zip(same, other, strict=True), strict=True):
            for partner in (office.desk.partner, *partners):
                lines = ordered(way, PROVINCIAL, engineering, route=DEPARTMENT, form="original", partner=partner)
                outcomes[type(way), partner.code] = decided(*lines)
        unchanged = outcomes[ByPage, "FI-NHI"]
        assert [outcomes[key] for key in ((ByCommand, "FI-NHI"), (ByPage, "BALTIC"), (ByCommand, "ALPINE"))] == [
            unchanged
        ] * 3
        assert [outcome[0] for outcome in unchanged] == ["supply", "refuse"]
        assert outcomes[ByPage, "IBERIA"] == outcomes[ByCommand, "ADRIA"]
        assert [outcome[0] for outcome in outcomes[ByCommand, "ADRIA"]] == ["supply", "supply"]

    def test_s73_instructions_asked_and_given(self, office, ways):
        for way in ways:
            asked = way.log(
                what="instruction asked", on="1963-11-30", said_by="The committee", said_to="The council",
                subject="Is the approach feasible?",
            )  # fmt: skip
            waiting = office.run("ann", "correspondence", "list", "--unanswered")
            assert [one["id"] for one in waiting] == [asked.pk]
            assert office.read("ann", "correspondence-entry", asked.pk).context["waits"]
            given = way.log(
                what="instruction given", on="1964-01-05", said_by="The council", subject="It is", answers=asked.pk
            )
            assert (given.answers, given.recorded_by) == (asked, office.desk.people["ada"])
            assert office.run("ann", "correspondence", "list", "--unanswered") == []
            page = office.read("ann", "correspondence-entry", asked.pk)
            assert list(page.context["answered_by"]) == [given]
            told = office.run("ann", "correspondence", "show", asked.pk)
            assert [one["id"] for one in told["answered_by"]] == [given.pk]


def renamed(use: Mapping[str, str]) -> dict[str, str]:
    return {"clause": use["agreement_clause"], "from": use["since"]}
