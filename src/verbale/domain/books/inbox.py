"""A person's inbox: what waits for them, by due date and age."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Min, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from verbale.domain.books.inbox_reports import of_reports
from verbale.domain.books.inbox_rulebooks import of_rulebooks
from verbale.domain.books.inbox_sessions import memoranda_to_approve, of_sessions
from verbale.domain.books.inbox_visits import of_visits
from verbale.domain.books.task import Task
from verbale.domain.cycle import adoption
from verbale.domain.cycle.reminder import reminders
from verbale.domain.spine.authority import holding
from verbale.domain.spine.office import day_of, office
from verbale.domain.spine.party import us
from verbale.domain.spine.text_awaited import Awaited, Wanted, awaited_now
from verbale.records.approval import ApprovalStep, StepState
from verbale.records.channel import Channel, ReturnedPouch
from verbale.records.commitment import Bound, Commitment, CommitmentState, CommitmentWord
from verbale.records.correspondence import Correspondence, What
from verbale.records.dispatch import ArrivalState, ArrivedPouch, Release
from verbale.records.erasure import Erasure, ErasureAsked, ErasureState, Side
from verbale.records.minutes import Minutes
from verbale.records.need import NeedLine, NeedState
from verbale.records.party import PartyKeys
from verbale.records.person import Authority, AuthorityHeld, Person, Role
from verbale.records.request import LineState, Order, OrderLine
from verbale.records.text import Text

DESK_TASKS = {
    LineState.RECEIVED: pgettext_lazy("task", "Take up"),
    LineState.DECIDING: pgettext_lazy("task", "Decide"),
    LineState.SOURCING: pgettext_lazy("task", "Get, attach and mark"),
    LineState.READY: pgettext_lazy("task", "Release"),
}
LIBRARIAN_TASKS = {
    NeedState.ARRIVED: pgettext_lazy("task", "Confirm receipt"),
    NeedState.QUESTIONED: pgettext_lazy("task", "Answer their question"),
    NeedState.RECALLED: pgettext_lazy("task", "Give back what was recalled"),
}


def inbox(*, person: Person, at: datetime) -> list[Task]:
    """All that waits for a person, the most pressing first: by due date, then by age."""
    today = day_of(at)
    tasks: list[Task] = []
    for role, find in _FINDERS:
        if role in person.roles:
            tasks += find(person, today)
    tasks += [*_erasures(person, today), *_channels(person), *of_rulebooks(person, today)]
    return sorted(tasks, key=lambda task: (task.due or date.max, task.since, task.about, task.what))


def _desk(person: Person, today: date) -> Iterator[Task]:
    lines = OrderLine.objects.visible_to(person).filter(state__in=DESK_TASKS)
    queued = lines.filter(state=LineState.READY).exclude(pk__in=_released())
    waiting = lines.exclude(state=LineState.READY) | queued
    grouped = waiting.order_by().values("order", "state").annotate(count=Count("pk"), since=Min("state_since"))
    orders = Order.objects.select_related("assigned_to").in_bulk({row["order"] for row in grouped})
    for row in grouped:
        order = orders[row["order"]]
        what = DESK_TASKS[LineState(row["state"])]
        due = order.answer_due if order.answered_at is None else None
        yield Task(
            str(what), order.number, order.kind, order.pk, row["since"], due, count=row["count"],
            assigned_to=order.assigned_to.name if order.assigned_to else "", assigned_id=order.assigned_to_id or "",
        )  # fmt: skip
    yield from _unanswered_instructions(person)
    yield from _asked_to_erase(person)
    yield from _texts_to_answer(person, today)
    yield from _reminders(person, today)
    yield from _conclusions(person)
    yield from _proposals(person)
    yield from _words_that_differ(person)
    yield from of_sessions(person, today)
    yield from of_visits(person, today)
    yield from of_reports(person, today)


def _released() -> list[str]:
    return list(
        Release.objects.filter(recalled_at__isnull=True, thing_kind="orderline").values_list("thing_id", flat=True)
    )


def _unanswered_instructions(person: Person) -> Iterator[Task]:
    asked = Correspondence.objects.visible_to(person).filter(what=What.INSTRUCTION_ASKED, answered_by__isnull=True)
    for entry in asked:
        what = pgettext_lazy("task", "Waits for instructions")
        yield Task(str(what), entry.subject, entry.kind, entry.pk, entry.recorded_at)


def _asked_to_erase(person: Person) -> Iterator[Task]:
    """Requests to erase that nobody answered: theirs, which we answer, and ours, which we go after."""
    rows = ErasureAsked.objects.visible_to(person).filter(answered_at__isnull=True).select_related("partner")
    for row in rows:
        what = (
            _("Answer a request to erase") if row.side == Side.THEIRS else _("Awaits an answer to our request to erase")
        )
        yield Task(str(what), row.partner.code, row.kind, row.pk, row.at, row.due_on)


def _reminders(person: Person, today: date) -> Iterator[Task]:
    """Commitments of which the rules remind, until they are done."""
    for one in reminders(person=person, on=today):
        row = one.commitment
        what = _("Ask the partner for what is due") if row.bound == Bound.THEIRS else _("Fulfil a commitment")
        about = f"{row.partner.code} {row.number}"
        yield Task(str(what), about, row.kind, row.pk, row.moved_at, one.due.last, reminds=True)


def _conclusions(person: Person) -> Iterator[Task]:
    """Concluded minutes of whose conclusions nobody has made anything yet."""
    taken_up = Commitment.objects.filter(agreed__isnull=False).values("agreed")
    rows = Minutes.objects.visible_to(person).filter(concluded_at__isnull=False).exclude(text__in=taken_up)
    for row in rows.select_related("text__partner"):
        count = len(adoption.stands(row.text))
        if count and row.concluded_at is not None:
            what, title = _("Take up the conclusions of minutes"), row.text.title(person.language)
            yield Task(str(what), title, row.text.kind, row.text_id, row.concluded_at, count=count)


def _proposals(person: Person) -> Iterator[Task]:
    """Commitments that were read from a report or follow from minutes, and that nobody has confirmed."""
    rows = Commitment.objects.visible_to(person).filter(state=CommitmentState.PROPOSED)
    for row in (
        rows.order_by()
        .values("report", "agreed", "partner__code")
        .annotate(count=Count("pk"), since=Min("recorded_at"))
    ):
        kind, place = ("report", row["report"]) if row["report"] else ("text", row["agreed"] or "")
        what = _("Confirm or reject proposed commitments")
        yield Task(str(what), row["partner__code"], kind, place, row["since"], count=row["count"])


def _words_that_differ(person: Person) -> Iterator[Task]:
    """Commitments for which the partner told another date or state than ours."""
    rows = CommitmentWord.objects.visible_to(person).exclude(commitment__state=CommitmentState.PROPOSED)
    other_date = ~Q(due="") & ~Q(due=F("commitment__due"))
    for word in rows.filter(other_date | ~Q(state=F("commitment__state"))).select_related("commitment__partner"):
        row = word.commitment
        what = _("Answer what the partner says of a commitment")
        yield Task(str(what), f"{row.partner.code} {row.number}", row.kind, row.pk, word.told_at)


def _texts_to_answer(person: Person, today: date) -> Iterator[Task]:
    """Proposals that wait for our answer, and partners to be reminded because theirs is overdue (S19)."""
    for text, one in _awaited(person, today):
        if one.wanted is not Wanted.ANSWER:
            continue
        if one.side == us().code:
            what = pgettext_lazy("task", "Answer a proposal")
        elif one.overdue(today):
            what = pgettext_lazy("task", "Answer overdue: remind the partner")
        else:
            continue
        yield Task(str(what), text.title(person.language), text.kind, text.pk, text.moved_at, one.until)


def _awaited(person: Person, today: date) -> Iterator[tuple[Text, Awaited]]:
    """What is awaited on each text with a change under way."""
    for text in Text.objects.visible_to(person).exclude(change="").select_related("partner"):
        for one in awaited_now(text, today):
            yield text, one


def _approver(person: Person, today: date) -> Iterator[Task]:
    yield from _approvals_of_lines(person, today)
    yield from _approvals_of_texts(person, today)
    yield from memoranda_to_approve(person, today)


def _approvals_of_texts(person: Person, today: date) -> Iterator[Task]:
    """Texts that wait for our side's approval, where the person holds the authority that gives it."""
    found = [(text, one) for text, one in _awaited(person, today) if one.side == us().code]
    authorities = {one.code: one for one in Authority.objects.filter(code__in={text.authority for text, _ in found})}
    for text, one in found:
        asked = authorities.get(text.authority)
        if one.wanted is not Wanted.CONCLUSION and asked is not None and holding(person, asked, today):
            what = _("Approve as %(authority)s") % {"authority": asked.title(person.language)}
            yield Task(what, text.title(person.language), text.kind, text.pk, text.moved_at, text.respond_by)


def _approvals_of_lines(person: Person, today: date) -> Iterator[Task]:
    steps = ApprovalStep.objects.visible_to(person).filter(state=StepState.OPEN, thing_kind="orderline")
    steps = steps.select_related("authority")
    lines = OrderLine.objects.select_related("order").in_bulk([step.thing_id for step in steps])
    for step in steps:
        line = lines[step.thing_id]
        if holding(person, step.authority, today) and line.order.entered_by_id != person.pk:
            what = _("Approve as %(authority)s") % {"authority": step.authority.title(person.language)}
            since = step.opened_at or line.state_since
            yield Task(what, str(line), line.kind, line.pk, since, line.order.answer_due)


def _librarian(person: Person, today: date) -> Iterator[Task]:  # noqa: ARG001 - one signature for all finders
    lines = NeedLine.objects.visible_to(person).filter(state__in=LIBRARIAN_TASKS).select_related("need")
    for line in lines:
        what = LIBRARIAN_TASKS[NeedState(line.state)]
        yield Task(str(what), f"{line.need.number}/{line.position}", line.kind, line.pk, line.state_since)


def _administrator(person: Person, today: date) -> Iterator[Task]:  # noqa: ARG001 - one signature for all finders
    if office().completed_at is None:
        yield Task(str(_("Complete the office")), "", "office", "1", person.last_login or _EPOCH)
    for held in AuthorityHeld.objects.visible_to(person).filter(confirmed_at__isnull=True).exclude(proposed_by=person):
        if held.person_id != person.pk:
            what = _("Confirm the authority %(authority)s") % {"authority": held.authority.code}
            yield Task(what, held.person.name, held.kind, held.pk, held.proposed_at)
    for keys in PartyKeys.objects.filter(confirmed_at__isnull=True, revoked_at__isnull=True, party__is_us=False):
        yield Task(str(_("Confirm the fingerprint of")), keys.party.code, keys.party.kind, keys.party.pk, keys.added_at)
    for pouch in ArrivedPouch.objects.filter(state=ArrivalState.REFUSED):
        yield Task(str(_("Look into a refused pouch")), pouch.file_name, pouch.kind, pouch.pk, pouch.arrived_at)


def _erasures(person: Person, today: date) -> Iterator[Task]:
    """Erasures that somebody else proposed: for an administrator, or for whoever holds the rule's authority."""
    waiting = Erasure.objects.visible_to(person).filter(state=ErasureState.PROPOSED).exclude(proposed_by=person)
    for row in waiting.select_related("rule__authority"):
        authority = row.rule.authority if row.rule else None
        mine = holding(person, authority, today) if authority else Role.ADMINISTRATOR in person.roles
        if mine:
            about = row.rule.code if row.rule else row.order
            yield Task(str(_("Confirm an erasure")), about, row.kind, row.pk, row.proposed_at)


def _channels(person: Person) -> Iterator[Task]:
    """What keeps pouches from going, and what a partner returned of ours that nobody saw to."""
    administrator = Role.ADMINISTRATOR in person.roles
    if not administrator and Role.DESK not in person.roles:
        return
    for stands in Channel.objects.visible_to(person).select_related("partner"):
        for what, since, for_desk in _standing(stands):
            if administrator or for_desk:
                yield Task(str(what), stands.partner.code, "party", stands.partner_id, since)
    returned = ReturnedPouch.objects.visible_to(person).filter(noted_at__isnull=True).select_related("partner")
    for row in returned:
        about = f"{row.partner.code} {row.epoch}/{row.number}"
        yield Task(str(_("See to a pouch that came back")), about, "party", row.partner_id, row.returned_at)


def _standing(stands: Channel) -> Iterator[tuple[Any, datetime, bool]]:
    """What is to be done about a channel, since when, and whether the desk is told as well."""
    if stands.stopped_at is not None:
        yield _("Speak to the partner: the channel is stopped"), stands.stopped_at, True
    if stands.asks_epoch not in (None, stands.confirmed):
        first = ArrivedPouch.objects.filter(partner=stands.partner, epoch=stands.asks_epoch, state=ArrivalState.WAITING)
        since = first.values_list("arrived_at", flat=True).order_by("arrived_at").first()
        yield _("Confirm that the partner begins a new epoch"), since or _EPOCH, False
    if stands.withheld_at is not None:
        yield _("Mend what the inspector did not let leave"), stands.withheld_at, True


_EPOCH = datetime.fromisoformat("2026-01-01T00:00:00+00:00")
_FINDERS = (
    (Role.DESK, _desk),
    (Role.APPROVER, _approver),
    (Role.LIBRARIAN, _librarian),
    (Role.ADMINISTRATOR, _administrator),
)
