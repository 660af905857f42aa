"""Ports of this machine for the servers of tests, which others are told before the server has them."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from itertools import count

LOWEST, MANY = 20_000, 12_000
"""Below those that systems give away by themselves, so that nobody else is given one of these meanwhile."""


def _turns() -> Iterator[int]:
    begin = os.getpid() * 97
    return (LOWEST + (begin + turn) % MANY for turn in count())


_TURNS = _turns()


def free_port() -> int:
    """A port of the loopback that nobody has; another each time, and others in each process."""
    for port in _TURNS:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise AssertionError("there is always another turn")
