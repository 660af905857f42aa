"""`verbale init`: the first run of a node."""

from __future__ import annotations

from pathlib import Path

import click

from verbale.cli.checks.home import RECOVERY
from verbale.cli.group import Command
from verbale.cli.options import texts
from verbale.cli.output import say
from verbale.journeys.first_run import make_node, told
from verbale.kernel.clock import SystemClock
from verbale.kernel.home import Home


@click.command(
    cls=Command,
    example='verbale --home /srv/verbale init --side FI-NHI --admin "Aino Laine" --time-zone Europe/Helsinki',
)
@click.option("--side", required=True, metavar="CODE", help="Our code, which partners know us by, such as FI-NHI.")
@click.option("--admin", required=True, metavar="NAME", help="The first administrator's name.")
@click.option("--handle", default="admin", show_default=True, help="The first administrator's sign-in name.")
@click.option("--email", default="", help="The first administrator's address.")
@click.option("--name", "names", multiple=True, metavar="[LANG=]TEXT", help="The office's name; may be repeated.")
@click.option("--language", "languages", multiple=True, help="Languages of our papers, ours first; may be repeated.")
@click.option("--time-zone", default="UTC", show_default=True, help="Where the office is, such as Asia/Shanghai.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address the pages are served on.")
@click.option("--port", default=8700, show_default=True, help="The port the pages are served on.")
@click.option("--database", default="", metavar="URL", help="A PostgreSQL database; else SQLite in the home.")
@click.option(
    "--recovery-key", "recovery_to", type=click.Path(path_type=Path), metavar="FILE",
    help="A new file for the recovery key, best on a disk that is taken away; else it lies in the home's keys.",
)  # fmt: skip
def init(
    side: str, admin: str, handle: str, email: str, names: tuple[str, ...], languages: tuple[str, ...], time_zone: str,
    host: str, port: int, database: str, recovery_to: Path | None,
) -> None:  # fmt: skip
    """Makes a node: its home, keys, database, office and first administrator.

    The first person is administrator, desk officer and librarian, so that work can begin; take roles off once there
    are others. Prints the first token, for VERBALE_TOKEN, and the link under which they choose a password. Both are
    shown this once. Begun again after a crash, it goes on.
    """
    home, spoken = Home.from_environment(), list(languages) or ["en"]
    made = make_node(
        home=home, side=side, admin_name=admin, admin_handle=handle, email=email, names=texts(names) or {"en": side},
        language=spoken[0], languages=spoken, time_zone=time_zone, at=SystemClock().now(), host=host, port=port,
        database=database, recovery_to=recovery_to,
    )  # fmt: skip
    link = f"http://{host}:{port}/invitation/{made.invitation}"
    recovery = _recovery_key(home, recovery_to)
    facts = {
        "side": made.side, "home": str(home.path), "handle": made.handle, "token": made.token,
        "invitation": made.invitation, "fingerprint": made.fingerprint, "link": link,
        "recovery_key": recovery,
    }  # fmt: skip
    say(
        facts,
        f"The node {made.side} stands in {home.path}.",
        f"First token (put it in VERBALE_TOKEN): {made.token}",
        f"{admin} ({made.handle}) chooses a password at: {link}",
        f"Fingerprint of our keys, for partners: {made.fingerprint}",
        *(
            [f"The recovery key, {recovery}, belongs on a disk in a safe: take it off this machine."]
            if recovery
            else []
        ),
        "Next: verbale doctor, then verbale serve, verbale worker and verbale carrier run.",
    )
    told(home)


def _recovery_key(home: Home, recovery_to: Path | None) -> str:
    """Where the recovery key lies; empty if an earlier run wrote it elsewhere."""
    places = [*([recovery_to.absolute()] if recovery_to else []), home.keys / RECOVERY]
    return next((str(place) for place in places if place.exists()), "")
