"""People: inviting, roles, deactivating; who may do what kind of act."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from verbale.domain.spine import journal
from verbale.kernel.errors import NotAllowed, Refused, WrongUse
from verbale.kernel.identifier import Randomness
from verbale.records.person import AccessToken, Invitation, Person, Role, RoleHeld

INVITATION_DAYS = 14


class NeedsRole(NotAllowed):
    """{person} may not do this: it is for people with the role {roles}. Ask an administrator."""


class Nameless(WrongUse):
    """A person needs a name, and a sign-in name of at most 60 characters without blanks."""


class HandleTaken(Refused):
    """The sign-in name “{handle}” is taken. Choose another."""


class NoSuchRole(WrongUse):
    """There is no role “{role}”. The roles are: {roles}."""


class InvitationOver(Refused):
    """This invitation was used, has expired, or never existed. Ask an administrator for a new one."""


class WeakPassword(Refused):
    """This password cannot be taken: {why}"""


class WrongPassword(Refused):
    """The present password is wrong."""


class NoSuchPageLanguage(WrongUse):
    """Pages cannot be shown in “{language}”."""


class LastAdministrator(Refused):
    """{person} is the last active administrator. Make somebody else administrator first."""


class NoSuchToken(NotAllowed):
    """This token was revoked, has expired, or never existed. Sign in again with: verbale login"""


class NeedsSecondFactor(NotAllowed):
    """An approval needs a second factor. Set one up under “My account”, sign in with it, and try again."""


def check_role(person: Person, *roles: str) -> None:
    """Refuses a person who is inactive or holds none of the roles."""
    if not person.roles & set(roles):
        raise NeedsRole(person=person.name, roles=" / ".join(roles))


def check_second_factor(passed: bool) -> None:
    """Refuses an act of approval by somebody who signed in with a password alone."""
    if not passed:
        raise NeedsSecondFactor()


def secret_hash(secret: str) -> str:
    """What is kept of a secret of high entropy."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def invite(
    *, handle: str, name: str, email: str, roles: Collection[str], by: Person | None, at: datetime,
    language: str = "en", office_held: str = "", random: Randomness = secrets.token_bytes,
) -> tuple[Person, str]:  # fmt: skip
    """Adds a person and returns the secret of their invitation; ``by`` is None only for the first one."""
    if by is not None:
        check_role(by, Role.ADMINISTRATOR)
    _check_roles(roles)
    if not name.strip() or not re.fullmatch(r"\S{1,60}", handle):
        raise Nameless()
    if Person.objects.filter(handle=handle).exists():
        raise HandleTaken(handle=handle)
    person = Person(handle=handle, name=name, email=email, language=language, office_held=office_held)
    person.set_unusable_password()
    person.save(force_insert=True)
    RoleHeld.objects.bulk_create(RoleHeld(person=person, role=role) for role in sorted(set(roles)))
    secret = open_invitation(person, at, random)
    journal.record(act="person.invited", thing=person, by=by, at=at, facts={"handle": handle, "roles": sorted(roles)})
    return person, secret


def open_invitation(person: Person, at: datetime, random: Randomness) -> str:
    """The secret of a fresh invitation; the one before ends."""
    secret = random(24).hex()
    Invitation.objects.filter(person=person).delete()
    Invitation.objects.create(
        person=person, secret_hash=secret_hash(secret), expires_at=at + timedelta(days=INVITATION_DAYS)
    )
    return secret


def invited(secret: str, *, at: datetime) -> Person:
    """The person whom an open invitation is for."""
    found = Invitation.objects.filter(secret_hash=secret_hash(secret), expires_at__gt=at).first()
    if found is None or not found.person.is_active:
        raise InvitationOver()
    return found.person


@transaction.atomic
def accept_invitation(*, secret: str, password: str, at: datetime) -> Person:
    """Sets the invited person's password and ends the invitation.

    Of somebody who had a password before, the tokens end with it: they may have been lost together.
    """
    person = invited(secret, at=at)
    again = person.has_usable_password()
    set_password(person, password)
    Invitation.objects.filter(person=person).delete()
    if again:
        AccessToken.objects.filter(person=person, revoked_at__isnull=True).update(revoked_at=at)
    journal.record(act="person.accepted", thing=person, by=person, at=at)
    return person


def set_password(person: Person, password: str) -> None:
    """Sets a password that the rules for passwords take."""
    try:
        validate_password(password, person)
    except ValidationError as fault:
        raise WeakPassword(why=" ".join(fault.messages)) from fault
    person.set_password(password)
    person.save(update_fields=["password"])


@transaction.atomic
def change_password(*, person: Person, present: str, password: str, at: datetime) -> None:
    """Replaces one's own password, given the present one."""
    if not person.check_password(present):
        raise WrongPassword()
    set_password(person, password)
    journal.record(act="person.password", thing=person, by=person, at=at)


def choose_language(*, person: Person, language: str) -> None:
    """The language in which one reads pages and mail; a taste, so the journal does not tell of it."""
    if language not in dict(settings.LANGUAGES):
        raise NoSuchPageLanguage(language=language)
    person.language = language
    person.save(update_fields=["language"])


@transaction.atomic
def set_roles(*, person: Person, roles: Collection[str], by: Person, at: datetime) -> None:
    """Replaces a person's roles."""
    check_role(by, Role.ADMINISTRATOR)
    _check_roles(roles)
    if Role.ADMINISTRATOR not in roles:
        _check_not_last_administrator(person)
    before = sorted(person.roles)
    RoleHeld.objects.filter(person=person).delete()
    RoleHeld.objects.bulk_create(RoleHeld(person=person, role=role) for role in sorted(set(roles)))
    person.__dict__.pop("roles", None)
    journal.record(act="person.roles", thing=person, by=by, at=at, facts={"before": before, "after": sorted(roles)})


@transaction.atomic
def deactivate(*, person: Person, by: Person, at: datetime) -> None:
    """Closes a person's access at once: sign-in, tokens, and authorities held."""
    check_role(by, Role.ADMINISTRATOR)
    _check_not_last_administrator(person)
    person.is_active = False
    person.save(update_fields=["is_active"])
    person.__dict__.pop("roles", None)
    AccessToken.objects.filter(person=person, revoked_at__isnull=True).update(revoked_at=at)
    Invitation.objects.filter(person=person).delete()
    journal.record(act="person.deactivated", thing=person, by=by, at=at)


def _check_not_last_administrator(person: Person) -> None:
    others = Person.objects.filter(is_active=True, roles_held__role=Role.ADMINISTRATOR).exclude(pk=person.pk)
    if Role.ADMINISTRATOR in person.roles and not others.exists():
        raise LastAdministrator(person=person.name)


def _check_roles(roles: Collection[str]) -> None:
    for role in roles:
        if role not in Role.values:
            raise NoSuchRole(role=role, roles=", ".join(Role.values))
