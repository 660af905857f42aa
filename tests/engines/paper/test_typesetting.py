import json
import unicodedata
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
import typst

from tests.engines.paper.documents import drawn, saved
from tests.engines.paper.test_letters import LETTER
from verbale.engines.paper import LetterKind, Marking, MissingFont, check_marks, fonts, letter, mark_pdf
from verbale.engines.paper.phrases import all_phrases, day_in_each, phrase
from verbale.engines.paper.typesetting import _RARE, shown


@pytest.fixture
def bare_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that has no font but those bundled with the typesetter."""
    bundled = typst.Fonts(include_system_fonts=False)

    def only_bundled() -> typst.Fonts:
        return bundled

    only_bundled.cache_clear = lambda: None  # type: ignore[attr-defined]
    for module in ("fonts", "typesetting"):
        monkeypatch.setattr(f"verbale.engines.paper.{module}.all_fonts", only_bundled)


@pytest.mark.usefixtures("bare_machine")
def test_latin_and_cyrillic_need_no_system_font(tmp_path: Path) -> None:
    marking = Marking.of(en="OFFICIAL USE ONLY", ru="Для служебного пользования")
    mark_pdf(saved(drawn(), tmp_path), tmp_path / "out.pdf", marking)
    check_marks(tmp_path / "out.pdf", marking)
    assert letter(LetterKind.ANSWER, LETTER, ("ru", "de"))


@pytest.mark.usefixtures("bare_machine")
def test_chinese_without_its_font_is_refused_everywhere(tmp_path: Path) -> None:
    assert fonts.all_fonts().families()
    with pytest.raises(MissingFont):
        mark_pdf(saved(drawn(), tmp_path), tmp_path / "out.pdf", Marking.of(zh="内部"))
    with pytest.raises(MissingFont):
        letter(LetterKind.ANSWER, LETTER, ("en", "zh"))
    assert not (tmp_path / "out.pdf").exists()


def test_what_no_page_shows_does_not_reach_it() -> None:
    given = {"a": ["x\u202ey", "ma\u00adterial", "tab\there", "two\nlines", "e\u0301", 7, None]}
    assert shown(given) == {"a": ["xy", "material", "tab here", "two\nlines", "\u00e9", 7, None]}


def test_every_language_has_the_same_phrases_with_the_same_places_to_fill() -> None:
    languages = all_phrases()
    english = languages["en"]
    for language, phrases in languages.items():
        assert phrases.keys() == english.keys(), language
        for key, text in phrases.items():
            assert [name for name in ("{count}", "{attachment}") if name in text] == [
                name for name in ("{count}", "{attachment}") if name in english[key]
            ]
    assert json.dumps(languages)


def test_days_as_each_language_writes_them() -> None:
    assert day_in_each(date(2026, 11, 21), tuple(all_phrases())) == [
        "21 November 2026",
        "2026年11月21日",
        "21 ноября 2026\u202fг.",
        "2026년 11월 21일",
        "21. November 2026",
        "21 novembre 2026",
    ]


def test_a_phrase_with_facts() -> None:
    assert phrase(("en", "de"), "total", count=3) == ["3 item(s)", "3 Position(en)"]


def test_text_is_never_markup(tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(letter(LetterKind.ANSWER, LETTER, ("en",)))
    with pypdfium2.PdfDocument(path) as document:
        text = document[0].get_textpage().get_text_bounded()
    assert '#read("/etc/passwd") $x$ *bold* \\' in text


def test_what_is_passed_over_quickly_is_what_a_page_shows() -> None:
    common = (chr(code) for code in range(0x110000) if not _RARE.search(chr(code)))
    assert [one for one in common if one != "\n" and unicodedata.category(one).startswith("C")] == []
