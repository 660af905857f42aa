"""Names in every case, and what only looks like one."""

from __future__ import annotations

import pytest

from verbale.engines.parallel.glossary import BUILT_IN
from verbale.engines.parallel.names import names
from verbale.engines.parallel.strangers import strangers


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("ru", "в Венгрии", "Hungary"),
        ("ru", "Шанхайский завод", "Shanghai"),
        ("ru", "под Магдебургом", "Magdeburg"),
        ("de", "Ungarns", "Hungary"),
        ("de", "der DDR", "East Germany"),
        ("ko", "평양에서", "Pyongyang"),
        ("zh", "内蒙古", "Inner Mongolia"),
        ("en", "the GDR", "East Germany"),
    ],
)
def test_a_name_is_found_in_its_forms(language: str, text: str, value: str) -> None:
    assert [(name.value, name.soft) for name in names(text, language, BUILT_IN)] == [(value, False)]


def test_the_country_of_a_currency_and_of_a_language_is_no_name() -> None:
    assert names("120 долл. США", "ru", BUILT_IN) == []
    assert names("중국어로", "ko", BUILT_IN) == []


def test_half_a_surname_is_no_city() -> None:
    assert names("安东诺夫工程师", "zh", BUILT_IN) == []


@pytest.mark.parametrize("text", ["如有歧义，以中文文本为准。", "以英文文本为准。", "德文文本与俄文文本", "图上的文字"])
def test_the_text_in_a_language_is_nobody(text: str) -> None:
    """The characters of 文本 also write foreign names."""
    assert strangers(text, "zh", [], []) == []
