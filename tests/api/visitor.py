"""The partner's carrier, played in memory: it signs calls, and looks whether the answers are signed."""

import json
import secrets
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.test import Client

from tests.domain.cycle.bureau import Bureau
from verbale.engines.seal.calls import Answer, Call, read_answer, read_vouch, write
from verbale.kernel.canonical import digest

ROOT = "/channel/v1/"


@dataclass
class Visitor:
    """Calls at our door as ``sender``, with the keys of a side."""

    bureau: Bureau
    client: Client
    sender: str = "THEIRS"
    signs_as: str = "THEIRS"
    nonces: list[str] = field(default_factory=list)

    def call(self, method: str, place: str, body: bytes = b"", /, **changed: Any) -> Call:
        facts = {
            "method": method, "path": ROOT + place, "sender": self.sender, "recipient": "OURS", "body": digest(body),
            "at": self.bureau.clock.now(), "nonce": secrets.token_hex(16),
        }  # fmt: skip
        return Call(**(facts | changed))

    def send(self, method: str, place: str, body: bytes = b"", *, call: Call | None = None, **headers: str) -> Any:
        """One request; ``call`` is what it says that was signed, if not this."""
        call = call or self.call(method, place, body)
        headers = {"Verbale-Call": write(call, self.bureau.keys[self.signs_as].signing)} | headers
        length = str(len(body))
        return self.client.generic(
            method, ROOT + place, body, "application/octet-stream", headers=headers, CONTENT_LENGTH=length
        )

    def ask(self, method: str, place: str, body: bytes = b"", **more: Any) -> tuple[int, Any]:
        """Status and body of an answer, once its signature was found to hold."""
        call = self.call(method, place, body, **more)
        response = self.send(method, place, body, call=call)
        answer, door = read_answer(response.headers["Verbale-Answer"])
        vouch, node = read_vouch(response.headers["Verbale-Door"])
        assert (vouch.side, vouch.key, node) == ("OURS", door, self.bureau.keys["OURS"].public.signing)
        assert answer == Answer(call.hash, response.status_code, digest(response.content), self.bureau.clock.now())
        assert not response.cookies
        kind = response.headers["Content-Type"]
        return response.status_code, json.loads(response.content) if kind == "application/json" else response.content

    def refused(self, method: str, place: str, body: bytes = b"", **more: Any) -> tuple[int, str]:
        """Status and code of a refusal."""
        status, told = self.ask(method, place, body, **more)
        assert told["sentence"]
        return status, told["refused"]

    def place(self, data: bytes, number: int = 1, **more: Any) -> str:
        """Where a pouch with these bytes is brought."""
        told = {"name": f"{self.sender}-OURS-1-{number:06d}.pouch", "size": len(data)} | more
        return f"pouches/{digest(data)}?{urlencode(told)}"

    def state(self, data: bytes, **more: Any) -> tuple[int, bool]:
        """How far a pouch is."""
        status, told = self.ask("GET", self.place(data, **more))
        assert status == 200
        return told["offset"], told["whole"]

    def put(self, data: bytes, begin: int, end: int, **more: Any) -> tuple[int, Any]:
        """Brings the bytes from one place to before another."""
        return self.ask("PUT", self.place(data, offset=begin, **more), data[begin:end])
