"""SSHSIG (OpenSSH, PROTOCOL.sshsig) read only to compare: an Ed25519 signature has one spelling here, rebuilt from the
64 bytes of the signature itself, so that its armour has no room for anything else.
"""

from __future__ import annotations

import base64
import binascii
import hashlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

_ED25519, _SIGNED = b"ssh-ed25519", 64
_WIDTH = 70


def fault_of(message: bytes, armoured: bytes, *, signer: str, namespace: str) -> str:
    """Why the signature is not that of the signer (``ssh-ed25519 AAAA…``) over the message; empty if it is."""
    lines = armoured.split(b"\n")
    try:
        key = base64.b64decode(signer.split()[1], validate=True)
        blob = base64.b64decode(b"".join(lines[1:-2]), validate=True)
    except (binascii.Error, IndexError, ValueError):
        return "it is no SSH signature"
    signature = blob[-_SIGNED:]
    if armoured != _armoured(key, namespace.encode(), signature):
        return "it is not by the sender's key for this purpose, or is spelled in another way"
    try:
        Ed25519PublicKey.from_public_bytes(key[-32:]).verify(signature, _signed(message, namespace.encode()))
    except (InvalidSignature, ValueError):
        return "it was made over other bytes"
    return ""


def _armoured(key: bytes, namespace: bytes, signature: bytes) -> bytes:
    parts = (key, namespace, b"", b"sha512", _string(_ED25519) + _string(signature))
    text = base64.b64encode(b"SSHSIG\0\0\0\x01" + b"".join(map(_string, parts)))
    lines = [text[at : at + _WIDTH] for at in range(0, len(text), _WIDTH)]
    return b"\n".join([b"-----BEGIN SSH SIGNATURE-----", *lines, b"-----END SSH SIGNATURE-----", b""])


def _signed(message: bytes, namespace: bytes) -> bytes:
    parts = (namespace, b"", b"sha512", hashlib.sha512(message).digest())
    return b"SSHSIG" + b"".join(map(_string, parts))


def _string(value: bytes) -> bytes:
    return len(value).to_bytes(4, "big") + value
