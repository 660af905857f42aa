from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from tests.engines.paper.documents import needs_cjk
from verbale.engines.paper import (
    BadLetter,
    Layout,
    Letter,
    LetterKind,
    Line,
    Marking,
    NoPhrases,
    Office,
    Outcome,
    check_marks,
    inspect_pdf,
    languages_known,
    letter,
)

LETTER = Letter(
    sender=Office(
        {"en": "Institute for Materials Research", "ru": "Институт материаловедения", "zh": "材料研究所"},
        {"en": "12 Lake Road, Bern", "zh": "伯尔尼湖路12号"},
        "desk@example.org",
    ),
    recipient=Office({"en": "National Library of Engineering", "de": "Technische Nationalbibliothek"}),
    number="2026/114",
    day=date(2026, 11, 21),
    lines=(
        Line("1", "Glass fibres", Outcome.SUPPLIED, {"en": "one copy on paper", "de": "ein Exemplar auf Papier"}),
        Line("2", '#read("/etc/passwd") $x$ *bold* \\', Outcome.FOLLOWS),
        Line("3", "Стекловолокно", Outcome.UNAVAILABLE),
    ),
    signatory="A. Keller",
    post={"en": "Head of desk", "de": "Leiterin"},
    your_number="LE-77/26",
    your_day=date(2026, 10, 2),
    subject={"en": "Your order", "de": "Ihre Bestellung"},
)


def text_of(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as document:
        return "\n".join(page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in document)


def test_an_answer_says_it_all_in_both_languages() -> None:
    text = text_of(letter(LetterKind.ANSWER, LETTER, ("en", "de")))
    for part in (
        "Institute for Materials Research",
        "Technische Nationalbibliothek",
        "2026/114",
        "LE-77/26, 2 October 2026",
        "LE-77/26, 2. Oktober 2026",
        "21 November 2026",
        "Answer to an order",
        "Antwort auf eine Bestellung",
        "ein Exemplar auf Papier",
        "Not available",
        "Nicht verfügbar",
        "Leiterin",
    ):
        assert part in text


@pytest.mark.parametrize("layout", Layout)
def test_equal_facts_give_equal_bytes(layout: Layout) -> None:
    assert letter(LetterKind.ANSWER, LETTER, ("en", "ru"), layout=layout) == letter(
        LetterKind.ANSWER, LETTER, ("en", "ru"), layout=layout
    )


def test_it_is_pdf_a_with_its_day_and_nothing_unseen(tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(letter(LetterKind.ANSWER, LETTER, ("en", "de")))
    with pikepdf.Pdf.open(path) as pdf, pdf.open_metadata() as metadata:
        assert metadata.pdfa_status == "2A"
        assert metadata["xmp:CreateDate"].startswith("2026-11-21")
    assert {finding.kind.value for finding in inspect_pdf(path).findings} == {"metadata"}


def test_a_delivery_lists_documents_with_their_marking() -> None:
    lines = (Line("1", "Report on glass fibres", pages=36, marking="OFFICIAL USE ONLY", form={"en": "paper"}),)
    text = text_of(letter(LetterKind.COVER_NOTE, replace(LETTER, lines=lines), ("en",)))
    for part in ("Cover note", "Report on glass fibres", "36", "OFFICIAL USE ONLY", "paper"):
        assert part in text


def test_a_receipt_states_what_arrived() -> None:
    lines = (Line("1", "Report", Outcome.RECEIVED, pages=36), Line("2", "Atlas", Outcome.DAMAGED, "page 7 torn"))
    text = text_of(letter(LetterKind.RECEIPT, replace(LETTER, lines=lines), ("fr",)))
    for part in ("Accusé de réception", "Reçu complet", "Reçu endommagé", "page 7 torn"):
        assert part in text


def test_long_letters_bear_their_marking_on_every_page(tmp_path: Path) -> None:
    marking = Marking.of(en="OFFICIAL USE ONLY " * 6, ru="Для служебного пользования " * 4)
    lines = tuple(replace(LETTER.lines[0], number=str(at)) for at in range(1, 101))
    path = tmp_path / "letter.pdf"
    path.write_bytes(letter(LetterKind.ANSWER, replace(LETTER, lines=lines, marking=marking), ("en", "ru")))
    assert inspect_pdf(path).pages > 2
    check_marks(path, marking)


@needs_cjk
@pytest.mark.parametrize("kind", LetterKind)
@pytest.mark.parametrize("other", ["zh", "ko", "ru", "fr"])
def test_every_kind_in_every_pair(kind: LetterKind, other: str) -> None:
    outcome = {"answer": Outcome.UNCLEAR, "receipt": Outcome.MISSING}.get(kind.value)
    assert text_of(letter(kind, replace(LETTER, lines=(Line("1", "一九八七年手册", outcome),)), ("en", other)))
    assert other in languages_known()


def test_the_neutral_line_cannot_say_why() -> None:
    with pytest.raises(BadLetter):
        Line("1", "Atlas", Outcome.UNAVAILABLE, "withheld under rule 7")


def test_letters_that_cannot_be() -> None:
    with pytest.raises(NoPhrases) as refused:
        letter(LetterKind.ANSWER, LETTER, ("en", "tlh"))
    assert refused.value.facts == {"language": "tlh", "known": "en, zh, ru, ko, de, fr"}
    for languages in ((), ("en", "en"), ("en", "ru", "de")):
        with pytest.raises(BadLetter):
            letter(LetterKind.ANSWER, LETTER, languages)
    with pytest.raises(BadLetter):
        letter(LetterKind.RECEIPT, LETTER, ("en",))
    with pytest.raises(BadLetter):
        letter(LetterKind.COVER_NOTE, LETTER, ("en",))
    with pytest.raises(BadLetter):
        replace(LETTER, lines=())
    with pytest.raises(BadLetter):
        replace(LETTER, number=" ")
