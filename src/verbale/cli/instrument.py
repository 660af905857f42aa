"""`verbale instrument`: papers signed elsewhere and recorded here, with the chain that approved them."""

from __future__ import annotations

from typing import Any

import click
from django.db import transaction

from verbale.cli import named, told
from verbale.cli.fulfilment import store
from verbale.cli.group import Group
from verbale.cli.output import say
from verbale.cli.sign_in import SignedIn, seen, signed_in
from verbale.domain.spine import document as documents
from verbale.domain.spine import instrument as instruments
from verbale.domain.spine.person import check_role
from verbale.records.document import Document, DocumentRole
from verbale.records.instrument import Instrument, InstrumentStep, StepKind
from verbale.records.person import Role


@click.group(cls=Group)
def instrument() -> None:
    """Reports, orders and agreements as signed on paper: grade, serials, seals, distribution, order, scan, chain."""


@instrument.command(
    example="verbale instrument record --title 'Report on the exchange of literature' --grade internal --serial 0417 "
    "--seal 'Science Committee' --distribution 'Academy' --order 'To be carried out by all departments' --dated 1964-01"
)
@click.option("--title", required=True)
@click.option("--grade", default="", help="The grade of secrecy it bears.")
@click.option("--serial", "serials", multiple=True, help="A serial number; may be repeated.")
@click.option("--seal", "seals", multiple=True, help="The seal of an issuing body; may be repeated.")
@click.option("--distribution", multiple=True, help="Who gets it; may be repeated.")
@click.option("--order", "order_to_implement", default="", help="The order to implement it, in its words.")
@click.option("--dated", default="", metavar="EDTF", help="1964-01-12, 1964-01, 1964, a range, or nothing.")
@click.option("--archive-reference", default="", help="Where the original lies.")
@click.option("--original-language", default="")
@click.option("--translator", "translators", multiple=True, help="May be repeated.")
@click.option("--scan", metavar="FILE", help="The scan of the signed paper.")
@signed_in
def record(me: SignedIn, title: str, scan: str | None, **particulars: Any) -> None:
    """Records an instrument; you are its recorder."""
    with transaction.atomic():
        made = instruments.record(title=title, by=me.person, at=me.at, **particulars)
        if scan:
            _hang(me, made, scan)
    say(told.instrument(made), f"Recorded: {made.title}. {made.pk}")


@instrument.command(example="verbale instrument step 7zq0… approved 'The committee' --on 1964-01-20")
@click.argument("instrument")
@click.argument("what", type=click.Choice(StepKind.values))
@click.argument("who")
@click.option("--on", default="", metavar="EDTF", help="When.")
@signed_in
def step(me: SignedIn, instrument: str, what: str, who: str, on: str) -> None:
    """Adds the next step of the approval chain: submitted, revised, approved, forwarded."""
    one = named.instrument(me, instrument)
    made = instruments.add_step(instrument=one, what=what, who=who, on=on, by=me.person, at=me.at)
    say(_step(made), f"{made.position}. {made.what} by {made.who} {made.on}".rstrip())


@instrument.command(example="verbale instrument scan 7zq0… report.pdf")
@click.argument("instrument")
@click.argument("file")
@signed_in
def scan(me: SignedIn, instrument: str, file: str) -> None:
    """Attaches the scan of the signed paper, after looking into it."""
    made = _hang(me, named.instrument(me, instrument), file)
    say(told.document(made), f"{made.file_name} is attached.")


def _hang(me: SignedIn, one: Instrument, file: str) -> Document:
    check_role(me.person, Role.DESK, Role.ADMINISTRATOR)
    stored, name = store(file, me)
    return documents.attach(
        thing=one, file=documents.examine(stored), role=DocumentRole.SCAN, file_name=name, title=one.title,
        by=me.person, at=me.at, archive_reference=one.archive_reference, original_language=one.original_language,
        translators=one.translators,
    )  # fmt: skip


@instrument.command(name="list", example="verbale instrument list")
@signed_in
def list_(me: SignedIn) -> None:
    """Lists instruments."""
    rows = [told.instrument(row) for row in seen(Instrument, me)]
    say(rows, columns=("id", "title", "grade", "serials", "dated", "archive_reference"))


@instrument.command(example="verbale instrument show 7zq0…")
@click.argument("instrument")
@signed_in
def show(me: SignedIn, instrument: str) -> None:
    """Shows an instrument, its approval chain and its scans."""
    one = named.instrument(me, instrument)
    steps = seen(InstrumentStep, me).filter(instrument=one)
    scans = seen(Document, me).of(one.kind, one.pk).select_related("file")
    say(
        {
            **told.instrument(one),
            "steps": [_step(row) for row in steps],
            "scans": [{"id": row.pk, "file_name": row.file_name, "pages": row.file.pages} for row in scans],
        }
    )


def _step(one: InstrumentStep) -> told.Told:
    return {"position": one.position, "what": one.what, "who": one.who, "on": one.on}
