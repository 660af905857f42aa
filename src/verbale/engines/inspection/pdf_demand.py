"""What is demanded of one PDF, as it is told to the process that reads it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class PdfDemand:
    """``where`` names the PDF in findings. ``texts`` must stand at top and bottom of every page (none: no marking).

    ``bare``: no metadata at all, as of a document that was cleaned; else as our own papers have. ``carries`` is the
    SHA-256 of the one file it may carry, ``titles`` may stand in its metadata without standing on a page, and
    ``canaries`` nowhere in it. ``signed``: it is minutes that one side has signed, or both (``pdf_signed``).
    """

    where: str
    texts: tuple[str, ...] = ()
    bare: bool = False
    carries: str = ""
    titles: tuple[str, ...] = ()
    canaries: tuple[bytes, ...] = ()
    signed: bool = False

    def as_json(self) -> dict[str, Any]:
        """The demand as JSON can say it; ``from_json`` reads it back."""
        return {**asdict(self), "canaries": [canary.hex() for canary in self.canaries]}

    @classmethod
    def from_json(cls, read: dict[str, Any]) -> PdfDemand:
        """The demand that ``as_json`` wrote."""
        lists = {"texts": tuple(read["texts"]), "titles": tuple(read["titles"])}
        return cls(**{**read, **lists, "canaries": tuple(map(bytes.fromhex, read["canaries"]))})
