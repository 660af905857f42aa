"""What leaves in a pouch, and what its sealing does to the things it carries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from verbale.domain.cycle import fulfilment
from verbale.engines.seal import Content
from verbale.kernel.canonical import Json, canonical
from verbale.records import files
from verbale.records.dispatch import Message, MessageFile
from verbale.records.request import OrderLine

MESSAGES = "messages.json"
VERSION = 1


def contents_of(messages: Sequence[Message]) -> list[Content]:
    """The messages as one canonical document, and their files, each under its message's identifier."""
    listed: list[Json] = []
    contents: list[Content] = []
    for message in messages:
        carried = list(MessageFile.objects.filter(message=message).select_related("file").order_by("name"))
        listed.append(
            {"id": message.pk, "what": message.what, "body": message.body, "files": [one.name for one in carried]}
        )
        for one in carried:
            path = f"files/{message.pk}/{one.name}"
            source = files.path_of(one.file_id)
            contents.append(Content(path, one.file.size, one.file_id, partial(source.open, "rb")))
    document = canonical({"version": VERSION, "messages": listed})
    return [Content.of_bytes(MESSAGES, document), *contents]


def sealed(messages: Sequence[Message], *, pouch: int, at: datetime) -> None:
    """What was released has left; call it in the sealing's transaction."""
    for message in messages:
        if message.what == "delivery":
            line = OrderLine.objects.get(pk=message.thing_id)
            fulfilment.shipped(line=line, pouch=pouch, at=at)
