"""What a side answers about a signed paper that came: it is kept, or refused with a reason; only that concludes."""

import pytest

from tests.domain.cycle.bureau import acts
from tests.domain.cycle.minuting import minuting
from tests.domain.cycle.sitting import told_of
from tests.records.rows import make
from verbale.domain.cycle import minutes as minutes_of
from verbale.domain.cycle import minutes_answer, minutes_signing
from verbale.records import models as records
from verbale.records.dispatch import Message
from verbale.records.minutes import RefusedPaper, SignedPaper

WHY = "The signature in “Signature-OURS” was made with a certificate that nobody here knows."


@pytest.fixture
def room(bureau, monkeypatch):
    return minuting(bureau, monkeypatch)


def signed_second(room):
    minutes = room.agreed(by_them=True)
    room.arrives(minutes, room.they_sign(room.blank(minutes)))
    return minutes, room.signs(minutes)


def standing(room, minutes):
    return [(one.by, one.side, one.why) for one in minutes_answer.refusals(room.fresh(minutes))]


def test_a_paper_that_is_kept_is_answered(room):
    minutes = room.agreed(by_them=True)
    kept = room.arrives(minutes, room.they_sign(room.blank(minutes)))
    (message,) = Message.objects.filter(what="paper answer")
    assert message.body == {"text": minutes.text_id, "sha256": kept.file_id, "kept": True, "why": ""}


def test_a_refusal_of_the_second_signature_leaves_the_first(room):
    minutes, paper = signed_second(room)
    assert room.state(minutes) == "signed by both"
    room.answers(paper, WHY)
    assert room.state(minutes) == "signed by one"
    assert standing(room, minutes) == [("THEIRS", "OURS", WHY)]
    assert minutes_of.paper(room.fresh(minutes)).arrived is not None
    again = room.signs(minutes)
    assert (room.state(minutes), standing(room, minutes)) == ("signed by both", [])
    room.answers(again)
    assert room.state(minutes) == "in force"
    assert acts(minutes)[1:] == [
        "minutes.signed", "minutes.paper answered", "minutes.signed", "minutes.paper answered", "minutes.concluded",
    ]  # fmt: skip


def test_a_refusal_of_the_first_signature_lets_us_sign_anew(room):
    minutes = room.agreed()
    room.answers(room.signs(minutes), WHY)
    assert room.state(minutes) == "wording agreed"
    room.signs(minutes)
    assert room.state(minutes) == "signed by one"
    with pytest.raises(minutes_signing.SignedAlready):
        room.signs(minutes)


def test_a_refusal_may_become_a_keeping_and_not_the_other_way(room):
    minutes, paper = signed_second(room)
    room.answers(paper, WHY)
    room.answers(paper)
    assert room.state(minutes) == "in force"
    with pytest.raises(minutes_answer.KeptBefore):
        room.answers(paper, WHY)
    assert room.state(minutes) == "in force"


def test_a_paper_refused_here_is_noted_and_answered_once_more_when_it_comes_again(room):
    minutes = room.agreed(by_them=True)
    arrived = make(records.ArrivedPouch, partner=room.bureau.partner, number=99)
    secret = "4" * 26
    for why in (WHY, f"It names {secret}."):
        minutes_answer.refuses(minutes=minutes, sha256="1" * 64, why=why, arrived=arrived, at=room.at())
    row = RefusedPaper.objects.get()
    assert row.why == "It names …."
    assert [one["why"] for one in told_of(room.bureau.partner, "paper answer")] == [WHY, "It names …."]
    assert standing(room, minutes) == [("OURS", "THEIRS", "It names ….")]
    room.arrives(minutes, room.they_sign(room.blank(minutes)))
    assert standing(room, minutes) == []


@pytest.mark.parametrize(
    "changed",
    [
        {"text": "0" * 26}, {"text": None}, {"sha256": "0" * 64}, {"sha256": 1}, {"kept": 1}, {"kept": False},
        {"why": WHY}, {"why": None}, {"why": "a\0b", "kept": False}, {"why": "x" * 2001, "kept": False}, {"more": 1},
    ],
)  # fmt: skip
def test_an_answer_that_says_nothing_of_ours_is_refused(room, changed):
    minutes, paper = signed_second(room)
    body = {"text": minutes.text_id, "sha256": paper.file_id, "kept": True, "why": ""} | changed
    with pytest.raises(minutes_answer.NotAnAnswer):
        minutes_answer.told(partner=room.bureau.partner, body=body, at=room.at())
    assert SignedPaper.objects.get(pk=paper.pk).answered_at is None


def test_nobody_answers_for_another_partner_or_about_a_paper_that_came(room):
    minutes, paper = signed_second(room)
    body = {"text": minutes.text_id, "sha256": paper.file_id, "kept": True, "why": ""}
    with pytest.raises(minutes_answer.NotAnAnswer):
        minutes_answer.told(partner=room.bureau.third, body=body, at=room.at())
    came = SignedPaper.objects.get(arrived__isnull=False)
    with pytest.raises(minutes_answer.NotAnAnswer):
        minutes_answer.told(partner=room.bureau.partner, body=body | {"sha256": came.file_id}, at=room.at())
    assert room.state(minutes) == "signed by both"
