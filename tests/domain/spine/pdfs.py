"""PDFs as an office gets them, sound and hostile, made once a run."""

from __future__ import annotations

import io
from functools import cache

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String


def _saved(pdf: Pdf, **options: object) -> bytes:
    written = io.BytesIO()
    pdf.save(written, deterministic_id="encryption" not in options, **options)
    return written.getvalue()


def _pages(number: int = 1) -> Pdf:
    pdf = pikepdf.new()
    for at in range(number):
        pdf.add_blank_page(page_size=(595, 842))
        pdf.pages[at].Contents = pdf.make_stream(f"0.5 g {50 + at} 100 200 300 re f".encode())
    return pdf


@cache
def sound(number: int = 1) -> bytes:
    """So many pages, and nothing else."""
    return _saved(_pages(number))


@cache
def with_script() -> bytes:
    """A page that runs a script when it is opened."""
    pdf = _pages()
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    return _saved(pdf)


@cache
def encrypted(password: str) -> bytes:
    """A page under a password, which may be empty for readers."""
    return _saved(_pages(), encryption=pikepdf.Encryption(owner="owner", user=password))


@cache
def signed() -> bytes:
    """A page with a signature field that is filled in; its bytes are no real signature."""
    pdf = _pages()
    value = pdf.make_indirect(
        Dictionary(
            Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), SubFilter=Name("/adbe.pkcs7.detached"),
            ByteRange=[0, 10, 20, 10], Contents=String(b"\0" * 16),
        )
    )  # fmt: skip
    widget = Dictionary(FT=Name.Sig, T=String("s"), V=value, Subtype=Name.Widget, Type=Name.Annot, Rect=[0, 0, 0, 0])
    field = pdf.make_indirect(widget)
    pdf.pages[0].obj.Annots = Array([field])
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]), SigFlags=3)
    return _saved(pdf)
