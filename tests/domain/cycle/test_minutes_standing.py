"""Where many minutes stand at once: the same as each by itself, with what each waits for, at one cost."""

import pytest

from tests.domain.cycle.minuting import minuting
from verbale.domain.cycle import minutes as minutes_of
from verbale.domain.cycle.minutes_standing import Wait, standings
from verbale.records.text import Text, TextKind


@pytest.fixture
def room(bureau, monkeypatch):
    return minuting(bureau, monkeypatch, force="approval")


def stands():
    return standings(Text.objects.filter(text_kind=TextKind.MINUTES).select_related("partner"))


def told():
    return [(one.state.value, one.signed_by, one.waits) for one in stands()]


def test_each_step_says_what_it_waits_for(room):
    assert told() == []
    room.proposed()
    assert told() == [("negotiated", (), ((Wait.AGREEMENT, ""),))]
    Text.objects.filter(text_kind=TextKind.MINUTES).update(text_kind=TextKind.AGREEMENT)
    minutes = room.agreed()
    assert told() == [("wording agreed", (), ((Wait.FIRST_SIGNATURE, "OURS"),))]
    first = room.signs(minutes)
    assert told() == [("signed by one", ("OURS",), ((Wait.SECOND_SIGNATURE, "THEIRS"),))]
    room.arrives(minutes, room.they_sign(room.bytes_of(first)))
    both = ("OURS", "THEIRS")
    assert told() == [("concluded", both, ((Wait.APPROVAL, "OURS"), (Wait.APPROVAL, "THEIRS")))]
    for side in both:
        minutes_of.approved_by_government(
            minutes=room.fresh(minutes), side=side, on=room.at().date(), by=room.bureau.who("desk"), at=room.at()
        )
    assert told() == [("in force", both, ())]
    assert [one.state for one in stands()] == [minutes_of.state_of(room.fresh(minutes))]


def test_the_second_signature_here_waits_for_the_partners_word(room):
    minutes = room.agreed(by_them=True)
    assert told() == [("wording agreed", (), ((Wait.FIRST_SIGNATURE, "THEIRS"),))]
    room.arrives(minutes, room.they_sign(room.blank(minutes)))
    room.signs(room.fresh(minutes))
    assert told() == [("signed by both", ("THEIRS", "OURS"), ((Wait.RECEIPT, "THEIRS"),))]


def test_more_minutes_cost_no_more(room, django_assert_num_queries):
    for _each in range(2):
        room.agreed()
    with django_assert_num_queries(5):
        assert len(stands()) == 2
    for _each in range(3):
        room.agreed()
    with django_assert_num_queries(5):
        assert len(stands()) == 5
