"""Printed letters in two languages: `verbale order letter`, `order cover-note`, `need letter`."""

from __future__ import annotations

import click

from verbale.cli import named, told
from verbale.cli.group import Command
from verbale.cli.output import say
from verbale.cli.sign_in import SignedIn, signed_in
from verbale.domain.cycle import letter as letters
from verbale.records.document import Document


@click.command("letter", cls=Command, example="verbale order letter FI-2026-IN-3")
@click.argument("number")
@signed_in
def answer_letter(me: SignedIn, number: str) -> None:
    """Writes the letter that answers an order, once its day has come; print it with: verbale document save"""
    _said(letters.answer_letter(order=named.order(me, number), by=me.person, at=me.at))


@click.command(cls=Command, example="verbale order cover-note FI-2026-IN-3/2")
@click.argument("line")
@signed_in
def cover_note(me: SignedIn, line: str) -> None:
    """Writes the note that goes with a delivery: each document with its marking and pages."""
    _said(letters.cover_note(line=named.line(me, line), by=me.person, at=me.at))


@click.command("letter", cls=Command, example="verbale need letter FI-2026-OUT-1/2")
@click.argument("line")
@signed_in
def receipt_letter(me: SignedIn, line: str) -> None:
    """Writes the receipt for what came for a line of ours, on paper."""
    _said(letters.receipt(line=named.need_line(me, line), by=me.person, at=me.at))


def _said(made: Document) -> None:
    say(told.document(made), f"{made.title}: verbale document save {made.pk}")
