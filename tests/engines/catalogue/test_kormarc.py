"""KORMARC says the same as MARC 21 would, in its own tags."""

from io import BytesIO

import pytest
from pymarc import Field

from tests.engines.catalogue.build import coded, field, marc
from verbale.engines.catalogue import Bibliographic, Record, describe, read_records

KDC = field("056", "  ", "a453.9", "26")


def described(*fields: Field, **told: str) -> Bibliographic:
    (read,) = read_records(BytesIO(marc(*fields, **told)), name="source")
    assert isinstance(read, Record)
    assert read.scheme == "kormarc"
    return describe(read)


def test_a_full_record() -> None:
    found = described(
        Field("001", data="KMO201600001"),
        field("020", "  ", "a9788956748573", "g93450"),
        field("040", "  ", "a011001", "c011001"),
        field("049", "0 ", "lEM0000012345"),
        KDC,
        field("100", "1 ", "a김철수"),
        field("245", "10", "a수문학 /", "d김철수 지음 ;", "e이영희 옮김"),
        field("246", "1 ", "a水文學"),
        field("260", "  ", "a서울 :", "b과학사,", "c2016"),
        field("440", " 0", "a물 총서 ;", "v3"),
        field("650", " 8", "a수문학[水文學]"),
        field("700", "1 ", "a이영희"),
        field("880", "10", "6245-01/$1", "a水文學"),
        field("940", "  ", "aSumunhak"),
        title="",
        coded=coded(year="2016", country="ulk", language="kor"),
    )
    assert found == Bibliographic(
        title="수문학",
        original_title="水文學",
        responsibility="김철수 지음 ; 이영희 옮김",
        creators=("김철수", "이영희"),
        original_creators=(),
        publisher="과학사",
        place="서울",
        year=2016,
        country="ko",
        countries=("ko",),
        language="kor",
        kind="book",
        field="natural sciences",
        series=("물 총서",),
        subjects=("수문학[水文學]",),
        isbn=("9788956748573",),
        issn=(),
        control_number="KMO201600001",
        local_numbers=(),
        restriction=None,
        restricted=False,
        variants=("水文學", "Sumunhak"),
    )


@pytest.mark.parametrize(
    ("code", "wanted"),
    [("ulk", "ko"), ("bnk", "ko"), ("ko ", "ko"), ("us ", "us"), ("enk", "enk"), ("ja ", "ja"), ("xxx", None)],
)
def test_countries(code: str, wanted: str | None) -> None:
    assert described(KDC, coded=coded(country=code)).country == wanted


def test_a_region_is_no_country_in_marc_21() -> None:
    (read,) = read_records(BytesIO(marc(coded=coded(country="ulk"))), name="source")
    assert isinstance(read, Record)
    assert describe(read).country is None


def test_an_access_note_restricts() -> None:
    found = described(KDC, field("506", "1 ", "a관내 열람만 가능"))
    assert (found.restriction, found.restricted) == ("관내 열람만 가능", True)


@pytest.mark.parametrize(("text", "restricted"), [("대외비", True), ("열람 제한 자료", True), ("색인 수록", False)])
def test_words_in_a_note_restrict(text: str, restricted: bool) -> None:
    assert described(KDC, field("500", "  ", "a" + text)).restricted is restricted
