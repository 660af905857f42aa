"""Building blocks for the tests: records in ISO 2709 and MARCXML, and what an import needs."""

from datetime import date
from io import BytesIO
from pathlib import Path

from pymarc import Field, Indicators, Leader, Record, Subfield, record_to_xml

from tests.shared import SHARED
from verbale.engines.catalogue import Edition, Lookups, Statement, open_edition, write_edition

MARC = SHARED / "data" / "marc"
STATEMENT = Statement("open", "the public catalogue", "A. Desk", date(2026, 11, 21))
LOOKUPS = Lookups(
    {"sz": "domestic", "fi": "partner", "gw": "third country"},
    (("*university*", "university"), ("Meridian Press", "listed press")),
)


def field(tag: str, indicators: str, *pairs: str) -> Field:
    """``field("245", "10", "aTitle", "bMore")``."""
    return Field(tag, indicators=Indicators(*indicators), subfields=[Subfield(pair[0], pair[1:]) for pair in pairs])


def record(*fields: Field, title: str = "A title", coded: str = "", leader: str = "     nam a22      i 4500") -> Record:
    """A record with a title; ``coded`` is field 008."""
    made = Record(force_utf8=True)
    made.leader = Leader(leader)
    if coded:
        made.add_field(Field("008", data=coded))
    if title:
        made.add_field(field("245", "10", "a" + title))
    made.add_field(*fields)
    return made


def marc(*fields: Field, **told: str) -> bytes:
    """The same in ISO 2709."""
    return bytes(record(*fields, **told).as_marc())


def xml(*records: Record, head: str = "") -> bytes:
    """Records as a MARCXML collection."""
    inside = b"".join(record_to_xml(one) for one in records)
    return head.encode() + b'<collection xmlns="http://www.loc.gov/MARC21/slim">' + inside + b"</collection>"


def coded(year: str = "1963", country: str = "sz ", language: str = "eng", contents: str = "    ") -> str:
    """A field 008 for a book."""
    return f"641101s{year}    {country}      {contents} 000 0 {language} d"


def imported(folder: Path, data: bytes, statement: Statement = STATEMENT, lookups: Lookups = LOOKUPS) -> Edition:
    """An edition made of these bytes."""
    write_edition(BytesIO(data), folder, name="source", statement=statement, lookups=lookups)
    return open_edition(folder)
