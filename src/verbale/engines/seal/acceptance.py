"""What is to be done with an envelope that came; no I/O. The clauses cited are those of docs/PROTOCOL.md, section 5."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from verbale.engines.seal.envelope import Envelope, Position
from verbale.engines.seal.errors import (
    BadEnvelope,
    ChannelStopped,
    EpochEnded,
    EpochUnconfirmed,
    KeyReplaced,
    PouchElsewhere,
    PouchForked,
    PouchMissing,
    PutBack,
)

Hashes = Callable[[int, int], str | None]
"""The hash of an envelope by its epoch and number; None if there is none."""


class Verdict(StrEnum):
    """What to do with the pouch."""

    ACCEPT = "accept"
    SEEN = "seen"
    HELD = "held"
    EPOCH = "epoch"
    STALE = "stale"
    REPLACED = "replaced"
    FORK = "fork"
    ALARM = "alarm"
    STOPPED = "stopped"


STOPS = frozenset({Verdict.FORK, Verdict.ALARM})
"""Verdicts that stop the channel (clause 5.12)."""
WAITS = frozenset({Verdict.HELD, Verdict.EPOCH, Verdict.STOPPED})
"""Verdicts after which the pouch is held and judged again."""
KNOWN = frozenset({Verdict.SEEN, Verdict.STALE})
"""Verdicts on what was dealt with: they stand even where the channel is stopped."""
_DUE = frozenset({Verdict.ACCEPT, Verdict.EPOCH})


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on one envelope, the clause that gave it, and why in words.

    ``waits_for`` is the place (epoch, number) that must be accepted before one that is held for what is missing.
    """

    verdict: Verdict
    clause: str
    envelope: Envelope
    why: str = ""
    waits_for: tuple[int, int] | None = None

    def demand(self) -> None:
        """Raises the refusal that belongs to the verdict, unless the pouch is due or known."""
        about = {"number": self.envelope.number, "sender": self.envelope.sender}
        if self.waits_for is not None:
            raise PouchMissing(**about, expected=self.waits_for[1])
        if self.verdict is Verdict.EPOCH:
            raise EpochUnconfirmed(sender=self.envelope.sender, epoch=self.envelope.epoch)
        if self.verdict is Verdict.STALE:
            raise EpochEnded(**about, epoch=self.envelope.epoch)
        if self.verdict is Verdict.REPLACED:
            raise KeyReplaced(**about)
        if self.verdict is Verdict.FORK:
            raise PouchForked(**about, why=self.why)
        if self.verdict is Verdict.ALARM:
            raise PutBack(**about, why=self.why)
        if self.verdict is Verdict.STOPPED:
            raise ChannelStopped(sender=self.envelope.sender)


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What we accepted so far from one sender, and what we sent to it ourselves: enough to judge the next envelope.

    ``last`` is the last position accepted, ``acknowledged`` what its sender acknowledged there, ``sent`` the last
    position that we sent in our present ``epoch``, ``confirmed`` the later epoch of the sender that an administrator
    confirmed, if any, and ``begins`` the hash of the envelope that asked for it.
    """

    sender: str
    we: str
    last: Position | None = None
    acknowledged: Position | None = None
    epoch: int = 1
    sent: Position | None = None
    confirmed: int = 1
    begins: str = ""
    stopped: bool = False

    def __post_init__(self) -> None:
        if self.sent is not None and self.sent.epoch != self.epoch:
            raise BadEnvelope(why="what was sent is not of the present epoch")

    @property
    def due(self) -> tuple[int, int]:
        """Epoch and number of the next pouch that can be accepted."""
        present, _ = self._next
        return (self.confirmed, 1) if self.confirmed > present else self._next

    @property
    def _next(self) -> tuple[int, int]:
        """Epoch and number of the next pouch of the present epoch."""
        return (self.last.epoch, self.last.number + 1) if self.last else (1, 1)

    def judge(
        self,
        envelope: Envelope,
        *,
        held: Hashes,
        ours: Hashes,
        retired: tuple[int, int] | None = None,
    ) -> Judgement:
        """The verdict on an envelope whose signature held.

        ``held`` gives what we accepted from the sender, ``ours`` what we sent to it; ``retired`` is the place at which
        the key that signed was replaced, None if it was not. Raises PouchElsewhere for another channel (5.1).
        """
        if (envelope.sender, envelope.recipient) != (self.sender, self.we):
            raise PouchElsewhere(number=envelope.number, sender=envelope.sender, recipient=envelope.recipient)
        verdict, clause, why = self._place(envelope, held)
        if verdict not in KNOWN:
            if retired is not None and envelope.position.place > retired:
                # Before 5.6 to 5.10: whoever holds a replaced key must not be able to stop the channel with it.
                verdict, clause, why = Verdict.REPLACED, "5.11", ""
            elif verdict in _DUE and (fault := self._false_acknowledgement(envelope, ours)):
                verdict, clause, why = Verdict.ALARM, "5.12", fault
            if self.stopped:
                verdict, clause = Verdict.STOPPED, "5.2"
        return Judgement(verdict, clause, envelope, why, self._missing(clause, envelope))

    def after(self, envelope: Envelope) -> Acceptance:
        """What is accepted once this envelope is."""
        return replace(self, last=envelope.position, acknowledged=envelope.acknowledged)

    def _place(self, envelope: Envelope, held: Hashes) -> tuple[Verdict, str, str]:
        present, due = self._next
        same = held(envelope.epoch, envelope.number) == envelope.hash
        if envelope.epoch < present:
            return Verdict.SEEN if same else Verdict.STALE, "5.3", ""
        if envelope.epoch > present:
            return self._begins(envelope, held) if envelope.number == 1 else (Verdict.HELD, "5.4", "")
        if envelope.number < due:
            return (Verdict.SEEN, "5.5", "") if same else (Verdict.FORK, "5.6", "we hold another with this number")
        if envelope.number > due:
            return Verdict.HELD, "5.8", ""
        if envelope.previous != self.last:
            return Verdict.FORK, "5.7", "it names another pouch before it"
        return Verdict.ACCEPT, "5.7", ""

    def _begins(self, envelope: Envelope, held: Hashes) -> tuple[Verdict, str, str]:
        """Number 1 of a later epoch (clauses 5.9 and 5.10)."""
        before = envelope.previous
        if before is not None:
            if before.place >= self._next:
                return Verdict.HELD, "5.9", ""
            if held(before.epoch, before.number) != before.hash:
                return Verdict.FORK, "5.9", "it remembers another past than the one we hold"
        seen = envelope.epoch == self.confirmed and self.begins in ("", envelope.hash)
        return Verdict.ACCEPT if seen else Verdict.EPOCH, "5.10", ""

    def _missing(self, clause: str, envelope: Envelope) -> tuple[int, int] | None:
        """What must come before an envelope that is held by this clause."""
        if clause == "5.4":
            return envelope.epoch, 1
        if clause == "5.8":
            return self._next
        if clause == "5.9" and envelope.previous is not None and envelope.previous.place >= self._next:
            return envelope.previous.place
        return None

    def _false_acknowledgement(self, envelope: Envelope, ours: Hashes) -> str:
        """Why what it acknowledges cannot be so; empty if it can."""
        said = envelope.acknowledged
        before = self.acknowledged if self.last and envelope.epoch == self.last.epoch else None
        if before is not None and (said is None or said.place < before.place):
            return "it acknowledges less than the one before it"
        if said is None:
            return ""
        if before is not None and said.place == before.place and said.hash != before.hash:
            return "it acknowledges another pouch than the one before it did"
        if said.epoch > self.epoch or (
            said.epoch == self.epoch and (self.sent is None or said.number > self.sent.number)
        ):
            return "it acknowledges what we never sent"
        sent = ours(said.epoch, said.number)
        if sent is None:
            # Of an epoch that ended with our restore we may have sent more than we remember.
            return "" if said.epoch < self.epoch else "it acknowledges what we never sent"
        return "" if sent == said.hash else "it acknowledges another pouch than the one we sent"
