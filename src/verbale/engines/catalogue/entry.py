"""One record of a source, described, whatever form the source has."""

from __future__ import annotations

from dataclasses import dataclass, field

from verbale.engines.catalogue.bibliographic import Bibliographic


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a record stood, its bytes as they stood, and what it says.

    ``offset`` counts bytes of the source. ``scheme`` is marc21, kormarc, unimarc or cnmarc, and empty for what is no
    MARC; ``encoding`` is what the bytes were found to be in; ``remarks`` are what was odd but did not prevent its use;
    ``agency`` and ``status`` are those of a record of MARC.
    """

    offset: int
    raw: bytes = field(repr=False)
    described: Bibliographic
    scheme: str
    encoding: str
    remarks: tuple[str, ...] = ()
    agency: str = ""
    status: str = ""
