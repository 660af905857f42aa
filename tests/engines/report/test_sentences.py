"""Sentences with places, and what takes them up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.engines.report import Place, ProposedCommitment, Subject, TakenUp, sentences_of, taken_up

SPLIT = {
    "Dr. Reed spoke. Prof. B. Kask agreed, i.e. said yes. No. 3 is closed!": [
        "Dr. Reed spoke.",
        "Prof. B. Kask agreed, i.e. said yes.",
        "No. 3 is closed!",
    ],
    "Wir prüfen z. B. Pegel u. a. Geräte. Am 3. Mai 2026 folgt Dr. Hahn. Wann?": [
        "Wir prüfen z. B. Pegel u. a. Geräte.",
        "Am 3. Mai 2026 folgt Dr. Hahn.",
        "Wann?",
    ],
    "Договор подписан в 1987 г. Далее идёт обмен, т. е. поездки. Акад. И. И. Орлов согласен.": [
        "Договор подписан в 1987 г.",
        "Далее идёт обмен, т. е. поездки.",
        "Акад. И. И. Орлов согласен.",
    ],
    "对方表示愿意。我方未作承诺！何时答复？": ["对方表示愿意。", "我方未作承诺！", "何时答复？"],
    "협력을 계속한다. 1987년 10월에 답한다.": ["협력을 계속한다.", "1987년 10월에 답한다."],
    "A line that\ngoes on here. Another\n\nHeading\n- an entry": [
        "A line that goes on here.",
        "Another",
        "Heading",
        "- an entry",
    ],
}


@pytest.mark.parametrize(("text", "sentences"), SPLIT.items())
def test_splits(text: str, sentences: list[str]) -> None:
    assert [sentence.text for sentence in sentences_of(text)] == sentences


@given(st.text(st.sampled_from("aB1.!? \n\t。г-"), max_size=80))
def test_nothing_is_lost_and_places_are_right(text: str) -> None:
    found = sentences_of(text)
    assert " ".join(sentence.text for sentence in found).replace(" ", "") == "".join(text.split())
    assert all(" ".join(text[one.start : one.end].split()) == one.text for one in found)
    assert all(one.end <= other.start for one, other in zip(found, found[1:], strict=False))


def proposed(text: str, *subjects: str) -> ProposedCommitment:
    return ProposedCommitment("1", text, Place(0, 1), subjects=tuple(Subject(name) for name in subjects))


def test_words_in_common() -> None:
    found = (proposed("The dykes are to be raised."), proposed("Study the following areas:", "New ceramic materials"))
    assert taken_up("A dyke must be raised.", found) == TakenUp(1.0, 0)
    assert taken_up("New ceramic construction materials", found) == TakenUp(0.75, 1)
    assert taken_up("Polymeric fibres", found) == TakenUp(0.0, None)
    assert taken_up("", found) == taken_up("Dykes", ()) == TakenUp(0.0, None)


def test_chinese_and_russian_words_in_common() -> None:
    assert taken_up("小麦育种", (proposed("继续开展小麦育种合作。"),)) == TakenUp(1.0, 0)
    assert taken_up("договоры о дамбах", (proposed("Подготовить договор о дамбе."),)).which == 0
