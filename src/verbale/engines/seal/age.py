"""Writing an age file (age-encryption.org/v1) as a stream: one X25519 stanza a recipient, in their order, and no other.

Our own, and small, since a pouch must tell nothing by its length: the library that opens age files puts a meaningless
stanza of random length ("grease") into each header it writes. Source of all of it: the age specification (C2SP age.md).
"""

from __future__ import annotations

import base64
import hmac
import secrets
from collections.abc import Iterable, Iterator, Sequence

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from verbale.engines.seal.errors import BadPublicKey
from verbale.engines.seal.public import read_recipient
from verbale.kernel.identifier import Randomness

CHUNK = 64 * 1024
"""Bytes of plaintext that are encrypted, and authenticated, together."""

BEGINNING = b"age-encryption.org/v1\n"
"""With this every age file begins."""
_STANZA = b"age-encryption.org/v1/X25519"
_CHARSET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_PREFIX, _CHECKSUM = "age1", 6


def encrypted(
    plaintext: Iterable[bytes], recipients: Sequence[str], *, random: Randomness = secrets.token_bytes
) -> Iterator[bytes]:
    """The age file of a plaintext that comes in pieces of any size, piece by piece.

    ``recipients`` are age keys (``age1…``). Its length follows from how many they are and how long the plaintext is;
    its bytes from ``random`` as well. Raises BadPublicKey, and whatever the plaintext raises.
    """
    file_key = random(16)
    stanzas = b"".join(_stanza(file_key, one, random) for one in recipients)
    head = BEGINNING + stanzas + b"---"
    nonce = random(16)
    yield head + b" " + _base64(hmac.digest(_derived(file_key, b"", b"header"), head, "sha256")) + b"\n" + nonce
    payload = ChaCha20Poly1305(_derived(file_key, nonce, b"payload"))
    for number, (chunk, last) in enumerate(_chunks(plaintext)):
        yield payload.encrypt(number.to_bytes(11, "big") + bytes([last]), chunk, None)


def _chunks(pieces: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Chunks, all full but the last, which alone may be short, and is empty only if there is nothing at all."""
    kept = bytearray()
    for piece in pieces:
        kept += piece
        at = 0
        # One chunk stays until it is known whether it is the last.
        while len(kept) - at > CHUNK:
            yield bytes(kept[at : at + CHUNK]), False
            at += CHUNK
        del kept[:at]
    yield bytes(kept), True


def _stanza(file_key: bytes, recipient: str, random: Randomness) -> bytes:
    theirs = _raw(recipient)
    ephemeral = X25519PrivateKey.from_private_bytes(random(32))
    share = ephemeral.public_key().public_bytes_raw()
    try:
        secret = ephemeral.exchange(X25519PublicKey.from_public_bytes(theirs))
    except ValueError as fault:
        raise BadPublicKey(text=recipient[:200], why="anybody could open what is encrypted to it") from fault
    wrapped = ChaCha20Poly1305(_derived(secret, share + theirs, _STANZA)).encrypt(bytes(12), file_key, None)
    return b"-> X25519 " + _base64(share) + b"\n" + _base64(wrapped) + b"\n"


def _raw(recipient: str) -> bytes:
    """The 32 bytes of an age key; its checksum is verified by whoever reads it as one."""
    number = 0
    for sign in str(read_recipient(recipient)).removeprefix(_PREFIX)[:-_CHECKSUM]:
        number = number << 5 | _CHARSET.index(sign)
    # 52 signs of 5 bits hold 256 bits and 4 more.
    return (number >> 4).to_bytes(32, "big")


def _derived(secret: bytes, salt: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt, purpose).derive(secret)


def _base64(data: bytes) -> bytes:
    return base64.b64encode(data).rstrip(b"=")
