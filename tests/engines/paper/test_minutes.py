import io
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import typst

from tests.engines.paper.documents import needs_cjk
from tests.engines.paper.minutes_texts import minutes_in
from tests.engines.paper.test_letters import text_of
from verbale.engines.paper import (
    Delegate,
    Marking,
    MinutesArticle,
    MinutesLayout,
    MinutesPaper,
    MinutesSide,
    MissingFont,
    NoGlyph,
    check_marks,
    fonts,
    inspect_pdf,
    minutes,
)

DAY = date(2026, 9, 18)
PAIRS = [("zh", "ru"), ("zh", "ko"), ("ko", "zh"), ("de", "en"), ("zh", "ru", "de"), ("ru",)]
needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")


def bare(text: str) -> str:
    """The text without line ends and hyphens, which depend on the width of a column."""
    return re.sub(r"[-\s\u00ad\u2010]", "", unicodedata.normalize("NFC", text))


def run_of(data: bytes, *options: str) -> str:
    """What a text reader makes of the paper; with ``-raw`` in the order in which it stands in the file."""
    done = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", *options, "-", "-"], input=data, capture_output=True, check=True
    )
    return bare(done.stdout.decode())


def structure(data: bytes) -> list[tuple[str, str]]:
    """Every tag in its order, with the language that it sets."""
    found: list[tuple[str, str]] = []

    def walk(node: object) -> None:
        if isinstance(node, pikepdf.Array):
            for child in node:
                walk(child)
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            found.append((str(node.S)[1:], str(node.get("/Lang", ""))))
            walk(node.get("/K"))

    with pikepdf.open(io.BytesIO(data)) as pdf:
        walk(pdf.Root.StructTreeRoot.K)
    return found


@needs_cjk
@pytest.mark.parametrize("layout", MinutesLayout)
@pytest.mark.parametrize("languages", PAIRS)
def test_every_layout_says_it_all_in_each_language(languages: tuple[str, ...], layout: MinutesLayout) -> None:
    paper = minutes_in(*languages)
    text = bare(text_of(minutes(paper, day=DAY, layout=layout).data))
    for language in languages:
        for article in paper.articles:
            for line in article.text[language].split("\n"):
                # A page may end within a line of the text.
                assert bare(line[:20]) in text
        for side in paper.sides:
            assert bare(side.name[language]) in text
            assert bare(side.head.office[language]) in text


@needs_cjk
@needs_poppler
@pytest.mark.parametrize("languages", [("zh", "ru"), ("de", "en"), ("zh", "ru", "de")])
def test_a_text_reader_reads_each_article_without_a_break(languages: tuple[str, ...]) -> None:
    paper = minutes_in(*languages)
    data = minutes(paper, day=DAY).data
    across = [run_of(data, "-raw").find(bare(one.text[language])) for one in paper.articles for language in languages]
    assert -1 not in across
    assert across == sorted(across)
    text = run_of(data)
    assert all(bare(article.text[language]) in text for article in paper.articles for language in languages)


@needs_cjk
def test_it_is_a_tagged_pdf_a_with_its_fonts_and_languages() -> None:
    data = minutes(minutes_in("zh", "ru"), day=DAY).data
    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_metadata() as metadata:
        assert metadata.pdfa_status == "2A"
        assert metadata["xmp:CreateDate"].startswith("2026-09-18")
        assert metadata["dc:title"] == "会议纪要 / Протокол заседания"
        assert pdf.Root.Lang == "zh"
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.OutputIntents[0].S == "/GTS_PDFA1"
        assert "/AcroForm" not in pdf.Root
        fonts_of = [
            descendant.FontDescriptor
            for page in pdf.pages
            for font in page.Resources.Font.values()
            for descendant in font.DescendantFonts
        ]
    assert fonts_of
    assert all("/FontFile2" in one or "/FontFile3" in one for one in fonts_of)


@needs_cjk
def test_side_by_side_is_a_table_with_a_column_a_language() -> None:
    tags = structure(minutes(minutes_in("zh", "ru"), day=DAY).data)
    names = [name for name, _ in tags]
    assert (names.count("Table"), names.count("THead"), names.count("TR"), names.count("TH")) == (1, 1, 13, 2)
    cells = [language for name, language in tags if name in ("TH", "TD")]
    # The language of the whole paper need not be said again.
    assert cells == ["", "ru"] * 13
    assert (names.count("H1"), names.count("H2"), names.count("LI")) == (2, 25, 22)


@pytest.mark.parametrize("layout", [MinutesLayout.STACKED, MinutesLayout.EACH_BY_ITSELF])
def test_the_other_layouts_are_headings_and_paragraphs(layout: MinutesLayout) -> None:
    names = [name for name, _ in structure(minutes(minutes_in("de", "en"), day=DAY, layout=layout).data)]
    assert (names.count("Table"), names.count("H1"), names.count("H2"), names.count("LI")) == (0, 2, 25, 22)


@needs_cjk
@pytest.mark.parametrize("layout", MinutesLayout)
def test_equal_arguments_give_equal_bytes(layout: MinutesLayout) -> None:
    first = minutes(minutes_in("zh", "ko"), day=DAY, layout=layout)
    assert minutes(minutes_in("zh", "ko"), day=DAY, layout=layout) == first
    assert minutes(minutes_in("zh", "ko"), day=date(2026, 9, 19), layout=layout).data != first.data


def test_every_page_bears_the_hash_its_number_and_the_languages() -> None:
    paper = minutes_in("de", "en", articles=40)
    with pypdfium2.PdfDocument(minutes(paper, day=DAY).data) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    assert len(pages) > 3
    for number, page in enumerate(pages, 1):
        assert f"{number} / {len(pages)}" in page
        assert f"Fassung / Revision {paper.revision}" in page
    # The last page may hold the signatures alone.
    assert all("Deutsch" in page and "English" in page for page in pages[:-1])


def test_a_marking_stands_on_every_page(tmp_path: Path) -> None:
    marking = Marking.of(en="OFFICIAL USE ONLY", de="Nur für den Dienstgebrauch")
    path = tmp_path / "minutes.pdf"
    path.write_bytes(minutes(replace(minutes_in("de", "en"), marking=marking), day=DAY).data)
    check_marks(path, marking)


def framed(data: bytes, page: int, rect: tuple[float, float, float, float]) -> tuple[bool, bool]:
    """Whether lines run along the edges of the rectangle, and whether nothing stands within."""
    left, bottom, right, top = rect
    with pypdfium2.PdfDocument(data) as document:
        height = document[page].get_height()
        picture = document[page].render(scale=4, grayscale=True).to_pil()

    def dark(box: tuple[float, float, float, float]) -> bool:
        return picture.crop(tuple(round(4 * edge) for edge in box)).getextrema()[0] < 128

    upper, lower = height - top, height - bottom
    middle, half = (left + right) / 2, (upper + lower) / 2
    edges = (
        dark((middle, upper - 1, middle + 2, upper + 1)),
        dark((middle, lower - 1, middle + 2, lower + 1)),
        dark((left - 1, half, left + 1, half + 2)),
        dark((right - 1, half, right + 1, half + 2)),
    )
    return all(edges), not dark((left + 1, upper + 1, right - 1, lower - 1))


@needs_cjk
@pytest.mark.parametrize("layout", MinutesLayout)
@pytest.mark.parametrize("languages", PAIRS)
@pytest.mark.parametrize("articles", [1, 10, 23])
def test_both_boxes_are_empty_frames_on_one_page(languages, layout, articles) -> None:
    made = minutes(minutes_in(*languages, articles=articles), day=DAY, layout=layout)
    first, second = made.boxes
    assert (first.side, second.side, first.page) == ("CN", "DE", second.page)
    assert first.rect[2] < second.rect[0]
    assert (first.rect[1], first.rect[3]) == (second.rect[1], second.rect[3])
    for box in made.boxes:
        assert framed(made.data, box.page, box.rect) == (True, True)
        assert (round(box.rect[2] - box.rect[0], 1), round(box.rect[3] - box.rect[1], 1)) == (223.9, 79.4)
        assert 40 < box.rect[0] < box.rect[2] < 555
        assert 60 < box.rect[1] < box.rect[3] < 800


@needs_poppler
def test_beside_the_boxes_stand_the_signatories_in_both_languages() -> None:
    paper = minutes_in("de", "ru")
    text = run_of(minutes(paper, day=DAY).data)
    _, _, signatures = text.rpartition(bare("Unterschriften / Подписи"))
    for part in ("Chinesische Seite", "Германская сторона", "Li Wenhua", "Ли Вэньхуа", "Leiterin der Abteilung"):
        assert bare(part) in signatures
    other = replace(paper.sides[1], signs=Delegate("Sophie Lang", {"de": "Bibliothekarin", "ru": "библиотекарь"}))
    _, _, signatures = run_of(minutes(replace(paper, sides=(paper.sides[0], other)), day=DAY).data).rpartition(
        "Подписи"
    )
    assert bare("Sophie Lang") in signatures
    assert bare("Annette Keller") not in signatures


def test_the_longest_names_leave_the_boxes_on_their_page() -> None:
    paper = minutes_in("de", "ru", "en")
    side = replace(
        paper.sides[0],
        name=dict.fromkeys(paper.languages, "N" * 300),
        head=Delegate(dict.fromkeys(paper.languages, "W" * 300), dict.fromkeys(paper.languages, "o " * 150)),
    )
    prevails = {language: f"{language} " * 100 for language in paper.languages}
    made = minutes(replace(paper, sides=(side, paper.sides[1]), prevails=prevails), day=DAY)
    for box in made.boxes:
        assert framed(made.data, box.page, box.rect) == (True, True)
        assert box.rect[1] > 60


HOSTILE = (
    '#read("/etc/passwd") $x^2$ *bold* _slanted_ `raw` <label> @ref \\ // no /* comment */ [x] #{panic()} -- ... ~ "q"'
)


@needs_poppler
def test_text_is_never_markup() -> None:
    paper = minutes_in("de", "en")
    both = dict.fromkeys(paper.languages, HOSTILE)
    article = MinutesArticle("1", both, dict.fromkeys(paper.languages, f"= {HOSTILE}"))
    side = replace(paper.sides[0], name=HOSTILE, head=Delegate(HOSTILE, HOSTILE))
    text = run_of(
        minutes(
            replace(
                paper,
                articles=(article,),
                sides=(side, paper.sides[1]),
                title=both,
                session=HOSTILE,
                place=HOSTILE,
                dates=HOSTILE,
                prevails=HOSTILE,
            ),
            day=DAY,
        ).data
    )
    opening, closing = 2 * (1 + 1 + 2), 2 * (1 + 2)
    delegation, rows, signature = 2 * (1 + 2), 2 * (1 + 1), 3
    assert text.count(bare(HOSTILE)) == opening + delegation + rows + closing + signature
    assert text.count(bare(f"= {HOSTILE}")) == 2


@needs_poppler
def test_long_words_break_instead_of_running_into_the_next_column() -> None:
    paper = minutes_in("de", "en")
    address = "https://example.org/papers/2026/annexes?station=1234567890&from=2026&x=" + "7" * 90
    article = MinutesArticle("1", {}, {"de": "X" * 400, "en": address})
    data = minutes(replace(paper, articles=(article,)), day=DAY).data
    assert bare("X" * 400) in run_of(data)
    assert bare(address) in run_of(data)


@needs_cjk
def test_an_rowsof_twenty_pages_goes_on_from_page_to_page() -> None:
    paper = minutes_in("zh", "ru")
    fourth = paper.articles[3]
    long = replace(fourth, text={language: "\n".join([text] * 120) for language, text in fourth.text.items()})
    made = minutes(replace(paper, articles=(*paper.articles[:3], long, *paper.articles[4:])), day=DAY)
    with pypdfium2.PdfDocument(made.data) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    assert len(pages) > 19
    assert made.boxes[0].page == len(pages) - 1
    assert all("中文" in page and "Русский" in page for page in pages[:-1])
    assert "".join(pages).count("120 линий") == 120


def test_a_missing_version_leaves_its_place_empty() -> None:
    paper = minutes_in("de", "en")
    article = MinutesArticle("2a", {"de": "Anlage"}, {"de": "Nur hier."})
    text = text_of(minutes(replace(paper, articles=(article,)), day=DAY).data)
    assert text.count("Nur hier.") == 1
    assert text.count("2a. Anlage") == 1


@pytest.mark.parametrize(
    ("heading", "shown"),
    [
        ("Kosten", "7. Kosten"),
        ("7. Kosten", "7. Kosten"),
        ("§ 7 Kosten", "§ 7 Kosten"),
        ("Artikel 7", "Artikel 7"),
        ("Artenschutz", "7. Artenschutz"),
        ("2027 im Überblick", "7. 2027 im Überblick"),
        ("", "7."),
    ],
)
def test_a_heading_says_its_number_once(heading: str, shown: str) -> None:
    paper = minutes_in("de", "en")
    article = MinutesArticle("7", {"de": heading, "en": "Article 7"}, {"de": "Text.", "en": "Text."})
    lines = text_of(minutes(replace(paper, articles=(article,)), day=DAY).data).split("\n")
    assert shown in [line.strip() for line in lines]


@needs_cjk
def test_script_and_country_of_a_language_are_kept_apart() -> None:
    paper = minutes_in("zh", "ru")

    def renamed(words: Mapping[str, str]) -> dict[str, str]:
        return {"zh-Hans": words["zh"], "ru": words["ru"]}

    first = paper.articles[0]
    article = replace(first, heading=renamed(first.heading), text=renamed(first.text))
    one, two = (MinutesSide(side.code, renamed(side.name), Delegate("A. Keller")) for side in paper.sides)
    languages = ("zh-Hans", "ru")
    other = MinutesPaper(renamed(paper.title), languages, (article,), (one, two), paper.revision)
    data = minutes(other, day=DAY).data
    assert "第十二次会议" in text_of(data)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.Root.Lang == "zh"


def test_a_foreign_reader_finds_nothing_unseen(tmp_path: Path) -> None:
    path = tmp_path / "minutes.pdf"
    path.write_bytes(minutes(minutes_in("de", "en"), day=DAY).data)
    assert {finding.kind.value for finding in inspect_pdf(path).findings} == {"metadata"}


def test_a_missing_font_names_the_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    bundled = typst.Fonts(include_system_fonts=False)

    def only_bundled() -> typst.Fonts:
        return bundled

    only_bundled.cache_clear = lambda: None  # type: ignore[attr-defined]
    for module in ("fonts", "typesetting"):
        monkeypatch.setattr(f"verbale.engines.paper.{module}.all_fonts", only_bundled)
    assert fonts.all_fonts().families()
    assert minutes(minutes_in("de", "ru"), day=DAY).data
    with pytest.raises(MissingFont) as refused:
        minutes(minutes_in("zh", "ru"), day=DAY)
    assert str(refused.value) == (
        "No font here shows Chinese. Install the Debian package fonts-noto-cjk with: apt-get install fonts-noto-cjk"
    )


def test_a_character_without_a_glyph_is_named() -> None:
    paper = minutes_in("de", "en")
    article = replace(paper.articles[0], text={"de": "Zeichen \U00012000", "en": "Sign"})
    with pytest.raises(NoGlyph) as refused:
        minutes(replace(paper, articles=(article,)), day=DAY)
    assert str(refused.value) == (
        "No font here shows the character “\U00012000” of this paper. Install a font that has it, or write the text "
        "without it."
    )
