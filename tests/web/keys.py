"""Public keys made from a word, the same in every run."""

import hashlib

import pyrage
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from verbale.engines.seal import PublicKeys
from verbale.engines.seal.public import signing_line


def public_keys(word: str) -> PublicKeys:
    """The public keys of the office that the word names; the recipient is a fresh one."""
    signing = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(word.encode()).digest())
    return PublicKeys(signing_line(signing.public_key()), str(pyrage.x25519.Identity.generate().to_public()))
