"""What the simulation itself knows of who did what and who was told what, and the laws that must hold of it.

It is kept beside the nodes, from what people saw: nothing in it is asked of the code that it judges.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tests.faults.acts import MARK, marks_made, own_acts
from tests.faults.node import Node, other, partner
from verbale.domain.spine import channel, channel_log, journal
from verbale.domain.spine.text_record import acts_of, utc_day
from verbale.engines import agreement
from verbale.records.channel import ReturnedPouch
from verbale.records.dispatch import ArrivedPouch, Message, MessageState, Pouch, PouchState
from verbale.records.text import Text


class Broken(AssertionError):
    """A law that must hold does not."""


@dataclass
class Account:
    """The acts of one side: which its node remembers, which it forgot in a restore, which it was told are safe."""

    marks: list[int] = field(default_factory=list)
    acts: set[str] = field(default_factory=set)
    forgotten: set[int] = field(default_factory=set)
    safe: set[int] = field(default_factory=set)
    restores: int = 0

    def copy(self) -> tuple[list[int], set[str]]:
        return list(self.marks), set(self.acts)

    def put_back(self, before: tuple[list[int], set[str]]) -> None:
        """What a restore forgets; a second one, from a later backup, may know again what the first forgot."""
        self.forgotten = (self.forgotten | set(self.marks)) - set(before[0])
        self.marks, self.acts = list(before[0]), set(before[1])
        self.restores += 1


@dataclass
class Ledger:
    """The accounts of both sides."""

    accounts: dict[str, Account]

    def look(self, node: Node) -> None:
        """Writes down what the node says now: which marks it knows to be safe; what must hold at any time."""
        account = self.accounts[node.side]
        told = Message.objects.filter(what=MARK, pouch__state=PouchState.ACKNOWLEDGED)
        account.safe |= {body["number"] for body in told.values_list("body", flat=True)}
        account.acts |= set(own_acts(node.side))
        made = marks_made()
        if made != sorted(set(made)):
            raise Broken(f"at {node.side} marks took effect twice or out of order: {made}")
        stopped = channel.of(partner()).stopped_why
        if stopped:
            raise Broken(f"{node.side} stopped the channel: {stopped}")
        for text in Text.objects.all():
            if text.in_force and not agreement.fold(acts_of(text), utc_day(text.moved_at)).concluded:
                raise Broken(f"at {node.side} text {text.pk} looks concluded and is not")

    def knows(self, node: Node, number: int) -> bool:
        """Whether a mark, which may have been cut short, was made: what a person sees who signs in again."""
        return Message.objects.filter(what=MARK, body__number=number).exists()


def seen(node: Node, at: datetime) -> dict[str, Any]:
    """What a node says at the end."""
    with node.working():
        journal.verify()
        there = partner()
        stands = channel.of(there)
        returned = [
            act["body"]["number"] for row in ReturnedPouch.objects.all() for act in row.acts if act["what"] == MARK
        ]
        texts = {
            text.pk: (agreement.fold(acts_of(text), utc_day(at)), sorted(text.revisions.values_list("hash", flat=True)))
            for text in Text.objects.order_by("id")
        }
        held = {
            (epoch, number): hashed
            for epoch, number, hashed in channel.opened(there).values_list("epoch", "number", "envelope_hash")
        }
        sent = {
            (epoch, number): hashed
            for epoch, number, hashed in Pouch.objects.values_list("epoch", "number", "envelope_hash")
        }
        return {
            "marks": marks_made(), "returned": returned, "texts": texts, "held": held, "sent": sent,
            "acts": {side: own_acts(side) for side in (node.side, there.code)}, "epoch": stands.epoch,
            "our log": channel_log.leaves_sent(there, stands.epoch), "edge": stands.our_log,
            "their edge": stands.their_log,
        }  # fmt: skip


def quiet() -> str:
    """What the node that works now still waits for; empty if nothing."""
    there = partner()
    stands = channel.of(there)
    waits = {
        "messages queued": Message.objects.filter(state=MessageState.QUEUED).exists(),
        "an acknowledgement": Pouch.objects.filter(
            asks=True, state__in=[PouchState.SEALED, PouchState.CARRIED]
        ).exists(),
        "to catch up": stands.catching_up,
        "to confirm an epoch": stands.asks_epoch is not None,
        "to acknowledge": stands.owes_acknowledgement,
        "a pouch before another": ArrivedPouch.objects.filter(state="waiting").exists(),
    }
    return ", ".join(what for what, still in waits.items() if still)


def check(ledger: Ledger, nodes: dict[str, Node], at: datetime) -> None:
    """The laws, once both sides have come to rest."""
    ends = {side: seen(node, at) for side, node in nodes.items()}
    for side in nodes:
        _check_marks(side, ledger.accounts[side], ledger.accounts[other(side)], ends[side], ends[other(side)])
        _check_log(side, ends[side], ends[other(side)])
        lost = ledger.accounts[side].acts - set(ends[side]["acts"][side])
        if lost:
            raise Broken(f"{side} no longer holds acts of its own: {lost}")
    one, two = ends.values()
    for what in ("acts", "texts"):
        if one[what] != two[what]:
            raise Broken(f"the two sides hold other {what}: {one[what]} and {two[what]}")


def _check_marks(side: str, ours: Account, theirs: Account, us: dict[str, Any], them: dict[str, Any]) -> None:
    made = them["marks"]
    if made != sorted(set(made)):
        raise Broken(f"marks of {side} took effect twice or out of order: {made}")
    if lost := set(ours.marks) - set(made):
        raise Broken(f"marks of {side}, which it remembers, took no effect: {sorted(lost)}")
    if unknown := set(made) - set(ours.marks) - ours.forgotten:
        raise Broken(f"marks of {side} took effect that nobody made: {sorted(unknown)}")
    if kept := (set(made) & ours.forgotten) - set(us["returned"]):
        raise Broken(f"marks of {side} took effect, were forgotten and not returned: {sorted(kept)}")
    if not theirs.restores and (lost := ours.safe - set(made)):
        raise Broken(f"marks of {side} were acknowledged and took no effect: {sorted(lost)}")
    if strange := set(us["returned"]) - set(made):
        raise Broken(f"marks were returned to {side} that took no effect: {sorted(strange)}")


def _check_log(side: str, us: dict[str, Any], them: dict[str, Any]) -> None:
    """What the partner holds of us and we remember is the same, and the logs say so."""
    both = us["sent"].keys() & them["held"].keys()
    if any(us["sent"][place] != them["held"][place] for place in both):
        raise Broken(f"the partner holds other pouches than {side} sent")
    if us["edge"] and us["edge"][0] != len(us["our log"]):
        raise Broken(f"the log of {side} has {us['edge'][0]} leaves and not {len(us['our log'])}")
    held = [place for place in them["held"] if place[0] == us["epoch"]]
    if them["their edge"] and held and them["their edge"][0] != len(held):
        raise Broken(f"the log that the partner keeps of {side} has {them['their edge'][0]} leaves, not {len(held)}")
