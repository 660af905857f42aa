"""The plan of sessions as a calendar at the terminal: a file, and the address that a program reads."""

from __future__ import annotations

import sys
from urllib.parse import urlsplit

import click

from verbale.cli import named
from verbale.cli.group import Command, Group
from verbale.cli.new_file import write_new
from verbale.cli.output import say, wants_json
from verbale.cli.sign_in import SignedIn, signed_in
from verbale.domain.cycle import calendar_feed
from verbale.kernel.errors import NotFound, WrongUse

FEED = "/calendar/feed.ics?key="


class NoNodeAddress(WrongUse):
    """“{address}” is no address of this node. Give one like https://node.example.org."""


@click.command(
    name="calendar", cls=Command,
    example="verbale session calendar --save sessions.ics\nverbale session calendar --commission 2c9x4k > sessions.ics",
)  # fmt: skip
@click.option("--commission", metavar="ID", help="Sessions of this commission only.")
@click.option("--language", help="In this language; else in yours.")
@click.option("--save", metavar="FILE", help="A new file; an existing one is not overwritten. Else it is printed.")
@signed_in
def calendar(me: SignedIn, commission: str | None, language: str | None, save: str | None) -> None:
    """Writes the plan as a calendar (ICS): sessions, what is due for each, what meets beside them."""
    chosen = named.text(me, commission) if commission else None
    spoken = language or me.person.language.partition("-")[0]
    data = calendar_feed.calendar(viewer=me.person, on=me.today, at=me.at, commission=chosen, language=spoken)
    if save:
        _save(data, save)
    elif wants_json():
        say({"calendar": data.decode()})
    else:
        sys.stdout.buffer.write(data)


def _save(data: bytes, save: str) -> None:
    write_new(save, data)
    say({"file": save, "size": len(data)}, f"{save}: {len(data):,} bytes")


@click.group(cls=Group)
def feed() -> None:
    """The address under which your calendar program reads the plan. Whoever has it sees what you see of the plan."""


@feed.command(example="verbale session feed show")
@signed_in
def show(me: SignedIn) -> None:
    """Says whether you have an address, and since when. The address itself was shown once."""
    found = calendar_feed.feed_of(me.person)
    say({"made_at": found.made_at if found else None}, f"Made {found.made_at:%Y-%m-%d %H:%M}" if found else "None.")


@feed.command(example="verbale session feed make --at https://node.example.org")
@click.option("--at", "node", default="", metavar="ADDRESS", help="Where the pages of this node are reached.")
@signed_in
def make(me: SignedIn, node: str) -> None:
    """Makes an address and shows it, this once. One that you had ends."""
    start = _checked(node)
    made, secret = calendar_feed.make(person=me.person, at=me.at)
    address = f"{start}{FEED}{secret}"
    where = "" if node else " It follows the address of this node's pages."
    say({"address": address, "made_at": made.made_at}, f"Shown this once.{where}", address)


def _checked(node: str) -> str:
    parts = urlsplit(node)
    if node and (parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment):
        raise NoNodeAddress(address=node)
    return node.rstrip("/")


@feed.command(example="verbale session feed withdraw")
@signed_in
def withdraw(me: SignedIn) -> None:
    """Ends your address now."""
    found = calendar_feed.feed_of(me.person)
    if found is None:
        raise NotFound(what="address of a calendar", which=me.person.handle)
    calendar_feed.withdraw(feed=found, by=me.person, at=me.at)
    say({"withdrawn_at": me.at}, "Withdrawn. Who reads the calendar there gets nothing more.")


COMMANDS = (calendar, feed)
