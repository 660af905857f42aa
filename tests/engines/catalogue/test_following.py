"""An edition follows an edition: whole issues, corrections, and what is refused."""

from io import BytesIO
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pymarc import Field

from tests.engines.catalogue.build import LOOKUPS, STATEMENT, field, marc, record, xml
from verbale.engines.catalogue import (
    Edition,
    EditionSummary,
    EmptyFile,
    FolderTaken,
    open_edition,
    read_duplicates,
    write_edition,
)
from verbale.engines.catalogue.changes import Change, Changes, read_changes
from verbale.engines.catalogue.errors import MostWithdrawn
from verbale.engines.catalogue.following import write_following


def item(number: int, title: str, status: str = "n", *more: Field) -> bytes:
    """A record under a control number."""
    return marc(Field("001", data=str(number)), *more, title=title, leader=f"     {status}am a22      i 4500")


ONE, TWO, THREE = item(1, "One"), item(2, "Two"), item(3, "Three")
BROKEN = ONE[:40] + b"\x1d"


def followed(
    folder: Path, data: bytes, follows: Edition | None = None, **how: bool
) -> tuple[Edition, EditionSummary, Changes | None]:
    def write(part: Path) -> EditionSummary:
        return write_edition(BytesIO(data), part, name="source", statement=STATEMENT, lookups=LOOKUPS)

    summary, found = write_following(folder, write, follows=follows, **how)
    return open_edition(folder), summary, found


def first(folder: Path, data: bytes) -> Edition:
    return followed(folder, data)[0]


def titles(edition: Edition) -> list[tuple[object, object]]:
    return [(row["number"], row["title"]) for row in edition.rows(["number", "title"])]


def test_a_first_edition_follows_nothing(tmp_path: Path) -> None:
    edition, summary, found = followed(tmp_path / "a", ONE + BROKEN + TWO)
    assert (titles(edition), summary, found) == ([(0, "One"), (1, "Two")], edition.summary, None)
    assert (len(summary.faulty), read_changes(edition)) == (1, ())
    assert "changes.parquet" not in {path.name for path in edition.folder.iterdir()}


def test_a_whole_new_issue_lists_what_changed(tmp_path: Path) -> None:
    old = first(tmp_path / "a", ONE + TWO + THREE)
    added = field("260", "  ", "bMeridian Press")
    new, summary, found = followed(tmp_path / "b", item(4, "Four") + item(3, "Three", "c", added) + TWO, old)
    assert (found, summary.records) == (Changes(added=1, changed=1, withdrawn=1, same=1), 3)
    assert read_changes(new) == (
        Change("withdrawn", "id::1", "One", 0, None, ()),
        Change("changed", "id::3", "Three", 2, 1, ("publisher", "raw")),
        Change("added", "id::4", "Four", None, 0, ()),
    )
    assert [one.change for one in read_changes(new, "added")] == ["added"]
    assert [one.title for one in read_changes(new, limit=1, offset=2)] == ["Four"]
    assert pq.read_table(new.folder / "pairs.parquet").to_pylist() == [{"old": 1, "new": 2}, {"old": 2, "new": 1}]


def test_corrections_make_a_whole_edition(tmp_path: Path) -> None:
    old = first(tmp_path / "a", ONE + TWO + THREE)
    corrections = item(2, "Two, corrected", "c") + item(1, "One", "d") + item(4, "Four", "n") + BROKEN
    new, summary, found = followed(tmp_path / "b", corrections, old, corrections=True)
    assert titles(new) == [(0, "Three"), (1, "Two, corrected"), (2, "Four")]
    assert found == Changes(added=1, changed=1, withdrawn=1, same=1)
    assert (summary, len(summary.faulty)) == (new.summary, 1)
    assert (new.facts(1), new.row(2)["title"]) == (old.facts(1), "Four")


def test_what_may_be_duplicates_is_found_in_the_whole(tmp_path: Path) -> None:
    isbn = field("020", "  ", "a9783161484100")
    old = first(tmp_path / "a", item(1, "One", "n", isbn) + TWO)
    new, *_ = followed(tmp_path / "b", item(3, "Uno", "n", isbn), old, corrections=True)
    (group,) = read_duplicates(new)
    assert (group.reason, group.records) == ("isbn", ((0, "One"), (2, "Uno")))


def test_of_corrections_to_one_record_the_last_counts(tmp_path: Path) -> None:
    old = first(tmp_path / "a", ONE + TWO + THREE)
    came = item(1, "Uno", "c") + item(1, "Eins", "c") + item(2, "Zwei", "c") + item(2, "", "d") + item(3, "", "d")
    new, *_ = followed(tmp_path / "b", came + item(3, "Drei"), old, corrections=True)
    assert titles(new) == [(0, "Eins"), (1, "Drei")]


@pytest.mark.parametrize("form", ["iso2709", "marcxml"])
def test_a_deletion_needs_no_title(tmp_path: Path, form: str) -> None:
    old = first(tmp_path / "a", ONE + TWO + THREE)
    bare = record(Field("001", data="2"), title="", leader="     dam a22      i 4500")
    came = bytes(bare.as_marc()) if form == "iso2709" else xml(bare)
    new, summary, found = followed(tmp_path / "b", came, old, corrections=True)
    assert (titles(new), summary.faulty, found) == ([(0, "One"), (1, "Three")], (), Changes(0, 0, 1, 2))


def test_what_its_source_marks_as_deleted_is_in_no_edition(tmp_path: Path) -> None:
    edition, summary, _ = followed(tmp_path / "a", ONE + item(2, "Two", "d") + THREE)
    assert (titles(edition), summary.records, summary) == ([(0, "One"), (1, "Three")], 2, edition.summary)


def test_a_deletion_of_what_was_never_there_changes_nothing(tmp_path: Path) -> None:
    old = first(tmp_path / "a", ONE)
    assert followed(tmp_path / "b", item(9, "Nine", "d"), old, corrections=True)[2] == Changes(0, 0, 0, 1)


def test_records_that_share_an_identity_are_told_apart_by_what_they_say(tmp_path: Path) -> None:
    old = first(tmp_path / "a", item(7, "x") + item(7, "x") + item(7, "y") + ONE + TWO)
    new, _, found = followed(tmp_path / "b", item(7, "z") + item(7, "x") + ONE + TWO, old)
    assert found == Changes(added=1, changed=0, withdrawn=2, same=3)
    assert [(one.change, one.title) for one in read_changes(new)] == [
        ("withdrawn", "x"), ("withdrawn", "y"), ("added", "z"),
    ]  # fmt: skip


def test_most_of_an_edition_goes_only_if_somebody_confirms(tmp_path: Path) -> None:
    old = first(tmp_path / "a", ONE + TWO + THREE)
    with pytest.raises(MostWithdrawn) as refused:
        followed(tmp_path / "b", item(4, "Four") + ONE, old)
    assert refused.value.facts == {"withdrawn": 2, "records": 3}
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    new, *_ = followed(tmp_path / "b", item(4, "Four") + ONE, old, most_may_go=True)
    with pytest.raises(MostWithdrawn):
        followed(tmp_path / "c", BROKEN, new)
    assert followed(tmp_path / "c", BROKEN, new, most_may_go=True)[2] == Changes(0, 0, 2, 0)


def test_an_empty_file_follows_nothing(tmp_path: Path) -> None:
    old = first(tmp_path / "a", ONE)
    with pytest.raises(EmptyFile):
        followed(tmp_path / "b", b"", old, most_may_go=True)
    with pytest.raises(FolderTaken):
        followed(tmp_path / "a", ONE, old)
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


NUMBERED = st.dictionaries(st.integers(0, 9), st.sampled_from("abc"), max_size=8)


@settings(max_examples=20, deadline=None)
@given(NUMBERED, NUMBERED)
def test_changes_are_what_the_two_say(
    tmp_path_factory: pytest.TempPathFactory, was: dict[int, str], now: dict[int, str]
) -> None:
    folder = tmp_path_factory.mktemp("editions")
    data = [b"".join(item(number, title) for number, title in one.items()) or BROKEN for one in (was, now)]
    old = first(folder / "a", data[0])
    *_, found = followed(folder / "b", data[1], old, most_may_go=True)
    both = was.keys() & now.keys()
    same = sum(was[number] == now[number] for number in both)
    assert found == Changes(len(now) - len(both), len(both) - same, len(was) - len(both), same)
