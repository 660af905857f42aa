"""`verbale token`: tokens with which scripts act as a person."""

from __future__ import annotations

import click

from verbale.cli import named, told
from verbale.cli.group import Group
from verbale.cli.output import say
from verbale.cli.sign_in import SignedIn, seen, signed_in
from verbale.domain.spine import token as tokens
from verbale.records.person import AccessToken


@click.group(cls=Group)
def token() -> None:
    """Tokens for scripts, given in VERBALE_TOKEN. Each acts as the person who made it and can be revoked."""


@token.command(example="verbale token create --label 'nightly import' --days 30 --json")
@click.option("--label", required=True, help="What it is for.")
@click.option("--days", type=click.IntRange(1, 365), default=tokens.DAYS, show_default=True, help="Valid for.")
@signed_in
def create(me: SignedIn, label: str, days: int) -> None:
    """Makes a token that acts as you, and prints its secret; it is shown this once."""
    made, secret = tokens.issue(
        person=me.person,
        label=label[:100],
        second_factor=me.token.second_factor,
        at=me.at,
        days=days,
        until=me.token.expires_at,
    )
    say({**told.token(made), "token": secret}, secret)


@token.command(name="list", example="verbale token list")
@signed_in
def list_(me: SignedIn) -> None:
    """Lists your tokens; an administrator sees everybody's."""
    rows = seen(AccessToken, me).select_related("person")
    say([told.token(row) for row in rows])


@token.command(example="verbale token revoke 7zq0…")
@click.argument("identifier")
@signed_in
def revoke(me: SignedIn, identifier: str) -> None:
    """Ends a token now."""
    one = named.token(me, identifier)
    tokens.revoke(token=one, by=me.person, at=me.at)
    say({"id": one.pk, "revoked": one.revoked_at or me.at}, f"“{one.label}” is revoked.")
