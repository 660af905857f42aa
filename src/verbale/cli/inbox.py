"""`verbale inbox`: what waits for the person."""

from __future__ import annotations

from dataclasses import asdict

import click

from verbale.cli.group import Command
from verbale.cli.output import say
from verbale.cli.sign_in import SignedIn, signed_in
from verbale.domain.books import inbox as book
from verbale.domain.spine.office import zone

COLUMNS = ("due", "overdue", "age_days", "what", "about", "count", "assigned_to")


@click.command(cls=Command, example="verbale inbox --overdue")
@click.option("--overdue", is_flag=True, help="Only what is overdue.")
@signed_in
def inbox(me: SignedIn, overdue: bool) -> None:
    """Lists what waits for you, by due date and age."""
    tasks, counted_in = book.inbox(person=me.person, at=me.at), zone()
    data = [
        {**asdict(task), "age_days": task.age(me.today, counted_in), "overdue": task.overdue(me.today)}
        for task in tasks
        if not overdue or task.overdue(me.today)
    ]
    say(data, columns=COLUMNS)
