"""Which paths a pouch may hold: relative, plain, and the same on every system that may open it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from verbale.engines.seal.errors import BadPath

LONGEST = 1024
"""Bytes in UTF-8 of the longest path."""
LONGEST_PART = 255
"""Bytes in UTF-8 of the longest name between two slashes; what common file systems keep."""

# sha256sum reads a backslash as an escape, BagIt (RFC 8493, 2.1.3) a percent sign; a colon is a stream on Windows.
_FORBIDDEN = frozenset("\\%:")
# Controls, direction marks, surrogates, private use, line and paragraph separators: nobody can see them in a list.
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})


def check_path(path: str) -> str:
    """Returns the path if it may stand in a pouch; raises BadPath with the reason if not."""
    if why := _fault(path):
        raise BadPath(path=_shown(path), why=why)
    return path


def check_paths(paths: Iterable[str]) -> None:
    """Refuses paths that could not stand side by side: alike but for case, or a file that is also a folder."""
    files: dict[str, str] = {}
    folders: set[str] = set()
    for path in paths:
        key = _key(path)
        if key in files:
            raise BadPath(path=path, why=f"it is alike to “{files[key]}”")
        files[key] = path
        parts = key.split("/")
        folders.update("/".join(parts[:depth]) for depth in range(1, len(parts)))
    for key in folders & files.keys():
        raise BadPath(path=files[key], why="it is both a file and a folder")


def _fault(path: str) -> str | None:
    if any(unicodedata.category(sign) in _INVISIBLE for sign in path):
        return "it holds an invisible character"
    if bad := sorted(_FORBIDDEN.intersection(path)):
        return f"it holds {' '.join(bad)}"
    if unicodedata.normalize("NFC", path) != path:
        return "its letters and accents are not composed (NFC)"
    if len(path.encode()) > LONGEST:
        return f"it is longer than {LONGEST} bytes"
    return next(filter(None, map(_part_fault, path.split("/"))), None)


def _part_fault(part: str) -> str | None:
    if part in ("", ".", ".."):
        return "it is not relative and plain"
    if part != part.strip() or part.endswith("."):
        return "a name begins or ends with a space, or ends with a full stop"
    if len(part.encode()) > LONGEST_PART:
        return f"a name is longer than {LONGEST_PART} bytes"
    return None


def _key(path: str) -> str:
    return unicodedata.normalize("NFC", path.casefold())


def _shown(path: str) -> str:
    return path[:200].encode("unicode_escape").decode("ascii") if not path.isprintable() else path[:200]
