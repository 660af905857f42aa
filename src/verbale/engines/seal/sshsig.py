"""SSHSIG: signatures that ``ssh-keygen -Y verify`` accepts, and that ``ssh-keygen -Y sign`` makes.

Source: OpenSSH, PROTOCOL.sshsig. Only Ed25519; the message is hashed with SHA-512 as ssh-keygen does, and a signature
over SHA-256 is read as well.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from textwrap import wrap

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from verbale.engines.seal.errors import BadSignature
from verbale.engines.seal.public import signing_line

LARGEST = 4096
"""Bytes of the largest signature that is looked at; a real one has about 300."""

_BEGIN, _END = "-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----"
_MAGIC, _VERSION, _KIND = b"SSHSIG", (1).to_bytes(4, "big"), b"ssh-ed25519"
_HASHES = {b"sha512": hashlib.sha512, b"sha256": hashlib.sha256}


def sign(message: bytes, key: Ed25519PrivateKey, namespace: str) -> bytes:
    """The armoured signature of a message for one purpose, the namespace."""
    signature = key.sign(_signed(namespace.encode(), b"sha512", message))
    fields = (
        _string(_KIND) + _string(_raw(key.public_key())),
        namespace.encode(),
        b"",
        b"sha512",
        _string(_KIND) + _string(signature),
    )
    blob = _MAGIC + _VERSION + b"".join(map(_string, fields))
    return "\n".join([_BEGIN, *wrap(base64.b64encode(blob).decode("ascii"), 70), _END, ""]).encode("ascii")


def verify(message: bytes, armoured: bytes, namespace: str) -> str:
    """The signer's public key (``ssh-ed25519 AAAA…``) if the signature holds for this message and namespace.

    Whether that key is to be trusted is the caller's question. Raises BadSignature with the reason.
    """
    public, named, hashed, signature = _read(armoured)
    if named != namespace.encode():
        raise BadSignature(why="it was made for another purpose")
    try:
        public.verify(signature, _signed(named, hashed, message))
    except InvalidSignature as fault:
        raise BadSignature(why="it was made over other bytes") from fault
    return signing_line(public)


def _read(armoured: bytes) -> tuple[Ed25519PublicKey, bytes, bytes, bytes]:
    blob = _unarmoured(armoured)
    if blob[:10] != _MAGIC + _VERSION:
        raise BadSignature(why="it is not an SSHSIG of version 1")
    public, namespace, reserved, hashed, signature = _strings(blob[10:], 5)
    if hashed not in _HASHES or reserved:
        raise BadSignature(why="it uses a hash or an extension nobody here knows")
    return Ed25519PublicKey.from_public_bytes(_ed25519(public, 32)), namespace, hashed, _ed25519(signature, 64)


def _unarmoured(armoured: bytes) -> bytes:
    if len(armoured) > LARGEST:
        raise BadSignature(why=f"it is longer than {LARGEST} bytes")
    try:
        begin, *lines, end = armoured.decode("ascii").strip().splitlines()
        if (begin, end) != (_BEGIN, _END):
            raise BadSignature(why="it is not an SSH signature")
        return base64.b64decode("".join(lines), validate=True)
    except (ValueError, binascii.Error) as fault:
        raise BadSignature(why="it is not an SSH signature") from fault


def _signed(namespace: bytes, hashed: bytes, message: bytes) -> bytes:
    digest = _HASHES[hashed](message).digest()
    return _MAGIC + b"".join(map(_string, (namespace, b"", hashed, digest)))


def _ed25519(blob: bytes, length: int) -> bytes:
    kind, value = _strings(blob, 2)
    if kind != _KIND or len(value) != length:
        raise BadSignature(why="it is not an Ed25519 signature")
    return value


def _string(value: bytes) -> bytes:
    return len(value).to_bytes(4, "big") + value


def _strings(blob: bytes, count: int) -> list[bytes]:
    values = []
    for _ in range(count):
        length = int.from_bytes(blob[:4], "big")
        if len(blob) < 4 + length:
            raise BadSignature(why="it ends too early")
        values.append(blob[4 : 4 + length])
        blob = blob[4 + length :]
    if blob:
        raise BadSignature(why="it is longer than it says")
    return values


def _raw(key: Ed25519PublicKey) -> bytes:
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw)
