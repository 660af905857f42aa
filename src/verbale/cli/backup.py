"""`verbale backup` and `verbale restore`."""

from __future__ import annotations

from pathlib import Path

import click

from verbale.cli.group import Command
from verbale.cli.options import NoFile, read_file
from verbale.cli.output import say
from verbale.journeys import backup as journey
from verbale.journeys.erasure_list_file import read_list
from verbale.kernel.clock import SystemClock
from verbale.kernel.home import Home

CAUTION = (
    "What left or came after the backup is not in it. Ask each partner for the number of the last pouch it has from"
    " you, and do not run the carrier before: numbers would be used twice. verbale doctor names the last one known"
    " here."
)


NOT_ERASED = (
    "What was erased after this backup was made stands in it again. If there was anything, sign in as an administrator"
    " and erase it with the list that you kept elsewhere: verbale erasure again LIST"
)


@click.command(cls=Command, example="verbale backup /media/disk/verbale-2026-11-21.tar")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--without-keys", is_flag=True, help="Leave the node's private keys out; keep them elsewhere then.")
def backup(file: Path, without_keys: bool) -> None:
    """Writes everything of the node into one file that only you can read, while it goes on working.

    Unless --without-keys is given the node's private keys are in it: keep it as you keep them.
    """
    home = Home.from_environment()
    count = journey.back_up(home=home, to=file.absolute(), at=SystemClock().now(), with_keys=not without_keys)
    size = file.stat().st_size
    say({"file": str(file), "files": count, "size": size}, f"{file}: {count:,} files, {size:,} bytes.")


@click.command(cls=Command, example="verbale restore /media/disk/verbale-2026-11-21.tar --home /srv/verbale")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--erase-again", metavar="LIST", help="What verbale erasure list --hashes wrote: it is erased once more.")
def restore(file: Path, erase_again: str | None) -> None:
    """Makes a node from a backup in an empty --home, and verifies every file and the journal.

    What was erased after the backup was made stands in it again. Give the list of what was erased to take it out.

    With --json: {"side": …, "home": …, "files": 9, "journal": 9, "caution": "…"}
    """
    if not file.is_file():
        raise NoFile(file=file, why="it is no file")
    home = Home.from_environment()
    listed = _read_list(erase_again) if erase_again else b""
    made = journey.restore(backup=file.absolute(), home=home, at=SystemClock().now())
    erased = _erased_again(listed) if listed else []
    say(
        {
            "side": made.side, "home": str(home.path), "files": made.files, "journal": made.journal,
            "erased_again": erased, "caution": CAUTION,
        },
        f"{made.side} stands in {home.path}: {made.files:,} files, journal of {made.journal:,} entries verified.",
        f"Erased again: {len(erased)}." if listed else NOT_ERASED,
        CAUTION,
        "Look it over with: verbale doctor",
    )  # fmt: skip


def _read_list(path: str) -> bytes:
    """The list, looked at before anything is restored."""
    data = read_file(path)
    read_list(data)
    return data


def _erased_again(listed: bytes) -> list[str]:
    # Imported here, since the node that it reads stands only now.
    from verbale.journeys.erasure_list import erase_again

    return list(erase_again(data=listed, at=SystemClock().now()).things)
