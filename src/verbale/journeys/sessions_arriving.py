"""What a partner's pouch tells of a joint commission: its sessions, what it brings to them, what follows from them.

Each is the partner's word, kept beside our own record (COMMISSION.md, 1.2).
"""

from __future__ import annotations

from collections.abc import Callable

from verbale.domain.cycle import memorandum, session
from verbale.journeys.message import Message


def _session(message: Message) -> None:
    session.told(partner=message.partner, body=message.body, at=message.at)


def _memorandum(message: Message) -> None:
    memorandum.told(partner=message.partner, body=message.body, at=message.at)


ROUTES: dict[str, Callable[[Message], None]] = {session.WHAT: _session, memorandum.WHAT: _memorandum}
