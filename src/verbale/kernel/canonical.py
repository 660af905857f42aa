"""Canonical JSON (RFC 8785) and its SHA-256: the bytes that are hashed and signed."""

from __future__ import annotations

import hashlib
import json
import math
import re
from typing import Any

import rfc8785

from verbale.kernel.errors import Unreadable, WrongUse

Json = Any
"""What JSON can say: null, booleans, numbers, strings, lists and objects of these."""


class NotCanonical(WrongUse):
    """This value has no canonical JSON form: {why}. Use strings for decimals and dates."""


class NotJson(Unreadable):
    """{what} is not JSON: {why} at character {at}."""


_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)


def canonical(value: Json) -> bytes:
    """The canonical bytes of a value; refuses what JSON cannot say (NaN, bytes, integers beyond 2**53 - 1)."""
    try:
        return rfc8785.dumps(value)
    except RecursionError as fault:
        raise NotCanonical(why="it is nested too deeply") from fault
    except ValueError as fault:
        raise NotCanonical(why=str(fault)) from fault


def digest(data: bytes) -> str:
    """SHA-256 in lower-case hex."""
    return hashlib.sha256(data).hexdigest()


def is_digest(value: object) -> bool:
    """Whether a value is written as ``digest`` writes one."""
    return isinstance(value, str) and _DIGEST.fullmatch(value) is not None


def digest_of(value: Json) -> str:
    """SHA-256 of the canonical bytes of a value, in lower-case hex."""
    return digest(canonical(value))


def read_json(text: str | bytes, what: str) -> Json:
    """Reads JSON strictly; ``what`` names the input in the error.

    Bytes are UTF-8 (RFC 8259, 8.1). No NaN, no number that a double cannot hold, no key twice in an object, no half
    of a surrogate pair: none of these has a canonical form, and a key that stands twice means two things. Integers
    beyond 2**53 - 1 are read as the double whose canonical spelling they are.
    """
    try:
        text = text.decode("utf-8") if isinstance(text, bytes) else text
        value = json.loads(
            text, object_pairs_hook=_once, parse_constant=_no_constant, parse_float=_finite, parse_int=_whole
        )
        if _HALF.search(text):
            json.dumps(value, ensure_ascii=False).encode("utf-8")
    except json.JSONDecodeError as fault:
        raise NotJson(what=what, why=fault.msg, at=fault.pos) from fault
    except RecursionError as fault:
        raise NotJson(what=what, why="nested too deeply", at=0) from fault
    except ValueError as fault:
        raise NotJson(what=what, why=str(fault), at=0) from fault
    return value


_SAFE_DIGITS = len(str(2**53))
_HALF = re.compile(r"\\u[dD][89a-fA-F]|[\ud800-\udfff]")


def _once(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    read: dict[str, Json] = {}
    for key, value in pairs:
        if key in read:
            raise ValueError(f"the key {key[:80]!r} stands twice")
        read[key] = value
    return read


def _no_constant(name: str) -> Json:
    raise ValueError(f"{name} is no JSON number")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text[:40]} is beyond what a JSON number holds")
    return number


def _whole(text: str) -> int | float:
    if len(text) < _SAFE_DIGITS or abs(int(text)) < 2**53:
        return int(text)
    number = _finite(text)
    if rfc8785.dumps(number) != text.encode():
        raise ValueError(f"{text[:40]} has more digits than a JSON number holds")
    return number
