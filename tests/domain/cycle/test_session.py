"""Sessions: planned, moved, held, cancelled in our word; the partner's word beside it, and what either may not say."""

from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.cycle.bureau import acts, told
from tests.domain.cycle.commission import with_statute
from tests.domain.cycle.sitting import found
from verbale.domain.cycle import session, session_parallel
from verbale.domain.cycle.session import (
    TRANSITIONS,
    BadSession,
    NobodyHosts,
    NoReason,
    NotASession,
    NotFounded,
    NotMoved,
    NotPlanned,
    NumberTaken,
    Plan,
)
from verbale.domain.spine.person import NeedsRole
from verbale.kernel.errors import NotFound, WrongUse
from verbale.kernel.imprecise import NoDate
from verbale.records.session import Session, SessionBeside, SessionMove, SessionState, SessionWord
from verbale.records.text import Text


@pytest.fixture
def commission(bureau):
    return with_statute(bureau, host="alternating", first_host="THEIRS")


def planned(bureau, commission, begins="1957-12-14", **more):
    return session.plan(commission=commission, begins=begins, by=bureau.who("desk"), at=bureau.at(), **more)


def word(commission, /, **changed):
    return {
        "commission": commission.pk, "number": 1, "host": "THEIRS", "begins": "1957-12-14", "ends": "1957-12-16",
        "place": "Bern", "state": "planned", "reason": "",
    } | changed  # fmt: skip


def heard(bureau, commission, /, **changed):
    return session.told(partner=bureau.partner, body=word(commission, **changed), at=bureau.at())


def said(one):
    return tuple(asdict(session.plan_of(Session.objects.get(pk=one.pk))).values())


def moves(one):
    return list(SessionMove.objects.filter(session=one).values_list("begins", "ends", "side", "reason"))


# Ours


def test_numbers_and_hosts_follow_one_another(bureau, commission):
    made = [planned(bureau, commission, f"195{year}-12") for year in range(7, 10)]
    assert [(one.number, one.host, one.begins, one.state) for one in made] == [
        (1, "THEIRS", "1957-12", "planned"), (2, "OURS", "1958-12", "planned"), (3, "THEIRS", "1959-12", "planned"),
    ]  # fmt: skip
    assert {one.statute.text_kind for one in made} == {"statute"}
    assert acts(made[0]) == ["session.planned"]


def test_number_host_dates_and_place_may_be_given(bureau, commission):
    one = planned(bureau, commission, " 1957-12-14 ", number=7, host="OURS", ends="1957-12-16", place=" Bern ")
    assert said(one) == (7, "OURS", "1957-12-14", "1957-12-16", "Bern", "planned", "")
    assert planned(bureau, commission).number == 8


def test_without_a_statute_somebody_names_the_host(bureau):
    commission = found(bureau)
    with pytest.raises(NobodyHosts) as refusal:
        planned(bureau, commission)
    assert refusal.value.facts == {"number": 1, "sides": "OURS / THEIRS"}
    one = planned(bureau, commission, host="OURS")
    assert (one.host, one.statute) == ("OURS", None)


@pytest.mark.parametrize("terms", [{"host": "agreed"}, {"host": "THIRD"}, {"first_host": "THIRD"}])
def test_a_host_that_is_no_side_is_refused(bureau, terms):
    with pytest.raises(NobodyHosts):
        planned(bureau, with_statute(bureau, **terms))


def test_a_host_of_another_name_is_refused(bureau, commission):
    with pytest.raises(NobodyHosts):
        planned(bureau, commission, host="THIRD")


def test_a_number_stands_once(bureau, commission):
    planned(bureau, commission, number=3)
    with pytest.raises(NumberTaken) as refusal:
        planned(bureau, commission, "1958", number=3)
    assert refusal.value.facts == {"number": 3, "begins": "1957-12-14"}
    assert planned(bureau, with_statute(bureau), number=3).number == 3


@pytest.mark.parametrize("change", [{"in_force": ""}, {"text_kind": "agreement"}])
def test_only_a_commission_in_force_has_sessions(bureau, commission, change):
    Text.objects.filter(pk=commission.pk).update(**change)
    commission.refresh_from_db()
    with pytest.raises(NotFounded):
        planned(bureau, commission)


@pytest.mark.parametrize(
    "told",
    [
        {"begins": ""}, {"begins": "../1957-12-14"}, {"begins": "1957-12-14", "ends": "1957-12-13"},
        {"begins": "1957-12", "ends": "1957-11"}, {"begins": "1957", "number": 0}, {"begins": "1957", "number": 1000},
        {"begins": "1957", "number": -1}, {"begins": "1957", "place": "x" * 201}, {"begins": "1957", "place": "a\0b"},
    ],
)  # fmt: skip
def test_nonsense_is_no_plan(bureau, commission, told):
    with pytest.raises(BadSession):
        planned(bureau, commission, **told)
    assert not Session.objects.exists()


@pytest.mark.parametrize("begins", ["December", "1957-13", "14.12.1957", "1958/1957"])
def test_a_date_that_cannot_be_read_is_refused(bureau, commission, begins):
    with pytest.raises(WrongUse):
        planned(bureau, commission, begins)


@pytest.mark.parametrize("state", ["over", "", "PLANNED"])
def test_a_plan_has_a_state_that_there_is(state):
    with pytest.raises(BadSession):
        Plan(1, "OURS", "1957", state=state)


def test_a_session_may_last_as_long_as_its_dates_say():
    assert Plan(1, "OURS", "1957-12", "1957-12").begins == "1957-12"
    assert Plan(1, "OURS", "1957-12-14/1957-12-20", " 1957-12-16 ").ends == "1957-12-16"


def test_what_is_moved_keeps_every_date_it_had(bureau, commission):
    one = planned(bureau, commission, "1957-12", place="Bern")
    for begins, reason in (("1958-01", " Snow "), ("1958-02-03", "Illness")):
        session.move(session=one, begins=begins, reason=reason, by=bureau.who("desk"), at=bureau.at())
    assert said(one) == (1, "THEIRS", "1958-02-03", "", "Bern", "planned", "Illness")
    assert moves(one) == [("1957-12", "", "OURS", "Snow"), ("1958-01", "", "OURS", "Illness")]
    assert acts(one) == ["session.planned", "session.moved", "session.moved"]


def test_a_move_says_why_and_may_name_another_place(bureau, commission):
    one = planned(bureau, commission, place="Bern")
    with pytest.raises(NoReason):
        session.move(session=one, begins="1958", reason=" ", by=bureau.who("desk"), at=bureau.at())
    session.move(
        session=one, begins="1958", ends="1958", place="Basel", reason="Room", by=bureau.who("desk"), at=bureau.at()
    )
    assert said(one) == (1, "THEIRS", "1958", "1958", "Basel", "planned", "Room")


@pytest.mark.parametrize("told", [{"begins": ""}, {"begins": "1958", "ends": "1957"}, {"begins": "x"}])
def test_a_move_to_no_date_moves_nothing(bureau, commission, told):
    one = planned(bureau, commission)
    with pytest.raises(WrongUse):
        session.move(session=one, reason="Snow", by=bureau.who("desk"), at=bureau.at(), **told)
    assert (said(one)[2], moves(one)) == ("1957-12-14", [])


def become(bureau, one, wanted):
    by, at = bureau.who("desk"), bureau.at()
    if wanted is SessionState.HELD:
        return session.held(session=one, begins="1957-12-14", ends="1957-12-16", by=by, at=at)
    if wanted is SessionState.CANCELLED:
        return session.cancel(session=one, reason="Snow", by=by, at=at)
    return session.resume(session=one, by=by, at=at)


@pytest.mark.parametrize("wanted", list(SessionState))
@pytest.mark.parametrize("state", list(SessionState))
def test_a_session_becomes_what_its_table_says(bureau, commission, state, wanted):
    one = planned(bureau, commission)
    Session.objects.update(state=state)
    if wanted in TRANSITIONS[state]:
        assert become(bureau, one, wanted).state == wanted
    else:
        with pytest.raises(NotPlanned):
            become(bureau, one, wanted)
        assert Session.objects.get().state == state


@pytest.mark.parametrize("state", [SessionState.HELD, SessionState.CANCELLED])
def test_only_what_is_planned_is_moved(bureau, commission, state):
    one = planned(bureau, commission)
    Session.objects.update(state=state)
    with pytest.raises(NotMoved):
        session.move(session=one, begins="1958", reason="Snow", by=bureau.who("desk"), at=bureau.at())


def test_what_is_cancelled_stays_with_its_reason_until_it_is_planned_again(bureau, commission):
    one = planned(bureau, commission)
    with pytest.raises(NoReason):
        session.cancel(session=one, reason="", by=bureau.who("desk"), at=bureau.at())
    become(bureau, one, SessionState.CANCELLED)
    assert said(one) == (1, "THEIRS", "1957-12-14", "", "", "cancelled", "Snow")
    become(bureau, one, SessionState.PLANNED)
    assert said(one) == (1, "THEIRS", "1957-12-14", "", "", "planned", "")


def test_what_was_held_on_other_days_keeps_those_it_was_planned_for(bureau, commission):
    one = planned(bureau, commission, "1957-11", place="Bern")
    become(bureau, one, SessionState.HELD)
    assert said(one) == (1, "THEIRS", "1957-12-14", "1957-12-16", "Bern", "held", "")
    assert moves(one) == [("1957-11", "", "OURS", "")]


def test_what_was_held_as_planned_was_not_moved(bureau, commission):
    one = planned(bureau, commission, ends="1957-12-16")
    become(bureau, one, SessionState.HELD)
    assert moves(one) == []


def test_what_was_held_has_a_first_day(bureau, commission):
    one = planned(bureau, commission)
    with pytest.raises(BadSession):
        session.held(session=one, begins="", ends="1957-12-16", by=bureau.who("desk"), at=bureau.at())


def test_another_body_meets_beside_a_session(bureau, commission):
    one = planned(bureau, commission)
    row = session_parallel.beside(
        session=one, title=" Conference ", body=" Economic committee ", begins="1957-12", ends="1957-12-15",
        place=" Bern ", by=bureau.who("desk"), at=bureau.at(),
    )  # fmt: skip
    told = (row.title, row.body, row.place, row.begins, row.ends, row.recorded_by)
    assert told == ("Conference", "Economic committee", "Bern", "1957-12", "1957-12-15", bureau.who("desk"))
    assert acts(one) == ["session.planned", "session.beside"]


def test_a_move_may_name_another_host_and_then_keeps_no_former_date(bureau, commission):
    one = planned(bureau, commission)
    moving = {"begins": one.begins, "ends": one.ends, "reason": "Hall", "by": bureau.who("desk")}
    moved = session.move(session=one, host="THEIRS", at=bureau.at(), **moving)
    assert (moved.host, moved.begins, moves(moved)) == ("THEIRS", "1957-12-14", [])
    assert session.move(session=one, at=bureau.at(), **moving).host == "THEIRS"
    with pytest.raises(NobodyHosts):
        session.move(session=one, host="NOBODY", at=bureau.at(), **moving)


def test_what_meets_beside_is_corrected_and_taken_out(bureau, commission):
    one, desk = planned(bureau, commission), bureau.who("desk")
    row = session_parallel.beside(session=one, title="Conference", begins="1957-12", by=desk, at=bureau.at())
    again = session_parallel.correct(
        beside=row, title="3rd conference", body="Committee", begins="1957-12-15", by=desk, at=bureau.at()
    )
    assert (again.pk, again.title, again.body, again.begins) == (row.pk, "3rd conference", "Committee", "1957-12-15")
    with pytest.raises(BadSession):
        session_parallel.correct(beside=row, title=" ", begins="1957", by=desk, at=bureau.at())
    librarian = bureau.who("librarian")
    for act in (
        lambda: session_parallel.correct(beside=row, title="x", begins="1957", by=librarian, at=bureau.at()),
        lambda: session_parallel.drop(beside=row, by=librarian, at=bureau.at()),
    ):
        with pytest.raises(NeedsRole):
            act()
    assert SessionBeside.objects.get().title == "3rd conference"
    session_parallel.drop(beside=row, by=desk, at=bureau.at())
    assert not SessionBeside.objects.exists()
    assert acts(one)[1:] == ["session.beside", "session.beside corrected", "session.beside dropped"]


@pytest.mark.parametrize(
    "changed",
    [
        {"title": " "}, {"title": "x" * 301}, {"body": "x" * 301}, {"title": "a\0"}, {"body": "a\0"}, {"begins": ""},
        {"ends": "1956"}, {"place": "x" * 201},
    ],
)  # fmt: skip
def test_what_meets_beside_has_a_title_and_a_date(bureau, commission, changed):
    one = planned(bureau, commission)
    with pytest.raises(BadSession):
        session_parallel.beside(
            **(
                {"session": one, "title": "Visit", "begins": "1957", "by": bureau.who("desk"), "at": bureau.at()}
                | changed
            )
        )
    assert not SessionBeside.objects.exists()


def test_only_the_desk_plans(bureau, commission):
    one, at = planned(bureau, commission), bureau.at
    by = bureau.who("librarian")
    heard(bureau, commission)
    for act in (
        lambda: session.plan(commission=commission, begins="1958", by=by, at=at()),
        lambda: session.move(session=one, begins="1958", reason="Snow", by=by, at=at()),
        lambda: session.cancel(session=one, reason="Snow", by=by, at=at()),
        lambda: session.resume(session=one, by=by, at=at()),
        lambda: session.held(session=one, begins="1957", ends="1957", by=by, at=at()),
        lambda: session_parallel.beside(session=one, title="Visit", begins="1957", by=by, at=at()),
        lambda: session.tell(session=one, by=by, at=at()),
        lambda: session.agree(session=one, by=by, at=at()),
    ):
        with pytest.raises(NeedsRole):
            act()


# Both words


def test_our_word_is_told_as_it_stands(bureau, commission):
    one = planned(bureau, commission, ends="1957-12-16", place="Bern")
    session.tell(session=one, by=bureau.who("desk"), at=bureau.at())
    assert told(bureau.partner) == [{"what": "session", "body": word(commission)}]
    assert Session.objects.get().told_at == bureau.clock.now()
    session.move(session=one, begins="1958", reason="Snow", by=bureau.who("desk"), at=bureau.at())
    assert Session.objects.get().told_at is None
    session.tell(session=one, by=bureau.who("desk"), at=bureau.at())
    assert told(bureau.partner)[1]["body"] == word(commission, begins="1958", ends="", reason="Snow")


def test_the_partner_s_word_stands_beside_ours(bureau, commission):
    one = planned(bureau, commission, "1957-11", place="Bern")
    heard(bureau, commission, host="OURS", state="cancelled", reason="Snow")
    assert said(one) == (1, "THEIRS", "1957-11", "", "Bern", "planned", "")
    assert list(session.differences(one)) == [
        ("host", "THEIRS", "OURS"), ("begins", "1957-11", "1957-12-14"), ("ends", "", "1957-12-16"),
        ("state", "planned", "cancelled"),
    ]  # fmt: skip
    assert acts(one) == ["session.planned", "session.partner told"]


def test_where_both_say_the_same_nothing_differs(bureau, commission):
    one = planned(bureau, commission, ends="1957-12-16", place="Bern")
    assert list(session.differences(one)) == []
    heard(bureau, commission, reason="As we said")
    assert list(session.differences(one)) == []


def test_what_only_the_partner_planned_stands_in_our_plan_in_its_words(bureau, commission):
    one = heard(bureau, commission).session
    assert (said(one), one.planned_by, one.statute.text_kind) == (
        (1, "THEIRS", "1957-12-14", "1957-12-16", "Bern", "planned", ""), None, "statute",
    )  # fmt: skip
    heard(bureau, commission, begins="1958-01-10", ends="", reason="Snow")
    heard(bureau, commission, begins="1958-01-10", ends="", place="Basel")
    assert said(one) == (1, "THEIRS", "1958-01-10", "", "Basel", "planned", "")
    assert moves(one) == [("1957-12-14", "1957-12-16", "THEIRS", "Snow")]
    assert (Session.objects.count(), SessionWord.objects.count()) == (1, 1)


def test_once_we_told_our_word_the_partner_s_changes_it_no_more(bureau, commission):
    one = heard(bureau, commission).session
    session.tell(session=one, by=bureau.who("desk"), at=bureau.at())
    heard(bureau, commission, begins="1958", ends="")
    assert said(one)[2] == "1957-12-14"


def test_two_plans_made_at_the_same_time_are_two_words_on_one_session(bureau, commission):
    one = planned(bureau, commission, "1957-11")
    session.tell(session=one, by=bureau.who("desk"), at=bureau.at())
    assert heard(bureau, commission).session == one


def test_the_partner_s_word_is_taken_as_ours(bureau, commission):
    one = planned(bureau, commission, "1957-11")
    with pytest.raises(NotFound):
        session.agree(session=one, by=bureau.who("desk"), at=bureau.at())
    heard(bureau, commission, reason="Snow")
    session.agree(session=one, by=bureau.who("desk"), at=bureau.at())
    assert said(one) == (1, "THEIRS", "1957-12-14", "1957-12-16", "Bern", "planned", "Snow")
    assert moves(one) == [("1957-11", "", "THEIRS", "Snow")]
    assert list(session.differences(Session.objects.get())) == []


def test_who_agrees_to_what_the_partner_planned_makes_it_ours(bureau, commission):
    one = heard(bureau, commission).session
    session.agree(session=one, by=bureau.who("desk"), at=bureau.at())
    assert Session.objects.get().planned_by == bureau.who("desk")
    heard(bureau, commission, begins="1958", ends="")
    assert (said(one)[2], acts(one)) == (
        "1957-12-14", ["session.partner told", "session.agreed", "session.partner told"]
    )  # fmt: skip


def test_to_agree_does_not_undo_what_was_held(bureau, commission):
    one = planned(bureau, commission)
    become(bureau, one, SessionState.HELD)
    heard(bureau, commission, state="cancelled", reason="Snow")
    with pytest.raises(NotPlanned):
        session.agree(session=one, by=bureau.who("desk"), at=bureau.at())
    heard(bureau, commission, state="held", begins="1957-12-15")
    session.agree(session=one, by=bureau.who("desk"), at=bureau.at())
    assert said(one)[2:] == ("1957-12-15", "1957-12-16", "Bern", "held", "")


@pytest.mark.parametrize(
    "changed",
    [
        {"number": "1"}, {"number": True}, {"number": None}, {"number": 0}, {"number": 1000}, {"number": 1.0},
        {"host": "THIRD"}, {"host": ""}, {"host": None}, {"begins": ""}, {"begins": "soon"}, {"begins": 1957},
        {"begins": "1957\0"}, {"ends": "1956"}, {"ends": ["1957"]}, {"place": "x" * 201}, {"place": "a\0"},
        {"reason": "x" * 4001}, {"reason": "a\0"}, {"reason": None}, {"state": "over"}, {"state": {}},
        {"commission": "0" * 26}, {"commission": None}, {"commission": ["x"]}, {"more": 1},
    ],
)  # fmt: skip
def test_a_word_that_cannot_be_is_refused_by_itself(bureau, commission, changed):
    with pytest.raises(NotASession) as refusal:
        heard(bureau, commission, **changed)
    assert refusal.value.facts["partner"] == "THEIRS"
    assert not Session.objects.exists()


@pytest.mark.parametrize("missing", sorted(word(Text(pk="7"))))
def test_a_word_that_lacks_a_field_is_refused(bureau, commission, missing):
    body = {name: value for name, value in word(commission).items() if name != missing}
    with pytest.raises(NotASession):
        session.told(partner=bureau.partner, body=body, at=bureau.at())


@pytest.mark.parametrize("change", [{"in_force": ""}, {"text_kind": "agreement"}])
def test_a_word_on_what_is_no_commission_in_force_is_refused(bureau, commission, change):
    Text.objects.filter(pk=commission.pk).update(**change)
    with pytest.raises(NotASession):
        heard(bureau, commission)


def test_a_commission_with_another_partner_is_unknown(bureau, commission):
    with pytest.raises(NotASession):
        session.told(partner=bureau.third, body=word(commission, host="OURS"), at=bureau.at())


DATES = st.one_of(st.dates().map(str), st.dates().map(lambda day: day.strftime("%Y-%m")), st.text(max_size=12))


@given(DATES, DATES)
def test_a_plan_reads_its_own_dates_again(begins, ends):
    try:
        one = Plan(1, "OURS", begins, ends)
    except (BadSession, NoDate, WrongUse):
        return
    assert Plan(**asdict(one)) == one
