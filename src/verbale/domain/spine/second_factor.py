"""A person's second factor: a code that an authenticator shows (RFC 6238), and recovery codes should it be lost."""

from __future__ import annotations

import base64
import secrets
from datetime import datetime
from typing import Any

from django.db import transaction
from django_otp import match_token, user_has_device
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from verbale.domain.spine import authority, journal
from verbale.domain.spine.person import check_role
from verbale.kernel.errors import Refused
from verbale.kernel.identifier import Randomness
from verbale.records.person import AccessToken, AuthorityHeld, Person, Role

RECOVERY_CODES = 10


class WrongCode(Refused):
    """This code is wrong, or was used before. Wait for the next one. After several wrong ones you must wait longer."""


class HasSecondFactor(Refused):
    """{person} has a second factor already. An administrator can take it away, if the authenticator was lost."""


class NoSecondFactor(Refused):
    """{person} has no second factor."""


def is_set_up(person: Person) -> bool:
    """Whether the person is asked for a second factor when signing in."""
    return bool(user_has_device(person, confirmed=True))


def check(*, person: Person, code: str) -> Any:
    """The device whose code this is; a code counts once."""
    device = match_token(person, code.replace(" ", ""))
    if device is None:
        raise WrongCode()
    return device


def begin(person: Person) -> TOTPDevice:
    """The device that is being set up; the same one until it is confirmed."""
    if is_set_up(person):
        raise HasSecondFactor(person=person.name)
    device, _ = TOTPDevice.objects.get_or_create(user=person, confirmed=False, defaults={"name": "authenticator"})
    return device


@transaction.atomic
def confirm(*, person: Person, code: str, at: datetime) -> TOTPDevice:
    """Ends the setting up: the authenticator shows the right code, so from now on it is asked for."""
    device = begin(person)
    if not device.verify_token(code.replace(" ", "")):
        raise WrongCode()
    device.confirmed = True
    device.save()
    journal.record(act="second factor.set", thing=person, by=person, at=at)
    return device


@transaction.atomic
def recovery_codes(*, person: Person, at: datetime, random: Randomness = secrets.token_bytes) -> list[str]:
    """Fresh recovery codes, each good once; those before count no longer."""
    if not is_set_up(person):
        raise NoSecondFactor(person=person.name)
    StaticDevice.objects.filter(user=person).delete()
    device = StaticDevice.objects.create(user=person, name="recovery")
    codes = [base64.b32encode(random(5)).decode("ascii").lower() for _ in range(RECOVERY_CODES)]
    for code in codes:
        device.token_set.create(token=code)
    journal.record(act="second factor.recovery codes", thing=person, by=person, at=at)
    return codes


@transaction.atomic
def take_away(*, person: Person, by: Person, at: datetime) -> list[AuthorityHeld]:
    """Removes a lost second factor, and the tokens it was given for; the person sets up another one.

    Returns the authorities that a second administrator must confirm again: without the factor, the one who can send
    the person a new password could use them alone.
    """
    check_role(by, Role.ADMINISTRATOR)
    if not is_set_up(person):
        raise NoSecondFactor(person=person.name)
    TOTPDevice.objects.filter(user=person).delete()
    StaticDevice.objects.filter(user=person).delete()
    AccessToken.objects.filter(person=person, second_factor=True, revoked_at=None).update(revoked_at=at)
    journal.record(act="second factor.taken away", thing=person, by=by, at=at)
    return authority.put_back(person=person, by=by, at=at)
