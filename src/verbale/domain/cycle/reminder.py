"""Reminders of commitments under rules: so many days before a date, then every so many days after it, once a person.

Whoever works at the desk is reminded: in the inbox from the first day on, by mail on the days that a rule names. A day
on which the node was off is made up for on the next.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from verbale.domain.cycle.commitment import STANDING
from verbale.domain.cycle.commitment_date import Due, dates_of
from verbale.domain.spine import journal
from verbale.domain.spine.person import check_role
from verbale.kernel.canonical import Json
from verbale.kernel.errors import Refused, WrongUse
from verbale.records.commitment import Bound, Commitment, ReminderRule, ReminderSent
from verbale.records.person import Person, Role

MOST_DAYS = 3_650
_OF = {
    Bound.OURS: frozenset({Bound.OURS, Bound.BOTH}),
    Bound.THEIRS: frozenset({Bound.THEIRS, Bound.BOTH}),
    Bound.BOTH: frozenset(Bound),
}
"""Which commitments a rule reminds of: those that bind us, those that bind the partner, or all."""


class BadRule(WrongUse):
    """Nobody can be reminded so: {why}."""


class SameRule(Refused):
    """A rule that reminds {days_before} days before, of the same commitments, stands already. End that one first."""


class RuleEnded(Refused):
    """This rule was ended before."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """A commitment of which a person is reminded: by which date, and since which day the rules say so."""

    commitment: Commitment
    due: Due
    day: date


@transaction.atomic
def make_rule(*, days_before: int, bound: str, by: Person, at: datetime, every: int | None = None) -> ReminderRule:
    """Makes a rule: remind ``days_before`` a date, and from then past it ``every`` so many days; of ours (and what
    binds both), theirs (and what binds both), or all (``both``)."""
    check_role(by, Role.DESK, Role.ADMINISTRATOR)
    if bound not in Bound.values:
        raise BadRule(why=f"it is for {', '.join(Bound.values)}, not “{bound[:20]}”")
    if not 0 <= days_before <= MOST_DAYS:
        raise BadRule(why=f"{days_before} is not 0 to {MOST_DAYS} days")
    if every is not None and not 1 <= every <= MOST_DAYS:
        raise BadRule(why=f"{every} is not 1 to {MOST_DAYS} days")
    if ReminderRule.objects.filter(days_before=days_before, bound=bound, ended_at=None).exists():
        raise SameRule(days_before=days_before)
    rule = ReminderRule.objects.create(days_before=days_before, every=every, bound=bound, made_by=by, made_at=at)
    facts: dict[str, Json] = {"days before": days_before, "every": every, "of": bound}
    journal.record(act="reminder.ruled", thing=rule, by=by, at=at, facts=facts)
    return rule


@transaction.atomic
def end_rule(*, rule: ReminderRule, by: Person, at: datetime) -> ReminderRule:
    """Ends a rule; it stays, with its end."""
    check_role(by, Role.DESK, Role.ADMINISTRATOR)
    locked = ReminderRule.objects.select_for_update().get(pk=rule.pk)
    if locked.ended_at is not None:
        raise RuleEnded()
    locked.ended_at = at
    locked.save(update_fields=["ended_at"])
    journal.record(act="reminder.rule ended", thing=locked, by=by, at=at)
    return locked


def reminding_day(last: date, *, days_before: int, every: int | None, on: date) -> date | None:
    """The last day up to ``on`` on which a rule reminds of a date whose last day is ``last``; None before the first."""
    first = last - timedelta(days=days_before)
    if on < first:
        return None
    past = (on - last).days
    return last + timedelta(days=past - past % every) if every and past >= every else first


def reminders(*, person: Person, on: date) -> list[Reminder]:
    """Of what the rules remind a person by a day, the most pressing first; nothing but to whom works at the desk."""
    if Role.DESK not in person.roles:
        return []
    rules = list(ReminderRule.objects.filter(ended_at=None))
    if not rules:
        return []
    rows = Commitment.objects.visible_to(person).filter(state__in=STANDING).select_related("partner")
    found = [one for row in rows.prefetch_related("milestones") for one in _of_commitment(row, rules, on)]
    return sorted(found, key=lambda one: (one.due.last or date.max, one.commitment.number, one.commitment.pk))


@transaction.atomic
def claim(*, person: Person, on: date) -> set[str]:
    """The commitments of which a person is to be mailed now, each once a reminding day and never twice a day.

    They are marked first: a crash on the way loses a mail rather than sends it twice.
    """
    due = reminders(person=person, on=on)
    sent = ReminderSent.objects.filter(person=person, commitment__in=[one.commitment.pk for one in due])
    last: dict[str, date] = {}
    for commitment, day in sent.values_list("commitment", "on"):
        last[commitment] = max(day, last.get(commitment, day))
    wanted = [one.commitment for one in due if last.get(one.commitment.pk, date.min) < one.day]
    return {row.pk for row in wanted if ReminderSent.objects.get_or_create(commitment=row, person=person, on=on)[1]}


def _of_commitment(row: Commitment, rules: Sequence[ReminderRule], on: date) -> Iterator[Reminder]:
    """The reminder of one commitment: by the rule and the date that reminded last; none before the first."""
    days = [
        (day, due)
        for rule in rules
        if row.bound in _OF[Bound(rule.bound)]
        for due in dates_of(row)
        if due.last and (day := reminding_day(due.last, days_before=rule.days_before, every=rule.every, on=on))
    ]
    if days:
        pressing = min((due for _, due in days), key=lambda due: due.last or date.max)
        yield Reminder(row, pressing, max(day for day, _ in days))
