"""The plan as a calendar: whole days, stable names, equal bytes; and a feed whose secret nobody keeps."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from tests.domain.cycle.bureau import acts
from tests.domain.cycle.commission import with_statute
from tests.domain.cycle.sitting import found
from verbale.domain.cycle import calendar_feed, session, session_parallel
from verbale.domain.cycle.calendar_feed import Entry, NoSuchFeed, NotYourFeed
from verbale.domain.spine.person import NeedsRole
from verbale.records.person import Person, RoleHeld
from verbale.records.session import CalendarFeed, Session

ON, AT = date(2027, 4, 1), datetime(2027, 4, 1, 9, tzinfo=UTC)


@pytest.fixture
def commission(bureau):
    return with_statute(bureau, first_host="OURS")


def planned(bureau, commission, begins="2027-05-10", ends="2027-05-16", **more):
    by = bureau.who("desk")
    return session.plan(commission=commission, begins=begins, ends=ends, by=by, at=bureau.at(), **more)


def written(bureau, **more):
    told = {"viewer": bureau.who("desk"), "on": ON, "at": AT} | more
    return calendar_feed.calendar(**told)


def events(data):
    """By name, what a program that reads calendars finds."""
    return {str(one["uid"]): one for one in Calendar.from_ical(data).walk("VEVENT")}


def event(bureau, uid, **more):
    return events(written(bureau, **more))[f"{uid}@verbale"]


def days(one):
    return one.decoded("dtstart"), one.decoded("dtend")


def test_a_session_is_an_event_of_whole_days(bureau, commission):
    one = planned(bureau, commission, place="Bern; the old mint, room 3")
    found = event(bureau, one.pk)
    assert days(found) == (date(2027, 5, 10), date(2027, 5, 17))
    assert {name: str(found[name]) for name in ("summary", "location", "status", "transp", "description")} == {
        "summary": "Hydrology commission, session 1", "location": "Bern; the old mint, room 3", "status": "TENTATIVE",
        "transp": "OPAQUE", "description": "Host: OURS\nState: Planned",
    }  # fmt: skip
    assert found.decoded("dtstamp") == AT


@pytest.mark.parametrize(
    ("begins", "ends", "first", "after", "as_written"),
    [
        ("2027-05-10", "", date(2027, 5, 10), date(2027, 5, 11), ""),
        ("2027-05", "", date(2027, 5, 1), date(2027, 6, 1), "2027-05"),
        ("2027", "", date(2027, 1, 1), date(2028, 1, 1), "2027"),
        ("2027-05-10", "2027-05", date(2027, 5, 10), date(2027, 6, 1), "2027-05-10 – 2027-05"),
        ("2027-05-10/2027-05-20", "", date(2027, 5, 10), date(2027, 5, 21), "2027-05-10/2027-05-20"),
        ("9999", "", date(9999, 1, 1), date(9999, 12, 31), "9999"),
    ],
)  # fmt: skip
def test_an_imprecise_date_is_shown_by_its_bounds_and_told_as_it_was_written(
    bureau, commission, begins, ends, first, after, as_written
):
    one = planned(bureau, commission, begins, ends)
    found = event(bureau, one.pk)
    assert days(found) == (first, after)
    said = str(found["description"]).splitlines()
    assert said == ["Host: OURS", "State: Planned", *([f"Date as written: {as_written}"] if as_written else [])]


def test_steps_stand_on_their_days_and_make_nobody_busy(bureau, commission):
    one = planned(bureau, commission)
    found = events(written(bureau))
    del found[f"{one.pk}@verbale"]
    told = {
        uid.removeprefix(f"{one.pk}-").removesuffix("@verbale"): (
            each.decoded("dtstart").isoformat(), str(each["summary"]), str(each["description"]), str(each["transp"]),
        )
        for uid, each in found.items()
    }  # fmt: skip
    named = "Hydrology commission, session 1"
    assert told == {
        "agenda-OURS": ("2027-03-10", f"Agenda (OURS): {named}", "State: Late", "TRANSPARENT"),
        "agenda-THEIRS": ("2027-03-10", f"Agenda (THEIRS): {named}", "State: Late", "TRANSPARENT"),
        "memorandum-OURS": ("2027-04-26", f"Memorandum (OURS): {named}", "State: Coming", "TRANSPARENT"),
        "memorandum-THEIRS": ("2027-04-26", f"Memorandum (THEIRS): {named}", "State: Coming", "TRANSPARENT"),
        "delegation-OURS": ("2027-04-26", f"Delegation named (OURS): {named}", "State: Coming", "TRANSPARENT"),
        "delegation-THEIRS": ("2027-04-26", f"Delegation named (THEIRS): {named}", "State: Coming", "TRANSPARENT"),
        "minutes": ("2027-05-16", f"Minutes concluded: {named}", "State: Coming", "TRANSPARENT"),
        "report-OURS": ("2027-05-18", f"Report (OURS): {named}", "State: Coming", "TRANSPARENT"),
    }


def test_what_meets_beside_stands_with_its_days(bureau, commission):
    one = planned(bureau, commission)
    row = session_parallel.beside(
        session=one, title="Conference", body="Economic committee", begins="2027-05", place="Bern",
        by=bureau.who("desk"), at=bureau.at(),
    )  # fmt: skip
    found = event(bureau, row.pk)
    assert days(found) == (date(2027, 5, 1), date(2027, 6, 1))
    assert (str(found["summary"]), str(found["location"]), str(found["transp"])) == (
        "Conference",
        "Bern",
        "TRANSPARENT",
    )
    assert str(found["description"]).splitlines() == [
        "Economic committee", "Beside: Hydrology commission, session 1", "Date as written: 2027-05",
    ]  # fmt: skip


def test_a_moved_session_keeps_its_name_and_tells_its_former_dates(bureau, commission):
    one = planned(bureau, commission)
    session.move(session=one, begins="2027-06-07", reason="Snow", by=bureau.who("desk"), at=bureau.at())
    found = event(bureau, one.pk)
    assert days(found) == (date(2027, 6, 7), date(2027, 6, 8))
    assert str(found["description"]).splitlines() == [
        "Host: OURS", "State: Planned", "Snow", "Was 2027-05-10 – 2027-05-16 until OURS moved it: Snow",
    ]  # fmt: skip


def test_a_cancelled_session_stays_and_asks_for_nothing(bureau, commission):
    one = planned(bureau, commission)
    session.cancel(session=one, reason="Snow", by=bureau.who("desk"), at=bureau.at())
    (found,) = events(written(bureau)).values()
    assert (str(found["uid"]), str(found["status"]), str(found["transp"])) == (
        f"{one.pk}@verbale", "CANCELLED", "TRANSPARENT",
    )  # fmt: skip


def test_a_held_session_is_confirmed(bureau, commission):
    one = planned(bureau, commission)
    session.held(session=one, begins="2027-05-10", ends="2027-05-16", by=bureau.who("desk"), at=bureau.at())
    assert str(event(bureau, one.pk)["status"]) == "CONFIRMED"


def test_equal_plans_give_equal_bytes_in_the_order_of_days(bureau, commission):
    planned(bureau, commission)
    planned(bureau, commission, "2028-05", "")
    first = written(bureau)
    assert first == written(bureau)
    starts = [one.decoded("dtstart") for one in Calendar.from_ical(first).walk("VEVENT")]
    assert starts == sorted(starts)
    later = written(bureau, at=AT + timedelta(hours=1))
    assert later == first.replace(b"20270401T090000Z", b"20270401T100000Z")


def test_it_is_a_calendar_that_others_read(bureau, commission):
    planned(bureau, commission, place="苏黎世" * 40)
    data = written(bureau)
    assert data.startswith(b"BEGIN:VCALENDAR\r\n")
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    read = Calendar.from_ical(data)
    assert (str(read["version"]), str(read["prodid"])) == ("2.0", "-//Verbale//sessions//EN")


def test_one_commission_may_be_chosen(bureau, commission):
    other = found(bureau)
    one, another = planned(bureau, commission), planned(bureau, other, host="OURS")
    assert {f"{one.pk}@verbale", f"{another.pk}@verbale"} <= events(written(bureau)).keys()
    assert events(written(bureau, commission=other)).keys() == {f"{another.pk}@verbale"}
    assert str(Calendar.from_ical(written(bureau, commission=other))["x-wr-calname"]) == "Hydrology commission"


def test_it_is_written_in_the_reader_s_language(bureau, commission):
    one = planned(bureau, commission)
    assert "水文委员会" in str(event(bureau, one.pk, language="zh")["summary"])


@pytest.mark.parametrize("handle", ["librarian"])
def test_who_may_not_read_the_plan_gets_an_empty_one(bureau, commission, handle):
    planned(bureau, commission)
    assert events(written(bureau, viewer=bureau.who(handle))) == {}


@given(st.text(max_size=80), st.text(max_size=80))
def test_no_words_become_lines_of_the_calendar(title, line):
    entry = Entry("1@verbale", date(2027, 5, 10), date(2027, 5, 10), title, (line,), line)
    read = Calendar()
    read.add_component(calendar_feed._event(entry, AT))
    (one,) = Calendar.from_ical(read.to_ical()).walk("VEVENT")
    assert {str(name) for name in one} <= {
        "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "LOCATION", "STATUS", "TRANSP",
    }  # fmt: skip
    assert str(one["uid"]) == "1@verbale"


def test_words_that_look_like_calendar_are_words(bureau, commission):
    one = planned(bureau, commission, place="Bern\r\nEND:VEVENT\r\nBEGIN:VEVENT\u2028X")
    assert str(event(bureau, one.pk)["location"]) == "Bern END:VEVENT BEGIN:VEVENT X"


# The feed


def make(bureau, handle="desk", **more):
    return calendar_feed.make(person=bureau.who(handle), at=bureau.at(), **more)


def test_a_feed_is_found_by_its_secret_of_which_only_the_hash_is_kept(bureau, random):
    feed, secret = make(bureau, random=random)
    assert calendar_feed.find(secret) == feed
    assert (len(secret), secret in feed.secret_hash, feed.person) == (48, False, bureau.who("desk"))
    assert calendar_feed.feed_of(bureau.who("desk")) == feed
    assert acts(feed) == ["calendar.made"]


@pytest.mark.parametrize("secret", ["", "0" * 48, "x", "\0", "é" * 48])
def test_another_secret_finds_nothing(bureau, secret):
    feed, _ = make(bureau)
    for told in (secret, feed.secret_hash, feed.pk):
        with pytest.raises(NoSuchFeed):
            calendar_feed.find(told)


def test_a_new_feed_ends_the_one_before(bureau):
    first, secret = make(bureau)
    second, fresh = make(bureau)
    with pytest.raises(NoSuchFeed):
        calendar_feed.find(secret)
    assert (calendar_feed.find(fresh), CalendarFeed.objects.filter(withdrawn_at=None).get()) == (second, second)
    assert acts(first) == ["calendar.made", "calendar.withdrawn"]


def test_two_people_have_a_feed_each(bureau):
    (first, one), (second, another) = make(bureau), make(bureau, "desk2")
    assert (calendar_feed.find(one), calendar_feed.find(another)) == (first, second)


@pytest.mark.parametrize("handle", ["desk", "admin"])
def test_a_feed_is_withdrawn_once_and_for_good(bureau, handle):
    feed, secret = make(bureau)
    for _ in range(2):
        calendar_feed.withdraw(feed=feed, by=bureau.who(handle), at=bureau.at())
    with pytest.raises(NoSuchFeed):
        calendar_feed.find(secret)
    assert calendar_feed.feed_of(bureau.who("desk")) is None
    assert acts(feed) == ["calendar.made", "calendar.withdrawn"]


def test_nobody_else_withdraws_it(bureau):
    feed, secret = make(bureau)
    with pytest.raises(NotYourFeed):
        calendar_feed.withdraw(feed=feed, by=bureau.who("desk2"), at=bureau.at())
    assert calendar_feed.find(secret) == feed


def test_who_does_not_read_the_plan_has_no_feed(bureau):
    with pytest.raises(NeedsRole):
        make(bureau, "librarian")


def test_a_feed_ends_with_the_right_to_read_the_plan(bureau):
    _, secret = make(bureau)
    _, another = make(bureau, "desk2")
    RoleHeld.objects.filter(person=bureau.who("desk")).delete()
    Person.objects.filter(handle="desk2").update(is_active=False)
    for one in (secret, another):
        with pytest.raises(NoSuchFeed):
            calendar_feed.find(one)
    assert not Session.objects.exists()
