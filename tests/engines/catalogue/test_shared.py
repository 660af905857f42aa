"""The real inputs beside the project: all good ones read as pymarc reads them, all broken ones listed."""

import re
from collections import defaultdict
from io import BytesIO
from pathlib import Path

import pymarc
import pytest

from tests.engines.catalogue.build import LOOKUPS, MARC, STATEMENT
from verbale.engines.catalogue import Fault, Record, open_edition, read_records, write_edition
from verbale.engines.catalogue.iso2709 import read_iso2709
from verbale.engines.catalogue.window import Window

pytestmark = [pytest.mark.shared, pytest.mark.skipif(not MARC.is_dir(), reason="the real inputs are not here")]

DECLARES_WRONGLY = re.compile("encoding: |UTF-8 without saying so")
UNREAD_BY_PYMARC = {"corpus.mrc": 2}
"""Records whose leader holds letters that are not ASCII."""

BROKEN = {
    "bad_data_value.mrc": (1, []),
    "bad_encoding.mrc": (1, []),
    "bad_indicator.dat": (1, [(1159, "it breaks off without a record terminator")]),
    "bad_records.mrc": (
        2,
        [
            (127, "its leader says that the data begin at 99937"),
            (254, "its leader says that the data begin at 0,"),
            (381, "its directory is not made of entries"),
            (509, "its directory is not made of entries"),
            (637, "the address of its data in the leader is no number"),
            (764, "it has no fields"),
        ],
    ),
    "bad_subfield_code.dat": (1, []),
    "marc8.dat": (1, []),
    "testunimarc.dat": (1, []),
    "utf8_invalid.mrc": (1, []),
    "utf8_without_leader_flag.dat": (1, []),
}


def read_all(path: Path) -> list[Record | Fault]:
    """Every record, also what is no bibliographic one or has no title."""
    with path.open("rb") as stream:
        return list(read_iso2709(Window(stream)))


def read(path: Path) -> list[Record | Fault]:
    with path.open("rb") as stream:
        return list(read_records(stream, name=path.name))


def test_every_broken_file_is_expected() -> None:
    assert sorted(path.name for path in (MARC / "broken").iterdir()) == sorted(BROKEN)


@pytest.mark.parametrize("name", BROKEN)
def test_broken(name: str, tmp_path: Path) -> None:
    count, faults = BROKEN[name]
    with (MARC / "broken" / name).open("rb") as stream:
        summary = write_edition(stream, tmp_path / "e", name=name, statement=STATEMENT, lookups=LOOKUPS)
    assert summary.records == count
    assert [one.offset for one in summary.faulty] == [offset for offset, _ in faults]
    assert all(one.fault.startswith(why) for one, (_, why) in zip(summary.faulty, faults, strict=True))
    assert summary.bytes_read == (MARC / "broken" / name).stat().st_size


@pytest.mark.parametrize(
    ("name", "records", "faults"),
    [
        ("thousand-raw.mrc", 1000, 0),
        ("rsl-cyrillic.mrc", 5, 0),
        ("marcxml.xml", 10, 0),
        ("cnmarc.xml", 10, 0),
        ("unimarcxml.xml", 10, 0),
    ],
)
def test_good(name: str, records: int, faults: int) -> None:
    found = read(MARC / name)
    assert (sum(isinstance(one, Record) for one in found), sum(isinstance(one, Fault) for one in found)) == (
        records,
        faults,
    )


@pytest.mark.parametrize("name", ["corpus.mrc", "thousand-raw.mrc", "rsl-cyrillic.mrc"])
def test_fields_are_those_that_pymarc_reads(name: str) -> None:
    """Every record that both read, but for those that declare an encoding they are not in: the reason is remarked."""
    found = [one for one in read_all(MARC / name) if isinstance(one, Record)]
    pairs = [(one, theirs) for one in found if (theirs := next(pymarc.MARCReader(BytesIO(one.raw)))) is not None]
    assert len(found) - len(pairs) == UNREAD_BY_PYMARC.get(name, 0)
    unequal = [one for one, theirs in pairs if ours(one) != told(theirs)]
    assert [one.offset for one in unequal if not any(map(DECLARES_WRONGLY.match, one.remarks))] == []


def ours(record: Record) -> dict[str, list[object]]:
    """Every field by tag, a control field as text, others as indicators and subfields."""
    return {
        tag: [value.decode() for value in values]
        if tag < "010"
        else [(one.indicators, one.subfields) for one in record.fields(tag)]
        for tag, values in record.content.items()
    }


def told(record: pymarc.Record) -> dict[str, list[object]]:
    made: dict[str, list[object]] = defaultdict(list)
    for one in record.fields:
        pairs = tuple((part.code, part.value) for part in one.subfields)
        made[one.tag].append(one.data if one.tag < "010" else ("".join(one.indicators or ()), pairs))
    return dict(made)


def test_the_corpus_as_an_edition(tmp_path: Path) -> None:
    with (MARC / "corpus.mrc").open("rb") as stream:
        summary = write_edition(stream, tmp_path / "e", name="corpus.mrc", statement=STATEMENT, lookups=LOOKUPS)
    assert summary.records + len(summary.faulty) == 13_762
    assert summary.records == 13_756
    edition = open_edition(tmp_path / "e")
    pieces = [*edition.rows(["offset", "raw"]), *({"offset": one.offset, "raw": one.raw} for one in edition.faults())]
    pieces.sort(key=lambda row: int(str(row["offset"])))
    whole = (MARC / "corpus.mrc").read_bytes()
    assert b"".join(bytes(row["raw"]) for row in pieces) == whole  # type: ignore[call-overload]
