from dataclasses import replace
from typing import Any

import pytest

from tests.engines.paper.minutes_texts import minutes_in
from verbale.engines.paper import BadMinutes, Delegate, MinutesArticle

PAPER = minutes_in("de", "ru")
ONE = PAPER.articles[0]
SIDE, OTHER = PAPER.sides


@pytest.mark.parametrize(
    ("wrong", "where", "why"),
    [
        ({"languages": ()}, "the languages", "they are not one to three"),
        ({"languages": ("de", "ru", "en", "zh")}, "the languages", "they are not one to three"),
        ({"languages": ("de", "de")}, "the languages", "one stands twice"),
        ({"languages": ("de", "tlh")}, "the languages", "“tlh” is none of en, zh, ru, ko, de, fr"),
        ({"languages": ("de", "../x")}, "the languages", "“../x” is none of en, zh, ru, ko, de, fr"),
        ({"articles": ()}, "the articles", "they are not 1 to 1000"),
        ({"articles": (ONE, ONE)}, "article 1", "another has the same identifier"),
        ({"articles": (replace(ONE, identifier="a b"),)}, "article “a b”", "its identifier is not A–Z a–z 0–9 . -"),
        ({"sides": (SIDE, SIDE)}, "the sides", "they are not two different ones"),
        ({"sides": (SIDE,)}, "the sides", "they are not two different ones"),
        ({"sides": (SIDE, replace(OTHER, code="D E"))}, "the sides", "“D E” is no code of a side"),
        ({"revision": "ABC"}, "the revision", "“ABC” is not a SHA-256 in lower-case hex"),
        ({"title": {"de": "Protokoll"}}, "the title", "it has no words in “ru”"),
        ({"title": {"de": "Protokoll", "ru": " "}}, "the title", "it has no words in “ru”"),
        ({"place": {"ru": "Берн"}}, "the place", "it has no words in “de”"),
        ({"place": "x" * 301}, "the place", "it is longer than 300 characters"),
        ({"sides": (SIDE, replace(OTHER, name={"de": "Seite"}))}, "side DE", "it has no words in “ru”"),
        ({"sides": (SIDE, replace(OTHER, head=Delegate("A\x07")))}, "side DE",
         "it holds the sign U+0007, which no page shows"),
        ({"dates": {"de": "heute\x00", "ru": "x"}}, "the dates, de", "it holds the sign U+0000, which no page shows"),
    ],
)  # fmt: skip
def test_nonsense_is_refused_at_birth(wrong: dict[str, Any], where: str, why: str) -> None:
    with pytest.raises(BadMinutes) as refused:
        replace(PAPER, **wrong)
    assert refused.value.facts == {"where": where, "why": why}


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\x1b", "\r", "\x85", "\ud800", "\ue000", "\ufffe", "\u0378"])
def test_signs_that_no_page_shows_are_refused(sign: str) -> None:
    article = MinutesArticle("1", {}, {"de": f"Feld{sign}versuch"})
    with pytest.raises(BadMinutes) as refused:
        replace(PAPER, articles=(article,))
    assert refused.value.facts == {
        "where": "article 1, de",
        "why": f"it holds the sign U+{ord(sign):04X}, which no page shows",
    }


def test_the_sentence_says_what_to_do() -> None:
    with pytest.raises(BadMinutes) as refused:
        replace(PAPER, articles=())
    assert str(refused.value) == (
        "These minutes cannot be set on paper: the articles: they are not 1 to 1000. "
        "Correct that and make the paper again."
    )


def test_the_head_signs_unless_another_does() -> None:
    assert SIDE.signatory is SIDE.head
    assert replace(SIDE, signs=OTHER.head).signatory is OTHER.head
