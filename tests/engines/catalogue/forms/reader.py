"""Reading bytes as a test tells of them: what is used by its facts, what is not by its reason."""

from dataclasses import asdict
from io import BytesIO

from verbale.engines.catalogue import ColumnMapping, Entry, Fault, read_entries


def read(data: bytes, form: str | None = None, mapping: ColumnMapping | None = None) -> list[Entry | Fault]:
    """Every entry and fault."""
    return list(read_entries(BytesIO(data), name="source", form=form, mapping=mapping))


def told(data: bytes, form: str | None = None, mapping: ColumnMapping | None = None) -> list[object]:
    """The title of what is used, the reason of what is not."""
    return [one.described.title if isinstance(one, Entry) else one.fault for one in read(data, form, mapping)]


def said(entry: Entry | Fault) -> dict[str, object]:
    """What an entry says, without what it does not say."""
    assert isinstance(entry, Entry)
    return {name: value for name, value in asdict(entry.described).items() if value}


def mapping(**columns: str) -> ColumnMapping:
    """``mapping(title="Titel")``."""
    return ColumnMapping({name: (column,) for name, column in columns.items()})
