"""A Russian word's forms share a stem."""

import pytest

from verbale.engines.catalogue.search.russian import stems


@pytest.mark.parametrize(
    "forms",
    [
        "лазер лазера лазеров лазерами", "песок песка песком", "уголь угля углем", "узел узла узлов", "окно окна окон",
        "лед льда льдов", "день дня дней", "почки почек", "стекло стекол", "человек люди людей", "ветер ветра",
    ],
)  # fmt: skip
def test_forms_of_one_word(forms: str) -> None:
    found = [set(stems(form)) for form in forms.split()]
    assert all(found[0] & other for other in found)


@pytest.mark.parametrize(("one", "other"), [("почва", "почка"), ("закон", "закат"), ("вода", "год")])
def test_two_words(one: str, other: str) -> None:
    assert not set(stems(one)) & set(stems(other))
