"""What arrives: which pouch is due, what was opened, what was refused and why."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from verbale.domain.spine import channel, journal
from verbale.engines.seal import WAITS, Envelope, OpenedPouch, Verdict, read_envelope
from verbale.kernel.canonical import Json
from verbale.kernel.errors import Refused
from verbale.records.dispatch import ArrivalState, ArrivedMessage, ArrivedPouch
from verbale.records.party import Party


def still_waits(sha256: str, *, we: Party) -> str:
    """Why a pouch with these bytes, which came before, need not be opened again yet; empty if it may be due.

    Its envelope is judged again, since what it waits for may have come, or be another now.
    """
    row = ArrivedPouch.objects.filter(sha256=sha256, state=ArrivalState.WAITING).select_related("partner").first()
    if row is None or row.partner is None:
        return ""
    judged = channel.judge(partner=row.partner, we=we, envelope=read_envelope(row.envelope.encode()))
    if judged.verdict not in WAITS:
        return ""
    if judged.verdict is Verdict.EPOCH and (row.clause != judged.clause or channel.of(row.partner).asks_epoch is None):
        # Nobody is asked about it: it waited for something else, or another epoch was asked about and has begun.
        return ""
    try:
        judged.demand()
    except Refused as fault:
        _told(row, fault.sentence(), judged.clause)
    return row.refusal


def _told(row: ArrivedPouch, why: str, clause: str) -> None:
    if (row.refusal, row.clause) != (why, clause):
        row.refusal, row.clause = why, clause
        row.save(update_fields=["refusal", "clause"])


def opened(
    *, partner: Party, pouch: OpenedPouch, told: str, asks: bool, sha256: str, size: int, file_name: str, at: datetime
) -> ArrivedPouch:
    """Records a pouch as opened, with the proof of what it said; call it in the transaction that applies its acts.

    ``told`` is the SHA-256 of its messages in the store, ``asks`` whether it wants to be acknowledged.
    """
    row = _keep(sha256, partner, pouch.envelope, size, file_name, ArrivalState.OPENED, "", "", at)
    row.signature, row.manifest = pouch.signature.decode("ascii"), pouch.manifest.decode()
    row.told, row.asks = told, asks
    row.save(update_fields=["signature", "manifest", "told", "asks"])
    envelope = pouch.envelope
    facts: dict[str, Json] = {
        "partner": partner.code, "epoch": envelope.epoch, "number": envelope.number, "sha256": sha256,
    }  # fmt: skip
    journal.record(act="pouch.opened", thing=row, by=None, at=at, facts=facts)
    return row


def told_before(*, partner: Party, arrived: ArrivedPouch, message: str) -> bool:
    """Whether a message with this identifier acted before (6.3); if not, remembers that it acts now."""
    _, fresh = ArrivedMessage.objects.get_or_create(partner=partner, message=message, defaults={"arrived": arrived})
    return not fresh


@transaction.atomic
def refused(
    *, partner: Party | None, envelope: Envelope | None, sha256: str, size: int, file_name: str, why: str, at: datetime,
    clause: str = "", waits: bool = False,
) -> ArrivedPouch:  # fmt: skip
    """Records a pouch that was not opened: refused for good, or held until something else came or was confirmed."""
    state = ArrivalState.WAITING if waits else ArrivalState.REFUSED
    before = ArrivedPouch.objects.filter(sha256=sha256, state=state).first()
    if before is not None:
        _told(before, why, clause)
        return before
    pouch = _keep(sha256, partner, envelope, size, file_name, state, why, clause, at)
    act = "pouch.waits" if waits else "pouch.refused"
    facts: dict[str, Json] = {"sha256": sha256, "clause": clause, "why": why}
    journal.record(act=act, thing=pouch, by=None, at=at, facts=facts)
    return pouch


def _keep(
    sha256: str, partner: Party | None, envelope: Envelope | None, size: int, file_name: str, state: ArrivalState,
    why: str, clause: str, at: datetime,
) -> ArrivedPouch:  # fmt: skip
    ArrivedPouch.objects.filter(sha256=sha256, state=ArrivalState.WAITING).delete()
    return ArrivedPouch.objects.create(
        partner=partner, epoch=envelope.epoch if envelope else None, number=envelope.number if envelope else None,
        envelope=envelope.as_bytes().decode("ascii") if envelope else "",
        envelope_hash=envelope.hash if envelope else "", sha256=sha256, size=size, file_name=file_name[-200:],
        state=state, clause=clause, refusal=why, arrived_at=at,
    )  # fmt: skip
