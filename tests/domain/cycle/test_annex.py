"""The annexes that a report names: held, or missing and listed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.cycle.bureau import acts, pdf
from tests.domain.cycle.sitting import sitting
from tests.domain.cycle.test_report import recorded
from verbale.domain.cycle import annex
from verbale.domain.cycle.words import BadWords
from verbale.domain.spine.person import NeedsRole
from verbale.records.report import Annex


@pytest.fixture
def room(bureau):
    return sitting(bureau)


@pytest.fixture
def one(room):
    return recorded(room)


def name(room, one, *numbers, **more):
    return [annex.name(report=one, number=number, **more, **room.desk()) for number in numbers]


def hold(room, row, text="Protocol"):
    return annex.hold(annex=row, file=room.bureau.store(pdf(text)), file_name="annex.pdf", **room.desk())


def test_annexes_are_missing_until_they_are_held(room, one):
    rows = name(room, one, "10", "4a", "2", "4", title="Protocol")
    another = name(room, recorded(room, title="A report"), "1")
    assert [row.number for row in annex.of(one)] == ["2", "4", "4a", "10"]
    held = hold(room, rows[2])
    assert held.document.title == "Protocol"
    assert [row.number for row in annex.missing(one)] == ["4", "4a", "10"]
    assert annex.missing() == [*another, rows[3], rows[1], rows[0]]
    with pytest.raises(annex.AlreadyHeld):
        hold(room, held)
    annex.note(annex=rows[0], text="Not part of the copy", **room.desk())
    assert Annex.objects.get(number="10").note == "Not part of the copy"
    assert acts(one)[1:] == [*["report.annex named"] * 4, "report.annex held", "report.annex noted"]


def test_an_annex_is_named_once(room, one):
    name(room, one, "1")
    with pytest.raises(annex.NumberTaken):
        name(room, one, " 1 ")
    for number in ("", "a" * 21):
        with pytest.raises(BadWords):
            name(room, one, number)


def test_a_report_has_only_so_many(room, one, monkeypatch):
    monkeypatch.setattr(annex, "MOST_ANNEXES", 2)
    with pytest.raises(annex.TooMany):
        name(room, one, "1", "2", "3")


def test_only_the_desk_writes(room, one):
    (row,), by = name(room, one, "1"), {"by": room.bureau.who("auditor"), "at": room.at()}
    for act in (
        lambda: annex.name(report=one, number="2", **by),
        lambda: annex.hold(annex=row, file=None, file_name="x", **by),
        lambda: annex.note(annex=row, text="x", **by),
    ):
        with pytest.raises(NeedsRole):
            act()


@given(st.lists(st.integers(0, 10_000)))
def test_numbers_stand_as_people_count(numbers):
    assert sorted(map(str, numbers), key=annex._place) == [str(number) for number in sorted(numbers)]


@given(st.sets(st.text("01aя ٣", max_size=5)))
def test_no_two_numbers_have_the_same_place(numbers):
    assert len({annex._place(number) for number in numbers}) == len(numbers)
