"""What proves one pouch, worked out anew from what is kept: signature, manifest, place in the log, inclusion.

The clauses cited are those of docs/PROTOCOL.md.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from verbale.domain.spine import channel_log, party_keys
from verbale.engines import chain
from verbale.engines.seal import Envelope, read_envelope, verify_bytes
from verbale.kernel.canonical import Json, digest
from verbale.kernel.errors import Faulty, VerbaleError
from verbale.records.channel import Channel
from verbale.records.dispatch import ArrivedPouch, Pouch
from verbale.records.party import Party

NAMESPACE = "verbale-pouch"


class NotProven(Faulty):
    """What is kept of this pouch does not agree: {why}. The records were altered or damaged: compare with a backup."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: ``holds`` is None where nothing can be said yet; ``says`` is what was found."""

    what: str
    holds: bool | None
    says: str


@dataclass(frozen=True, slots=True)
class Side:
    """Whose pouch it is: what every check of it needs."""

    sender: Party
    recipient: Party
    row: Pouch | ArrivedPouch

    @classmethod
    def of(cls, row: Pouch | ArrivedPouch) -> Side:
        us = Party.objects.get(is_us=True)
        if row.partner is None:
            raise NotProven(why="nobody knows who sent it")
        return cls(us, row.partner, row) if isinstance(row, Pouch) else cls(row.partner, us, row)


def check_row(side: Side) -> Envelope:
    """The envelope of a row, if it is the one that was signed and the row says of it what it says."""
    row = side.row
    envelope = read_envelope(row.envelope.encode())
    if envelope.hash != row.envelope_hash:
        raise NotProven(why="its envelope has another hash than the one written down")
    if (envelope.sender, envelope.recipient) != (side.sender.code, side.recipient.code):
        raise NotProven(why="its envelope is of another channel")
    if envelope.position.place != (row.epoch, row.number):
        raise NotProven(why="its envelope has another epoch or number than the one written down")
    return envelope


def check_signature(side: Side) -> str:
    """The signing key that signed the envelope, one that was confirmed for its sender at some time (3.5)."""
    signer = verify_bytes(side.row.envelope.encode(), side.row.signature.encode(), NAMESPACE)
    if signer not in party_keys.signing_lines(side.sender, revoked=True):
        raise NotProven(why=f"no key that was ever confirmed for {side.sender.code} signed it")
    return signer


def check_manifest(side: Side, envelope: Envelope) -> None:
    """Refuses a manifest that is not the one that was signed (3.1)."""
    if digest(side.row.manifest.encode()) != envelope.manifest:
        raise NotProven(why="its manifest is not the one that was signed")


def checks(row: Pouch | ArrivedPouch) -> list[Check]:
    """Everything that can be said of a pouch without any key of ours."""
    side = Side.of(row)
    found = [
        _checked(_("signature"), lambda: _("%(key)s signed it.") % {"key": check_signature(side)}),
        _checked(_("manifest"), lambda: _manifest(side)),
        _checked(_("place"), lambda: _place(side)),
        _checked(_("log"), lambda: _included(side)),
    ]
    return [one for one in found if one is not None]


def inclusion(row: Pouch | ArrivedPouch) -> dict[str, Json] | None:
    """The proof, for somebody else, that a pouch stands in the log of its last signed checkpoint (8.4).

    ``checkpoint`` is the note, ``leaf`` the hash of the envelope as a leaf, ``proof`` the hashes from the bottom, all
    in hexadecimal; None where no checkpoint that is kept covers it yet.
    """
    side, note = Side.of(row), _note(row)
    if not note:
        return None
    read = _read(side, note)
    if str(chain.Origin(side.sender.code, side.recipient.code, row.epoch or 0)) != read.origin:
        return None
    if row.number is None or read.size < row.number:
        return None
    leaves = _leaves(row)
    path = chain.prove_inclusion(lambda start, end: leaves[start:end], index=row.number - 1, size=read.size)
    leaf = chain.leaf_hash(row.envelope.encode())
    chain.verify_inclusion(path, leaf=leaf, index=row.number - 1, size=read.size, root=read.root)
    return {
        "checkpoint": note, "index": row.number - 1, "size": read.size, "leaf": leaf.hex(),
        "proof": [one.hex() for one in path],
    }  # fmt: skip


def _note(row: Pouch | ArrivedPouch) -> str:
    """The last checkpoint of the log in which a pouch stands: ours with both signatures, theirs with theirs."""
    stands = Channel.objects.filter(partner=row.partner).first()
    if stands is None:
        return ""
    return stands.countersigned if isinstance(row, Pouch) else stands.theirs


def _read(side: Side, note: str) -> chain.Checkpoint:
    origin = channel_log.read_note(note).origin
    sender = list(channel_log.note_keys(side.sender, revoked=True))
    if isinstance(side.row, Pouch):
        recipient = list(channel_log.note_keys(side.recipient, revoked=True))
        return chain.verify_cosigned(note, sender=sender, recipient=recipient, origin=origin)
    return chain.verify_checkpoint(note, sender, origin=origin)


def _leaves(row: Pouch | ArrivedPouch) -> list[bytes]:
    assert row.partner is not None
    read = channel_log.leaves_sent if isinstance(row, Pouch) else channel_log.leaves_held
    return read(row.partner, row.epoch or 0)


def _manifest(side: Side) -> str:
    check_manifest(side, read_envelope(side.row.envelope.encode()))
    return str(_("It is the one that was signed."))


def _place(side: Side) -> str:
    envelope = check_row(side)
    return str(_("Number %(number)s of epoch %(epoch)s.") % {"number": envelope.number, "epoch": envelope.epoch})


def _included(side: Side) -> str | None:
    found = inclusion(side.row)
    if found is None:
        return None
    said = {"place": found["index"], "size": found["size"]}
    if isinstance(side.row, Pouch):
        return str(_("Entry %(place)s of the %(size)s under the checkpoint that both sides signed.") % said)
    return str(_("Entry %(place)s of the %(size)s under the checkpoint that the partner signed.") % said)


def _checked(what: Any, look: Callable[[], Any]) -> Check:
    try:
        says = look()
    except VerbaleError as fault:
        return Check(str(what), False, fault.sentence(gettext))
    if says is None:
        return Check(str(what), None, str(_("No checkpoint that is kept covers it yet; the next pouches bring one.")))
    return Check(str(what), True, str(says))
