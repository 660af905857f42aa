"""The two fields, made before anybody signs."""

from __future__ import annotations

import io

import pikepdf
import pytest

from tests.engines.signature.papers import BOXES, paper, prepared, signed_by_one
from verbale.engines.signature import (
    BadBox,
    Box,
    Damaged,
    Encrypted,
    HasForm,
    NotPdf,
    SameSides,
    TooBig,
    prepare,
)
from verbale.engines.signature.box import field_name, side_of_field


def test_both_fields_in_one_revision() -> None:
    data = prepared()
    assert data.startswith(paper())
    assert data.count(b"%%EOF") == paper().count(b"%%EOF") + 1
    with pikepdf.open(io.BytesIO(data)) as pdf:
        fields = [(str(one.T), [float(at) for at in one.Rect], int(one.F)) for one in pdf.Root.AcroForm.Fields]
        assert fields == [("side-XX", [60, 100, 240, 160], 132), ("side-YY", [300, 100, 480, 160], 132)]
        assert int(pdf.Root.AcroForm.SigFlags) == 3
        assert len(pdf.pages[0].Annots) == 2


def test_the_same_bytes_for_the_same_input() -> None:
    assert prepare(paper(), BOXES) == prepared()
    moved = BOXES | {"YY": Box(2, 300, 100, 480, 160)}
    assert prepare(paper(), moved) != prepared()


def test_a_file_without_a_last_line_end() -> None:
    data = paper().rstrip()
    assert prepare(data, BOXES).startswith(data + b"\n")


def test_names_of_fields() -> None:
    assert field_name("XX") == "side-XX"
    assert [side_of_field(name) for name in ("side-XX", "side-", "XX", "side-a b", "other")] == ["XX", *[None] * 4]


@pytest.mark.parametrize("sides", [[], ["XX"], ["XX", "YY", "ZZ"], ["XX", "Y.Y"], ["XX", ""]])
def test_not_two_sides(sides: list[str]) -> None:
    with pytest.raises(SameSides):
        prepare(paper(), dict.fromkeys(sides, BOXES["XX"]))


@pytest.mark.parametrize(
    "box",
    [
        Box(0, 60, 100, 240, 160),
        Box(3, 60, 100, 240, 160),
        Box(1, 240, 100, 60, 160),
        Box(1, 60, 100, 60, 160),
        Box(1, -60, 100, 240, 160),
        Box(1, 60, 100, 700, 160),
        Box(1, 60, 100, float("nan"), 160),
        Box(1, 60, 100, 240, float("inf")),
    ],
)
def test_bad_boxes(box: Box) -> None:
    with pytest.raises(BadBox):
        prepare(paper(), {"XX": BOXES["XX"], "YY": box})


def test_a_paper_that_has_a_form() -> None:
    for data in (prepared(), signed_by_one()):
        with pytest.raises(HasForm):
            prepare(data, BOXES)


def test_what_is_no_paper() -> None:
    encrypted = io.BytesIO()
    pikepdf.open(io.BytesIO(paper())).save(encrypted, encryption=pikepdf.Encryption(user="", owner="x"))
    wrong = {
        NotPdf: b"hello",
        Damaged: paper()[:-200],
        Encrypted: encrypted.getvalue(),
        TooBig: b"%PDF-" + b"\0" * 50 * 1024**2,
    }
    for error, data in wrong.items():
        with pytest.raises(error):
            prepare(data, BOXES)
