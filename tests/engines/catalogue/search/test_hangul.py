"""A particle goes where it can stand, and nowhere else."""

import pytest

from verbale.engines.catalogue.search.hangul import noun_of, southern


@pytest.mark.parametrize(
    ("word", "noun"),
    [
        ("레이저를", "레이저"), ("광섬유의", "광섬유"), ("철강은", "철강"), ("서울로", "서울"),
        ("집으로", "집"), ("공장으로", "공장"), ("기계공학에서의", "기계공학"), ("벼의", "벼"),
        ("온도와", "온도"), ("온도과", "온도과"), ("온도", "온도"), ("하천과", "하천"),
        ("레이저을", "레이저을"), ("종이", "종이"), ("가", "가"), ("", ""),
    ],
)  # fmt: skip
def test_noun(word: str, noun: str) -> None:
    assert noun_of(word) == noun


@pytest.mark.parametrize(
    ("word", "spelt"),
    [
        ("력사", "역사"),
        ("로동", "노동"),
        ("녀성", "여성"),
        ("라디오", "나디오"),
        ("콤퓨터망", "컴퓨터망"),
        ("전자콤퓨터", "전자컴퓨터"),
        ("쎄멘트공업", "시멘트공업"),
        ("증기타빈", "증기터빈"),
        ("나라", "나라"),
        ("ㄱ", "ㄱ"),
        ("원자력", "원자력"),
    ],
)
def test_southern(word: str, spelt: str) -> None:
    assert southern(word) == spelt
