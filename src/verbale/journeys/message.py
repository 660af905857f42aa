"""A message of a pouch, as its route reads it: what a partner tells is looked at before it is believed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from verbale.kernel.errors import Faulty
from verbale.records.dispatch import ArrivedPouch
from verbale.records.document import StoredFile
from verbale.records.party import Party

MOST_ROWS = 5000
"""Rows of one list of a message, and files of one message: so much is done in one transaction."""


class BadMessage(Faulty):
    """A message of the pouch cannot be acted on: {why}. It was kept and passed over; ask the partner."""


@dataclass(frozen=True, slots=True)
class Message:
    """One act that a partner told us, with its files already in our store."""

    partner: Party
    what: str
    body: Mapping[str, Any]
    files: Mapping[str, StoredFile]
    arrived: ArrivedPouch
    at: datetime

    def text(self, key: str, limit: int = 4000) -> str:
        """A text of the body; refuses another type, a NUL, or more than ``limit`` characters."""
        value = self.body.get(key, "")
        if not isinstance(value, str) or len(value) > limit or "\0" in value:
            raise BadMessage(why=f"“{key}” is no text of at most {limit} characters")
        return value

    def rows(self, key: str) -> list[Mapping[str, Any]]:
        """A list of objects of the body."""
        value = self.body.get(key)
        if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
            raise BadMessage(why=f"“{key}” is no list of objects")
        few(value, key)
        return value


def cut(row: Mapping[str, Any], key: str, limit: int) -> str:
    """The beginning of a text of a row; refuses another type."""
    if not isinstance(row[key], str):
        raise BadMessage(why=f"“{key}” is no text")
    return str(row[key][:limit])


def few(listed: Any, key: str) -> Any:
    """The list or object, if it has not too many entries."""
    if not isinstance(listed, list | dict) or len(listed) > MOST_ROWS:
        raise BadMessage(why=f"“{key}” has not at most {MOST_ROWS} entries")
    return listed
