"""Numbers of papers: a series for each partner and direction, begun anew each year of the office."""

import re
import threading
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.patience import PATIENCE
from tests.records.rows import NOW, make
from verbale.domain.spine.number import next_number
from verbale.records import models as records
from verbale.records.number import Direction, YearlyNumber

pytestmark = pytest.mark.django_db

IN, OUT = Direction.IN, Direction.OUT


def test_each_series_counts_for_itself(partner, third):
    asked = [
        (partner, IN), (partner, IN), (third, IN), (partner, OUT), (None, IN), (partner, IN), (None, IN),
    ]  # fmt: skip
    assert [next_number(direction=way, partner=one, at=NOW) for one, way in asked] == [
        "FI-NHI-2026-IN-1", "FI-NHI-2026-IN-2", "CZ-ACA-2026-IN-1", "FI-NHI-2026-OUT-1", "2026-IN-1",
        "FI-NHI-2026-IN-3", "2026-IN-2",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("zone", "at", "number"),
    [
        ("UTC", datetime(2026, 12, 31, 23, 59, tzinfo=UTC), "FI-NHI-2026-IN-1"),
        ("UTC", datetime(2027, 1, 1, tzinfo=UTC), "FI-NHI-2027-IN-1"),
        ("Asia/Shanghai", datetime(2026, 12, 31, 15, 59, tzinfo=UTC), "FI-NHI-2026-IN-1"),
        ("Asia/Shanghai", datetime(2026, 12, 31, 16, tzinfo=UTC), "FI-NHI-2027-IN-1"),
        ("America/New_York", datetime(2027, 1, 1, 4, 59, tzinfo=UTC), "FI-NHI-2026-IN-1"),
        ("America/New_York", datetime(2027, 1, 1, 5, tzinfo=UTC), "FI-NHI-2027-IN-1"),
    ],
)
def test_the_year_is_that_of_the_office(partner, zone, at, number):
    make(records.Office, time_zone=zone)
    assert next_number(direction=IN, partner=partner, at=at) == number


def test_an_old_year_goes_on_where_it_was(partner):
    years = [2026, 2027, 2026, 2027, 2026]
    found = [next_number(direction=OUT, partner=partner, at=datetime(year, 6, 1, tzinfo=UTC)) for year in years]
    assert found == [f"FI-NHI-{number}" for number in "2026-OUT-1 2027-OUT-1 2026-OUT-2 2027-OUT-2 2026-OUT-3".split()]


def test_a_number_given_up_is_given_again(partner):
    with transaction.atomic():
        next_number(direction=IN, partner=partner, at=NOW)
        transaction.set_rollback(True)
    assert next_number(direction=IN, partner=partner, at=NOW) == "FI-NHI-2026-IN-1"


CODES = st.from_regex(r"[A-Z0-9][A-Z0-9-]{1,39}", fullmatch=True)
AWKWARD = st.sampled_from(["2026", "2026-IN", "A-2026-IN-1", "AB", "AB-2026-OUT"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(code=st.just("") | CODES | AWKWARD, way=st.sampled_from(Direction))
def test_a_number_is_read_in_one_way(db, code, way):
    """Whatever partners are called, its last three parts are year, way and count; so no two series share a number."""
    partner = records.Party.objects.get_or_create(code=code)[0] if code else None
    number = next_number(direction=way, partner=partner, at=NOW)
    series, *rest, count = re.fullmatch(r"(?:(.*)-)?(\d{4})-(IN|OUT)-(\d+)", number).groups()
    last = YearlyNumber.objects.get(series=code, direction=way).last
    assert (series or "", rest, int(count)) == (code, ["2026", way.upper()], last)


@pytest.mark.django_db(transaction=True)
def test_who_asks_at_once_gets_different_numbers():
    partner, begin, found = make(records.Party, code="FI-NHI"), threading.Barrier(4), []

    def work():
        try:
            begin.wait(PATIENCE)
            for _ in range(3):
                with transaction.atomic():
                    found.append(next_number(direction=IN, partner=partner, at=NOW))
        except Exception as fault:
            found.append(repr(fault))
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert sorted(found) == sorted(f"FI-NHI-2026-IN-{number}" for number in range(1, 13))
    assert YearlyNumber.objects.get().last == 12
