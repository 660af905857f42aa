"""What two real nodes do in the tests of HTTPS: each function is one step, run in the process of its own node."""

import time
from datetime import UTC, datetime
from typing import Any

from verbale.carrier import pace, pieces
from verbale.carrier.rounds import round_trip
from verbale.domain.cycle import need
from verbale.domain.spine import node_address, party, party_keys
from verbale.engines.seal import PublicKeys
from verbale.engines.seal.keys import load_keys
from verbale.journeys.demo_node import complete_office, introduce, our_keys, staff, who
from verbale.kernel.clock import SystemClock
from verbale.records import files
from verbale.records.channel import Transfer
from verbale.records.dispatch import ArrivedPouch, Pouch
from verbale.records.party import Party
from verbale.records.request import Order

__all__ = ["complete_office", "introduce", "our_keys", "staff"]


def reach(*, partner: str, address: str, folder: str = "") -> None:
    """How pouches go to the partner from now on."""
    other, at = Party.objects.get(code=partner), datetime.now(UTC)
    node_address.set_address(party=other, address=address, by=who("admin"), at=at)
    party.set_folders(party=other, carry_to=folder, carry_from="", by=who("admin"), at=at)


def want(*, partner: str, citations: list[str]) -> None:
    """Sends an order of so many lines."""
    by, at = who("librarian"), datetime.now(UTC)
    wanted = need.open_order(
        partner=Party.objects.get(code=partner), route="department", purpose="Comparison", by=by, at=at
    )
    for citation in citations:
        need.add_line(need=wanted, by=by, at=at, citation=citation)
    need.send(need=wanted, by=by, at=at)


class Ticking:
    """A clock that goes on by a second whenever it is looked at: how far a round comes depends on nothing else."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        self.now += 1
        return self.now


def turn(*, settings: dict[str, Any] | None = None, rested: bool = True, ticking: bool = False) -> dict[str, Any]:
    """One round of the carrier; ``rested``: as if every pause were over; ``ticking``: its time is that of `Ticking`."""
    from django.conf import settings as ours
    from django.db import close_old_connections

    close_old_connections()
    for name, value in {
        "CHANNEL_PAUSE": 0.0,
        "CHANNEL_ROUND": 60.0,
        "CHANNEL_PIECE": 4 << 20,
        **(settings or {}),
    }.items():
        setattr(ours, name, value)
    pieces.time = Ticking() if ticking else time
    pace.FIRST = pace.LONGEST  # no pause is over before it is ended here
    home = files.home()
    if rested:
        for path in home.door.glob("*.pace"):
            path.unlink()
    return round_trip(keys=load_keys(home.keys), at=SystemClock().now())


def sent() -> list[tuple[int, str]]:
    """Number and state of each pouch to the partner that asks to be acknowledged."""
    return list(Pouch.objects.filter(asks=True).order_by("number").values_list("number", "state"))


def came() -> list[tuple[int, str]]:
    return list(ArrivedPouch.objects.order_by("number").values_list("number", "state"))


def orders() -> int:
    return Order.objects.count()


def transfers() -> list[tuple[str, int, int, str]]:
    """Way, bytes done, size and fault of each transfer, the oldest first."""
    return list(Transfer.objects.order_by("begun_at").values_list("way", "done", "size", "fault"))


def replace_partner_keys(*, partner: str, keys: str) -> None:
    """As if somebody had confirmed the wrong keys."""
    at, admin = datetime.now(UTC), who("admin")
    row = party_keys.add(party=Party.objects.get(code=partner), keys=PublicKeys.read(keys), by=admin, at=at)
    party_keys.confirm(keys=row, fingerprint=row.fingerprint, by=admin, at=at)
