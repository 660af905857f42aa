"""Items as MARC 21 records, written so that reading them gives the items again; also what stands in its own script.

An item tells less than a record; what it does not tell is left blank (``|`` in 008) and not made up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pymarc import Field, Indicators, Leader, Record, Subfield

from verbale.engines.catalogue.item import OfferItem

_MOST_BYTES, _LONGEST = 90_000, 9_000
"""Of a record and of a field, below what the five and four figures of ISO 2709 can tell."""
_LEADERS = {"journal": "as", "newspaper": "as", "series": "as", "article": "ab", "music": "cm", "map": "em",
            "recording": "jm", "picture or object": "km", "collection": "ac", "dataset": "mm", "software": "mm",
            "computer file": "mm"}  # fmt: skip
_CONTENTS = {"thesis": "m", "patent": "j", "standard": "u", "index": "i", "abstract": "a", "report": "t",
             "handbook": "f", "directory": "r"}  # fmt: skip


def marc(items: Iterable[OfferItem]) -> Iterator[bytes]:
    """Each item as one record. Of a text that is too long for a field the beginning is kept."""
    for item in items:
        yield _record(item).as_marc()


def _record(item: OfferItem) -> Record:
    made = Record(force_utf8=True)
    made.leader = Leader(f"00000n{_LEADERS.get(item.kind, 'am')} a2200000 i 4500")
    made.add_field(Field("001", data=item.identifier), Field("008", data=_coded(item)))  # type: ignore[no-untyped-call]
    room = _MOST_BYTES
    for field in _fields(item):
        size = sum(len(part.value.encode()) + 2 for part in field.subfields) + 15
        if size <= room:
            made.add_field(field)  # type: ignore[no-untyped-call]
            room -= size
    return made


def _coded(item: OfferItem) -> str:
    """008: the year, the nature of the contents, the language; nothing else is known."""
    year = f"{item.year:04d}" if item.year else "||||"
    kind = _CONTENTS.get(item.kind, "|")
    middle = f"||||||{kind}||||||||||" if kind != "|" else "|" * 17
    computer = {"dataset": "a", "software": "b"}.get(item.kind)
    if computer:
        middle = f"||||||||{computer}||||||||"
    language = (item.language or "|||")[:3].ljust(3)
    return f"||||||s{year}    xx {middle}{language}||"


def _fields(item: OfferItem) -> Iterator[Field]:
    yield from (_field("020", "  ", ("a", number)) for number in item.isbn)
    yield from (_field("022", "  ", ("a", number)) for number in item.issn)
    links = iter(range(1, 100))
    yield from _linked("245", "00", [item.title], [item.original_title] if item.original_title else [], links)
    yield from _linked("700", "1 ", item.creators, item.original_creators, links)
    imprint = [(code, text) for code, text in (("a", item.place), ("b", item.publisher)) if text]
    if item.year:
        imprint.append(("c", str(item.year)))
    if imprint:
        yield _field("264", " 1", *imprint)
    yield from (_field("490", "0 ", ("a", text)) for text in item.series)
    yield from (_field("650", " 4", ("a", text)) for text in item.subjects)


def _linked(
    tag: str, marks: str, texts: Sequence[str], originals: Sequence[str], links: Iterator[int]
) -> Iterator[Field]:
    """Fields and, where there are forms in their own script, an 880 for each, tied by $6."""
    for at in range(max(len(texts), len(originals))):
        text = texts[at] if at < len(texts) else ""
        original = originals[at] if at < len(originals) else ""
        number = next(links, 0) if original else 0
        if text:
            yield _field(tag, marks, *([("6", f"880-{number:02d}")] if number else []), ("a", text))
        if original and number:
            yield _field("880", marks, ("6", f"{tag}-{number if text else 0:02d}"), ("a", original))


def _field(tag: str, marks: str, *parts: tuple[str, str]) -> Field:
    subfields = [Subfield(code, _cut(text)) for code, text in parts]
    return Field(tag, Indicators(*marks), subfields)


def _cut(text: str) -> str:
    return text.encode()[:_LONGEST].decode(errors="ignore")
