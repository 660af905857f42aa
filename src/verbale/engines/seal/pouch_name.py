"""What the file of a pouch is called: SENDER-RECIPIENT-EPOCH-NUMBER.pouch (docs/PROTOCOL.md, 10.2)."""

from __future__ import annotations

import re

POUCH_SUFFIX = ".pouch"


def pouch_stem(sender: str, recipient: str, epoch: int, number: int) -> str:
    """The name of a pouch without its ending."""
    return f"{sender}-{recipient}-{epoch}-{number:06d}"


def is_pouch_name(name: str, sender: str, recipient: str) -> bool:
    """Whether a pouch between these two may be called so."""
    place = rf"{re.escape(sender)}-{re.escape(recipient)}-[1-9]\d{{0,15}}-\d{{6,16}}{re.escape(POUCH_SUFFIX)}"
    return re.fullmatch(place, name, re.ASCII) is not None
