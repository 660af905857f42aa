"""The log of requests, talks, oral assurances, instructions asked and given, and letters."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from verbale.domain.spine import journal
from verbale.domain.spine.number import next_number
from verbale.domain.spine.person import check_role
from verbale.kernel.errors import WrongUse
from verbale.kernel.imprecise import ImpreciseDate
from verbale.records.correspondence import Correspondence, What
from verbale.records.number import Direction
from verbale.records.party import Party
from verbale.records.person import Person, Role
from verbale.records.request import Order


class NoSuchEntry(WrongUse):
    """“{what}” is nothing that the log records. It records: {kinds}."""


class NothingSaid(WrongUse):
    """An entry needs its date, who said or wrote it, and a subject; “{missing}” is missing."""


_NUMBERED = {What.LETTER_IN: Direction.IN, What.LETTER_OUT: Direction.OUT, What.REQUEST: Direction.IN}


@transaction.atomic
def log(
    *, what: str, on: str, said_by: str, subject: str, by: Person | None, at: datetime, partner: Party | None = None,
    said_to: str = "", text: str = "", source: str = "", order: Order | None = None,
    answers: Correspondence | None = None, number: str = "",
) -> Correspondence:  # fmt: skip
    """Records one thing said or written (S59, S71, S73); letters and requests get the year's next number."""
    if by is not None:
        check_role(by, Role.DESK)
    _check(what, on, said_by, subject)
    if not number and what in _NUMBERED:
        number = next_number(direction=_NUMBERED[What(what)], partner=partner, at=at)
    entry = Correspondence.objects.create(
        what=what, on=str(ImpreciseDate.read(on)), said_by=said_by, said_to=said_to, subject=subject, text=text,
        source=source, partner=partner, order=order, answers=answers, number=number, recorded_by=by, recorded_at=at,
    )  # fmt: skip
    journal.record(act="correspondence.logged", thing=entry, by=by, at=at, facts={"what": what, "subject": subject})
    return entry


def _check(what: str, on: str, said_by: str, subject: str) -> None:
    if what not in What.values:
        raise NoSuchEntry(what=what, kinds=", ".join(What.values))
    for missing, given in (("date", on), ("who", said_by), ("subject", subject)):
        if not given.strip():
            raise NothingSaid(missing=missing)
