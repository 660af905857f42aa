"""Signing, and what it leaves as it was."""

from __future__ import annotations

import asyncio
import io
import subprocess
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pikepdf
import pytest

from tests.engines.signature.papers import (
    FIRST,
    SECOND,
    TEXT,
    VALID_FROM,
    VALID_UNTIL,
    drawing,
    judged,
    needs_poppler,
    paper,
    prepared,
    signed_by_both,
    signed_by_one,
    signer,
)
from verbale.engines.signature import (
    AlreadySigned,
    BadStamp,
    Complete,
    Damaged,
    Expired,
    NoField,
    NotPdf,
    NotYetValid,
    Statement,
    sign,
)
from verbale.kernel.clock import NoZone


def test_each_signature_is_appended() -> None:
    assert signed_by_one().startswith(prepared())
    assert signed_by_both().startswith(signed_by_one())


def test_a_signature_changes_three_objects() -> None:
    """Catalogue (for certifying), field and signature; no date or maker in the metadata."""
    first = signed_by_one()[len(prepared()) :]
    second = signed_by_both()[len(signed_by_one()) :]
    assert (first.count(b" obj\n"), second.count(b" obj\n")) == (3, 2)
    with pikepdf.open(io.BytesIO(paper())) as was, pikepdf.open(io.BytesIO(signed_by_both())) as now:
        assert now.Root.Metadata.read_bytes() == was.Root.Metadata.read_bytes()
        assert dict(now.docinfo) == dict(was.docinfo)


def test_the_moment_and_the_statement() -> None:
    local = timezone(timedelta(hours=8))
    moment = datetime(2026, 3, 1, 17, 30, 15, 999, local)
    said = Statement(reason="Протокол", location="北京", name="A. Keller")
    verdict = judged(sign(prepared(), side="XX", signer=signer("XX"), at=moment, statement=said))
    (entry,) = verdict.signatures
    assert entry.signed_at == moment.replace(microsecond=0)
    assert (entry.reason, entry.location, entry.name) == ("Протокол", "北京", "A. Keller")


def test_inside_an_event_loop() -> None:
    async def within() -> bytes:
        return sign(prepared(), side="XX", signer=signer("XX"), at=FIRST)

    assert judged(asyncio.run(within())).waits_for == "YY"


def test_a_drawing_in_the_box() -> None:
    one = sign(prepared(), side="XX", signer=signer("XX"), at=FIRST, stamp=drawing())
    both = sign(one, side="YY", signer=signer("YY"), at=SECOND, stamp=drawing())
    assert judged(both, paper=prepared()).accepted
    with pikepdf.open(io.BytesIO(both)) as pdf:
        looks = [field.AP.N for field in pdf.Root.AcroForm.Fields]
        assert [[float(at) for at in look.BBox] for look in looks] == [[0, 0, 180, 60]] * 2
        fonts = looks[0].Resources.XObject.Drawing.Resources.Font
        assert all("/FontFile3" in font.DescendantFonts[0].FontDescriptor for font in fonts.values())


@pytest.mark.parametrize("stamp", [b"", b"hello", paper()])
def test_a_drawing_that_is_none(stamp: bytes) -> None:
    with pytest.raises(BadStamp):
        sign(prepared(), side="XX", signer=signer("XX"), at=FIRST, stamp=stamp)


def test_out_of_order() -> None:
    with pytest.raises(AlreadySigned):
        sign(signed_by_one(), side="XX", signer=signer("XX"), at=SECOND)
    with pytest.raises(Complete):
        sign(signed_by_both(), side="YY", signer=signer("YY"), at=SECOND)
    with pytest.raises(NoField):
        sign(prepared(), side="ZZ", signer=signer("ZZ"), at=FIRST)
    with pytest.raises(NoField):
        sign(paper(), side="XX", signer=signer("XX"), at=FIRST)


def test_outside_the_certificate() -> None:
    for error, moment in ((Expired, VALID_UNTIL), (NotYetValid, VALID_FROM)):
        beyond = moment + timedelta(days=1 if error is Expired else -1)
        with pytest.raises(error):
            sign(prepared(), side="XX", signer=signer("XX"), at=beyond)
    with pytest.raises(NoZone):
        sign(prepared(), side="XX", signer=signer("XX"), at=FIRST.replace(tzinfo=None))


def test_what_is_no_paper() -> None:
    with pytest.raises(NotPdf):
        sign(b"hello", side="XX", signer=signer("XX"), at=FIRST)
    with pytest.raises(Damaged):
        sign(signed_by_one()[:-300], side="YY", signer=signer("YY"), at=SECOND)


@needs_poppler
def test_poppler_agrees(tmp_path: Path) -> None:
    file = tmp_path / "minutes.pdf"
    one = sign(prepared(), side="XX", signer=signer("XX"), at=FIRST, stamp=drawing())
    file.write_bytes(sign(one, side="YY", signer=signer("YY"), at=SECOND, stamp=drawing()))
    said = _run("pdfsig", "-nocert", str(file))
    assert said.count("Signature is Valid.") == 2
    assert said.count("Signature Type: ETSI.CAdES.detached") == 2
    assert said.count("  - Total document signed") == 1
    assert [line.split(": ")[1] for line in said.splitlines() if "Field Name" in line] == ["side-XX", "side-YY"]
    text = _run("pdftotext", str(file), "-")
    assert text.split("\f")[0].count("Signed for XX by A. Keller") == 2
    assert TEXT in text


def _run(*asked: str) -> str:
    return subprocess.run(asked, capture_output=True, text=True, check=True).stdout
