"""A hash chain over salted digests, for a journal that nobody can rewrite unseen. As a library::

    from verbale.engines.chain import Head, Kept, NoteKey, Payload, append, body_digest, compare, sign_head, verify

    salt = secrets.token_bytes(SALT_BYTES)
    entry = append(last, body_digest(salt, {"act": "approved"}))        # last: the Entry before, or None
    verify([Kept(entry, Payload(salt, {"act": "approved"}))]).demand()  # raises BrokenChain naming the first broken one

    note = sign_head(Head("DD journal", entry.number, entry.hash, clock.now()), key, "DD")
    compare(verify_head(note, [NoteKey("DD", key.public_key())]), {entry.number: entry.hash}.get)

A payload can be erased: its entry then stands as ``Kept(entry, erased=True)`` and the chain still verifies.

And a Merkle tree over a log that two sides share, so that either can prove what was sent, and that nothing was
changed, by a few hashes::

    edge = edge.append(leaf_hash(envelope))                             # edge: a Frontier, kept beside the log
    origin = str(Origin("ALPINE", "HANHAI", epoch=1))
    note = sign_checkpoint(Checkpoint(origin, edge.size, edge.root), key, "ALPINE")
    proof = prove_consistency(leaves, old_size=last.size, size=edge.size)  # leaves(start, end) reads leaf hashes

    new = verify_checkpoint(note, alpine_keys, origin=origin)           # the recipient, who holds ``last``
    demand_growth(last, new, proof)
    note = cosign_checkpoint(note, key, "HANHAI", sender=alpine_keys, origin=origin)
"""

from verbale.engines.chain.checkpoint import (
    BadCheckpoint,
    BadOrigin,
    Checkpoint,
    NotGrown,
    Origin,
    OtherLog,
    Succession,
    compare_checkpoints,
    cosign_checkpoint,
    demand_growth,
    sign_checkpoint,
    verify_checkpoint,
    verify_cosigned,
)
from verbale.engines.chain.head import BadHead, Comparison, Head, compare, sign_head, verify_head
from verbale.engines.chain.link import GENESIS, SALT_BYTES, BadSalt, Entry, append, body_digest, link
from verbale.engines.chain.merkle import (
    EMPTY_ROOT,
    HASH_BYTES,
    LARGEST_SIZE,
    BadFrontier,
    BadHash,
    Frontier,
    leaf_hash,
    node_hash,
    tree_root,
)
from verbale.engines.chain.note import BadNote, BadNoteKey, ForgedNote, NoteKey, UnknownSigner, sign_note, verify_note
from verbale.engines.chain.proof import (
    LeafHashes,
    MissingLeaves,
    NoSuchProof,
    NotConsistent,
    NotIncluded,
    NotProven,
    Proof,
    prove_consistency,
    prove_inclusion,
    prove_run,
    verify_consistency,
    verify_inclusion,
    verify_inclusion_in_run,
    verify_run,
)
from verbale.engines.chain.verification import BrokenChain, Fault, Kept, Payload, Verification, Why, verify

__all__ = [
    "EMPTY_ROOT",
    "GENESIS",
    "HASH_BYTES",
    "LARGEST_SIZE",
    "SALT_BYTES",
    "BadCheckpoint",
    "BadFrontier",
    "BadHash",
    "BadHead",
    "BadNote",
    "BadNoteKey",
    "BadOrigin",
    "BadSalt",
    "BrokenChain",
    "Checkpoint",
    "Comparison",
    "Entry",
    "Fault",
    "ForgedNote",
    "Frontier",
    "Head",
    "Kept",
    "LeafHashes",
    "MissingLeaves",
    "NoSuchProof",
    "NotConsistent",
    "NotGrown",
    "NotIncluded",
    "NotProven",
    "NoteKey",
    "Origin",
    "OtherLog",
    "Payload",
    "Proof",
    "Succession",
    "UnknownSigner",
    "Verification",
    "Why",
    "append",
    "body_digest",
    "compare",
    "compare_checkpoints",
    "cosign_checkpoint",
    "demand_growth",
    "leaf_hash",
    "link",
    "node_hash",
    "prove_consistency",
    "prove_inclusion",
    "prove_run",
    "sign_checkpoint",
    "sign_head",
    "sign_note",
    "tree_root",
    "verify",
    "verify_checkpoint",
    "verify_consistency",
    "verify_cosigned",
    "verify_head",
    "verify_inclusion",
    "verify_inclusion_in_run",
    "verify_note",
    "verify_run",
]
