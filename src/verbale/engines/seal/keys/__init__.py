"""A node's private keys: made, kept in a folder of their own, loaded, replaced. Only the carrier imports this room.

``signing-key`` is an Ed25519 key in OpenSSH's format, ``identity.txt`` an age identity. With a passphrase both names
end in ``.age``: the identity is encrypted with the passphrase, the signing key to the identity, so that the passphrase
is worked out once; ``age -d`` opens both. ``signing-key.pub``, ``recipient.txt`` and ``recovery-key.pub`` are the
public halves. The recovery key's private half is written once, to a disk that goes into a safe.

The first **generation** of keys lies in the folder itself, each later one in a folder ``2``, ``3`` … in it, beside
``statement.keys``, which says that it replaces the one before. The highest is the present one. None is ever altered or
removed: what was sealed for an old key can always be opened (docs/PROTOCOL.md, 1.8). So one rename is all that brings a
new generation about, and a crash leaves the old one or the new.
"""

from verbale.engines.seal.keys.files import RECOVERY
from verbale.engines.seal.keys.generation import Generation
from verbale.engines.seal.keys.node import NodeKeys, NoSuchKeys, load_keys
from verbale.engines.seal.keys.rotation import RecoveryKeyNeeded, WhichKeys, make_keys, recover_keys, rotate_keys
from verbale.engines.seal.keys.safe import NotTheRecoveryKey, RecoveryKeyNotWritten

__all__ = [
    "RECOVERY",
    "Generation",
    "NoSuchKeys",
    "NodeKeys",
    "NotTheRecoveryKey",
    "RecoveryKeyNeeded",
    "RecoveryKeyNotWritten",
    "WhichKeys",
    "load_keys",
    "make_keys",
    "recover_keys",
    "rotate_keys",
]
