import pytest

from tests.engines.paper.documents import needs_cjk
from verbale.engines.paper import Caveat, Marking, NoCaveat, NoGlyph
from verbale.engines.paper.stamp import _variants, draw_stamp


@pytest.mark.parametrize(
    "text",
    ["", "   ", "x" * 121, "two\nlines", "tab\there", "\u202eREVERSED", "zero\u200bwidth", "bell\x07"],
)
def test_a_caveat_is_one_line_of_plain_characters(text: str) -> None:
    with pytest.raises(NoCaveat):
        Caveat("en", text)


def test_one_language_or_two() -> None:
    one = Caveat("en", "OFFICIAL")
    with pytest.raises(NoCaveat):
        Marking(())
    with pytest.raises(NoCaveat):
        Marking((one, one))
    with pytest.raises(NoCaveat):
        Marking.of(en="A", fr="B", de="C")
    with pytest.raises(NoCaveat):
        Caveat("", "OFFICIAL")


def test_variants_go_from_one_line_to_many() -> None:
    lines = [[text for _, text in variant] for variant in _variants(Marking.of(en="OFFICIAL USE ONLY", zh="内部使用"))]
    assert lines[:3] == [
        ["OFFICIAL USE ONLY · 内部使用"],
        ["OFFICIAL USE ONLY", "内部使用"],
        ["OFFICIAL", "USE ONLY", "内部使用"],
    ]
    assert lines[-1] == ["OFFICIAL", "USE", "ONLY", "内", "部", "使", "用"]


def test_equal_markings_give_equal_stamps() -> None:
    assert draw_stamp(Marking.of(ru="Для служебного пользования")) == draw_stamp(
        Marking.of(ru="Для служебного пользования")
    )


@needs_cjk
def test_a_character_that_no_font_has_is_an_error_and_no_blank() -> None:
    with pytest.raises(NoGlyph) as refused:
        draw_stamp(Marking.of(en="OFFICIAL \U00012000"))
    assert refused.value.facts == {"character": "\U00012000"}
