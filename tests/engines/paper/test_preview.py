import io
from pathlib import Path

import pytest
from PIL import Image

from tests.engines.paper.documents import A4, drawn, saved
from verbale.engines.paper import NoSuchPage, NotPdf, preview


def size_of(data: bytes) -> tuple[int, int]:
    return Image.open(io.BytesIO(data), formats=["PNG"]).size


def test_as_wide_as_asked_within_bounds(tmp_path: Path) -> None:
    path = saved(drawn(A4, (842, 595), (10, 5000)), tmp_path)
    assert size_of(preview(path, 1, 595)) == (595, 842)
    assert size_of(preview(path, 2, 421)) == (421, 298)
    assert size_of(preview(path, 3, 400)) == (16, 8000)
    assert size_of(preview(path, 1, 10**9))[0] == 4000


@pytest.mark.parametrize("page", [0, 2, -1])
def test_no_such_page(tmp_path: Path, page: int) -> None:
    with pytest.raises(NoSuchPage) as refused:
        preview(saved(drawn(), tmp_path), page, 100)
    assert refused.value.facts == {"name": "in.pdf", "page": page, "pages": 1}


def test_no_pdf(tmp_path: Path) -> None:
    path = tmp_path / "in.pdf"
    path.write_bytes(b"\x89PNG")
    with pytest.raises(NotPdf):
        preview(path, 1, 100)
