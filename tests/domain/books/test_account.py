"""The account, from both sides and from each reader's place."""

from datetime import date

from tests.domain.cycle.bureau import CONFIDENTIAL, INTERNAL, OPEN
from verbale.domain.books.account import account
from verbale.domain.cycle import fulfilment, need, request
from verbale.records.need import NeedLine

TODAY = date(2026, 11, 25)


def kept(bureau, handle="desk", partner=None, today=TODAY):
    seen = account(partner=partner or bureau.partner, viewer=bureau.who(handle), today=today)
    return [(one.side, f"{one.due:f}", f"{one.delivered:f}", one.unit) for one in seen.standings]


def test_an_account_without_dealings_is_empty(bureau):
    seen = account(partner=bureau.partner, viewer=bureau.who("desk"), today=TODAY)
    assert (seen.us, seen.partner, seen.standings, seen.rows) == ("OURS", "THEIRS", (), ())


def test_what_we_owe_counts_from_the_last_approval_and_as_delivered_from_the_receipt(bureau):
    (line,) = bureau.lines(bureau.order(INTERNAL))
    bureau.decide(line)
    bureau.approve(line, "department")
    assert kept(bureau) == []
    bureau.approve(line, "committee")
    assert kept(bureau) == [("OURS", "1", "0", "items")]
    shipped = bureau.shipped()
    assert kept(bureau) == [("OURS", "2", "0", "items")]
    fulfilment.delivered(line=shipped, at=bureau.at())
    assert kept(bureau) == [("OURS", "2", "1", "items")]


def test_what_cannot_be_had_or_was_cancelled_is_owed_by_nobody(bureau):
    withheld, cancelled, gone = bureau.lines(bureau.order(CONFIDENTIAL, OPEN, OPEN))
    for line in (withheld, cancelled, gone):
        bureau.decide(line)
    request.cancel(line=cancelled, by=None, at=bureau.at())
    request.cannot_be_had(line=gone, reason="x", by=bureau.who("desk"), at=bureau.at())
    assert kept(bureau) == []


def test_what_they_owe_counts_from_their_promise_and_as_delivered_once_it_is_here(bureau):
    promised, refused, asked = bureau.wanted("A", "B", "C")
    answers = {promised.pk: "promised", refused.pk: "not available"}
    need.answered(partner=bureau.partner, answers=answers, at=bureau.at())
    assert kept(bureau) == [("THEIRS", "1", "0", "items")]
    for line in (promised, asked):
        need.arrived(line=NeedLine.objects.get(pk=line.pk), at=bureau.at())
    assert kept(bureau) == [("THEIRS", "2", "2", "items")]


def test_both_sides_stand_in_one_account_and_partners_apart(bureau):
    bureau.decide(bureau.lines(bureau.order(OPEN))[0])
    (line,) = bureau.wanted()
    need.answered(partner=bureau.partner, answers={line.pk: "promised"}, at=bureau.at())
    bureau.decide(bureau.lines(bureau.order(OPEN, partner=bureau.third))[0])
    assert kept(bureau) == [("OURS", "1", "0", "items"), ("THEIRS", "1", "0", "items")]
    assert kept(bureau, partner=bureau.third) == [("OURS", "1", "0", "items")]
    seen = account(partner=bureau.partner, viewer=bureau.who("desk"), today=TODAY)
    assert [(row.side, row.reference, row.what, row.delivered, row.due) for row in seen.rows] == [
        ("OURS", "THEIRS-2026-IN-1/1", "Item 1", False, date(2026, 12, 21)),
        ("THEIRS", "THEIRS-2026-OUT-1/1", "Item", False, None),
    ]


def test_each_reader_sees_the_account_of_what_they_may_see(bureau):
    internal, open_one = bureau.lines(bureau.order(INTERNAL, OPEN))
    for line in (internal, open_one):
        bureau.decide(line)
    for handle in ("department", "committee"):
        bureau.approve(internal, handle)
    (line,) = bureau.wanted()
    need.answered(partner=bureau.partner, answers={line.pk: "promised"}, at=bureau.at())
    ours, theirs = [("OURS", "2", "0", "items")], [("THEIRS", "1", "0", "items")]
    assert [kept(bureau, handle) for handle in ("desk", "auditor")] == [ours + theirs, ours + theirs]
    assert kept(bureau, "librarian") == theirs
    assert kept(bureau, "committee") == [("OURS", "1", "0", "items")]
    assert kept(bureau, "admin") == []
