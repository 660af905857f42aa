import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from tests.engines.paper import documents
from tests.engines.paper.documents import drawn, saved
from verbale.engines.paper import (
    Cover,
    Kind,
    Marking,
    NotSigned,
    NotWrapped,
    WrongCover,
    check_marks,
    inspect_pdf,
    isolated,
    unwrap,
    wrap_signed,
)

MARKING = Marking.of(en="OFFICIAL USE ONLY", fr="USAGE OFFICIEL")


def cover_of(path: Path) -> Cover:
    return Cover(
        languages=("en", "fr"),
        number="2026/114-1",
        day=date(2026, 11, 21),
        sender={"en": "Institute for Materials Research", "fr": "Institut de recherche sur les matériaux"},
        recipient="National Library of Engineering",
        title="Report on glass fibres",
        marking=MARKING,
        pages=1,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        basis={"en": "Protocol of 1964, article 3", "fr": "Protocole de 1964, article 3"},
        copy="1 / 2",
    )


def test_the_original_comes_out_as_it_went_in(tmp_path: Path) -> None:
    source, target, back = saved(documents.with_signature(), tmp_path), tmp_path / "out.pdf", tmp_path / "back.pdf"
    before = source.read_bytes()
    sha256 = wrap_signed(source, target, cover_of(source))
    assert unwrap(target, back) == sha256 == hashlib.sha256(before).hexdigest()
    assert back.read_bytes() == before == source.read_bytes()


def test_the_sheet_is_marked_and_says_what_it_carries(tmp_path: Path) -> None:
    source, target = saved(documents.with_signature(), tmp_path), tmp_path / "out.pdf"
    wrap_signed(source, target, cover_of(source))
    check_marks(target, MARKING)
    report = inspect_pdf(target)
    assert (report.signed, report.count(Kind.ATTACHMENTS)) == (False, 2)


def test_equal_input_gives_equal_bytes_and_isolation_changes_nothing(tmp_path: Path) -> None:
    source = saved(documents.with_signature(), tmp_path)
    wrap_signed(source, tmp_path / "one.pdf", cover_of(source))
    isolated.wrap_signed(source, tmp_path / "two.pdf", cover_of(source))
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()
    assert isolated.unwrap(tmp_path / "two.pdf", tmp_path / "back.pdf") == cover_of(source).sha256


def test_what_is_not_signed_is_not_wrapped(tmp_path: Path) -> None:
    source = saved(drawn(), tmp_path)
    with pytest.raises(NotSigned):
        wrap_signed(source, tmp_path / "out.pdf", cover_of(source))


def test_the_cover_sheet_of_another_document(tmp_path: Path) -> None:
    source = saved(documents.with_signature(), tmp_path)
    for wrong in (replace(cover_of(source), pages=2), replace(cover_of(source), sha256="0" * 64)):
        with pytest.raises(WrongCover):
            wrap_signed(source, tmp_path / "out.pdf", wrong)
    assert not (tmp_path / "out.pdf").exists()


def test_nothing_wrapped_or_exchanged(tmp_path: Path) -> None:
    with pytest.raises(NotWrapped):
        unwrap(saved(drawn(), tmp_path), tmp_path / "back.pdf")
    source, target = saved(documents.with_signature(), tmp_path), tmp_path / "out.pdf"
    wrap_signed(source, target, cover_of(source))
    with pikepdf.Pdf.open(target, allow_overwriting_input=True) as pdf:
        pdf.attachments["original.pdf"].obj.EF.F.write(b"%PDF-1.7 exchanged")
        pdf.save(target)
    with pytest.raises(NotWrapped) as refused:
        unwrap(target, tmp_path / "back.pdf")
    assert refused.value.facts["why"] == "its attachment is not the document that was wrapped"
    assert not (tmp_path / "back.pdf").exists()
