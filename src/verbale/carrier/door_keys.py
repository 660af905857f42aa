"""The door keys: the carrier makes one for each partner, vouches for it with the node's key, and renews it in time.

The pages' process signs its answers to that partner's carrier with it, and nothing else (docs/PROTOCOL.md, 10.4).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from verbale.domain.spine import party, party_keys, transfer
from verbale.engines.seal import BadSignature
from verbale.engines.seal.calls import BadCall, Vouch
from verbale.engines.seal.door_key import BadDoorKey, make_door_key, public_line, read_door_key
from verbale.engines.seal.keys import NodeKeys
from verbale.kernel import whole_file
from verbale.kernel.home import Home
from verbale.records.party import Party

LASTS = timedelta(days=30)
"""How long a door key counts; it is renewed after half of that."""


def keep_door(*, partner: Party, keys: NodeKeys, home: Home, now: datetime) -> bool:
    """Makes or renews the door key for a partner; whether there was need to. ``now`` is never a made-up moment."""
    if party_keys.present(partner) is None:
        return False
    node, side = keys.signing_for(transfer.key_for_calls(partner)), party.us().code
    path = home.door / partner.pk
    if _still_counts(path, public_line(node), side, now):
        return False
    key = Ed25519PrivateKey.generate()
    made = make_door_key(key, Vouch(side, public_line(key), now + LASTS), node)
    _write(path, made.as_file())
    return True


def _still_counts(path: Path, node: str, side: str, now: datetime) -> bool:
    try:
        vouch, signer = read_door_key(path).vouched()
    except (FileNotFoundError, BadDoorKey, BadCall, BadSignature):
        return False
    return signer == node and vouch.side == side and now + LASTS / 2 < vouch.until <= now + LASTS


def _write(path: Path, data: bytes) -> None:
    """For the owner, and for the group, to which the process of the pages belongs."""
    if not path.parent.is_dir():
        path.parent.mkdir()
        path.parent.chmod(0o750)
    whole_file.put(path, data, 0o640)
