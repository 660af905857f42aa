"""`verbale office`: what is set about the office."""

from __future__ import annotations

from typing import Any

import click

from verbale.cli.group import Group
from verbale.cli.options import texts
from verbale.cli.output import say
from verbale.cli.sign_in import SignedIn, signed_in
from verbale.domain.spine import office as offices
from verbale.domain.spine import party
from verbale.kernel.errors import WrongUse
from verbale.records.office import Office


class NothingSet(WrongUse):
    """Nothing was given to be set. See: verbale office set --help"""


@click.group(cls=Group)
def office() -> None:
    """The office: names, address, time zone, languages, mail, days until an order is answered."""


@office.command(example="verbale office show --json")
@signed_in
def show(me: SignedIn) -> None:  # noqa: ARG001 - everybody of the office may know, but nobody else
    """Shows what is set."""
    say({"side": party.us().code, **_told(offices.office())})


@office.command(
    name="set", example="verbale office set --time-zone Asia/Shanghai --language zh --language en --answer-days 30"
)
@click.option("--name", "names", multiple=True, metavar="[LANG=]TEXT", help="May be repeated.")
@click.option("--address")
@click.option("--time-zone", help="Such as Asia/Shanghai.")
@click.option("--language", "languages", multiple=True, help="Languages of papers, ours first; may be repeated.")
@click.option("--mail-from", help="The address that mail comes from.")
@click.option("--mail-host", help="The mail server.")
@click.option("--mail-port", type=click.IntRange(1, 65535))
@click.option("--answer-days", type=click.IntRange(1, 365), help="Days until an order is answered.")
@click.option("--batch-from", type=click.IntRange(2, 32767), help="Copies of internal items that make a batch.")
@click.option("--complete", is_flag=True, help="The first run is complete.")
@signed_in
def set_(me: SignedIn, names: tuple[str, ...], languages: tuple[str, ...], complete: bool, **given: Any) -> None:
    """Sets what is given and leaves the rest."""
    settings = {name: value for name, value in given.items() if value is not None}
    if names:
        settings["names"] = texts(names)
    if languages:
        settings["languages"] = list(languages)
    if not settings and not complete:
        raise NothingSet()
    made = offices.describe(by=me.person, at=me.at, complete=complete, **settings)
    say(_told(made), f"Set: {', '.join(settings) or 'complete'}.")


def _told(one: Office) -> dict[str, Any]:
    return {**{name: getattr(one, name) for name in offices.SETTINGS}, "completed": one.completed_at}
