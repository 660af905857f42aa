"""The logs of a channel: trees over the envelopes of one epoch, and the checkpoints that both sides sign.

The clauses cited are those of docs/PROTOCOL.md, section 8.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from verbale.domain.spine import journal, party_keys
from verbale.engines import chain
from verbale.engines.seal import Envelope, read_signing
from verbale.kernel.canonical import Json
from verbale.kernel.errors import Refused
from verbale.records.channel import Channel
from verbale.records.dispatch import ArrivedPouch, Pouch
from verbale.records.party import Party


class OtherPast(Refused):
    """The checkpoint in pouch {number} from {partner} is of other envelopes than we hold. Its sender shows two pasts:
    keep the file and speak to the partner before going on."""


class OtherCountersigned(Refused):
    """Pouch {number} from {partner} brings back a checkpoint that we signed and do not know. This node was put back
    to an earlier state, or somebody else signs with its key."""


def grown(edge: Sequence[Json], envelope: Envelope) -> list[Json]:
    """The edge of a log as it is kept, after one more envelope."""
    return _kept(frontier(edge).append(chain.leaf_hash(envelope.as_bytes())))


def checkpoint(*, channel: Channel, we: Party, key: Ed25519PrivateKey) -> str:
    """The signed note over all envelopes that we sent before in the present epoch (8.2)."""
    edge = frontier(channel.our_log)
    origin = str(chain.Origin(we.code, channel.partner.code, channel.epoch))
    return chain.sign_checkpoint(chain.Checkpoint(origin, edge.size, edge.root), key, we.code)


def countersigned(*, channel: Channel, we: Party, key: Ed25519PrivateKey) -> str:
    """The partner's last checkpoint with our signature under it (8.3); empty if there is none yet."""
    if not channel.theirs:
        return ""
    origin = read_note(channel.theirs).origin
    # It was found true when it came; its key may have been revoked since.
    keys = list(note_keys(channel.partner, revoked=True))
    return chain.cosign_checkpoint(channel.theirs, key, we.code, sender=keys, origin=origin)


def check_checkpoint(*, channel: Channel, envelope: Envelope, note: str) -> None:
    """Refuses a checkpoint that is not over the envelopes we hold of that epoch (8.2)."""
    partner = channel.partner
    edge = frontier([] if envelope.number == 1 else channel.their_log)
    origin = str(chain.Origin(envelope.sender, envelope.recipient, envelope.epoch))
    found = chain.verify_checkpoint(note, note_keys(partner), origin=origin)
    if (found.size, found.root, found.extensions) != (edge.size, edge.root, ()):
        raise OtherPast(number=envelope.number, partner=partner.code)


def check_countersigned(*, channel: Channel, we: Party, envelope: Envelope, note: str) -> None:
    """Refuses a checkpoint of ours that comes back countersigned and that we do not know (8.3)."""
    partner, read = channel.partner, read_note(note)
    origin = chain.Origin.read(read.origin)
    if (origin.sender, origin.recipient) != (we.code, partner.code):
        raise OtherCountersigned(number=envelope.number, partner=partner.code)
    # What we signed with a key that is revoked now, we signed: it must be a checkpoint that we remember.
    chain.verify_cosigned(note, sender=note_keys(we, revoked=True), recipient=note_keys(partner), origin=read.origin)
    ours = Pouch.objects.filter(partner=partner, epoch=origin.epoch, number=read.size + 1).first()
    # What we forgot with an epoch that our restore ended is not known here, and is returned (7.4).
    if ours is None and origin.epoch < channel.epoch:
        return
    if ours is None or ours.checkpoint.partition("\n\n")[0] != note.partition("\n\n")[0]:
        raise OtherCountersigned(number=envelope.number, partner=partner.code)


def took(*, channel: Channel, envelope: Envelope, checkpoint: str, countersigned: str, at: datetime) -> None:
    """Keeps what an accepted pouch told of both logs; an ended epoch's last checkpoint is journaled (7.7)."""
    if envelope.number == 1 and channel.theirs:
        facts: dict[str, Json] = {"partner": channel.partner.code, "checkpoint": channel.theirs}
        journal.record(act="epoch.ended", thing=channel, by=None, at=at, facts=facts)
    channel.their_log = grown([] if envelope.number == 1 else channel.their_log, envelope)
    channel.theirs = checkpoint
    if countersigned and _reach(countersigned) >= _reach(channel.countersigned):
        # A partner that sends an older one back must not take from us the proof of the later.
        channel.countersigned = countersigned
    channel.save(update_fields=["their_log", "theirs", "countersigned"])


def _reach(note: str) -> tuple[int, int]:
    """Epoch and size of a checkpoint; the smallest if there is none."""
    if not note:
        return 0, 0
    read = read_note(note)
    return chain.Origin.read(read.origin).epoch, read.size


def read_note(note: str) -> chain.Checkpoint:
    """The checkpoint that a note says, whoever signed it: its signatures are not looked at."""
    return chain.Checkpoint.read(note.partition("\n\n")[0] + "\n")


def note_keys(whose: Party, *, revoked: bool = False) -> Iterator[chain.NoteKey]:
    """All keys under which a party's notes may stand: present and replaced ones, and ``revoked`` ones if asked for."""
    for line in party_keys.signing_lines(whose, revoked=revoked):
        yield chain.NoteKey(whose.code, read_signing(line))


def leaves_sent(partner: Party, epoch: int) -> list[bytes]:
    """The leaf hashes of our log of one epoch, in order: what a proof is made from (8.4)."""
    rows = Pouch.objects.filter(partner=partner, epoch=epoch).order_by("number")
    return [chain.leaf_hash(one.encode()) for one in rows.values_list("envelope", flat=True)]


def leaves_held(partner: Party, epoch: int) -> list[bytes]:
    """The leaf hashes of the partner's log of one epoch, as we hold it."""
    rows = ArrivedPouch.objects.opened().filter(partner=partner, epoch=epoch).order_by("number")
    return [chain.leaf_hash(one.encode()) for one in rows.values_list("envelope", flat=True)]


def frontier(edge: Sequence[Json]) -> chain.Frontier:
    """The edge of a log, out of what is kept of it."""
    if not edge:
        return chain.Frontier()
    size, *peaks = edge
    return chain.Frontier(size, tuple(map(bytes.fromhex, peaks)))


def _kept(edge: chain.Frontier) -> list[Json]:
    return [edge.size, *(peak.hex() for peak in edge.peaks)]
