"""`verbale reminder`: rules by which the desk is reminded of commitments (COMMISSION.md, 8.9)."""

from __future__ import annotations

import click

from verbale.cli import commitment_told, named
from verbale.cli.group import Group
from verbale.cli.output import say
from verbale.cli.sign_in import SignedIn, seen, signed_in
from verbale.domain.cycle import reminder as rules
from verbale.records.commitment import Bound, ReminderRule


@click.group(cls=Group)
def reminder() -> None:
    """Rules of reminders: in the inbox from the first day on, by mail once on each day that a rule names."""


@reminder.command(example="verbale reminder make 14 --every 7 --side ours")
@click.argument("days_before", type=click.IntRange(0, rules.MOST_DAYS))
@click.option("--every", type=click.IntRange(1, rules.MOST_DAYS), help="Then every so many days after the date.")
@click.option(
    "--side", "bound", type=click.Choice(Bound.values), default=Bound.OURS.value, show_default=True,
    help="Of what binds us, them (each alone or with the other), or of all (both).",
)  # fmt: skip
@signed_in
def make(me: SignedIn, days_before: int, every: int | None, bound: str) -> None:
    """Makes a rule: remind so many days before the last day of a date."""
    made = rules.make_rule(days_before=days_before, every=every, bound=bound, by=me.person, at=me.at)
    say(commitment_told.rule(made), f"The rule stands: {made.pk}")


@reminder.command(name="list", example="verbale reminder list --all")
@click.option("--all", "ended", is_flag=True, help="Also those that were ended.")
@signed_in
def list_(me: SignedIn, ended: bool) -> None:
    """Lists the rules that stand."""
    rows = seen(ReminderRule, me).select_related("made_by")
    rows = rows if ended else rows.filter(ended_at=None)
    say([commitment_told.rule(one) for one in rows], columns=("id", "bound", "days_before", "every", "made_by"))


@reminder.command(example="verbale reminder end 9b71d2")
@click.argument("rule")
@signed_in
def end(me: SignedIn, rule: str) -> None:
    """Ends a rule; it stays, with its end."""
    ended = rules.end_rule(rule=named.reminder_rule(me, rule), by=me.person, at=me.at)
    say(commitment_told.rule(ended), "The rule is ended.")
