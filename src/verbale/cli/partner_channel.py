"""`verbale partner resume`, `epoch` and `returned`: how the channels with a partner stand, and what lets them go on."""

from __future__ import annotations

from typing import Any

import click

from verbale.cli import named
from verbale.cli.group import Command
from verbale.cli.output import say
from verbale.cli.sign_in import SignedIn, seen, signed_in
from verbale.domain.spine import channel
from verbale.domain.spine import returned as returns
from verbale.domain.spine.channel_standing import stands
from verbale.engines.chain import Checkpoint
from verbale.records.channel import Channel, ReturnedPouch
from verbale.records.party import Party


@click.command(cls=Command, example="verbale partner resume FI-NHI --reason 'Both hold pouch 7 with the same hash'")
@click.argument("code")
@click.option("--reason", required=True, help="What both sides found when they spoke.")
@signed_in
def resume(me: SignedIn, code: str, reason: str) -> None:
    """Lets a stopped channel go on, once both sides have spoken (docs/PROTOCOL.md, 5.12)."""
    one = named.partner(me, code)
    channel.go_on(partner=one, reason=reason, by=me.person, at=me.at)
    say(told(me, one), f"The channel with {code} goes on. What waits is looked at in the carrier's next round.")


@click.command(cls=Command, example="verbale partner epoch FI-NHI 1795302000")
@click.argument("code")
@click.argument("epoch", type=click.IntRange(1))
@signed_in
def epoch(me: SignedIn, code: str, epoch: int) -> None:
    """Confirms that a partner was restored, or that its key was revoked, and begins EPOCH (docs/PROTOCOL.md, 7.3).

    Ask by telephone first. verbale partner show CODE tells which epoch is asked for.
    """
    one = named.partner(me, code)
    channel.confirm_epoch(partner=one, epoch=epoch, by=me.person, at=me.at)
    say(told(me, one), f"Epoch {epoch} of {code} is confirmed. What it forgot is returned in the next pouch.")


@click.command(cls=Command, example="verbale partner returned FI-NHI\nverbale partner returned FI-NHI --seen-to 5vq…")
@click.argument("code")
@click.option("--seen-to", "identifier", metavar="ID", help="What this one held was seen to.")
@signed_in
def returned(me: SignedIn, code: str, identifier: str | None) -> None:
    """Lists the pouches of ours that a partner returned after we were restored, and notes that one was seen to."""
    rows = seen(ReturnedPouch, me).filter(partner=named.partner(me, code)).select_related("noted_by")
    if identifier:
        one = named.one(ReturnedPouch, rows, "returned pouch", identifier)
        returns.note(row=one, by=me.person, at=me.at)
    say([_returned(row) for row in rows.all()])


def told(me: SignedIn, one: Party) -> dict[str, Any] | None:
    """How the channels with a partner stand, for who may see it."""
    found = seen(Channel, me).filter(partner=one).select_related("partner").first()
    if found is None:
        return None
    return {
        "stands": [
            {
                "state": stand.standing.value, "says": stand.says, "why": stand.why, "to_do": stand.todo,
                "since": stand.since,
            }
            for stand in stands(found)
        ],
        "our_epoch": found.epoch, "acknowledged": [found.acknowledged_epoch, found.acknowledged_number],
        "their_epoch": found.confirmed, "asks_epoch": found.asks_epoch,
        "our_log": _size(found.our_log), "their_log": _size(found.their_log),
        "countersigned_until": _until(found.countersigned), "their_checkpoint_until": _until(found.theirs),
        "countersigned": found.countersigned, "their_checkpoint": found.theirs,
    }  # fmt: skip


def _size(edge: list[Any]) -> int:
    return int(edge[0]) if edge else 0


def _until(note: str) -> int | None:
    return Checkpoint.read(note.partition("\n\n")[0] + "\n").size if note else None


def _returned(row: ReturnedPouch) -> dict[str, Any]:
    return {
        "id": row.pk, "epoch": row.epoch, "number": row.number, "acts": row.acts, "returned": row.returned_at,
        "seen_to_by": row.noted_by.name if row.noted_by else None, "seen_to": row.noted_at,
    }  # fmt: skip


COMMANDS = (resume, epoch, returned)
