"""OpenSSH's lists of patterns (ssh_config(5), PATTERNS)."""

from __future__ import annotations


def matches(text: str, patterns: str) -> bool:
    """Whether a text matches a list of patterns: one of them, and none that begins with ``!``."""
    found = False
    for pattern in patterns.split(","):
        if _matches(text.encode(), pattern.removeprefix("!").encode()):
            if pattern.startswith("!"):
                return False
            found = True
    return found


def _matches(text: bytes, pattern: bytes) -> bool:
    """``*`` any bytes, ``?`` one. Goes back to the last ``*`` alone, so that no pattern takes long."""
    at = place = 0
    star, back = -1, 0
    while at < len(text):
        if place < len(pattern) and pattern[place : place + 1] == b"*":
            star, back = place, at
            place += 1
        elif place < len(pattern) and pattern[place : place + 1] in (b"?", text[at : at + 1]):
            at, place = at + 1, place + 1
        elif star >= 0:
            back += 1
            at, place = back, star + 1
        else:
            return False
    return not pattern[place:].strip(b"*")
