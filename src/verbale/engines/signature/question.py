"""What is asked of a paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from verbale.engines.signature.box import check_sides
from verbale.engines.signature.trust import TrustedCertificate
from verbale.kernel.clock import require_zone


@dataclass(frozen=True, slots=True)
class Question:
    """Whose certificates are trusted, which two sides must have signed, at which moment one asks, and since when this
    node is known to have held the very bytes (None: not known). Raises SameSides, NoZone."""

    trusted: tuple[TrustedCertificate, ...]
    sides: tuple[str, str]
    at: datetime
    held_since: datetime | None = None

    def __post_init__(self) -> None:
        check_sides(self.sides)
        require_zone(self.at)
        if self.held_since is not None:
            require_zone(self.held_since)
