"""Contact bodies: each side chooses its own and tells the other (S14)."""

from datetime import date

import pytest

from verbale.domain.spine import contact_body, party
from verbale.domain.spine.person import NeedsRole
from verbale.records.dispatch import Message
from verbale.records.party import ContactUnit

ONE = {"name": "Exchange section", "reach": "Room 4", "since": "2026-11-01", "until": None}


def named(us, desk, now, name="Section", **facts):
    told = {"reach": "", "since": date(2026, 1, 1)} | facts
    return party.set_up_contact_unit(party=us, name=name, by=desk, at=now, **told)


def test_all_that_have_not_ended_are_told(us, partner, desk, now):
    named(us, desk, now)
    named(us, desk, now, "Ended", until=date(2026, 11, 20))
    named(us, desk, now, "Ends today", until=date(2026, 11, 21))
    named(partner, desk, now, "Theirs")
    assert contact_body.tell(partner=partner, by=desk, at=now) == 2
    (message,) = Message.objects.all()
    assert [one["name"] for one in message.body["units"]] == ["Ends today", "Section"]


def test_there_must_be_some_and_the_right_to_tell(us, partner, desk, approver, now):
    with pytest.raises(contact_body.NoBodies):
        contact_body.tell(partner=partner, by=desk, at=now)
    with pytest.raises(NeedsRole):
        contact_body.tell(partner=partner, by=approver, at=now)


def test_what_they_name_no_more_ends_today_and_what_we_recorded_stays(partner, desk, now):
    named(partner, desk, now, "Recorded here")
    contact_body.told(partner=partner, units=[ONE, {**ONE, "name": "Press office"}], at=now)
    contact_body.told(partner=partner, units=[{**ONE, "reach": "Room 5"}], at=now)
    rows = ContactUnit.objects.order_by("name").values_list("name", "reach", "until", "told")
    assert list(rows) == [
        ("Exchange section", "Room 5", None, True), ("Press office", "Room 4", now.date(), True),
        ("Recorded here", "", None, False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "bad",
    [
        {"name": ""}, {"name": 1}, {"name": "x" * 201}, {"reach": "x" * 2001}, {"reach": "\0"}, {"since": "soon"},
        {"until": "2026-10-01"}, {"since": None},
    ],
)  # fmt: skip
def test_what_can_be_none_is_refused_whole(partner, now, bad):
    with pytest.raises(contact_body.NotABody):
        contact_body.told(partner=partner, units=[ONE, {**ONE, **bad}], at=now)
    assert ContactUnit.objects.count() == 0


def test_there_may_not_be_too_many(partner, now):
    with pytest.raises(contact_body.NotABody):
        contact_body.told(partner=partner, units=[{**ONE, "name": f"B{n}"} for n in range(201)], at=now)
