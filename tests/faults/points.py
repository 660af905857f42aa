"""Where a simulated node can die or run out of room: at each commit, renaming, syncing and removing; in each write.

A node that died does nothing any more, so after the crash every further step of its cleaning up crashes too: what a
``finally`` would have tidied stays on the disk, as after SIGKILL.
"""

from __future__ import annotations

import errno
import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from tests.faults.node import Database


class Crash(BaseException):
    """The node dies here."""


@dataclass
class Points:
    """Counts the points that are passed; the node dies at number ``last``, and has ``room`` bytes left on its disk."""

    last: int | None = None
    room: int | None = None
    passed: int = 0
    where: str = ""
    armed: bool = False

    def point(self, where: str) -> None:
        if not self.armed:
            return
        self.passed += 1
        if self.last is not None and self.passed >= self.last:
            self.where = self.where or f"{where} (point {self.passed})"
            raise Crash(self.where)

    @property
    def dead(self) -> bool:
        return self.last is not None and self.passed >= self.last

    @contextmanager
    def within(self, *, last: int | None = None, room: int | None = None) -> Iterator[None]:
        """Faults of these kinds are possible in here."""
        self.last, self.room, self.passed, self.where, self.armed = last, room, 0, "", True
        try:
            yield
        finally:
            self.armed = False


class Filling:
    """A file on a disk that is nearly full."""

    def __init__(self, stream: Any, points: Points, name: str) -> None:
        self.stream, self.points, self.name = stream, points, name

    def write(self, data: Any) -> int:
        room = self.points.room
        if room is None or not self.points.armed:
            return int(self.stream.write(data))
        size = len(data)
        self.points.room = max(0, room - size)
        if size > room:
            self.stream.write(data[:room])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), self.name)
        return int(self.stream.write(data))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)

    def __enter__(self) -> Filling:
        return self

    def __exit__(self, *why: object) -> None:
        self.stream.close()


@contextmanager
def installed() -> Iterator[Points]:
    """Puts the points into the program, for all nodes; nothing is ever synced, since nothing outlives the test."""
    points = Points()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Database, "point", staticmethod(points.point))
        for name in ("replace", "rename", "unlink"):
            patch.setattr(os, name, _around(getattr(os, name), name, points))
        patch.setattr(os, "fsync", _around(lambda descriptor: None, "fsync", points))
        patch.setattr(io, "open", _opening(io.open, points))
        yield points


def _around(step: Callable[..., Any], name: str, points: Points) -> Callable[..., Any]:
    def with_points(*told: Any, **more: Any) -> Any:
        points.point(f"before {name}")
        made = step(*told, **more)
        points.point(f"after {name}")
        return made

    return with_points


def _opening(step: Callable[..., Any], points: Points) -> Callable[..., Any]:
    def opening(file: Any, mode: str = "r", *told: Any, **more: Any) -> Any:
        made = step(file, mode, *told, **more)
        if points.armed and points.room is not None and set(mode) & set("wxa+"):
            return Filling(made, points, str(file))
        return made

    return opening
