"""Answers: plain bytes or JSON, signed with the door key for the call that they answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.http import HttpResponse

from verbale.api.caller import Caller
from verbale.engines.seal.calls import ANSWER, DOOR, Answer, write
from verbale.engines.seal.door_key import BadDoorKey, read_door_key
from verbale.kernel.canonical import Json, canonical, digest
from verbale.kernel.errors import Refused, VerbaleError
from verbale.records import files

JSON, BYTES = "application/json", "application/octet-stream"


class DoorShut(Refused):
    """This node's carrier has not opened the door yet. Call again in a minute."""

    http_status = 503


@dataclass(frozen=True, slots=True)
class Reply:
    """What a view says: a status, a body, headers."""

    body: bytes
    status: int = 200
    kind: str = JSON
    headers: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, value: Json, status: int = 200) -> Reply:
        """An answer in JSON."""
        return cls(canonical(value), status)

    @classmethod
    def refusal(cls, fault: VerbaleError) -> Reply:
        """A refusal: its code, the sentence, and the facts that the caller acts on."""
        told: dict[str, Json] = {name: fault.facts[name] for name in ("offset", "now", "wait") if name in fault.facts}
        value: dict[str, Json] = {"refused": type(fault).__name__, "sentence": fault.sentence(), **told}
        headers: dict[str, str] = {"Retry-After": str(told["wait"])} if "wait" in told else {}
        return cls(canonical(value), fault.http_status, JSON, headers)

    def unsigned(self) -> HttpResponse:
        """The answer to somebody whom nobody knows."""
        headers = {"Cache-Control": "no-store", "Content-Length": str(len(self.body)), **self.headers}
        response = HttpResponse(self.body, status=self.status, content_type=self.kind, headers=headers)
        # Else Django writes a line for each refusal, and whoever calls could fill the log.
        response._has_been_logged = True  # type: ignore[attr-defined]
        return response

    def signed(self, known: Caller, at: datetime) -> HttpResponse:
        """The answer with its signature; raises DoorShut while there is no door key or no vouch for it."""
        try:
            door = read_door_key(files.home().door / known.partner.pk)
        except (OSError, BadDoorKey) as fault:
            # Where it lies and what is wrong with it is nothing to tell a partner; the carrier makes another.
            raise DoorShut() from fault
        response = self.unsigned()
        response[ANSWER] = write(Answer(known.call.hash, self.status, digest(self.body), at), door.key)
        response[DOOR] = door.vouch
        return response
