"""Parties: introducing a partner, confirming its keys, naming channels and contact units."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from verbale.domain.spine import journal
from verbale.domain.spine.node_address import check_address
from verbale.domain.spine.person import check_role
from verbale.kernel.errors import NotFound, Refused, WrongUse
from verbale.records.channel import Channel
from verbale.records.party import ContactUnit, Party, SupplyChannel
from verbale.records.person import Person, Role


class BadCode(WrongUse):
    """“{code}” cannot be a party's code. Use two to forty capital letters, digits and hyphens, such as FI-NHI."""


class CodeTaken(Refused):
    """A party with the code “{code}” is known already."""


class EndsBeforeStart(WrongUse):
    """A contact unit cannot end on {until}, before it begins on {since}."""


class WeOurselves(WrongUse):
    """{party} is our own node. Only of a partner is it said that it runs none."""


class BadWait(WrongUse):
    """{minutes} minutes cannot be waited before a pouch is sent again. Give 1 to {longest}."""


_LONGEST_WAIT = 366 * 24 * 60


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
    country: str = "", carry_to: str = "", carry_from: str = "", address: str = "", by_letter: bool = False,
) -> Party:  # fmt: skip
    """Adds a party; ``by`` is None only for ourselves, while the node is made.

    ``address`` is where its node takes pouches by HTTPS; ``by_letter`` says that it runs no node.
    """
    if by is not None:
        check_role(by, Role.ADMINISTRATOR)
    if Party.objects.filter(code=check_code(code)).exists():
        raise CodeTaken(code=code)
    party = Party.objects.create(
        code=code, names=dict(names), language=language, is_us=is_us, country=country,
        carry_to=carry_to, carry_from=carry_from, by_letter=by_letter,
        address=check_address(address.strip()) if address.strip() else "",
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
def set_resending(*, party: Party, minutes: int, by: Person, at: datetime) -> None:
    """Sets how many minutes an acknowledgement is waited for before a pouch is sent again (4.2)."""
    check_role(by, Role.ADMINISTRATOR)
    if not 1 <= minutes <= _LONGEST_WAIT:
        raise BadWait(minutes=minutes, longest=_LONGEST_WAIT)
    party.resend_after = minutes
    party.save(update_fields=["resend_after"])
    journal.record(act="party.resending", thing=party, by=by, at=at, facts={"minutes": minutes})


@transaction.atomic
def set_by_letter(*, party: Party, by_letter: bool, by: Person, at: datetime) -> None:
    """Says whether a partner runs no node: then papers go out to it, and its answers come by letter (13).

    Of who runs no node nothing is awaited by the channel: neither that it returns what was forgotten, nor that it is
    told what came from it.
    """
    check_role(by, Role.ADMINISTRATOR)
    if party.is_us:
        raise WeOurselves(party=party.code)
    if party.by_letter == by_letter:
        return
    party.by_letter = by_letter
    party.save(update_fields=["by_letter"])
    if by_letter:
        Channel.objects.filter(partner=party).update(catching_up=False, owes_acknowledgement=False)
    journal.record(act="party.by letter", thing=party, by=by, at=at, facts={"by letter": by_letter})


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
