"""A superior's numbered remarks on a report, point by point, and the answers to them."""

import pytest

from tests.domain.cycle.bureau import acts
from tests.domain.cycle.sitting import sitting
from tests.domain.cycle.test_report import recorded
from verbale.domain.cycle import remark
from verbale.domain.cycle.words import BadWords
from verbale.domain.spine.person import NeedsRole
from verbale.kernel.imprecise import NoDate
from verbale.records.report import Remark


@pytest.fixture
def room(bureau):
    return sitting(bureau)


@pytest.fixture
def one(room):
    return recorded(room)


def make(room, one, text="Shorter.", **more):
    return remark.make(report=one, by_whom="The minister", text=text, **more, **room.desk())


def test_remarks_go_point_by_point_until_answered(room, one):
    first, fourth = make(room, one, point="3 b", on="2027-06"), make(room, one, "Who pays?", number=4)
    fifth = make(room, one, "When?")
    assert [(row.number, row.point, row.on) for row in remark.unanswered(one)] == [
        (1, "3 b", "2027-06"), (4, "", ""), (5, "", ""),
    ]  # fmt: skip
    remark.answer(remark=fourth, text="Each side itself.", **room.desk())
    assert remark.unanswered(one) == [first, fifth]
    assert remark.unanswered() == [first, fifth]
    assert Remark.objects.get(number=4).answer == "Each side itself."
    with pytest.raises(remark.AlreadyAnswered):
        remark.answer(remark=fourth, text="Otherwise.", **room.desk())
    assert acts(one) == ["report.recorded", *["report.remarked"] * 3, "report.remark answered"]


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ({"number": 1}, remark.NumberTaken),
        ({"number": 0}, remark.BadNumber),
        ({"number": 1001}, remark.BadNumber),
        ({"text": " "}, BadWords),
        ({"point": "a" * 301}, BadWords),
        ({"on": "June"}, NoDate),
    ],
)
def test_what_cannot_be_is_refused(room, one, more, fault):
    make(room, one)
    with pytest.raises(fault):
        make(room, one, **more)
    assert Remark.objects.count() == 1


def test_an_answer_has_words(room, one):
    with pytest.raises(BadWords):
        remark.answer(remark=make(room, one), text="", **room.desk())


def test_only_the_desk_writes(room, one):
    row, by = make(room, one), {"by": room.bureau.who("auditor"), "at": room.at()}
    with pytest.raises(NeedsRole):
        remark.make(report=one, by_whom="x", text="x", **by)
    with pytest.raises(NeedsRole):
        remark.answer(remark=row, text="x", **by)
