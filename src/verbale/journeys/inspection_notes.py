"""The notes of a pouch, held to the logs they are about: not a line more than the protocol names (section 8)."""

from __future__ import annotations

import re

from verbale.domain.spine import channel_log, party
from verbale.engines import chain
from verbale.kernel.errors import VerbaleError
from verbale.records.channel import Channel

CHECKPOINT, COUNTERSIGNED = "checkpoint.note", "countersigned.note"
_SIGNATURE = re.compile(r"— (?P<name>\S+) [A-Za-z0-9+/]{91}=\n")
"""One signature line: 4 bytes that name the key, 64 of the signature."""


def is_sound(name: str, data: bytes, stands: Channel) -> bool:
    """Whether the note says of the log what we hold of it, is signed by us, and says nothing else."""
    try:
        note = data.decode()
        return _is_checkpoint(note, stands) if name == CHECKPOINT else _is_countersigned(name, note, stands)
    except (VerbaleError, UnicodeDecodeError):
        return False


def _is_checkpoint(note: str, stands: Channel) -> bool:
    """Over all envelopes of the epoch, counted from the rows of the pouches themselves (8.2)."""
    us, leaves = party.us(), channel_log.leaves_sent(stands.partner, stands.epoch)
    origin = str(chain.Origin(us.code, stands.partner.code, stands.epoch))
    text = chain.Checkpoint(origin, len(leaves), chain.tree_root(leaves)).text()
    chain.verify_checkpoint(note, channel_log.note_keys(us), origin=origin)
    return note.startswith(f"{text}\n") and _is_ours(note.removeprefix(f"{text}\n"), us.code)


def _is_countersigned(name: str, note: str, stands: Channel) -> bool:
    """The partner's own last note with our signature under it (8.3)."""
    us = party.us()
    if name != COUNTERSIGNED or not stands.theirs or not note.startswith(stands.theirs):
        return False
    origin = stands.theirs.partition("\n")[0]
    chain.verify_cosigned(
        note, sender=channel_log.note_keys(stands.partner), recipient=channel_log.note_keys(us), origin=origin
    )
    return note == stands.theirs or _is_ours(note.removeprefix(stands.theirs), us.code)


def _is_ours(line: str, code: str) -> bool:
    found = _SIGNATURE.fullmatch(line)
    return found is not None and found["name"] == code
