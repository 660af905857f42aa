"""RIS: kinds, hosts, and records without their end."""

import pytest

from tests.engines.catalogue.forms.reader import read, said, told
from verbale.engines.catalogue import Entry

BOOK = """TY  - BOOK
TI  - Wasser und Eis
AU  - Strom, Eva
A2  - Berg, Nils
PB  - Verlag
CY  - Bern
PY  - 1963/01/02
LA  - de
SN  - 978-0-306-40615-7
T3  - Reihe
KW  - Eis
KW  - Schnee
N1  - 内部发行
ID  - 42
DO  - 10.1000/1
ER  -
"""


def test_a_full_record() -> None:
    (one,) = read(BOOK.encode())
    assert said(one) == {
        "title": "Wasser und Eis",
        "creators": ("Strom, Eva", "Berg, Nils"),
        "publisher": "Verlag",
        "place": "Bern",
        "year": 1963,
        "language": "ger",
        "kind": "book",
        "series": ("Reihe",),
        "subjects": ("Eis", "Schnee"),
        "isbn": ("9780306406157",),
        "control_number": "42",
        "local_numbers": ("10.1000/1",),
        "restriction": "内部发行",
        "restricted": True,
    }


@pytest.mark.parametrize(
    ("kind", "wanted"), [("JOUR", "article"), ("THES", "thesis"), ("CONF", "conference paper"), ("GEN", None)]
)
def test_kinds(kind: str, wanted: str | None) -> None:
    (one,) = read(f"TY  - {kind}\nT1  - A\nER  - \n".encode())
    assert said(one).get("kind") == wanted


def test_a_journal_is_its_articles_series() -> None:
    (one,) = read(b"TY  - JOUR\r\nT1  - Ice\r\nJO  - Annals\r\nSN  - 1234-567X\r\nER  - \r\n")
    assert said(one) == {"title": "Ice", "kind": "article", "series": ("Annals",), "issn": ("1234-567X",)}


def test_a_missing_end_is_remarked() -> None:
    """One ends where the next begins, the last at the end of the file."""
    found = read(b"TY  - BOOK\nTI  - One\n\nTY  - BOOK\nTI  - Two\nER  - \nTY  - BOOK\nTI  - Three")
    assert [(said(one)["title"], one.remarks) for one in found if isinstance(one, Entry)] == [
        ("One", ("its end (ER) is missing",)),
        ("Two", ()),
        ("Three", ("its end (ER) is missing",)),
    ]


def test_a_long_text_goes_on_in_the_next_line() -> None:
    assert told(b"TY  - BOOK\nTI  - One\n and more\nER  - \n") == ["One and more"]


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (b"TY  - BOOK\nAU  - X\nER  - \n", ["it has no title (TI or T1)"]),
        (
            b"TY  - BOOK\nTI  - A\nER  - \nrubbish\nER  -\n" + BOOK.encode(),
            ["A", "it does not begin with TY", "Wasser und Eis"],
        ),
        (b"TY  - BOOK\nBT  - The whole\nER  - \n", ["The whole"]),
    ],
)
def test_what_is_no_record(data: bytes, wanted: list[str]) -> None:
    assert told(data) == wanted


def test_every_record_has_its_encoding() -> None:
    data = BOOK.encode() + BOOK.replace("Wasser und Eis", "Гидрология суши").replace("内部发行", "").encode("cp1251")
    found = read(data)
    assert [one.encoding for one in found if isinstance(one, Entry)] == ["utf-8", "cp1251"]
    assert b"".join(one.raw for one in found) == data
