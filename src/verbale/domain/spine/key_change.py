"""New keys: ours are announced to the partners, theirs are taken on the word of the keys before.

The clauses cited are those of docs/PROTOCOL.md, section 1.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from verbale.domain.spine import channel, dispatch, journal
from verbale.domain.spine.party_keys import NoKeys, confirmed_rows, present, public
from verbale.domain.spine.person import check_role
from verbale.engines.seal import KeyStatement, SignedStatement, StatementRefused, verify_statement
from verbale.kernel.canonical import Json
from verbale.kernel.errors import Refused
from verbale.records.dispatch import Pouch, PouchState
from verbale.records.party import Party, PartyKeys
from verbale.records.person import Person, Role

WHAT = "keys"


class NotRecovery(Refused):
    """This statement about the keys of {partner} came by itself and is signed by the key that it replaces. Such a one
    comes in a pouch; only the recovery key may speak outside of one."""


class OtherSide(Refused):
    """This statement is about the keys of “{side}”, not of {partner}. Nothing was changed."""


@transaction.atomic
def replace(*, party: Party, signed: SignedStatement, through: tuple[int, int] | None, at: datetime) -> PartyKeys:
    """Takes a partner's new keys on its own word, signed by keys that were confirmed (1.5 to 1.7).

    ``through`` is the place of the pouch that told it, the last one that the replaced key may sign; None for a
    statement that came by itself, which the recovery key must have signed.
    """
    old = present(party)
    if old is None:
        raise NoKeys(partner=party.code)
    statement = signed.statement
    by = verify_statement(
        statement, signed.signature, public(old), side=party.code, number=old.statement + 1 if old.statement else None
    )
    if through is None and by != "recovery":
        raise NotRecovery(partner=party.code)
    if through is None and not statement.revoked:
        raise _refused(statement, "it came by itself, and does not say that the replaced keys are void")
    _check_not_void(party, statement)
    if statement.revoked:
        confirmed_rows(party).update(revoked_at=at)
    elif through is not None:
        old.retired_epoch, old.retired_number = through
        old.save(update_fields=["retired_epoch", "retired_number"])
    row = _named(party, statement, at)
    facts: dict[str, Json] = {"fingerprint": row.fingerprint, "by": by, "revoked": statement.revoked}
    journal.record(act="keys.replaced", thing=row, by=None, at=at, facts=facts)
    return row


def _check_not_void(party: Party, statement: KeyStatement) -> None:
    """Refuses keys of which one was void before, in whichever line it stood, and keys that were replaced (1.5)."""
    named = {statement.keys.signing, statement.keys.recipient, statement.keys.recovery} - {""}
    rows = PartyKeys.objects.filter(party=party, revoked_at__isnull=False)
    if any({row.signing, row.recipient} & named for row in rows):
        raise _refused(statement, "it names keys that are void")
    if confirmed_rows(party).filter(fingerprint=statement.keys.fingerprint).exists():
        raise _refused(statement, "it names keys that were replaced")


def _named(party: Party, statement: KeyStatement, at: datetime) -> PartyKeys:
    """The row of the keys that a statement names; somebody may have introduced them, and not confirmed them yet."""
    keys = statement.keys
    row, _ = PartyKeys.objects.get_or_create(
        party=party, fingerprint=keys.fingerprint,
        defaults={"signing": keys.signing, "recipient": keys.recipient, "recovery": keys.recovery, "added_at": at},
    )  # fmt: skip
    row.statement, row.confirmed_at = statement.number, at
    row.save(update_fields=["statement", "confirmed_at"])
    return row


def _refused(statement: KeyStatement, why: str) -> StatementRefused:
    return StatementRefused(side=statement.side, number=statement.number, why=why)


@transaction.atomic
def take_file(*, party: Party, signed: SignedStatement, by: Person, at: datetime) -> PartyKeys:
    """Takes a statement that somebody brought as a file of its own, ``NAME.keys`` (1.7)."""
    check_role(by, Role.ADMINISTRATOR)
    if party.is_us or party.code != signed.statement.side:
        raise OtherSide(side=signed.statement.side, partner=party.code)
    return replace(party=party, signed=signed, through=None, at=at)


def taken(party: Party, signed: SignedStatement) -> bool:
    """Whether a statement that comes again was taken before."""
    rows = PartyKeys.objects.filter(party=party, fingerprint=signed.statement.keys.fingerprint)
    return rows.filter(statement=signed.statement.number, confirmed_at__isnull=False).exists()


@transaction.atomic
def announce(*, signed: SignedStatement, at: datetime) -> bool:
    """Tells every partner of our new keys (1.6); False if they were told before.

    Where the replaced key was revoked, a new epoch begins in every channel, and the statement itself must reach the
    partners as a file, before anything sealed under the new key (1.7).
    """
    we, statement = Party.objects.get(is_us=True), signed.statement
    if PartyKeys.objects.filter(party=we, fingerprint=statement.keys.fingerprint).exists():
        return False
    if statement.revoked:
        confirmed_rows(we).update(revoked_at=at)
    row = PartyKeys.objects.create(
        party=we, signing=statement.keys.signing, recipient=statement.keys.recipient,
        recovery=statement.keys.recovery, fingerprint=statement.keys.fingerprint, statement=statement.number,
        added_at=at, confirmed_at=at,
    )  # fmt: skip
    facts: dict[str, Json] = {"fingerprint": row.fingerprint, "revoked": statement.revoked}
    journal.record(act="keys.announced", thing=row, by=None, at=at, facts=facts)
    for partner in Party.objects.partners():
        if statement.revoked:
            _begin_epoch(partner, at)
        else:
            body = {"statement": statement.as_json(), "signature": signed.signature.decode("ascii")}
            dispatch.queue(partner=partner, what=WHAT, body=body, thing=row, at=at, ahead=True)
    return True


def _begin_epoch(partner: Party, at: datetime) -> None:
    """What was sealed under the revoked key and not acknowledged is void: what of it the partner has, it returns, and
    the rest is sealed again (1.7)."""
    stands = channel.locked(partner)
    Pouch.objects.filter(partner=partner).exclude(state=PouchState.ACKNOWLEDGED).update(state=PouchState.VOID)
    channel.begin_epoch(stands, at)
