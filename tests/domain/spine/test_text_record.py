"""Texts as they are kept: acts and revisions in rows, and what stands."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from tests.domain.spine.other_side import OtherSide, revision
from verbale.domain.spine import text
from verbale.domain.spine.text_record import acts_of, keep_revision, refresh, standing_of, utc_day
from verbale.engines.agreement import Kind, State
from verbale.records.text import Revision, Text


@pytest.fixture
def theirs(us, partner, clock):
    return OtherSide(partner, lambda: clock.forward(minutes=1))


def test_the_day_is_that_of_utc():
    late = datetime(2026, 11, 22, 0, 30, tzinfo=timezone(timedelta(hours=8)))
    assert utc_day(late) == date(2026, 11, 21)
    assert utc_day(late.astimezone(UTC)) == date(2026, 11, 21)


def test_acts_read_back_as_they_were_signed(theirs):
    one = theirs.opens(revision())
    theirs.does(Kind.APPROVE, one, revision())
    assert [(act.kind, act.number) for act in acts_of(one)] == [(Kind.PROPOSE, 1), (Kind.APPROVE, 2)]
    assert standing_of(one, theirs.now().date()).state is State.APPROVED_BY_ONE


def test_a_revision_is_kept_once(theirs):
    one = theirs.opens(revision())
    keep_revision(one, revision(), theirs.now())
    assert Revision.objects.count() == 1


def test_the_title_is_that_of_what_is_in_force_or_proposed(theirs, desk):
    one = theirs.opens(revision())
    Text.objects.update(titles={})
    refresh(one, theirs.now())
    assert Text.objects.get().titles == {"en": "Exchange", "zh": "交换"}
    theirs.does(Kind.WITHDRAW, one)
    kept = Text.objects.get()
    assert (kept.state, kept.change, kept.respond_by, kept.titles["en"]) == ("withdrawn", "", None, "Exchange")
    text.propose(text=one, revision=revision("New."), by=desk, at=theirs.now())
    assert Text.objects.get().change == "proposed"
