"""`verbale person`: who works here."""

from __future__ import annotations

from collections.abc import Sequence

import click
from django.conf import settings

from verbale.cli import named, told
from verbale.cli.group import Group
from verbale.cli.output import say
from verbale.cli.sign_in import SignedIn, seen, signed_in
from verbale.domain.spine import invitation
from verbale.domain.spine import person as people
from verbale.records.person import Person, Role

ROLE = click.Choice(Role.values)


@click.group(cls=Group)
def person() -> None:
    """People: inviting, roles, deactivating. Nobody is ever deleted, since the journal names them."""


@person.command(example="verbale person invite mika --name 'Mika Salo' --role desk --role approver")
@click.argument("handle")
@click.option("--name", required=True)
@click.option("--email", default="")
@click.option("--role", "roles", multiple=True, required=True, type=ROLE, help="May be repeated.")
@click.option("--language", type=click.Choice([code for code, _ in settings.LANGUAGES]), default="en")
@click.option("--office-held", default="", help="Their office, as letters name it.")
@signed_in
def invite(
    me: SignedIn, handle: str, name: str, email: str, roles: tuple[str, ...], language: str, office_held: str
) -> None:
    """Adds a person and prints the link under which they choose a password; it is shown this once."""
    made, secret = people.invite(
        handle=handle, name=name, email=email, roles=roles, by=me.person, at=me.at, language=language,
        office_held=office_held,
    )  # fmt: skip
    _said(made, secret)


@person.command(example="verbale person invite-again mika")
@click.argument("handle")
@signed_in
def invite_again(me: SignedIn, handle: str) -> None:
    """Prints a fresh link for a person who lost the first one or forgot the password."""
    one = named.person(me, handle)
    secret, put_back = invitation.again(person=one, by=me.person, at=me.at)
    waiting = [held.authority.code for held in put_back]
    _said(one, secret, waiting)


def _said(one: Person, secret: str, waiting: Sequence[str] = ()) -> None:
    link = f"http://{settings.NODE.host}:{settings.NODE.port}/invitation/{secret}"
    data = {"handle": one.handle, "roles": sorted(one.roles), "invitation": secret, "link": link}
    text = [f"{one.name} chooses a password within {people.INVITATION_DAYS} days at: {link}"]
    if waiting:
        data["to_confirm_again"] = list(waiting)
        text.append(f"Until another administrator confirms them again, these do not count: {', '.join(waiting)}.")
    say(data, *text)


@person.command(example="verbale person roles mika --role desk")
@click.argument("handle")
@click.option("--role", "given", multiple=True, type=ROLE, help="May be repeated; none takes all away.")
@signed_in
def roles(me: SignedIn, handle: str, given: tuple[str, ...]) -> None:
    """Replaces a person's roles."""
    one = named.person(me, handle)
    people.set_roles(person=one, roles=given, by=me.person, at=me.at)
    say({"handle": one.handle, "roles": sorted(given)}, f"{one.name}: {', '.join(sorted(given)) or 'no role'}.")


@person.command(example="verbale person deactivate mika")
@click.argument("handle")
@signed_in
def deactivate(me: SignedIn, handle: str) -> None:
    """Closes a person's access at once: sign-in, tokens, authorities."""
    one = named.person(me, handle)
    people.deactivate(person=one, by=me.person, at=me.at)
    say({"handle": one.handle, "active": False}, f"{one.name} can no longer sign in.")


@person.command(name="list", example="verbale person list --json")
@signed_in
def list_(me: SignedIn) -> None:
    """Lists people."""
    say([told.person(row) for row in seen(Person, me)])
