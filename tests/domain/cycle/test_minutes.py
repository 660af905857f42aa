"""Where minutes stand, state by state (COMMISSION.md, 6): nothing one-sided ever looks concluded."""

from datetime import date, timedelta

import pytest

from tests.domain.cycle.bureau import acts
from tests.domain.cycle.minuting import conclusion, minuting, revision
from tests.domain.cycle.sitting import in_force
from tests.records.rows import make
from verbale.domain.cycle import minutes as minutes_of
from verbale.domain.cycle import minutes_answer
from verbale.domain.cycle import session as sessions
from verbale.domain.spine import text
from verbale.domain.spine.person import NeedsRole
from verbale.domain.spine.text_record import refresh
from verbale.engines import agreement
from verbale.engines.agreement import Kind
from verbale.records import models as records
from verbale.records.minutes import GovernmentApproval, Minutes


@pytest.fixture
def room(bureau, monkeypatch):
    return minuting(bureau, monkeypatch)


@pytest.fixture
def awaiting(bureau, monkeypatch):
    """A commission whose statute asks both governments for their approval."""
    return minuting(bureau, monkeypatch, force="approval")


def both_signed(room, **how):
    """We sign first, they second; their paper with both arrives."""
    one = room.agreed(**how)
    first = room.signs(one)
    room.arrives(one, room.they_sign(room.bytes_of(first)))
    return room.fresh(one)


def test_every_state_in_turn_where_we_sign_first(room):
    said = room.revision()
    one = room.proposed(said)
    minutes = minutes_of.of(one, room.at())
    assert room.state(minutes) == "negotiated"
    text.approve(text=one, revision=said.hash, **room.head())
    assert room.state(minutes) == "negotiated"
    room.theirs.does(Kind.APPROVE, one, revision=said.hash)
    assert room.state(minutes) == "wording agreed"
    first = room.signs(minutes)
    assert room.state(minutes) == "signed by one"
    room.answers(first)
    assert room.state(minutes) == "signed by one"
    room.arrives(minutes, room.they_sign(room.bytes_of(first)))
    assert room.state(minutes) == "in force"
    assert acts(minutes) == [
        "minutes.signed", "minutes.paper answered", "minutes.paper arrived", "minutes.concluded"
    ]  # fmt: skip


def test_every_state_in_turn_where_they_sign_first(room):
    minutes = room.agreed(by_them=True)
    assert room.state(minutes) == "wording agreed"
    room.arrives(minutes, room.they_sign(room.blank(minutes)))
    assert room.state(minutes) == "signed by one"
    second = room.signs(minutes)
    assert room.state(minutes) == "signed by both"
    room.answers(second)
    assert room.state(minutes) == "in force"
    assert room.fresh(minutes).concluded_at is not None
    assert acts(minutes) == [
        "minutes.paper arrived", "minutes.signed", "minutes.paper answered", "minutes.concluded"
    ]  # fmt: skip


def test_a_pouch_that_was_acknowledged_concludes_nothing(room):
    minutes = room.agreed(by_them=True)
    room.arrives(minutes, room.they_sign(room.blank(minutes)))
    second = room.signs(minutes)
    second.message.pouch = make(records.Pouch, partner=room.bureau.partner, acknowledged_at=room.at())
    second.message.state = "sealed"
    second.message.save()
    minutes_answer.settle(minutes=room.fresh(minutes), at=room.at())
    assert (room.state(minutes), room.fresh(minutes).concluded_at) == ("signed by both", None)


def test_the_one_that_ended_has_ended(room):
    minutes = both_signed(room)
    day = room.bureau.clock.now().date() + timedelta(days=3)
    text.give_notice(text=minutes.text, last_day=day, **room.head())
    room.theirs.does(Kind.GIVE_NOTICE, minutes.text, revision=minutes.text.in_force, last_day=day)
    room.at(days=9)
    minutes.text.refresh_from_db()
    refresh(minutes.text, room.at())
    assert room.state(minutes) == "ended"


def test_a_change_of_the_wording_is_signed_anew_and_old_signatures_conclude_nothing(room):
    minutes = both_signed(room)
    assert room.state(minutes) == "in force"
    noted, changed = minutes.concluded_at, room.revision(conclusion(), conclusion("2"))
    text.propose(text=minutes.text, revision=changed, by=room.bureau.who("desk"), at=room.at())
    assert room.state(minutes) == "in force"
    text.approve(text=minutes.text, revision=changed.hash, **room.head())
    room.theirs.does(Kind.APPROVE, minutes.text, revision=changed.hash)
    assert (room.state(minutes), room.fresh(minutes).concluded_at) == ("wording agreed", noted)
    first = room.signs(minutes)
    assert room.state(minutes) == "signed by one"
    room.arrives(minutes, room.they_sign(room.bytes_of(first)))
    assert room.state(minutes) == "in force"
    assert room.fresh(minutes).concluded_at > noted
    assert acts(minutes).count("minutes.concluded") == 2


def test_by_statute_they_wait_for_both_governments(awaiting):
    minutes = both_signed(awaiting)
    assert (awaiting.state(minutes), minutes_of.waits_for(minutes)) == ("concluded", ("OURS", "THEIRS"))
    approve(awaiting, minutes, "OURS")
    assert (awaiting.state(minutes), minutes_of.waits_for(minutes)) == ("concluded", ("THEIRS",))
    approve(awaiting, minutes, "THEIRS", instrument=make(records.Instrument, title="Decree 7"))
    assert (awaiting.state(minutes), minutes_of.waits_for(minutes)) == ("in force", ())
    assert [(row.side, row.on) for row in GovernmentApproval.objects.order_by("side")] == [
        ("OURS", date(2026, 11, 20)), ("THEIRS", date(2026, 11, 20)),
    ]  # fmt: skip
    assert acts(minutes).count("minutes.government approved") == 2


def approve(room, minutes, side, by="desk", on=date(2026, 11, 20), **more):
    return minutes_of.approved_by_government(
        minutes=minutes, side=side, on=on, by=room.bureau.who(by), at=room.at(), **more
    )


def test_an_approval_is_recorded_once_of_a_side_and_of_the_past(awaiting):
    early = awaiting.agreed(awaiting.revision(conclusion("2")))
    with pytest.raises(minutes_of.NothingToApprove, match="both signatures are not on both nodes yet"):
        approve(awaiting, early, "OURS")
    minutes = both_signed(awaiting)
    with pytest.raises(NeedsRole):
        approve(awaiting, minutes, "OURS", by="librarian")
    with pytest.raises(minutes_of.NothingToApprove, match="the statute asks for none of FURTHER"):
        approve(awaiting, minutes, "FURTHER")
    with pytest.raises(minutes_of.NothingToApprove, match="is yet to come"):
        approve(awaiting, minutes, "OURS", on=date(2027, 1, 1))
    approve(awaiting, minutes, "OURS")
    with pytest.raises(minutes_of.ApprovedBefore):
        approve(awaiting, minutes, "OURS")


def test_where_the_statute_asks_for_none_none_is_recorded(room):
    minutes = both_signed(room)
    assert minutes_of.waits_for(minutes) == ()
    with pytest.raises(minutes_of.NothingToApprove):
        approve(room, minutes, "OURS")


def test_of_a_commission_without_a_readable_statute(room):
    minutes = both_signed(room)
    statute = records.Text.objects.get(text_kind="statute")
    revision = records.Revision.objects.get(text=statute)
    revision.content["articles"][0]["facts"]["force"] = "perhaps"
    revision.save()
    assert (room.state(minutes), minutes_of.waits_for(minutes)) == ("concluded", ("OURS", "THEIRS"))
    records.Text.objects.filter(pk=statute.pk).update(in_force="")
    assert (room.state(minutes), minutes_of.waits_for(minutes)) == ("in force", ())


def test_they_are_tied_to_their_session_once_it_is_planned(room):
    one = room.proposed()
    assert minutes_of.of(one, room.at()).session is None
    session = sessions.plan(
        commission=room.commission, begins="2027-05-10", ends="2027-05-16", by=room.bureau.who("desk"), at=room.at()
    )
    row = minutes_of.of(one, room.at())
    assert (row.session, Minutes.objects.count()) == (session, 1)
    assert minutes_of.of(one, room.at()).since == row.since


def test_a_text_of_another_kind_is_no_minutes(room):
    with pytest.raises(minutes_of.NotMinutes):
        minutes_of.of(room.commission, room.at())


def test_minutes_that_name_no_session_can_be_negotiated(room):
    said = agreement.Revision("minutes", ("zh", "ru"), {"zh": "纪要", "ru": "Протокол"}, (conclusion(),))
    row = minutes_of.of(in_force(room.bureau, said), room.at())
    assert (row.session, minutes_of.state_of(row).value) == (None, "wording agreed")
    assert [one.identifier for one in minutes_of.conclusions(minutes_of.agreed(row))] == ["1"]


def test_what_could_not_be_signed_is_not_proposed(room):
    partner = room.bureau.partner
    minutes_of.check_proposed(room.revision(), partner)
    with pytest.raises(minutes_of.OtherSides):
        minutes_of.check_proposed(room.revision(sides=("OURS", "FURTHER")), partner)
    with pytest.raises(minutes_of.UnknownCommission):
        minutes_of.check_proposed(revision(), partner)
    with pytest.raises(minutes_of.UnknownCommission):
        minutes_of.check_proposed(room.revision(sides=("OURS", "FURTHER")), room.bureau.third)


def test_every_state_has_a_name_for_people():
    assert set(minutes_of.STATES) == set(minutes_of.MinutesState) == set(minutes_of.TRANSITIONS)
