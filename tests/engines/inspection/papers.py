"""PDFs and labels for the tests, drawn by hand: marked well, and in every wrong way."""

import io
from collections.abc import Callable

import pikepdf
from pikepdf import Dictionary, Name, Pdf, String
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

from verbale.engines.inspection import Mark

TEXTS = {"en": "OFFICIAL USE", "de": "NUR FUER DEN DIENST"}
MARK = Mark("official", TEXTS)
A4 = (595.0, 842.0)
FONT = "VeraBd"
pdfmetrics.registerFont(TTFont(FONT, f"{FONT}.ttf"))
Draw = Callable[[canvas.Canvas], None]


def plain(paper: canvas.Canvas) -> None:
    """The marking as it must be: black on white, at top and at bottom."""
    for y in (825, 10):
        paper.setFont(FONT, 10)
        paper.drawCentredString(A4[0] / 2, y, " / ".join(TEXTS.values()))


def nothing(_: canvas.Canvas) -> None:
    """No marking."""


def foreign_font(paper: canvas.Canvas) -> None:
    for y in (825, 10):
        paper.setFont("Helvetica", 10)
        paper.drawCentredString(A4[0] / 2, y, " / ".join(TEXTS.values()))


def white(paper: canvas.Canvas) -> None:
    paper.setFillGray(1)
    plain(paper)


def invisible(paper: canvas.Canvas) -> None:
    for y in (825, 10):
        text = paper.beginText(200, y)
        text.setTextRenderMode(3)
        text.textOut(" / ".join(TEXTS.values()))
        paper.drawText(text)


def off_page(paper: canvas.Canvas) -> None:
    for y in (860, -20):
        paper.drawCentredString(A4[0] / 2, y, " / ".join(TEXTS.values()))


def beside_page(paper: canvas.Canvas) -> None:
    for y in (825, 10):
        paper.drawString(560, y, " / ".join(TEXTS.values()))


def covered(paper: canvas.Canvas) -> None:
    plain(paper)
    paper.setFillGray(1)
    for y in (815, 0):
        paper.rect(0, y, A4[0], 27, stroke=0, fill=1)


def blackened(paper: canvas.Canvas) -> None:
    plain(paper)
    for y in (815, 0):
        paper.rect(0, y, A4[0], 27, stroke=0, fill=1)


def scribbled(paper: canvas.Canvas) -> None:
    plain(paper)
    for y in (815, 0):
        for at in range(100):
            paper.line(100 + 4 * at, y, 103 + 4 * at, y + 27)


def tiny(paper: canvas.Canvas) -> None:
    for y in (835, 4):
        paper.setFont(FONT, 1)
        paper.drawCentredString(A4[0] / 2, y, " / ".join(TEXTS.values()))


def clipped(paper: canvas.Canvas) -> None:
    path = paper.beginPath()
    path.rect(0, 400, 10, 10)
    paper.clipPath(path, stroke=0)
    plain(paper)


def transparent(paper: canvas.Canvas) -> None:
    paper.setFillAlpha(0.02)
    plain(paper)


def one_language(paper: canvas.Canvas) -> None:
    for y in (825, 10):
        paper.drawCentredString(A4[0] / 2, y, TEXTS["en"])


def top_only(paper: canvas.Canvas) -> None:
    paper.drawCentredString(A4[0] / 2, 825, " / ".join(TEXTS.values()))


def in_the_middle(paper: canvas.Canvas) -> None:
    for y in (500, 400):
        paper.drawCentredString(A4[0] / 2, y, " / ".join(TEXTS.values()))


WRONG = (
    nothing, white, invisible, off_page, beside_page, covered, blackened, scribbled, tiny, clipped, transparent,
    one_language, foreign_font, top_only, in_the_middle,
)  # fmt: skip


def drawn(*pages: Draw) -> Pdf:
    """A document with a page for each way of marking, without metadata."""
    written = io.BytesIO()
    paper = canvas.Canvas(written, pagesize=A4, invariant=True)
    for at, mark in enumerate(pages, 1):
        paper.setFont(FONT, 10)
        paper.drawString(100, 600, f"Page {at} of what is lent.")
        paper.saveState()
        mark(paper)
        paper.restoreState()
        paper.showPage()
    paper.save()
    pdf = Pdf.open(written)
    del pdf.trailer["/Info"]
    for page in pdf.pages:
        for key in ("/Trans",):
            if key in page.obj:
                del page.obj[key]
    return pdf


def saved(pdf: Pdf, **more: object) -> bytes:
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True, **more)
    return out.getvalue()


def marked(*pages: Draw) -> bytes:
    return saved(drawn(*(pages or (plain, plain, plain))))


def spoiled(change: Callable[[Pdf], None]) -> bytes:
    pdf = drawn(plain)
    change(pdf)
    return saved(pdf)


def attached(pdf: Pdf) -> None:
    pdf.attachments["list.txt"] = b"all that we have"


def scripted(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def launching(pdf: Pdf) -> None:
    action = Dictionary(S=Name.Launch, F=String("calc.exe"))
    pdf.pages[0].obj.Annots = pikepdf.Array(
        [Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[9, 9, 20, 20], A=action)]
    )


def linking_out(pdf: Pdf) -> None:
    action = Dictionary(S=Name.URI, URI=String("https://example.org/"))
    pdf.pages[0].obj.Annots = pikepdf.Array(
        [Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[9, 9, 20, 20], A=action)]
    )


def noted(pdf: Pdf) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=[9, 9, 20, 20], Contents=String("why?"))
    pdf.pages[0].obj.Annots = pikepdf.Array([note])


def layered(pdf: Pdf) -> None:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("for us")))
    pdf.Root.OCProperties = Dictionary(OCGs=[layer], D=Dictionary(OFF=[layer]))


def titled(pdf: Pdf) -> None:
    pdf.docinfo["/Title"] = "Copy 3 of 17 for the staff"


def described(pdf: Pdf) -> None:
    with pdf.open_metadata() as metadata:
        metadata["dc:title"] = "Superseded by the list of May"


def private(pdf: Pdf) -> None:
    pdf.pages[0].obj.PieceInfo = Dictionary(Maker=Dictionary(Private=String("draft 3")))


def thumbed(pdf: Pdf) -> None:
    pdf.pages[0].obj.Thumb = pdf.make_stream(b"\0", Width=1, Height=1, BitsPerComponent=8, ColorSpace=Name.DeviceGray)


SPOILED = {
    attached: "attachment", scripted: "pdf", launching: "pdf", linking_out: "pdf", noted: "pdf", layered: "pdf",
    titled: "metadata", described: "metadata", private: "pdf", thumbed: "pdf",
}  # fmt: skip
"""By change, the kind of what must be found."""


def label(*, code: str = MARK.code, to: str = "CN", by: str = "DD", more: str = "") -> bytes:
    return f"""<?xml version='1.0' encoding='UTF-8'?>
<slab:originatorConfidentialityLabel xmlns:slab="urn:nato:stanag:4774:confidentialitymetadatalabel:1:0">
  <slab:ConfidentialityInformation>
    <slab:PolicyIdentifier>DD supply</slab:PolicyIdentifier>
    <slab:Classification>{code}</slab:Classification>
    <slab:Category Type="PERMISSIVE" TagName="Releasable To">
      <slab:GenericValue>{to}</slab:GenericValue>
    </slab:Category>
  </slab:ConfidentialityInformation>{more}
  <slab:OriginatorID>{by}</slab:OriginatorID>
  <slab:CreationDateTime>2026-01-01T09:00:00Z</slab:CreationDateTime>
</slab:originatorConfidentialityLabel>
""".encode()
