"""Bugs as they are made, to be planted into the nodes of the simulation: whether it finds them is tested."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from verbale.carrier import opening, sealing
from verbale.domain.spine import arrival as arrived
from verbale.domain.spine import channel
from verbale.journeys import arrival

Plant = Callable[[pytest.MonkeyPatch], None]


def acknowledged_before_it_is_done(patch: pytest.MonkeyPatch) -> None:
    """What a pouch tells is done in a transaction after the one that counts the pouch as applied."""
    apply, apply_one, waiting = arrival.apply, arrival._apply_one, []

    def counted_first(**told: Any) -> Any:
        waiting.clear()
        made = apply(**told)
        for one in list(waiting):
            with transaction.atomic():
                apply_one(*one)
        return made

    patch.setattr(arrival, "_apply_one", lambda *one: waiting.append(one))
    patch.setattr(opening.arrivals, "apply", counted_first)


def number_taken_again_after_a_restore(patch: pytest.MonkeyPatch) -> None:
    """A restored node goes on in its old epoch."""
    patch.setattr(channel, "begin_epochs", lambda *, at: {})
    patch.setattr(channel, "RESTORED", "nothing")


def told_twice_done_twice(patch: pytest.MonkeyPatch) -> None:
    """The identifier of a message is not asked for (6.3)."""
    patch.setattr(arrived, "told_before", lambda **told: False)


def order_told_by_the_clock(patch: pytest.MonkeyPatch) -> None:
    """What waits is sealed in the order of the times at which it was queued, whatever the clock did."""
    waiting = sealing.dispatch.waiting
    patch.setattr(
        sealing.dispatch,
        "waiting",
        lambda partner: sorted(waiting(partner), key=lambda one: (not one.ahead, one.queued_at)),
    )


PLANTS: dict[str, tuple[Plant, int]] = {
    "acknowledged before it is done": (acknowledged_before_it_is_done, 40),
    "number taken again after a restore": (number_taken_again_after_a_restore, 24),
    "told twice, done twice": (told_twice_done_twice, 33),
    "order told by the clock": (order_told_by_the_clock, 18),
}
"""Each bug, and the seed with which to begin looking for it: one that found it when this was written."""
