"""The lines of a round: one to each partner whose node has an address."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from verbale.carrier.line import Line
from verbale.domain.spine import party, party_keys, transfer
from verbale.engines.seal.keys import NodeKeys
from verbale.kernel.clock import Clock
from verbale.records.party import Party


@contextmanager
def line_to(partner: Party, keys: NodeKeys, clock: Clock) -> Iterator[Line | None]:
    """The line to a partner's node, closed afterwards; None if it has no address, or no keys that we confirmed."""
    trusted = party_keys.signing_lines(partner)
    if not partner.address or not trusted:
        yield None
        return
    key = keys.signing_for(transfer.key_for_calls(partner))
    line = Line(partner.code, party.us().code, partner.address, key, trusted, clock)
    try:
        yield line
    finally:
        line.close()
