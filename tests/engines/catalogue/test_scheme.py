"""Which scheme a record was written in, by its fields and never by its file."""

from io import BytesIO

import pytest
from pymarc import Field

from tests.engines.catalogue.build import field, marc
from verbale.engines.catalogue import Record, read_records

CODED = field("100", "  ", "a19961119d1996    ||||0itac50      ba")
TITLE = field("200", "1 ", "aTitle")


def scheme(*fields: Field, title: str = "") -> str:
    (read,) = read_records(BytesIO(marc(*fields, title=title)), name="source")
    assert isinstance(read, Record)
    return read.scheme


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ((TITLE,), "unimarc"),
        ((TITLE, CODED), "unimarc"),
        ((TITLE, CODED, field("245", "10", "aBoth")), "unimarc"),
        ((TITLE, CODED, field("690", "  ", "aF124", "v4")), "cnmarc"),
        ((TITLE, CODED, field("801", " 0", "aCN", "bNLC")), "cnmarc"),
        ((TITLE, CODED, field("905", "  ", "aBNU", "dF124", "e26")), "cnmarc"),
        ((TITLE, CODED, field("801", " 0", "aRU", "bNLR"), field("905", "  ", "a1")), "unimarc"),
        ((TITLE, CODED, field("690", "  ", "alocal")), "unimarc"),
    ],
)
def test_by_a_title_in_200(fields: tuple[Field, ...], wanted: str) -> None:
    assert scheme(*fields) == wanted


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ((), "marc21"),
        ((field("100", "1 ", "aStrom, Eva Johanna Maria Theresia Elisabeth"),), "marc21"),
        ((field("200", "1 ", "aLocal"), field("100", "1 ", "aStrom, Eva")), "marc21"),
        ((field("040", "  ", "aDLC", "cDLC"), field("049", "  ", "aJHEE")), "marc21"),
        ((field("049", "0 ", "aJHEE", "lon shelf"), field("052", "  ", "a6913"), field("090", "  ", "aQE1")), "marc21"),
        ((field("056", "  ", "a813.6", "26"),), "kormarc"),
        ((field("012", "  ", "aKMO199900254"),), "kormarc"),
        ((field("040", "  ", "a011001", "c011001"),), "kormarc"),
        ((field("049", "0 ", "lEM0000012345", "v1"),), "kormarc"),
    ],
)
def test_by_a_title_in_245(fields: tuple[Field, ...], wanted: str) -> None:
    assert scheme(*fields, title="A title") == wanted
