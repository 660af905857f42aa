"""Nonces: each signed call is answered once, whichever process of the door it reaches."""

from __future__ import annotations

import shutil
from datetime import timedelta

from verbale.engines.seal.calls import Call
from verbale.kernel.canonical import digest
from verbale.kernel.errors import NotAllowed
from verbale.records import files
from verbale.records.party import Party

SKEW = timedelta(minutes=5)
"""How far a call's moment may be from the server's (docs/PROTOCOL.md, 10.4)."""


class Replayed(NotAllowed):
    """This very call was made before. Sign each call anew."""


def remember(partner: Party, call: Call) -> None:
    """Keeps the nonce while the call's moment would let it pass; raises Replayed if it is kept already."""
    minute = files.home().arriving / "nonces" / f"{call.at:%Y%m%d%H%M}"
    if not minute.is_dir():
        minute.mkdir(parents=True, exist_ok=True)
        _forget(before=f"{call.at - 3 * SKEW:%Y%m%d%H%M}")
    try:
        (minute / digest(f"{partner.pk} {call.nonce}".encode())).touch(exist_ok=False)
    except FileExistsError as fault:
        raise Replayed() from fault


def _forget(before: str) -> None:
    for minute in (files.home().arriving / "nonces").iterdir():
        if minute.name < before:
            shutil.rmtree(minute, ignore_errors=True)
