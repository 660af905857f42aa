"""Sealing: the bag is made, signed and encrypted in one stream; nothing but the pouch touches the disk."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from verbale.engines.seal import age, bag, sshsig, tar
from verbale.engines.seal.content import Content
from verbale.engines.seal.envelope import Envelope, Position
from verbale.engines.seal.errors import BadContents
from verbale.kernel.canonical import digest
from verbale.kernel.identifier import Randomness


@dataclass(frozen=True, slots=True)
class Sealed:
    """What was made: the envelope's hash, which the next pouch names; SHA-256 and size in bytes of the sealed file;
    the signature and the manifest, which prove with the envelope what was sent.

    Sealing the same envelope again gives the same plaintext and envelope hash, but other sealed bytes of the same
    length: age is random.
    """

    envelope_hash: str
    sha256: str
    size: int
    signature: bytes
    manifest: bytes


def address(
    contents: Iterable[Content],
    *,
    sender: str,
    recipient: str,
    number: int,
    epoch: int = 1,
    previous: Position | None = None,
    acknowledged: Position | None = None,
) -> Envelope:
    """The envelope over these contents."""
    return Envelope(sender, recipient, epoch, number, previous, acknowledged, digest(_manifest(contents)))


def seal_pouch(
    out: BinaryIO,
    *,
    envelope: Envelope,
    contents: Iterable[Content],
    signing_key: Ed25519PrivateKey,
    recipients: Sequence[str],
    random: Randomness = secrets.token_bytes,
) -> Sealed:
    """Writes the pouch into ``out``, reading each content once, in constant memory.

    ``recipients`` are age keys (``age1…``): the recipient's, and the sender's own (clause 2.1). The same contents
    sealed with the same ``random`` are the same bytes, and have the same length with any. Raises
    ContentChanged if a content is no longer what was described; what was written until then is no pouch, and nobody
    can take it for one.
    """
    listed = tuple(sorted(contents, key=lambda content: content.path))
    if digest(_manifest(listed)) != envelope.manifest:
        raise BadContents(why="the envelope was made over others")
    if not recipients:
        raise BadContents(why="nobody is named who could open them")
    tags = _tags(envelope, listed, signing_key)
    sha256, size = hashlib.sha256(), 0
    for piece in age.encrypted(_plaintext(tags, listed), recipients, random=random):
        out.write(piece)
        sha256.update(piece)
        size += len(piece)
    return Sealed(envelope.hash, sha256.hexdigest(), size, tags[bag.SIGNATURE], tags[bag.MANIFEST])


def _manifest(contents: Iterable[Content]) -> bytes:
    return bag.write_manifest((content.path, content.sha256) for content in contents)


def _tags(envelope: Envelope, contents: tuple[Content, ...], key: Ed25519PrivateKey) -> dict[str, bytes]:
    tags = {bag.ENVELOPE: envelope.as_bytes()}
    tags[bag.SIGNATURE] = sshsig.sign(tags[bag.ENVELOPE], key, bag.NAMESPACE)
    tags[bag.DECLARATION] = bag.BAGIT
    tags[bag.MANIFEST] = _manifest(contents)
    tags[bag.TAG_MANIFEST] = bag.write_tag_manifest(tags)
    return tags


def _plaintext(tags: dict[str, bytes], contents: tuple[Content, ...]) -> Iterator[bytes]:
    size = 0
    for piece in _members(tags, contents):
        size += len(piece)
        yield piece
    yield tar.ending(size)


def _members(tags: dict[str, bytes], contents: tuple[Content, ...]) -> Iterator[bytes]:
    for name, data in tags.items():
        yield tar.header(bag.FOLDER + name, len(data)) + data + tar.padding(len(data))
    for content in contents:
        yield tar.header(bag.FOLDER + bag.DATA + content.path, content.size)
        yield from content.chunks()
        yield tar.padding(content.size)
