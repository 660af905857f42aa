"""`verbale order`: the orders a partner placed with us."""

from __future__ import annotations

from datetime import date

import click
from django.db.models import Count, Q, QuerySet

from verbale.cli import decision, fulfilment, letter, named, request, sheet, told
from verbale.cli.group import Group
from verbale.cli.options import DAY
from verbale.cli.output import laid_out, say
from verbale.cli.sign_in import SignedIn, seen, signed_in
from verbale.domain.cycle.decision import standing
from verbale.records.approval import ApprovalStep
from verbale.records.correspondence import Correspondence
from verbale.records.decision import Decision
from verbale.records.dispatch import Release
from verbale.records.document import Document
from verbale.records.fulfilment import Sourcing
from verbale.records.matching import with_all
from verbale.records.request import LineState, Order, OrderLine

LINE_COLUMNS = ("line", "state", "since", "form", "copies", "citation")
ORDER_COLUMNS = ("number", "partner", "source", "route", "received", "answer_due", "answered", "assigned_to", "lines")
EXPORTED = (
    "number", "partner", "partner_number", "source", "route", "purpose", "received", "answer_due", "answered",
    "assigned_to", "lines",
)  # fmt: skip


@click.group(cls=Group)
def order() -> None:
    """A partner's orders. A line is named NUMBER/POSITION, such as FI-2026-IN-3/2."""


for command in (*request.COMMANDS, *decision.COMMANDS, *fulfilment.COMMANDS, letter.answer_letter, letter.cover_note):
    order.add_command(command)


@order.command(name="list", example="verbale order list --state deciding --overdue --xlsx orders.xlsx")
@click.option("--partner", metavar="CODE", help="Only this partner's.")
@click.option(
    "--state", "states", multiple=True, type=click.Choice(LineState.values), help="With a line in this state."
)
@click.option("--assigned-to", metavar="HANDLE", help="Only this officer's.")
@click.option("--due-by", type=DAY, help="To be answered by this day.")
@click.option("--overdue", is_flag=True, help="Not answered, though the day has passed.")
@click.option("--open", "unanswered", is_flag=True, help="Not answered yet.")
@click.option("--text", default="", help="With this in a citation, number or purpose.")
@click.option("--csv", metavar="FILE", help="Write the list as CSV; - is standard output.")
@click.option("--xlsx", metavar="FILE", help="Write the list as XLSX.")
@signed_in
def list_(
    me: SignedIn, partner: str | None, states: tuple[str, ...], assigned_to: str | None, due_by: date | None,
    overdue: bool, unanswered: bool, text: str, csv: str | None, xlsx: str | None,
) -> None:  # fmt: skip
    """Lists orders, filtered; to the screen or as CSV or XLSX."""
    rows = _filtered(me, text, states)
    if partner:
        rows = rows.filter(partner=named.partner(me, partner))
    if assigned_to:
        rows = rows.filter(assigned_to=named.person(me, assigned_to))
    if due_by:
        rows = rows.filter(answer_due__lte=due_by)
    if overdue:
        rows = rows.filter(answer_due__lt=me.today)
    if unanswered or overdue:
        rows = rows.filter(answered_at__isnull=True)
    data = [{**told.order(one), "lines": one.count} for one in rows.annotate(count=Count("lines", distinct=True))]
    for form, to in (("csv", csv), ("xlsx", xlsx)):
        if to:
            sheet.write(data, EXPORTED, form, to)
    if not (csv or xlsx):
        say(data, columns=ORDER_COLUMNS)


def _filtered(me: SignedIn, text: str, states: tuple[str, ...]) -> QuerySet[Order]:
    rows: QuerySet[Order] = seen(Order, me).select_related("partner", "assigned_to")
    if states:
        lines = seen(OrderLine, me).filter(state__in=states)
        rows = rows.filter(pk__in=lines.values("order"))
    if text:
        cited = seen(OrderLine, me).filter(with_all(text, ["citation"]))
        named_so = with_all(text, ("number", "partner_number", "purpose"))
        rows = rows.filter(named_so | Q(pk__in=cited.values("order")))
    return rows


@order.command(example="verbale order show FI-2026-IN-3")
@click.argument("number")
@signed_in
def show(me: SignedIn, number: str) -> None:
    """Shows an order and its lines."""
    one = named.order(me, number)
    lines = seen(OrderLine, me).filter(order=one).select_related("order")
    data = {**told.order(one), "lines": [told.line(row) for row in lines]}
    brief = [{name: row[name] for name in LINE_COLUMNS} for row in data["lines"]]
    say(data, *laid_out({**data, "lines": brief}))


@order.command(example="verbale order line FI-2026-IN-3/2 --json")
@click.argument("line")
@signed_in
def line(me: SignedIn, line: str) -> None:
    """Shows one line: its facts, decisions, approvals, source, documents and releases."""
    one = named.line(me, line)
    decisions = seen(Decision, me).filter(line=one).select_related("version__policy", "decided_by")
    steps = seen(ApprovalStep, me).of(one.kind, one.pk).select_related("authority", "by")
    documents = seen(Document, me).of(one.kind, one.pk).select_related("file")
    releases = seen(Release, me).filter(thing_kind=one.kind, thing_id=one.pk)
    sources = seen(Sourcing, me).filter(line=one)
    say(
        {
            **told.line(one),
            "decisions": [told.decision(row) for row in decisions],
            "approvals": [told.step(row) for row in steps],
            "sourcing": next((told.sourcing(row) for row in sources), None),
            "documents": [told.document(row) for row in documents],
            "releases": [
                {"basis": row.basis, "marking": row.marking, "released": row.released_at, "recalled": row.recalled_at}
                for row in releases
            ],
        }
    )


@order.command(example="verbale order referrals")
@signed_in
def referrals(me: SignedIn) -> None:
    """Lists the lines that a rule refers to another channel, and what is logged about each order."""
    decisions = seen(Decision, me).filter(outcome="refer").select_related("line__order__partner")
    data = []
    for one in decisions:
        if standing(one.line).pk != one.pk:
            continue
        entries = seen(Correspondence, me).filter(order=one.line.order)
        data.append(
            {
                "line": str(one.line), "partner": one.line.order.partner.code, "channel": one.channel,
                "basis": one.basis, "state": one.line.state, "decided": one.decided_at,
                "log": [entry.subject for entry in entries],
            }
        )  # fmt: skip
    say(data)
