"""Exchange of literature: orders, catalogues, approvals, marking."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from tests.register.office import Office, options_of
from tests.register.order import (
    ABROAD,
    CAMPUS,
    COMPANY,
    CONFIDENTIAL,
    DEPARTMENT,
    INSTITUTE,
    OPEN,
    PROVINCIAL,
    SERIES,
    TWO_APPROVALS,
    ByCommand,
    Way,
    decided,
    introduce,
    ordered,
    seal,
    states,
)
from tests.web.shelf import source as marc_file
from tests.web.shelf import text_of
from verbale.domain.cycle import holding
from verbale.domain.spine import document, marking
from verbale.engines.catalogue import OfferItem
from verbale.engines.paper import read_marks
from verbale.journeys import work
from verbale.records import files
from verbale.records.approval import ApprovalStep
from verbale.records.correspondence import Correspondence
from verbale.records.decision import Decision
from verbale.records.dispatch import Message, Release
from verbale.records.document import Document, DocumentRole
from verbale.records.fulfilment import Sourcing
from verbale.records.holding import Offer
from verbale.records.job import Job
from verbale.records.need import Need, NeedLine
from verbale.records.party import Party
from verbale.records.request import LineState, OrderLine


class TestExchange:
    def test_s4_published_and_unpublished_kinds(self, office, ways):
        kinds = ("book", "journal", "handbook", "directory", "standard")
        for way in ways:
            lines = ordered(way, *({**OPEN, "kind": kind} for kind in kinds), SERIES, route=INSTITUTE)
            assert [(told[0], told[1]) for told in decided(*lines)] == [
                *[("supply", "information institute")] * 5, ("supply", "book exchange"),
            ]  # fmt: skip
            facts = [Decision.objects.get(line=line).facts for line in lines]
            assert [(fact["kind"], fact["distribution"]) for fact in facts] == [
                *((kind, "open") for kind in kinds), ("journal", "internal"),
            ]  # fmt: skip
        page = office.read("otto", "order", lines[0].order_id)
        assert [line.state for line in page.context["lines"]] == ["sourcing"] * 6
        shown = office.run("otto", "order", "show", lines[0].order.number)["lines"]
        assert [(line["facts"]["kind"], line["state"]) for line in shown] == [
            (kind, "sourcing") for kind in (*kinds, "journal")
        ]
        partner = office.desk.partner
        office.send("lena", "need-open", partner=partner.code, route=INSTITUTE, purpose="teaching")
        mine = Need.objects.get()
        office.send("lena", "need", mine.pk, citation="Handbook of welding", form="original", copies=1)
        opened = office.run("lena", "need", "open", "--partner", partner.code, "--route", INSTITUTE)
        office.run("lena", "need", "add", opened["id"], "--citation", "Handbook of welding", "--form", "original")
        assert list(NeedLine.objects.values_list("citation", "form")) == [("Handbook of welding", "original")] * 2

    def test_s28_own_obligations(self, office, ways, paper):
        desk, delivered = office.desk, []
        for way in ways:
            first, _ = ordered(way, OPEN, OPEN, route=INSTITUTE)
            way.attach(first, paper, "Floods")
            way.do(first, "prepare")
            way.do(first, "release")
            seal(first, desk.tick())
            way.delivered(first, "letter of 3 March")
            delivered.append(first)
        assert states(delivered) == [LineState.DELIVERED] * 2
        desk.clock.moment += timedelta(days=60)
        page = office.read("otto", "partner-account", "FI-NHI")
        (line,) = page.context["lines"]
        sums = line.standing
        assert (line.side, *map(int, (sums.due, sums.delivered, sums.open, sums.overdue)), line.percent) == (
            "OURS", 4, 2, 2, 2, 50,
        )  # fmt: skip
        late = office.read("otto", "partner-account", "FI-NHI", state="overdue").context["rows"]
        assert [row.reference[-2:] for row, _ in late] == ["/2", "/2"]
        told = office.run("otto", "account", "FI-NHI")
        assert told["standings"] == [
            {"side": "OURS", "unit": "items", "due": "4", "delivered": "2", "open": "2", "overdue": "2",
             "fulfilment": 0.5},
        ]  # fmt: skip
        assert [row["reference"] for row in told["rows"] if not row["delivered"]] == [row.reference for row, _ in late]

    def test_s59_requests_and_oral_assurances(self, office, ways):
        theirs = office.desk.partner
        for way in ways:
            asked = way.log(
                what="request", on="1963", said_by="Their academy", subject="Technical literature", partner=theirs.pk
            )
            said = way.log(
                what="oral assurance", on="1963-09", said_by="The chairman", said_to="Their premier",
                subject="Technical literature", text="It can be settled in a friendly manner.",
                source="Report of 1964, p. 1", partner=theirs.pk, answers=asked.pk,
            )  # fmt: skip
            assert (said.answers, said.on, said.recorded_by.handle) == (asked, "1963-09", "ada")
        told = list(Correspondence.objects.order_by("recorded_at").values_list("what", "number", "source"))
        assert told == [
            ("request", "FI-NHI-2026-IN-1", ""), ("oral assurance", "", "Report of 1964, p. 1"),
            ("request", "FI-NHI-2026-IN-2", ""), ("oral assurance", "", "Report of 1964, p. 1"),
        ]  # fmt: skip
        page = office.read("otto", "correspondence-entry", asked.pk)
        assert list(page.context["answered_by"]) == [said]
        assert "It can be settled" in text_of(office.read("otto", "correspondence-entry", said.pk))
        listed = office.read("otto", "correspondence", what="oral assurance").context["page"]
        named = office.run("otto", "correspondence", "list", "--what", "oral assurance")
        assert [one.pk for one in listed] == [one["id"] for one in named]
        assert office.run("otto", "correspondence", "show", "FI-NHI-2026-IN-2")["answered_by"][0]["id"] == said.pk

    def test_s61_third_country_items_are_ordered_and_copied(self, office, ways):
        source = {
            "supplier": "Book import, Basel", "price": "48.50", "currency": "CHF", "form": "original",
            "copyright_basis": "licence of the publisher", "expected": "2027-03",
        }  # fmt: skip
        for way in ways:
            (whole,) = ordered(way, ABROAD, route=COMPANY, form="original")
            (copy,) = ordered(way, ABROAD, route=INSTITUTE, form="photocopy")
            assert decided(whole, copy) == [
                ("supply", "trading company", "original", [], "",
                 "Principle 1: third-country publications are ordered on request"),
                ("supply", "trading company", "photocopy", [], "",
                 "Principle 1: public third-country material may be copied on request"),
            ]  # fmt: skip
            assert Decision.objects.get(line=whole).agreement_clause == "Article 4"
            way.source(whole, **source)
            page = text_of(office.read("otto", "line", whole.pk))
            assert [words for words in ("48.50 CHF", source["copyright_basis"]) if words not in page] == []
            told = office.run("otto", "order", "line", str(whole))["sourcing"]
            assert told == {
                "supplier": "Book import, Basel", "price": "48.50 CHF", "form": "original",
                "copyright_basis": "licence of the publisher", "expected": "2027-03",
            }  # fmt: skip
        kept = [{**one, "price": str(one["price"])} for one in Sourcing.objects.values(*source)]
        assert kept == [source, source]

    def test_s62_items_of_the_domestic_market(self, office, ways):
        wanted = [
            OPEN, {**OPEN, "kind": "conference paper"}, {**OPEN, "kind": "standard"},
            {**CAMPUS, "field": "natural sciences"}, {**CAMPUS, "field": "engineering"},
        ]  # fmt: skip
        press = "Principle 2: items of listed presses on the domestic market"
        for way in ways:
            lines = ordered(way, *wanted, route=COMPANY, form="original")
            assert [(told[0], told[1], told[5]) for told in decided(*lines)] == [
                *[("supply", "trading company", press)] * 3,
                ("supply", "trading company", "Principle 2: university journals in the natural sciences"),
                ("refuse", "", "No principle covers this request"),
            ]  # fmt: skip
        decision = Decision.objects.get(line=lines[3])
        page = text_of(office.read("otto", "decision", decision.pk))
        assert "university journals in the natural sciences" in page
        explained = office.run("otto", "order", "explain", str(lines[3]))
        assert [fired["annotations"]["clause"] for fired in explained["fired"]] == ["1964 report, principle 2"]

    def test_s63_general_internal_series_by_exchange(self, office, ways):
        index = {**OPEN, "kind": "index"}
        for way in ways:
            lines = ordered(way, SERIES, index, {**index, "kind": "abstract"}, route=INSTITUTE)
            indexed = ("supply", "book exchange", "photocopy", [], "",
                       "Principle 3: publicly printed indexes and abstracts are exchanged")  # fmt: skip
            assert decided(*lines) == [
                ("supply", "book exchange", "photocopy", [], "for reference only",
                 "Principle 3: general internal publications of named series are exchanged"),
                indexed, indexed,
            ]  # fmt: skip
            (elsewhere,) = ordered(way, SERIES, route=DEPARTMENT)
            assert [told[1:5] for told in decided(elsewhere)] == [
                ("department", "photocopy", TWO_APPROVALS, "not for re-export")
            ]
            assert (states(lines), states([elsewhere])) == (["sourcing"] * 3, ["waiting for approval"])
        assert office.read("otto", "line", lines[0].pk).context["told"].channel == "book exchange"
        told = office.run("otto", "order", "line", str(lines[0]))
        assert [one["channel"] for one in told["decisions"]] == ["book exchange"]

    def test_s64_open_material_is_copied_as_conditions_allow(self, office, ways, paper):
        for way in ways:
            copied, missing = ordered(way, OPEN, OPEN, route=INSTITUTE, form="photocopy")
            assert decided(copied, missing) == [
                ("supply", "information institute", "photocopy", [], "",
                 "Principle 3: open material is copied on request as conditions allow"),
            ] * 2  # fmt: skip
            way.attach(copied, paper, "Floods")
            way.unavailable(missing, "the only copy is at the binder's")
            assert states([copied, missing]) == ["sourcing", "unavailable"]
            (kept,) = Document.objects.filter(thing_id=copied.pk).values_list("role", "file__pages", "file__state")
            assert kept == ("original", 2, "sound")
        shown = office.read("otto", "line", copied.pk).context["documents"]
        listed = office.run("otto", "document", "list", "--line", str(copied))
        assert [one.pk for one in shown] == [one["id"] for one in listed]

    def test_s65_a_catalogue_from_which_to_order(self, office, tmp_path):
        titles, partner = ("Annals of Hydrology", "Snow and Ice"), office.desk.partner
        file = tmp_path / "source.mrc"
        file.write_bytes(marc_file(*titles))
        stated = {"distribution": "open", "reason": "the public catalogue"}
        office.send("ada", "lookups", table="country group", key="sz", value="domestic")
        office.run("ada", "catalogue", "lookup", "set", "publisher class", "Meridian *", "listed press")
        office.send("ada", "edition-import", source=SimpleUploadedFile(file.name, file.read_bytes()), **stated)
        first = self.worked("edition")
        second = office.run("ada", "catalogue", "import", str(file), *options_of(stated), "--another-source")["edition"]
        withheld = self.withheld(office, tmp_path)
        office.send("ada", "offer-publish", partner=partner.pk, editions=[first, withheld])
        self.worked("offer")
        chosen = ("--edition", second, "--edition", withheld)
        office.run("ada", "catalogue", "publish", "--partner", partner.code, *chosen)
        by_page, by_command = Offer.objects.order_by("published_at")
        assert [self.described(one) for one in (by_page, by_command)] == [list(titles)] * 2
        assert [one.by_outcome for one in (by_page, by_command)] == [{"supply": 2, "refer": 1}] * 2
        assert set(self.items(by_page)).isdisjoint(self.items(by_command))
        assert Message.objects.filter(what="catalogue", partner=partner).count() == 2
        self.arrives(by_page, partner, office)
        self.arrives(by_command, partner, office)
        received = office.read("lena", "catalogues").context["catalogues"][0]
        (found,) = office.read("lena", "catalogue", received.pk, q="snow").context["page"]
        named = office.run("lena", "catalogue", "find", "snow", "--partner", partner.code)
        assert [one["identifier"] for one in named["items"]] == [found.identifier]
        office.send("lena", "need-open", partner=partner.code, route=INSTITUTE)
        office.send("lena", "catalogue-item", received.pk, found.identifier, form=found.forms[0], copies=1)
        opened = office.run("lena", "need", "open", "--partner", partner.code, "--route", INSTITUTE)["id"]
        office.run("lena", "need", "add", opened, "--item", found.identifier, "--form", found.forms[0])
        wanted = NeedLine.objects.values_list("item", "citation", "form")
        assert (len(wanted), {item for item, _, _ in wanted}, len(set(wanted))) == (2, {found.identifier}, 1)

    @staticmethod
    def withheld(office: Office, folder: Path) -> str:
        """An edition of what is confidential."""
        (folder / "withheld.mrc").write_bytes(marc_file("Confidential Soundings"))
        stated = options_of({"distribution": "confidential", "reason": "the inner catalogue"})
        return str(office.run("ada", "catalogue", "import", str(folder / "withheld.mrc"), *stated)["edition"])

    @staticmethod
    def worked(made: str) -> str:
        """Does the job that a page asked for, as the worker would; what it made."""
        job = Job.objects.get(state="waiting")
        work.run_job.call(job.pk)
        job.refresh_from_db()
        return str(job.result[made])

    @staticmethod
    def items(offer: Offer) -> dict[str, OfferItem]:
        with files.read(offer.file_id) as stream:
            read = [OfferItem.read(line) for line in stream]
        return {one.identifier: one for one in read}

    def described(self, offer: Offer) -> list[str]:
        return sorted(one.title for one in self.items(offer).values())

    @staticmethod
    def arrives(offer: Offer, partner: Party, office: Office) -> None:
        """The catalogue as a pouch brings it: here it comes back to the office that sent it."""
        with transaction.atomic():
            holding.receive_catalogue(partner=partner, offer=offer.pk, file=offer.file, at=office.desk.tick())

    def test_s67_marked_on_every_page_and_bound_by_marks(self, office, ways, paper):
        for way in ways:
            (line,) = ordered(way, SERIES, route=INSTITUTE)
            way.attach(line, paper, "Trends")
            way.do(line, "prepare")
            way.do(line, "release")
            (copy,) = document.of(line, DocumentRole.MARKED)
            marks = [(one.top.strip(), one.bottom.strip()) for one in read_marks(files.path_of(copy.file_id))]
            assert marks == [("FOR REFERENCE ONLY", "FOR REFERENCE ONLY")] * 2
            assert Release.objects.get(thing_id=line.pk).marking == "for reference only"
            told = Message.objects.get(what="delivery", thing_id=line.pk).body["caveat"]
            assert (told["code"], told["bars_onward_release"]) == ("for reference only", True)
        self.came(office, paper)
        assert len(office.read("lena", "marks").context["rows"]) == 1
        (mark,) = office.run("lena", "caveat", "received")
        assert (mark["partner"], mark["caveat"], mark["bars_onward_release"]) == ("FI-NHI", "for reference only", True)
        third = introduce(office, "BALTIC", "ALPINE")
        for way, partner in zip(ways, third, strict=True):
            office.run(
                "root", "policy", "use", "supply", "--partner", partner.code, "--clause", "1", "--from", "2026-02-01"
            )
            (line,) = ordered(way, OPEN, route=INSTITUTE, partner=partner)
            way.attach(line, paper, "Trends")
            self.refused(office, way, line)
            way.decide(line)
            newest = Decision.objects.filter(line=line).first()
            assert (newest.outcome, newest.facts["bound by"]) == ("refuse", ["for reference only"])
            assert not Release.objects.filter(thing_id=line.pk).exists()

    @staticmethod
    def came(office: Office, paper: Path) -> None:
        """The same paper came from the first partner, marked, as a pouch would bring it."""
        with paper.open("rb") as stream:
            file = document.store(stream, name=paper.name, at=office.desk.tick())
        marking.receive(
            file=file, party=office.desk.partner, caveat="for reference only", text="FOR REFERENCE ONLY",
            bars_onward_release=True, at=office.desk.tick(),
        )  # fmt: skip

    @staticmethod
    def refused(office: Office, way: Way, line: OrderLine) -> None:
        words = f"may not go to {line.order.partner.code}: it reached us from FI-NHI"
        if isinstance(way, ByCommand):
            assert words in office.refused("ada", "order", "prepare", str(line))
        else:
            answer = office.answered("ada", "line-act", line.pk, "prepare", read=office.as_read("ada", line))
            assert (answer.status_code, words in text_of(answer)) == (409, True)

    def test_s68_two_approvals_where_a_department_is_asked(self, office, ways):
        by_page, by_command = ways
        expected = ("supply", "department", "photocopy", TWO_APPROVALS, "not for re-export")
        general = {**PROVINCIAL, "publisher class": "department"}
        for way in ways:
            lines = ordered(way, PROVINCIAL, general, route=DEPARTMENT)
            assert [told[:5] for told in decided(*lines)] == [expected] * 2
            assert states(lines) == ["waiting for approval"] * 2
        (one, _, other, _) = OrderLine.objects.order_by("order__received_at", "position")
        assert [line.pk for line, _ in office.read("carl", "approvals").context["waiting"]] == []
        assert office.run("carl", "approval", "list", "--mine") == []
        early = office.refused("carl", "approval", "grant", str(other))
        assert early.startswith("Carl does not hold the authority “department-in-charge”")
        for who in ("ann", "carl"):
            waiting = [line.pk for line, _ in office.read(who, "approvals").context["waiting"]]
            assert {one.pk, other.pk} <= set(waiting)
            read = office.as_read(who, one)
            office.send(who, "line-word", one.pk, read=read, word="grant", remark="No objection")
            assert str(other) in [row["line"] for row in office.run(who, "approval", "list", "--mine")]
            office.run(who, "approval", "grant", str(other), "--remark", "No objection")
        told = ("position", "authority__code", "state", "by__handle", "remark")
        for line in (one, other):
            assert list(ApprovalStep.objects.of(line.kind, line.pk).values_list(*told)) == [
                (1, "department-in-charge", "granted", "ann", "No objection"),
                (2, "committee", "granted", "carl", "No objection"),
            ]
        assert states([one, other]) == ["sourcing", "sourcing"]

    def test_s69_confidential_items_and_batches_go_to_the_talks(self, office, ways):
        batch = "Principle 7: internal items in batches go through bilateral cooperation"
        for way in ways:
            (secret,) = ordered(way, CONFIDENTIAL, route=INSTITUTE)
            (many,) = ordered(way, SERIES, route=INSTITUTE, copies=6)
            (few,) = ordered(way, SERIES, route=INSTITUTE, copies=5)
            assert decided(secret, many) == [
                ("refer", "bilateral cooperation", "", [], "",
                 "Principle 7: confidential items go through bilateral cooperation only"),
                ("refer", "bilateral cooperation", "", [], "", batch),
            ]  # fmt: skip
            assert (states([secret, many]), [told[0] for told in decided(few)]) == (["unavailable"] * 2, ["supply"])
        kept = {str(line) for line in OrderLine.objects.filter(state="unavailable")}
        assert len(kept) == 4
        assert {str(one.line) for one in office.read("otto", "referrals").context["page"]} == kept
        assert {one["line"] for one in office.run("otto", "order", "referrals")} == kept
