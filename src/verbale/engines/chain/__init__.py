"""A hash chain over salted digests, for a journal that nobody can rewrite unseen. As a library::

    from verbale.engines.chain import Head, Kept, NoteKey, Payload, append, body_digest, compare, sign_head, verify

    salt = secrets.token_bytes(SALT_BYTES)
    entry = append(last, body_digest(salt, {"act": "approved"}))        # last: the Entry before, or None
    verify([Kept(entry, Payload(salt, {"act": "approved"}))]).demand()  # raises BrokenChain naming the first broken one

    note = sign_head(Head("DD journal", entry.number, entry.hash, clock.now()), key, "DD")
    compare(verify_head(note, [NoteKey("DD", key.public_key())]), {entry.number: entry.hash}.get)

A payload can be erased: its entry then stands as ``Kept(entry, erased=True)`` and the chain still verifies.
"""

from verbale.engines.chain.head import BadHead, Comparison, Head, compare, sign_head, verify_head
from verbale.engines.chain.link import GENESIS, SALT_BYTES, BadSalt, Entry, append, body_digest, link
from verbale.engines.chain.note import BadNote, BadNoteKey, ForgedNote, NoteKey, UnknownSigner, sign_note, verify_note
from verbale.engines.chain.verification import BrokenChain, Fault, Kept, Payload, Verification, Why, verify

__all__ = [
    "GENESIS",
    "SALT_BYTES",
    "BadHead",
    "BadNote",
    "BadNoteKey",
    "BadSalt",
    "BrokenChain",
    "Comparison",
    "Entry",
    "Fault",
    "ForgedNote",
    "Head",
    "Kept",
    "NoteKey",
    "Payload",
    "UnknownSigner",
    "Verification",
    "Why",
    "append",
    "body_digest",
    "compare",
    "link",
    "sign_head",
    "sign_note",
    "verify",
    "verify_head",
    "verify_note",
]
