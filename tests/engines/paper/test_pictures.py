import io
from pathlib import Path

import pikepdf
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.engines.paper.documents import drawn, saved
from verbale.engines.paper import clean_pdf
from verbale.engines.paper.pictures import bare_jpeg


def jpeg() -> bytes:
    picture, written = Image.new("RGB", (8, 8), "teal"), io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Camera of A. Keller"
    picture.save(written, "JPEG", exif=exif, comment=b"taken at the lake")
    return written.getvalue()


def test_metadata_goes_and_the_picture_stays() -> None:
    data = jpeg()
    assert b"Keller" in data
    bare = bare_jpeg(data)
    assert b"Keller" not in bare
    assert b"lake" not in bare
    assert Image.open(io.BytesIO(bare)).tobytes() == Image.open(io.BytesIO(data)).tobytes()
    assert bare_jpeg(bare) == bare


def test_in_a_document(tmp_path: Path) -> None:
    pdf = drawn()
    image = pdf.make_stream(b"", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=8, Height=8)
    image.write(jpeg(), filter=pikepdf.Name.DCTDecode)
    image.ColorSpace, image.BitsPerComponent = pikepdf.Name.DeviceRGB, 8
    page = pdf.pages[0]
    page.obj.Resources.XObject = pikepdf.Dictionary(Photo=image)
    page.contents_add(b"q 100 0 0 100 100 100 cm /Photo Do Q")
    clean_pdf(saved(pdf, tmp_path), tmp_path / "out.pdf")
    with pikepdf.Pdf.open(tmp_path / "out.pdf") as cleaned:
        assert cleaned.pages[0].obj.Resources.XObject.Photo.read_raw_bytes() == bare_jpeg(jpeg())


@given(st.binary(max_size=200))
def test_damaged_pictures_break_nothing(data: bytes) -> None:
    assert len(bare_jpeg(b"\xff\xd8" + data)) <= len(data) + 2
    assert bare_jpeg(b"GIF" + data) == b"GIF" + data
