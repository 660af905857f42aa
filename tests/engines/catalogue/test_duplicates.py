"""Records of one edition that may be of one work: linked with the reason, never merged."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.engines.catalogue.build import coded, field, imported, marc
from verbale.engines.catalogue import DuplicateGroup, count_duplicates, duplicates, read_duplicates
from verbale.engines.catalogue.duplicates import DUPLICATES_FILE, SHOWN, write_duplicates

AUTHOR = field("100", "1 ", "aMann, Thomas,")


def book(title: str, *fields: object, year: str = "1963") -> bytes:
    return marc(*fields, title=title, coded=coded(year))  # type: ignore[arg-type]


def test_groups_by_each_reason(tmp_path: Path) -> None:
    source = (
        book("One", field("020", "  ", "a978-1-85124-513-0"))
        + book("Other", field("020", "  ", "a9781851245130 (pbk.)"))
        + book("Annals", field("022", "  ", "a0317-8471"))
        + book("Annals again", field("022", "  ", "a0317-8471"))
        + book("Annals later", field("022", "  ", "a0317-8471"), year="1964")
        + book("Snow", field("035", "  ", "a(OCoLC)17"))
        + book("Schnee", field("035", "  ", "a(OCoLC)17"))
        + book("Ours", field("035", "  ", "a17"))
        + book("Ours too", field("035", "  ", "a17"))
        + book("Der Zauberberg /", AUTHOR)
        + book("Der  ZAUBERBERG : Roman", AUTHOR)
        + book("Der Zauberberg.", field("100", "1 ", "aMANN, T."))
    )
    edition = imported(tmp_path / "e", source)
    assert read_duplicates(edition) == (
        DuplicateGroup("isbn", "9781851245130", 2, ((0, "One"), (1, "Other"))),
        DuplicateGroup("issn and year", "0317-8471 1963", 2, ((2, "Annals"), (3, "Annals again"))),
        DuplicateGroup("number", "(OCoLC)17", 2, ((5, "Snow"), (6, "Schnee"))),
        DuplicateGroup("work", "der zauberberg/mann/1963/", 2, ((9, "Der Zauberberg"), (11, "Der Zauberberg."))),
    )
    assert count_duplicates(edition) == {"isbn": 1, "issn and year": 1, "number": 1, "work": 1}
    assert edition.count == 12


def test_an_isbn_of_ten_digits_is_that_of_thirteen(tmp_path: Path) -> None:
    numbers = ("9780306406157", "0306406152", "080442957X", "978-0-8044-2957-3", "0306406153", "9780306406153")
    edition = imported(tmp_path / "e", b"".join(book(f"T{n}", field("020", "  ", f"a{n}")) for n in numbers))
    assert read_duplicates(edition) == (
        DuplicateGroup("isbn", "9780306406157", 2, ((0, "T9780306406157"), (1, "T0306406152"))),
        DuplicateGroup("isbn", "9780804429573", 2, ((2, "T080442957X"), (3, "T978-0-8044-2957-3"))),
    )


def test_what_says_too_little_is_no_group(tmp_path: Path) -> None:
    edition = imported(tmp_path / "e", book("Report") * 3 + book("Zauberberg", AUTHOR, year="    ") * 3)
    assert read_duplicates(edition) == ()
    assert count_duplicates(edition) == {}


def test_one_record_that_says_it_twice_is_no_group(tmp_path: Path) -> None:
    twice = book("One", field("035", "  ", "a(A)1"), field("035", "  ", "a(A)1"))
    assert read_duplicates(imported(tmp_path / "e", twice)) == ()


def test_pages_of_groups(tmp_path: Path) -> None:
    source = b"".join(book(f"T{n}", field("020", "  ", f"a{n:09}X")) * 2 for n in range(5)) + book("W", AUTHOR) * 2
    edition = imported(tmp_path / "e", source)
    assert [one.key for one in read_duplicates(edition, limit=2, offset=1)] == ["000000001X", "000000002X"]
    assert [one.reason for one in read_duplicates(edition, "work")] == ["work"]
    assert read_duplicates(edition, "isbn", limit=-1, offset=-1) == ()


def test_a_large_group_is_told_in_part(tmp_path: Path) -> None:
    (group,) = read_duplicates(imported(tmp_path / "e", book("One", field("020", "  ", "a185124513X")) * 30))
    assert (group.size, len(group.records)) == (30, SHOWN)


def test_an_edition_from_before_has_none(tmp_path: Path) -> None:
    edition = imported(tmp_path / "e", book("One", field("020", "  ", "a185124513X")) * 2)
    (edition.folder / DUPLICATES_FILE).unlink()
    assert (read_duplicates(edition), count_duplicates(edition)) == ((), {})


def test_a_large_edition_is_linked_alike(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = [field("035", "  ", f"a{text}") for text in ("(A)1", "()2", "(A)", "(ß) 3", "x(A)4", "(A)1")]
    given = ("9780306406157", "0306406152", "080442957X", "978-0-8044-2957-3", "0306406153", "9780306406153")
    isbn = [field("020", "  ", f"a{text}") for text in given]
    source = b"".join(
        book(
            f"Title {count % 3}",
            *numbers[: count % 7],
            field("022", "  ", f"a0317-847{count % 4}"),
            *names,
            *isbn[count % 6 :],
            year=year,
        )
        for count, (year, names) in enumerate(zip(("1963", "    ", "1964") * 7, ((AUTHOR,), ()) * 11, strict=False))
    )
    edition = imported(tmp_path / "e", source)
    few = pq.read_table(edition.folder / DUPLICATES_FILE)
    monkeypatch.setattr(duplicates, "_FITTING", -1)
    write_duplicates(edition.folder)
    many = pq.read_table(edition.folder / DUPLICATES_FILE)
    assert (few.num_rows > 0, few.to_pylist(), few.schema.types) == (True, many.to_pylist(), many.schema.types)
