"""What a partner's pouch tells of a joint commission: its sessions, what it brings to them, what follows from them.

Each is the partner's word, kept beside our own record (COMMISSION.md, 1.2).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Protocol

from verbale.domain.cycle import adoption, commitment_arrival, delegation, memorandum, session
from verbale.journeys.message import Message
from verbale.records.party import Party


class _Told(Protocol):
    """Keeps the partner's word, or refuses it."""

    def __call__(self, *, partner: Party, body: Mapping[str, Any], at: datetime) -> object: ...


def _word(told: _Told) -> Callable[[Message], None]:
    def route(message: Message) -> None:
        told(partner=message.partner, body=message.body, at=message.at)

    return route


ROUTES: dict[str, Callable[[Message], None]] = {
    session.WHAT: _word(session.told),
    memorandum.WHAT: _word(memorandum.told),
    delegation.WHAT: _word(delegation.told),
    adoption.WHAT: _word(adoption.told),
    commitment_arrival.WHAT: _word(commitment_arrival.told),
}
