from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.engines.paper import documents
from tests.engines.paper.documents import A4, drawn, needs_cjk, saved
from verbale.engines.paper import (
    Encrypted,
    Marking,
    NotMarked,
    PageMarks,
    Signed,
    check_marks,
    mark_pdf,
    read_marks,
)

MARKING = Marking.of(en="OFFICIAL USE ONLY", ru="Для служебного пользования")
BOTH = "OFFICIAL USE ONLY · Для служебного пользования"


def marked(pdf: pikepdf.Pdf, folder: Path, marking: Marking = MARKING) -> Path:
    target = folder / "marked.pdf"
    mark_pdf(saved(pdf, folder), target, marking)
    return target


def bare(marks: tuple[PageMarks, ...]) -> list[tuple[str, str]]:
    return [(m.top.strip(), m.bottom.strip()) for m in marks]


def test_top_and_bottom_of_every_page(tmp_path: Path) -> None:
    assert bare(read_marks(marked(drawn(A4, A4, (842, 595)), tmp_path))) == [(BOTH, BOTH)] * 3


def test_an_unmarked_document_is_named_with_its_pages(tmp_path: Path) -> None:
    path = saved(drawn(A4, A4), tmp_path)
    with pytest.raises(NotMarked) as refused:
        check_marks(path, MARKING)
    assert refused.value.facts == {"name": "in.pdf", "caveat": str(MARKING), "pages": "1, 2"}


def test_another_marking_does_not_count(tmp_path: Path) -> None:
    with pytest.raises(NotMarked):
        check_marks(marked(drawn(), tmp_path), Marking.of(en="RESTRICTED"))


def test_equal_input_gives_equal_bytes(tmp_path: Path) -> None:
    source = saved(drawn(A4, (300, 300)), tmp_path)
    mark_pdf(source, tmp_path / "one.pdf", MARKING)
    mark_pdf(source, tmp_path / "two.pdf", MARKING)
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


@needs_cjk
@pytest.mark.parametrize("text", [{"zh": "仅供内部使用"}, {"ko": "내부용"}, {"en": "INTERNAL", "zh": "仅供内部使用"}])
def test_han_and_hangul(tmp_path: Path, text: dict[str, str]) -> None:
    marking = Marking.of(**text)
    check_marks(marked(drawn(A4, (120, 80)), tmp_path, marking), marking)


def test_fonts_are_embedded(tmp_path: Path) -> None:
    with pikepdf.Pdf.open(marked(drawn(), tmp_path)) as pdf:
        form = pdf.pages[0].obj.Resources.XObject.Marking1
        fonts = [font.DescendantFonts[0].FontDescriptor for font in form.Resources.Font.values()]
        assert fonts
        assert all("/FontFile3" in font or "/FontFile2" in font for font in fonts)


def test_pages_that_share_contents_and_resources(tmp_path: Path) -> None:
    pdf = drawn(A4)
    first = pdf.pages[0].obj
    first.Resources, first.Contents = pdf.make_indirect(first.Resources), pdf.make_indirect(first.Contents)
    for turn in (90, 180):
        other = pikepdf.Dictionary(first)
        other.Rotate = turn
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(other)))
    path = marked(pdf, tmp_path)
    assert [marks.bears(MARKING) for marks in read_marks(path)] == [True] * 3


UNBALANCED = [
    b"q 0.1 0 0 0.1 300 300 cm",
    b"Q Q Q 0.1 0 0 0.1 0 0 cm",
    b"0 0 1 1 re W n",
    b"BT /F1 12 Tf 100 100 Td (open) Tj",
    b"/OC /Hidden BDC q",
    b"q q q q q",
    b"0 0 m 500 500 l W",
    b"\xff\xfe garbage ( never closed",
    b"[ 1 2 3",
    b"<< /A 1",
    b"<414",
    b"BI /W 1 /H 1 /BPC 8 /CS /G ID \x00",
    b"BX",
    b"% a comment without an end",
]


@pytest.mark.parametrize("contents", UNBALANCED)
def test_contents_that_reach_beyond_their_end(tmp_path: Path, contents: bytes) -> None:
    path = marked(documents.with_contents(contents), tmp_path)
    check_marks(path, MARKING)
    assert ink(path, 0) == ink(marked(documents.with_contents(b""), tmp_path), 0)


@pytest.mark.parametrize("contents", UNBALANCED[:6])
def test_a_tagged_page_that_reaches_beyond_its_end(tmp_path: Path, contents: bytes) -> None:
    pdf = documents.with_contents(contents)
    pdf.pages[0].obj.StructParents = 0
    check_marks(marked(pdf, tmp_path), MARKING)


def test_a_tagged_page_keeps_its_contents(tmp_path: Path) -> None:
    pdf = drawn()
    pdf.pages[0].obj.StructParents = 0
    with pikepdf.Pdf.open(marked(pdf, tmp_path)) as done:
        assert len(done.pages[0].obj.Contents) == 3
        assert b"Page 1" in done.pages[0].obj.Contents[1].read_bytes()


@pytest.mark.parametrize("tagged", [True, False])
def test_the_page_between_its_marks_looks_the_same(tmp_path: Path, tagged: bool) -> None:
    pdf = documents.with_contents(b"1 0 0 rg 100 200 300 400 re f BT 0 g /F1 40 Tf 120 400 Td (Between) Tj ET")
    page = pdf.pages[0].obj
    page.Rotate, page.CropBox = 90, pikepdf.Array([50, 60, 500, 700])
    if tagged:
        page.StructParents = 0
    source = saved(pdf, tmp_path)
    mark_pdf(source, tmp_path / "marked.pdf", MARKING)
    assert middle(tmp_path / "marked.pdf") == middle(source)


def test_a_dark_page_gets_white_ground(tmp_path: Path) -> None:
    path = marked(documents.with_contents(b"0 0 0 rg 0 0 595 842 re f"), tmp_path)
    top, bottom = ink(path, 0)
    assert 0.02 < top < 0.98
    assert 0.02 < bottom < 0.98


def test_a_comment_cannot_cover_a_mark(tmp_path: Path) -> None:
    pdf = drawn()
    cover = pdf.make_stream(b"1 1 1 rg 0 0 595 60 re f", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
    cover.BBox = pikepdf.Array([0, 0, 595, 60])
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Stamp, Rect=[0, 0, 595, 60], F=4)
    note.AP = pikepdf.Dictionary(N=cover)
    pdf.pages[0].obj.Annots = pikepdf.Array([note])
    path = marked(pdf, tmp_path)
    assert ink(path, 0) == ink(marked(drawn(), tmp_path), 0)


def test_a_second_marking_stands_above_the_first(tmp_path: Path) -> None:
    first = marked(drawn(), tmp_path)
    mark_pdf(first, tmp_path / "twice.pdf", Marking.of(en="A SECOND AND RATHER LONGER MARKING, PUT ON LATER"))
    check_marks(tmp_path / "twice.pdf", Marking.of(en="A SECOND AND RATHER LONGER MARKING, PUT ON LATER"))


def test_a_signed_or_encrypted_document_is_not_marked(tmp_path: Path) -> None:
    with pytest.raises(Signed):
        marked(documents.with_signature(), tmp_path)
    path = tmp_path / "locked.pdf"
    drawn().save(path, encryption=pikepdf.Encryption(user="", owner="secret"))
    with pytest.raises(Encrypted):
        mark_pdf(path, tmp_path / "marked.pdf", MARKING)
    assert not (tmp_path / "marked.pdf").exists()


sizes = st.floats(25, 1200, allow_nan=False)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    size=st.tuples(sizes, sizes),
    origin=st.tuples(st.integers(-500, 500), st.integers(-500, 500)),
    turn=st.sampled_from([0, 90, 180, 270, -90, 450]),
    crop=st.none() | st.tuples(st.floats(0, 0.4), st.floats(0, 0.4), st.floats(0.6, 1.2), st.floats(0.6, 1.2)),
    unit=st.sampled_from([None, 1, 2.5, 10]),
)
def test_marks_stand_within_the_visible_page_at_top_and_bottom(tmp_path, size, origin, turn, crop, unit) -> None:
    width, height = size
    x, y = origin
    pdf = documents.with_contents(b"0 0.3 0 rg -9999 -9999 19999 19999 re f", size)
    page = pdf.pages[0].obj
    page.MediaBox = pikepdf.Array([x, y, x + width, y + height])
    page.Rotate = turn
    if crop:
        page.CropBox = pikepdf.Array(
            [x + crop[0] * width, y + crop[1] * height, x + crop[2] * width, y + crop[3] * height]
        )
    if unit:
        page.UserUnit = unit
    path = marked(pdf, tmp_path)
    check_marks(path, MARKING)
    for band in whole_marks(path):
        assert band


def middle(path: Path) -> bytes:
    with pypdfium2.PdfDocument(path) as document:
        picture = document[0].render(scale=1).to_pil()
    width, height = picture.size
    return picture.crop((0, height // 6, width, height * 5 // 6)).tobytes()


def ink(path: Path, page: int) -> tuple[float, float]:
    """How much of the middle of a mark's place is dark, at top and at bottom (0 to 1)."""
    with pypdfium2.PdfDocument(path) as document:
        picture = document[page].render(scale=2).to_pil().convert("L")
    width, height = picture.size
    part = height // 40
    bands = [(0, part), (height - part, height)]
    return tuple(  # type: ignore[return-value]
        round(sum(p < 128 for p in picture.crop((width // 3, a, 2 * width // 3, b)).tobytes()) / (width / 3 * part), 4)
        for a, b in bands
    )


def whole_marks(path: Path) -> tuple[bool, bool]:
    """Whether the white ground stands whole, with page on all its sides, in the upper and the lower third."""
    with pypdfium2.PdfDocument(path) as document:
        page = document[0]
        scale = 300 / min(page.get_width(), page.get_height())
        picture = page.render(scale=scale).to_pil().convert("L").point(lambda value: 255 if value > 250 else 0)
    width, height = picture.size
    part = height // 3
    upper, lower = (0, 0, width, part), (0, height - part, width, height)
    return inside(picture.crop(upper)), inside(picture.crop(lower))


def inside(band) -> bool:
    box = band.getbbox()
    if box is None:
        return False
    left, right = box[0], band.size[0] - box[2]
    return left > 0 and right > 0 and abs(left - right) <= 3 and 0 < box[1] < box[3] < band.size[1]
