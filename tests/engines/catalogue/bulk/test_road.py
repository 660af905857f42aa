"""The law of import in bulk: both roads give equal rows, equal faults, in the same order."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.catalogue.build import MARC, coded, field, marc
from tests.engines.catalogue.bulk.roads import broad, iso2709, plain, record, source
from verbale.engines.catalogue.bulk import road

ONE = marc(field("264", " 1", "aLakeford :", "bMeridian Press"), title="Flood routing", coded=coded())


SEEDS = st.integers(0, 2**64)


@settings(max_examples=60, deadline=None)
@given(SEEDS)
def test_any_records(seed: int) -> None:
    random = Random(seed)
    data = b"".join(record(random) for _ in range(20)) + ONE
    assert broad(data) == plain(data)


@settings(max_examples=60, deadline=None)
@given(SEEDS)
def test_any_source(seed: int) -> None:
    data = source(Random(seed)) + ONE
    assert broad(data) == plain(data)


@pytest.mark.parametrize("threads", [1, 2, 3])
@pytest.mark.parametrize("size", [1, 100, 1000, 5000])
def test_chunks_of_any_size(size: int, threads: int, monkeypatch: pytest.MonkeyPatch) -> None:
    source = b"".join(ONE[:-1] + b"\x1d" * (number % 7 != 3) + b"\r\n" * (number % 5) for number in range(60))
    _read_piecemeal(monkeypatch, size, threads)
    assert broad(source) == plain(source)


@settings(max_examples=60, deadline=None)
@given(SEEDS)
def test_any_source_in_chunks(seed: int) -> None:
    random = Random(seed)
    data = source(random, 30) + ONE
    with pytest.MonkeyPatch.context() as patch:
        _read_piecemeal(patch, random.choice((200, 700, 3000)), random.choice((1, 2, 3)))
        assert broad(data) == plain(data)


def _read_piecemeal(patch: pytest.MonkeyPatch, size: int, threads: int) -> None:
    """Chunks of so many bytes, and never more than 64 bytes of the stream at a time unless they are asked for."""
    patch.setattr(road, "SIZE", size)
    patch.setattr(road, "THREADS", threads)
    for module in ("window", "iso2709", "bulk.road"):
        patch.setattr(f"verbale.engines.catalogue.{module}.CHUNK", 64)


@pytest.mark.parametrize(
    "fields",
    [
        [("245", b"10\x1fa" + "Título".encode()), ("001", b" x  1 "), ("003", b"DE\x1f-1")],
        [("245", b"10\x1faX"), ("264", b"\x1f1x\x1fbPress"), ("264", b" 1\x1fbOther [")],
        [("245", b"10\x1faX"), ("084", b"  \x1faTP3\x1f2clc"), ("082", b"  \x1fa[ 621")],
        [("245", b"10\x1faX"), ("506", b"\x1faAsk"), ("880", b"1 \x1f6506-01\x1faX"), ("355", b"  ")],
        [("245", b"10\x1faX"), ("880", b"10\x1f6245-01\x1fa" + "激光 /".encode()), ("020", b"  \x1fa97818512451")],
        [("245", b"10\x1faX"), ("490", b"  \x1fac" + "\xad\u0301".encode())],
        [("245", b"10\x1faA\n  b :\x1fb\tc\x07d /\n\x1fc\n"), ("700", b"1 \x1fa\nMann, T.\n"), ("001", b"1\n")],
        [("245", b"10\x1faX"), ("650", b" 0\x1faA\nb.\x1fx\n\x1fzC\x7f.\n"), ("020", b"  \x1fa978\n")],
        [("245", b"10\x1faX"), ("260", b"  \x1fa[\n]\x1fb\x07"), ("490", b"  \x1fa\n\x1faB"), ("260", b"  \x1faC")],
    ],
)
def test_what_once_was_found(fields: list[tuple[str, bytes]]) -> None:
    assert broad(iso2709(fields)) == plain(iso2709(fields))


@pytest.mark.shared
@pytest.mark.skipif(not MARC.is_dir(), reason="the real inputs are not here")
@pytest.mark.parametrize("name", ["corpus.mrc", "thousand-raw.mrc", "rsl-cyrillic.mrc"])
def test_real_sources(name: str) -> None:
    data = (MARC / name).read_bytes()
    rows, faults, remarked = plain(data)
    found = broad(data)
    assert (len(found[0]), found[1], found[2]) == (len(rows), faults, remarked)
    assert all(ours == theirs for ours, theirs in zip(found[0], rows, strict=True))
