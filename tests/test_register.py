"""The register's rows, each done by a person at the pages and again at the terminal, and looked up in the stores.

docs/REGISTER.md says for each row by which pages and commands a person reaches it. Every test here is held to its
row there: it must have used each page and each command that the row names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import click
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import get_resolver, reverse

from tests.cli.conftest import RULEBOOKS, Terminal
from tests.domain.spine.other_side import OtherSide, revision
from tests.shared import ROOT
from tests.web.desk import Desk, desk, pdf
from tests.web.shelf import source as marc_file
from tests.web.shelf import text_of
from verbale.cli.main import verbale
from verbale.domain.cycle import fulfilment, holding
from verbale.domain.spine import contact_body, document, marking, text, token
from verbale.engines.agreement import Kind as Agreed
from verbale.engines.catalogue import OfferItem
from verbale.engines.paper import read_marks
from verbale.journeys import work
from verbale.records import files
from verbale.records.approval import ApprovalStep
from verbale.records.correspondence import Correspondence
from verbale.records.decision import Decision
from verbale.records.dispatch import Message, MessageState, Pouch, Release
from verbale.records.document import Document, DocumentRole
from verbale.records.fulfilment import Sourcing
from verbale.records.holding import Offer
from verbale.records.instrument import Instrument, InstrumentStep
from verbale.records.job import Job
from verbale.records.need import Need, NeedLine
from verbale.records.party import ContactUnit, Party, SupplyChannel
from verbale.records.policy import Policy, PolicyUse, PolicyVersion
from verbale.records.request import LineState, Order, OrderLine
from verbale.records.text import Text

__all__ = ["desk", "pdf"]

Facts = Mapping[str, Any]

OWNED = (
    "S1", "S4", "S14", "S19", "S20", "S28", "S41", "S57", "S58", "S59", "S61", "S62",
    "S63", "S64", "S65", "S66", "S67", "S68", "S69", "S70",
    "S71", "S72", "S73",
)  # fmt: skip

OPEN: Facts = {"origin": "domestic", "distribution": "open", "kind": "book", "publisher class": "listed press"}
ABROAD: Facts = {"origin": "third country", "distribution": "open", "kind": "journal"}
SERIES: Facts = {
    "origin": "domestic", "distribution": "internal", "kind": "journal", "publisher class": "information institute",
    "series": "Trends in Science and Technology",
}  # fmt: skip
PROVINCIAL: Facts = {
    "origin": "domestic", "distribution": "internal", "kind": "report", "publisher class": "provincial or municipal",
}  # fmt: skip
CONFIDENTIAL: Facts = {"origin": "domestic", "distribution": "confidential", "kind": "report"}
CAMPUS: Facts = {"origin": "domestic", "distribution": "open", "kind": "journal", "publisher class": "university"}

INSTITUTE, DEPARTMENT, COMPANY = "information institute", "department", "trading company"
TWO_APPROVALS = ["department-in-charge", "committee"]


@dataclass(frozen=True)
class Row:
    """A row of docs/REGISTER.md."""

    number: str
    pages: tuple[str, ...]
    commands: tuple[str, ...]
    test: str


def rows() -> list[Row]:
    """The rows of the table, as they stand."""
    found = []
    for line in (ROOT / "docs" / "REGISTER.md").read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if re.fullmatch(r"S\d+", cells[0]):
            pages, commands, tests = (tuple(re.findall(r"`([^`]+)`", cell)) for cell in cells[2:])
            (test,) = tests
            found.append(Row(cells[0], pages, tuple(one.removeprefix("verbale ") for one in commands), test))
    return found


@dataclass
class Office:
    """One office, at its pages and at its terminal; it remembers which pages and commands were used."""

    desk: Desk
    state: Path
    pages: set[str] = field(default_factory=set)
    commands: set[str] = field(default_factory=set)
    terminals: dict[str, Terminal] = field(default_factory=dict)

    def read(self, who: str, page: str, /, *args: Any, **asked: Any) -> Any:
        """A page as somebody reads it."""
        self.pages.add(page)
        answer = self.desk.client(who).get(reverse(page, args=args), asked)
        assert answer.status_code == 200
        return answer

    def answered(self, who: str, page: str, /, *args: Any, **data: Any) -> Any:
        """What a page answers to its form."""
        self.pages.add(page)
        self.desk.tick()
        return self.desk.client(who).post(reverse(page, args=args), data)

    def send(self, who: str, page: str, /, *args: Any, **data: Any) -> Any:
        """The answer to a form that was taken: it leads on to another page."""
        answer = self.answered(who, page, *args, **data)
        assert answer.status_code == 302, text_of(answer)
        return answer

    def act(self, line: OrderLine, name: str, /, **data: Any) -> None:
        """A desk officer's act on a line, done on its page as it stands."""
        self.send("ada", "line-act", line.pk, name, read=self.as_read("ada", line), **data)

    def as_read(self, who: str, line: OrderLine) -> str:
        """What the page of a line remembers of it."""
        return str(self.read(who, "line", line.pk).context["read"])

    def run(self, who: str, *words: str) -> Any:
        """What a command says to somebody, as JSON; it must have gone well."""
        return self._terminal(who, words).done(*words)

    def refused(self, who: str, *words: str) -> str:
        """The sentence with which a command refuses."""
        result = self._terminal(who, words).run(*words)
        assert (result.exit_code, result.stdout) == (1, "")
        return result.stderr

    def _terminal(self, who: str, words: Sequence[str]) -> Terminal:
        self.commands.add(" ".join(command_in(words)))
        at = self.desk.tick()
        if who not in self.terminals:
            _, secret = token.issue(person=self.desk.people[who], label="register", second_factor=True, at=at)
            self.terminals[who] = Terminal(secret, self.state)
        return self.terminals[who]


def command_in(words: Sequence[str]) -> tuple[str, ...]:
    """The words that name a command, without what is given to it; empty if there is no such command."""
    at: click.Command | None = verbale
    named: list[str] = []
    for word in words:
        if not isinstance(at, click.Group):
            break
        at = at.get_command(click.Context(verbale), word)
        named.append(word)
    return tuple(named) if at is not None and not isinstance(at, click.Group) else ()


@dataclass
class ByPage:
    """A desk officer who works at the pages."""

    office: Office

    def order(self, citations: Sequence[str], *, route: str, form: str, copies: int, partner: Party) -> Order:
        fields: dict[str, Any] = {"form-TOTAL_FORMS": len(citations), "form-INITIAL_FORMS": 0}
        for number, citation in enumerate(citations):
            fields |= {
                f"form-{number}-citation": citation,
                f"form-{number}-form": form,
                f"form-{number}-copies": copies,
            }
        made = self.office.send(
            "ada", "order-new", partner=partner.pk, source="citation", route=route, purpose="for a survey", **fields
        )
        return Order.objects.get(pk=last_part(made))

    def state(self, line: OrderLine, facts: Facts) -> None:
        self.office.act(line, "facts", **{name.replace(" ", "_"): value for name, value in facts.items()})

    def decide(self, line: OrderLine) -> None:
        self.office.act(line, "decide")

    def source(self, line: OrderLine, **given: str) -> None:
        self.office.act(line, "source", **given)

    def attach(self, line: OrderLine, file: Path, title: str, **particulars: str) -> None:
        sent = SimpleUploadedFile(file.name, file.read_bytes())
        self.office.act(line, "upload", file=sent, title=title, **particulars)

    def do(self, line: OrderLine, act: str) -> None:
        self.office.act(line, act)

    def unavailable(self, line: OrderLine, reason: str) -> None:
        self.office.act(line, "cannot_be_had", text=reason)

    def delivered(self, line: OrderLine, told: str) -> None:
        self.office.act(line, "delivered", text=told)

    def log(self, **entry: str) -> Correspondence:
        return Correspondence.objects.get(pk=last_part(self.office.send("ada", "correspondence-log", **entry)))

    def instrument(self, **particulars: Any) -> Instrument:
        given = {name: "\n".join(one) if isinstance(one, list) else one for name, one in particulars.items()}
        return Instrument.objects.get(pk=last_part(self.office.send("ada", "instrument-record", **given)))


@dataclass
class ByCommand:
    """The same officer at the terminal."""

    office: Office

    def order(self, citations: Sequence[str], *, route: str, form: str, copies: int, partner: Party) -> Order:
        cited = [word for citation in citations for word in ("--citation", citation)]
        made = self.office.run(
            "ada", "order", "enter", "--partner", partner.code, "--source", "citation", "--route", route,
            "--purpose", "for a survey", "--form", form, "--copies", str(copies), *cited,
        )  # fmt: skip
        return Order.objects.get(pk=made["id"])

    def state(self, line: OrderLine, facts: Facts) -> None:
        self.office.run("ada", "order", "facts", str(line), *(f"{name}={value}" for name, value in facts.items()))

    def decide(self, line: OrderLine) -> None:
        self.office.run("ada", "order", "decide", str(line))

    def source(self, line: OrderLine, *, copyright_basis: str, **given: str) -> None:
        options = options_of({**given, "copyright": copyright_basis})
        self.office.run("ada", "order", "source", str(line), *options)

    def attach(self, line: OrderLine, file: Path, title: str, translators: str = "", **particulars: str) -> None:
        options = options_of({"title": title, **particulars, "translator": translators.split()})
        self.office.run("ada", "order", "attach", str(line), str(file), *options)

    def do(self, line: OrderLine, act: str) -> None:
        self.office.run("ada", "order", act, str(line))

    def unavailable(self, line: OrderLine, reason: str) -> None:
        self.office.run("ada", "order", "unavailable", str(line), "--reason", reason)

    def delivered(self, line: OrderLine, told: str) -> None:
        self.office.run("ada", "order", "delivered", str(line), "--told", told)

    def log(self, *, what: str, said_by: str, said_to: str = "", partner: str = "", **entry: str) -> Correspondence:
        code = Party.objects.get(pk=partner).code if partner else ""
        options = options_of({**entry, "by": said_by, "to": said_to, "partner": code})
        made = self.office.run("ada", "correspondence", "log", what, *options)
        return Correspondence.objects.get(pk=made["id"])

    def instrument(self, **particulars: Any) -> Instrument:
        spelled = {"serials": "serial", "seals": "seal", "translators": "translator", "order_to_implement": "order"}
        options = options_of({spelled.get(name, name): one for name, one in particulars.items()})
        return Instrument.objects.get(pk=self.office.run("ada", "instrument", "record", *options)["id"])


Way = ByPage | ByCommand


def options_of(given: Mapping[str, Any]) -> list[str]:
    """What was given, as options; several values repeat theirs, and an empty one has none."""
    pairs = [(name, one) for name, some in given.items() for one in (some if isinstance(some, list) else [some])]
    return [word for name, one in pairs if one for word in (f"--{name.replace('_', '-')}", str(one))]


def last_part(answer: Any) -> str:
    """The identifier at the end of the address to which a page leads."""
    return str(answer.headers["Location"].rstrip("/").rsplit("/", 1)[-1])


@pytest.fixture
def office(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: Any) -> Iterator[Office]:
    """The office whose pages and terminal tell one time. In the end, all that the row names must have been used."""
    monkeypatch.setattr("verbale.cli.sign_in.SystemClock", lambda: desk.clock)
    used = Office(desk, tmp_path / "state")
    yield used
    (row,) = [row for row in rows() if row.test == request.node.name]
    assert (set(row.pages) - used.pages, set(row.commands) - used.commands) == (set(), set())


@pytest.fixture
def ways(office: Office) -> tuple[Way, ...]:
    """Both ways of doing the same."""
    return ByPage(office), ByCommand(office)


@pytest.fixture
def paper(pdf: bytes, tmp_path: Path) -> Path:
    """A sound PDF of two pages on this machine."""
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf)
    return path


def ordered(
    way: Way, *wanted: Facts, route: str, form: str = "photocopy", copies: int = 1, partner: Party | None = None
) -> list[OrderLine]:
    """An order's lines, each stated as wanted and decided."""
    citations = [f"Annals of Hydrology {number}. 1963" for number in range(1, len(wanted) + 1)]
    order = way.order(citations, route=route, form=form, copies=copies, partner=partner or way.office.desk.partner)
    for line, facts in zip(order.lines.order_by("position"), wanted, strict=True):
        way.state(line, facts)
        way.decide(line)
    return list(OrderLine.objects.filter(order=order).order_by("position"))


def decided(*lines: OrderLine) -> list[tuple[Any, ...]]:
    """What was decided on lines: outcome, channel, form, approvals, marking, basis."""
    told = ("outcome", "channel", "form", "approvals", "marking", "basis")
    return [Decision.objects.filter(line=line).values_list(*told).get() for line in lines]


def states(lines: Sequence[OrderLine]) -> list[str]:
    return [OrderLine.objects.get(pk=line.pk).state for line in lines]


def introduce(office: Office, *codes: str) -> list[Party]:
    """Further partners, the first by page, the second by command."""
    first, second = codes
    office.send("root", "party-add", code=first, names_en=first.title(), language="en")
    office.run("root", "partner", "add", second, "--name", second.title())
    return [Party.objects.get(code=code) for code in codes]


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

    def test_s41_what_was_in_force_on_a_day(self, office):
        office.send("root", "policy-define", code="library", titles_en="Library policy")
        policy = Policy.objects.get(code="library")
        book = (RULEBOOKS / "supply-1964.dmn").read_bytes()
        office.send(
            "root", "policy-record", policy.pk, rulebook=SimpleUploadedFile("first.dmn", book),
            in_force_from="1964-02-18",
        )  # fmt: skip
        amended = str(RULEBOOKS / "supply-1964-amended.dmn")
        office.run("root", "policy", "version", "library", amended, "--from", "1970-01-01")
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
        office.send(
            "root", "policy-record", changed.pk, rulebook=SimpleUploadedFile(amended.name, amended.read_bytes()),
            in_force_from="2026-02-01",
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
        second = office.run("ada", "catalogue", "import", str(file), *options_of(stated))["edition"]
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


def seal(line: OrderLine, at: Any) -> None:
    """What the carrier leaves in the stores once a released line is in a pouch."""
    message = Message.objects.get(what="delivery", thing_id=line.pk)
    pouch = Pouch.objects.create(
        partner=message.partner, number=Pouch.objects.count() + 1, envelope_hash="0" * 64, sha256="0" * 64, size=1,
        file_name="1", sealed_at=at,
    )  # fmt: skip
    Message.objects.filter(pk=message.pk).update(state=MessageState.SEALED, pouch=pouch)
    fulfilment.shipped(line=line, pouch=pouch.number, at=at)


@pytest.fixture
def theirs(office):
    """The partner's side of agreed texts; ours are approved by the committee, so by carl."""
    return OtherSide(office.desk.partner, office.desk.tick)


def conclude(office: Office, theirs: OtherSide, one: Text, by_page: bool) -> None:
    """Both sides approve what is proposed: ours at a page or at the terminal."""
    exact = one.revisions.latest("since").hash
    if by_page:
        office.send("root", "text-authority", one.pk, code="committee")
        office.send("carl", "text-approve", one.pk, exact, note="")
    else:
        office.run("root", "text", "authority", one.pk, "committee")
        office.run("carl", "text", "approve", one.pk, exact)
    theirs.does(Agreed.APPROVE, one, revision=exact)
    assert Text.objects.get(pk=one.pk).in_force == exact


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


class TestTable:
    def test_it_holds_every_row_once(self):
        assert [row.number for row in rows()] == list(OWNED)

    def test_each_row_has_its_test(self):
        written = [
            name for one in (TestRelations, TestExchange, TestTexts) for name in vars(one) if name.startswith("test_")
        ]
        assert sorted(row.test for row in rows()) == sorted(written)
        assert [row.number for row in rows()] == [row.test.split("_")[1].upper() for row in rows()]

    def test_every_page_and_command_is_there(self):
        pages = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
        named = [(row.number, page) for row in rows() for page in row.pages if page not in pages]
        commands = [one for row in rows() for one in row.commands if " ".join(command_in(one.split())) != one]
        assert (named, commands) == ([], [])
        assert [row.number for row in rows() if not (row.pages and row.commands)] == []

    @pytest.mark.shared
    def test_the_rows_are_those_of_the_register(self, shared):
        register = (shared / "REGISTER.md").read_text("utf-8")
        assert [number for number in OWNED if not re.search(rf"^\| {number} [A-E] \|", register, re.M)] == []
