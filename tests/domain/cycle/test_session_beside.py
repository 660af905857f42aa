"""How the days of what meets in parallel lie to those of a session."""

from types import SimpleNamespace

import pytest

from verbale.domain.cycle.session_beside import Alongside, alongside

SAME, WITHIN, OVERLAPS, BEFORE, AFTER, OPEN = Alongside


def dated(begins, ends=""):
    return SimpleNamespace(begins=begins, ends=ends)


@pytest.mark.parametrize(
    ("beside", "how"),
    [
        (("1987-10-12", "1987-10-16"), SAME), (("1987-10-12/1987-10-16",), SAME), (("1987-10-12",), WITHIN),
        (("1987-10-13", "1987-10-16"), WITHIN), (("1987-10-16", "1987-10-17"), OVERLAPS), (("1987-10",), OVERLAPS),
        (("1987",), OVERLAPS), (("1987-10-01", "1987-10-12"), OVERLAPS), (("1987-10-01", "1987-10-11"), BEFORE),
        (("1987-09",), BEFORE), (("1987-10-17",), AFTER), (("1988",), AFTER), (("",), OPEN), (("../1987-12-31",), OPEN),
        (("1988/..",), OPEN),
    ],
)  # fmt: skip
def test_by_the_widest_days_that_both_may_mean(beside, how):
    assert alongside(dated("1987-10-12", "1987-10-16"), dated(*beside)) is how


def test_a_session_without_bounds_says_nothing():
    assert alongside(dated("immediately"), dated("1987")) is OPEN
