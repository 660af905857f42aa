"""One spelling, every place of which is traceable."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from verbale.engines.parallel import spelling
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


def one_by_one(text: str) -> spelling.Spelled:
    """What ``spelled`` gives where each character is brought into the spelling by itself."""
    clusters = list(re.finditer(r"[\u1100-\u11ff]+|.[\u0300-\u036f]*", text, re.DOTALL))
    plain = [spelling._plain(one[0]) if len(one[0]) <= 8 else one[0][:1] for one in clusters]
    places = [one.start() for one, said in zip(clusters, plain, strict=True) for _ in said]
    return spelling.Spelled("".join(plain), (*places, len(text)))


MIXED = st.sampled_from("aZ0 <>`\t\n.,;。，《》…½％й\u0438\u0306\u0301éàü中国\u1100\u1161한글〜－１Ａ\u00ad\u200b“”№①")


@given(st.text(MIXED, max_size=40))
def test_what_is_settled_is_passed_over_without_a_difference(text: str) -> None:
    assert spelling.spelled(text) == one_by_one(text)


def test_what_counts_as_settled_is_so() -> None:
    settled = re.compile(f"[{spelling._SETTLED}]")
    assert [one for one in map(chr, range(0x110000)) if settled.match(one) and spelling._plain(one) != one] == []
