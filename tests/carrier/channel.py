"""The partner's end of the channel, played in memory: it seals pouches of any messages, and opens ours."""

import io
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.domain.cycle.bureau import Bureau
from verbale.carrier.rounds import round_trip
from verbale.engines import chain
from verbale.engines.seal import Content, Envelope, OpenedPouch, Position, address, open_pouch, seal_pouch
from verbale.engines.seal.keys import NodeKeys
from verbale.kernel.canonical import canonical


def message(number: int, what: str, body: Any, **files: bytes) -> tuple[dict[str, Any], list[Content]]:
    """A message and its files."""
    names = [name.replace("_", ".") for name in files]
    contents = [
        Content.of_bytes(f"files/m{number}/{name}", data) for name, data in zip(names, files.values(), strict=True)
    ]
    return {"id": f"m{number}", "what": what, "body": body, "files": names}, contents


def order(number: int, *citations: str, **changed: Any) -> tuple[dict[str, Any], list[Content]]:
    """An order as a partner's node tells it."""
    lines = [
        {"line": f"L{number}-{place}", "item": "", "citation": citation, "form": "photocopy", "copies": 1}
        for place, citation in enumerate(citations or ("Acta 1",), start=1)
    ]
    body = {"order": f"O{number}", "number": f"OUT-{number}", "route": "department", "purpose": "", "lines": lines}
    return message(number, "order", body | changed)


@dataclass
class Channel:
    """What the partner sealed so far, and the office it sends to."""

    bureau: Bureau
    keys: NodeKeys
    sender: str = "THEIRS"
    sent: list[Envelope] = field(default_factory=list)
    heard: Position | None = None
    """The last pouch of ours that the partner says it applied."""
    made: Envelope | None = None
    """The envelope sealed last, whether it counts as sent or not."""

    def seal(self, *messages: Any, **changed: Any) -> bytes:
        """The bytes of the next pouch with these messages; ``changed`` alters its envelope's facts."""
        return self.seal_contents(self.contents(*messages), **changed)

    def contents(self, *messages: Any, **notes: bytes) -> list[Content]:
        """What a pouch with these messages holds, and its notes, named without their ``.note``."""
        document = canonical({"version": 1, "messages": [told for told, _ in messages]})
        contents = [content for _, more in messages for content in more]
        contents += [Content.of_bytes(f"{name}.note", data) for name, data in notes.items()]
        return [Content.of_bytes("messages.json", document), *contents]

    def seal_contents(self, contents: list[Content], **changed: Any) -> bytes:
        last = self.sent[-1] if self.sent else None
        facts = {
            "sender": self.sender, "recipient": "OURS", "epoch": last.epoch if last else 1,
            "number": last.number + 1 if last else 1, "previous": last.position if last else None,
            "acknowledged": self.heard,
        } | changed  # fmt: skip
        if all(one.path != "checkpoint.note" for one in contents):
            note = self.checkpoint(facts["epoch"], facts["number"])
            contents = [*contents, Content.of_bytes("checkpoint.note", note)]
        envelope = self.made = address(contents, **facts)
        out = io.BytesIO()
        recipients = [self.bureau.keys["OURS"].public.recipient, self.keys.public.recipient]
        seal_pouch(out, envelope=envelope, contents=contents, signing_key=self.keys.signing, recipients=recipients)
        if not changed:
            self.sent.append(envelope)
        return out.getvalue()

    def begins(self, *messages: Any, epoch: int, remembers: int) -> bytes:
        """The first pouch after a restore, which remembers so many pouches; it forgets the others."""
        self.sent = self.sent[:remembers]
        data = self.seal(*messages, epoch=epoch, number=1, previous=self.sent[-1].position if self.sent else None)
        self.sent.append(self.made)
        return data

    def checkpoint(self, epoch: int, number: int) -> bytes:
        """The note over what was sent in an epoch before a number."""
        leaves = [chain.leaf_hash(one.as_bytes()) for one in self.sent if one.epoch == epoch and one.number < number]
        origin = str(chain.Origin(self.sender, "OURS", epoch))
        told = chain.Checkpoint(origin, len(leaves), chain.tree_root(leaves))
        return chain.sign_checkpoint(told, self.keys.signing, self.sender).encode()

    def countersign(self, ours: bytes) -> bytes:
        """Our checkpoint with the partner's signature under it."""
        key = chain.NoteKey("OURS", self.bureau.keys["OURS"].signing.public_key())
        origin = ours.decode().partition("\n")[0]
        return chain.cosign_checkpoint(
            ours.decode(), self.keys.signing, self.sender, sender=[key], origin=origin
        ).encode()

    def put(self, name: str, data: bytes) -> Path:
        path = self.bureau.home.inbox / name
        path.write_bytes(data)
        return path

    def send(self, *messages: Any) -> str:
        """Seals the next pouch and lays it into our inbox; its name."""
        return self.send_contents(self.contents(*messages))

    def send_contents(self, contents: list[Content]) -> str:
        data = self.seal_contents(contents)
        last = self.sent[-1]
        name = f"THEIRS-OURS-{last.epoch}-{last.number:06d}.pouch"
        self.put(name, data)
        return name

    def hears(self, path: Path, folder: Path) -> OpenedPouch:
        """Opens a pouch of ours; what the partner seals next acknowledges it."""
        trusted = {"OURS": [self.bureau.keys["OURS"].public]}
        opened = open_pouch(path, folder, identities=[self.keys.identity], trusted=trusted, we=self.sender)
        self.heard = opened.envelope.position
        return opened

    def opened(self, path: Path, folder: Path) -> list[dict[str, Any]]:
        """The messages of a pouch of ours, as the partner reads them."""
        heard = self.heard
        read: dict[str, Any] = json.loads(note(self.hears(path, folder), "messages.json"))
        self.heard = heard
        return list(read["messages"])


def note(pouch: OpenedPouch, path: str) -> bytes:
    """One file of an opened pouch."""
    (found,) = [one.location for one in pouch.files if one.path == path]
    return found.read_bytes()


def rounds(bureau: Bureau) -> dict[str, Any]:
    """One round of our carrier, in this process."""
    return round_trip(keys=bureau.keys["OURS"], at=bureau.at())


def came(bureau: Bureau) -> list[tuple[str, str]]:
    """What one round made of what lay in the inbox: file and fate."""
    return [(one["file"], one["what"]) for one in rounds(bureau)["came"]]
