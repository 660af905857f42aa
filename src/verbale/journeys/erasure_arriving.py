"""What a partner's pouch tells of erasing: a request of theirs, and their answer to one of ours."""

from __future__ import annotations

from collections.abc import Callable

from verbale.domain.spine import erasure_asked
from verbale.journeys.message import Message


def _asked(message: Message) -> None:
    erasure_asked.take_request(partner=message.partner, body=message.body, arrived=message.arrived, at=message.at)


def _answered(message: Message) -> None:
    erasure_asked.take_answer(partner=message.partner, body=message.body, at=message.at)


ROUTES: dict[str, Callable[[Message], None]] = {erasure_asked.ASKED: _asked, erasure_asked.ANSWERED: _answered}
