"""Chains for tests."""

import hashlib

from verbale.engines.chain import Entry, Kept, Payload, append, body_digest


def salt(number: int) -> bytes:
    return hashlib.sha256(str(number).encode()).digest()


def chain(bodies) -> list[Kept]:
    kept: list[Kept] = []
    last: Entry | None = None
    for number, body in enumerate(bodies, 1):
        payload = Payload(salt(number), body)
        last = append(last, body_digest(payload.salt, payload.body))
        kept.append(Kept(last, payload))
    return kept
