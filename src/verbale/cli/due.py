"""`verbale due`: what was promised and is due, ours overdue first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from typing import Any

import click

from verbale.cli import commitment_told, named
from verbale.cli.group import Command
from verbale.cli.options import DAY
from verbale.cli.output import say
from verbale.cli.sign_in import SignedIn, signed_in
from verbale.domain.books import control as book
from verbale.domain.books.control_row import Row

COLUMNS = ("timing", "days_over", "pressing_due", "bound", "partner", "number", "in_charge", "text")
DELAY_COLUMNS = ("partner", "number", "milestone", "was_due", "days", "answered_on", "promised", "reason")
SIDES = ("ours", "theirs", "both")
SHOWN: dict[str, Callable[[book.Control], tuple[Any, ...]]] = {
    "listed": lambda found: found.listed, "ours": lambda found: found.waits_for_us, "moved": lambda found: found.moved,
    "all": lambda found: found.rows, "unanswered": lambda found: found.unanswered,
    "delays": lambda found: found.delays,
}  # fmt: skip
OF_DELAYS = frozenset({"unanswered", "delays"})
"""What is no list of commitments, but of the partner's delays."""


@click.command(cls=Command, example="verbale due --as-of 1987-11-01 --side ours")
@click.option("--as-of", type=DAY, help="On which day it is looked; today unless given.")
@click.option("--days", type=click.IntRange(0, 36_500), default=book.DAYS, show_default=True, help="So far ahead.")
@click.option("--partner", metavar="CODE", help="Only what was agreed with this partner.")
@click.option("--side", type=click.Choice(SIDES), help="Only what binds us alone, them alone, or both.")
@click.option("--who", default="", metavar="NAME", help="Only where one in charge has this in the name.")
@click.option("--programme", metavar="PROGRAMME", help="Only what is sorted under this programme.")
@click.option(
    "--show", type=click.Choice(list(SHOWN)), default="listed", show_default=True,
    help="What is listed; or only what waits for us, was moved, or all that stands, not yet due as well.",
)  # fmt: skip
@signed_in
def due(
    me: SignedIn, as_of: date | None, days: int, partner: str | None, side: str | None, who: str,
    programme: str | None, show: str,
) -> None:  # fmt: skip
    """Lists commitments that are overdue, due, or have no date: first what waits for us, the longest overdue first;
    or (--show) what was moved, or what partners let pass without an answer.

    A date counts by the last day it may mean, our own date before the one agreed. A milestone that was not reached
    makes its commitment due.
    """
    found = book.due(
        viewer=me.person, as_of=as_of or me.today, days=days, side=side or "", who=who,
        partner=named.partner(me, partner) if partner else None,
        programme=named.programme(me, programme) if programme else None,
    )  # fmt: skip
    if show in OF_DELAYS:
        say([commitment_told.delay(one) for one in SHOWN[show](found)], columns=DELAY_COLUMNS)
    else:
        say([as_told(row) for row in SHOWN[show](found)], columns=COLUMNS)


def as_told(row: Row) -> dict[str, Any]:
    """One commitment as the command prints it; a date is as kept (EDTF), ``moves`` counts what ``moved`` lists.

    ``pressing_due`` is the date by which it is judged: our own one, the one agreed, or that of the milestone that
    ``pressing`` names. What is not there is empty.
    """
    names = (
        "id", "number", "text", "partner", "bound", "due", "due_as_written", "own_due", "state", "timing", "days_over",
        "pressing", "pressing_due", "in_charge", "controls",
    )  # fmt: skip
    told = {name: getattr(row, name) for name in names}
    return told | {
        "milestones": [asdict(one) for one in row.milestones],
        "moves": row.moves,
        "moved": [asdict(one) for one in row.moved],
        "word": asdict(row.word) if row.word else None,
        "complex": list(row.complex) if row.complex else None,
        "source": asdict(row.source),
    }
