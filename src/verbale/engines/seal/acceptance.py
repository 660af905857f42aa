"""Whether an opened pouch's number is due; no I/O.

Rules, cited by number:
1. A pouch from another sender or to another recipient is not judged here.
2. The first pouch has number 1 and no previous; each later one has the next number and names the envelope before it.
3. A number already accepted, with the same envelope, is the same pouch sent again: confirmed again, acted on never.
4. A number already accepted, with another envelope, is a fork: refused, both kept.
5. The next number that names another previous envelope is a fork as well: the sender's past is not ours.
6. A number beyond the next waits: what is between is missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from verbale.engines.seal.envelope import Envelope
from verbale.engines.seal.errors import BadEnvelope, PouchElsewhere, PouchForked, PouchMissing


class Verdict(StrEnum):
    """What to do with the pouch."""

    ACCEPT = "accept"
    SEEN = "seen"
    FORK = "fork"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on one envelope; the rule above that gave it; ``expected``, the number that is due."""

    verdict: Verdict
    rule: int
    expected: int
    envelope: Envelope

    def demand(self) -> None:
        """Raises PouchForked or PouchMissing unless the pouch is due or known."""
        about = {"number": self.envelope.number, "sender": self.envelope.sender}
        if self.verdict is Verdict.FORK:
            why = "it names another pouch before it" if self.rule == 5 else "we hold another with this number"
            raise PouchForked(**about, why=why)
        if self.verdict is Verdict.GAP:
            raise PouchMissing(**about, expected=self.expected)


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What we accepted so far from one sender: the last number (0 if none) and the hash of its envelope."""

    sender: str
    we: str
    last_number: int = 0
    last_hash: str | None = None

    def __post_init__(self) -> None:
        if self.last_number < 0 or (self.last_number == 0) != (self.last_hash is None):
            raise BadEnvelope(why="what was accepted has a number and a hash, or neither")

    def judge(self, envelope: Envelope, known: Mapping[int, str]) -> Judgement:
        """``known`` gives the hash of an accepted envelope by its number; that of this envelope's number is enough."""
        if (envelope.sender, envelope.recipient) != (self.sender, self.we):
            raise PouchElsewhere(number=envelope.number, sender=envelope.sender, recipient=envelope.recipient)
        verdict, rule = self._verdict(envelope, known)
        return Judgement(verdict, rule, self.last_number + 1, envelope)

    def after(self, envelope: Envelope) -> Acceptance:
        """What is accepted once this envelope is."""
        return Acceptance(self.sender, self.we, envelope.number, envelope.hash)

    def _verdict(self, envelope: Envelope, known: Mapping[int, str]) -> tuple[Verdict, int]:
        if envelope.number > self.last_number + 1:
            return Verdict.GAP, 6
        if envelope.number == self.last_number + 1:
            return (Verdict.ACCEPT, 2) if envelope.previous == self.last_hash else (Verdict.FORK, 5)
        held = self.last_hash if envelope.number == self.last_number else known.get(envelope.number)
        return (Verdict.SEEN, 3) if envelope.hash == held else (Verdict.FORK, 4)
