"""Opening: what came is decrypted into quarantine, verified, judged, and applied if it is due."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import DatabaseError

from verbale.carrier.carrying import came, fingerprint
from verbale.domain.spine import arrival, party
from verbale.engines.seal import Envelope, OpenedPouch, PublicKeys, open_pouch
from verbale.engines.seal import Verdict as Judged
from verbale.engines.seal.keys import NodeKeys
from verbale.journeys import arrival as arrivals
from verbale.kernel.errors import VerbaleError
from verbale.kernel.home import Home
from verbale.records import files
from verbale.records.dispatch import ArrivalState, ArrivedPouch
from verbale.records.files import DiskFull
from verbale.records.party import Party

WAITING, UNREAD, SEEN = "waiting", "unread", "seen before"


@dataclass(frozen=True, slots=True)
class Came:
    """What became of one file that came: opened, seen before, waiting, unread for a fault of our disk, or refused
    with the sentence why."""

    file_name: str
    what: str
    why: str = ""


def open_arrived(*, keys: NodeKeys, home: Home, at: datetime) -> list[Came]:
    """Opens all pouches that lie there, as long as one more becomes due; each file is moved away once dealt with."""
    partners = list(Party.objects.partners())
    trusted = _trusted(partners)
    results: list[Came] = []
    left: dict[Path, Came] = {}
    progress = True
    while progress:
        progress = False
        for path in came(home=home, partners=partners):
            if path in left and left[path].what not in (WAITING, UNREAD):
                continue
            result = left[path] = _try(path, keys, home, trusted, at)
            if result.what in (WAITING, UNREAD):
                continue
            progress = True
            if _put_away(path, home, result):
                results.append(left.pop(path))
    # What was opened before and cannot be moved away is no news.
    return results + [result for result in left.values() if result.what != SEEN]


def _try(path: Path, keys: NodeKeys, home: Home, trusted: dict[str, list[PublicKeys]], at: datetime) -> Came:
    """What our own disk or database does not let us read or keep is no fault of the pouch: it is tried again."""
    try:
        return _open_one(path, keys, home, trusted, at)
    except OSError as fault:
        return Came(_shown(path), UNREAD, fault.strerror or str(fault))
    except DatabaseError as fault:
        return Came(_shown(path), UNREAD, str(fault))
    except DiskFull as fault:
        return Came(_shown(path), UNREAD, fault.sentence())


def _shown(path: Path) -> str:
    """A file's name as text; whoever carries a disk may write names that are none."""
    return os.fsencode(path.name).decode("utf-8", "replace")


def _trusted(partners: list[Party]) -> dict[str, list[PublicKeys]]:
    found: dict[str, list[PublicKeys]] = {}
    for partner in partners:
        try:
            found[partner.code] = [party.confirmed_keys(partner)]
        except party.NoKeys:
            continue
    return found


def _open_one(path: Path, keys: NodeKeys, home: Home, trusted: dict[str, list[PublicKeys]], at: datetime) -> Came:
    name, (sha256, size) = _shown(path), fingerprint(path)
    quarantine = home.quarantine / f"pouch-{sha256[:16]}"
    shutil.rmtree(quarantine, ignore_errors=True)
    if ArrivedPouch.objects.filter(sha256=sha256, state=ArrivalState.OPENED).exists():
        return Came(name, SEEN)
    if (missing := arrival.missing_before(sha256, we=party.us())) is not None:
        return Came(name, WAITING, _missing(missing))
    # Neither tar nor age makes anything smaller: what is unpacked is never more than the sealed file.
    if size > files.room() // 2:
        raise DiskFull(name=name)
    partner: Party | None = None
    envelope: Envelope | None = None
    try:
        opened = open_pouch(path, quarantine, identity=keys.identity, trusted=trusted, we=party.us().code)
        envelope = opened.envelope
        partner = Party.objects.get(code=envelope.sender)
        return _judge(opened, partner, name, sha256, size, at)
    except DiskFull:
        raise
    except VerbaleError as fault:
        arrival.refused(
            partner=partner, envelope=envelope, sha256=sha256, size=size, file_name=name, why=fault.sentence(),
            at=at,
        )  # fmt: skip
        return Came(name, "refused", fault.sentence())
    finally:
        shutil.rmtree(quarantine, ignore_errors=True)


def _judge(opened: OpenedPouch, partner: Party, file_name: str, sha256: str, size: int, at: datetime) -> Came:
    envelope = opened.envelope
    accepted = arrival.acceptance(partner=partner, we=party.us())
    judgement = accepted.judge(envelope, known=arrival.known(partner, envelope.number))
    if judgement.verdict is Judged.SEEN:
        return Came(file_name, SEEN)
    if judgement.verdict is Judged.GAP:
        why = _missing(judgement.expected)
        arrival.refused(
            partner=partner,
            envelope=envelope,
            sha256=sha256,
            size=size,
            file_name=file_name,
            why=why,
            at=at,
            waits=True,
        )
        return Came(file_name, WAITING, why)
    judgement.demand()
    arrivals.apply(pouch=opened, partner=partner, sha256=sha256, size=size, file_name=file_name, at=at)
    return Came(file_name, "opened")


def _missing(number: int) -> str:
    return f"pouch {number} is missing"


def _put_away(path: Path, home: Home, result: Came) -> bool:
    """Moves a file away that was dealt with; False if its folder does not let us, such as a disk that is read only."""
    folder = home.inbox / ("refused" if result.what == "refused" else "done")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        target, (sha256, _) = folder / path.name, fingerprint(path)
        if target.exists() and fingerprint(target)[0] != sha256:
            target = folder / f"{sha256[:16]}-{path.name}"
        if target.exists():
            path.unlink()
        else:
            shutil.move(path, target)
    except OSError:
        return False
    return True
