"""What the inbox says of reports: the one that is due, remarks to answer, what is to be looked at again."""

from datetime import UTC, date, datetime

from tests.domain.cycle.sitting import sitting
from verbale.domain.books.inbox import inbox
from verbale.domain.cycle import remark, report, waiting

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)


def tasks(room, handle="desk"):
    found = inbox(person=room.bureau.who(handle), at=NOW)
    return [(task.what, task.about, task.thing_kind, task.thing_id, task.due, task.count) for task in found]


def written(room, **more):
    return report.record(session=room.session, title="On the visit", author="A", holder="B", **more, **room.desk())


def test_a_report_waits_from_two_weeks_before_its_day_until_it_is_dated(bureau):
    room = sitting(bureau)
    row = written(room, due=date(2026, 12, 15))
    written(room, due=date(2026, 12, 16))
    assert tasks(room) == [("Write the report", "On the visit", "report", row.pk, date(2026, 12, 15), 1)]
    assert tasks(room, "librarian") == []
    report.issue(report=row, dated="2026-11-30", **room.desk(days=30))
    assert tasks(room) == []


def test_remarks_wait_for_their_answers_by_report(bureau):
    room = sitting(bureau)
    row = written(room, due=date(2027, 12, 15))
    made = [
        remark.make(report=row, text=text, by_whom="The minister", number=number, **room.desk())
        for number, text in enumerate(("More detail", "Who pays?"), 1)
    ]
    assert tasks(room) == [("Answer the remarks on a report", "On the visit", "report", row.pk, None, 2)]
    for one in made:
        remark.answer(remark=one, text="Done", **room.desk())
    assert tasks(room) == []


def test_what_was_put_off_comes_on_its_day(bureau):
    room = sitting(bureau)
    asked = waiting.ask(text="Who pays? " * 20, review_on=date(2026, 12, 1), session=room.session, **room.desk())
    waiting.defer(text="Host", waits_for="Letter", review_on=date(2026, 12, 2), session=room.session, **room.desk())
    ((what, about, kind, pk, due, _count),) = tasks(room)
    assert (what, kind, pk, due) == ("Look again at a question", "waiting", asked.pk, date(2026, 12, 1))
    assert (len(about), about[-1]) == (120, "…")
    waiting.answer(waiting=asked, text="We do", **room.desk())
    assert tasks(room) == []
