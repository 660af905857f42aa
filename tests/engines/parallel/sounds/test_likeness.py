"""Names by their sounds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.engines.parallel.sounds import alike, skeleton
from verbale.engines.parallel.sounds.mandarin import syllable

ONE_NAME = [
    ("Курчатов", "库尔恰托夫"), ("Курчатов", "쿠르차토프"), ("Курчатов", "Kurtschatow"), ("Ван Липин", "王立平"),
    ("Чжан Вэньбинь", "张文彬"), ("Ким Ду Сам", "김두삼"), ("Мюллер", "米勒"), ("Петров", "彼得罗夫"),
    ("Hofmann", "Хофман"), ("Schmidt", "施密特"), ("Лебедева", "列别杰娃"), ("Wilson", "威尔逊"), ("Курск", "库尔斯克"),
]  # fmt: skip
TWO_NAMES = [
    ("Петров", "伊万诺夫"), ("Соколов", "库兹涅佐夫"), ("Müller", "施密特"), ("Ван Липин", "李志明"),
    ("김영호", "박철수"), ("Саратов", "沃罗涅日"), ("Schmidt", "Schulz"), ("Patterson", "哈里森"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), ONE_NAME)
def test_one_name_in_two_scripts_is_alike(one: str, other: str) -> None:
    assert alike(skeleton(one), skeleton(other))


@pytest.mark.parametrize(("one", "other"), TWO_NAMES)
def test_two_names_are_not(one: str, other: str) -> None:
    assert not alike(skeleton(one), skeleton(other))


@pytest.mark.parametrize(
    ("character", "read"),
    [("啊", "a"), ("张", "zhang"), ("座", "zuo"), ("昊", "hao"), ("x", ""), ("ё", "")],
)
def test_a_character_has_a_syllable(character: str, read: str) -> None:
    assert syllable(character) == read


@given(st.text(max_size=30))
def test_every_word_is_like_itself(word: str) -> None:
    assert alike(skeleton(word), skeleton(word))
