"""What a partner's pouch tells of texts: its acts, and ours that it returns."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.db import transaction

from verbale.domain.cycle import minutes as minutes_of
from verbale.domain.spine import journal, text, text_arrival
from verbale.journeys.message import BadMessage, Message
from verbale.kernel.canonical import Json, read_json
from verbale.kernel.errors import VerbaleError
from verbale.records import files
from verbale.records.channel import ReturnedPouch
from verbale.records.dispatch import ArrivedPouch
from verbale.records.text import Text, TextAct, TextKind

MOST_ACTS = 1000
"""Acts of a partner on one text (docs/PROTOCOL.md, 11.2): what stands is worked out anew from all of them each time."""


def _act(message: Message) -> None:
    told = text_arrival.Told.read(message.body)
    if not text_arrival.waits(partner=message.partner, told=told, arrived=message.arrived, at=message.at):
        _receive(message, told, message.arrived)


def _receive(message: Message, told: text_arrival.Told, arrived: ArrivedPouch) -> None:
    known = TextAct.objects.filter(text_id=told.act.text, side=message.partner.code)
    if known.count() >= MOST_ACTS:
        raise BadMessage(why=f"there are {MOST_ACTS} acts of its side on that text, and no more are taken")
    text_arrival.received(partner=message.partner, told=told, arrived=arrived, at=message.at)
    if about := Text.objects.filter(pk=told.act.text, text_kind=TextKind.MINUTES).first():
        minutes_of.of(about, message.at)


def take_up(message: Message) -> None:
    """Does the acts of the partner that waited for a text of ours, once the partner has returned what we proposed."""
    read: dict[str, dict[str, text_arrival.Told]] = {}
    for arrived, hashed in text_arrival.waiting(message.partner):
        if arrived.pk not in read:
            # One pouch may tell thousands of them: it is read once, and only one is held.
            read = {arrived.pk: _told_in(arrived)}
        try:
            with transaction.atomic():
                if hashed not in read[arrived.pk]:
                    raise BadMessage(why=f"its pouch tells no act {hashed}")
                _receive(message, read[arrived.pk][hashed], arrived)
        except VerbaleError as fault:
            facts: dict[str, Json] = {"what": text.WHAT, "why": fault.sentence()[:500]}
            journal.record(act="message.refused", thing=arrived, by=None, at=message.at, facts=facts)


def _told_in(arrived: ArrivedPouch) -> dict[str, text_arrival.Told]:
    """The acts on texts that a pouch told, by their hashes; none if its messages were erased."""
    acts: dict[str, text_arrival.Told] = {}
    with suppress(VerbaleError), files.read(arrived.told) as stream:
        for one in read_json(stream.read(), "messages.json")["messages"]:
            # Others of its messages may have been refused.
            with suppress(VerbaleError, LookupError, TypeError, ValueError, AttributeError):
                told = text_arrival.Told.read(one["body"])
                acts.setdefault(told.act.hash, told)
    return acts


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
