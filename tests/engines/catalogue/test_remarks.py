"""What was odd and did not prevent the use of a record is counted by kind, and listed."""

from tests.engines.catalogue.build import imported, marc
from tests.engines.catalogue.test_encoding import encoded
from verbale.engines.catalogue import Remark, RemarkCount, count_remarks, read_remarks

LYING = "encoding: it is cp1252 and declares marc-8"


def source() -> bytes:
    short = marc(title="Snow")
    return (
        encoded("Über Flüsse", "cp1252", said=" ")
        + marc(title="Ice")
        + b"00099" + short[5:]
        + encoded("Große Bäche", "cp1252", said=" ")
    )  # fmt: skip


def test_remarks_are_counted_by_kind(tmp_path) -> None:
    edition = imported(tmp_path / "edition", source())
    assert count_remarks(edition) == {"encoding": RemarkCount(2, 2), "length": RemarkCount(1, 1)}


def test_remarks_are_listed_in_order_and_by_kind(tmp_path) -> None:
    edition = imported(tmp_path / "edition", source())
    first, last = Remark(0, "Über Flüsse", "encoding", LYING), Remark(3, "Große Bäche", "encoding", LYING)
    middle = Remark(2, "Snow", "length", "the length in the leader is wrong")
    assert read_remarks(edition) == [first, middle, last]
    assert read_remarks(edition, "encoding") == [first, last]
    assert read_remarks(edition, limit=1, offset=1) == [middle]


def test_an_edition_without_remarks_has_none(tmp_path) -> None:
    edition = imported(tmp_path / "edition", marc(title="Ice"))
    assert (count_remarks(edition), read_remarks(edition)) == ({}, [])
