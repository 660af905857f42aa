"""`verbale search`: over everything the person may see."""

from __future__ import annotations

from dataclasses import asdict

import click

from verbale.cli.group import Command
from verbale.cli.output import say
from verbale.cli.sign_in import SignedIn, signed_in
from verbale.domain.books import search as book


@click.command(cls=Command, example="verbale search 'thin films'")
@click.argument("text", nargs=-1, required=True)
@signed_in
def search(me: SignedIn, text: tuple[str, ...]) -> None:
    """Finds orders, lines, our own orders, documents, instruments and log entries that hold every word."""
    say([asdict(one) for one in book.search(text=" ".join(text), viewer=me.person)])
