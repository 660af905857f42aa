"""What a partner's pouch tells of a joint commission: its sessions, what it brings to them, what follows from them.

Each is the partner's word, kept beside our own record (COMMISSION.md, 1.2).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any, Protocol

from django.db import transaction

from verbale.domain.cycle import (
    adoption,
    commitment_arrival,
    delegation,
    memorandum,
    minutes,
    minutes_answer,
    minutes_signing,
    session,
)
from verbale.journeys.message import BadMessage, Message
from verbale.kernel.errors import NotFound, VerbaleError
from verbale.kernel.identifier import is_identifier
from verbale.records.dispatch import ArrivedPouch
from verbale.records.party import Party
from verbale.records.text import Text, TextKind

_PAPER = {"text", "revision", "sha256"}
_HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)


class _Told(Protocol):
    """Keeps the partner's word, or refuses it."""

    def __call__(self, *, partner: Party, body: Mapping[str, Any], at: datetime) -> object: ...


def _word(told: _Told) -> Callable[[Message], None]:
    def route(message: Message) -> None:
        told(partner=message.partner, body=message.body, at=message.at)

    return route


def _signed_paper(message: Message) -> None:
    """The minutes as the partner signed them: one file, which is the one that the message names."""
    if set(message.body) != _PAPER:
        raise BadMessage(why="it has other fields than a signed paper has")
    if {name: file.sha256 for name, file in message.files.items()} != {
        minutes_signing.FILE: message.text("sha256", 64)
    }:
        raise BadMessage(why=f"it carries another file than “{minutes_signing.FILE}” with the hash that it names")
    named = message.text("text", 26)
    text = Text.objects.filter(pk=named, partner=message.partner, text_kind=TextKind.MINUTES).first()
    if text is None:
        raise NotFound(what="minutes", which=named)
    minutes_signing.told(
        minutes=minutes.of(text, message.at), file=message.files[minutes_signing.FILE],
        revision=message.text("revision", 64), arrived=message.arrived, at=message.at,
    )  # fmt: skip


def answer_refused(raw: Mapping[str, Any], why: str, arrived: ArrivedPouch, at: datetime) -> None:
    """Tells the partner why the paper was refused that its message names, if that is a paper of minutes we know."""
    body = raw["body"] if isinstance(raw.get("body"), dict) else {}
    named, sha256 = body.get("text"), body.get("sha256")
    if not (isinstance(named, str) and is_identifier(named) and isinstance(sha256, str) and _HASH.fullmatch(sha256)):
        return
    rows = Text.objects.filter(pk=named, partner=arrived.partner, text_kind=TextKind.MINUTES)
    text = rows.select_related("partner").first()
    if text is not None:
        # The pouch goes on whatever becomes of the answer.
        with suppress(VerbaleError), transaction.atomic():
            minutes_answer.refuses(minutes=minutes.of(text, at), sha256=sha256, why=why, arrived=arrived, at=at)


ROUTES: dict[str, Callable[[Message], None]] = {
    session.WHAT: _word(session.told),
    memorandum.WHAT: _word(memorandum.told),
    delegation.WHAT: _word(delegation.told),
    minutes_signing.WHAT: _signed_paper,
    minutes_answer.WHAT: _word(minutes_answer.told),
    adoption.WHAT: _word(adoption.told),
    commitment_arrival.WHAT: _word(commitment_arrival.told),
}
