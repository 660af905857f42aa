"""`verbale need`: our own orders to a partner."""

from __future__ import annotations

import click

from verbale.cli import letter, named, told
from verbale.cli.group import Group
from verbale.cli.output import laid_out, say
from verbale.cli.sign_in import SignedIn, seen, signed_in
from verbale.domain.cycle import need as needs
from verbale.domain.cycle import need_lines
from verbale.records.document import Document
from verbale.records.need import Need, NeedLine, NeedState
from verbale.records.request import Form, Route

COLUMNS = ("position", "state", "since", "form", "copies", "citation", "told")


@click.group(cls=Group)
def need() -> None:
    """Our orders to a partner. One that is not sent is named by its identifier, a sent one by its number."""


need.add_command(letter.receipt_letter)


@need.command(name="open", example="verbale need open --partner FI --route 'information institute' --purpose teaching")
@click.option("--partner", required=True, metavar="CODE", help="Whom we ask.")
@click.option("--route", required=True, type=click.Choice(Route.values), help="Which body of theirs we ask.")
@click.option("--purpose", default="", help="What for.")
@signed_in
def open_(me: SignedIn, partner: str, route: str, purpose: str) -> None:
    """Begins an order of ours and prints its identifier."""
    made = needs.open_order(partner=named.partner(me, partner), route=route, purpose=purpose, by=me.person, at=me.at)
    say(told.need(made), made.pk)


@need.command(example="verbale need add 7zq0… --item 4k2m… --form photocopy")
@click.argument("order")
@click.option(
    "--item", "items", multiple=True, metavar="ID",
    help="An item of the partner's catalogue: see verbale catalogue find. May be repeated: all are added, or none.",
)  # fmt: skip
@click.option("--citation", default="", help="The item as cited, if it is in no catalogue.")
@click.option("--form", type=click.Choice(Form.values), default=Form.PHOTOCOPY.value, show_default=True)
@click.option("--copies", type=click.IntRange(1, 1000), default=1, show_default=True)
@signed_in
def add(me: SignedIn, order: str, items: tuple[str, ...], citation: str, form: str, copies: int) -> None:
    """Adds a wanted item to an order that is not sent yet; of several items those that are not on it."""
    one = named.need(me, order)
    if len(items) > 1:
        if citation:
            raise click.UsageError("A citation is of one item.")
        lines = need_lines.add(order=one, items=items, form=form, copies=copies, by=me.person, at=me.at)
        say([told.need_line(line) for line in lines], f"{len(lines)} lines were added.")
        return
    line = needs.add_line(
        need=one, item="".join(items), citation=citation, form=form, copies=copies, by=me.person, at=me.at
    )
    say(told.need_line(line), f"Line {line.position}: {line.citation}")


@need.command(example="verbale need send 7zq0…")
@click.argument("order")
@signed_in
def send(me: SignedIn, order: str) -> None:
    """Sends an order with the next pouch, under the year's next number."""
    sent = needs.send(need=named.need(me, order), by=me.person, at=me.at)
    say(told.need(sent), f"{sent.number} leaves with the next pouch.")


@need.command(name="list", example="verbale need list --state arrived")
@click.option("--partner", metavar="CODE", help="Only to this partner.")
@click.option("--state", type=click.Choice(NeedState.values), help="With a line in this state.")
@signed_in
def list_(me: SignedIn, partner: str | None, state: str | None) -> None:
    """Lists our orders."""
    rows = seen(Need, me).select_related("partner")
    if partner:
        rows = rows.filter(partner=named.partner(me, partner))
    if state:
        rows = rows.filter(pk__in=seen(NeedLine, me).filter(state=state).values("need"))
    columns = ("id", "number", "partner", "route", "purpose", "opened", "sent", "answer_due")
    say([told.need(row) for row in rows], columns=columns)


@need.command(example="verbale need show FI-2026-OUT-1")
@click.argument("order")
@signed_in
def show(me: SignedIn, order: str) -> None:
    """Shows an order of ours: where each line stands, and the documents that came."""
    one = named.need(me, order)
    lines = seen(NeedLine, me).filter(need=one)
    data = {**told.need(one), "lines": [{**told.need_line(row), "documents": _documents(me, row)} for row in lines]}
    brief = [{name: row[name] for name in COLUMNS} for row in data["lines"]]
    say(data, *laid_out({**data, "lines": brief}))


def _documents(me: SignedIn, line: NeedLine) -> list[told.Told]:
    rows = seen(Document, me).of(line.kind, line.pk).select_related("file")
    return [told.document(row) for row in rows]


@need.command(example="verbale need clarify FI-2026-OUT-1/2 'The second edition'")
@click.argument("line")
@click.argument("text")
@signed_in
def clarify(me: SignedIn, line: str, text: str) -> None:
    """Answers the partner's question about a line."""
    needs.clarify(line=named.need_line(me, line), text=text, by=me.person, at=me.at)
    say({"line": line, "text": text}, f"The answer on {line} leaves with the next pouch.")


@need.command(example="verbale need cancel FI-2026-OUT-1/2")
@click.argument("line")
@signed_in
def cancel(me: SignedIn, line: str) -> None:
    """Takes a line back, and tells the partner if it was sent."""
    needs.cancel(line=named.need_line(me, line), by=me.person, at=me.at)
    say({"line": line, "state": NeedState.CANCELLED}, f"{line} is cancelled.")


@need.command(example="verbale need receipt FI-2026-OUT-1/2")
@click.argument("line")
@signed_in
def receipt(me: SignedIn, line: str) -> None:
    """Confirms that what came is whole and readable; the partner is told."""
    needs.confirm_receipt(line=named.need_line(me, line), by=me.person, at=me.at)
    say({"line": line, "state": NeedState.RECEIPTED}, f"The receipt of {line} leaves with the next pouch.")


@need.command(name="return", example="verbale need return FI-2026-OUT-1/2")
@click.argument("line")
@signed_in
def return_(me: SignedIn, line: str) -> None:
    """Gives back what was recalled or is no longer needed, and tells the partner."""
    needs.give_back(line=named.need_line(me, line), by=me.person, at=me.at)
    say({"line": line, "state": NeedState.RETURNED}, f"{line} is given back.")
