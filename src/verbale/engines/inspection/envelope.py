"""The envelope and its signature against what was allowed (clauses 3.1 to 3.5): each field, and no other."""

from __future__ import annotations

from collections.abc import Iterator

from verbale.engines.inspection.allowance import Allowance
from verbale.engines.inspection.finding import Finding, Kind
from verbale.engines.inspection.sshsig import fault_of
from verbale.kernel.canonical import Json, canonical, digest, read_json
from verbale.kernel.errors import VerbaleError

ENVELOPE, SIGNATURE = "pouch.json", "pouch.json.sig"
VERSION = 1
NAMESPACE = "verbale-pouch"


def check_envelope(data: bytes, manifest: bytes, allowance: Allowance) -> Iterator[Finding]:
    """Every field that is not what was allowed; ``manifest`` is the manifest that stands in the pouch."""
    wanted: dict[str, Json] = {
        "version": VERSION,
        "sender": allowance.sender,
        "recipient": allowance.recipient,
        "epoch": allowance.epoch,
        "number": allowance.number,
        "previous": dict(allowance.previous) if allowance.previous else None,
        "acknowledged": dict(allowance.acknowledged) if allowance.acknowledged else None,
        "manifest": digest(manifest),
    }
    if data == canonical(wanted):
        return
    try:
        found = read_json(data, ENVELOPE)
    except VerbaleError as fault:
        yield Finding(Kind.SPELLING, ENVELOPE, fault.sentence())
        return
    told = list(_differing(found if isinstance(found, dict) else {}, wanted))
    yield from told or [Finding(Kind.SPELLING, ENVELOPE, "it is not canonical JSON")]


def check_signature(data: bytes, armoured: bytes, allowance: Allowance) -> Iterator[Finding]:
    """Whether the sender's key signed the envelope for this purpose."""
    if why := fault_of(data, armoured, signer=allowance.signer, namespace=NAMESPACE):
        yield Finding(Kind.SIGNATURE, SIGNATURE, why)


def _differing(found: dict[str, Json], wanted: dict[str, Json]) -> Iterator[Finding]:
    for key in sorted(found.keys() - wanted.keys()):
        yield Finding(Kind.ENVELOPE, key, "there is no such field")
    for key, value in wanted.items():
        if key not in found:
            yield Finding(Kind.ENVELOPE, key, "it is missing")
        elif type(found[key]) is not type(value) or found[key] != value:
            yield Finding(Kind.ENVELOPE, key, f"it is {str(found[key])[:100]} and not {str(value)[:100]}")
