"""Rules of reminders in the pages: made, shown, ended; who may."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.urls import reverse

from tests.web.shelf import text_of
from verbale.records.commitment import ReminderRule


@pytest.fixture
def room(office, enter) -> SimpleNamespace:
    return SimpleNamespace(office=office, client=lambda role="desk": enter(getattr(office, role)))


def make(room, role="desk", **said):
    return room.client(role).post(
        reverse("reminder-rules"), {"days_before": "14", "every": "7", "bound": "ours"} | said
    )


def test_a_rule_is_made_shown_and_ended(room):
    assert make(room).status_code == 302
    assert make(room, "administrator", days_before="1", every="", bound="both").status_code == 302
    page = text_of(room.client("auditor").get(reverse("reminder-rules")))
    for words in ("What binds us", "14 days before the date , then every 7 days after it", "1 day before the date"):
        assert words.replace(" ,", ",") in page.replace(" ,", ",")
    assert "End the rule" not in page
    rule = ReminderRule.objects.get(days_before=14)
    room.client().post(reverse("reminder-rule-end", args=[rule.pk]))
    rule.refresh_from_db()
    assert rule.ended_at is not None
    assert "Ended rules" in text_of(room.client().get(reverse("reminder-rules")))
    again = room.client().post(reverse("reminder-rule-end", args=[rule.pk]), follow=True)
    assert "was ended before" in text_of(again)


def test_what_cannot_be_a_rule_shows_on_the_form(room):
    assert make(room, days_before="-1").status_code == 422
    make(room)
    again = make(room)
    assert (again.status_code, "stands already" in text_of(again)) == (409, True)


def test_who_only_reads_makes_and_ends_none(room):
    make(room)
    rule = ReminderRule.objects.get()
    for role in ("auditor", "approver", "librarian"):
        assert make(room, role, days_before="3").status_code == 403
        assert room.client(role).post(reverse("reminder-rule-end", args=[rule.pk])).status_code == 403
    assert ReminderRule.objects.get().ended_at is None
