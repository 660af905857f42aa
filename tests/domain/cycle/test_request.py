"""Orders: received, clarified, cancelled, and answered on one day in words that tell nothing."""

from datetime import UTC, date, datetime

import pytest

from tests.domain.cycle.bureau import CONFIDENTIAL, FOREIGN, INTERNAL, OPEN, acts, told
from verbale.domain.cycle import decision, fulfilment, request
from verbale.domain.spine import approval, dispatch, office
from verbale.domain.spine.person import NeedsRole
from verbale.kernel.canonical import canonical
from verbale.records.request import LineState, Order, OrderLine


def test_an_order_gets_our_number_its_day_and_an_acknowledgement(bureau):
    bureau.clock.moment = datetime(2026, 11, 30, 23, 30, tzinfo=UTC)
    order = bureau.order({}, {})
    assert (order.number, order.answer_due, order.answered_at) == ("THEIRS-2026-IN-1", date(2026, 12, 30), None)
    assert bureau.states(order) == ["received", "received"]
    body = {"order": "order1", "number": "THEIRS-2026-IN-1", "answer_due": "2026-12-30"}
    assert told(bureau.partner) == [{"what": "order acknowledged", "body": body}]
    assert acts(order) == ["order.received"]


def test_the_day_is_counted_where_the_office_is(bureau):
    office.describe(by=bureau.who("admin"), at=bureau.at(), time_zone="Asia/Shanghai")
    bureau.clock.moment = datetime(2026, 11, 30, 23, 30, tzinfo=UTC)
    assert bureau.order({}).answer_due == date(2026, 12, 31)


def test_numbers_are_each_partner_s_own_and_begin_anew_each_year(bureau):
    numbers = [bureau.order({}, partner=partner).number for partner in (bureau.partner, bureau.third, bureau.partner)]
    bureau.clock.moment = datetime(2027, 1, 2, tzinfo=UTC)
    assert numbers + [bureau.order({}).number] == [
        "THEIRS-2026-IN-1", "FURTHER-2026-IN-1", "THEIRS-2026-IN-2", "THEIRS-2027-IN-1",
    ]  # fmt: skip


def test_an_order_by_letter_is_entered_by_the_desk_and_tells_no_node(bureau):
    order = bureau.order({}, by_pouch=False)
    assert (order.entered_by, told(bureau.partner)) == (bureau.who("desk"), [])
    for handle in ("librarian", "department", "auditor", "admin"):
        with pytest.raises(NeedsRole):
            request.receive(
                partner=bureau.partner, source="letter", route="department", purpose="", at=bureau.at(),
                lines=[request.Wanted(citation="x")], by=bureau.who(handle),
            )  # fmt: skip


GOOD = {"citation": "An item"}


@pytest.mark.parametrize(
    ("wanted", "fault"),
    [
        ({**GOOD, "form": "parchment"}, request.UnknownForm),
        ({**GOOD, "copies": 0}, request.BadCopies),
        ({**GOOD, "copies": 1001}, request.BadCopies),
        ({**GOOD, "partner_line": "x" * 27}, request.BadIdentifier),
        ({"item": "x" * 27}, request.BadIdentifier),
        ({"item": "x\ny"}, request.BadIdentifier),
        ({"citation": "a\0b"}, request.BadCitation),
    ],
)
def test_a_line_that_cannot_be_kept_is_refused_at_birth(wanted, fault):
    with pytest.raises(fault):
        request.Wanted(**wanted)


@pytest.mark.parametrize(
    ("told", "fault"),
    [
        ({"lines": []}, request.NoLines),
        ({"lines": [request.Wanted(**GOOD), request.Wanted(citation="  ")]}, request.NoCitation),
        ({"route": "by pigeon"}, request.UnknownRoute),
    ],
)
def test_an_order_that_has_no_meaning_is_refused_and_takes_no_number(bureau, told, fault):
    given = {"lines": [request.Wanted(**GOOD)], "route": "department"} | told
    with pytest.raises(fault):
        request.receive(
            partner=bureau.partner, source="letter", purpose="", by=bureau.who("desk"), at=bureau.at(), **given
        )
    assert (Order.objects.count(), bureau.order({}).number) == (0, "THEIRS-2026-IN-1")


def fates(bureau):
    """An order, a line for each way in which an item is not to be had, and one that is promised."""
    order = bureau.order(CONFIDENTIAL, {}, INTERNAL, INTERNAL, OPEN, OPEN, {}, OPEN)
    withheld, unknown, rejected, waiting, not_found, _untouched, asked, promised = bureau.lines(order)
    for line in (withheld, unknown, rejected, waiting, not_found, promised):
        bureau.decide(line)
    bureau.approve(rejected, "department")
    bureau.reject(rejected, "committee")
    bureau.approve(waiting, "department")
    request.cannot_be_had(line=not_found, reason="the stock burnt", by=bureau.who("desk"), at=bureau.at())
    del asked
    return order


NOT_TO_BE_HAD = 7


def test_whatever_cannot_be_had_is_answered_in_the_same_bytes(bureau):
    order = fates(bureau)
    before = told(bureau.partner)
    answers = request.answer(order=order, at=bureau.at(days=31))
    assert answers == {f"line1-{n}": "not available" for n in range(1, NOT_TO_BE_HAD + 1)} | {"line1-8": "promised"}
    assert told(bureau.partner)[len(before) :] == [{"what": "answer", "body": {"order": "order1", "answers": answers}}]
    lines = {
        canonical({line: word}).replace(line.encode(), b"?") for line, word in answers.items() if line != "line1-8"
    }
    assert lines == {b'{"?":"not available"}'}
    assert bureau.states(order) == [
        "unavailable", "unavailable", "unavailable", "expired", "unavailable", "expired", "expired", "sourcing",
    ]  # fmt: skip


@pytest.mark.parametrize("fate", ["withheld", "unknown", "rejected", "not found", "undecided"])
def test_each_fate_alone_gives_the_partner_the_same_messages_at_the_same_moments(bureau, fate):
    facts = {"withheld": CONFIDENTIAL, "rejected": INTERNAL, "not found": OPEN}.get(fate, {})
    order = bureau.order(facts)
    (line,) = bureau.lines(order)
    if fate != "undecided":
        bureau.decide(line)
    if fate == "rejected":
        bureau.reject(line, "department")
    if fate == "not found":
        request.cannot_be_had(line=line, reason="gone", by=bureau.who("desk"), at=bureau.at())
    bureau.clock.moment = datetime(2026, 12, 21, 6, tzinfo=UTC)
    assert list(request.to_answer(on=date(2026, 12, 20))) == []
    (due,) = request.to_answer(on=date(2026, 12, 21))
    request.answer(order=due, at=bureau.clock.now())
    assert told(bureau.partner) == [
        {
            "what": "order acknowledged",
            "body": {"order": "order1", "number": "THEIRS-2026-IN-1", "answer_due": "2026-12-21"},
        },
        {"what": "answer", "body": {"order": "order1", "answers": {"line1-1": "not available"}}},
    ]


def test_an_order_is_answered_once(bureau):
    order = bureau.order(OPEN)
    bureau.decide(bureau.lines(order)[0])
    assert request.answer(order=order, at=bureau.at()) == {"line1-1": "promised"}
    assert request.answer(order=order, at=bureau.at()) == {}
    assert [one["what"] for one in told(bureau.partner)] == ["order acknowledged", "answer"]
    assert acts(order).count("order.answered") == 1


def test_what_expires_takes_its_approvals_along(bureau):
    order = bureau.order(INTERNAL)
    (line,) = bureau.lines(order)
    bureau.approve(bureau.decide(line), "department")
    request.answer(order=order, at=bureau.at())
    assert [step.state for step in approval.steps_of(line)] == ["recalled", "recalled"]
    with pytest.raises(approval.NotOpen):
        bureau.approve(line, "committee")
    with pytest.raises(request.NotPossible):
        bureau.take_up(line)


def test_a_promise_that_cannot_be_kept_is_taken_back_in_the_neutral_word(bureau):
    order = bureau.order(FOREIGN)
    (line,) = bureau.lines(order)
    bureau.decide(line)
    request.answer(order=order, at=bureau.at())
    request.cannot_be_had(line=line, reason="out of print", by=bureau.who("desk"), at=bureau.at())
    assert told(bureau.partner)[-1] == {
        "what": "answer", "body": {"order": "order1", "answers": {"line1-1": "not available"}},
    }  # fmt: skip


def test_a_question_goes_to_the_partner_and_its_answer_comes_back(bureau):
    order = bureau.order({})
    (line,) = bureau.lines(order)
    request.ask_back(line=line, question="Which year?", by=bureau.who("desk"), at=bureau.at())
    assert told(bureau.partner)[1:] == [
        {"what": "clarification asked", "body": {"line": "line1-1", "question": "Which year?"}}
    ]
    with pytest.raises(request.NotPossible):
        bureau.decide(line)
    request.clarified(line=line, text="1963", by=None, at=bureau.at())
    assert (bureau.states(order), bureau.line(line).note) == (["received"], "1963")
    assert acts(line) == ["line.clarification asked", "line.clarified"]


def test_a_question_is_asked_while_deciding_too_but_not_once_decided(bureau):
    first, second = bureau.lines(bureau.order(OPEN, OPEN))
    request.ask_back(line=bureau.take_up(first), question="?", by=bureau.who("desk"), at=bureau.at())
    bureau.decide(second)
    with pytest.raises(request.NotPossible):
        request.ask_back(line=second, question="?", by=bureau.who("desk"), at=bureau.at())


def test_cancelling_recalls_the_approvals(bureau):
    (line,) = bureau.lines(bureau.order(INTERNAL))
    bureau.approve(bureau.decide(line), "department")
    request.cancel(line=line, by=None, at=bureau.at(), reason="no longer needed")
    assert [step.state for step in approval.steps_of(line)] == ["recalled", "recalled"]
    assert bureau.line(line).state == "cancelled"


def test_cancelling_takes_a_queued_release_back(bureau):
    line = bureau.ready()
    bureau.release(line)
    request.cancel(line=line, by=None, at=bureau.at())
    assert [message.what for message in dispatch.waiting(bureau.partner)] == ["order acknowledged"]
    assert dispatch.release_of(line) is None


def test_what_left_cannot_be_cancelled(bureau):
    line = bureau.shipped()
    with pytest.raises(request.NotPossible) as refusal:
        request.cancel(line=line, by=None, at=bureau.at())
    assert refusal.value.facts == {"line": "THEIRS-2026-IN-1/1", "state": "shipped", "wanted": "cancelled"}


STATABLE = ("received", "needs clarification", "deciding", "waiting for approval", "sourcing", "ready")


@pytest.mark.parametrize("state", LineState)
def test_facts_are_stated_only_until_the_item_leaves_or_the_line_ends(bureau, state):
    (line,) = bureau.lines(bureau.order(OPEN))
    OrderLine.objects.filter(pk=line.pk).update(state=state, facts={})
    told = {"line": line, "facts": {"year": 1963}, "by": bureau.who("desk"), "at": bureau.at()}
    if state in STATABLE:
        request.state_facts(**told)
        assert bureau.line(line).facts == {"year": 1963}
        return
    with pytest.raises(request.NotStatable) as refusal:
        request.state_facts(**told)
    assert refusal.value.facts == {"line": "THEIRS-2026-IN-1/1", "state": state}
    assert bureau.line(line).facts == {}


def test_a_cancelled_line_gets_no_answer(bureau):
    order = bureau.order({}, {})
    request.cancel(line=bureau.lines(order)[0], by=None, at=bureau.at())
    assert request.answer(order=order, at=bureau.at()) == {"line1-2": "not available"}


def test_an_order_is_assigned_to_a_desk_officer_only(bureau):
    order = bureau.order({})
    request.assign(order=order, to=bureau.who("desk2"), by=bureau.who("desk"), at=bureau.at())
    assert Order.objects.get().assigned_to == bureau.who("desk2")
    with pytest.raises(request.NotDeskOfficer):
        request.assign(order=order, to=bureau.who("auditor"), by=bureau.who("desk"), at=bureau.at())


@pytest.mark.parametrize("handle", ["admin", "department", "librarian", "auditor"])
def test_only_the_desk_works_on_lines(bureau, handle):
    (line,) = bureau.lines(bureau.order(OPEN))
    told = {"line": line, "by": bureau.who(handle), "at": bureau.at()}
    for verb, more in (
        (request.take_up, {}),
        (request.state_facts, {"facts": {}}),
        (request.ask_back, {"question": "?"}),
        (request.clarified, {"text": "x"}),
        (request.cancel, {}),
        (request.cannot_be_had, {"reason": "x"}),
        (decision.decide, {}),
        (fulfilment.prepare, {}),
        (fulfilment.release, {}),
        (fulfilment.recall, {}),
        (fulfilment.delivered, {}),
        (fulfilment.returned, {}),
    ):
        with pytest.raises(NeedsRole):
            verb(**told, **more)
    assert OrderLine.objects.get().state == LineState.RECEIVED


def test_another_partner_s_line_is_not_found(bureau):
    bureau.order({})
    assert request.line_of(bureau.partner, "line1-1") is not None
    assert [request.line_of(bureau.third, "line1-1"), request.line_of(bureau.partner, "")] == [None, None]
