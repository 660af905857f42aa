"""`verbale pouch send`, `receive` and `retry`: what people do with sealed pouches. The carrier seals and opens them."""

from __future__ import annotations

from pathlib import Path

import click

from verbale.cli import named, pouch_told
from verbale.cli.group import Command
from verbale.cli.output import say
from verbale.cli.sign_in import SignedIn, seen, signed_in
from verbale.domain.spine import channel, dispatch, pouch_by_hand
from verbale.kernel.errors import VerbaleError, WrongUse
from verbale.records.dispatch import ArrivedPouch


class NothingAsked(WrongUse):
    """Say --again, or --to FOLDER. What waits to be sealed or sent for the first time goes by itself, in the carrier's
    next round: verbale carrier run --once"""


@click.command(cls=Command, example="verbale pouch send FI-NHI --again\nverbale pouch send FI-NHI --to /media/disk")
@click.argument("partner")
@click.option("--again", is_flag=True, help="Let the carrier send all that is not acknowledged in its next round.")
@click.option("--to", "folder", metavar="DIR", help="Copy all that is not acknowledged into a folder, such as a disk.")
@signed_in
def send(me: SignedIn, partner: str, again: bool, folder: str | None) -> None:
    """Sends again what PARTNER has not acknowledged: byte for byte as it was sealed, in the order of its numbers."""
    if not again and folder is None:
        raise NothingAsked()
    one, lines = named.partner(me, partner), []
    data = {"partner": one.code, "asked_again": 0, "copied": []}
    if folder is not None:
        pouches = pouch_by_hand.copy_out(partner=one, folder=Path(folder).expanduser(), by=me.person, at=me.at)
        data["copied"] = [row.file_name for row in pouches]
        lines.append(f"{len(pouches)} pouches are in {folder}." if pouches else "All is acknowledged; nothing to copy.")
    if again:
        data["asked_again"] = count = channel.send_again(partner=one, by=me.person, at=me.at)
        lines.append(f"The carrier sends {count} pouches again in its next round.")
    say(data, *lines)


@click.command(cls=Command, example="verbale pouch receive /media/disk/*.pouch")
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@signed_in
def receive(me: SignedIn, files: tuple[str, ...]) -> None:
    """Lays files that came, on a disk or otherwise, into the inbox; the carrier opens them in its next round.

    Of a file that came before it tells what became of it. Exit code 1 if a file was not taken.
    """
    rows, lines, refused = [], [], False
    for given in files:
        path = Path(given).expanduser()
        try:
            laid = pouch_by_hand.lay_in(path=path, by=me.person)
        except VerbaleError as fault:
            refused = True
            rows.append({"file": path.name, "taken": False, "why": fault.sentence(), "known": None})
            lines.append(fault.sentence())
            continue
        before = seen(ArrivedPouch, me).select_related("partner").filter(sha256=laid.sha256).first()
        known = pouch_told.came(before) if before else None
        rows.append({
            "file": laid.name, "sha256": laid.sha256, "size": laid.size, "taken": not laid.known, "known": known,
        })  # fmt: skip
        lines.append(f"{laid.name}: {_fate(laid.known, before)}")
    say(rows, *lines)
    if refused:
        raise click.exceptions.Exit(1)


@click.command(cls=Command, example="verbale pouch retry FI-NHI")
@click.argument("partner")
@signed_in
def retry(me: SignedIn, partner: str) -> None:
    """Lets the inspector judge again which messages to PARTNER it held back, once their cause was seen to."""
    one = named.partner(me, partner)
    rows = [
        {"message": row.pk, "what": row.what, "held": row.held_at, "why": row.held_why} for row in dispatch.held(one)
    ]
    count = dispatch.try_again(partner=one, by=me.person, at=me.at)
    say(
        {"partner": one.code, "messages": rows},
        f"The inspector judges {count} messages again in the carrier's next round.",
    )


def _fate(known: bool, before: ArrivedPouch | None) -> str:
    if before is None:
        return "it lies in the inbox already" if known else "laid into the inbox; the carrier opens it"
    clause = f" ({before.clause})" if before.clause else ""
    said = f"{clause}: {before.refusal}" if before.refusal else ""
    again = "" if known else "; it is looked at again"
    return f"came before, {before.state}{said}{again}"


COMMANDS = (send, receive, retry)
