"""What came out of a verification: who signed what, when, for which side, and everything that speaks against it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from verbale.engines.signature.finding import Finding, Kind


class Coverage(StrEnum):
    """Which bytes of the file a signature covers."""

    WHOLE_FILE = "whole file"
    WHOLE_REVISION = "whole revision"
    PART = "part"


class Permission(StrEnum):
    """What a certifying signature allows to follow (ISO 32000-1, table 254)."""

    NOTHING = "nothing"
    FORMS = "forms"
    ANNOTATIONS = "annotations"


class Modification(StrEnum):
    """What was changed after a signature, as the difference check judges it."""

    NONE = "none"
    MAINTENANCE = "maintenance"
    FORMS = "forms"
    ANNOTATIONS = "annotations"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class SignatureEntry:
    """One signature: its field; whom the certificate names, its print, the side that trust gives it (None: unknown);
    when, why, where, in whose name, as the signature itself says; which bytes it covers; whether they are intact, the
    certificate trusted at that moment, and all later changes allowed; what it permits, what was changed after it."""

    field: str
    subject: str
    fingerprint: str
    side: str | None
    signed_at: datetime | None
    reason: str
    location: str
    name: str
    coverage: Coverage
    intact: bool
    trusted: bool
    passes: bool
    permits: Permission | None
    modification: Modification

    def as_json(self) -> dict[str, Any]:
        """The entry as JSON can say it; ``from_json`` reads it back."""
        return asdict(self) | {"signed_at": self.signed_at.isoformat() if self.signed_at else None}

    @classmethod
    def from_json(cls, read: dict[str, Any]) -> SignatureEntry:
        """The entry that ``as_json`` wrote."""
        typed = {
            "signed_at": datetime.fromisoformat(read["signed_at"]) if read["signed_at"] else None,
            "coverage": Coverage(read["coverage"]),
            "permits": Permission(read["permits"]) if read["permits"] else None,
            "modification": Modification(read["modification"]),
        }
        return cls(**read | typed)


@dataclass(frozen=True, slots=True)
class Verification:
    """The verdict on a file (its SHA-256 and size in bytes): its signatures in their order, and what was found."""

    sha256: str
    size: int
    signatures: tuple[SignatureEntry, ...]
    findings: tuple[Finding, ...]

    @property
    def accepted(self) -> bool:
        """Whether both sides have signed this paper and nothing speaks against it."""
        return not self.findings and len(self.signatures) == 2

    @property
    def waits_for(self) -> str | None:
        """The side whose signature alone is missing from a paper with one good signature; None in any other case."""
        only = self.findings[0] if len(self.findings) == 1 else None
        return only.what if only and only.kind is Kind.MISSING and len(self.signatures) == 1 else None

    @property
    def read_whole(self) -> bool:
        """Whether size and print are those of the file: one that is too big is not read to its end."""
        return not self.has(Kind.TOO_BIG)

    def has(self, kind: Kind) -> bool:
        """Whether there is a finding of this kind."""
        return any(finding.kind is kind for finding in self.findings)

    def as_json(self) -> dict[str, Any]:
        """The verdict as JSON can say it; ``from_json`` reads it back."""
        return {
            "sha256": self.sha256,
            "size": self.size,
            "accepted": self.accepted,
            "signatures": [entry.as_json() for entry in self.signatures],
            "findings": [finding.as_json() for finding in self.findings],
        }

    @classmethod
    def from_json(cls, read: dict[str, Any]) -> Verification:
        """The verdict that ``as_json`` wrote."""
        return cls(
            sha256=str(read["sha256"]),
            size=int(read["size"]),
            signatures=tuple(SignatureEntry.from_json(entry) for entry in read["signatures"]),
            findings=tuple(Finding.from_json(finding) for finding in read["findings"]),
        )
