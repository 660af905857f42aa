"""A record of our own editions, as a command tells it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

ROW = ("number", "title", "creators", "publisher", "year", "kind", "distribution")


def plain_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of a record, without the text it is searched by; its bytes as text."""
    plain = {name: value for name, value in row.items() if name not in ("text", "raw")}
    if isinstance(row.get("raw"), bytes):
        plain["raw"] = row["raw"].decode("utf-8", "backslashreplace")
    return plain
