"""For whom a stanza of an age header is: whether it opens with our own key.

Whom a stanza for another key is for, nobody but that key's owner can tell. But that just one of the two is for
ourselves, and the second (clause 2.1), leaves one stanza, and one alone, for somebody else. Source:
age-encryption.org/v1, "The X25519 recipient type".
"""

from __future__ import annotations

import base64

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pyrage import x25519

_PREFIX, _CHECKSUM = "AGE-SECRET-KEY-1", 6
_BECH32 = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"
_PURPOSE = b"age-encryption.org/v1/X25519"


def opens(share: str, body: str, identity: x25519.Identity) -> bool:
    """Whether the stanza of this ephemeral share and this body (unpadded base64) is for the identity."""
    private, ephemeral = _private(identity), _bytes(share)
    try:
        secret = private.exchange(X25519PublicKey.from_public_bytes(ephemeral))
        salt = ephemeral + private.public_key().public_bytes_raw()
        ChaCha20Poly1305(HKDF(SHA256(), 32, salt, _PURPOSE).derive(secret)).decrypt(bytes(12), _bytes(body), None)
    except (InvalidTag, ValueError):
        return False
    return True


def _private(identity: x25519.Identity) -> X25519PrivateKey:
    number = 0
    for sign in str(identity).removeprefix(_PREFIX)[:-_CHECKSUM]:
        number = number << 5 | _BECH32.index(sign)
    # 52 signs of 5 bits hold 256 bits and 4 more.
    return X25519PrivateKey.from_private_bytes((number >> 4).to_bytes(32, "big"))


def _bytes(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4))
