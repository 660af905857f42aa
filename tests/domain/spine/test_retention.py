"""Retention rules: what may be made, and what is due under them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.domain.spine.told import last
from tests.records.rows import make
from verbale.domain.spine import retention
from verbale.domain.spine.person import NeedsRole
from verbale.records import models as records
from verbale.records.erasure import Event, RetentionRule

FIRST = date(2026, 1, 1)
LONG_AGO = datetime(2020, 5, 1, 12, tzinfo=UTC)


def rule(by, at, **changed):
    facts = {
        "code": "r", "titles": {"en": "Rule"}, "sorts": ["received"], "event": "added", "days": 30,
        "basis": "Archive act, § 4", "in_force_from": FIRST,
    }  # fmt: skip
    return retention.make(**(facts | changed), by=by, at=at)


def hung(**facts):
    return make(records.Document, **({"role": "received", "added_at": LONG_AGO} | facts))


def due(at):
    return [(one.rule.code, one.thing_id, one.due_on) for one in retention.due(at)]


def test_a_rule_is_made_and_told(admin, now):
    made = rule(admin, now)
    assert last() == {
        "act": "retention.made", "by": admin.name, "thing": ("retentionrule", made.pk), "basis": "Archive act, § 4",
        "facts": {
            "code": "r", "sorts": ["received"], "counted from": "added", "days": 30, "from": "2026-01-01",
            "authority": "",
        },
    }  # fmt: skip


BAD = {
    "no code": {"code": " "},
    "a long code": {"code": "x" * 61},
    "a code of two lines": {"code": "a\nb"},
    "no title": {"titles": {}},
    "an empty title": {"titles": {"en": " "}},
    "nothing": {"sorts": []},
    "no such sort": {"sorts": ["everything"]},
    "no such event": {"event": "always"},
    "an event of another sort": {"event": "superseded"},
    "a catalogue since it came": {"sorts": ["catalogue"]},
    "a talk since its line ended": {"sorts": ["correspondence"], "event": "closed"},
    "days before": {"days": -1},
    "days for ever": {"days": retention.LONGEST + 1},
    "half a day": {"days": 0.5},
    "true days": {"days": True},
    "no basis": {"basis": " "},
    "a long basis": {"basis": "x" * 301},
}


@pytest.mark.parametrize("changed", BAD.values(), ids=BAD.keys())
def test_a_bad_rule_is_refused(admin, now, changed):
    with pytest.raises(retention.BadRule):
        rule(admin, now, **changed)
    assert RetentionRule.objects.count() == 0


def test_a_rule_ends_after_it_begins_and_its_code_is_its_own(admin, now):
    with pytest.raises(retention.EndsBeforeStart):
        rule(admin, now, in_force_until=FIRST - timedelta(days=1))
    made = rule(admin, now)
    with pytest.raises(retention.RuleTaken):
        rule(admin, now)
    with pytest.raises(retention.EndsBeforeStart):
        retention.end(rule=made, on=FIRST - timedelta(days=1), by=admin, at=now)
    retention.end(rule=made, on=date(2026, 12, 1), by=admin, at=now)
    with pytest.raises(retention.AlreadyEnded):
        retention.end(rule=made, on=date(2026, 12, 2), by=admin, at=now)


def test_only_administrators_make_and_end_rules(admin, desk, approver, now):
    made = rule(admin, now)
    for who in (desk, approver):
        with pytest.raises(NeedsRole):
            rule(who, now, code="other")
        with pytest.raises(NeedsRole):
            retention.end(rule=made, on=FIRST, by=who, at=now)


def test_without_a_rule_nothing_is_due(db, now):
    hung()
    assert retention.due(now) == []


def test_days_are_counted_to_the_day(admin, now):
    rule(admin, now, days=30)
    document = hung(added_at=now)
    hung(role="original", added_at=LONG_AGO)
    assert due(now + timedelta(days=29)) == []
    assert due(now + timedelta(days=30)) == [("r", document.pk, date(2026, 12, 21))]


def test_a_rule_counts_from_its_first_to_its_last_day(admin, now):
    rule(admin, now, in_force_from=date(2026, 12, 1), in_force_until=date(2026, 12, 2))
    hung()
    found = [len(due(datetime(2026, *day, 9, tzinfo=UTC))) for day in ((11, 30), (12, 1), (12, 2), (12, 3))]
    assert found == [0, 1, 1, 0]


def test_what_was_erased_is_not_due_and_kinds_narrow_it(admin, now):
    rule(admin, now, thing_kinds=["needline"])
    hung(erased_at=now, thing_kind="needline")
    hung(thing_kind="order")
    document = hung(thing_kind="needline")
    assert [pk for _, pk, _ in due(now)] == [document.pk]


EVENTS = {
    Event.DELIVERED: {"delivered", "receipted"},
    Event.RETURNED: {"returned"},
    Event.CLOSED: {"delivered", "receipted", "returned", "cancelled", "unavailable", "not available", "expired"},
}


@pytest.mark.parametrize(("event", "states"), EVENTS.items(), ids=EVENTS.keys())
def test_lines_are_counted_from_their_state(admin, now, event, states):
    rule(admin, now, sorts=["original", "received"], event=event)
    found = set()
    for model, role in ((records.OrderLine, "original"), (records.NeedLine, "received")):
        for state in dict(model._meta.get_field("state").choices):
            line = make(model, state=state, state_since=LONG_AGO)
            document = hung(role=role, thing_kind=line.kind, thing_id=line.pk, added_at=now)
            found |= {state} if document.pk in [pk for _, pk, _ in due(now)] else set()
    assert found == states


def test_withdrawn_ones_and_talks(admin, now):
    rule(admin, now, sorts=["original"], event="withdrawn")
    rule(admin, now, code="talks", sorts=["correspondence"])
    hung(role="original")
    gone = hung(role="original", withdrawn_by=admin, withdrawn_at=LONG_AGO)
    talk = make(records.Correspondence, recorded_at=LONG_AGO)
    make(records.Correspondence, recorded_at=now)
    assert [(code, pk) for code, pk, _ in due(now)] == [("r", gone.pk), ("talks", talk.pk)]


def test_of_catalogues_all_but_each_partner_s_newest_are_due(admin, now, partner, third):
    rule(admin, now, sorts=["catalogue"], event="superseded", days=10)
    for number in range(3):
        at = LONG_AGO + timedelta(days=number)
        make(records.ReceivedCatalogue, partner=partner, offer=str(number), received_at=at)
    make(records.ReceivedCatalogue, partner=third, received_at=LONG_AGO)
    assert [(one.title, one.due_on) for one in retention.due(now)] == [
        ("FI-NHI 0", date(2020, 5, 12)), ("FI-NHI 1", date(2020, 5, 13)),
    ]  # fmt: skip
