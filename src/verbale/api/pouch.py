"""Pouches that a partner's carrier brings: how far one has come, and the next piece of it."""

from __future__ import annotations

from django.conf import settings

from verbale.api import moment
from verbale.api.answering import Reply
from verbale.api.caller import Caller
from verbale.api.query import name, number
from verbale.domain.spine import transfer, transfer_in
from verbale.domain.spine.transfer_in import Offered
from verbale.kernel.errors import WrongUse


class WrongMethod(WrongUse):
    """{method} has no meaning at this address."""

    http_status = 405


def pouch(known: Caller, sha256: str) -> Reply:
    """``GET …?name=…&size=…`` tells how far a pouch is; ``PUT …&offset=…`` brings its next piece."""
    query = known.request.GET
    offered = Offered(known.partner, known.call.recipient, sha256, name(query, "name"), number(query, "size"))
    match known.call.method:
        case "GET":
            return _state(offered)
        case "PUT":
            return _take(known, offered, number(query, "offset"))
        case method:
            raise WrongMethod(method=method)


def _state(offered: Offered) -> Reply:
    if transfer_in.have(offered):
        transfer.came_again(partner=offered.partner, sha256=offered.sha256)
        return _told(offered.size, offered)
    return _told(transfer_in.so_far(offered), offered)


def _take(known: Caller, offered: Offered, offset: int) -> Reply:
    """What is too much, or not due, is refused before any of the piece is read."""
    if transfer_in.have(offered):
        return _told(offered.size, offered)
    if offset != (due := transfer_in.so_far(offered)):
        raise transfer_in.WrongOffset(offset=due)
    piece = known.body(settings.CHANNEL_PIECE)
    return _told(transfer_in.take(offered, offset, piece, at=moment.now()), offered)


def _told(offset: int, offered: Offered) -> Reply:
    return Reply.of({"offset": offset, "whole": offset == offered.size, "piece": settings.CHANNEL_PIECE})
