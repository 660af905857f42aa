"""Imprecise dates and the days between which they lie."""

import contextlib
import copy
import pickle
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.kernel.imprecise import BackwardRange, ImpreciseDate, NoDate, Precision


@pytest.mark.parametrize(
    ("text", "precision", "earliest", "latest"),
    [
        ("1957-12-14", Precision.DAY, date(1957, 12, 14), date(1957, 12, 14)),
        ("1957-12", Precision.MONTH, date(1957, 12, 1), date(1957, 12, 31)),
        ("1964-02", Precision.MONTH, date(1964, 2, 1), date(1964, 2, 29)),
        ("1957", Precision.YEAR, date(1957, 1, 1), date(1957, 12, 31)),
        ("1987-06/1987-10", Precision.RANGE, date(1987, 6, 1), date(1987, 10, 31)),
        ("1987/1987", Precision.RANGE, date(1987, 1, 1), date(1987, 12, 31)),
        ("1987-12-31/1988", Precision.RANGE, date(1987, 12, 31), date(1988, 12, 31)),
        ("../1987-12-31", Precision.BY, None, date(1987, 12, 31)),
        ("../1987-06", Precision.BY, None, date(1987, 6, 30)),
        ("1988/..", Precision.SINCE, date(1988, 1, 1), None),
        ("1988-03-02/..", Precision.SINCE, date(1988, 3, 2), None),
        ("immediately", Precision.IMMEDIATELY, None, None),
        ("immediately:1987-05-18", Precision.IMMEDIATELY, date(1987, 5, 18), date(1987, 5, 18)),
        ("", Precision.NONE, None, None),
    ],
)
def test_a_text_gives_precision_and_bounds(text, precision, earliest, latest):
    read = ImpreciseDate.read(f" {text} ")
    assert (read.edtf, read.precision, read.earliest, read.latest) == (text, precision, earliest, latest)
    assert str(read) == text


BAD = [
    "soon", "1987-13", "1987-00", "1987-35", "1987-02-30", "0000", "0000-05", "19870101", "87", "1987-1-1", "１９８７",
    "-1987", "1987\n1988", "1987/", "/1987", "..", "../", "../..", "1987/../..", "1987/1988/1989", "immediately/..",
    "../immediately",
    "immediately:", "immediately:1987-05", "immediately:1987/1988", "1987?", "1987~", "2026-11-21T09:00:00Z",
]  # fmt: skip


@pytest.mark.parametrize("text", BAD)
def test_other_texts_are_refused_with_the_whole_text(text):
    with pytest.raises(NoDate) as refusal:
        ImpreciseDate.read(text)
    assert refusal.value.facts == {"text": text}


def test_nonsense_is_refused_at_birth_too():
    with pytest.raises(NoDate):
        ImpreciseDate(" 1987")


@pytest.mark.parametrize("text", ["1988/1987", "1987-10-17/1987-10-16"])
def test_a_range_that_ends_before_it_begins_is_refused(text):
    with pytest.raises(BackwardRange, match="ends before it begins"):
        ImpreciseDate.read(text)


def test_words_of_papers_have_their_own_makers():
    day = date(1987, 5, 18)
    assert ImpreciseDate.immediately(day) == ImpreciseDate.read("immediately:1987-05-18")
    assert ImpreciseDate.immediately() == ImpreciseDate.read("immediately")
    assert ImpreciseDate.by(day) == ImpreciseDate.read("../1987-05-18")


@given(st.dates(), st.dates())
def test_a_range_covers_its_ends_and_a_longer_text_is_narrower(one, other):
    begin, end = sorted((one, other))
    whole = ImpreciseDate.read(f"{begin.isoformat()}/{end.isoformat()}")
    month = ImpreciseDate.read(begin.isoformat()[:7])
    year = ImpreciseDate.read(begin.isoformat()[:4])
    assert (whole.earliest, whole.latest) == (begin, end)
    assert year.earliest <= month.earliest <= begin <= month.latest <= year.latest


@given(st.text(alphabet="0123456789-/.:immediately", max_size=24))
def test_any_text_is_kept_as_it_is_or_refused(text):
    with contextlib.suppress(NoDate, BackwardRange):
        assert ImpreciseDate.read(text).edtf == text


def test_dates_are_values():
    made = ImpreciseDate("1987")
    assert pickle.loads(pickle.dumps(made)) == made == copy.deepcopy(made)
    assert len({made, ImpreciseDate.read("1987 ")}) == 1
