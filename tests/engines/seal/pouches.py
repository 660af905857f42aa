"""Pouches for tests: two sides with keys, sealed and forged."""

import io
from collections.abc import Iterable
from pathlib import Path

import pyrage
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from verbale.engines.seal import Content, Envelope, OpenedPouch, address, bag, open_pouch, seal_pouch, sshsig, tar
from verbale.engines.seal.keys import NodeKeys
from verbale.kernel.canonical import digest


def fresh_keys() -> NodeKeys:
    return NodeKeys(Ed25519PrivateKey.generate(), pyrage.x25519.Identity.generate())


OURS, THEIRS, STRANGER = fresh_keys(), fresh_keys(), fresh_keys()
TRUSTED = {"DD": [OURS.public]}
CONTENTS = [
    Content.of_bytes("order/1.json", b'{"lines": 3}'),
    Content.of_bytes("order/报告.txt", "一".encode() * 400),
    Content.of_bytes("leer", b""),
]
LAID = {"leer": b"", "order/1.json": b'{"lines": 3}', "order/报告.txt": "一".encode() * 400}


def sealed(contents: Iterable[Content] = CONTENTS, *, keys: NodeKeys = OURS, envelope: Envelope | None = None) -> bytes:
    contents = list(contents)
    out = io.BytesIO()
    seal_pouch(
        out,
        envelope=envelope or address(contents, sender="DD", recipient="CN", number=1),
        contents=contents,
        signing_key=keys.signing,
        recipients=[THEIRS.public.recipient, keys.public.recipient],
    )
    return out.getvalue()


def encrypted(plaintext: bytes) -> bytes:
    """What anybody can make who knows the recipient's key."""
    return bytes(pyrage.encrypt(plaintext, [THEIRS.identity.to_public()]))


def plain(sealed_pouch: bytes, keys: NodeKeys = THEIRS) -> bytes:
    return bytes(pyrage.decrypt(sealed_pouch, [keys.identity]))


def tags(contents: dict[str, bytes], **fields) -> dict[str, bytes]:
    """The tag files of a right bag over these contents, the envelope's fields changed at will."""
    manifest = bag.write_manifest((path, digest(data)) for path, data in contents.items())
    facts = {"sender": "DD", "recipient": "CN", "epoch": 1, "number": 1, "previous": None, "acknowledged": None}
    envelope = Envelope(**(facts | {"manifest": digest(manifest)} | fields)).as_bytes()
    signature = sshsig.sign(envelope, OURS.signing, bag.NAMESPACE)
    made = {bag.ENVELOPE: envelope, bag.SIGNATURE: signature, bag.DECLARATION: bag.BAGIT, bag.MANIFEST: manifest}
    return made | {bag.TAG_MANIFEST: bag.write_tag_manifest(made)}


def members(files: dict[str, bytes]) -> bytes:
    parts = (tar.header(f"pouch/{name}", len(data)) + data + tar.padding(len(data)) for name, data in files.items())
    return b"".join(parts)


def whole(body: bytes) -> bytes:
    return body + tar.ending(len(body))


def bagged(contents: dict[str, bytes], changed: dict[str, bytes] | None = None) -> bytes:
    """A whole tar over contents, some files of it (named from the bag's folder) changed at will."""
    files = tags(contents) | {f"data/{path}": contents[path] for path in sorted(contents)} | (changed or {})
    return whole(members(files))


def opened(pouch: bytes, folder: Path, **changed) -> OpenedPouch:
    path = folder / "1.pouch"
    path.write_bytes(pouch)
    facts = {"identities": [THEIRS.identity], "trusted": TRUSTED, "we": "CN"} | changed
    return open_pouch(path, folder / "quarantine", **facts)


def laid(pouch: OpenedPouch) -> dict[str, bytes]:
    return {file.path: file.location.read_bytes() for file in pouch.files}


def left(folder: Path) -> list[str]:
    """What a refusal left in quarantine."""
    quarantine = folder / "quarantine"
    return sorted(str(path.relative_to(quarantine)) for path in quarantine.rglob("*")) if quarantine.exists() else []
