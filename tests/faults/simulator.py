"""Two whole nodes, a bad line between them, and a seed that says what goes wrong and when.

``simulate`` walks one seed and raises ``Broken`` if anything was lost, repeated or put out of order, or if the two
sides do not come to rest. The nodes are real: records, rounds of the carrier, sealing and opening, files. Nothing is
taken from the clock or from the system's randomness, so that a seed always walks the same way.

Left out on purpose: the inspector before departure, which knows no marks and has its own tests; the keys of a door that
nobody comes to; and the system's syncing, since nothing outlives the test. A restore happens with the clock right: an
epoch counts seconds (7.1).
"""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from django.db import DatabaseError

from tests.faults import acts
from tests.faults.ledger import Account, Broken, Ledger, check, quiet
from tests.faults.node import BEGIN, SIDES, Node, Templates, other, partner, who
from tests.faults.points import Crash, Points, installed
from tests.faults.wire import Wire
from verbale.carrier import rounds, sealing
from verbale.carrier.rounds import round_trip
from verbale.domain.spine import channel
from verbale.engines.inspection import Inspection
from verbale.kernel.clock import SetClock
from verbale.kernel.errors import VerbaleError

ROUNDS = 40
"""Rounds without faults within which both sides come to rest."""


@dataclass
class Walk:
    """One walk of one seed."""

    seed: int
    nodes: dict[str, Node]
    folder: Path
    points: Points
    tell: Callable[[str], None] = lambda line: None
    random: Random = field(init=False)
    now: datetime = BEGIN + timedelta(days=1)
    number: int = 0

    def __post_init__(self) -> None:
        self.random = Random(self.seed)
        self.ledger = Ledger({side: Account() for side in SIDES})
        self.wires = {
            side: Wire(self.folder / side / "to", self.folder / other(side) / "from", self.random) for side in SIDES
        }
        # Each seed has its own temper, so that no fault hides behind a more frequent one.
        choose = self.random.choice
        self.weights = [
            20, 20, 24, 20, choose([3, 6, 10]), choose([0, 4, 4, 12]), choose([0, 4, 8]), choose([3, 6])
        ]  # fmt: skip
        self.suffers = choose([0.0, 0.5, 1.0, 1.0, 2.0])
        self.texts = choose([0.0, 0.4, 0.7])
        self.passes: dict[str, int] = {}
        """How many points such work passed lately, so that it is mostly killed before its end."""
        self.remembered: dict[int, tuple[list[int], set[str]]] = {}

    def run(self) -> None:
        for _ in range(self.random.randrange(10, 26)):
            self._step()
        self._settle()
        check(self.ledger, self.nodes, self.now)

    def _at(self, node: Node) -> datetime:
        """The moment by the node's own clock; the true time goes on meanwhile."""
        self.now += timedelta(seconds=self.random.randrange(20, 1200))
        return self.now + node.ahead

    def _step(self) -> None:
        node = self.nodes[self.random.choice(SIDES)]
        what = self.random.choices(
            [
                self._act,
                self._round,
                self._exchange,
                self._tick,
                self._back_up,
                self._restore,
                self._jump,
                self._confirm,
            ],
            self.weights,
        )[0]
        what(node)
        if what not in (self._tick, self._confirm):
            with node.working():
                self.ledger.look(node)

    def _exchange(self, node: Node) -> None:
        """What happens most of the time: somebody acts, the node's carrier goes round, and something arrives."""
        self._act(node)
        self._round(node)
        self._tick(node)
        self._round(self.nodes[other(node.side)])

    def _act(self, node: Node) -> None:
        self.number += 1
        number, at = self.number, self._at(node)
        text = self.random.random() < self.texts
        done = ""

        def act() -> None:
            nonlocal done
            if text:
                done = acts.on_a_text(number, self.random, at)
            else:
                acts.mark(number, at)
                done = f"marks {number}"

        whole = self._suffering(node, "act", act)
        self.tell(f"{node.side} {done or 'acts'}{whole}")
        with node.working():
            if not text and self.ledger.knows(node, number):
                self.ledger.accounts[node.side].marks.append(number)
            elif not text and not whole:
                raise Broken(f"mark {number} of {node.side} was made and is not there")

    def _round(self, node: Node) -> None:
        at = self._at(node)
        done = {}

        def one() -> None:
            nonlocal done
            done = round_trip(keys=node.keys, at=at, clock=SetClock(at))

        whole = self._suffering(node, "round", one)
        told = [f"{what}: {one}" for what, ones in done.items() for one in ones]
        self.tell(f"{node.side} round at {at:%d %H:%M}{whole} {told}")
        node.end_backup()

    def _suffering(self, node: Node, kind: str, work: Callable[[], None]) -> str:
        """Does a piece of work, on a disk that may fill and in a process that may die; how it ended, in words."""
        draw = self.random.random() / self.suffers if self.suffers else 1
        last = self.random.randrange(1, self.passes.get(kind, 30) + 2) if draw < 0.2 else None
        room = self.random.randrange(0, 20_000) if 0.2 <= draw < 0.3 else None
        pages = self.random.randrange(0, 3) if 0.3 <= draw < 0.4 else None
        with node.working(), self.points.within(last=last, room=room), self._nearly_full(node, pages):
            try:
                work()
            except Crash as crash:
                ended = f", died {crash}"
            except (OSError, DatabaseError) as fault:
                ended = f", disk full: {fault}"
            except VerbaleError as fault:
                ended = f", {fault.sentence()}"
            else:
                ended = "" if room is None and pages is None else " (on a full disk)"
        if ended or self.points.dead:
            node.begin_again()
        else:
            self.passes[kind] = max(self.points.passed, self.passes.get(kind, 0) * 3 // 4)
        return ended

    @contextmanager
    def _nearly_full(self, node: Node, pages: int | None) -> Iterator[None]:
        raw = node.database.raw
        assert raw is not None
        if pages is not None:
            (used,) = raw.execute("PRAGMA page_count").fetchone()
            raw.execute(f"PRAGMA max_page_count = {used + pages}")
        try:
            yield
        finally:
            if pages is not None:
                raw.rollback()
                raw.execute("PRAGMA max_page_count = 1000000")

    def _tick(self, node: Node) -> None:
        for line in self.wires[node.side].tick(faults=True):
            self.tell(f"        from {node.side}: {line}")

    def _back_up(self, node: Node) -> None:
        node.end_backup()
        if self.random.random() < 0.5:
            self._act(node)
        folder = self.folder / node.side / f"backup-{len(node.backups)}"
        node.back_up(folder, self.now)
        self.remembered[id(node.backups[-1])] = self.ledger.accounts[node.side].copy()
        self.tell(f"{node.side} backs up ({len(node.backups)})")

    def _restore(self, node: Node) -> None:
        node.end_backup()
        if not node.backups:
            return
        node.ahead = timedelta(0)
        backup = self.random.choice(node.backups)
        node.restore(backup, self._at(node))
        self.ledger.accounts[node.side].put_back(self.remembered[id(backup)])
        self.tell(f"{node.side} is restored ({node.backups.index(backup) + 1})")

    def _jump(self, node: Node) -> None:
        if self.random.random() < 0.5:
            self._act(node)
        node.ahead = timedelta(minutes=self.random.choice([-600, -60, -5, 0, 0, 5, 60, 600, 100_000]))
        self.tell(f"the clock of {node.side} is wrong by {node.ahead}")
        if self.random.random() < 0.5:
            self._act(node)

    def _confirm(self, node: Node) -> None:
        at = self._at(node)
        with node.working():
            asked = channel.of(partner()).asks_epoch
            if asked is not None:
                channel.confirm_epoch(partner=partner(), epoch=asked, by=who("admin"), at=at)
                self.tell(f"{node.side} confirms epoch {asked}")

    def _settle(self) -> None:
        """No more faults: people and carriers do what they do every day, until nothing waits."""
        self.tell("-- no more faults")
        for node in self.nodes.values():
            node.ahead = timedelta(0)
        waits = {}
        for _ in range(ROUNDS):
            for side, node in self.nodes.items():
                self.wires[other(side)].tick(faults=False)
                self._confirm(node)
                at = self._at(node) + timedelta(minutes=31)
                self.now = at
                with node.working():
                    done = round_trip(keys=node.keys, at=at, clock=SetClock(at))
                    self.tell(f"{side} round {[f'{what}: {one}' for what, ones in done.items() for one in ones]}")
                    self.ledger.look(node)
                    waits[side] = quiet()
            if not any(waits.values()) and not any(wire.on_its_way for wire in self.wires.values()):
                return
        raise Broken(f"the two sides do not come to rest; they wait for {waits}")


def simulate(seed: int, templates: Templates, folder: Path, tell: Callable[[str], None] = lambda line: None) -> None:
    """Walks one seed in a folder of its own, which is removed afterwards."""
    folder.mkdir()
    with installed() as points, acts.marks_understood(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(secrets, "_sysrand", Random(seed))
        patch.setattr(rounds, "keep_door", lambda **told: False)
        patch.setattr(sealing, "_inspected", lambda *told: Inspection("", 0, ()))
        try:
            Walk(seed, templates.copies(folder), folder, points, tell).run()
        finally:
            shutil.rmtree(folder, ignore_errors=True)
