"""What nobody should send, and what is sent all the same: each ends, in constant memory, with a reason."""

import tracemalloc
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from tests.engines.catalogue.build import LOOKUPS, STATEMENT, field, marc
from verbale.engines.catalogue import (
    ColumnMapping,
    Entry,
    Fault,
    NoForm,
    NoMapping,
    NoMarc,
    propose_mapping,
    read_entries,
    write_edition,
)
from verbale.engines.catalogue import record as limits

GOOD = marc(title="水文学")
MAPPING = ColumnMapping({"title": ("title",)})
MIB = 1024 * 1024


class Endless:
    """A stream of so many times the same bytes, after some others; none of it is ever kept."""

    def __init__(self, first: bytes, filling: bytes, size: int, last: bytes = b"") -> None:
        self._parts = self._all(first, filling, size, last)
        self._left = b""

    @staticmethod
    def _all(first: bytes, filling: bytes, size: int, last: bytes) -> Iterator[bytes]:
        yield first
        block = filling * (MIB // len(filling))
        for _ in range(size // MIB):
            yield block
        yield last

    def read(self, size: int, /) -> bytes:
        while not self._left:
            try:
                self._left = next(self._parts)
            except StopIteration:
                return b""
        taken, self._left = self._left[:size], self._left[size:]
        return taken


@pytest.mark.parametrize("form", [None, "marc"])
def test_a_long_file_of_zeros_is_no_marc(form: str | None) -> None:
    with pytest.raises(NoMarc):
        list(read_entries(Endless(b"", b"\0", 300 * MIB), name="zeros", form=form))


def test_zeros_where_records_should_be_are_told(tmp_path: Path) -> None:
    """By both roads of an import, with the records before and behind."""
    size = len(GOOD)
    before, told, after = read_entries(Endless(GOOD, b"\0", 20 * MIB, GOOD), name="s")
    assert isinstance(told, Fault)
    assert (told.offset, told.length, told.fault) == (size, 20 * MIB, f"{20 * MIB} bytes of filling stand there")
    assert (before.offset, after.offset) == (0, size + 20 * MIB)
    stream = Endless(GOOD, b"\0", 20 * MIB, GOOD)
    summary = write_edition(stream, tmp_path / "e", name="s", statement=STATEMENT, lookups=LOOKUPS)
    assert (summary.records, [one.offset for one in summary.faulty]) == (2, [size])


@pytest.mark.parametrize("filling", [b"\0" * 5000, b"\r\n\0\r\n", b"\n\x1a\n", b"\0"])
@pytest.mark.parametrize("more", [0, 3])
def test_filling_that_is_not_line_ends_is_told(tmp_path: Path, filling: bytes, more: int) -> None:
    """By both roads of an import, however few bytes it has."""
    data = GOOD + GOOD + b"\r\n" + GOOD + filling + GOOD * (1 + more)
    read = list(read_entries(BytesIO(data), name="s"))
    (told,) = [one for one in read if isinstance(one, Fault)]
    size = 3 * len(GOOD) + 2
    assert (told.offset, told.raw) == (size, filling[:1024])
    assert told.fault == f"{len(filling)} bytes of filling stand there"
    summary = write_edition(BytesIO(data), tmp_path / "e", name="s", statement=STATEMENT, lookups=LOOKUPS)
    assert (summary.records, [(one.offset, one.fault) for one in summary.faulty]) == (4 + more, [(size, told.fault)])


@pytest.mark.parametrize("filling", [b"", b"\r\n", b"\n" * 40, b"\r\n\x1a"])
def test_line_ends_and_an_end_of_file_are_passed_over(tmp_path: Path, filling: bytes) -> None:
    data = GOOD + b"\r\n" * 20 + GOOD + filling
    assert [type(one) for one in read_entries(BytesIO(data), name="s")] == [Entry, Entry]
    summary = write_edition(BytesIO(data), tmp_path / "e", name="s", statement=STATEMENT, lookups=LOOKUPS)
    assert (summary.records, summary.faulty) == (2, ())


@pytest.mark.parametrize(
    ("first", "filling", "form"),
    [
        (GOOD, b"\0", None),
        (GOOD, b"7", None),
        (b"title\nA\n", b"\0", "csv"),
        (b'title,x\nA,1\n"', b"a" * 16383 + b"\n", "csv"),
        (b'{"title": "A"}\n', b"\0", "jsonl"),
        (b"TY  - BOOK\nTI  - A\nER  -\n", b"\0", None),
        (b"TY  - BOOK\nTI  - A\nER  -\n", b"x" * 1023 + b"\n", None),
        (b"<record><leader>", b"x", None),
        (b"<dc><title>A</title></dc>", b"<dc>" + b" " * 1020, "dc"),
    ],
)
def test_an_endless_source_takes_no_more_memory(first: bytes, filling: bytes, form: str | None) -> None:
    tracemalloc.start()
    try:
        found = 0
        for one in read_entries(Endless(first, filling, 24 * MIB), name="s", form=form, mapping=MAPPING):
            found += 1
            assert len(one.raw) <= limits.RECORD_LIMIT
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert found >= 1
    assert peak < 40 * MIB


def test_a_record_of_99_999_bytes() -> None:
    bare = len(marc(field("500", "  ", "a"), title="A"))
    notes = [field("500", "  ", "a" + "x" * 9_000) for _ in range(10)]
    size = len(marc(*notes, field("500", "  ", "a"), title="A"))
    full = marc(*notes, field("500", "  ", "a" + "x" * (99_999 - size)), title="A")
    assert (bare < 100, len(full), full[:5]) == (True, 99_999, b"99999")
    found = list(read_entries(BytesIO(full + GOOD), name="s"))
    assert [(one.remarks, one.raw) for one in found if isinstance(one, Entry)] == [((), full), ((), GOOD)]


def test_a_longer_record_is_read_to_its_terminator() -> None:
    """Its leader can say no more than 99,999 bytes."""
    long = marc(*(field("500", "  ", "a" + "x" * 9_000) for _ in range(11)), title="A")
    assert len(long) > 99_000
    long = marc(*(field("500", "  ", "a" + "x" * 9_000) for _ in range(12)), title="A")
    long = b"99999" + long[long.index(b"nam") :]
    found = list(read_entries(BytesIO(GOOD + long + GOOD), name="s"))
    assert [type(one) for one in found] == [Entry, Entry, Entry]
    assert found[1].raw == long


LIES = {
    "length of zero": (b"00000" + GOOD[5:], Entry),
    "length beyond the file": (b"09999" + GOOD[5:], Entry),
    "directory outside": (GOOD[:27] + b"999999999" + GOOD[36:], Fault),
    "directory into itself": (GOOD[:31] + b"-0001" + GOOD[36:], Fault),
    "base in the leader": (GOOD[:12] + b"00010" + GOOD[17:], Fault),
    "no directory": (GOOD[:24] + b"\x1e\x1d", Fault),
    "letters in the leader": (b"00075\xe5\x8a\xa9am a22" + GOOD[12:], Entry),
    "only terminators": (b"\x1d" * 5, Fault),
    "a field of terminators": (GOOD.replace("水".encode(), b"\x1e\x1e\x1e"), Entry),
}


@pytest.mark.parametrize("name", LIES)
def test_a_lie_costs_at_most_its_record(name: str) -> None:
    raw, wanted = LIES[name]
    found = list(read_entries(BytesIO(GOOD + raw + GOOD), name="s"))
    assert {type(one) for one in found[1:-1]} == {wanted}
    assert [found[0].raw, found[-1].raw] == [GOOD, GOOD]
    assert b"".join(one.raw for one in found) == GOOD + raw + GOOD


def test_an_unknown_form_is_refused() -> None:
    with pytest.raises(NoForm):
        read_entries(BytesIO(GOOD), name="s", form="pdf")


@pytest.mark.parametrize("data", [b"\0" * 9, b"%PDF-1.7", b"PK\x03\x04,;\0", b"one word"])
def test_what_is_nothing_of_all_this(data: bytes) -> None:
    with pytest.raises(NoMarc):
        list(read_entries(BytesIO(data), name="s"))
    with pytest.raises(NoMapping):
        propose_mapping(BytesIO(data), name="s")
