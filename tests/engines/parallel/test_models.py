"""Models of machines, told by their names."""

from __future__ import annotations

import pytest

from verbale.engines.parallel import compare

TOLD = [
    ({"zh": "两台HP 8450型光度计。", "en": "Two HP 8451 photometers."}, ["HP 8450", "HP 8451"]),
    ({"ru": "Закуплен Perkin 5100.", "ko": "Perkin 5000을 구입하였다."}, ["PERKIN 5100", "PERKIN 5000"]),
    ({"de": "ein Rechner VAX 780", "en": "a VAX 750 computer"}, ["VAX 780", "VAX 750"]),
]


@pytest.mark.parametrize(("texts", "says"), TOLD)
def test_another_model_is_told_by_its_name(texts: dict[str, str], says: list[str]) -> None:
    found = compare(texts)
    assert [(finding.kind.value, finding.says) for finding in found] == [("name", one) for one in says]
    assert found[0].mirrors(found[1])


def test_another_number_behind_another_word_is_a_number() -> None:
    found = compare({"de": "Es gilt Band 12 des Werkes.", "en": "Band 14 of the work applies."})
    assert {finding.kind.value for finding in found} == {"number"}


def test_the_same_model_is_no_finding() -> None:
    assert compare({"zh": "惠普8450型光度计", "en": "an HP 8450 photometer"}) == ()
