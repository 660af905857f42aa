"""What names a record from edition to edition, and what is likely one work."""

from dataclasses import replace

import pytest

from verbale.engines.catalogue.bibliographic import Bibliographic
from verbale.engines.catalogue.identity import identity_of, work_key_of

PLAIN = Bibliographic(
    title="Hydrology of Rivers. Vol. 2", original_title=None, responsibility=None, creators=("Lindt, Ada",),
    original_creators=(), publisher=None, place=None, year=1963, country=None, countries=(), language=None, kind=None,
    field=None, series=(), subjects=(), isbn=(), issn=(), control_number=None, local_numbers=(), restriction=None,
    restricted=False,
)  # fmt: skip


@pytest.mark.parametrize(
    ("told", "identity"),
    [
        ({"control_number": "815", "isbn": ("9783161484100",)}, "id:XX-1:815"),
        ({"isbn": ("9783161484100", "316148410X"), "issn": ("1234-567X",)}, "isbn:9783161484100:1963:2"),
        ({"issn": ("1234-567X",), "year": None, "title": "Acta"}, "issn:1234-567X::"),
        ({}, "work:hydrology of rivers vol 2/lindt/1963/2:01ba4719c80b6fe9"),
    ],
)
def test_the_surest_name_is_taken(told: dict[str, object], identity: str) -> None:
    assert identity_of(replace(PLAIN, **told), agency="XX-1", raw=b"\n") == identity  # type: ignore[arg-type]


def test_a_control_number_is_its_agency_s() -> None:
    record = replace(PLAIN, control_number="1")
    assert identity_of(record, agency="A") != identity_of(record, agency="B")


def test_without_any_number_other_bytes_are_another_record() -> None:
    assert identity_of(PLAIN, raw=b"a") != identity_of(PLAIN, raw=b"b")


@pytest.mark.parametrize(
    ("told", "key"),
    [
        ({}, "hydrology of rivers vol 2/lindt/1963/2"),
        ({"title": "HYDROLOGY  of rivers, vol. 2", "creators": ("Ada Lindt",)}, None),
        (
            {"title": "ＡＢＣ of the theory of very long titles, 12", "creators": ()},
            "abc of the theory of very//1963/12",
        ),
        ({"title": "激光测量", "creators": ("刘, 海",), "year": None}, "激光测量/刘//"),
        ({"title": "—", "creators": ("",)}, "//1963/"),
    ],
)
def test_the_key_of_a_work(told: dict[str, object], key: str | None) -> None:
    assert work_key_of(replace(PLAIN, **told)) == (key or work_key_of(PLAIN))  # type: ignore[arg-type]
