import zlib
from pathlib import Path

import pikepdf
import pytest

from tests.engines.paper.documents import bomb, drawn, packed_blanks, saved
from verbale.engines.paper import Inflated, Limits, clean_pdf, inspect_pdf, isolated

MIB = 1024**2


@pytest.mark.parametrize("read", [inspect_pdf, isolated.inspect_pdf])
def test_a_bomb_is_named(tmp_path: Path, read) -> None:
    with pytest.raises(Inflated) as refused:
        read(saved(bomb(), tmp_path))
    assert refused.value.facts == {"name": "in.pdf", "limit": 512 * MIB}


def test_a_bomb_within_a_bomb(tmp_path: Path) -> None:
    pdf = drawn()
    layers = pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.FlateDecode])
    pdf.pages[0].obj.Contents.write(zlib.compress(packed_blanks(64 * MIB)), filter=layers)
    source = saved(pdf, tmp_path)
    assert source.stat().st_size < MIB
    with pytest.raises(Inflated):
        inspect_pdf(source, limits=Limits(unpacked=32 * MIB))
    with pytest.raises(Inflated):
        clean_pdf(source, tmp_path / "out.pdf", limits=Limits(unpacked=32 * MIB))
    assert inspect_pdf(source).pages == 1


def test_exactly_at_the_limit_is_allowed(tmp_path: Path) -> None:
    pdf = drawn()
    pdf.pages[0].obj.Contents.write(packed_blanks(8 * MIB), filter=pikepdf.Name.FlateDecode)
    source = saved(pdf, tmp_path)
    assert inspect_pdf(source, limits=Limits(unpacked=8 * MIB)).pages == 1
    with pytest.raises(Inflated):
        inspect_pdf(source, limits=Limits(unpacked=8 * MIB - 1))
