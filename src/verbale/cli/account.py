"""`verbale account`: what each side owes and delivered."""

from __future__ import annotations

from dataclasses import asdict

import click

from verbale.cli import named
from verbale.cli.group import Command
from verbale.cli.output import laid_out, say
from verbale.cli.sign_in import SignedIn, signed_in
from verbale.domain.books import account as book


@click.command(cls=Command, example="verbale account FI-NHI")
@click.argument("partner")
@signed_in
def account(me: SignedIn, partner: str) -> None:
    """Shows the account with a partner: for each side what was due, delivered, is open and overdue, line by line."""
    found = book.account(partner=named.partner(me, partner), viewer=me.person, today=me.today)
    sums = [
        {
            "side": one.side, "unit": one.unit, "due": one.due, "delivered": one.delivered, "open": one.open,
            "overdue": one.overdue, "fulfilment": float(one.fulfilment) if one.fulfilment is not None else None,
        }
        for one in found.standings
    ]  # fmt: skip
    rows = [{**asdict(row), "state_label": str(row.state_label)} for row in found.rows]
    shown = [
        f"{one['side']}: {one['delivered']} of {one['due']} {one['unit']}, overdue {one['overdue']}" for one in sums
    ]
    table = laid_out(rows, ("side", "reference", "state", "since", "due", "what")) if rows else []
    data = {"us": found.us, "partner": found.partner, "standings": sums, "rows": rows}
    say(data, *(shown or ["Nothing was promised or delivered yet."]), *table)
