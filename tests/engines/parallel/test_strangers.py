"""Names in no glossary: which are sought, and when they are missed."""

from __future__ import annotations

import pytest

from verbale.engines.parallel import compare
from verbale.engines.parallel.hearing import heard
from verbale.engines.parallel.strangers import strangers


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("ru", "Доклад сделал профессор Лебедев, затем А. Н. Громов.", ["Лебедев", "Громов"]),
        ("de", "Herr Oberstudienrat Weidner und Dr. Helga Brandt sprachen.", ["Weidner", "Helga Brandt"]),
        ("en", "Professor Patterson met Mr Robinson in Gütersloh.", ["Patterson", "Robinson"]),
        ("zh", "谢尔盖耶夫工程师与张文彬教授会谈。", ["谢尔盖耶夫", "张文彬"]),
        ("ko", "김두삼 동지가 이끌었다.", ["김두삼"]),
        ("ru", "Директор Института и Председатель Комиссии, 5 мая 1958 г. Разность мала.", []),
        ("zh", "双方博士研究生特别关心通信问题。", []),
        ("ko", "조사단 단장이 이사회 위원장을 만났다.", []),
    ],
)
def test_what_is_a_name(language: str, text: str, names: list[str]) -> None:
    assert [one.written for one in strangers(text, language, [], [])] == names


@pytest.mark.parametrize(
    ("name", "text", "languages", "there"),
    [
        ("Сергеев", "谢尔盖耶夫工程师", ("ru", "zh"), True),
        ("Соколов", "谢尔盖耶夫工程师", ("ru", "zh"), False),
        ("Helga Brandt", "Dr Helga Brand will travel.", ("de", "en"), False),
        ("Kurtschatow", "Academician Kurchatov", ("de", "en"), True),
        ("Ким Ду Сам", "김두삼 동지", ("ru", "ko"), True),
        ("박정호", "朴正浩教授的讲座", ("ko", "zh"), True),
        ("日格林尼", "00 часов по Гринвичу", ("zh", "ru"), True),
    ],
)
def test_a_name_is_heard_or_not(name: str, text: str, languages: tuple[str, str], there: bool) -> None:
    assert heard(name, text, languages) is there


def test_another_person_is_found_in_both_versions() -> None:
    texts = {
        "ru": "Доклад профессора Лебедева был выслушан.",
        "de": "Der Vortrag von Professor Morosow fand Beachtung.",
    }
    assert [(one.kind.value, one.language, one.says) for one in compare(texts)] == [
        ("name", "ru", "Лебедева"),
        ("name", "de", "Morosow"),
    ]


@pytest.mark.parametrize(
    ("text", "language", "written"),
    [
        ("由米勒博士主持。", "zh", "米勒"),
        ("由总工程师彼得连科签字。", "zh", "彼得连科"),
        ("Переговоры вёл академик Н. Н. Богомолов.", "ru", "Богомолов"),
    ],
)
def test_a_title_makes_a_person_sure(text: str, language: str, written: str) -> None:
    assert [(one.written, one.sure) for one in strangers(text, language, [], [])] == [(written, True)]
