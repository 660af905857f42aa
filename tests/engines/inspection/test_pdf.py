"""A PDF leaves with its marking in sight on every page, and with nothing but its pages."""

import sys
from datetime import date

import pikepdf
import pytest

from tests.engines.inspection import papers
from tests.engines.inspection.age_file import sha256
from tests.engines.inspection.papers import SPOILED, TEXTS, WRONG, drawn, marked, plain, saved, spoiled
from tests.engines.paper.documents import needs_cjk, with_everything, with_signature
from tests.engines.paper.test_letters import LETTER
from verbale.engines import paper
from verbale.engines.inspection import isolated
from verbale.engines.inspection.finding import Finding, Kind
from verbale.engines.inspection.pdf import examine
from verbale.engines.inspection.pdf_demand import PdfDemand

DEMAND = PdfDemand("a.pdf", tuple(TEXTS.values()), bare=True)


@pytest.fixture
def found(tmp_path):
    def examined(data: bytes, demand: PdfDemand = DEMAND) -> tuple[Finding, ...]:
        path = tmp_path / "examined.pdf"
        path.write_bytes(data)
        return examine(path, demand)

    return examined


@pytest.mark.parametrize("pages", [1, 3])
def test_a_marked_document_is_clean(found, pages):
    assert found(marked(*[plain] * pages)) == ()


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: wrong.__name__)
@pytest.mark.parametrize("at", [1, 2, 3])
def test_a_page_whose_marking_is_not_seen_is_found(found, wrong, at):
    pages = [plain, plain, plain]
    pages[at - 1] = wrong
    findings = found(marked(*pages))
    assert {finding.kind for finding in findings} <= {Kind.UNMARKED, Kind.UNSEEN}
    assert {finding.what.split(" at ")[0] for finding in findings} == {f"page {at}"}


@pytest.mark.parametrize("change", SPOILED, ids=lambda change: change.__name__)
def test_what_is_no_page_is_found(found, change):
    assert SPOILED[change] in {finding.kind.value for finding in found(spoiled(change))}


def test_a_turned_and_a_cropped_page_are_read_as_they_are_shown(found):
    pdf = drawn(plain, plain)
    pdf.pages[0].obj.Rotate = 180
    assert found(saved(pdf)) == ()
    pdf.pages[1].obj.CropBox = pikepdf.Array([0, 100, 595, 700])
    assert {finding.what for finding in found(saved(pdf))} == {"page 2 at the top", "page 2 at the bottom"}


def test_a_page_turned_so_that_its_marking_stands_at_the_sides_is_found(found):
    pdf = drawn(plain)
    pdf.pages[0].obj.Rotate = 90
    assert {finding.kind for finding in found(saved(pdf))} == {Kind.UNMARKED}


def test_an_earlier_revision_is_found(found):
    data = marked(plain)
    end = data.rindex(b"startxref")
    again = data + b"\n" + data[end:]
    assert {finding.kind for finding in found(again)} == {Kind.PDF}


@pytest.mark.parametrize("where", ["before", "after", "between", "comment"])
def test_bytes_that_are_no_object_are_found(found, where):
    data = marked(plain)
    at = {
        "before": 0,
        "after": len(data),
        "between": data.index(b"endobj\n") + 7,
        "comment": data.index(b"endobj\n") + 7,
    }
    more = b"%s117 acts in the journal\n" % (b"%" if where == "comment" else b"")
    assert Kind.PDF in {finding.kind for finding in found(data[: at[where]] + more + data[at[where] :])}


def test_an_object_that_no_page_leads_to_is_found(found):
    unreached = Finding(Kind.PDF, "a.pdf", "1 object(s) that no page leads to")
    assert found(_by_hand(), PdfDemand("a.pdf")) == ()
    assert found(_by_hand(b"<< /Superseded (by the list of May) >>"), PdfDemand("a.pdf")) == (unreached,)


def _by_hand(*more: bytes) -> bytes:
    """A document of one empty page as old programs wrote it; qpdf would leave out what no page leads to."""
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << >> >>",
        b"<< /Length 0 >>\nstream\n\nendstream",
        *more,
    ]
    data, table = b"%PDF-1.7\n", [b"0000000000 65535 f \n"]
    for number, part in enumerate(parts, 1):
        table.append(b"%010d 00000 n \n" % len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    xref = b"xref\n0 %d\n%s" % (len(table), b"".join(table))
    return data + xref + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(table), len(data))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"no PDF", marked(plain)[:-200]])
def test_what_cannot_be_read_is_found(found, data):
    assert Kind.PDF in {finding.kind for finding in found(data)}


@pytest.mark.parametrize("canary", [b"what is lent", b"Page 1 of"])
def test_a_canary_is_found_in_what_is_packed(found, canary):
    assert canary not in marked(plain)
    demand = PdfDemand("a.pdf", tuple(TEXTS.values()), bare=True, canaries=(canary,))
    assert found(marked(plain), demand) == (Finding(Kind.CANARY, "a.pdf"),)


def test_a_picture_that_tells_where_it_was_taken_is_found(found):
    def pictured(pdf):
        exif = b"\xff\xd8\xff\xe1\x00\x10Exif\0\0 at home\xff\xda"
        picture = pdf.make_stream(exif, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=1, Height=1)
        picture.write(exif, filter=pikepdf.Name.DCTDecode)
        pdf.pages[0].obj.Resources.XObject = pikepdf.Dictionary(Picture=picture)

    assert Finding(Kind.METADATA, "a.pdf", "a picture in it") in found(spoiled(pictured))


def test_the_same_is_found_in_a_process_of_its_own(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(marked(plain))
    assert isolated.examine(path, DEMAND) == ()
    path.write_bytes(marked(papers.white))
    assert isolated.examine(path, DEMAND) == examine(path, DEMAND) != ()


@pytest.mark.parametrize("program", ["/bin/false", "/bin/echo"])
def test_a_process_that_dies_or_answers_nonsense_is_a_finding(tmp_path, monkeypatch, program):
    path = tmp_path / "a.pdf"
    path.write_bytes(marked(plain))
    monkeypatch.setattr(sys, "executable", program)
    assert [finding.kind for finding in isolated.examine(path, DEMAND)] == [Kind.PDF]


@needs_cjk
def test_what_the_node_makes_is_clean(found, tmp_path):
    marking = paper.Marking.of(en="OFFICIAL USE", zh="内部使用")
    source, clean, target = tmp_path / "in.pdf", tmp_path / "clean.pdf", tmp_path / "out.pdf"
    with_everything().save(source)
    paper.clean_pdf(source, clean)
    paper.mark_pdf(clean, target, marking)
    texts = ("OFFICIAL USE", "内部使用")
    assert found(target.read_bytes(), PdfDemand("a.pdf", texts, bare=True)) == ()
    sheet = paper.Cover(
        languages=("en", "zh"), number="1", day=date(2026, 1, 1), sender="DD", recipient="CN", title="On bridges",
        marking=marking, pages=3, sha256="0" * 64,
    )  # fmt: skip
    assert found(paper.cover_sheet(sheet), PdfDemand("a.pdf", texts)) == ()


def test_a_carried_original_is_the_one_that_was_released(found, tmp_path):
    source, target = tmp_path / "in.pdf", tmp_path / "out.pdf"
    with_signature().save(source)
    original = source.read_bytes()
    marking = paper.Marking.of(**TEXTS)
    sheet = paper.Cover(
        languages=("en", "de"), number="1", day=date(2026, 1, 1), sender="DD", recipient="CN", title="On bridges",
        marking=marking, pages=paper.inspect_pdf(source).pages, sha256=sha256(original),
    )  # fmt: skip
    paper.wrap_signed(source, target, sheet)
    texts = tuple(TEXTS.values())
    assert found(target.read_bytes(), PdfDemand("a.pdf", texts, carries=sha256(original))) == ()
    assert {one.kind for one in found(target.read_bytes(), PdfDemand("a.pdf", texts))} == {Kind.ATTACHMENT, Kind.PDF}
    other = PdfDemand("a.pdf", texts, carries="0" * 64)
    assert {one.kind for one in found(target.read_bytes(), other)} == {Kind.ATTACHMENT}


def test_a_letter_of_the_node_passes_as_a_paper(found):
    written = paper.letter(paper.LetterKind.ANSWER, LETTER, ("en", "de"))
    assert found(written, PdfDemand("papers/letter.pdf")) == ()
