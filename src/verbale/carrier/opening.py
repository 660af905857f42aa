"""Opening: what came is decrypted into quarantine, verified, judged, and applied if it is due."""

from __future__ import annotations

import errno
import shutil
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from django.db import DatabaseError

from verbale.carrier.came import OPENED, REFUSED, SEEN, UNREAD, WAITING, Came, lying, shown
from verbale.carrier.file_state import DiskState, fingerprint
from verbale.carrier.keeping import hold, is_kept, put_away
from verbale.carrier.trouble import odd
from verbale.domain.spine import arrival, channel, channel_log, party, party_keys
from verbale.engines.seal import (
    POUCH_SUFFIX,
    WAITS,
    Envelope,
    Judgement,
    OpenedPouch,
    PouchForked,
    PublicKeys,
    PutBack,
    open_pouch,
    read_envelope,
)
from verbale.engines.seal import Verdict as Judged
from verbale.engines.seal.keys import NodeKeys
from verbale.journeys import arrival as arrivals
from verbale.kernel.errors import VerbaleError
from verbale.kernel.home import Home
from verbale.records import files
from verbale.records.dispatch import ArrivalState, ArrivedPouch
from verbale.records.files import DiskFull
from verbale.records.party import Party


@dataclass(frozen=True, slots=True)
class CameFile:
    """A file that came: its name, SHA-256 and size in bytes."""

    name: str
    sha256: str
    size: int


def open_arrived(*, keys: NodeKeys, home: Home, at: datetime) -> list[Came]:
    """Opens all pouches that lie there, as long as one more becomes due; each file is moved away once dealt with."""
    partners = list(Party.objects.partners())
    trusted = _trusted(partners)
    results: list[Came] = []
    left: dict[Path, Came] = {}
    progress = True
    while progress:
        progress = False
        for path in lying(home, partners, POUCH_SUFFIX):
            if is_kept(path) or (path in left and left[path].what not in (WAITING, UNREAD)):
                continue
            result = left[path] = _try(path, keys, home, trusted, at)
            if result.what == WAITING:
                left[hold(path, home)] = left.pop(path)
            elif result.what != UNREAD:
                progress = True
                # What was opened may have named new keys, which sign the next one (1.6).
                trusted = _trusted(partners) if result.what == OPENED else trusted
                if put_away(path, home, refused=result.what == REFUSED):
                    results.append(left.pop(path))
    # What was opened before and cannot be moved away is no news.
    return results + [result for result in left.values() if result.what != SEEN]


def _try(path: Path, keys: NodeKeys, home: Home, trusted: dict[str, list[PublicKeys]], at: datetime) -> Came:
    """What our own disk or database does not let us read or keep is no fault of the pouch: it is tried again."""
    try:
        return _open_one(path, keys, home, trusted, at)
    except OSError as fault:
        return Came(shown(path), UNREAD, fault.strerror or str(fault))
    except DatabaseError as fault:
        return Came(shown(path), UNREAD, str(fault))
    except DiskFull as fault:
        return Came(shown(path), UNREAD, fault.sentence())
    except Exception as fault:
        # A fault that nobody thought of must not let one file stop all partners' pouches.
        return Came(shown(path), UNREAD, odd(fault))


def _trusted(partners: list[Party]) -> dict[str, list[PublicKeys]]:
    return {partner.code: keys for partner in partners if (keys := party_keys.trusted(partner))}


def _open_one(path: Path, keys: NodeKeys, home: Home, trusted: dict[str, list[PublicKeys]], at: datetime) -> Came:
    name, found = shown(path), DiskState.at(path)
    sha256, size = fingerprint(path)
    quarantine = home.quarantine / f"pouch-{sha256[:16]}"
    shutil.rmtree(quarantine, ignore_errors=True)
    if (before := ArrivedPouch.objects.filter(sha256=sha256, state=ArrivalState.OPENED).first()) is not None:
        if before.partner is not None:
            channel.repeated(partner=before.partner, envelope=read_envelope(before.envelope.encode()))
        return Came(name, SEEN)
    we = party.us()
    if why := arrival.still_waits(sha256, we=we):
        return Came(name, WAITING, why)
    # Neither tar nor age makes anything smaller: what is unpacked is never more than the sealed file.
    if size > files.room() // 2:
        raise DiskFull(name=name)
    file = CameFile(name, sha256, size)
    partner: Party | None = None
    envelope: Envelope | None = None
    try:
        opened = open_pouch(path, quarantine, identities=keys.identities, trusted=trusted, we=we.code)
        if DiskState.at(path) != found:
            # Else another pouch could be put on our books under the hash of this one, which would then never be opened.
            raise OSError(errno.EAGAIN, "it was exchanged while it was opened", str(path))
        envelope = opened.envelope
        partner = Party.objects.get(code=envelope.sender)
        return _judge(opened, partner, we, file, at)
    except DiskFull:
        raise
    except VerbaleError as fault:
        arrival.refused(
            partner=partner, envelope=envelope, sha256=sha256, size=size, file_name=name, why=fault.sentence(),
            at=at,
        )  # fmt: skip
        return Came(name, REFUSED, fault.sentence())
    finally:
        shutil.rmtree(quarantine, ignore_errors=True)


def _judge(opened: OpenedPouch, partner: Party, we: Party, file: CameFile, at: datetime) -> Came:
    """Does what section 5 of docs/PROTOCOL.md says is to be done with this envelope."""
    judgement = channel.judge(partner=partner, we=we, envelope=opened.envelope, signer=opened.signer)
    if judgement.verdict is Judged.SEEN:
        channel.repeated(partner=partner, envelope=opened.envelope)
        return Came(file.name, SEEN)
    try:
        judgement.demand()
        arrivals.apply(pouch=opened, partner=partner, sha256=file.sha256, size=file.size, file_name=file.name, at=at)
    except DiskFull:
        raise
    except _BROKEN as fault:
        clause = _CLAUSES.get(type(fault), judgement.clause)
        channel.stop(partner=partner, why=fault.sentence(), clause=clause, at=at)
        return _refused(replace(judgement, clause=clause), partner, file, fault, at)
    except VerbaleError as fault:
        if judgement.verdict is Judged.EPOCH:
            begins = opened.envelope
            channel.ask_epoch(partner=partner, epoch=begins.epoch, begins=begins.hash, at=at)
        return _refused(judgement, partner, file, fault, at)
    return Came(file.name, OPENED)


_BROKEN = (PouchForked, PutBack, channel_log.OtherPast, channel_log.OtherCountersigned)
"""What stops the channel (5.12, 8.2)."""
_CLAUSES: dict[type[VerbaleError], str] = {channel_log.OtherPast: "8.2", channel_log.OtherCountersigned: "8.3"}
"""The clauses of what shows only when a pouch is applied."""


def _refused(judgement: Judgement, partner: Party, file: CameFile, fault: VerbaleError, at: datetime) -> Came:
    waits = judgement.verdict in WAITS
    arrival.refused(
        partner=partner, envelope=judgement.envelope, sha256=file.sha256, size=file.size, file_name=file.name,
        why=fault.sentence(), clause=judgement.clause, at=at, waits=waits,
    )  # fmt: skip
    return Came(file.name, WAITING if waits else REFUSED, fault.sentence())
