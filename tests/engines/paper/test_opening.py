from pathlib import Path

import pikepdf
import pytest

from tests.engines.paper.documents import drawn, saved
from verbale.engines.paper import (
    DamagedPdf,
    Encrypted,
    Kind,
    Limits,
    Marking,
    NotPdf,
    TooBig,
    clean_pdf,
    inspect_pdf,
    mark_pdf,
)


@pytest.mark.parametrize(
    ("data", "why"),
    [(b"", "the file is empty"), (b"MZ this is a program", "it does not begin as a PDF does")],
)
def test_what_is_no_pdf(tmp_path: Path, data: bytes, why: str) -> None:
    path = tmp_path / "in.pdf"
    path.write_bytes(data)
    with pytest.raises(NotPdf) as refused:
        inspect_pdf(path)
    assert refused.value.facts == {"name": "in.pdf", "why": why}


def test_only_a_header_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "in.pdf"
    path.write_bytes(b"%PDF-1.7\nnothing more")
    with pytest.raises(DamagedPdf) as refused:
        inspect_pdf(path)
    assert refused.value.facts["name"] == "in.pdf"
    assert str(tmp_path) not in str(refused.value)


def test_a_truncated_file_is_damaged_or_says_so(tmp_path: Path) -> None:
    whole = saved(drawn(*[(595, 842)] * 5), tmp_path).read_bytes()
    for part in (len(whole) // 3, len(whole) // 2, len(whole) - 40):
        path = tmp_path / "short.pdf"
        path.write_bytes(whole[:part])
        assert says_damaged(path)


def says_damaged(path: Path) -> bool:
    try:
        return inspect_pdf(path).has(Kind.DAMAGED)
    except DamagedPdf:
        return True


def test_a_password_is_needed(tmp_path: Path) -> None:
    path = tmp_path / "in.pdf"
    drawn().save(path, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    with pytest.raises(Encrypted):
        inspect_pdf(path)


def test_too_many_pages_or_bytes(tmp_path: Path) -> None:
    path = saved(drawn((595, 842), (595, 842), (595, 842)), tmp_path)
    with pytest.raises(TooBig) as pages:
        inspect_pdf(path, limits=Limits(pages=2))
    assert pages.value.facts == {"name": "in.pdf", "size": 3, "unit": "pages", "limit": 2}
    with pytest.raises(TooBig) as size:
        inspect_pdf(path, limits=Limits(bytes=100))
    assert size.value.facts == {"name": "in.pdf", "size": path.stat().st_size, "unit": "bytes", "limit": 100}


def test_names_in_an_old_encoding(tmp_path: Path) -> None:
    pdf = drawn()
    pdf.pages[0].obj.Resources.Font["/#CB#CE"] = pikepdf.Name("/Song")
    path = saved(pdf, tmp_path)
    path.write_bytes(path.read_bytes().replace(b"/#23CB#23CE /Song", b"/#CB#CE /#CB#CE  "))
    assert inspect_pdf(path).findings == ()
    clean_pdf(path, tmp_path / "clean.pdf")
    mark_pdf(tmp_path / "clean.pdf", tmp_path / "marked.pdf", Marking.of(en="OFFICIAL"))


def test_what_shows_as_damaged_only_when_used(tmp_path: Path) -> None:
    pdf = drawn()
    pdf.pages[0].obj.Contents = pdf.make_stream(b"")
    pdf.pages[0].obj.Contents.write(b"no deflated data", filter=pikepdf.Name.FlateDecode)
    pdf.pages[0].obj.Contents = pikepdf.Array([pdf.pages[0].obj.Contents])
    with pytest.raises(DamagedPdf):
        mark_pdf(saved(pdf, tmp_path), tmp_path / "out.pdf", Marking.of(en="OFFICIAL"))
