"""Entering a partner's orders and asking what they mean: part of `verbale order`."""

from __future__ import annotations

from pathlib import Path

import click

from verbale.cli import named, told
from verbale.cli.group import Command
from verbale.cli.options import facts, read_file
from verbale.cli.output import say
from verbale.cli.sign_in import SignedIn, signed_in
from verbale.domain.cycle import request
from verbale.domain.cycle.spreadsheet import read_sheet
from verbale.domain.spine.person import check_role
from verbale.journeys.daily import answer_due_orders
from verbale.records.person import Role
from verbale.records.request import Form, LineState, Route, Source


@click.command(
    cls=Command,
    example="verbale order enter --partner FI --route department --source letter --purpose teaching "
    '--citation "Optics of thin films. 1962" --citation "Welding handbook. 1959"',
)
@click.option("--partner", required=True, metavar="CODE", help="Who asks.")
@click.option("--route", required=True, type=click.Choice(Route.values), help="Whom the partner asked.")
@click.option(
    "--source", type=click.Choice([Source.CITATION.value, Source.LETTER.value]), default="letter", show_default=True
)
@click.option("--purpose", default="", help="What for.")
@click.option("--number", default="", help="The partner's number.")
@click.option("--citation", "citations", multiple=True, metavar="TEXT", help="A wanted item as cited; may be repeated.")
@click.option("--item", "items", multiple=True, metavar="ID", help="An item of the catalogue; may be repeated.")
@click.option("--form", type=click.Choice(Form.values), default=Form.PHOTOCOPY.value, show_default=True)
@click.option("--copies", default=1, show_default=True, help="Of each.")
@signed_in
def enter(
    me: SignedIn, partner: str, route: str, source: str, purpose: str, number: str, citations: tuple[str, ...],
    items: tuple[str, ...], form: str, copies: int,
) -> None:  # fmt: skip
    """Enters an order that came by letter or citation, a line for each item."""
    lines = [request.Wanted(citation=one, form=form, copies=copies) for one in citations]
    lines += [request.Wanted(item=one, form=form, copies=copies) for one in items]
    made = request.receive(
        partner=named.partner(me, partner), source=source, route=route, purpose=purpose, lines=lines, by=me.person,
        at=me.at, partner_number=number,
    )  # fmt: skip
    say(told.order(made), f"{made.number}: {len(lines)} lines, to be answered on {made.answer_due}.")


@click.command(
    cls=Command, example="verbale order from-spreadsheet wanted.xlsx --partner FI --route 'information institute'"
)
@click.argument("file")
@click.option("--partner", required=True, metavar="CODE", help="Who asks.")
@click.option("--route", required=True, type=click.Choice(Route.values), help="Whom the partner asked.")
@click.option("--purpose", default="", help="What for.")
@click.option("--number", default="", help="The partner's number.")
@signed_in
def from_spreadsheet(me: SignedIn, file: str, partner: str, route: str, purpose: str, number: str) -> None:
    """Enters an order from CSV or XLSX with the columns citation, item, form, copies, line.

    Rows that are no line are named, and the rest is kept. Exit code 1 if there were such rows.
    """
    found = read_sheet(read_file(file), name=Path(file).name)
    broken = [{"row": one.row, "why": one.why} for one in found.broken]
    made = None
    if found.lines:
        made = request.receive(
            partner=named.partner(me, partner), source=Source.SPREADSHEET, route=route, purpose=purpose,
            lines=found.lines, by=me.person, at=me.at, partner_number=number,
        )  # fmt: skip
    entered = f"{made.number}: {len(found.lines)} lines." if made else "No row is a line of an order."
    say(
        {"order": told.order(made) if made else None, "lines": len(found.lines), "broken": broken},
        entered, *(f"row {one['row']}: {one['why']}" for one in broken),
    )  # fmt: skip
    if broken or not made:
        raise click.exceptions.Exit(1)


@click.command(cls=Command, example="verbale order assign FI-2026-IN-3 --to aino")
@click.argument("number")
@click.option("--to", required=True, metavar="HANDLE", help="A desk officer.")
@signed_in
def assign(me: SignedIn, number: str, to: str) -> None:
    """Gives an order to a desk officer."""
    one, officer = named.order(me, number), named.person(me, to)
    request.assign(order=one, to=officer, by=me.person, at=me.at)
    say({"order": one.number, "assigned_to": officer.handle}, f"{one.number} is assigned to {officer.name}.")


@click.command(cls=Command, example="verbale order take-up FI-2026-IN-3/2")
@click.argument("line")
@signed_in
def take_up(me: SignedIn, line: str) -> None:
    """Begins to decide on a line."""
    one = request.take_up(line=named.line(me, line), by=me.person, at=me.at)
    say(told.line(one), f"{one} is being decided.")


@click.command(
    "facts", cls=Command, example="verbale order facts FI-2026-IN-3/2 origin='third country' year=1963 kind=book"
)
@click.argument("line")
@click.argument("given", nargs=-1, required=True, metavar="NAME=VALUE...")
@signed_in
def facts_(me: SignedIn, line: str, given: tuple[str, ...]) -> None:
    """States what is known of a cited item; the statement is yours and is recorded."""
    one, stated = named.line(me, line), facts(given)
    request.state_facts(line=one, facts=stated, by=me.person, at=me.at)
    say({"line": str(one), "facts": {**one.facts, **stated}}, f"{one}: stated {', '.join(stated)}.")


@click.command(cls=Command, example="verbale order ask-back FI-2026-IN-3/2 'Which edition?'")
@click.argument("line")
@click.argument("question")
@signed_in
def ask_back(me: SignedIn, line: str, question: str) -> None:
    """Asks the partner what it means."""
    one = named.line(me, line)
    request.ask_back(line=one, question=question, by=me.person, at=me.at)
    say({"line": str(one), "question": question}, f"{one} waits for the partner's answer.")


@click.command(cls=Command, example="verbale order clarified FI-2026-IN-3/2 'The second edition, of 1962'")
@click.argument("line")
@click.argument("text")
@signed_in
def clarified(me: SignedIn, line: str, text: str) -> None:
    """Records what the partner meant, as you heard or read it."""
    one = named.line(me, line)
    request.clarified(line=one, text=text, by=me.person, at=me.at)
    say({"line": str(one), "text": text}, f"{one} is clarified.")


@click.command(cls=Command, example="verbale order cancel FI-2026-IN-3/2 --reason 'taken back by letter'")
@click.argument("line")
@click.option("--reason", default="", help="Why, for our own file.")
@signed_in
def cancel(me: SignedIn, line: str, reason: str) -> None:
    """Cancels a line at the partner's wish; approvals asked for it are recalled."""
    one = named.line(me, line)
    request.cancel(line=one, by=me.person, at=me.at, reason=reason)
    say({"line": str(one), "state": LineState.CANCELLED}, f"{one} is cancelled.")


@click.command(cls=Command, example="verbale order unavailable FI-2026-IN-3/2 --reason 'out of print'")
@click.argument("line")
@click.option("--reason", required=True, help="Why, for our own eyes; the partner is told one neutral word.")
@signed_in
def unavailable(me: SignedIn, line: str, reason: str) -> None:
    """Says that a line cannot be had."""
    one = named.line(me, line)
    request.cannot_be_had(line=one, reason=reason, by=me.person, at=me.at)
    say({"line": str(one), "state": LineState.UNAVAILABLE}, f"{one} cannot be had.")


@click.command(cls=Command, example="verbale order answer-due")
@signed_in
def answer_due(me: SignedIn) -> None:
    """Answers every order whose day has come, all lines at once, withheld and unknown items in the same words."""
    check_role(me.person, Role.DESK)
    answered = answer_due_orders(at=me.at)
    say(answered, *([f"{number} is answered." for number in answered] or ["No order is due."]))


COMMANDS = (
    enter, from_spreadsheet, assign, take_up, facts_, ask_back, clarified, cancel, unavailable, answer_due,
)  # fmt: skip
