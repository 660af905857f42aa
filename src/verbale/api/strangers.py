"""How often callers whom nobody knows are answered: by address, in bounded memory, each process for itself."""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime
from threading import Lock

REMEMBERED = 4096
"""Addresses of the present minute that are remembered at most; the one that called longest ago is forgotten first."""


class Strangers:
    """Counts the calls of each address in the present minute."""

    def __init__(self) -> None:
        self._lock, self._minute, self._calls = Lock(), "", OrderedDict[str, int]()

    def count(self, address: str, at: datetime) -> int:
        """Counts one call; how many there were from this address in this minute."""
        with self._lock:
            if self._minute != (minute := f"{at:%Y%m%d%H%M}"):
                self._minute, self._calls = minute, OrderedDict()
            count = self._calls[address] = self._calls.get(address, 0) + 1
            self._calls.move_to_end(address)
            if len(self._calls) > REMEMBERED:
                self._calls.popitem(last=False)
            return count
