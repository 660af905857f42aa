"""How far the two channels with a partner have come: what we accepted, what we sent, and so what is due next.

Nothing is written here. The clauses cited are those of docs/PROTOCOL.md.
"""

from __future__ import annotations

from verbale.engines.seal import Acceptance, Position, read_envelope
from verbale.records.channel import Channel
from verbale.records.dispatch import ArrivedPouch, Pouch
from verbale.records.party import Party


def of(channel: Channel, *, we: Party) -> Acceptance:
    """What we accepted so far from a partner, and what we sent, as the judge of its next pouch (section 5)."""
    partner = channel.partner
    last = last_opened(partner)
    sent = Pouch.objects.filter(partner=partner, epoch=channel.epoch).order_by("-number").first()
    return Acceptance(
        partner.code, we.code, last=position_of(last),
        acknowledged=read_envelope(last.envelope.encode()).acknowledged if last else None, epoch=channel.epoch,
        sent=position_of(sent), confirmed=channel.confirmed, begins=channel.begins,
        stopped=channel.stopped_at is not None,
    )  # fmt: skip


def last_opened(partner: Party) -> ArrivedPouch | None:
    """The last pouch accepted from a partner."""
    return ArrivedPouch.objects.opened().filter(partner=partner).order_by("-epoch", "-number").first()


def hash_held(partner: Party, epoch: int, number: int) -> str | None:
    """The hash of the envelope we accepted from a partner at a place."""
    found = ArrivedPouch.objects.opened().filter(partner=partner, epoch=epoch, number=number)
    return found.values_list("envelope_hash", flat=True).first()


def hash_sent(partner: Party, epoch: int, number: int) -> str | None:
    """The hash of the envelope we sealed for a partner at a place."""
    found = Pouch.objects.filter(partner=partner, epoch=epoch, number=number)
    return found.values_list("envelope_hash", flat=True).first()


def position_of(row: Pouch | ArrivedPouch | None) -> Position | None:
    """The position of the envelope of a pouch that was sealed or accepted."""
    return Position(row.epoch or 1, row.number or 0, row.envelope_hash) if row else None
