"""`verbale contact`: the bodies to turn to between sessions; each side chooses its own (S14)."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from verbale.cli import named
from verbale.cli.group import Group
from verbale.cli.options import DAY
from verbale.cli.output import say
from verbale.cli.sign_in import SignedIn, seen, signed_in
from verbale.domain.spine import contact_body, party
from verbale.records.party import ContactUnit


@click.group(cls=Group)
def contact() -> None:
    """Contact bodies for the time between sessions: ours, which partners are told, and theirs, as they told us."""


@contact.command(name="list", example="verbale contact list --party FI-NHI")
@click.option("--party", "code", metavar="CODE", help="Of this side only; our own code for ours.")
@click.option("--all", "every", is_flag=True, help="Also those that have ended.")
@signed_in
def list_(me: SignedIn, code: str | None, every: bool) -> None:
    """Lists contact bodies with their days."""
    rows = seen(ContactUnit, me).select_related("party")
    if code:
        rows = rows.filter(party=named.party(me, code))
    shown = [row for row in rows if every or row.until is None or row.until >= me.today]
    say([_told(row) for row in shown])


@contact.command(example="verbale contact name 'Exchange section' --reach 'exchange@ours.example' --from 2026-12-01")
@click.argument("body")
@click.option("--reach", default="", help="How to reach it.")
@click.option("--from", "since", type=DAY, help="Else from today.")
@click.option("--until", type=DAY)
@signed_in
def name(me: SignedIn, body: str, reach: str, since: date | None, until: date | None) -> None:
    """Names a contact body of our own. Partners are told of it with: verbale contact tell"""
    made = party.set_up_contact_unit(
        party=party.us(), name=body, reach=reach, since=since or me.today, until=until, by=me.person, at=me.at
    )
    say(_told(made), f"{made.name} is named. Tell a partner with: verbale contact tell CODE")


@contact.command(example="verbale contact tell FI-NHI")
@click.argument("partner")
@signed_in
def tell(me: SignedIn, partner: str) -> None:
    """Tells a partner all contact bodies that we named and that have not ended, in the next pouch."""
    count = contact_body.tell(partner=named.partner(me, partner), by=me.person, at=me.at)
    say({"partner": partner, "bodies": count}, f"{partner} is told of {count} contact bodies in the next pouch.")


def _told(one: ContactUnit) -> dict[str, Any]:
    return {
        "party": one.party.code, "name": one.name, "reach": one.reach, "since": one.since, "until": one.until,
        "told_by_them": one.told,
    }  # fmt: skip
