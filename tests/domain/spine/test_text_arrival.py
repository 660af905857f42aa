"""What comes to agreed texts from outside: signed acts, ours that are returned, and letters."""

from datetime import date

import pytest

from tests.domain.spine.other_side import HEAD, OtherSide, revision, sign_ours, trusted
from tests.records.rows import make
from verbale.domain.spine import text, text_arrival
from verbale.domain.spine.person import NeedsRole
from verbale.engines import agreement
from verbale.engines.agreement import ForkedActs, Kind
from verbale.engines.seal import sign_bytes
from verbale.records import models as records
from verbale.records.text import Text, TextAct

FIRST, SECOND = revision(), revision("Maps too.")


@pytest.fixture
def theirs(us, partner, clock):
    return OtherSide(partner, lambda: clock.forward(minutes=1))


def first(theirs, proposed=FIRST, **changed):
    facts = {"text": "7" * 26, "side": "FI-NHI", "revision": proposed.hash, "by": HEAD, "at": theirs.now()} | changed
    return agreement.draft_first(**facts)


def test_a_first_proposal_makes_the_text(theirs, partner):
    one = theirs.opens(FIRST)
    assert (one.partner, one.depositary, one.state, one.respond_by) == (
        partner, "FI-NHI", "proposed", date(2026, 12, 21)
    )  # fmt: skip


def test_the_same_act_again_changes_nothing(theirs):
    act = first(theirs)
    assert theirs.tells(act, FIRST) is not None
    assert theirs.tells(act, FIRST) is None
    assert TextAct.objects.count() == 1


def test_a_signature_of_nobody_known_does_not_count(theirs, us, third):
    for key in (trusted(third), trusted(us)):
        with pytest.raises(text_arrival.NotSigned):
            theirs.tells(first(theirs), FIRST, key)
    told = text_arrival.Told(first(theirs), "", FIRST)
    with pytest.raises(text_arrival.NotSigned):
        text_arrival.received(partner=theirs.partner, told=told, arrived=make(records.ArrivedPouch), at=theirs.now())
    assert Text.objects.count() == 0


def test_a_proposal_carries_exactly_its_revision(theirs):
    for content in (None, SECOND):
        with pytest.raises(text_arrival.NoContent):
            theirs.tells(first(theirs), content)
    one = theirs.opens(FIRST)
    approval = agreement.draft(
        Kind.APPROVE, text_arrival.acts_of(one), "FI-NHI", by=HEAD, at=theirs.now(), revision=FIRST.hash
    )
    with pytest.raises(text_arrival.NoContent):
        theirs.tells(approval, FIRST)


def test_nobody_acts_on_the_text_of_another_partner(theirs, third, clock):
    one = theirs.opens(FIRST)
    other = OtherSide(third, lambda: clock.forward(minutes=1))
    with pytest.raises(text_arrival.OtherPartner):
        other.tells(first(theirs, text=one.pk, side="CZ-ACA", at=theirs.now()), FIRST)


def test_two_wordings_of_one_act_are_a_fork(theirs):
    theirs.opens(FIRST)
    with pytest.raises(ForkedActs):
        theirs.tells(first(theirs, SECOND), SECOND)
    assert TextAct.objects.count() == 1


def test_our_own_act_is_taken_back_when_it_was_forgotten(theirs, us, desk):
    one = text.open_text(partner=theirs.partner, revision=FIRST, by=desk, at=theirs.now())
    sign_ours(us)
    records.PartyKeys.objects.filter(party=us).update(confirmed_at=theirs.now(), confirmed_by=desk)
    row = TextAct.objects.get()
    told = text_arrival.Told.read({"act": row.body, "signature": row.signature, "content": FIRST.as_json()})
    assert text_arrival.returned(partner=theirs.partner, told=told, at=theirs.now()) is None
    row.delete()
    again = text_arrival.returned(partner=theirs.partner, told=told, at=theirs.now())
    assert (again.text, again.hash, again.taken_back_at is not None) == (one, row.hash, True)
    forged = text_arrival.Told(told.act, sign_bytes(told.act.as_bytes(), theirs.key, "verbale-text").decode(), FIRST)
    TextAct.objects.all().delete()
    with pytest.raises(text_arrival.NotSigned):
        text_arrival.returned(partner=theirs.partner, told=forged, at=theirs.now())


class TestLetters:
    @pytest.fixture
    def by_letter(self, us, third, desk, now):
        third.by_letter = True
        third.save()
        scan = make(records.Document)

        def record(kind, **facts):
            told = {"partner": third, "kind": kind, "said_by": HEAD, "letter": scan, "by": desk, "at": now} | facts
            return text_arrival.by_letter(**told)

        return record

    def test_an_act_by_letter_has_the_scan_and_no_signature(self, by_letter, desk):
        row = by_letter(Kind.PROPOSE, revision=FIRST)
        assert (row.side, row.signature, row.signer, row.by) == ("CZ-ACA", "", "", desk)
        assert (row.letter is not None, row.text.depositary) == (True, "OURS")
        by_letter(Kind.WITHDRAW, about=row.text)
        assert Text.objects.get().change == ""

    def test_only_of_a_partner_without_a_node_and_by_the_desk(self, by_letter, theirs, approver):
        with pytest.raises(text_arrival.HasANode):
            by_letter(Kind.PROPOSE, revision=FIRST, partner=theirs.partner)
        with pytest.raises(NeedsRole):
            by_letter(Kind.PROPOSE, revision=FIRST, by=approver)
        with pytest.raises(text_arrival.NoContent):
            by_letter(Kind.PROPOSE)
        assert TextAct.objects.count() == 0
