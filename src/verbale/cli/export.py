"""`verbale export`: tables as CSV, XLSX or JSON, of what the person may see."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import click

from verbale.cli import commitment_told, report_told, session_told, sheet, told, visit_told
from verbale.cli.group import Command
from verbale.cli.sign_in import SignedIn, seen, signed_in
from verbale.records.commitment import Commitment
from verbale.records.correspondence import Correspondence
from verbale.records.decision import Decision
from verbale.records.instrument import Instrument
from verbale.records.need import NeedLine
from verbale.records.report import Report, Waiting
from verbale.records.request import Order, OrderLine
from verbale.records.session import Session
from verbale.records.talk import TalkEntry
from verbale.records.visit import Visit

Rows = Iterable[Mapping[str, Any]]


def _orders(me: SignedIn) -> Rows:
    rows = seen(Order, me).select_related("partner", "assigned_to")
    return (told.order(row) for row in rows)


def _lines(me: SignedIn) -> Rows:
    rows = seen(OrderLine, me).select_related("order__partner")
    return ({"partner": row.order.partner.code, **told.line(row)} for row in rows)


def _decisions(me: SignedIn) -> Rows:
    rows = seen(Decision, me)
    chosen = rows.select_related("version__policy", "decided_by", "line__order__partner")
    return ({"line": str(row.line), "partner": row.line.order.partner.code, **told.decision(row)} for row in chosen)


def _needs(me: SignedIn) -> Rows:
    rows = seen(NeedLine, me).select_related("need__partner")
    return (
        {"order": row.need.number, "partner": row.need.partner.code, "sent": row.need.sent_at, **told.need_line(row)}
        for row in rows
    )


def _correspondence(me: SignedIn) -> Rows:
    rows = seen(Correspondence, me).select_related("partner", "order")
    return (told.entry(row) for row in rows)


def _instruments(me: SignedIn) -> Rows:
    return (told.instrument(row) for row in seen(Instrument, me))


def _commitments(me: SignedIn) -> Rows:
    rows = seen(Commitment, me).select_related("partner").prefetch_related("parts")
    return (commitment_told.row(row) for row in rows)


def _sessions(me: SignedIn) -> Rows:
    rows = seen(Session, me).select_related("commission__partner", "word")
    return session_told.table(list(rows), me.today)


def _visits(me: SignedIn) -> Rows:
    return (visit_told.visit(row) for row in seen(Visit, me).select_related("partner"))


def _talks(me: SignedIn) -> Rows:
    """A row for each entry of a talk."""
    rows = seen(TalkEntry, me).select_related("talk__partner").order_by("-talk__on", "talk", "place")
    return (visit_told.written(row) for row in rows)


def _reports(me: SignedIn) -> Rows:
    return (report_told.row(row, me) for row in seen(Report, me))


def _waiting(me: SignedIn) -> Rows:
    return (report_told.wait(row) for row in seen(Waiting, me))


TABLES: dict[str, Callable[[SignedIn], Rows]] = {
    "orders": _orders, "lines": _lines, "decisions": _decisions, "needs": _needs, "correspondence": _correspondence,
    "instruments": _instruments, "commitments": _commitments, "sessions": _sessions,
    "visits": _visits, "talks": _talks, "reports": _reports, "waiting": _waiting,
}  # fmt: skip


@click.command(cls=Command, data=False, example="verbale export lines --format xlsx --to lines.xlsx")
@click.argument("table", type=click.Choice(sorted(TABLES)))
@click.option("--format", "form", type=click.Choice(sheet.FORMATS), default="csv", show_default=True)
@click.option("--json", "form", flag_value="json", help="As --format json.")
@click.option("--to", default="-", metavar="FILE", help="Else standard output.")
@signed_in
def export(me: SignedIn, table: str, form: str, to: str) -> None:
    """Writes a table of what you may see. A text that looks like a formula is never one in a spreadsheet."""
    rows = list(TABLES[table](me))
    columns = list(dict.fromkeys(name for row in rows for name in row))
    sheet.write(rows, columns, form, to)
