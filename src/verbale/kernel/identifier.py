"""Random identifiers.

They cross the border, so they must not tell when a thing was made nor how many there are: 128 bits of
randomness, no time, no counter. Written in lower-case Crockford base 32 (no i, l, o, u): 26 characters.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable

Randomness = Callable[[int], bytes]
"""Gives as many random bytes as asked for; ``secrets.token_bytes`` outside tests."""

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 26
_SHAPE = re.compile(rf"[0-7][{ALPHABET}]{{25}}")


def new_identifier(random: Randomness = secrets.token_bytes) -> str:
    """A fresh identifier of 26 characters made of 16 random bytes."""
    number = int.from_bytes(random(16), "big")
    return "".join(ALPHABET[(number >> shift) & 31] for shift in range(125, -1, -5))


def is_identifier(text: str) -> bool:
    """Whether the text has an identifier's shape; says nothing on whether the thing exists."""
    return _SHAPE.fullmatch(text) is not None
