"""Tokens with which a terminal or a script acts as a person."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.db import transaction

from verbale.domain.spine import journal
from verbale.domain.spine.person import NoSuchToken, secret_hash
from verbale.kernel.errors import NotAllowed
from verbale.kernel.identifier import Randomness
from verbale.records.person import AccessToken, Person, Role

PREFIX = "vbl_"
DAYS = 90


class NotYourToken(NotAllowed):
    """This token is somebody else's. Its holder or an administrator can revoke it."""


@transaction.atomic
def issue(
    *, person: Person, label: str, second_factor: bool, at: datetime, days: int = DAYS,
    until: datetime | None = None, random: Randomness = secrets.token_bytes,
) -> tuple[AccessToken, str]:  # fmt: skip
    """A token for a person who has just signed in, and its secret, which is shown this once.

    ``until`` is when the token ends by which the person acts, if any: none outlives the one that made it.
    """
    ends = at + timedelta(days=days)
    secret = PREFIX + random(30).hex()
    token = AccessToken.objects.create(
        person=person, label=label, secret_hash=secret_hash(secret), second_factor=second_factor,
        created_at=at, expires_at=min(ends, until) if until else ends,
    )  # fmt: skip
    journal.record(act="token.issued", thing=token, by=person, at=at, facts={"label": label})
    return token, secret


def token_of(secret: str, *, at: datetime) -> AccessToken:
    """The usable token with this secret; refuses any other."""
    found = AccessToken.objects.usable(at).filter(secret_hash=secret_hash(secret)).select_related("person").first()
    if found is None:
        raise NoSuchToken()
    return found


@transaction.atomic
def revoke(*, token: AccessToken, by: Person, at: datetime) -> None:
    """Ends a token now. Revoking one that is ended already changes nothing."""
    if by.pk != token.person_id and Role.ADMINISTRATOR not in by.roles:
        raise NotYourToken()
    if token.revoked_at is None:
        token.revoked_at = at
        token.save(update_fields=["revoked_at"])
        journal.record(act="token.revoked", thing=token, by=by, at=at)
