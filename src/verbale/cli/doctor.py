"""`verbale doctor`: what is wrong with a node and how to mend it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime

import click
from django.db import connection

from verbale.cli import node
from verbale.cli.checks import database, home, machine, office, partner
from verbale.cli.checks.finding import Finding, State, unchecked
from verbale.cli.group import Command
from verbale.cli.output import say
from verbale.cli.sign_in import SignedIn, who_acts
from verbale.domain.spine.person import check_role
from verbale.kernel.clock import SystemClock
from verbale.kernel.errors import NotAllowed
from verbale.kernel.home import Home
from verbale.records.person import Role


@click.command(cls=Command, example="verbale doctor\nverbale doctor --json")
@click.option("--all", "every", is_flag=True, help="Show also what is sound.")
def doctor(every: bool) -> None:
    """Looks the node over and says for each finding how to mend it.

    What only people of the office may know is looked at if an administrator is signed in. Exit code 1 if there is a
    fault. With --json: {"findings": [{"check": …, "state": "fault", "says": …, "mend": …}], "faults": 1}
    """
    found = list(_findings(node.opened(), SystemClock().now()))
    faults = [one for one in found if one.state == State.FAULT]
    shown = [str(one) for one in found if every or one.state != State.SOUND]
    total = f"{len(found)} findings, {len(faults)} faults."
    say({"findings": [asdict(one) for one in found], "faults": len(faults)}, *shown, total)
    if faults:
        raise click.exceptions.Exit(1)


def _findings(place: Home, at: datetime) -> Iterator[Finding]:
    yield from machine.python()
    yield from machine.disk(place)
    yield from machine.clock(place, at)
    yield from machine.messages()
    yield from machine.static()
    yield from home.folders(place)
    yield from home.keys(place)
    yield from home.recovery(place)
    yield from home.secret(place)
    usable, found = database.reached()
    yield from found
    if usable:
        yield from _inside(place)


def _inside(place: Home) -> Iterator[Finding]:
    if connection.vendor == "sqlite":
        yield from machine.sqlite(database.mode())
        yield from database.whole()
    yield from database.chain(place)
    yield from database.guards()
    yield from office.described()
    yield from office.mail()
    try:
        me = who_acts()
        check_role(me.person, Role.ADMINISTRATOR)
    except NotAllowed as why:
        yield unchecked(
            "people, fonts, partners, policies", why.sentence(), "Sign in as an administrator: verbale login"
        )
        return
    yield from _known_to(me)


def _known_to(me: SignedIn) -> Iterator[Finding]:
    yield from office.fonts(me)
    yield from office.people(me)
    yield from partner.partners(me)
