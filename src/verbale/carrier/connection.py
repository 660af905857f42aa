"""The connection to a partner's node: signed calls over HTTPS, and answers that count only if the partner signed them.

Plain ``http`` is for this machine alone. Nothing is redirected, and no answer is larger than a piece may be.
"""

from __future__ import annotations

import http.client
import secrets
import socket
import ssl
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Timer
from typing import Any
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from verbale.carrier.trouble import one_line
from verbale.domain.spine import party, party_keys, transfer
from verbale.domain.spine.node_address import check_address
from verbale.engines.seal import BadSignature
from verbale.engines.seal.calls import ANSWER, CALL, DOOR, ROOT, Answer, BadCall, Call, read_answer, read_vouch, write
from verbale.engines.seal.keys import NodeKeys
from verbale.kernel.canonical import Json, digest, read_json
from verbale.kernel.clock import Clock
from verbale.kernel.errors import Refused, VerbaleError
from verbale.records.party import Party

LARGEST = 16 * 1024**2
"""Bytes of the largest answer that is read."""
PATIENCE = 30.0
"""Seconds in which a partner's node must say something."""
LASTS = 300.0
"""Seconds, beyond that, after which a call is broken off, though now and then a byte still comes: else one partner's
node could hold up the round of all."""


class ConnectionBroken(Refused):
    """The node of {partner} at {address} cannot be reached: {why}. It is tried again later."""


class NotTheirs(Refused):
    """What answers at {address} with status {status} is not the node of {partner}: {why}. Check the address, and
    whether the partner's keys are still the ones you confirmed."""


class PartnerRefused(Refused):
    """The node of {partner} says: {sentence}"""


def asked_to_wait(fault: Exception) -> int | None:
    """For how many seconds the partner asked not to be called; None if that is not what this fault says."""
    return fault.facts.get("wait") if isinstance(fault, PartnerRefused) else None


@dataclass(slots=True)
class Connection:
    """A connection to the node of ``partner``; ``trusted`` are the signing keys that may vouch for its door."""

    partner: str
    us: str
    address: str
    key: Ed25519PrivateKey = field(repr=False)
    trusted: Collection[str]
    clock: Clock
    context: ssl.SSLContext | None = None
    lasts: float = LASTS
    _wire: socket.socket | None = field(default=None, repr=False)
    _connection: http.client.HTTPConnection | None = field(default=None, repr=False)

    def ask(self, method: str, place: str, body: bytes = b"", patience: float = PATIENCE) -> bytes:
        """The body of the partner's answer to one call; ``place`` stands below ``/channel/v1/``.

        Raises ConnectionBroken, NotTheirs, or PartnerRefused with what the partner told.
        """
        reused = self._connection is not None
        try:
            call, (status, headers, told) = self._called(method, place, body, patience)
        except ConnectionBroken as fault:
            # The other end may let go of a connection between two calls. Each call can be made again.
            if not reused or not isinstance(fault.__cause__, ConnectionError):
                raise
            call, (status, headers, told) = self._called(method, place, body, patience)
        if why := self._not_theirs(call, status, headers, told):
            self.close()
            raise NotTheirs(address=self.address, status=status, partner=self.partner, why=why)
        if status >= 300:
            self.close()
            raise self._refusal(status, told)
        return told

    def ask_json(self, method: str, place: str, body: bytes = b"", patience: float = PATIENCE) -> dict[str, Any]:
        """The same, where the answer is a JSON object."""
        value = read_json(self.ask(method, place, body, patience), "the partner's answer")
        if not isinstance(value, dict):
            raise PartnerRefused(partner=self.partner, sentence="…", code="", status=200)
        return value

    def close(self) -> None:
        """Lets go of the connection; the next call makes another."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        if self._wire is not None:
            self._wire.close()
            self._wire = None

    def _called(
        self, method: str, place: str, body: bytes, patience: float
    ) -> tuple[Call, tuple[int, http.client.HTTPMessage, bytes]]:
        nonce, at = secrets.token_hex(16), self.clock.now()
        call = Call(method, ROOT + place, self.us, self.partner, digest(body), at, nonce)
        return call, self._exchange(call, body, patience)

    def _exchange(self, call: Call, body: bytes, patience: float) -> tuple[int, http.client.HTTPMessage, bytes]:
        headers = {CALL: write(call, self.key), "Content-Type": "application/octet-stream"}
        try:
            with self._cut_off_after(patience + self.lasts):
                connection = self._connected(patience)
                connection.request(call.method, call.path, body if call.method != "GET" else None, headers)
                response = connection.getresponse()
                told = response.read(LARGEST + 1)
                if response.length and len(told) <= LARGEST:
                    raise http.client.IncompleteRead(told, response.length)
            if len(told) > LARGEST or response.will_close:
                self.close()
            return response.status, response.headers, told
        except (OSError, http.client.HTTPException) as fault:
            self.close()
            why = one_line(str(fault))[:300] or type(fault).__name__
            raise ConnectionBroken(partner=self.partner, address=self.address, why=why) from fault

    def _connected(self, patience: float) -> http.client.HTTPConnection:
        if self._connection is None:
            self._connection = _connection(self.address, self.context)
            self._connection._create_connection = self._dialled  # type: ignore[attr-defined]
        self._connection.timeout = patience
        if self._connection.sock is not None:
            self._connection.sock.settimeout(patience)
        return self._connection

    def _dialled(self, *told: Any, **more: Any) -> socket.socket:
        """A connection, of which a second handle is kept: the first is the library's alone while it greets by TLS."""
        made = socket.create_connection(*told, **more)
        self._wire = made.dup()
        return made

    @contextmanager
    def _cut_off_after(self, seconds: float) -> Iterator[None]:
        timer = Timer(seconds, self._cut_off)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _cut_off(self) -> None:
        wire = self._wire
        if wire is not None:
            with suppress(OSError):
                wire.shutdown(socket.SHUT_RDWR)

    def _not_theirs(self, call: Call, status: int, headers: http.client.HTTPMessage, told: bytes) -> str:
        try:
            answer, door = read_answer(headers.get(ANSWER, ""))
            vouch, node = read_vouch(headers.get(DOOR, ""))
        except (BadCall, BadSignature):
            return "its answer is not signed"
        if node not in self.trusted or vouch.side != self.partner:
            return "a key vouches for its door that is not the partner's"
        if vouch.key != door or vouch.until < self.clock.now():
            return "its door key counts no more, or is another"
        if answer != Answer(call.hash, status, digest(told), answer.at):
            return "it answers something else than was asked"
        return ""

    def _refusal(self, status: int, told: bytes) -> PartnerRefused:
        value: Json = None
        with suppress(VerbaleError):
            value = read_json(told, "the refusal")
        facts = value if isinstance(value, dict) else {}
        sentence = one_line(str(facts.get("sentence", "…"))[:500])
        code = one_line(str(facts.get("refused", ""))[:80])
        offset, wait = (_whole(facts.get(name)) for name in ("offset", "wait"))
        return PartnerRefused(
            partner=self.partner, sentence=sentence, code=code, status=status, offset=offset, wait=wait
        )


def _connection(address: str, context: ssl.SSLContext | None) -> http.client.HTTPConnection:
    parts = urlsplit(check_address(address))
    host = parts.hostname or ""
    if parts.scheme == "http":
        return http.client.HTTPConnection(host, parts.port, timeout=PATIENCE)
    checked = context or ssl.create_default_context()
    checked.minimum_version = max(checked.minimum_version, ssl.TLSVersion.TLSv1_2)
    return http.client.HTTPSConnection(host, parts.port, timeout=PATIENCE, context=checked)


def _whole(value: Json) -> int | None:
    return value if type(value) is int and value >= 0 else None


@contextmanager
def connection_to(partner: Party, keys: NodeKeys, clock: Clock) -> Iterator[Connection | None]:
    """The connection to a partner's node, closed afterwards; None without an address, or without keys we confirmed."""
    trusted = party_keys.signing_lines(partner) if partner.address else []
    if not trusted:
        yield None
        return
    key = keys.signing_for(transfer.key_for_calls(partner))
    connection = Connection(partner.code, party.us().code, partner.address, key, trusted, clock)
    try:
        yield connection
    finally:
        connection.close()
