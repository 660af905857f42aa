"""`verbale party`: partners, their keys and folders, supply channels, contact units."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from verbale.cli import named
from verbale.cli.group import Group
from verbale.cli.options import DAY, read_file, texts
from verbale.cli.output import say
from verbale.cli.session import Session, seen, signed_in
from verbale.domain.spine import party as parties
from verbale.domain.spine import party_keys
from verbale.engines.seal import PublicKeys
from verbale.kernel.errors import NotFound
from verbale.records.party import ContactUnit, Party, PartyKeys, SupplyChannel


@click.group(cls=Group)
def party() -> None:
    """Partners: their keys and folders, the channels through which we supply, the units that are there to be asked."""


@party.command(
    example="verbale party add FI-NHI --name 'Nordic Health Institute' --to /srv/out/fi --from /srv/in/fi --keys fi.pub"
)
@click.argument("code")
@click.option("--name", "names", multiple=True, required=True, metavar="[LANG=]TEXT", help="May be repeated.")
@click.option("--language", default="en", show_default=True, help="Of letters to them.")
@click.option("--country", default="")
@click.option("--to", "carry_to", default="", metavar="DIR", help="The folder their pouches are put in.")
@click.option("--from", "carry_from", default="", metavar="DIR", help="The folder their pouches come from.")
@click.option("--keys", "file", metavar="FILE", help="Their public keys, as “ssh-ed25519 AAAA… age1…”.")
@signed_in
def add(
    me: Session, code: str, names: tuple[str, ...], language: str, country: str, carry_to: str, carry_from: str,
    file: str | None,
) -> None:  # fmt: skip
    """Introduces a partner."""
    keys = _read(file) if file else None
    made = parties.introduce(
        code=code, names=texts(names), language=language, by=me.person, at=me.at, country=country,
        carry_to=_folder(carry_to), carry_from=_folder(carry_from),
    )  # fmt: skip
    if keys:
        party_keys.add(party=made, keys=keys, by=me.person, at=me.at)
    then = f"Confirm their keys with: verbale party confirm {code} FINGERPRINT" if keys else "Add their keys next."
    say({**_party(made), "fingerprint": keys.fingerprint if keys else None}, f"{code} is introduced. {then}")


@party.command(example="verbale party keys FI-NHI fi.pub")
@click.argument("code")
@click.argument("file", required=False)
@signed_in
def keys(me: Session, code: str, file: str | None) -> None:
    """Shows a party's public keys, or keeps new ones from FILE; these count once their fingerprint is confirmed.

    With our own code it shows what a partner is to be given.
    """
    one = named.party(me, code)
    if file:
        party_keys.add(party=one, keys=_read(file), by=me.person, at=me.at)
    rows = seen(PartyKeys, me).filter(party=one)
    say(
        [_keys(row) for row in rows],
        *(f"{party_keys.public(row).line()}  {row.fingerprint} {_state(row)}" for row in rows),
    )


@party.command(example="verbale party confirm FI-NHI SHA256:CXNpeX4Xeb…")
@click.argument("code")
@click.argument("fingerprint")
@signed_in
def confirm(me: Session, code: str, fingerprint: str) -> None:
    """Confirms a partner's keys by the fingerprint they told by another way than the keys came: telephone or letter."""
    rows = seen(PartyKeys, me).filter(party=named.partner(me, code), revoked_at__isnull=True)
    one = rows.filter(fingerprint=fingerprint.strip()).last() or rows.filter(confirmed_at__isnull=True).last()
    if one is None:
        raise NotFound(what="keys of", which=code)
    party_keys.confirm(keys=one, fingerprint=fingerprint, by=me.person, at=me.at)
    say({"partner": code, "fingerprint": one.fingerprint}, f"The keys of {code} are confirmed.")


@party.command(example="verbale party folders FI-NHI --to /srv/out/fi --from /srv/in/fi")
@click.argument("code")
@click.option("--to", "carry_to", required=True, metavar="DIR", help="The folder their pouches are put in.")
@click.option("--from", "carry_from", required=True, metavar="DIR", help="The folder their pouches come from.")
@signed_in
def folders(me: Session, code: str, carry_to: str, carry_from: str) -> None:
    """Names the folders through which pouches go and come."""
    one = named.partner(me, code)
    parties.set_folders(party=one, carry_to=_folder(carry_to), carry_from=_folder(carry_from), by=me.person, at=me.at)
    say(_party(one), f"Pouches go to {one.carry_to} and come from {one.carry_from}.")


@party.command(
    example="verbale party channel 'trading company' --title 'en=Foreign trade company' --does 'Orders abroad'"
)
@click.argument("code")
@click.option("--title", "titles", multiple=True, required=True, metavar="[LANG=]TEXT", help="May be repeated.")
@click.option("--does", default="", help="What it does.")
@signed_in
def channel(me: Session, code: str, titles: tuple[str, ...], does: str) -> None:
    """Names a body through which we supply, by the code that rulebooks use."""
    made = parties.name_channel(code=code, titles=texts(titles), does=does, by=me.person, at=me.at)
    say(_channel(made), f"{made.code} is named.")


@party.command(
    example="verbale party contact FI-NHI 'Exchange section' --reach 'Mannerheimintie 1, Helsinki' --from 2026-12-01"
)
@click.argument("code")
@click.argument("name")
@click.option("--reach", default="", help="How to reach it.")
@click.option("--from", "since", type=DAY, required=True)
@click.option("--until", type=DAY)
@signed_in
def contact(me: Session, code: str, name: str, reach: str, since: date, until: date | None) -> None:
    """Records a contact unit that the sides set up."""
    made = parties.set_up_contact_unit(
        party=named.party(me, code), name=name, reach=reach, since=since, until=until, by=me.person, at=me.at
    )
    say(_contact(made), f"{made.name} is recorded.")


@party.command(name="list", example="verbale party list --json")
@signed_in
def list_(me: Session) -> None:
    """Lists parties, with channels and contact units."""
    rows = seen(Party, me)
    channels = [_channel(row) for row in seen(SupplyChannel, me)]
    contacts = [_contact(row) for row in seen(ContactUnit, me).select_related("party")]
    data = {"parties": [_party(row) for row in rows], "channels": channels, "contact_units": contacts}
    say(data)


def _folder(given: str) -> str:
    return str(Path(given).expanduser().absolute()) if given else ""


def _read(file: str) -> PublicKeys:
    return PublicKeys.read(read_file(file).decode("utf-8", "replace"))


def _state(row: PartyKeys) -> str:
    return "revoked" if row.revoked_at else "confirmed" if row.confirmed_at else "not confirmed"


def _keys(row: PartyKeys) -> dict[str, Any]:
    return {
        "keys": party_keys.public(row).line(), "fingerprint": row.fingerprint, "state": _state(row),
        "added": row.added_at, "confirmed": row.confirmed_at,
    }  # fmt: skip


def _party(one: Party) -> dict[str, Any]:
    return {
        "code": one.code, "us": one.is_us, "names": one.names, "language": one.language, "country": one.country,
        "to": one.carry_to, "from": one.carry_from,
    }  # fmt: skip


def _channel(one: SupplyChannel) -> dict[str, Any]:
    return {"code": one.code, "titles": one.titles, "does": one.does}


def _contact(one: ContactUnit) -> dict[str, Any]:
    return {"party": one.party.code, "name": one.name, "reach": one.reach, "since": one.since, "until": one.until}
