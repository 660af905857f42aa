"""What a partner's pouch tells of itself: new keys, its contact bodies, and pouches of ours that we had forgotten."""

from __future__ import annotations

from collections.abc import Callable

from verbale.domain.spine import contact_body, key_change, returned
from verbale.engines.seal import SignedStatement, read_statement
from verbale.journeys import texts_arriving
from verbale.journeys.message import BadMessage, Message, few
from verbale.kernel.canonical import canonical


def _keys(message: Message) -> None:
    signed = SignedStatement(
        read_statement(canonical(message.body.get("statement"))), message.text("signature").encode("ascii")
    )
    arrived = message.arrived
    if arrived.epoch is None or arrived.number is None:
        raise BadMessage(why="its pouch has no place")
    key_change.replace(party=message.partner, signed=signed, through=(arrived.epoch, arrived.number), at=message.at)


def _returned(message: Message) -> None:
    for told in few(message.body.get("pouches"), "pouches"):
        back = returned.take_back(partner=message.partner, told=told, stored=message.files, at=message.at)
        if back is not None:
            texts_arriving.take_back(message, back.row, back.messages)
    texts_arriving.take_up(message)


def _contact_bodies(message: Message) -> None:
    contact_body.told(partner=message.partner, units=few(message.body.get("units"), "units"), at=message.at)


ROUTES: dict[str, Callable[[Message], None]] = {
    key_change.WHAT: _keys, returned.WHAT: _returned, contact_body.WHAT: _contact_bodies,
}  # fmt: skip
