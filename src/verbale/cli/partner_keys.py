"""`verbale partner keys`, `trust` and `statement`: the public keys of parties, confirmed and replaced."""

from __future__ import annotations

from typing import Any

import click

from verbale.cli import named
from verbale.cli.group import Command
from verbale.cli.options import read_file
from verbale.cli.output import say, wants_json
from verbale.cli.sign_in import SignedIn, seen, signed_in
from verbale.domain.spine import key_change, party_keys
from verbale.engines.seal import PublicKeys, read_keys_file, write_signers
from verbale.records.party import Party, PartyKeys


@click.command(
    cls=Command,
    example="verbale partner keys FI-NHI fi.pub\nverbale partner keys FI-NHI --allowed-signers > allowed_signers",
)
@click.argument("code")
@click.argument("file", required=False)
@click.option("--allowed-signers", is_flag=True, help="Who may sign for it, for: ssh-keygen -Y verify -f")
@click.option("--revoked", is_flag=True, help="Its signing keys that are void, for: ssh-keygen -Y verify -r")
@signed_in
def keys(me: SignedIn, code: str, file: str | None, allowed_signers: bool, revoked: bool) -> None:
    """Shows a party's public keys with their fingerprints and states, or keeps new ones from FILE; these count once
    their fingerprint is confirmed.

    With our own code it shows what a partner is to be given.
    """
    one = named.party(me, code)
    if file:
        party_keys.add(party=one, keys=read(file), by=me.person, at=me.at)
    if allowed_signers or revoked:
        _lists(one, allowed_signers, revoked)
        return
    found = rows(me, one)
    say(found, *(f"{row['keys']}\n    {row['fingerprint']}  {row['state']}" for row in found))


def _lists(one: Party, allowed: bool, revoked: bool) -> None:
    lines = write_signers(party_keys.signers(one)).splitlines() if allowed else []
    void = party_keys.revoked_signing(one) if revoked else []
    if wants_json():
        say({"allowed_signers": lines, "revoked": void})
    else:
        for line in (*lines, *void):
            click.echo(line)


@click.command(cls=Command, example="verbale partner trust FI-NHI SHA256:CXNpeX4Xeb…")
@click.argument("code")
@click.argument("fingerprint")
@signed_in
def trust(me: SignedIn, code: str, fingerprint: str) -> None:
    """Confirms a partner's keys by the fingerprint they told by another way than the keys came: telephone or letter."""
    waiting = seen(PartyKeys, me).filter(party=named.partner(me, code), revoked_at__isnull=True)
    given = "".join(fingerprint.split())
    unconfirmed = waiting.filter(confirmed_at__isnull=True)
    one = waiting.filter(fingerprint=given).last() or unconfirmed.last() or waiting.last()
    if one is None:
        raise party_keys.NoKeys(partner=code)
    party_keys.confirm(keys=one, fingerprint=given, by=me.person, at=me.at)
    say({"partner": code, "fingerprint": one.fingerprint}, f"The keys of {code} are confirmed.")


@click.command(cls=Command, example="verbale partner statement FI-NHI FI-NHI.keys")
@click.argument("code")
@click.argument("file")
@signed_in
def statement(me: SignedIn, code: str, file: str) -> None:
    """Takes a partner's statement that names new keys and was signed with its recovery key (docs/PROTOCOL.md, 1.7).

    The keys that it replaces are void from then on, if it says so. Ask the partner by telephone whether it is its own.
    """
    signed = read_keys_file(read_file(file))
    row = key_change.take_file(party=named.partner(me, code), signed=signed, by=me.person, at=me.at)
    void = " The keys before are void." if signed.statement.revoked else ""
    say(
        {"partner": code, "fingerprint": row.fingerprint, "revoked": signed.statement.revoked},
        f"{code} has new keys: {row.fingerprint}.{void}",
    )


def rows(me: SignedIn, one: Party) -> list[dict[str, Any]]:
    """A party's keys as they are told."""
    return [_told(row) for row in seen(PartyKeys, me).filter(party=one)]


def read(file: str) -> PublicKeys:
    """The public keys in a file."""
    return PublicKeys.read(read_file(file).decode("utf-8", "replace"))


def _told(row: PartyKeys) -> dict[str, Any]:
    retired = [row.retired_epoch, row.retired_number] if row.retired_number is not None else None
    return {
        "keys": party_keys.public(row).line(), "fingerprint": row.fingerprint, "state": _state(row),
        "statement": row.statement or None, "added": row.added_at, "confirmed": row.confirmed_at,
        "replaced_after": retired, "revoked": row.revoked_at,
    }  # fmt: skip


def _state(row: PartyKeys) -> str:
    if row.revoked_at:
        return "revoked"
    if row.retired_number is not None:
        return "replaced"
    return "confirmed" if row.confirmed_at else "not confirmed"


COMMANDS = (keys, trust, statement)
