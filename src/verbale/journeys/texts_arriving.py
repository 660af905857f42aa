"""What a partner's pouch tells of texts: its acts, and ours that it returns."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from verbale.domain.spine import text, text_arrival
from verbale.journeys.message import Message
from verbale.kernel.errors import VerbaleError
from verbale.records.channel import ReturnedPouch


def _act(message: Message) -> None:
    told = text_arrival.Told.read(message.body)
    text_arrival.received(partner=message.partner, told=told, arrived=message.arrived, at=message.at)


def take_back(message: Message, row: ReturnedPouch, messages: list[Any]) -> None:
    """Takes the acts on texts back that a returned pouch of ours told; what else it told is listed for people."""
    row.acts = [_took(message, one) for one in messages]
    row.save(update_fields=["acts"])


def _took(message: Message, one: Any) -> dict[str, Any]:
    what = str(one.get("what"))[:40]
    if what != text.WHAT:
        return {"what": what, "took back": False, "body": one.get("body")}
    try:
        told = text_arrival.Told.read(one.get("body"))
        text_arrival.returned(partner=message.partner, told=told, at=message.at)
    except VerbaleError as fault:
        return {"what": what, "took back": False, "why": fault.sentence(), "body": one.get("body")}
    return {"what": what, "took back": True}


ROUTES: dict[str, Callable[[Message], None]] = {text.WHAT: _act}
