"""`verbale correspondence`: the log of what was said and written."""

from __future__ import annotations

import click

from verbale.cli import named, told
from verbale.cli.group import Group
from verbale.cli.output import say
from verbale.cli.sign_in import SignedIn, seen, signed_in
from verbale.domain.spine import correspondence as logs
from verbale.records.correspondence import Correspondence, What
from verbale.records.matching import with_all

COLUMNS = ("id", "on", "what", "number", "partner", "said_by", "subject", "order")


@click.group(cls=Group)
def correspondence() -> None:
    """Requests, oral assurances, talks, instructions asked for and given, letters in and out, notes."""


@correspondence.command(
    example="verbale correspondence log 'oral assurance' --on 1964-03 --by 'The head of the delegation' "
    "--subject 'Journals of optics' --text 'Would be looked at kindly' --partner FI --source 'embassy note, p. 2'"
)
@click.argument("what", type=click.Choice(What.values))
@click.option("--on", required=True, metavar="EDTF", help="When: 1964-03-12, 1964-03, 1964, a range.")
@click.option("--by", "said_by", required=True, help="Who said or wrote it.")
@click.option("--to", "said_to", default="", help="To whom.")
@click.option("--subject", required=True)
@click.option("--text", default="", help="What was said.")
@click.option("--source", default="", help="Where it is found, and the place in it.")
@click.option("--partner", metavar="CODE")
@click.option("--order", help="The order it is about.")
@click.option("--answers", metavar="ENTRY", help="The entry it answers, such as the instruction that was asked for.")
@signed_in
def log(
    me: SignedIn, what: str, on: str, said_by: str, said_to: str, subject: str, text: str, source: str,
    partner: str | None, order: str | None, answers: str | None,
) -> None:  # fmt: skip
    """Records one thing said or written; letters and requests get the year's next number."""
    made = logs.log(
        what=what, on=on, said_by=said_by, said_to=said_to, subject=subject, text=text, source=source,
        partner=named.partner(me, partner) if partner else None, order=named.order(me, order) if order else None,
        answers=named.entry(me, answers) if answers else None, by=me.person, at=me.at,
    )  # fmt: skip
    say(told.entry(made), f"Logged: {made.subject}. {made.number or made.pk}")


@correspondence.command(name="list", example="verbale correspondence list --what 'instruction asked' --unanswered")
@click.option("--what", type=click.Choice(What.values))
@click.option("--partner", metavar="CODE")
@click.option("--order", help="About this order.")
@click.option("--unanswered", is_flag=True, help="Instructions that were asked for and not given yet.")
@click.option("--text", default="", help="With this in the subject or the text.")
@signed_in
def list_(me: SignedIn, what: str | None, partner: str | None, order: str | None, unanswered: bool, text: str) -> None:
    """Lists entries, the newest first."""
    rows = seen(Correspondence, me).select_related("partner", "order")
    if what:
        rows = rows.filter(what=what)
    if partner:
        rows = rows.filter(partner=named.partner(me, partner))
    if order:
        rows = rows.filter(order=named.order(me, order))
    if unanswered:
        rows = rows.filter(what=What.INSTRUCTION_ASKED, answered_by__isnull=True)
    if text:
        rows = rows.filter(with_all(text, ("subject", "text", "said_by")))
    say([told.entry(row) for row in rows], columns=COLUMNS)


@correspondence.command(example="verbale correspondence show FI-2026-IN-4")
@click.argument("entry")
@signed_in
def show(me: SignedIn, entry: str) -> None:
    """Shows one entry, by number or identifier, and what answers it."""
    one = named.entry(me, entry)
    answers = seen(Correspondence, me).filter(answers=one)
    say({**told.entry(one), "answered_by": [{"id": row.pk, "on": row.on, "subject": row.subject} for row in answers]})
