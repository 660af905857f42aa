"""Dates as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.domain.cycle.written_date import as_kept
from verbale.kernel.imprecise import ImpreciseDate, NoDate


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("10 March 2027", "2027-03-10"), ("March 10, 2027", "2027-03-10"), ("10.3.2027", "2027-03-10"),
        ("10. März 2027", "2027-03-10"), ("14 декабря 1957 г.", "1957-12-14"), ("2027年3月10日", "2027-03-10"),
        ("March 2027", "2027-03"), (" 2027 ", "2027"), ("by the end of 1988", "../1988-12-31"),
        ("from 1988 on", "1988/.."), ("June to October 1987", "1987-06/1987-10"), ("immediately", "immediately"),
        ("", ""), ("immediately:1987-05-18", "immediately:1987-05-18"), ("../1987-12-31", "../1987-12-31"),
    ],
)  # fmt: skip
def test_a_date_written_out_is_kept_as_it_is_meant(written, kept):
    assert as_kept(written) == kept


@pytest.mark.parametrize("text", ["soon", "3/10/2027", "31.2.2027", "10 March", "session 2 of 1988", "x" * 3000])
def test_what_is_no_date_or_may_mean_two_is_refused(text):
    with pytest.raises(NoDate):
        as_kept(text)


@given(st.dates())
def test_what_is_kept_is_read_as_it_is(day):
    text = day.isoformat()
    assert as_kept(text) == str(ImpreciseDate.read(text))
