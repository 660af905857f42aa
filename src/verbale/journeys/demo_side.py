"""One side of the demo in a process of its own, since a process is one node."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

STEPS = "verbale.journeys.demo_node"


class Side:
    """A node in a process of its own, told step by step what its people do; ``steps`` names the module of the steps."""

    def __init__(self, home: Path, code: str, progress: Callable[[str], None], steps: str = STEPS) -> None:
        self.home, self.code, self._progress = home, code, progress
        self._ours, theirs = multiprocessing.Pipe()
        context = multiprocessing.get_context("spawn")
        self._process = context.Process(target=_serve, args=(theirs, str(home), steps), daemon=True)
        self._process.start()
        theirs.close()

    def do(self, what: str, **told: Any) -> Any:
        """Does one step there and returns what came of it; raises what it raised."""
        self._ours.send((what, told))
        while True:
            kind, value = self._ours.recv()
            if kind == "progress":
                self._progress(f"{self.code} {what}: {value}")
            elif kind == "raised":
                raise value
            else:
                return value

    def close(self) -> None:
        """Ends the process."""
        self._ours.close()
        self._process.join(timeout=10)
        if self._process.is_alive():
            self._process.kill()


def _serve(pipe: Connection, home: str, steps: str) -> None:
    os.environ["VERBALE_HOME"] = home
    while True:
        try:
            what, told = pipe.recv()
        except EOFError:
            return
        try:
            if what == "make":
                value = _make(home, **told)
            else:
                # Imported late: its models need the node that the first step makes.
                step = getattr(import_module(steps), what)
                if "progress" in step.__annotations__:
                    told["progress"] = lambda done: pipe.send(("progress", done))
                value = step(**told)
            pipe.send(("done", value))
        except Exception as fault:
            pipe.send(("raised", fault))


def _make(
    home: str, *, side: str, admin_name: str, names: dict[str, str], language: str, languages: list[str], port: int,
    at: datetime,
) -> dict[str, str]:  # fmt: skip
    from verbale.journeys.first_run import make_node, told
    from verbale.kernel.home import Home

    made = make_node(
        home=Home(Path(home)), side=side, admin_name=admin_name, admin_handle="admin", names=names, language=language,
        languages=languages, time_zone="UTC", at=at, email=f"admin@{side.lower()}.example", port=port, demo=True,
        roles=["administrator"],
    )  # fmt: skip
    told(Home(Path(home)))
    return {"invitation": made.invitation, "fingerprint": made.fingerprint}
