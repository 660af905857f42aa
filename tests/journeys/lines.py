"""What lies between two nodes in tests: a line that fails in several ways, and a bag with disks, both played here."""

from __future__ import annotations

import shutil
import socket
import threading
from contextlib import suppress
from enum import Enum
from pathlib import Path
from random import Random

from tests.patience import PATIENCE


class Mood(Enum):
    """What a line does with a call."""

    OPEN = "open"
    SHUT = "shut"
    """Nobody answers."""
    DEAF = "deaf"
    """The call arrives and is acted on; the answer does not come back."""
    SHORT = "short"
    """The line breaks in the middle of the call."""


class Line:
    """A line to a node's door: a caller connects to ``address``, and what it says goes to ``port`` as the mood is."""

    SHORT = 4000
    """Bytes after which a short line breaks."""

    def __init__(self, port: int) -> None:
        self.port, self.mood = port, Mood.OPEN
        self._server = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._server.getsockname()[1]}"
        self._open = True
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        while self._open:
            with suppress(OSError):
                near, _ = self._server.accept()
                with near:
                    self._call(near)

    def _call(self, near: socket.socket) -> None:
        mood = self.mood
        if mood is Mood.SHUT or not self._open:
            return
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), PATIENCE) as far:
            there = threading.Thread(target=self._there, args=(near, far, mood is Mood.SHORT), daemon=True)
            there.start()
            with suppress(OSError):
                while data := far.recv(65536):
                    if mood is not Mood.DEAF:
                        near.sendall(data)
            self._hang_up(near, far)
            there.join(PATIENCE)

    def _there(self, near: socket.socket, far: socket.socket, short: bool) -> None:
        left = self.SHORT
        with suppress(OSError):
            while data := near.recv(65536):
                far.sendall(data[:left] if short else data)
                left -= len(data)
                if short and left <= 0:
                    self._hang_up(near, far)
                    return

    @staticmethod
    def _hang_up(*ends: socket.socket) -> None:
        for end in ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Nobody can call any more."""
        self._open = False
        with suppress(OSError), socket.create_connection(self._server.getsockname(), 1):
            pass
        self._thread.join(10)
        self._server.close()


class Bag:
    """Pouches on disks from one node to another: some are lost, some come twice, and all in any order."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "laid"
        """Into this one the node lays its pouches."""
        self._carried, self._kept = folder / "carried", folder / "kept"
        for each in (self.folder, self._carried, self._kept):
            each.mkdir(parents=True)
        self._count = 0

    def collect(self, random: Random | None) -> None:
        """Takes what was laid there; in bad weather a disk is lost now and then. A copy of all is kept."""
        for path in sorted(self.folder.glob("*.pouch")):
            shutil.copyfile(path, self._kept / path.name)
            if random is not None and random.random() < 0.3:
                path.unlink()
            else:
                path.rename(self._carried / path.name)

    def deliver(self, inbox: Path, random: Random | None) -> None:
        """Lays pouches into an inbox, in any order, one of long ago again; in fair weather all of them."""
        coming = sorted(self._carried.iterdir())
        if random is not None:
            random.shuffle(coming)
            coming = coming[: random.randint(0, len(coming))]
        for path in coming:
            self._count += 1
            path.rename(inbox / f"disk-{self._count:04}-{path.name}")
        old = sorted(self._kept.iterdir())
        if random is not None and old and random.random() < 0.4:
            self._count += 1
            again = random.choice(old)
            shutil.copyfile(again, inbox / f"disk-{self._count:04}-{again.name}")
