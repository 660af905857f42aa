"""Two sides that send and accept by docs/PROTOCOL.md without any store, over a wire that repeats, reorders and drops.

What a node keeps is one value, so that a backup is that value and a restore puts it back. Nothing on the wire is ever
taken back: what arrives late, from a life that a node forgot, arrives.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from verbale.engines.seal import WAITS, Acceptance, Envelope, Judgement, Position, Verdict
from verbale.kernel.canonical import digest

Place = tuple[int, int]


@dataclass(frozen=True)
class Kept:
    """What one node keeps of both channels."""

    epoch: int = 1
    sent: tuple[Envelope, ...] = ()
    accepted: tuple[Envelope, ...] = ()
    waiting: tuple[Envelope, ...] = ()
    acknowledged: Place = (0, 0)
    confirmed: int = 1
    owes: bool = False

    def acceptance(self, us: str, them: str) -> Acceptance:
        last = self.accepted[-1] if self.accepted else None
        went = self.sent[-1] if self.sent and self.sent[-1].epoch == self.epoch else None
        return Acceptance(
            them, us, last=last and last.position, acknowledged=last and last.acknowledged, epoch=self.epoch,
            sent=went and went.position, confirmed=self.confirmed,
        )  # fmt: skip

    @property
    def unacknowledged(self) -> tuple[Envelope, ...]:
        """What is sent again, lowest first (4.3)."""
        return tuple(one for one in self.sent if one.position.place > self.acknowledged)


def _hash(envelopes: tuple[Envelope, ...], epoch: int, number: int) -> str | None:
    return next((one.hash for one in envelopes if one.position.place == (epoch, number)), None)


@dataclass
class Side:
    """A node, its backups, and all that was ever put on the wire to it."""

    name: str
    them: str
    kept: Kept = field(default_factory=Kept)
    backups: list[Kept] = field(default_factory=list)
    wire: list[Envelope] = field(default_factory=list)
    stopped: list[Judgement] = field(default_factory=list)


class Channels:
    """The two sides DD and CN, a clock that goes on, and which pouches had something to tell."""

    def __init__(self) -> None:
        self.sides = {"DD": Side("DD", "CN"), "CN": Side("CN", "DD")}
        self.clock = 100
        self.telling: set[str] = set()

    def send(self, name: str, *, tells: bool = True) -> Envelope:
        """Seals the next pouch (3.2) and lets it leave."""
        side, kept = self.sides[name], self.sides[name].kept
        last = kept.sent[-1] if kept.sent else None
        number = last.number + 1 if last and last.epoch == kept.epoch else 1
        applied: Position | None = kept.accepted[-1].position if kept.accepted else None
        self.clock += 1
        content = digest(f"{name} {self.clock}".encode())
        before = last.position if last else None
        made = Envelope(name, side.them, kept.epoch, number, before, applied, content)
        if tells:
            self.telling.add(made.hash)
        side.kept = replace(kept, sent=(*kept.sent, made), owes=False)
        self.sides[side.them].wire.append(made)
        return made

    def send_again(self, name: str) -> None:
        """All that is not acknowledged, byte for byte (4.2)."""
        self.sides[self.sides[name].them].wire.extend(self.sides[name].kept.unacknowledged)

    def back_up(self, name: str) -> None:
        self.sides[name].backups.append(self.sides[name].kept)

    def restore(self, name: str, which: int) -> None:
        """Puts a backup back and begins an epoch (7.1), also where the backup remembers nothing of the channel."""
        side = self.sides[name]
        kept = side.backups[which]
        self.clock += 1
        side.kept = replace(kept, epoch=max(kept.epoch + 1, self.clock), owes=True)

    def confirm(self, name: str) -> None:
        """An administrator confirms the epoch that waits for it, the highest if there are several (7.3)."""
        side = self.sides[name]
        asked = [one.epoch for one in side.kept.waiting if self.judge(name, one).verdict is Verdict.EPOCH]
        side.kept = replace(side.kept, confirmed=max([side.kept.confirmed, *asked]))
        self._work_off(side)

    def judge(self, name: str, envelope: Envelope) -> Judgement:
        side, kept = self.sides[name], self.sides[name].kept
        return kept.acceptance(name, side.them).judge(
            envelope,
            held=lambda epoch, number: _hash(kept.accepted, epoch, number),
            ours=lambda epoch, number: _hash(kept.sent, epoch, number),
        )

    def deliver(self, name: str, envelope: Envelope) -> None:
        side = self.sides[name]
        self._take(side, envelope)
        self._work_off(side)

    def _work_off(self, side: Side) -> None:
        """Judges again what waits, as long as one more becomes due."""
        before = None
        while before != side.kept:
            before, waiting = side.kept, side.kept.waiting
            side.kept = replace(side.kept, waiting=())
            for one in waiting:
                self._take(side, one)

    def _take(self, side: Side, envelope: Envelope) -> None:
        judgement = self.judge(side.name, envelope)
        if judgement.verdict is Verdict.ACCEPT:
            side.kept = self._applied(side.kept, envelope)
        elif judgement.verdict in WAITS and envelope not in side.kept.waiting:
            side.kept = replace(side.kept, waiting=(*side.kept.waiting, envelope))
        elif judgement.verdict is Verdict.SEEN and self._asks(envelope):
            side.kept = replace(side.kept, owes=True)
        elif judgement.verdict in (Verdict.FORK, Verdict.ALARM):
            side.stopped.append(judgement)

    def _asks(self, envelope: Envelope) -> bool:
        return envelope.hash in self.telling or (envelope.number == 1 and envelope.epoch > 1)

    def _applied(self, kept: Kept, envelope: Envelope) -> Kept:
        said = envelope.acknowledged.place if envelope.acknowledged else (0, 0)
        return replace(
            kept, accepted=(*kept.accepted, envelope), acknowledged=said, owes=kept.owes or self._asks(envelope)
        )

    def settle(self) -> None:
        """Gives people and carriers the time they need: all is confirmed, sent again and delivered, none is dropped."""
        for _ in range(30):
            before = self._kept()
            for name, side in self.sides.items():
                self.confirm(name)
                if side.kept.owes:
                    self.send(name, tells=False)
                self.send_again(name)
            for name, side in self.sides.items():
                arriving, side.wire = side.wire, []
                for envelope in arriving:
                    self.deliver(name, envelope)
            if self._kept() == before:
                return
        raise AssertionError("the two sides never come to rest")

    def _kept(self) -> list[Kept]:
        return [side.kept for side in self.sides.values()]
