"""What waits for a partner whose node cannot be reached: listed, given out in pieces, and taken note of."""

from __future__ import annotations

from django.conf import settings

from verbale.api import moment
from verbale.api.answering import BYTES, Reply
from verbale.api.caller import Caller
from verbale.api.pouch import WrongMethod
from verbale.api.query import number
from verbale.domain.spine import transfer
from verbale.kernel.errors import Refused, WrongUse
from verbale.records import files
from verbale.records.channel import Way
from verbale.records.dispatch import Pouch

LISTED = 1000
"""Pouches that are listed at most; the rest once these were acknowledged."""


class NoSuchPiece(WrongUse):
    """The pouch has {size} bytes; a piece from {begin} to before {end} is empty, goes beyond it, or is larger than
    {limit}."""


class PouchGone(Refused):
    """The bytes of this pouch cannot be read here just now. Ask again later; the people here are told."""

    http_status = 503


def outbox(known: Caller) -> Reply:
    """``GET`` lists what the caller has not acknowledged, in order; ``due`` is what is to be sent now."""
    if known.call.method != "GET":
        raise WrongMethod(method=known.call.method)
    waiting = transfer.waiting_for(known.partner, moment.now())[:LISTED]
    return Reply.of({"pouches": [_line(pouch, due) for pouch, due in waiting], "piece": settings.CHANNEL_PIECE})


def waiting_pouch(known: Caller, sha256: str) -> Reply:
    """``GET …?from=…&to=…`` gives the bytes from one place to before another; ``POST`` says that all came."""
    match known.call.method:
        case "GET":
            begin, end = (number(known.request.GET, what) for what in ("from", "to"))
            return _piece(known, transfer.waiting_one(known.partner, sha256), begin, end)
        case "POST":
            known.body(0)
            transfer.handed_over(partner=known.partner, sha256=sha256, at=moment.now())
            return Reply.of({"taken": sha256})
        case method:
            raise WrongMethod(method=method)


def _line(pouch: Pouch, due: bool) -> dict[str, object]:
    return {
        "sha256": pouch.sha256, "size": pouch.size, "name": pouch.file_name, "epoch": pouch.epoch,
        "number": pouch.number, "due": due,
    }  # fmt: skip


def _piece(known: Caller, pouch: Pouch, begin: int, end: int) -> Reply:
    if not (begin < end <= pouch.size and end - begin <= settings.CHANNEL_PIECE):
        raise NoSuchPiece(size=pouch.size, begin=begin, end=end, limit=settings.CHANNEL_PIECE)
    row = transfer.begin(
        partner=known.partner, way=Way.OUT, sha256=pouch.sha256, file_name=pouch.file_name, size=pouch.size,
        at=moment.now(),
    )  # fmt: skip
    try:
        with (files.home().outbox / pouch.file_name).open("rb") as stream:
            stream.seek(begin)
            data = stream.read(end - begin)
    except OSError as fault:
        raise PouchGone() from fault
    if len(data) != end - begin:
        raise PouchGone()
    transfer.moved(transfer=row, done=end, at=moment.now())
    return Reply(data, kind=BYTES)
