"""What bears a claim out though no reader of facts would find it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.engines.parallel import compare
from verbale.engines.parallel.numerals.loose import loose

SAME = [
    {"ko": "빌린 화폐 오백 닢을 돌려보냈다.", "en": "The five hundred borrowed coins were returned."},
    {"de": "3.2 Übersetzungen sind zu vergüten.", "ko": "3.2 톤수는 따로 정한다."},
    {"ru": "В хозяйстве введён пятипольный севооборот.", "en": "The farm has adopted a rotation of five fields."},
    {"ru": "в третьей декаде февраля", "de": "im letzten Februardrittel"},
    {"ru": "осётры Амура", "zh": "黑龙江的鲟鱼"},
    {"ru": "выставка в Эрмитаже", "ko": "에르미타주에서 연 전시"},
    {"ru": "в мае", "de": "nach dem Maitreffen"},
]
OTHER = [
    {"de": "250 Gramm Saatgut", "ko": "종자 250킬로그램"},
    {"ko": "오백 닢", "en": "six hundred coins"},
    {"ru": "в июне", "de": "nach dem Maitreffen"},
]


@pytest.mark.parametrize("texts", SAME)
def test_what_is_said_in_a_manner_of_its_own_is_no_finding(texts: dict[str, str]) -> None:
    assert compare(texts) == ()


@pytest.mark.parametrize("texts", OTHER)
def test_what_is_said_otherwise_is_one(texts: dict[str, str]) -> None:
    assert compare(texts) != ()


@given(st.text(max_size=80), st.sampled_from(["zh", "ru", "de", "ko", "en"]))
def test_what_may_be_meant_lies_in_the_text(text: str, language: str) -> None:
    assert all(0 <= start < end <= len(text) for start, end, _ in loose(text, language))
