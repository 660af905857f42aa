"""Parties: introducing a partner, confirming its keys, naming channels and contact units."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from verbale.domain.spine import journal
from verbale.domain.spine.person import check_role
from verbale.engines.seal import PublicKeys
from verbale.kernel.errors import NotFound, Refused, WrongUse
from verbale.records.party import ContactUnit, Party, PartyKeys, SupplyChannel
from verbale.records.person import Person, Role


class BadCode(WrongUse):
    """“{code}” cannot be a party's code. Use two to forty capital letters, digits and hyphens, such as FI-NHI."""


class CodeTaken(Refused):
    """A party with the code “{code}” is known already."""


class EndsBeforeStart(WrongUse):
    """A contact unit cannot end on {until}, before it begins on {since}."""


class WrongFingerprint(Refused):
    """The fingerprint you typed is not that of these keys. Do not confirm them: ask the partner again, by another
    way than the one by which the keys came."""


class KeysReplaced(Refused):
    """These keys of {partner} were replaced by others and count no more. Ask the partner for fresh ones."""


class OtherRecipient(Refused):
    """These keys sign as keys of {partner} that are known here, but seal for somebody else. Do not trust them: ask
    the partner, by another way than the one by which they came."""


class NoKeys(Refused):
    """No confirmed keys of {partner} are known, so nothing can be sealed for it. Add its public keys and confirm
    their fingerprint by telephone or letter."""


def us() -> Party:
    """Our own party."""
    ours = Party.objects.filter(is_us=True).first()
    if ours is None:
        raise NotFound(what="party", which="us")
    return ours


def check_code(code: str) -> str:
    """The code, if it can be one."""
    if not re.fullmatch(r"[A-Z0-9][A-Z0-9-]{1,39}", code):
        raise BadCode(code=code)
    return code


@transaction.atomic
def introduce(
    *, code: str, names: Mapping[str, str], language: str, by: Person | None, at: datetime, is_us: bool = False,
    country: str = "", carry_to: str = "", carry_from: str = "",
) -> Party:  # fmt: skip
    """Adds a party; ``by`` is None only for ourselves, while the node is made."""
    if by is not None:
        check_role(by, Role.ADMINISTRATOR)
    if Party.objects.filter(code=check_code(code)).exists():
        raise CodeTaken(code=code)
    party = Party.objects.create(
        code=code, names=dict(names), language=language, is_us=is_us, country=country,
        carry_to=carry_to, carry_from=carry_from,
    )  # fmt: skip
    journal.record(act="party.introduced", thing=party, by=by, at=at, facts={"code": code})
    return party


@transaction.atomic
def set_folders(*, party: Party, carry_to: str, carry_from: str, by: Person, at: datetime) -> None:
    """Names the folders through which pouches go to and come from a partner."""
    check_role(by, Role.ADMINISTRATOR)
    party.carry_to, party.carry_from = carry_to, carry_from
    party.save(update_fields=["carry_to", "carry_from"])
    journal.record(act="party.folders", thing=party, by=by, at=at)


@transaction.atomic
def add_keys(*, party: Party, keys: PublicKeys, by: Person | None, at: datetime) -> PartyKeys:
    """Keeps public keys of a party. They count only once their fingerprint is confirmed out of band."""
    if by is not None:
        check_role(by, Role.ADMINISTRATOR)
    row, _ = PartyKeys.objects.get_or_create(
        party=party, fingerprint=keys.fingerprint,
        defaults={"signing": keys.signing, "recipient": keys.recipient, "added_at": at},
    )  # fmt: skip
    if row.recipient != keys.recipient:
        raise OtherRecipient(partner=party.code)
    journal.record(act="keys.added", thing=row, by=by, at=at, facts={"fingerprint": keys.fingerprint})
    return row


@transaction.atomic
def confirm_keys(*, keys: PartyKeys, fingerprint: str, by: Person, at: datetime) -> None:
    """Confirms a partner's keys by the fingerprint that the partner told by another way."""
    check_role(by, Role.ADMINISTRATOR)
    if fingerprint.strip() != keys.fingerprint:
        raise WrongFingerprint()
    if keys.revoked_at is not None:
        raise KeysReplaced(partner=keys.party.code)
    PartyKeys.objects.filter(party=keys.party, confirmed_at__isnull=False, revoked_at__isnull=True).exclude(
        pk=keys.pk
    ).update(revoked_at=at)
    keys.confirmed_by, keys.confirmed_at = by, at
    keys.save(update_fields=["confirmed_by", "confirmed_at"])
    journal.record(act="keys.confirmed", thing=keys, by=by, at=at, facts={"fingerprint": keys.fingerprint})


def confirmed_keys(party: Party) -> PublicKeys:
    """The keys to seal for a partner with, and to trust its signature by."""
    row = PartyKeys.objects.filter(party=party, confirmed_at__isnull=False, revoked_at__isnull=True).last()
    if row is None:
        raise NoKeys(partner=party.code)
    return PublicKeys(signing=row.signing, recipient=row.recipient)


@transaction.atomic
def name_channel(*, code: str, titles: Mapping[str, str], does: str, by: Person, at: datetime) -> SupplyChannel:
    """Names a body through which we supply (S70); naming it again changes what it is called."""
    check_role(by, Role.ADMINISTRATOR, Role.DESK)
    defaults = {"titles": dict(titles), "does": does}
    channel, _ = SupplyChannel.objects.update_or_create(code=code, defaults=defaults)
    journal.record(act="channel.named", thing=channel, by=by, at=at, facts={"code": code})
    return channel


@transaction.atomic
def set_up_contact_unit(
    *, party: Party, name: str, reach: str, since: date, by: Person, at: datetime, until: date | None = None
) -> ContactUnit:
    """Records a contact unit that the sides set up (S71)."""
    check_role(by, Role.ADMINISTRATOR, Role.DESK)
    if until is not None and until < since:
        raise EndsBeforeStart(until=until.isoformat(), since=since.isoformat())
    unit = ContactUnit.objects.create(party=party, name=name, reach=reach, since=since, until=until)
    journal.record(act="contact.set up", thing=unit, by=by, at=at, facts={"name": name, "party": party.code})
    return unit
