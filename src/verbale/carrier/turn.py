"""Whose turn it is: two carriers would share the quarantine and the outbox, so one at a time works on a home."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from verbale.kernel.errors import Refused
from verbale.kernel.home import Home


class CarrierBusy(Refused):
    """Another carrier is working on {home}. One is enough for a node; try again once its round has ended."""


@contextmanager
def turn(home: Home, *, wait: bool) -> Iterator[None]:
    """Holds ``carrier.lock`` of a home for one round; the system lets go of it when the process dies.

    If another process holds it, waits for it, or raises CarrierBusy.
    """
    descriptor = os.open(home.path / "carrier.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as fault:
            raise CarrierBusy(home=home.path) from fault
        yield
    finally:
        os.close(descriptor)
