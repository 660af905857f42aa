"""Carrying: pouches handed to the carriers of a partner, of which the folder that it takes them from is one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from verbale.carrier.file_state import fingerprint
from verbale.domain.spine import dispatch
from verbale.kernel.errors import Refused, VerbaleError
from verbale.kernel.home import Home
from verbale.kernel.whole_file import copy
from verbale.records.dispatch import Pouch
from verbale.records.party import Party


class NoFolder(Refused):
    """The folder {folder}, through which pouches go to {partner}, is not there. Is the disk plugged in?"""


class PouchDamaged(Refused):
    """The sealed pouch {name} on our disk is no longer what was sealed. Restore it from a backup; do not seal anew."""


Carrier = Callable[[Pouch], bool]
"""Hands one pouch over; whether the partner has it whole. False: the rest follows in a later round."""


@dataclass(frozen=True, slots=True)
class Way:
    """One carrier to a partner, and the pouches it is to be given now, in order."""

    carrier: Carrier
    pouches: Sequence[Pouch]


def carry(*, ways: Sequence[Way], at: datetime) -> tuple[list[Pouch], list[Exception]]:
    """Gives each carrier its pouches, and says of a pouch that it was carried once one carrier has taken it whole.

    Which were, and why a carrier stopped: a fault of one stops no other.
    """
    carried: list[Pouch] = []
    faults: list[Exception] = []
    for way in ways:
        try:
            for pouch in way.pouches:
                if not way.carrier(pouch):
                    break
                if pouch not in carried:
                    dispatch.carried(pouch=pouch, at=at)
                    carried.append(pouch)
        except (VerbaleError, OSError) as fault:
            faults.append(fault)
    return carried, faults


def by_folder(partner: Party, home: Home) -> Carrier:
    """The carrier that lays pouches into the folder of a partner (10.2)."""
    folder = Path(partner.carry_to)

    def lay(pouch: Pouch) -> bool:
        if not folder.is_dir():
            raise NoFolder(folder=folder, partner=partner.code)
        _lay(home.outbox / pouch.file_name, folder / pouch.file_name, pouch)
        return True

    return lay


def _lay(source: Path, target: Path, pouch: Pouch) -> None:
    if not source.is_file() or fingerprint(source)[0] != pouch.sha256:
        raise PouchDamaged(name=pouch.file_name)
    if target.is_file() and fingerprint(target)[0] == pouch.sha256:
        return
    copy(source, target)
