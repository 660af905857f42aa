"""Sentences marked in a report: what became a commitment, and what none takes up (S121)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.cycle.bureau import acts
from tests.domain.cycle.sitting import sitting
from tests.domain.cycle.test_report import recorded
from tests.records.rows import make
from verbale.domain.cycle import report, sentence
from verbale.domain.spine.person import NeedsRole
from verbale.records import models as records
from verbale.records.commitment import Commitment, CommitmentState
from verbale.records.report import MarkedSentence, Report

TEXT = "A study group goes for fibres.  It must be reviewed whether to buy circuits.\n它需要支持。"
FIBRES, CIRCUITS, SUPPORT = (0, 30), (32, 76), (77, 83)


@pytest.fixture
def room(bureau):
    return sitting(bureau)


@pytest.fixture
def one(room):
    return report.keep_text(report=recorded(room), text=TEXT, language="en", **room.desk())


def mark(room, one, place, as_what="need", **more):
    return sentence.mark(report=one, start=place[0], end=place[1], mark=as_what, **more, **room.desk())


def concluded(room, one, state="open", number="2"):
    return make(records.Commitment, partner=room.bureau.partner, report=one, number=number, state=state)


def test_what_no_commitment_takes_up_is_shown(room, one):
    support = mark(room, one, SUPPORT)
    fibres = mark(room, one, FIBRES, "promise", note="a fourth area")
    circuits = mark(room, one, CIRCUITS, "question")
    assert [row.text for row in sentence.not_taken_up(one)] == [
        "A study group goes for fibres.", "It must be reviewed whether to buy circuits.", "它需要支持。",
    ]  # fmt: skip
    sentence.take_up(sentence=circuits, commitment=concluded(room, one), **room.desk())
    assert sentence.not_taken_up(one) == [fibres, support]
    sentence.let_go(sentence=circuits, **room.desk())
    assert sentence.not_taken_up(one) == [fibres, circuits, support]
    with pytest.raises(sentence.NotTakenUp):
        sentence.let_go(sentence=circuits, **room.desk())
    assert acts(one)[-2:] == ["report.sentence taken up", "report.sentence let go"]


def test_blanks_around_a_sentence_are_left_out(room, one):
    row = mark(room, one, (30, 77))
    assert (row.start, row.end, row.text) == (*CIRCUITS, "It must be reviewed whether to buy circuits.")


@pytest.mark.parametrize("place", [(0, 0), (5, 4), (-1, 5), (0, 84), (30, 32), (100, 120)])
def test_a_place_outside_the_text_is_refused(room, one, place):
    with pytest.raises(sentence.BadPlace) as refusal:
        mark(room, one, place)
    assert refusal.value.facts["length"] == len(TEXT)


def test_a_sentence_has_an_end(room, one):
    Report.objects.update(text="a" * 10_001)
    with pytest.raises(sentence.BadPlace):
        mark(room, one, (0, 10_001))
    assert len(mark(room, one, (0, 10_000)).text) == 10_000


def test_a_sentence_is_marked_once_as_each(room, one, monkeypatch):
    mark(room, one, FIBRES, "need")
    mark(room, one, FIBRES, "promise")
    for place in (FIBRES, (0, 32)):
        with pytest.raises(sentence.AlreadyMarked):
            mark(room, one, place, "need")
    with pytest.raises(sentence.NoSuchMark):
        mark(room, one, FIBRES, "wish")
    monkeypatch.setattr(sentence, "MOST_MARKED", 2)
    with pytest.raises(sentence.TooMany):
        mark(room, one, CIRCUITS)


@pytest.mark.parametrize("state", CommitmentState)
def test_only_what_was_concluded_takes_a_sentence_up(room, one, state):
    row, commitment = mark(room, one, FIBRES), concluded(room, one, state)
    if state in sentence.NOT_CONCLUDED:
        with pytest.raises(sentence.NotConcluded):
            sentence.take_up(sentence=row, commitment=commitment, **room.desk())
    else:
        assert sentence.take_up(sentence=row, commitment=commitment, **room.desk()).commitment == commitment.pk


def test_a_commitment_that_is_dropped_takes_nothing_up_any_more(room, one):
    row = sentence.take_up(sentence=mark(room, one, FIBRES), commitment=concluded(room, one), **room.desk())
    another = concluded(room, one, number="3")
    with pytest.raises(sentence.TakenUp) as refusal:
        sentence.take_up(sentence=row, commitment=another, **room.desk())
    assert refusal.value.facts == {"number": "2"}
    with pytest.raises(sentence.TakenUp):
        sentence.unmark(sentence=row, **room.desk())
    Commitment.objects.filter(number="2").update(state="dropped")
    assert sentence.not_taken_up(one) == [row]
    sentence.take_up(sentence=row, commitment=another, **room.desk())
    assert sentence.not_taken_up(one) == []


def test_a_mark_can_be_taken_away(room, one):
    sentence.unmark(sentence=mark(room, one, FIBRES), **room.desk())
    assert (MarkedSentence.objects.count(), acts(one)[-1]) == (0, "report.sentence unmarked")


def test_only_the_desk_marks(room, one):
    row, by = mark(room, one, FIBRES), {"by": room.bureau.who("auditor"), "at": room.at()}
    for act in (
        lambda: sentence.mark(report=one, start=0, end=5, mark="need", **by),
        lambda: sentence.unmark(sentence=row, **by),
        lambda: sentence.take_up(sentence=row, commitment=concluded(room, one), **by),
        lambda: sentence.let_go(sentence=row, **by),
    ):
        with pytest.raises(NeedsRole):
            act()
    assert list(MarkedSentence.objects.visible_to(room.bureau.who("auditor"))) == [row]


@given(st.text(" a\n。", max_size=20), st.integers(-2, 22), st.integers(-2, 22))
def test_a_place_holds_words_without_blanks_around_them(text, start, end):
    try:
        first, last = sentence._place(Report(text=text), start, end)
    except sentence.BadPlace:
        return
    kept = text[first:last]
    assert kept
    assert kept == kept.strip() == text[start:end].strip()
    assert start <= first < last <= end


def test_marked_sentences_are_held_against_the_conclusions(room, one):
    fibres, circuits = mark(room, one, FIBRES), mark(room, one, CIRCUITS)
    near = make(
        records.Commitment, partner=room.bureau.partner, report=one, number="1", state="proposed",
        text="A study group is sent.",
    )  # fmt: skip
    concluded(room, one, "dropped", "9")
    held = sentence.held_against(one)
    assert [(each.sentence, each.taken_up_by) for each in held] == [(fibres, None), (circuits, None)]
    assert (held[0].nearest, 0 < held[0].percent < 100) == (near, True)
    assert (held[1].nearest, held[1].share) == (None, 0.0)
    taking = concluded(room, one)
    sentence.take_up(sentence=circuits, commitment=taking, **room.desk())
    assert [each.taken_up_by for each in sentence.held_against(one)] == [None, taking]
