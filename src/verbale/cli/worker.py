"""`verbale worker` and `verbale upgrade`: what is done to a node's database outside the pages."""

from __future__ import annotations

import click
from django.core.management import call_command
from django.db import connection

from verbale.cli import node
from verbale.cli.group import Command
from verbale.cli.output import say
from verbale.journeys.work import resume
from verbale.journeys.worker import work
from verbale.kernel.clock import SystemClock
from verbale.records import triggers


@click.command(cls=Command, data=False, example="verbale worker\nverbale worker --once")
@click.option("--once", is_flag=True, help="Do what waits, then end.")
def worker(once: bool) -> None:
    """Does the long work that pages ask for, answers orders on their day, and mails the digest. Run one a node.

    What a killed worker left unfinished is begun again, and nothing is done twice.
    """
    node.opened()
    resume()
    work(clock=SystemClock(), once=once)


@click.command(cls=Command, example="verbale backup before.tar && verbale upgrade")
def upgrade() -> None:
    """Brings the database to the form that this version needs, the journal's triggers too. Make a backup first."""
    home = node.opened()
    call_command("migrate", verbosity=0, interactive=False)
    triggers.mend(connection)
    say({"home": str(home.path), "upgraded": True}, f"The database of {home.path} has the form of this version.")
