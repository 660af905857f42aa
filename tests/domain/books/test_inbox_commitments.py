"""What the inbox says of commitments: reminders under rules, proposals to confirm, words of the partner that differ."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail

from tests.domain.cycle.commitments import article, open_desk
from verbale.domain.books.inbox import inbox
from verbale.domain.cycle import commitment, commitment_arrival, commitment_proposed, reminder
from verbale.journeys import digest


@pytest.fixture
def desk(db, home, clock, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    return open_desk(clock)


def tasks(desk, who=None, at=None):
    found = inbox(person=who or desk.clerk, at=at or desk.clock.now())
    return [(task.what, task.about, task.thing_kind, task.thing_id, task.due, task.count) for task in found]


def test_a_reminder_waits_from_its_first_day_until_it_is_done(desk):
    reminder.make_rule(days_before=14, every=7, bound="both", **desk.doing())
    ours = desk.committed(due="2026-12", number="1")
    theirs = desk.committed(due="2026-12", number="2", bound="theirs")
    assert tasks(desk, at=datetime(2026, 12, 16, tzinfo=UTC)) == []
    day = datetime(2026, 12, 17, tzinfo=UTC)
    last = date(2026, 12, 31)
    assert tasks(desk, at=day) == [
        ("Fulfil a commitment", "FI-NHI 1", "commitment", ours.pk, last, 1),
        ("Ask the partner for what is due", "FI-NHI 2", "commitment", theirs.pk, last, 1),
    ]
    assert tasks(desk, desk.librarian, at=day) == []
    for row in (ours, theirs):
        commitment.change(commitment=row, state="done", **desk.doing())
    assert tasks(desk, at=day) == []


def test_the_conclusions_of_minutes_wait_until_somebody_takes_them_up(desk):
    text = desk.minutes((article("1"), article("2"), article("3", roles=("session",))))
    desk.minutes(concluded=False)
    desk.minutes((article("1", roles=("session",)),))
    assert tasks(desk) == [("Take up the conclusions of minutes", text.title(), "text", text.pk, None, 2)]
    commitment_proposed.from_conclusions(text=text, **desk.doing())
    assert [what for what, *_ in tasks(desk)] == ["Confirm or reject proposed commitments"]


def test_proposals_wait_to_be_confirmed_by_their_source(desk):
    text = desk.minutes((article("1"), article("2")))
    one, _ = commitment_proposed.from_conclusions(text=text, **desk.doing())
    assert tasks(desk) == [("Confirm or reject proposed commitments", "FI-NHI", "text", text.pk, None, 2)]
    commitment_proposed.reject(commitment=one, reason="No", **desk.doing())
    assert [count for *_, count in tasks(desk)] == [1]


def test_a_word_that_differs_waits_for_an_answer(desk):
    row = desk.shared(bound="theirs", due="2027-01")
    body = {
        "text": row.agreed_id, "article": "3", "number": "3", "state": "open", "due": "", "reason": "", "apology": "",
    }  # fmt: skip
    commitment_arrival.told(partner=desk.partner, body=body, at=desk.at())
    assert tasks(desk) == []
    commitment_arrival.told(partner=desk.partner, body=body | {"due": "2027-06"}, at=desk.at())
    wanted = ("Answer what the partner says of a commitment", "FI-NHI 3", "commitment", row.pk, None, 1)
    assert tasks(desk) == [wanted]
    commitment_arrival.accept_word(commitment=row, **desk.doing())
    assert tasks(desk) == []
    commitment_arrival.told(partner=desk.partner, body=body | {"state": "done"}, at=desk.at())
    assert tasks(desk) == [wanted]


def test_a_reminder_is_mailed_on_the_days_of_its_rule_and_the_words_of_it_are_not(desk):
    reminder.make_rule(days_before=14, every=7, bound="both", **desk.doing())
    desk.committed(due="2026-12", number="7", text="Build the secret laboratory")
    first = datetime(2026, 12, 17, 7, tzinfo=UTC)
    sent = [digest.send_digests(at=first + timedelta(days=more, hours=hours)) for more, hours in _MOMENTS]
    assert sent == [["liisa@example.org"], [], [], ["liisa@example.org"]]
    assert mail.outbox[0].body == "What waits for Liisa Koski:\n\n• Fulfil a commitment FI-NHI 7 — due 2026-12-31"


_MOMENTS = ((0, 0), (0, 3), (1, 0), (21, 0))
