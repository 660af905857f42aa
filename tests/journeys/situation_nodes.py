"""Two real nodes that agree on a text, each in a process of its own, and what lies between them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from tests.journeys.lines import Bag, Line, Mood
from tests.patience import PATIENCE
from verbale.engines.agreement import Article, Kind, Revision, Standing
from verbale.journeys.demo_side import Side
from verbale.kernel.home import Home

CODES = {"A": "NORTH", "B": "SOUTH"}
OTHER = {"A": "B", "B": "A"}
RESEND_AFTER = 5
"""Minutes after which what was not acknowledged is sent again: shorter than a round of both here."""
TURN = timedelta(minutes=3)
TEXT = "0" * 25 + "1"
BAD_WEATHER, ROUNDS = 1, 15
"""Rounds in bad weather, and rounds at most in fair weather until both have come to rest."""
PEOPLE = (("admin2", "administrator"), ("desk", "desk"), ("head", "approver"))


def revision_of(label: str) -> Revision:
    """The revision that the tests call by this label."""
    words = {"en": f"The sides exchange the lists of {label}.", "de": f"Die Seiten tauschen die Listen {label} aus."}
    article = Article("1", {"en": "Scope", "de": "Umfang"}, words)
    return Revision("agreement", ("en", "de"), {"en": "Exchange", "de": "Austausch"}, (article,))


class Nodes:
    """The two processes, the lines between their doors, and the homes they are begun with."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.at = datetime.now(UTC)
        self.sides = {
            side: Side(folder / "first" / code, code, lambda text: None, steps="tests.journeys.situation_steps")
            for side, code in CODES.items()
        }
        self._make()
        self.lines = {side: Line(self.sides[OTHER[side]].do("serve")) for side in CODES}
        """By the side that calls."""
        self._keep("new", {side: folder / "first" / code for side, code in CODES.items()})

    def _make(self) -> None:
        with ThreadPoolExecutor() as both:
            list(both.map(self._staff, self.sides.values()))
        for side, one in self.sides.items():
            other = self.sides[OTHER[side]]
            one.do(
                "introduce", code=other.code, names={"en": other.code}, language="en", keys=other.do("our_keys"),
                folder="", at=self.at,
            )  # fmt: skip

    def _staff(self, side: Side) -> None:
        made = side.do(
            "make", side=side.code, admin_name="Ada Lindt", names={"en": f"{side.code} Institute"}, language="en",
            languages=["en", "de"], port=8700, at=self.at,
        )  # fmt: skip
        people = [
            {"handle": handle, "name": f"{handle.title()} of {side.code}", "email": "", "roles": [role],
             "office": "", "password": "long enough 42"}
            for handle, role in PEOPLE
        ]  # fmt: skip
        side.do("staff", people=people, invitation=made["invitation"], password="quite long 42", at=self.at)
        side.do("complete_office", address="1 Library Square", answer_days=30, at=self.at)
        side.do("grant", since=self.at.date() - timedelta(days=30), at=self.at)

    def _keep(self, name: str, homes: dict[str, Path]) -> None:
        for side, home in homes.items():
            shutil.copytree(home, self.template(name) / side)

    def template(self, name: str) -> Path:
        return self.folder / "templates" / name

    def keep(self, name: str, walk: Walk) -> None:
        """Keeps both homes as a walk left them, for others to begin with."""
        self._keep(name, walk.homes)
        self.at = max(self.at, walk.at)

    def close(self) -> None:
        for line in self.lines.values():
            line.close()
        for side in self.sides.values():
            side.close()


class Walk:
    """One situation, walked by both nodes from the homes of a template."""

    def __init__(self, nodes: Nodes, template: str, folder: Path, seed: int) -> None:
        self.nodes, self.folder, self.random = nodes, folder, Random(seed)
        self.at = max(nodes.at, datetime.now(UTC)) + TURN
        self.day = self.at.date()
        self.homes = {side: folder / CODES[side] for side in CODES}
        self.bags = {side: Bag(folder / f"from-{CODES[side]}") for side in CODES}
        self.concluded: dict[str, tuple[str, ...]] = dict.fromkeys(CODES, ())
        self.restored = ""
        self.in_force: list[tuple[str, str | None, int]] = []
        """What was in force, and how many revisions had been concluded, whenever somebody looked."""
        for side in CODES:
            shutil.copytree(nodes.template(template) / side, self.homes[side])
            self._open(side)
            nodes.lines[side].mood = Mood.OPEN
        self.look_at_both()

    def _open(self, side: str) -> None:
        self.do(side, "open_home", home=str(self.homes[side]))
        self.do(
            side, "reach", address=self.nodes.lines[side].address, folder=str(self.bags[side].folder),
            resend_after=RESEND_AFTER, at=self.at,
        )  # fmt: skip

    def do(self, side: str, what: str, **facts: Any) -> Any:
        return self.nodes.sides[side].do(what, **facts)

    # People act

    def begin(self, side: str, label: str) -> None:
        """The desk proposes a first text."""
        self.at += timedelta(minutes=1)
        self.do(side, "begin", label=label, identifier=TEXT, at=self.at)
        self.look(side)

    def act(self, side: str, kind: Kind, label: str = "", last_day: Any = None) -> None:
        """Somebody on one side acts on the text."""
        self.at += timedelta(minutes=1)
        self.do(side, "act", about=TEXT, kind=kind, label=label, last_day=last_day, at=self.at)
        self.look(side)

    # The carriers work

    def turn(self, side: str, *, bad: bool = False) -> dict[str, Any]:
        """One round of one node's carrier; in bad weather its line and its disks fail in all the ways they know."""
        random = self.random if bad else None
        self.nodes.lines[side].mood = self.random.choice(list(Mood)) if bad else Mood.OPEN
        self.bags[OTHER[side]].deliver(Home(self.homes[side]).inbox, random)
        self.at += TURN
        done: dict[str, Any] = self.do(side, "turn", at=self.at)
        self.bags[side].collect(random)
        if not bad:
            assert done["faults"] == [], done["faults"]
        self.look(side)
        return done

    def bad_weather(self, rounds: int = BAD_WEATHER) -> None:
        """Rounds in which little arrives, and not in order."""
        for _ in range(rounds):
            for side in self.random.sample(sorted(CODES), 2):
                self.turn(side, bad=True)

    def sync(self) -> None:
        """Bad weather, then fair weather until neither waits for anything."""
        self.bad_weather()
        for _ in range(ROUNDS):
            for side in CODES:
                self.turn(side)
            waits = [self.do(side, "waits") for side in CODES]
            if waits == ["", ""]:
                return
        raise AssertionError(f"the two nodes do not come to rest; they wait for {waits}")

    # What they tell

    def told(self, side: str) -> dict[str, Any] | None:
        found: dict[str, Any] | None = self.do(side, "told", about=TEXT, on=self.day)
        return found

    def look(self, side: str) -> None:
        """What holds on each node at every moment."""
        found = self.told(side)
        if found is None:
            return
        standing: Standing = found["standing"]
        acts = {event.act.hash: event.act for event in standing.timeline}
        for one in standing.concluded:
            assert (acts[one.act].kind, acts[one.act].side) == (Kind.CONCLUDE, standing.depositary)
            approvals = [acts[approval] for approval in one.approvals]
            assert {(each.kind, each.revision) for each in approvals} == {(Kind.APPROVE, one.revision)}
            assert {each.side for each in approvals} == set(CODES.values())
        assert standing.disputes == ()
        assert found["row"][:3] == (
            standing.state.value, standing.change.value if standing.change else "", standing.revision_in_force or "",
        )  # fmt: skip
        concluded = tuple(one.act for one in standing.concluded)
        assert concluded[: len(self.concluded[side])] == self.concluded[side]
        self.concluded[side] = concluded
        self.in_force.append((side, standing.revision_in_force, len(concluded)))

    def look_at_both(self) -> None:
        for side in CODES:
            self.look(side)

    # One node is restored

    def back_up(self, side: str) -> Path:
        """Yesterday's backup: it is made now, and a day passes."""
        to = self.folder / f"{side}.tar"
        self.do(side, "back_up", to=str(to), at=self.at)
        self.at += timedelta(days=1)
        return to

    def restore(self, side: str, backup: Path, *, program: bool = False) -> None:
        """The node's machine is lost; its administrator restores the backup on another one, with the very program or,
        which is quicker, with what the program does."""
        home = self.folder / f"{CODES[side]}-restored"
        if program:
            self._restore_by_program(backup, home)
        else:
            self.do(side, "restore", backup=str(backup), home=str(home), at=self.at)
        shutil.rmtree(self.homes[side])
        self.homes[side], self.concluded[side], self.restored = home, (), side
        self._open(side)

    @staticmethod
    def _restore_by_program(backup: Path, home: Path) -> None:
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("VERBALE", "DJANGO"))}
        command = [sys.executable, "-c", "from verbale.cli.main import run; run()"]
        command += ["restore", str(backup), "--home", str(home)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=PATIENCE)
        assert (done.returncode, done.stderr) == (0, ""), done.stderr

    def confirm_epoch(self, restored: str) -> int:
        """Rounds until the partner is asked, and its administrator, who telephoned, confirms; the epoch."""
        for _ in range(ROUNDS):
            self.bad_weather()
            for side in (restored, OTHER[restored]):
                self.turn(side)
            epoch: int | None = self.do(OTHER[restored], "asked")
            if epoch is not None:
                self.do(OTHER[restored], "confirm", epoch=epoch, at=self.at)
                return epoch
        raise AssertionError("nobody was asked to confirm the epoch")
