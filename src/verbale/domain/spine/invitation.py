"""Inviting a person again, who lost the first invitation or forgot the password."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction

from verbale.domain.spine import authority, journal
from verbale.domain.spine.person import check_role, open_invitation
from verbale.kernel.errors import Refused
from verbale.kernel.identifier import Randomness
from verbale.records.person import AuthorityHeld, Person, Role


class Deactivated(Refused):
    """{person} was deactivated, and cannot be invited again."""


@transaction.atomic
def again(
    *, person: Person, by: Person, at: datetime, random: Randomness = secrets.token_bytes
) -> tuple[str, list[AuthorityHeld]]:
    """The secret of a fresh invitation, and the authorities that somebody else must confirm again.

    Whoever has the link becomes the person, so one administrator alone could use what two people granted.
    """
    check_role(by, Role.ADMINISTRATOR)
    if not person.is_active:
        raise Deactivated(person=person.name)
    secret = open_invitation(person, at, random)
    journal.record(act="person.invited again", thing=person, by=by, at=at)
    return secret, authority.put_back(person=person, by=by, at=at)
