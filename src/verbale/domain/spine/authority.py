"""Authorities: granted by two people, held from a day to a day, with deputies."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from verbale.domain.spine import journal
from verbale.domain.spine.office import day_of
from verbale.domain.spine.person import check_role
from verbale.kernel.errors import NotAllowed, Refused
from verbale.records.person import Authority, AuthorityHeld, Invitation, Person, Role


class NotHolder(NotAllowed):
    """{person} does not hold the authority “{authority}” on {day}. It is for: {holders}."""


class SecondPersonNeeded(NotAllowed):
    """An authority is granted by two people. {person} proposed this one; somebody else must confirm it."""


class NotForOneself(NotAllowed):
    """Nobody takes part in granting an authority to themselves. Ask two other people."""


class AlreadyConfirmed(Refused):
    """This authority was confirmed before, by {person}."""


class LinkUnused(Refused):
    """{person} was invited again and has not used the link yet, so it cannot be known who will. Confirm this authority
    once they have signed in."""


class NoApprover(Refused):
    """{person} does not have the role of an approver, so an authority would have no use. Give the role first."""


class EndsBeforeStart(Refused):
    """An authority cannot end on {until}, before it begins on {since}."""


class NotProlonged(Refused):
    """This authority ends on {until}. One person can end it sooner, but not prolong it: propose it anew."""


class NoDeputyOf(Refused):
    """Nobody can be a deputy in that: a deputy stands for somebody else, in the same authority, who holds it
    themselves and not as a deputy."""


@transaction.atomic
def define(*, code: str, titles: dict[str, str], by: Person, at: datetime) -> Authority:
    """Names an authority that rulebooks may demand; naming it again changes its titles."""
    check_role(by, Role.ADMINISTRATOR)
    authority, _ = Authority.objects.update_or_create(code=code, defaults={"titles": titles})
    journal.record(act="authority.defined", thing=authority, by=by, at=at, facts={"code": code})
    return authority


@transaction.atomic
def propose(
    *, person: Person, authority: Authority, since: date, until: date | None, by: Person, at: datetime,
    deputy_for: AuthorityHeld | None = None,
) -> AuthorityHeld:  # fmt: skip
    """The first of two people's acts by which a person, or a deputy, comes to hold an authority."""
    _check_granting(by, person)
    if Role.APPROVER not in person.roles:
        raise NoApprover(person=person.name)
    if until is not None and until < since:
        raise EndsBeforeStart(until=until.isoformat(), since=since.isoformat())
    if deputy_for is not None:
        _check_deputy(deputy_for, person, authority)
    held = AuthorityHeld.objects.create(
        person=person, authority=authority, since=since, until=until, deputy_for=deputy_for,
        proposed_by=by, proposed_at=at,
    )  # fmt: skip
    facts = {"person": person.pk, "authority": authority.code, "since": since.isoformat()}
    journal.record(act="authority.proposed", thing=held, by=by, at=at, facts=facts)
    return held


@transaction.atomic
def confirm(*, held: AuthorityHeld, by: Person, at: datetime) -> None:
    """The second person's act; from now on the authority counts."""
    held = AuthorityHeld.objects.select_for_update().get(pk=held.pk)
    _check_granting(by, held.person)
    if held.confirmed_by is not None:
        raise AlreadyConfirmed(person=held.confirmed_by.name)
    if held.proposed_by_id == by.pk:
        raise SecondPersonNeeded(person=by.name)
    check_link_used(held.person, at)
    held.confirmed_by, held.confirmed_at = by, at
    held.save(update_fields=["confirmed_by", "confirmed_at"])
    journal.record(act="authority.confirmed", thing=held, by=by, at=at)


def check_link_used(person: Person, at: datetime) -> None:
    """Refuses while somebody who had a password is invited again: a link kept back would undo the confirming."""
    still_open = Invitation.objects.filter(person=person, expires_at__gt=at).exists()
    if person.has_usable_password() and still_open:
        raise LinkUnused(person=person.name)


@transaction.atomic
def put_back(*, person: Person, by: Person, at: datetime) -> list[AuthorityHeld]:
    """Lets a person's confirmed authorities that have not ended wait for a second administrator again.

    An administrator who can make themselves the person counts as the one who proposes. Returns what was put back.
    """
    check_role(by, Role.ADMINISTRATOR)
    today = day_of(at)
    not_ended = Q(until__isnull=True) | Q(until__gte=today)
    confirmed = AuthorityHeld.objects.select_for_update(of=("self",)).select_related("authority")
    put = list(confirmed.filter(not_ended, person=person, confirmed_at__isnull=False))
    for held in put:
        held.proposed_by, held.proposed_at, held.confirmed_by, held.confirmed_at = by, at, None, None
        held.save(update_fields=["proposed_by", "proposed_at", "confirmed_by", "confirmed_at"])
        facts = {"person": person.pk, "authority": held.authority.code}
        journal.record(act="authority.put back", thing=held, by=by, at=at, facts=facts)
    return put


@transaction.atomic
def end(*, held: AuthorityHeld, on: date, by: Person, at: datetime) -> None:
    """Lets an authority end on a day, which is its last; sooner than was granted, never later."""
    check_role(by, Role.ADMINISTRATOR)
    if on < held.since:
        raise EndsBeforeStart(until=on.isoformat(), since=held.since.isoformat())
    if held.until is not None and on > held.until:
        raise NotProlonged(until=held.until.isoformat())
    held.until = on
    held.save(update_fields=["until"])
    journal.record(act="authority.ended", thing=held, by=by, at=at, facts={"until": on.isoformat()})


def holding(person: Person, authority: Authority, day: date) -> AuthorityHeld | None:
    """What lets a person use an authority on a day: their own holding, or a deputy's while the holder's runs."""
    own = AuthorityHeld.objects.in_force(day).filter(person=person, authority=authority).select_related("deputy_for")
    for held in own:
        principal = held.deputy_for
        if principal is None or AuthorityHeld.objects.in_force(day).filter(pk=principal.pk).exists():
            return held
    return None


def check_holds(person: Person, authority: Authority, day: date) -> AuthorityHeld:
    """Refuses a person who may not use the authority on that day, naming who may."""
    held = holding(person, authority, day)
    if held is None:
        holders = AuthorityHeld.objects.in_force(day).filter(authority=authority).values_list("person__name", flat=True)
        names = ", ".join(sorted(set(holders))) or "—"
        raise NotHolder(person=person.name, authority=authority.code, day=day.isoformat(), holders=names)
    return held


def _check_deputy(principal: AuthorityHeld, person: Person, authority: Authority) -> None:
    other = principal.person_id != person.pk and principal.authority_id == authority.pk
    if not other or principal.deputy_for_id is not None:
        raise NoDeputyOf()


def _check_granting(by: Person, person: Person) -> None:
    check_role(by, Role.ADMINISTRATOR)
    if by.pk == person.pk:
        raise NotForOneself()
