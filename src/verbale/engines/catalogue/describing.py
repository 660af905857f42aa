"""The same description of a record, whatever scheme it was written in."""

from __future__ import annotations

from verbale.engines.catalogue.bibliographic import Bibliographic
from verbale.engines.catalogue.marc21 import describe_marc21, title_of_marc21
from verbale.engines.catalogue.record import Record
from verbale.engines.catalogue.scheme import UNIMARC_KIN
from verbale.engines.catalogue.unimarc import describe_unimarc, title_of_unimarc


def describe(record: Record) -> Bibliographic:
    """Describes a record by the fields of its scheme; reads nothing but the record."""
    return describe_unimarc(record) if record.scheme in UNIMARC_KIN else describe_marc21(record)


def title_of(record: Record) -> str:
    """The title proper and its parts, without closing punctuation; empty if there is none."""
    return title_of_unimarc(record) if record.scheme in UNIMARC_KIN else title_of_marc21(record)
