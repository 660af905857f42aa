"""`verbale document`: the documents that hang on orders and instruments."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import click

from verbale.cli import named, told
from verbale.cli.group import Group
from verbale.cli.new_file import new_file
from verbale.cli.output import say
from verbale.cli.sign_in import SignedIn, seen, signed_in
from verbale.domain.cycle import fulfilment
from verbale.domain.spine.document import safe_name
from verbale.kernel.errors import Refused
from verbale.records import files
from verbale.records.document import Document, FileState
from verbale.records.matching import with_all
from verbale.records.request import OrderLine


class InQuarantine(Refused):
    """“{title}” was not examined or was refused, and may be hostile. Only a file found usable is handed out."""


class OfNoLine(Refused):
    """“{title}” hangs on no line of a partner's order. Only an original of such a line can be withdrawn."""


@click.group(cls=Group)
def document() -> None:
    """Documents: originals, marked copies, cover sheets, labels, letters, scans, and what partners sent."""


@document.command(name="list", example="verbale document list --line FI-2026-IN-3/2")
@click.option("--line", help="Those of a line of a partner's order, NUMBER/POSITION.")
@click.option("--need-line", help="Those of a line of our own order, NUMBER/POSITION.")
@click.option("--instrument", help="Those of an instrument.")
@click.option("--text", default="", help="With this in the title or the archive reference.")
@signed_in
def list_(me: SignedIn, line: str | None, need_line: str | None, instrument: str | None, text: str) -> None:
    """Lists documents."""
    rows = seen(Document, me).select_related("file")
    for find, given in ((named.line, line), (named.need_line, need_line), (named.instrument, instrument)):
        if given:
            thing = find(me, given)
            rows = rows.of(thing.kind, thing.pk)
    if text:
        rows = rows.filter(with_all(text, ("title", "archive_reference")))
    data = [told.document(row) for row in rows]
    say(data, columns=("id", "role", "title", "language", "archive_reference", "pages", "state", "file_name"))


@document.command(example="verbale document show 7zq0…")
@click.argument("identifier")
@signed_in
def show(me: SignedIn, identifier: str) -> None:
    """Shows a document's particulars and what its examination found."""
    say(told.document(named.document(me, identifier)))


@document.command(example="verbale document save 7zq0… --to copy.pdf")
@click.argument("identifier")
@click.option("--to", help="Where; else its own name in this folder. - is standard output.")
@signed_in
def save(me: SignedIn, identifier: str, to: str | None) -> None:
    """Writes a document's file, if it was examined and found usable. An existing file is not overwritten."""
    one = named.document(me, identifier)
    if one.file.state != FileState.SOUND:
        raise InQuarantine(title=one.title)
    with files.read(one.file_id) as stream:
        if to == "-":
            shutil.copyfileobj(stream, sys.stdout.buffer)
            return
        target = Path(to or safe_name(one.file_name))
        with new_file(target) as out:
            shutil.copyfileobj(stream, out)
    say({"id": one.pk, "file": str(target), "size": one.file.size}, f"{target}: {one.file.size:,} bytes.")


@document.command(example="verbale document withdraw 7zq0… --reason 'belongs to line 3'")
@click.argument("identifier")
@click.option("--reason", required=True, help="Why it was attached wrongly; it stays inside.")
@signed_in
def withdraw(me: SignedIn, identifier: str, reason: str) -> None:
    """Takes a wrongly attached original off its line, before the line is ready; it is kept as withdrawn."""
    one = named.document(me, identifier)
    if one.thing_kind != OrderLine().kind:
        raise OfNoLine(title=one.title)
    line = named.line(me, one.thing_id)
    fulfilment.withdraw(line=line, document=one, by=me.person, at=me.at, reason=reason)
    one.refresh_from_db()
    say(told.document(one), f"“{one.title}” is withdrawn from {line}.")
