"""Pouches without bytes, for tests of what is written down about them."""

from typing import Any

from django.db import transaction

from verbale.domain.spine import channel, dispatch
from verbale.engines.seal import Envelope, OpenedPouch, Position, Sealed
from verbale.records.channel import Channel
from verbale.records.dispatch import Pouch
from verbale.records.party import Party


def envelope(number: int = 1, **facts: Any) -> Envelope:
    """An envelope from FI-NHI to us; after number 1 it needs its previous."""
    given = {
        "sender": "FI-NHI", "recipient": "OURS", "epoch": 1, "number": number, "previous": None, "acknowledged": None,
        "manifest": f"{number:064x}",
    }  # fmt: skip
    return Envelope(**(given | facts))


def after(before: Envelope, **facts: Any) -> Envelope:
    """The envelope after another."""
    given = {"number": before.number + 1, "previous": before.position, "acknowledged": before.acknowledged}
    return envelope(**({"epoch": before.epoch} | given | facts))


def opened(one: Envelope) -> OpenedPouch:
    """A pouch that holds this envelope and nothing else."""
    return OpenedPouch(one, b"signature", b"manifest", "ssh-ed25519 AAAA", ())


@transaction.atomic
def sealed(to: Party, at: Any, *, name: str = "", acknowledged: Position | None = None) -> Pouch:
    """Seals what waits for a partner, as the carrier does, but for the bytes."""
    stands: Channel = channel.locked(to)
    epoch, number, previous = channel.next_place(stands)
    made = Envelope("OURS", to.code, epoch, number, previous, acknowledged, f"{number:064x}")
    return dispatch.sealed(
        channel=stands, messages=dispatch.waiting(to), envelope=made,
        made=Sealed(made.hash, f"{number:064x}", 4711, b"signature", b"manifest"), checkpoint=f"checkpoint {number}",
        file_name=name or f"OURS-{to.code}-{epoch}-{number:06d}.pouch", at=at,
    )  # fmt: skip
