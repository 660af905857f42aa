"""Digits before Chinese and Korean powers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.engines.parallel import facts

TABLE = [
    ("ko", "3천5백만 원", "35000000 won"),
    ("ko", "1억 2천5백만 원", "125000000 won"),
    ("ko", "2만 6천 권", "26000"),
    ("ko", "12만3천4백 명", "123400"),
    ("ko", "7백50만 원", "7500000 won"),
    ("ko", "2백5십만 톤", "2500000 t"),
    ("ko", "4천5百만 톤", "45000000 t"),
    ("ko", "1조 3천억 원", "1300000000000 won"),
    ("zh", "3千5百万元", "35000000 CNY"),
    ("zh", "1亿2千5百万元", "125000000 CNY"),
    ("zh", "3万2千5百册", "32500"),
    ("zh", "1.5万亿元", "1500000000000 CNY"),
    ("zh", "5千瓦", "5 kW"),
    ("zh", "2千米", "2 km"),
]


@pytest.mark.parametrize(("language", "text", "value"), TABLE)
def test_digits_within_powers_are_one_number(language: str, text: str, value: str) -> None:
    assert [fact.value for fact in facts(text, language)] == [value]


POWERS = st.sampled_from([("zh", "亿千百万"), ("ko", "억천백만")])


@given(st.integers(1, 9999), st.integers(0, 9), st.integers(0, 9), POWERS)
def test_every_number_so_written_is_read_whole(large: int, thousands: int, hundreds: int, row: tuple[str, str]) -> None:
    language, letters = row
    myriads, thousand, hundred, myriad = tuple(letters)
    below = (f"{thousands}{thousand}" if thousands else "") + (f"{hundreds}{hundred}" if hundreds else "")
    written = f"{large}{myriads}" + (f"{below}{myriad}" if below else "")
    value = large * 10**8 + (thousands * 1000 + hundreds * 100) * 10**4
    assert [fact.value for fact in facts(written, language)] == [str(value)]
