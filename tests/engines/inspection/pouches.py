"""Pouches made by hand, after docs/PROTOCOL.md and by none of the product's sealing, each part of which a test can
spoil before the rest follows from it.
"""

import base64
import functools
import hashlib
import io
import tarfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pyrage import x25519

from tests.engines.inspection.age_file import sealed, sha256
from tests.engines.inspection.papers import MARK, TEXTS, label, marked, plain
from verbale.engines.inspection import (
    Allowance,
    AllowedBytes,
    AllowedFile,
    AllowedMessage,
    FileKind,
    Inspection,
    inspect,
)
from verbale.kernel.canonical import canonical, digest_of
from verbale.kernel.identifier import new_identifier

OURS, THEIRS, STRANGER = (x25519.Identity.generate() for _ in range(3))
SIGNING = Ed25519PrivateKey.generate()
LINE, OFFER, ACT = (new_identifier() for _ in range(3))
NAMESPACE = b"verbale-pouch"
GRAIN = 64 * 1024


def _string(value: bytes) -> bytes:
    return len(value).to_bytes(4, "big") + value


def _public() -> bytes:
    return _string(b"ssh-ed25519") + _string(SIGNING.public_key().public_bytes_raw())


def signed(message: bytes, namespace: bytes = NAMESPACE) -> bytes:
    parts = (namespace, b"", b"sha512", hashlib.sha512(message).digest())
    signature = SIGNING.sign(b"SSHSIG" + b"".join(map(_string, parts)))
    fields = (_public(), namespace, b"", b"sha512", _string(b"ssh-ed25519") + _string(signature))
    text = base64.b64encode(b"SSHSIG" + (1).to_bytes(4, "big") + b"".join(map(_string, fields))).decode()
    lines = [text[at : at + 70] for at in range(0, len(text), 70)]
    return "\n".join(["-----BEGIN SSH SIGNATURE-----", *lines, "-----END SSH SIGNATURE-----", ""]).encode()


SIGNER = f"ssh-ed25519 {base64.b64encode(_public()).decode()}"


@dataclass
class Draft:
    """What goes into a pouch. A test changes any of it; what is None is worked out from the rest."""

    messages: list[dict[str, Any]]
    files: dict[str, bytes]
    envelope: dict[str, Any]
    more_tags: dict[str, bytes] = field(default_factory=dict)
    tags: dict[str, bytes] = field(default_factory=dict)
    messages_json: bytes | None = None
    order: list[str] | None = None
    member: dict[str, dict[str, Any]] = field(default_factory=dict)
    pax: bool = False
    tail: bytes = b""
    stanza: bytes = b""
    after: bytes = b""
    recipients: tuple[x25519.Identity, ...] = (THEIRS, OURS)

    def plaintext(self) -> bytes:
        document = self.messages_json
        if document is None:
            document = canonical({"version": 1, "messages": self.messages})
        payload = {**self.files, "messages.json": document}
        listed = {path: payload[path] for path in sorted(payload)}
        tags = {"pouch.json": b"", "pouch.json.sig": b""}
        tags["bagit.txt"] = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
        tags["manifest-sha256.txt"] = "".join(
            f"{sha256(data)}  data/{path}\n" for path, data in listed.items()
        ).encode()
        tags |= self.tags
        tags["pouch.json"] = canonical({**self.envelope, "manifest": sha256(tags["manifest-sha256.txt"])})
        tags["pouch.json.sig"] = signed(tags["pouch.json"])
        tags |= self.tags
        tags["tagmanifest-sha256.txt"] = "".join(f"{sha256(data)}  {name}\n" for name, data in tags.items()).encode()
        tags |= self.tags | self.more_tags
        members = {**tags, **{f"data/{path}": data for path, data in listed.items()}}
        order = self.order or list(members)
        return self._tar([(path, members[path]) for path in order])

    def _tar(self, members: list[tuple[str, bytes]]) -> bytes:
        out = io.BytesIO()
        kind = tarfile.PAX_FORMAT if self.pax else tarfile.USTAR_FORMAT
        with tarfile.open(fileobj=out, mode="w", format=kind) as tar:
            for path, data in members:
                info = tarfile.TarInfo(f"pouch/{path}")
                info.size = len(data)
                for name, value in self.member.get(path, {}).items():
                    setattr(info, name, value)
                tar.addfile(info, io.BytesIO(data))
            end = tar.offset
        written = out.getvalue()[:end] + bytes(1024)
        return written + bytes(-len(written) % GRAIN) + self.tail

    def sealed(self) -> bytes:
        keys = [identity.to_public() for identity in self.recipients]
        return sealed(self.plaintext(), keys, self.stanza) + self.after


def position(number: int) -> dict[str, Any]:
    return {"epoch": 1, "number": number, "hash": f"{number:064x}"}


@functools.cache
def documents() -> dict[str, bytes]:
    return {"1-document.pdf": marked(plain), "2-label.xml": label()}


def catalogue(*identifiers: str, **more: Any) -> bytes:
    items = sorted(identifiers) or sorted(new_identifier() for _ in range(3))
    return b"".join(
        canonical({"identifier": one, "title": f"Of {one[-3:]}", "year": 1999, **more}) + b"\n" for one in items
    )


def delivery(files: dict[str, bytes], **more: Any) -> dict[str, Any]:
    rows = [
        {"file": name, "role": "label" if name.endswith("xml") else "marked", "title": "On bridges", "language": "en",
         "original_language": "", "translators": [], "sha256": sha256(data)}
        for name, data in files.items()
    ]  # fmt: skip
    caveat = {"code": MARK.code, "texts": dict(TEXTS), "bars_onward_release": True}
    return {"line": LINE, "documents": rows, "caveat": caveat, **more}


def pouch() -> tuple[Draft, Allowance]:
    """A clean one: a recall notice, a catalogue, and a marked PDF with its label."""
    files = documents()
    items = {f"{OFFER}.jsonl": catalogue()}
    kept = [
        message("recall", {"line": LINE, "notice": "Please give it back."}),
        message("catalogue", {"offer": OFFER}, list(items)),
        message("delivery", delivery(files), list(files)),
    ]
    draft = Draft(
        messages=kept,
        files={
            "checkpoint.note": b"verbale/DD/CN/1\n6\nAAAA\n",
            **{f"files/{kept[1]['id']}/{name}": data for name, data in items.items()},
            **{f"files/{kept[2]['id']}/{name}": data for name, data in files.items()},
        },
        envelope={"version": 1, "sender": "DD", "recipient": "CN", "epoch": 1, "number": 7, "previous": position(6),
                  "acknowledged": position(3)},
    )  # fmt: skip
    return draft, allowance_of(draft)


def message(what: str, body: Any, files: list[str] | None = None) -> dict[str, Any]:
    return {"id": new_identifier(), "what": what, "body": body, "files": files or []}


def allowance_of(draft: Draft, **more: Any) -> Allowance:
    """What allows just this pouch."""
    messages = tuple(
        AllowedMessage(
            one["id"], one["what"], digest_of(one["body"]),
            tuple(allowed_file(name, draft.files[f"files/{one['id']}/{name}"], one) for name in one["files"]),
        )
        for one in draft.messages
    )  # fmt: skip
    envelope = {name: value for name, value in draft.envelope.items() if name != "version"}
    notes = tuple(allowed(name, data) for name, data in draft.files.items() if name.endswith(".note"))
    papers = tuple(allowed(path[7:], data) for path, data in draft.files.items() if path.startswith("papers/"))
    known = frozenset({LINE, OFFER, *(one["id"] for one in draft.messages)})
    return replace(
        Allowance(**envelope, signer=SIGNER, messages=messages, notes=notes, papers=papers, known=known), **more
    )


def allowed(name: str, data: bytes) -> AllowedBytes:
    return AllowedBytes(name, sha256(data), len(data))


def allowed_file(name: str, data: bytes, of: dict[str, Any]) -> AllowedFile:
    if of["what"] == "catalogue":
        return AllowedFile(name, sha256(data), len(data), FileKind.CATALOGUE, act=OFFER)
    kind = FileKind.LABEL if name.endswith(".xml") else FileKind.COVER if "cover" in name else FileKind.RELEASED
    slip = next((one for one in of["files"] if one.endswith(".xml")), "") if kind is FileKind.RELEASED else ""
    return AllowedFile(name, sha256(data), len(data), kind, act=ACT, mark=MARK, label=slip)


def inspected(folder: Path, draft: Draft, allowance: Allowance, **more: Any) -> Inspection:
    path = folder / "7.pouch"
    path.write_bytes(draft.sealed())
    return inspect(path, identity=more.pop("identity", OURS), allowance=allowance, workspace=folder, **more)


def kinds(found: Inspection) -> set[str]:
    return {finding.kind.value for finding in found.findings}


def told(found: Inspection) -> str:
    return "\n".join(finding.sentence() for finding in found.findings)
