"""`verbale pouch`: what left sealed and what came, what became of it, and what proves it."""

from __future__ import annotations

from typing import Any

import click

from verbale.cli import named, pouch_acts, pouch_letter, pouch_proof, pouch_told
from verbale.cli.group import Group
from verbale.cli.output import laid_out, say
from verbale.cli.sign_in import SignedIn, seen, signed_in
from verbale.records.channel import Transfer
from verbale.records.dispatch import ArrivalState, ArrivedPouch, Message, MessageState, Pouch, PouchState
from verbale.records.party import Party

OUT_COLUMNS = ("id", "partner", "epoch", "number", "state", "sealed", "carried", "acknowledged", "size", "file_name")
IN_COLUMNS = ("id", "partner", "epoch", "number", "state", "clause", "arrived", "size", "file_name", "refusal")
WAY_COLUMNS = ("partner", "way", "file_name", "done", "size", "percent", "moved", "ended", "fault")
STATES = (*PouchState.values, *ArrivalState.values)


@click.group(cls=Group)
def pouch() -> None:
    """Pouches out and in. Sealing, carrying and opening is the carrier's: see verbale carrier."""


for command in (*pouch_acts.COMMANDS, *pouch_letter.COMMANDS, *pouch_proof.COMMANDS):
    pouch.add_command(command)


@pouch.command(name="list", example="verbale pouch list --partner FI-NHI --state waiting")
@click.option("--partner", metavar="CODE", help="Only to and from this partner.")
@click.option(
    "--state", "states", multiple=True, type=click.Choice(STATES), help="Only in this state; may be repeated."
)
@signed_in
def list_(me: SignedIn, partner: str | None, states: tuple[str, ...]) -> None:
    """Lists pouches that left and that came, why some are held or were refused, how far transfers have come, and how
    many messages wait for the next pouch."""
    one = named.partner(me, partner) if partner else None
    out, came = _of(me, Pouch, one), _of(me, ArrivedPouch, one)
    if states:
        out, came = out.filter(state__in=states), came.filter(state__in=states)
    waiting = _of(me, Message, one).filter(state=MessageState.QUEUED)
    data = {
        "out": [pouch_told.out(row) for row in out], "in": [pouch_told.came(row) for row in came],
        "transfers": [pouch_told.transfer(row) for row in _of(me, Transfer, one)], "waiting": waiting.count(),
    }  # fmt: skip
    say(data, *_lines(data))


def _of(me: SignedIn, kind: type[Any], partner: Party | None) -> Any:
    rows = seen(kind, me).select_related("partner")
    return rows.filter(partner=partner) if partner else rows


def _lines(data: dict[str, Any]) -> list[str]:
    tables = (("Out", "out", OUT_COLUMNS), ("In", "in", IN_COLUMNS), ("By HTTPS", "transfers", WAY_COLUMNS))
    lines: list[str] = []
    for title, key, columns in tables:
        lines += [f"{title}:", *(f"  {line}" for line in laid_out(data[key], columns) or ["none"])]
    return [*lines, f"Messages that wait for the next pouch: {data['waiting']}"]


@pouch.command(example="verbale pouch show 7zq0…")
@click.argument("identifier", metavar="ID|NAME")
@signed_in
def show(me: SignedIn, identifier: str) -> None:
    """Shows a pouch: its envelope, what its manifest lists, the messages, the checkpoints, and what became of it.

    Of one that was refused or is held it tells the clause of the protocol, what that means, and what to do.
    """
    one = named.pouch(me, identifier)
    if isinstance(one, ArrivedPouch):
        say(pouch_told.whole_in(one))
    else:
        say(pouch_told.whole_out(one, seen(Message, me).filter(pouch=one).prefetch_related("files")))
