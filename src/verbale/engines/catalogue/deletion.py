"""What a source marks as deleted (leader/05 is d): often no more than a number, so no usable record."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from verbale.engines.catalogue.columns import agency_of
from verbale.engines.catalogue.describing import describe
from verbale.engines.catalogue.edition import Edition
from verbale.engines.catalogue.form import LOOK, form_of
from verbale.engines.catalogue.identity import identity_of
from verbale.engines.catalogue.iso2709 import read_iso2709
from verbale.engines.catalogue.marcxml import read_marcxml
from verbale.engines.catalogue.record import Fault, Record
from verbale.engines.catalogue.window import Window
from verbale.kernel.errors import VerbaleError

DELETED = "d"
_LEAST = 24


def deletions(edition: Edition) -> Iterator[tuple[int, str]]:
    """Of what is no usable record in an edition, the deletions: where they stood, and the identity that they name."""
    for fault in edition.faults():
        record = _read(fault)
        if record is not None and record.leader[5:6] == DELETED:
            yield fault.offset, identity_of(describe(record), agency=agency_of(record), raw=record.raw)


def _read(fault: Fault) -> Record | None:
    """The record of a fault, if what is wrong with it is not how it is written."""
    if len(fault.raw) < _LEAST:
        return None
    window = Window(BytesIO(fault.raw))
    window.reach(LOOK)
    try:
        found = read_marcxml(window, "") if form_of(window.data[:LOOK]) == "marcxml" else read_iso2709(window)
        read = list(found)
    except VerbaleError:
        return None
    return read[0] if len(read) == 1 and isinstance(read[0], Record) else None
