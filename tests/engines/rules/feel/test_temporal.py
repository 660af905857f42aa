"""The calendar agrees with Python's wherever Python has one."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.engines.rules.feel.temporal import DAY, Date, DaysDuration, MonthsDuration
from verbale.engines.rules.feel.timetext import read_duration, read_temporal, write_temporal


@given(st.dates(), st.integers(-10_000, 10_000))
def test_days(day, count):
    ours = Date(day.year, day.month, day.day)
    assert (ours.weekday, Date.of_ordinal(ours.ordinal)) == (day.isoweekday(), ours)
    try:
        later = day + timedelta(days=count)
    except OverflowError:
        return
    assert Date.of_ordinal(ours.ordinal + count) == Date(later.year, later.month, later.day)


@given(st.integers(-(10**12), 10**12))
def test_any_ordinal_returns(ordinal):
    if abs(ordinal) < 360_000_000_000:
        assert Date.of_ordinal(ordinal).ordinal == ordinal


@given(st.integers(-(10**20), 10**20))
def test_durations_return(nanos):
    duration = DaysDuration(nanos)
    assert read_duration(write_temporal(duration)) == duration


@given(st.integers(-(10**6), 10**6))
def test_months_return(months):
    assert read_duration(write_temporal(MonthsDuration(months))) == MonthsDuration(months)


@pytest.mark.parametrize(
    "text",
    [
        "1964-02-18",
        "-0044-03-15",
        "999999999-12-31",
        "09:30:00",
        "09:30:00.5",
        "09:30:00Z",
        "09:30:00-05:30",
        "09:30:00@Asia/Pyongyang",
        "1964-02-18T09:30:00@Europe/Berlin",
        "P1Y6M",
        "-P3DT12H0.5S".replace("0.5S", "30M0.5S"),
        "PT0S",
    ],
)
def test_text_returns(text):
    assert write_temporal(read_temporal(text)) == text


@pytest.mark.parametrize(
    "text",
    ["1964-2-18", "1963-02-29", "24:00:00", "10:00", "09:30:00+15:00", "09:30:00@No/Where", "P", "PT", "P1M1D", ""],
)
def test_no_such_text(text):
    with pytest.raises(ValueError):
        read_temporal(text)


def test_a_day_has_its_length():
    assert DAY == 86_400 * 10**9
    assert date(1964, 2, 18).isoweekday() == Date(1964, 2, 18).weekday
