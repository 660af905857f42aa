from dataclasses import replace
from datetime import date

import pikepdf
import pypdfium2
import pytest

from tests.engines.paper.documents import needs_cjk
from tests.engines.paper.test_letters import text_of
from verbale.engines.paper import BadLetter, NoPhrases, SignatureStamp, StampTooSmall, signature_stamp

STAMP = SignatureStamp(
    who={"de": "Dr. Annette Keller", "zh": "凯勒"},
    office={"de": "Leiterin der Abteilung Internationales", "zh": "国际司司长"},
    side={"de": "Deutsche Seite", "zh": "德方"},
    day=date(2026, 9, 18),
    fingerprint="0123456789abcdef" * 4,
)


def one_line(data: bytes) -> str:
    return " ".join(text_of(data).split())


@needs_cjk
def test_it_says_who_in_which_office_for_whom_when_and_with_what() -> None:
    # Between figures and Chinese characters stands a thin gap, which a text reader may take for a blank.
    text = (
        one_line(signature_stamp(STAMP, ("de", "zh"), width=224, height=79)).replace("年 ", "年").replace("月 ", "月")
    )
    text = text.replace(" 年", "年").replace(" 月", "月").replace(" 日", "日")
    for part in (
        "Elektronisch unterzeichnet / 电子签名",
        "Dr. Annette Keller / 凯勒",
        "Leiterin der Abteilung Internationales / 国际司司长",
        "Deutsche Seite / 德方",
        "18. September 2026 / 2026年9月18日",
        "Zertifikat / 证书 0123 4567 89ab cdef",
    ):
        assert part in text
    assert text.endswith("cdef")


@pytest.mark.parametrize("size", [(224, 79), (120, 45), (600, 300), (223.94, 79.37)])
def test_it_is_one_page_just_as_large_as_asked_with_its_fonts(size: tuple[float, float], tmp_path) -> None:
    path = tmp_path / "stamp.pdf"
    path.write_bytes(signature_stamp(STAMP, ("de",), width=size[0], height=size[1]))
    with pypdfium2.PdfDocument(path) as document:
        assert len(document) == 1
        assert document[0].get_size() == pytest.approx(size, abs=0.01)
    with pikepdf.open(path) as pdf:
        fonts = [font.DescendantFonts[0].FontDescriptor for font in pdf.pages[0].Resources.Font.values()]
        assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts)
        assert len(fonts) == 3


def test_equal_facts_give_equal_bytes() -> None:
    assert signature_stamp(STAMP, ("de",), width=224, height=79) == signature_stamp(
        replace(STAMP), ("de",), width=224, height=79
    )


def test_text_is_never_markup() -> None:
    hostile = '#read("x") *a* $y$ <b> @c \\'
    stamp = replace(STAMP, who=hostile, office=hostile, side=hostile)
    assert one_line(signature_stamp(stamp, ("de",), width=300, height=120)).count(hostile) == 3


def test_what_is_not_given_takes_no_line() -> None:
    text = one_line(signature_stamp(replace(STAMP, office="", side=""), ("de",), width=224, height=79))
    assert text == ("Elektronisch unterzeichnet Dr. Annette Keller 18. September 2026 Zertifikat 0123 4567 89ab cdef")


@pytest.mark.parametrize("size", [(60, 25), (10, 79), (224, 5), (5000, 100)])
def test_a_box_that_cannot_hold_it_is_refused(size: tuple[float, float]) -> None:
    with pytest.raises(StampTooSmall) as refused:
        signature_stamp(STAMP, ("de",), width=size[0], height=size[1])
    assert refused.value.facts == {"width": f"{size[0]}", "height": f"{size[1]}"}


def test_nonsense_is_refused_at_birth() -> None:
    for wrong in ({"fingerprint": "abc"}, {"fingerprint": "A" * 64}, {"who": ""}):
        with pytest.raises(BadLetter):
            replace(STAMP, **wrong)
    with pytest.raises(NoPhrases):
        signature_stamp(STAMP, ("tlh",), width=224, height=79)
