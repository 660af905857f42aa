"""The public keys of parties: introduced and confirmed by people, replaced and revoked by signed statements.

The clauses cited are those of docs/PROTOCOL.md, section 1.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from verbale.domain.spine import journal
from verbale.domain.spine.person import check_role
from verbale.engines.seal import PublicKeys, Signer
from verbale.kernel.errors import Refused
from verbale.records.dispatch import Message, MessageState
from verbale.records.party import Party, PartyKeys
from verbale.records.person import Person, Role


class WrongFingerprint(Refused):
    """The fingerprint you typed is not that of these keys. Do not confirm them: ask the partner again, by another
    way than the one by which the keys came."""


class KeysReplaced(Refused):
    """These keys of {partner} were replaced by others and count no more. Ask the partner for fresh ones."""


class NoKeys(Refused):
    """No confirmed keys of {partner} are known, so nothing can be sealed for it. Add its public keys and confirm
    their fingerprint by telephone or letter."""


@transaction.atomic
def add(*, party: Party, keys: PublicKeys, by: Person | None, at: datetime) -> PartyKeys:
    """Keeps public keys of a party. They count only once their fingerprint is confirmed out of band (1.2)."""
    if by is not None:
        check_role(by, Role.ADMINISTRATOR)
    row, _ = PartyKeys.objects.get_or_create(
        party=party, fingerprint=keys.fingerprint,
        defaults={
            "signing": keys.signing, "recipient": keys.recipient, "recovery": keys.recovery, "added_at": at,
        },
    )  # fmt: skip
    journal.record(act="keys.added", thing=row, by=by, at=at, facts={"fingerprint": keys.fingerprint})
    return row


@transaction.atomic
def confirm(*, keys: PartyKeys, fingerprint: str, by: Person, at: datetime) -> None:
    """Confirms a partner's keys by the fingerprint that the partner told by another way."""
    check_role(by, Role.ADMINISTRATOR)
    if fingerprint.strip() != keys.fingerprint:
        raise WrongFingerprint()
    if keys.revoked_at is not None or keys.retired_number is not None:
        raise KeysReplaced(partner=keys.party.code)
    confirmed_rows(keys.party).exclude(pk=keys.pk).update(revoked_at=at)
    keys.confirmed_by, keys.confirmed_at = by, at
    keys.save(update_fields=["confirmed_by", "confirmed_at"])
    journal.record(act="keys.confirmed", thing=keys, by=by, at=at, facts={"fingerprint": keys.fingerprint})


def confirmed(party: Party) -> PublicKeys:
    """The present keys of a party: to seal for it with, and to trust its signature by."""
    row = present(party)
    if row is None:
        raise NoKeys(partner=party.code)
    return public(row)


def present(party: Party) -> PartyKeys | None:
    """The row of the present keys of a party."""
    return confirmed_rows(party).filter(retired_number__isnull=True).order_by("confirmed_at", "statement").last()


def trusted(party: Party) -> list[PublicKeys]:
    """All keys whose signature may still count: the present ones, and replaced ones up to their place (1.6)."""
    return [public(row) for row in confirmed_rows(party)]


def revoked(party: Party) -> list[str]:
    """The fingerprints of the keys of a party that are void."""
    rows = PartyKeys.objects.filter(party=party, revoked_at__isnull=False)
    return list(rows.values_list("fingerprint", flat=True))


def ever_trusted(party: Party) -> list[PublicKeys]:
    """The same and those that were revoked, for reading what they signed before."""
    return [public(row) for row in PartyKeys.objects.filter(party=party, confirmed_at__isnull=False)]


def signing_lines(party: Party, *, revoked: bool = False) -> list[str]:
    """The signing keys among them; those that were ``revoked`` too, for reading what they signed before."""
    rows = PartyKeys.objects.filter(party=party, confirmed_at__isnull=False) if revoked else confirmed_rows(party)
    return [row.signing for row in rows]


def signers(party: Party) -> list[Signer]:
    """Who may sign for a party, as OpenSSH's ``allowed_signers`` says it (1.4); keys that were revoked never."""
    rows = confirmed_rows(party).order_by("confirmed_at")
    return [Signer(party.code, row.signing, "verbale-*", row.confirmed_at) for row in rows]


def revoked_signing(party: Party) -> list[str]:
    """The signing keys of a party that are void, for ``ssh-keygen -r``; none that still counts under other keys."""
    good = {row.signing for row in confirmed_rows(party)}
    rows = PartyKeys.objects.filter(party=party, revoked_at__isnull=False).order_by("revoked_at")
    return [row.signing for row in rows if row.signing not in good]


def retired_at(party: Party, signer: str) -> tuple[int, int] | None:
    """The last place in the party's channel to us at which a replaced signing key may sign; None if not replaced."""
    rows = confirmed_rows(party).filter(signing=signer)
    if rows.filter(retired_number__isnull=True).exists():
        # The decryption key alone may have been replaced: the signing key is present in the later line.
        return None
    last = rows.order_by("-retired_epoch", "-retired_number").first()
    return (last.retired_epoch, last.retired_number) if last and last.retired_epoch and last.retired_number else None


def ours_for(partner: Party) -> str:
    """The fingerprint of our keys that sign for a partner now: new ones after their announcement left (1.6)."""
    rows = PartyKeys.objects.filter(party__is_us=True, confirmed_at__isnull=False, revoked_at__isnull=True)
    for row in rows.order_by("-statement", "-confirmed_at"):
        announced = Message.objects.filter(partner=partner, what="keys", thing_id=row.pk)
        if not announced.filter(state=MessageState.QUEUED).exists():
            return row.fingerprint
    raise NoKeys(partner="us")


def last_statement(party: Party) -> int:
    """The number of the last statement that named keys of a party; 0 if people introduced all of them."""
    rows = PartyKeys.objects.filter(party=party).order_by("-statement")
    return rows.values_list("statement", flat=True).first() or 0


def public(row: PartyKeys) -> PublicKeys:
    """The keys of a row."""
    return PublicKeys(signing=row.signing, recipient=row.recipient, recovery=row.recovery)


def confirmed_rows(party: Party) -> QuerySet[PartyKeys]:
    """The keys of a party that were confirmed and not revoked, replaced ones among them."""
    return PartyKeys.objects.filter(party=party, confirmed_at__isnull=False, revoked_at__isnull=True)
