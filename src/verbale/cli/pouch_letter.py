"""`verbale pouch acknowledge`, and the scans of letters: what a partner that runs no node says comes on paper."""

from __future__ import annotations

from pathlib import Path

import click

from verbale.cli import named, pouch_told
from verbale.cli.fulfilment import store
from verbale.cli.group import Command
from verbale.cli.output import say
from verbale.cli.sign_in import SignedIn, seen, signed_in
from verbale.domain.spine import by_letter
from verbale.domain.spine import document as documents
from verbale.domain.spine.person import check_role
from verbale.kernel.identifier import is_identifier
from verbale.records.dispatch import Pouch
from verbale.records.document import Document
from verbale.records.person import Role

SCAN = click.option(
    "--letter", required=True, metavar="FILE|DOCUMENT",
    help="The scan of the letter: a file, - for standard input, or a document that is kept here.",
)  # fmt: skip


def scan_of(me: SignedIn, given: str) -> by_letter.Scan | Document:
    """The scan that was named: a document that is kept here, or else a file, which is looked into."""
    check_role(me.person, Role.DESK)
    if is_identifier(given) and not Path(given).exists():
        return named.document(me, given)
    stored, name = store(given, me)
    return by_letter.Scan(documents.examine(stored), name)


@click.command(cls=Command, example="verbale pouch acknowledge 7zq0… --letter letter.pdf")
@click.argument("identifier", metavar="ID")
@SCAN
@signed_in
def acknowledge(me: SignedIn, identifier: str, letter: str) -> None:
    """Records the letter by which a partner that runs no node acknowledges pouch ID, and with it all before it."""
    rows = seen(Pouch, me).select_related("partner")
    one = named.one(Pouch, rows, "pouch", identifier, "file_name")
    kept, count = by_letter.acknowledge(pouch=one, scan=scan_of(me, letter), by=me.person, at=me.at)
    one.refresh_from_db()
    plural = "pouch is" if count == 1 else "pouches are"
    say(
        {"pouch": pouch_told.out(one), "letter": kept.pk, "acknowledged": count},
        f"{count} {plural} acknowledged by the letter {kept.file_name}, up to {one.file_name}.",
    )


COMMANDS = (acknowledge,)
