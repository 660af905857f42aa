"""Papers read from files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engines.signature.papers import paper
from verbale.engines.signature import Limits, TooBig, read_paper


def test_read_whole(tmp_path: Path) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(paper())
    assert read_paper(file) == paper()
    assert read_paper(file, Limits(bytes=len(paper()))) == paper()


def test_too_big_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "paper.pdf"
    with file.open("wb") as sparse:
        sparse.truncate(50 * 1024**2 + 1)
    with pytest.raises(TooBig) as refused:
        read_paper(file)
    assert refused.value.facts == {"size": 50 * 1024**2 + 1, "limit": 50 * 1024**2}
    with pytest.raises(TooBig):
        read_paper(Path("/dev/zero"), Limits(bytes=100))
    with pytest.raises(FileNotFoundError):
        read_paper(tmp_path / "missing.pdf")
