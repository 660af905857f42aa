"""A channel worked out anew from the envelopes that are kept of it: does what is written down follow from them?

Nothing is altered. Both directions are walked from the first envelope; the first thing that does not agree is named.
The clauses cited are those of docs/PROTOCOL.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from verbale.domain.spine import channel_log, party_keys
from verbale.domain.spine.pouch_evidence import NotProven, Side, check_manifest, check_row, check_signature
from verbale.engines import chain
from verbale.engines.seal import Acceptance, Envelope, Position, Verdict
from verbale.kernel.canonical import Json
from verbale.kernel.errors import VerbaleError
from verbale.records.channel import Channel
from verbale.records.dispatch import ArrivedPouch, Pouch, PouchState
from verbale.records.party import Party

OUT, IN, CHANNEL = "out", "in", "channel"


@dataclass(frozen=True, slots=True)
class Fault:
    """Where the records first disagree: which way, at which place (epoch, number; none for the channel), and why."""

    way: str
    place: tuple[int, int] | None
    why: str


@dataclass(frozen=True, slots=True)
class Replay:
    """What was walked: how many envelopes of ours and of theirs, and the first fault, if any."""

    partner: Party
    sent: int
    accepted: int
    fault: Fault | None


@dataclass(slots=True)
class _Walk:
    """What follows from the envelopes walked so far, one way."""

    hashes: dict[tuple[int, int], str] = field(default_factory=dict)
    last: Envelope | None = None
    edge: list[Json] = field(default_factory=list)

    def took(self, envelope: Envelope) -> None:
        self.edge = channel_log.grown([] if envelope.number == 1 else self.edge, envelope)
        self.hashes[envelope.position.place] = envelope.hash
        self.last = envelope

    def held(self, epoch: int, number: int) -> str | None:
        return self.hashes.get((epoch, number))


def replay(partner: Party) -> Replay:
    """Walks both directions of the channel with a partner; reads only."""
    us = Party.objects.get(is_us=True)
    sent = list(Pouch.objects.filter(partner=partner).order_by("epoch", "number"))
    came = ArrivedPouch.objects.opened().filter(partner=partner)
    accepted = list(came.select_related("partner").order_by("epoch", "number"))
    stands = Channel.objects.filter(partner=partner).first() or Channel(partner=partner)
    return Replay(partner, len(sent), len(accepted), _first_fault(us, stands, sent, accepted))


def _first_fault(us: Party, stands: Channel, sent: list[Pouch], accepted: list[ArrivedPouch]) -> Fault | None:
    out, into = _Walk(), _Walk()
    theirs = {(row.epoch or 0, row.number or 0): row.envelope_hash for row in accepted}
    ours = {(row.epoch, row.number): row.envelope_hash for row in sent}
    return (
        _walked(OUT, sent, lambda row: _sent(row, stands, out, theirs, us))
        or _walked(IN, accepted, lambda row: _accepted(row, stands, into, ours, us))
        or _state(us, stands, sent, out, into)
    )


def _walked(way: str, rows: Iterable[Pouch | ArrivedPouch], step: Callable[..., None]) -> Fault | None:
    for row in rows:
        try:
            step(row)
        except VerbaleError as fault:
            return Fault(way, (row.epoch or 0, row.number or 0), _why(fault))
    return None


def _why(fault: VerbaleError) -> str:
    return str(fault.facts["why"]) if isinstance(fault, NotProven) else fault.sentence()


def _sent(row: Pouch, stands: Channel, walk: _Walk, theirs: dict[tuple[int, int], str], us: Party) -> None:
    side = Side(us, stands.partner, row)
    envelope = check_row(side)
    check_signature(side)
    check_manifest(side, envelope)
    _check_follows(envelope, walk)
    said = envelope.acknowledged
    if said is not None and theirs.get(said.place) != said.hash:
        raise NotProven(why="it acknowledges a pouch that we do not hold")
    _check_checkpoint(side, row, envelope, walk)
    walk.took(envelope)


def _check_follows(envelope: Envelope, walk: _Walk) -> None:
    """Refuses what does not follow the pouch before (3.2), or acknowledges less than it did (3.3)."""
    before, last = envelope.previous, walk.last
    same = last is not None and last.epoch == envelope.epoch
    if not same and envelope.number != 1:
        raise NotProven(why="the first pouch of its epoch is missing")
    if same and last is not None and last.number + 1 != envelope.number:
        raise NotProven(why=f"pouch {last.number + 1} is missing before it")
    if before is not None and walk.held(*before.place) != before.hash:
        raise NotProven(why="it names another pouch before it than the one that is kept")
    if same and last is not None and _place(envelope.acknowledged) < _place(last.acknowledged):
        raise NotProven(why="it acknowledges less than the one before it")


def _check_checkpoint(side: Side, row: Pouch, envelope: Envelope, walk: _Walk) -> None:
    edge = channel_log.frontier([] if envelope.number == 1 else walk.edge)
    origin = str(chain.Origin(envelope.sender, envelope.recipient, envelope.epoch))
    keys = list(channel_log.note_keys(side.sender, revoked=True))
    found = chain.verify_checkpoint(row.checkpoint, keys, origin=origin)
    if (found.size, found.root) != (edge.size, edge.root):
        raise NotProven(why="its checkpoint is of other envelopes than those before it")


def _accepted(row: ArrivedPouch, stands: Channel, walk: _Walk, ours: dict[tuple[int, int], str], us: Party) -> None:
    side = Side(stands.partner, us, row)
    envelope = check_row(side)
    signer = check_signature(side)
    check_manifest(side, envelope)
    place = max((place for place in ours if place[0] == stands.epoch), default=None)
    judge = Acceptance(
        stands.partner.code, us.code, last=walk.last.position if walk.last else None,
        acknowledged=walk.last.acknowledged if walk.last else None, epoch=stands.epoch,
        sent=Position(*place, ours[place]) if place else None, confirmed=envelope.epoch,
    )  # fmt: skip
    judged = judge.judge(
        envelope, held=walk.held, ours=lambda epoch, number: ours.get((epoch, number)),
        retired=party_keys.retired_at(stands.partner, signer),
    )  # fmt: skip
    if judged.verdict is not Verdict.ACCEPT:
        raise NotProven(why=f"it would not be accepted now (clause {judged.clause}): {judged.why or judged.verdict}")
    walk.took(envelope)


def _state(us: Party, stands: Channel, sent: list[Pouch], out: _Walk, into: _Walk) -> Fault | None:
    """What the channel's row and the pouches' states say, beside what follows from the envelopes."""
    try:
        _check_edges(stands, out, into)
        _check_acknowledged(stands, sent, into)
        _check_notes(us, stands, out, into)
    except VerbaleError as fault:
        return Fault(CHANNEL, None, _why(fault))
    return None


def _check_edges(stands: Channel, out: _Walk, into: _Walk) -> None:
    present = out.edge if out.last and out.last.epoch == stands.epoch else []
    if out.last and out.last.epoch > stands.epoch:
        raise NotProven(why="pouches were sealed in a later epoch than the present one")
    if list(stands.our_log) != list(present):
        raise NotProven(why="the edge of our log is not that of our envelopes")
    if list(stands.their_log) != list(into.edge):
        raise NotProven(why="the edge of the partner's log is not that of the envelopes we accepted")


def _check_acknowledged(stands: Channel, sent: list[Pouch], into: _Walk) -> None:
    said = _place(into.last.acknowledged) if into.last else (1, 0)
    if (stands.acknowledged_epoch, stands.acknowledged_number) != said:
        raise NotProven(why="what the partner acknowledged is not what its last envelope says")
    for row in sent:
        known = row.state == PouchState.ACKNOWLEDGED
        if row.state != PouchState.VOID and row.erased_at is None and known != ((row.epoch, row.number) <= said):
            raise NotProven(why=f"pouch {row.number} of epoch {row.epoch} is “{row.state}”, and {said} is acknowledged")


def _check_notes(us: Party, stands: Channel, out: _Walk, into: _Walk) -> None:
    ours = list(channel_log.note_keys(us, revoked=True))
    theirs = list(channel_log.note_keys(stands.partner, revoked=True))
    if stands.theirs:
        read = channel_log.read_note(stands.theirs)
        chain.verify_checkpoint(stands.theirs, theirs, origin=read.origin)
        _check_root(read, (stands.partner.code, us.code), into.hashes, channel_log.leaves_held, stands.partner)
    if stands.countersigned:
        read = channel_log.read_note(stands.countersigned)
        chain.verify_cosigned(stands.countersigned, sender=ours, recipient=theirs, origin=read.origin)
        _check_root(read, (us.code, stands.partner.code), out.hashes, channel_log.leaves_sent, stands.partner)


def _check_root(
    read: chain.Checkpoint, sides: tuple[str, str], hashes: dict[tuple[int, int], str],
    leaves_of: Callable[[Party, int], list[bytes]], partner: Party,
) -> None:  # fmt: skip
    origin = chain.Origin.read(read.origin)
    if (origin.sender, origin.recipient) != sides:
        raise NotProven(why=f"a checkpoint of {read.origin} is kept where another belongs")
    leaves = leaves_of(partner, origin.epoch)
    # Of an epoch that a restore ended, both signatures may cover more than is remembered here.
    if len(leaves) < read.size and origin.epoch < max((place[0] for place in hashes), default=origin.epoch + 1):
        return
    if len(leaves) < read.size or chain.tree_root(leaves[: read.size]) != read.root:
        raise NotProven(why=f"the checkpoint of {read.origin} over {read.size} is not of the envelopes that are kept")


def _place(position: Position | None) -> tuple[int, int]:
    return position.place if position else (1, 0)
