"""A passphrase file of age (age-encryption.org/v1, scrypt recipient) that is worked out at once.

Real ones are slow on purpose, a second each. These are opened by the code under test as any other.
"""

import base64
import hmac
import os

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

WORK = 1


def quick_lock(data: bytes, passphrase: str) -> bytes:
    """Encrypts at most 64 KiB."""
    file_key, salt, nonce = os.urandom(16), os.urandom(16), os.urandom(16)
    stretched = Scrypt(salt=b"age-encryption.org/v1/scrypt" + salt, length=32, n=1 << WORK, r=8, p=1)
    wrapped = ChaCha20Poly1305(stretched.derive(passphrase.encode())).encrypt(bytes(12), file_key, None)
    head = f"age-encryption.org/v1\n-> scrypt {_base64(salt)} {WORK}\n{_base64(wrapped)}\n---"
    mac = hmac.digest(_derived(file_key, b"", b"header"), head.encode(), "sha256")
    payload = ChaCha20Poly1305(_derived(file_key, nonce, b"payload")).encrypt(bytes(11) + b"\x01", data, None)
    return f"{head} {_base64(mac)}\n".encode() + nonce + payload


def _derived(key: bytes, salt: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt, purpose).derive(key)


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode().rstrip("=")
