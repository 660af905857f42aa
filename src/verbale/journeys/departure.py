"""What leaves in a pouch, and what its sealing does to the things it carries."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial

from verbale.domain.cycle import decision, fulfilment, request
from verbale.domain.spine import dispatch, erasure_asked, journal, marking, text, text_arrival
from verbale.engines.seal import Content
from verbale.kernel.canonical import Json, canonical
from verbale.kernel.errors import VerbaleError
from verbale.records import files
from verbale.records.dispatch import Message, MessageFile, Pouch, Release
from verbale.records.need import NeedLine
from verbale.records.request import LineState, OrderLine

MESSAGES, CHECKPOINT, COUNTERSIGNED = "messages.json", "checkpoint.note", "countersigned.note"
VERSION = 1
DELIVERY = "delivery"
Sign = Callable[[bytes, str], tuple[str, str]]
MOST_MESSAGES = 10_000
"""Messages of one pouch: so many are acted on in one transaction. What is left goes into the next pouch."""


def contents_of(messages: Sequence[Message]) -> list[Content]:
    """The messages as one canonical document, and their files, each under its message's identifier (2.4, 9.1)."""
    listed: list[Json] = []
    contents: list[Content] = []
    for message in messages:
        carried = list(MessageFile.objects.filter(message=message).select_related("file").order_by("name"))
        listed.append(
            {"id": message.pk, "what": message.what, "body": message.body, "files": [one.name for one in carried]}
        )
        for one in carried:
            path = f"files/{message.pk}/{one.name}"
            source = files.path_of(one.file_id)
            contents.append(Content(path, one.file.size, one.file_id, partial(source.open, "rb")))
    document = canonical({"version": VERSION, "messages": listed})
    return [Content.of_bytes(MESSAGES, document), *contents]


def signed(messages: Sequence[Message], *, sign: Sign, revoked: frozenset[str]) -> list[Message]:
    """The same messages, with the node's signature on every act that a signature of its own proves.

    ``sign`` takes bytes and a namespace and gives the signature and its keys' fingerprint. Call it in the transaction
    that drafts a pouch.
    """
    text.sign_waiting(messages, lambda data: sign(data, text_arrival.NAMESPACE), revoked=revoked)
    erasure_asked.sign_waiting(messages, sign, revoked=revoked)
    return list(messages)


def leaving(messages: Sequence[Message], *, at: datetime) -> list[Message]:
    """The messages of the next pouch. A delivery whose rule, approvals or marks changed since is held back; so is what
    the inspector held, with what came later about the same thing.

    Call it in a transaction: once for what is to be sealed, and again in the one that allots the number.
    """
    return [
        message
        for message in list(_in_order(messages))[:MOST_MESSAGES]
        if not (message.what == DELIVERY and _held_back(message, at))
    ]


def _in_order(messages: Sequence[Message]) -> Iterator[Message]:
    """All but what the inspector held, and what was queued after it about the same thing and must not overtake it."""
    held: set[tuple[str, str]] = set()
    for message in messages:
        if message.held_at is not None:
            held.add(_about(message))
        elif not held or _about(message) not in held:
            yield message


def _about(message: Message) -> tuple[str, str]:
    """What a message is about: of a line, its whole order."""
    if message.thing_kind == "orderline":
        return "order", OrderLine.objects.values_list("order_id", flat=True).get(pk=message.thing_id)
    if message.thing_kind == "needline":
        return "need", NeedLine.objects.values_list("need_id", flat=True).get(pk=message.thing_id)
    return message.thing_kind, message.thing_id


def _held_back(message: Message, at: datetime) -> bool:
    """Whether what allowed a release no longer does. Its line is sourced again, and so comes back to the desk."""
    act = Release.objects.select_related("partner").get(message=message)
    line = request.locked(OrderLine.objects.get(pk=act.thing_id))
    try:
        decision.check_still_so(decision=fulfilment.check_may_supply(line), line=line, at=at)
        papers = list(act.documents.select_related("file", "made_from"))
        marking.check_may_leave(documents=papers, partner=act.partner, caveat=act.marking)
    except VerbaleError as refusal:
        dispatch.recall(act=act, by=None, at=at)
        request.move(line, LineState.SOURCING, at=at, note=refusal.sentence())
        journal.record(act="line.held back", thing=line, by=None, at=at, facts={"why": refusal.sentence()})
        return True
    return False


def sealed(messages: Sequence[Message], *, pouch: Pouch, at: datetime) -> None:
    """What was released has left; call it in the sealing's transaction."""
    for message in messages:
        if message.what == DELIVERY:
            line = OrderLine.objects.get(pk=message.thing_id)
            fulfilment.shipped(line=line, pouch=pouch.number, at=at)
