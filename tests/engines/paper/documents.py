"""PDFs made for the tests, sound and hostile ones."""

from __future__ import annotations

import functools
import io
import zlib
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String
from reportlab.pdfgen import canvas

from verbale.engines.paper.fonts import all_fonts

A4 = (595.0, 842.0)
needs_cjk = pytest.mark.skipif(
    "Noto Serif CJK SC" not in all_fonts().families(), reason="the Debian package fonts-noto-cjk is not installed"
)


def drawn(*sizes: tuple[float, float]) -> Pdf:
    """A document with a page of each size, each saying its number, without metadata."""
    written = io.BytesIO()
    paper = canvas.Canvas(written, invariant=True)
    for at, size in enumerate(sizes or (A4,), 1):
        paper.setPageSize(size)
        paper.drawString(size[0] / 3, size[1] / 2, f"Page {at}")
        paper.showPage()
    paper.save()
    pdf = Pdf.open(written)
    del pdf.trailer["/Info"]
    return pdf


def saved(pdf: Pdf, folder: Path, name: str = "in.pdf") -> Path:
    path = folder / name
    pdf.save(path, deterministic_id=True)
    return path


def script(text: str = "app.alert(1)") -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=String(text))


def with_everything() -> Pdf:
    """Scripts in four places, actions, an attachment, metadata in three, private data, a thumbnail, a comment."""
    pdf = drawn(A4, A4)
    first, second = pdf.pages
    pdf.docinfo["/Author"] = "A. Keller"
    pdf.Root.Metadata = pdf.make_stream(b"<x:xmpmeta xmlns:x='adobe:ns:meta/'/>", Type=Name.Metadata)
    pdf.Root.OpenAction = script("one")
    pdf.Root.AA = Dictionary(WC=script("two"))
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), script("three")])))
    pdf.attachments["secret.txt"] = b"not for you"
    first.obj.PieceInfo = Dictionary(Maker=Dictionary(Private=String("draft 3")))
    first.obj.Thumb = pdf.make_stream(b"\0", Width=1, Height=1, BitsPerComponent=8, ColorSpace=Name.DeviceGray)
    first.obj.Annots = Array(
        [
            link(A=Dictionary(S=Name.URI, URI=String("https://example.org/"))),
            link(A=Dictionary(S=Name.Launch, F=String("calc.exe"))),
            link(A=Dictionary(S=Name.GoTo, D=Array([second.obj, Name.Fit]), Next=script("four"))),
            pdf.make_indirect(
                Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=[9, 9, 20, 20], Contents=String("why so much?"))
            ),
        ]
    )
    return pdf


def link(**keys: pikepdf.Object) -> Dictionary:
    return Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[10, 10, 90, 30], **keys)


def with_form() -> Pdf:
    """A text field, filled, that submits what it holds."""
    written = io.BytesIO()
    paper = canvas.Canvas(written, invariant=True)
    paper.acroForm.textfield(name="amount", value="1250", x=100, y=500, width=200, height=30)
    paper.showPage()
    paper.save()
    pdf = Pdf.open(written)
    del pdf.trailer["/Info"]
    field = pdf.Root.AcroForm.Fields[0]
    field.AA = Dictionary(K=Dictionary(S=Name.SubmitForm, F=String("https://example.org/")))
    return pdf


def with_signature() -> Pdf:
    """A signed field, as small as the standard allows; its bytes are no real signature."""
    pdf = drawn()
    signature = pdf.make_indirect(
        Dictionary(
            Type=Name.Sig,
            Filter=Name("/Adobe.PPKLite"),
            SubFilter=Name("/adbe.pkcs7.detached"),
            ByteRange=[0, 10, 20, 10],
            Contents=String(b"\0" * 16),
        )
    )
    field = pdf.make_indirect(
        Dictionary(FT=Name.Sig, T=String("s"), V=signature, Subtype=Name.Widget, Type=Name.Annot, Rect=[0, 0, 0, 0])
    )
    pdf.pages[0].obj.Annots = Array([field])
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]), SigFlags=3)
    return pdf


def with_layers(*, off: bool) -> Pdf:
    """One layer, with a text in it; switched off by default, or on."""
    pdf = drawn()
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Working notes")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer] if off else [])))
    page = pdf.pages[0]
    page.obj.Resources.Properties = Dictionary(L=layer)
    page.contents_add(b"/OC /L BDC BT /F1 12 Tf 100 700 Td (in a layer) Tj ET EMC")
    return pdf


def with_contents(contents: bytes, size: tuple[float, float] = A4) -> Pdf:
    """A page that draws just this."""
    pdf = drawn(size)
    pdf.pages[0].obj.Contents = pdf.make_stream(contents)
    return pdf


def revised(path: Path) -> Path:
    """Adds an earlier revision to a file: a second part that says the same once more."""
    data = path.read_bytes()
    start = data.rfind(b"startxref")
    offset = data[start:].split()[1]
    size = data[data.rfind(b"/Size") :].split()[1]
    root = data[data.rfind(b"/Root") :].split()[1]
    entries = b" /Size " + size + b" /Root " + root + b" 0 R /Prev " + offset
    update = b"\nxref\n0 0\ntrailer\n<<" + entries + b" >>\n"
    begin = str(len(data) + 1).encode()
    path.write_bytes(data + update + b"startxref\n" + begin + b"\n%%EOF\n")
    return path


def bomb(size: int = 2 * 1024**3) -> Pdf:
    """A tagged page whose contents expand to ``size`` blanks from a few megabytes."""
    pdf = drawn()
    stream = pdf.make_stream(b"")
    stream.write(packed_blanks(size), filter=Name.FlateDecode)
    pdf.pages[0].obj.Contents = stream
    pdf.pages[0].obj.StructParents = 0
    return pdf


@functools.cache
def packed_blanks(size: int) -> bytes:
    """So many blanks, deflated."""
    packer, block = zlib.compressobj(1), b" " * 1024**2
    return b"".join([*(packer.compress(block) for _ in range(size // len(block))), packer.flush()])
