"""Which of the node's keys signs for a partner, and signing for a purpose."""

from __future__ import annotations

from collections.abc import Callable

from verbale.domain.spine import party_keys
from verbale.engines.seal import sign_bytes
from verbale.engines.seal.keys import NodeKeys
from verbale.records.party import Party

Sign = Callable[[bytes, str], tuple[str, str]]
"""Given bytes and a namespace: the armoured signature, and the fingerprint of the keys that made it."""


def sign_for(partner: Party, keys: NodeKeys) -> Sign:
    """Signs what is told to a partner with the key that the partner trusts now (docs/PROTOCOL.md, 1.6)."""
    fingerprint = party_keys.ours_for(partner)
    key = keys.signing_for(fingerprint)

    def sign(message: bytes, namespace: str) -> tuple[str, str]:
        return sign_bytes(message, key, namespace).decode("ascii"), fingerprint

    return sign
