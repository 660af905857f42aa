"""One side of the demo: its steps in a process of its own, since a process is one node, and its carrier in another."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Sequence
from datetime import datetime
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from verbale.journeys.demo_carrier import Carrier

STEPS = tuple(f"verbale.journeys.demo_{name}" for name in ("node", "texts", "commission", "visit", "cycle"))
"""Where the steps of the demo stand."""


class Side:
    """A node in a process of its own, told step by step what its people do.

    ``steps`` names the module of the steps, if they are others than the demo's.
    """

    def __init__(self, home: Path, code: str, progress: Callable[[str], None], steps: str = "") -> None:
        self.home, self.code, self._progress = home, code, progress
        self._ours, theirs = multiprocessing.Pipe()
        context = multiprocessing.get_context("spawn")
        self._process = context.Process(
            target=_serve, args=(theirs, str(home), (steps,) if steps else STEPS), daemon=True
        )
        self._process.start()
        theirs.close()
        self._carrier: Carrier | None = None

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

    def carry(self, at: datetime) -> dict[str, list[Any]]:
        """One round of the node's carrier, which is begun when it is first needed."""
        if self._carrier is None:
            self._carrier = Carrier(self.home)
        return self._carrier.round(at)

    def close(self) -> None:
        """Ends the process, and the carrier's."""
        if self._carrier is not None:
            self._carrier.close()
        self._ours.close()
        self._process.join(timeout=10)
        if self._process.is_alive():
            self._process.kill()


def _serve(pipe: Connection, home: str, modules: Sequence[str]) -> None:
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
                step = _step(modules, what)
                if "progress" in step.__annotations__:
                    told["progress"] = lambda done: pipe.send(("progress", done))
                value = step(**told)
            pipe.send(("done", value))
        except Exception as fault:
            pipe.send(("raised", fault))


def _step(modules: Sequence[str], what: str) -> Callable[..., Any]:
    """The step with this name, in whichever of the modules it stands."""
    for module in map(import_module, modules):
        if hasattr(module, what):
            return getattr(module, what)  # type: ignore[no-any-return]
    raise AttributeError(f"no step is called {what}")


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
