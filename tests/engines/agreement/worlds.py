"""Two nodes without disks or keys: what each knows, and what is on its way. Values, so that every way can be walked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from verbale.engines.agreement import (
    Act,
    Kind,
    Receipt,
    Signatory,
    Standing,
    check_received,
    conclusion_due,
    day_of,
    draft,
    draft_first,
    fold,
)

BEGIN = datetime(2026, 3, 1, 9, tzinfo=UTC)
TODAY = day_of(BEGIN)
LAST_DAY = date(2026, 6, 30)
TEXT = "0" * 25 + "1"
SOMEBODY = Signatory("Wu Min", "the committee", "International desk")
SIDES = ("A", "B")
OTHER = {"A": "B", "B": "A"}


def named(label: str) -> str:
    """The hash of the revision with this label; its content does not matter here."""
    return sha256(label.encode()).hexdigest()


LABELS = {named(label): label for label in (f"R{number}" for number in range(20))}


def label(revision: str | None) -> str | None:
    return LABELS[revision] if revision else None


@dataclass(frozen=True)
class World:
    """What A and B know, in the order in which they learnt it, and what is on its way to each, in order."""

    depositary: str
    known: tuple[tuple[Act, ...], tuple[Act, ...]] = ((), ())
    coming: tuple[tuple[Act, ...], tuple[Act, ...]] = ((), ())

    def knows(self, side: str) -> tuple[Act, ...]:
        return self.known[SIDES.index(side)]

    def comes_to(self, side: str) -> tuple[Act, ...]:
        return self.coming[SIDES.index(side)]

    def standing(self, side: str, on: date = TODAY) -> Standing:
        return fold(self.knows(side), on)

    def do(self, side: str, kind: Kind, revision: str | None = None, last_day: date | None = None) -> World:
        """The side acts, and if it is the depositary concludes what is due."""
        known = self.knows(side)
        at = BEGIN + timedelta(minutes=sum(act.side == side for act in known))
        if not known:
            assert kind is Kind.PROPOSE
            assert revision
            act = draft_first(text=TEXT, side=side, revision=revision, by=SOMEBODY, at=at)
        else:
            by = None if kind is Kind.CONCLUDE else SOMEBODY
            act = draft(kind, known, side, by=by, at=at, revision=revision, last_day=last_day)
        return self._told(side, act)._settled(side)

    def deliver(self, side: str) -> World:
        """The next act on its way arrives."""
        act, *rest = self.comes_to(side)
        receipt = check_received(act, self.knows(side), side=OTHER[side], sides=SIDES)
        assert receipt in (Receipt.COUNTED, Receipt.SEEN)
        world = self if receipt is Receipt.SEEN else self._learns(side, act)
        return world._coming(side, tuple(rest))._settled(side)

    def synced(self) -> World:
        """Everything has arrived."""
        world = self
        while any(world.coming):
            world = world.deliver("A" if world.comes_to("A") else "B")
        return world

    def restored(self, side: str, kept: int) -> World:
        """The side has gone back to the first acts it learnt. What it had sent and did not arrive is gone (5.3); the
        partner returns its acts (7.4), and each sends what the other has not (7.2, 7.5)."""
        other = OTHER[side]
        backup, partner = self.knows(side)[:kept], self.knows(other)
        world = replace(self, known=self._with(self.known, side, backup))
        for act in partner:
            if act.side == side and act not in backup:
                assert check_received(act, world.knows(side), side=side, sides=SIDES) in tuple(Receipt)
                world = world._learns(side, act)
        own = tuple(act for act in world.knows(side) if act.side == side and act not in partner)
        theirs = tuple(act for act in partner if act.side == other and act not in backup)
        return world._coming(other, own)._coming(side, theirs)

    def _settled(self, side: str) -> World:
        if self.depositary != side or conclusion_due(self.standing(side), side) is None:
            return self
        return self.do(side, Kind.CONCLUDE)

    def _told(self, side: str, act: Act) -> World:
        other = OTHER[side]
        return self._learns(side, act)._coming(other, (*self.comes_to(other), act))

    def _learns(self, side: str, act: Act) -> World:
        return replace(self, known=self._with(self.known, side, (*self.knows(side), act)))

    def _coming(self, side: str, acts: tuple[Act, ...]) -> World:
        return replace(self, coming=self._with(self.coming, side, acts))

    @staticmethod
    def _with(pair, side, value):
        return (value, pair[1]) if side == "A" else (pair[0], value)


def in_force(depositary: str, revision: str = "R0") -> World:
    """A world in which both sides hold this revision as concluded."""
    world = (
        World(depositary).do(depositary, Kind.PROPOSE, named(revision)).do(depositary, Kind.APPROVE, named(revision))
    )
    return world.synced().do(OTHER[depositary], Kind.APPROVE, named(revision)).synced()


def check(world: World) -> None:
    """What holds at every moment on both nodes: only approved revisions are concluded, in one order for both."""
    orders = []
    for side in SIDES:
        if not world.knows(side):
            continue
        standing = world.standing(side)
        acts = {act.hash: act for act in world.knows(side)}
        for one in standing.concluded:
            act = acts[one.act]
            assert (act.kind, act.side) == (Kind.CONCLUDE, world.depositary)
            approvals = [acts[approval] for approval in one.approvals]
            assert [approval.side for approval in approvals] == [world.depositary, OTHER[world.depositary]]
            assert {(approval.kind, approval.revision) for approval in approvals} == {(Kind.APPROVE, one.revision)}
        if not standing.notices:
            last = standing.concluded[-1].revision if standing.concluded else None
            assert standing.revision_in_force == last
        assert standing.disputes == ()
        orders.append(standing.concluded)
    shorter, longer = sorted(orders, key=len) if len(orders) == 2 else (orders[0], orders[0])
    assert longer[: len(shorter)] == shorter
