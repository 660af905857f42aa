"""One bound of time for several steps."""

from math import inf

from tests.watch import Watch
from verbale.kernel.deadline import NEVER, Deadline


def test_what_is_left_grows_less_until_nothing_is():
    watch = Watch()
    until = Deadline.after(5, watch)
    assert (until.left, until.passed) == (5.0, False)
    watch.now += 4
    assert (until.left, until.passed) == (1.0, False)
    watch.now += 4
    assert (until.left, until.passed) == (0.0, True)


def test_a_step_has_its_own_time_and_no_more_than_is_left():
    until = Deadline.after(5, Watch())
    assert (until.within(2).left, until.within(8).left) == (2.0, 5.0)


def test_what_has_no_end_never_passes():
    assert (NEVER.left, NEVER.passed, NEVER.within(inf).left) == (inf, False, inf)
