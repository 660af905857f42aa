"""Reading the list of what was erased. It needs no node: a restore reads the list before there is one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from verbale.kernel.canonical import digest_of, read_json
from verbale.kernel.errors import Unreadable

VERSION = 1
LIMIT = 64 * 1024 * 1024
"""Bytes of the largest list that is read."""


class BadList(Unreadable):
    """This is no list of what was erased on this node: {why}. Use the one that verbale erasure list --hashes wrote."""


def read_list(data: bytes) -> tuple[str, list[tuple[str, str]], list[str]]:
    """The side, the things and the hashes of a list; refuses one that was cut or altered."""
    if len(data) > LIMIT:
        raise BadList(why=f"it is larger than {LIMIT} bytes")
    read = read_json(data, "the list")
    if not isinstance(read, dict) or read.get("version") != VERSION:
        raise BadList(why=f"it is not of version {VERSION}")
    if digest_of({key: value for key, value in read.items() if key != "hash"}) != read.get("hash"):
        raise BadList(why="it is not whole, or was altered")
    return str(read.get("side")), _pairs(read), _hashes(read)


def _pairs(read: Mapping[str, Any]) -> list[tuple[str, str]]:
    things = read.get("things")
    if not isinstance(things, list):
        raise BadList(why="it names no things")
    for one in things:
        if not isinstance(one, list) or len(one) != 2 or not all(isinstance(text, str) for text in one):
            raise BadList(why="one of its things is none")
    return [(kind, pk) for kind, pk in things]


def _hashes(read: Mapping[str, Any]) -> list[str]:
    named = read.get("files")
    if not isinstance(named, list) or not all(isinstance(one, str) for one in named):
        raise BadList(why="it names no files")
    return named
