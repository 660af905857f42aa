"""How much of a pouch is taken in."""

from __future__ import annotations

from dataclasses import dataclass

from verbale.engines.seal.errors import TooLarge


@dataclass(frozen=True, slots=True)
class Limits:
    """What is taken in at most, judged before it is read: files, bytes of one file, of all, and of the manifest."""

    files: int = 100_000
    file_size: int = 1 << 40
    total_size: int = 1 << 40
    manifest_size: int = 1 << 24

    def check(self, what: str, size: int, limit: int) -> None:
        """Raises TooLarge if the size is beyond the limit; ``what`` names the thing in the error."""
        if size > limit:
            raise TooLarge(what=what, size=size, limit=limit)
