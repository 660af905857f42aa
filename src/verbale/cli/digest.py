"""`verbale digest`: the mail that tells people what waits for them."""

from __future__ import annotations

import smtplib

import click

from verbale.cli import node
from verbale.cli.group import Command
from verbale.cli.output import say
from verbale.journeys.daily import mail_digests
from verbale.journeys.digest import send_digests
from verbale.kernel.clock import SystemClock
from verbale.kernel.errors import Refused


class NoMail(Refused):
    """The mail server did not take the digest: {why}. See what is set with: verbale office show"""


@click.command(cls=Command, example="verbale digest --now")
@click.option("--now", is_flag=True, help="Whatever the hour, and even if it was mailed today.")
def digest(now: bool) -> None:
    """Mails everybody who has an address and something to do what waits for them, once a day after six o'clock.

    The worker does the same by itself. Without a mail server the messages are put in the home's mail folder.
    """
    node.opened()
    try:
        sent = (send_digests if now else mail_digests)(at=SystemClock().now())
    except (smtplib.SMTPException, OSError) as fault:
        raise NoMail(why=fault) from fault
    say({"sent": sent}, f"Sent: {', '.join(sent) or 'nothing'}.")
