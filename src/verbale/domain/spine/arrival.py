"""What arrives: which pouch is due, what was opened, what was refused and why."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from verbale.domain.spine import journal
from verbale.engines.seal import Acceptance, Envelope
from verbale.records.dispatch import ArrivalState, ArrivedPouch
from verbale.records.party import Party


def acceptance(*, partner: Party, we: Party) -> Acceptance:
    """What we accepted so far from a partner, as the judge of its next pouch."""
    last = _opened(partner).order_by("-number").first()
    number, envelope_hash = (last.number or 0, last.envelope_hash) if last else (0, None)
    return Acceptance(partner.code, we.code, number, envelope_hash)


def known(partner: Party, number: int) -> dict[int, str]:
    """The hash of the envelope we accepted under a number, for telling a repeat from a fork."""
    return {row.number or 0: row.envelope_hash for row in _opened(partner).filter(number=number)}


def missing_before(sha256: str, *, we: Party) -> int | None:
    """The number that is still due before a pouch which waits and has these bytes; None if it need wait no longer."""
    row = ArrivedPouch.objects.filter(sha256=sha256, state=ArrivalState.WAITING).select_related("partner").first()
    if row is None or row.partner is None or row.number is None:
        return None
    due = acceptance(partner=row.partner, we=we).last_number + 1
    return due if row.number > due else None


def opened(*, partner: Party, envelope: Envelope, sha256: str, size: int, file_name: str, at: datetime) -> ArrivedPouch:
    """Records a pouch as opened; call it in the transaction that applies its acts."""
    pouch = _keep(sha256, partner, envelope, size, file_name, ArrivalState.OPENED, "", at)
    facts = {"partner": partner.code, "number": envelope.number, "sha256": sha256}
    journal.record(act="pouch.opened", thing=pouch, by=None, at=at, facts=facts)
    return pouch


@transaction.atomic
def refused(
    *, partner: Party | None, envelope: Envelope | None, sha256: str, size: int, file_name: str, why: str, at: datetime,
    waits: bool = False,
) -> ArrivedPouch:  # fmt: skip
    """Records a pouch that was not opened: refused for good, or waiting for the one before it."""
    state = ArrivalState.WAITING if waits else ArrivalState.REFUSED
    before = ArrivedPouch.objects.filter(sha256=sha256, state=state).first()
    if before is not None:
        return before
    pouch = _keep(sha256, partner, envelope, size, file_name, state, why, at)
    act = "pouch.waits" if waits else "pouch.refused"
    journal.record(act=act, thing=pouch, by=None, at=at, facts={"sha256": sha256, "why": why})
    return pouch


def _keep(
    sha256: str, partner: Party | None, envelope: Envelope | None, size: int, file_name: str, state: ArrivalState,
    why: str, at: datetime,
) -> ArrivedPouch:  # fmt: skip
    ArrivedPouch.objects.filter(sha256=sha256, state=ArrivalState.WAITING).delete()
    return ArrivedPouch.objects.create(
        partner=partner, number=envelope.number if envelope else None,
        envelope_hash=envelope.hash if envelope else "", sha256=sha256, size=size, file_name=file_name[-200:],
        state=state, refusal=why, arrived_at=at,
    )  # fmt: skip


def _opened(partner: Party) -> QuerySet[ArrivedPouch]:
    return ArrivedPouch.objects.filter(partner=partner, state=ArrivalState.OPENED)
