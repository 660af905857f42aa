"""The carrier of one side of the demo: a process of its own, since only that reads the node's keys."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from verbale.kernel.clock import stamp
from verbale.kernel.errors import Refused


class StepFailed(Refused):
    """The demo cannot go on: {why}"""


class Carrier:
    """A node's carrier, which makes one round for each moment that it is told, until it is closed."""

    def __init__(self, home: Path) -> None:
        command = [sys.executable, "-m", "verbale.carrier", "--home", str(home), "told"]
        self._said = TemporaryFile("w+")  # noqa: SIM115 - closed with the process
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._said, text=True, bufsize=1
        )

    def round(self, at: datetime) -> dict[str, list[Any]]:
        """What one round at this moment did; raises StepFailed if it could not be made or a pouch was refused."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            self._process.stdin.write(f"{stamp(at)}\n")
            line = self._process.stdout.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            raise StepFailed(why=self._last_words())
        done: dict[str, list[Any]] = json.loads(line)
        wrong = [one["why"] for one in done["came"] if one["what"] == "refused"] + done["faults"]
        if wrong:
            raise StepFailed(why=" ".join(wrong))
        return done

    def close(self) -> None:
        """Ends the process."""
        try:
            self._process.communicate(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.communicate()
        self._said.close()

    def _last_words(self) -> str:
        self._process.wait(timeout=60)
        self._said.seek(0)
        return self._said.read().strip()
