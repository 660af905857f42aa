"""Moments have a zone and one spelling."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.kernel.clock import NoMoment, NoZone, SetClock, SystemClock, read_stamp, require_zone, stamp

ZONES = st.timezones()
MOMENTS = st.datetimes(datetime(2, 1, 1), datetime(9998, 12, 31), timezones=ZONES)  # noqa: DTZ001


def test_the_set_clock_stands_still_until_it_is_moved():
    clock = SetClock(datetime(2026, 11, 21, 10, tzinfo=timezone(timedelta(hours=1))))
    assert (clock.now(), clock.now()) == (datetime(2026, 11, 21, 9, tzinfo=UTC),) * 2
    assert clock.forward(days=1, seconds=0.5) == datetime(2026, 11, 22, 9, 0, 0, 500_000, tzinfo=UTC) == clock.now()


def test_the_machine_s_clock_has_a_zone():
    assert SystemClock().now().utcoffset() == timedelta(0)


def test_a_moment_without_a_zone_is_refused():
    naive = datetime(2026, 11, 21, 9)  # noqa: DTZ001
    for use in (require_zone, stamp, SetClock):
        with pytest.raises(NoZone) as refusal:
            use(naive)
        assert refusal.value.facts == {"moment": "2026-11-21T09:00:00"}


@pytest.mark.parametrize(
    ("text", "spelt"),
    [
        ("2026-11-21T09:00:00Z", "2026-11-21T09:00:00.000000Z"),
        ("2026-11-21T09:00:00.5+01:00", "2026-11-21T08:00:00.500000Z"),
        ("0005-01-01T00:00:00Z", "0005-01-01T00:00:00.000000Z"),
    ],
)
def test_every_moment_has_one_spelling(text, spelt):
    assert stamp(read_stamp(text)) == spelt


@pytest.mark.parametrize(
    "text",
    [
        "", "yesterday", "2026-11-21", "2026-W47-6T10:00:00Z", "2026-11-21T09:00Z", "2026-11-21T24:00:00Z",
        "2026-02-30T09:00:00Z", "2026-11-21T09:00:00.1234567Z", "2026-11-21 09:00:00Z", "２026-11-21T09:00:00Z",
        "2026-11-21T09:00:00Z\n", "0001-01-01T00:00:00+02:00", "9999-12-31T23:59:59-02:00",
    ],
)  # fmt: skip
def test_other_texts_are_no_moments(text):
    with pytest.raises(NoMoment):
        read_stamp(text)


def test_a_text_without_a_zone_is_told_so():
    with pytest.raises(NoZone):
        read_stamp("2026-11-21T09:00:00")


@given(MOMENTS)
def test_reading_a_stamp_gives_the_moment(moment):
    assert read_stamp(stamp(moment)) == moment.astimezone(UTC)


@given(MOMENTS, MOMENTS)
def test_stamps_sort_as_moments_do(one, other):
    assert (stamp(one) < stamp(other)) == (require_zone(one) < require_zone(other))
