"""Getting, marking, releasing and accounting for what was promised: part of `verbale order`."""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

import click

from verbale.cli import named, told
from verbale.cli.group import Command
from verbale.cli.options import NoFile
from verbale.cli.output import say
from verbale.cli.sign_in import SignedIn, signed_in
from verbale.domain.cycle import fulfilment
from verbale.domain.spine import document as documents
from verbale.records.document import Document, StoredFile
from verbale.records.request import Form


@click.command(
    cls=Command,
    example="verbale order source FI-2026-IN-3/2 --supplier 'Book import, Basel' --price 12.50 --currency CHF "
    "--form original --copyright 'licence of the publisher' --expected 2027-01",
)
@click.argument("line")
@click.option("--supplier", required=True, help="From whom it is got.")
@click.option("--price", default="", help="As quoted, such as 12.50.")
@click.option("--currency", default="", help="The currency of the quotation; nothing is converted.")
@click.option("--form", required=True, type=click.Choice(Form.values))
@click.option("--copyright", "copyright_basis", required=True, help="On which basis it may be copied or passed on.")
@click.option("--expected", default="", metavar="EDTF", help="When it should be here: 2027-01, ../2027-03-31, or none.")
@signed_in
def source(
    me: SignedIn, line: str, supplier: str, price: str, currency: str, form: str, copyright_basis: str, expected: str
) -> None:
    """Records from whom an item is got and at which price."""
    one = named.line(me, line)
    made = fulfilment.source(
        line=one, supplier=supplier, price=price, currency=currency, form=form, copyright_basis=copyright_basis,
        by=me.person, at=me.at, expected=expected,
    )  # fmt: skip
    made.refresh_from_db()
    say({"line": str(one), **told.sourcing(made)}, f"{one} comes from {made.supplier}.")


@click.command(cls=Command, example="verbale order attach FI-2026-IN-3/2 scan.pdf --title 'Optics of thin films'")
@click.argument("line")
@click.argument("file")
@click.option("--title", required=True)
@click.option("--language", default="", help="Of the document, such as en.")
@click.option("--archive-reference", default="", help="Where the original lies.")
@click.option("--original-language", default="", help="Of the original, if this is a translation.")
@click.option("--translator", "translators", multiple=True, help="May be repeated.")
@signed_in
def attach(
    me: SignedIn, line: str, file: str, title: str, language: str, archive_reference: str, original_language: str,
    translators: tuple[str, ...],
) -> None:  # fmt: skip
    """Attaches what is to be supplied; a PDF is looked into first, and a bad one is not taken."""
    one = named.line(me, line)
    stored, name = store(file, me)
    made = fulfilment.attach(
        line=one, file=stored, file_name=name, title=title, by=me.person, at=me.at, language=language,
        archive_reference=archive_reference, original_language=original_language, translators=translators,
    )  # fmt: skip
    say(told.document(made), f"{made.file_name} is attached to {one}: {made.file.pages or '?'} pages.", *_notes(made))


def _notes(made: Document) -> list[str]:
    return made.file.told()


def store(file: str, me: SignedIn) -> tuple[StoredFile, str]:
    """Keeps a file of this machine, ``-`` for standard input; returns it and its name."""
    if file == "-":
        return documents.store(BytesIO(sys.stdin.buffer.read()), name="document.pdf", at=me.at), "document.pdf"
    path = Path(file)
    try:
        with path.open("rb") as stream:
            return documents.store(stream, name=path.name, at=me.at), path.name
    except (FileNotFoundError, IsADirectoryError, PermissionError) as fault:
        raise NoFile(file=file, why=fault.strerror) from fault


@click.command(cls=Command, example="verbale order prepare FI-2026-IN-3/2")
@click.argument("line")
@signed_in
def prepare(me: SignedIn, line: str) -> None:
    """Cleans and marks every original of a line, with cover sheet and label; the line is then ready."""
    one = named.line(me, line)
    made = fulfilment.prepare(line=one, by=me.person, at=me.at)
    shown = [f"{document.get_role_display()}: {document.file_name}" for document in made]
    say({"line": str(one), "documents": [told.document(document) for document in made]}, f"{one} is ready.", *shown)


@click.command(cls=Command, example="verbale order release FI-2026-IN-3/2")
@click.argument("line")
@signed_in
def release(me: SignedIn, line: str) -> None:
    """Lets a ready line leave in the next pouch."""
    one = named.line(me, line)
    made = fulfilment.release(line=one, by=me.person, at=me.at)
    say(
        {"line": str(one), "release": made.pk, "basis": made.basis, "marking": made.marking},
        f"{one} leaves in the next pouch, marked “{made.marking}” — {made.basis}",
    )


@click.command(cls=Command, example="verbale order recall FI-2026-IN-3/2 --notice 'Page 12 was missing'")
@click.argument("line")
@click.option("--notice", default="", help="What the partner is told, if it has left.")
@signed_in
def recall(me: SignedIn, line: str, notice: str) -> None:
    """Calls a line back: unseen while no pouch is sealed, by a notice to the partner afterwards."""
    one = named.line(me, line)
    done = fulfilment.recall(line=one, by=me.person, at=me.at, notice=notice)
    say({"line": str(one), "done": done}, f"{one}: {done}.")


@click.command(cls=Command, example="verbale order delivered FI-2026-IN-3/2 --told 'letter of 3 March'")
@click.argument("line")
@click.option("--told", "how", default="", help="How we know.")
@signed_in
def delivered(me: SignedIn, line: str, how: str) -> None:
    """Records that the partner confirmed receipt by another way than a pouch."""
    one = named.line(me, line)
    fulfilment.delivered(line=one, by=me.person, at=me.at, told=how)
    say({"line": str(one), "state": "delivered"}, f"{one} is with the partner.")


@click.command(cls=Command, example="verbale order returned FI-2026-IN-3/2")
@click.argument("line")
@signed_in
def returned(me: SignedIn, line: str) -> None:
    """Records that the partner gave the item back."""
    one = named.line(me, line)
    fulfilment.returned(line=one, by=me.person, at=me.at)
    say({"line": str(one), "state": "returned"}, f"{one} came back.")


COMMANDS = (source, attach, prepare, release, recall, delivered, returned)
