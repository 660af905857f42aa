"""An age file made by hand (age-encryption.org/v1), so that a test can write any stanza, and any length."""

import base64
import hashlib
import hmac
import os

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pyrage import x25519

CHUNK = 64 * 1024
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


def sealed(plaintext: bytes, recipients: list[x25519.Recipient], more: bytes = b"") -> bytes:
    """The age file of a plaintext; ``more`` is a further stanza, as it stands in the header."""
    file_key, nonce = os.urandom(16), os.urandom(16)
    stanzas = b"".join(_stanza(file_key, _raw(str(one))) for one in recipients)
    head = b"age-encryption.org/v1\n" + stanzas + more + b"---"
    mac = hmac.digest(_derived(file_key, b"", b"header"), head, "sha256")
    payload = ChaCha20Poly1305(_derived(file_key, nonce, b"payload"))
    chunks = [plaintext[at : at + CHUNK] for at in range(0, len(plaintext), CHUNK)] or [b""]
    body = [
        payload.encrypt(at.to_bytes(11, "big") + bytes([at == len(chunks) - 1]), chunk, None)
        for at, chunk in enumerate(chunks)
    ]
    return head + b" " + _base64(mac) + b"\n" + nonce + b"".join(body)


def _stanza(file_key: bytes, recipient: bytes) -> bytes:
    ephemeral = X25519PrivateKey.generate()
    share = ephemeral.public_key().public_bytes_raw()
    secret = ephemeral.exchange(X25519PublicKey.from_public_bytes(recipient))
    wrapping = _derived(secret, share + recipient, b"age-encryption.org/v1/X25519")
    body = ChaCha20Poly1305(wrapping).encrypt(bytes(12), file_key, None)
    return b"-> X25519 " + _base64(share) + b"\n" + _base64(body) + b"\n"


def _derived(secret: bytes, salt: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt, purpose).derive(secret)


def _base64(data: bytes) -> bytes:
    return base64.b64encode(data).rstrip(b"=")


def _raw(recipient: str) -> bytes:
    """The 32 bytes of an ``age1…`` key (Bech32, whose checksum is not looked at)."""
    number = 0
    for sign in recipient.removeprefix("age1")[:-6]:
        number = number << 5 | _BECH32.index(sign)
    return (number >> 4).to_bytes(32, "big")


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
