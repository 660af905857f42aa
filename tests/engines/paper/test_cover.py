from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.engines.paper.documents import needs_cjk
from tests.engines.paper.test_letters import text_of
from verbale.engines.paper import BadLetter, Cover, Marking, check_marks, cover_sheet

COVER = Cover(
    languages=("en", "ru"),
    number="2026/114-1",
    day=date(2026, 11, 21),
    sender={"en": "Institute for Materials Research", "ru": "Институт материаловедения"},
    recipient="National Library of Engineering",
    title="Glass fibres",
    marking=Marking.of(en="OFFICIAL USE ONLY", ru="Для служебного пользования"),
    pages=36,
    sha256="0123456789abcdef" * 4,
    basis={"en": "Protocol of 1964, article 3"},
    binds={"en": "the recipient and whoever it lends to"},
    copy="1 / 2",
)


def test_it_says_it_all_and_is_marked(tmp_path: Path) -> None:
    data = cover_sheet(COVER)
    for part in (
        "Cover sheet",
        "Титульный лист",
        "2026/114-1",
        "21 November 2026",
        "Институт материаловедения",
        "National Library of Engineering",
        "Glass fibres",
        "Protocol of 1964, article 3",
        "the recipient and whoever it lends to",
        "1 / 2",
        "36",
        "0123456789abcdef" * 4,
    ):
        assert part in text_of(data)
    path = tmp_path / "cover.pdf"
    path.write_bytes(data)
    check_marks(path, COVER.marking)


def test_it_says_what_it_carries_only_when_it_does() -> None:
    assert "original.pdf" in text_of(cover_sheet(COVER, attachment="original.pdf"))
    assert "attachment" not in text_of(cover_sheet(COVER))


def test_equal_facts_give_equal_bytes() -> None:
    assert cover_sheet(COVER) == cover_sheet(Cover.from_json(COVER.as_json()))


@needs_cjk
def test_one_language_with_a_marking_in_two_others() -> None:
    cover = replace(COVER, languages=("fr",), marking=Marking.of(zh="内部使用", ko="내부용"))
    assert "内部使用 / 내부용" in text_of(cover_sheet(cover))


def test_nonsense_is_refused_at_birth() -> None:
    for wrong in ({"number": " "}, {"pages": 0}, {"sha256": "ABC"}, {"languages": ()}):
        with pytest.raises(BadLetter):
            replace(COVER, **wrong)
