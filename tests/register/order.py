"""Orders of a partner, entered and decided by page and by command, and the facts they are decided on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.register.office import Office, last_part, options_of
from verbale.domain.cycle import fulfilment
from verbale.records.correspondence import Correspondence
from verbale.records.decision import Decision
from verbale.records.dispatch import Message, MessageState, Pouch
from verbale.records.instrument import Instrument
from verbale.records.party import Party
from verbale.records.request import Order, OrderLine

Facts = Mapping[str, Any]

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


def seal(line: OrderLine, at: Any) -> None:
    """What the carrier leaves in the stores once a released line is in a pouch."""
    message = Message.objects.get(what="delivery", thing_id=line.pk)
    pouch = Pouch.objects.create(
        partner=message.partner, number=Pouch.objects.count() + 1, envelope_hash="0" * 64, sha256="0" * 64, size=1,
        file_name="1", sealed_at=at,
    )  # fmt: skip
    Message.objects.filter(pk=message.pk).update(state=MessageState.SEALED, pouch=pouch)
    fulfilment.shipped(line=line, pouch=pouch.number, at=at)
