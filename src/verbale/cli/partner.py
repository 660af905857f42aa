"""`verbale partner`: partners, their keys and folders, supply channels, contact units."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click
from django.db import transaction

from verbale.cli import named, partner_channel, partner_keys
from verbale.cli.group import Group
from verbale.cli.options import DAY, texts
from verbale.cli.output import say
from verbale.cli.sign_in import SignedIn, seen, signed_in
from verbale.domain.spine import node_address, party_keys
from verbale.domain.spine import party as parties
from verbale.records.party import ContactUnit, Party, SupplyChannel


@click.group(cls=Group)
def partner() -> None:
    """Partners: their keys, folders and addresses, how the channels with them stand, the bodies through which we
    supply, the units that are there to be asked."""


for command in (*partner_keys.COMMANDS, *partner_channel.COMMANDS):
    partner.add_command(command)


@partner.command(
    example="verbale partner add FI-NHI --name 'Nordic Institute' --to /srv/out/fi --from /srv/in/fi --keys fi.pub"
)
@click.argument("code")
@click.option("--name", "names", multiple=True, required=True, metavar="[LANG=]TEXT", help="May be repeated.")
@click.option("--language", default="en", show_default=True, help="Of letters to them.")
@click.option("--country", default="")
@click.option("--to", "carry_to", default="", metavar="DIR", help="The folder their pouches are put in.")
@click.option("--from", "carry_from", default="", metavar="DIR", help="The folder their pouches come from.")
@click.option("--address", default="", metavar="URL", help="Where their node takes pouches by HTTPS.")
@click.option("--by-letter", is_flag=True, help="They run no node: papers go out, letters come back.")
@click.option("--keys", "file", metavar="FILE", help="Their public keys, as “ssh-ed25519 AAAA… age1…”.")
@signed_in
def add(
    me: SignedIn, code: str, names: tuple[str, ...], language: str, country: str, carry_to: str, carry_from: str,
    address: str, by_letter: bool, file: str | None,
) -> None:  # fmt: skip
    """Introduces a partner."""
    keys = partner_keys.read(file) if file else None
    made = parties.introduce(
        code=code, names=texts(names), language=language, by=me.person, at=me.at, country=country,
        carry_to=_folder(carry_to), carry_from=_folder(carry_from), address=address, by_letter=by_letter,
    )  # fmt: skip
    if keys:
        party_keys.add(party=made, keys=keys, by=me.person, at=me.at)
    then = f"Confirm their keys with: verbale partner trust {code} FINGERPRINT" if keys else "Add their keys next."
    say({**_party(made), "fingerprint": keys.fingerprint if keys else None}, f"{code} is introduced. {then}")


@partner.command(example="verbale partner folders FI-NHI --to /srv/out/fi --from /srv/in/fi")
@click.argument("code")
@click.option("--to", "carry_to", required=True, metavar="DIR", help="The folder their pouches are put in.")
@click.option("--from", "carry_from", required=True, metavar="DIR", help="The folder their pouches come from.")
@signed_in
def folders(me: SignedIn, code: str, carry_to: str, carry_from: str) -> None:
    """Names the folders through which pouches go and come."""
    one = named.partner(me, code)
    parties.set_folders(party=one, carry_to=_folder(carry_to), carry_from=_folder(carry_from), by=me.person, at=me.at)
    say(_party(one), f"Pouches go to {one.carry_to} and come from {one.carry_from}.")


@partner.command(
    example="verbale partner address FI-NHI https://node.nhi.example --resend-after 1440\n"
    "verbale partner address CZ-ACA --by-letter"
)
@click.argument("code")
@click.argument("address", required=False)
@click.option("--none", "nowhere", is_flag=True, help="Their node cannot be reached; it fetches from ours.")
@click.option("--resend-after", type=int, metavar="MINUTES", help="How long an acknowledgement is waited for.")
@click.option("--by-letter/--by-node", default=None, help="Whether they run no node: papers go out, letters come back.")
@signed_in
def address(
    me: SignedIn, code: str, address: str | None, nowhere: bool, resend_after: int | None, by_letter: bool | None
) -> None:
    """Names where a partner's node takes pouches by HTTPS, and how long an acknowledgement is waited for, or that it
    runs no node."""
    one = named.partner(me, code)
    with transaction.atomic():
        if resend_after is not None:
            parties.set_resending(party=one, minutes=resend_after, by=me.person, at=me.at)
        if address or nowhere:
            node_address.set_address(party=one, address="" if nowhere else address or "", by=me.person, at=me.at)
        if by_letter is not None:
            parties.set_by_letter(party=one, by_letter=by_letter, by=me.person, at=me.at)
    if one.by_letter:
        say(_party(one), f"{code} runs no node: papers go out to it, and its answers are recorded from letters.")
        return
    where = f"at {one.address}" if one.address else "at no address"
    say(_party(one), f"The node of {code} is reached {where}; pouches are sent again after {one.resend_after} minutes.")


@partner.command(example="verbale partner show FI-NHI")
@click.argument("code")
@signed_in
def show(me: SignedIn, code: str) -> None:
    """Shows a party: its keys with their fingerprints, how the channels with it stand, its contact units."""
    one = named.party(me, code)
    contacts = [_contact(row) for row in seen(ContactUnit, me).select_related("party").filter(party=one)]
    data = {**_party(one), "keys": partner_keys.rows(me, one), "contact_units": contacts}
    say(data if one.is_us else {**data, "channel": partner_channel.told(me, one)})


@partner.command(
    example="verbale partner channel 'trading company' --title 'en=Foreign trade company' --does 'Orders abroad'"
)
@click.argument("code")
@click.option("--title", "titles", multiple=True, required=True, metavar="[LANG=]TEXT", help="May be repeated.")
@click.option("--does", default="", help="What it does.")
@signed_in
def channel(me: SignedIn, code: str, titles: tuple[str, ...], does: str) -> None:
    """Names a body through which we supply, by the code that rulebooks use."""
    made = parties.name_channel(code=code, titles=texts(titles), does=does, by=me.person, at=me.at)
    say(_channel(made), f"{made.code} is named.")


@partner.command(
    example="verbale partner contact FI-NHI 'Exchange section' --reach 'Mannerheimintie 1, Helsinki' --from 2026-12-01"
)
@click.argument("code")
@click.argument("name")
@click.option("--reach", default="", help="How to reach it.")
@click.option("--from", "since", type=DAY, required=True)
@click.option("--until", type=DAY)
@signed_in
def contact(me: SignedIn, code: str, name: str, reach: str, since: date, until: date | None) -> None:
    """Records a contact unit that the sides set up."""
    made = parties.set_up_contact_unit(
        party=named.party(me, code), name=name, reach=reach, since=since, until=until, by=me.person, at=me.at
    )
    say(_contact(made), f"{made.name} is recorded.")


@partner.command(name="list", example="verbale partner list --json")
@signed_in
def list_(me: SignedIn) -> None:
    """Lists parties, with channels and contact units."""
    rows = seen(Party, me)
    channels = [_channel(row) for row in seen(SupplyChannel, me)]
    contacts = [_contact(row) for row in seen(ContactUnit, me).select_related("party")]
    data = {"parties": [_party(row) for row in rows], "channels": channels, "contact_units": contacts}
    say(data)


def _folder(given: str) -> str:
    return str(Path(given).expanduser().absolute()) if given else ""


def _party(one: Party) -> dict[str, Any]:
    return {
        "code": one.code, "us": one.is_us, "names": one.names, "language": one.language, "country": one.country,
        "to": one.carry_to, "from": one.carry_from, "address": one.address, "by_letter": one.by_letter,
        "resend_after": one.resend_after,
    }  # fmt: skip


def _channel(one: SupplyChannel) -> dict[str, Any]:
    return {"code": one.code, "titles": one.titles, "does": one.does}


def _contact(one: ContactUnit) -> dict[str, Any]:
    return {"party": one.party.code, "name": one.name, "reach": one.reach, "since": one.since, "until": one.until}
