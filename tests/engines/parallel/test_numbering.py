"""Articles that one version has taken in after another, by their numbers."""

from __future__ import annotations

import pytest

from verbale.engines.parallel import FindingKind, compare
from verbale.engines.parallel.numbering import numbered

MARKS = [
    ("四、双方交换目录。五、六两月为试验期。六、样品免税。", [4, 6]),
    ("第四条　目录。第五条　样品。", [4, 5]),
    ("第四条　目录。第五条规定的样品免税。", [4]),
    ("4. Kataloge werden getauscht. 5. Muster sind zollfrei.", [4, 5]),
    ("Man traf sich am 4. Mai. Am 5. Juni ging es weiter.", []),
    ("Статья 4. Каталоги. Статья 5. Образцы.", [4, 5]),
    ("제4조 목록을 교환한다. 제5조 견본은 면세로 한다.", [4, 5]),
    ("제4조 목록을 교환한다. 제5조에 따라 면세로 한다.", [4]),
    ("Article 4. Lists. Article 5 applies.", [4]),
]
MERGED = [
    ({"zh": "四、双方交换目录。五、样品免税。", "ru": "4. Стороны обмениваются каталогами."}, "zh", "五、样品免税。"),
    (
        {"zh": "四、双方交换目录。", "de": "4. Kataloge werden getauscht. 5. Muster frei."},
        "de",
        "5. Muster frei.",
    ),
    (
        {"ko": "제4조 목록을 교환한다. 제5조 견본은 면세.", "en": "4. Lists are exchanged."},
        "ko",
        "제5조 견본은 면세.",
    ),
    ({"en": "4. Lists are exchanged. 5. Samples are free.", "zh": "五、样品免税。"}, "en", "4. Lists are exchanged."),
]
SAME = [
    {"zh": "四、双方交换目录。四、五两月为试验期。", "en": "4. Lists are exchanged. April and May are for trials."},
    {"zh": "四、双方：1.交换目录；2.交换样品。", "ru": "4. Стороны: 1. обмениваются каталогами; 2. образцами."},
    {"zh": "四、第五条规定的样品免税。", "de": "4. Muster nach Artikel 5 sind zollfrei."},
]


@pytest.mark.parametrize(("text", "numbers"), MARKS)
def test_a_number_at_the_head_of_a_sentence_is_an_article(text: str, numbers: list[int]) -> None:
    assert [one.number for one in numbered(text)] == numbers


@pytest.mark.parametrize(("texts", "language", "written"), MERGED)
def test_an_article_that_the_other_version_lacks_is_merged(texts: dict[str, str], language: str, written: str) -> None:
    found = [finding for finding in compare(texts) if finding.kind is FindingKind.MERGED]
    assert [(finding.language, finding.as_written) for finding in found] == [(language, written)]


@pytest.mark.parametrize("texts", SAME)
def test_a_list_within_an_article_is_not(texts: dict[str, str]) -> None:
    assert [finding for finding in compare(texts) if finding.kind is FindingKind.MERGED] == []


def test_a_shared_mark_bears_nothing_out() -> None:
    texts = {"ru": "3. Отчёт представлен в 2 экземплярах.", "ko": "3. 보고서는 3부로 제출한다."}
    assert {finding.says for finding in compare(texts)} == {"2", "3"}


def test_the_first_session_is_not_the_second() -> None:
    assert compare({"zh": "第一次会议在沈阳举行。", "ko": "제2차 회의가 선양에서 열렸다."}) != ()
    assert compare({"ru": "Первая сессия прошла в Минске.", "en": "The second session was held in Minsk."}) != ()
    assert compare({"zh": "第一次会议在沈阳举行。", "en": "The first session was held in Shenyang."}) == ()
