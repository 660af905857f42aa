"""Decades, with the word for years and without it."""

from __future__ import annotations

import pytest

from verbale.engines.parallel import compare, facts

TABLE = [
    ("ru", "с начала 1980-х", ["198X early"]),
    ("ru", "в 1930-х", ["193X"]),
    ("ru", "в конце шестидесятых", ["196X late"]),
    ("ru", "в 60–70-е годы", ["196X", "197X"]),
    ("ru", "в 1950–1960-х гг.", ["195X", "196X"]),
    ("en", "since the late '60s", ["196X late"]),
    ("en", "the 1960s and 1970s", ["196X", "197X"]),
    ("de", "Anfang der 70er", ["197X early"]),
    ("de", "Mitte der 1970er", ["197X mid"]),
    ("de", "in den fünfziger und sechziger Jahren", ["195X", "196X"]),
    ("de", "seit den Siebzigern", ["197X"]),
    ("zh", "六七十年代", ["196X", "197X"]),
    ("zh", "60、70年代", ["196X", "197X"]),
    ("ko", "60~70년대", ["196X", "197X"]),
    ("ko", "70년대 초", ["197X early"]),
]


@pytest.mark.parametrize(("language", "text", "values"), TABLE)
def test_a_decade_is_read(language: str, text: str, values: list[str]) -> None:
    assert [fact.value for fact in facts(text, language)] == values


@pytest.mark.parametrize(
    ("language", "text"), [("ru", "из 30-х мест"), ("ru", "в 20-х числах мая"), ("de", "die 20er-Packung")]
)
def test_what_is_no_decade_is_not(language: str, text: str) -> None:
    assert not any("X" in fact.value for fact in facts(text, language))


def test_another_decade_is_told() -> None:
    assert compare({"ru": "с начала 1970-х", "en": "since the early 1970s"}) == ()
    assert compare({"ru": "с начала 1970-х", "en": "since the early 1980s"}) != ()
