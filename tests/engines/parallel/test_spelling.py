"""One spelling, every place of which is traceable."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from verbale.engines.parallel.spelling import spelled


def test_full_width_digits_and_spaces_are_plain_and_powers_stay() -> None:
    assert spelled("１２\u00a0м² <№ ℃").text == "12 м² ‹№ °C"


@given(st.text(max_size=60))
def test_places_rise_and_stay_in_the_text(text: str) -> None:
    plain = spelled(text)
    assert len(plain.places) == len(plain.text) + 1
    assert list(plain.places) == sorted(plain.places)
    assert plain.places[-1] == len(text)
    assert not set(plain.text) & {"<", ">"}
